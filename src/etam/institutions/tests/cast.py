"""Regions, institutions and people, made as the casts of this room and of those above need them."""

from datetime import date
from typing import Any

from etam.accounts.models import User
from etam.institutions.models import Institution, Membership, Region


def region(code: str, name: str, level: int, parent: Region | None = None) -> Region:
    kind = {1: "provinsi", 2: "kabupaten", 3: "kecamatan", 4: "desa"}[level]
    return Region.objects.get_or_create(
        code=code, defaults={"name": name, "level": level, "type": kind, "parent": parent}
    )[0]


def library(code: str, name: str, kind: str, subtype: str, regency: Region, place: Region) -> Institution:
    return Institution.objects.create(
        code=code, name=name, kind=kind, subtype=subtype, regency=regency, region=place, address="Jalan Poros 1"
    )


def person(email: str, name: str, role: str, **scope: Any) -> User:
    user = User.objects.create_user(email, name=name, password="rahasia-untuk-uji")
    Membership.objects.create(user=user, role=role, valid_from=date(2020, 1, 1), **scope)
    return user
