"""A small cast: a verifier of Kutai Timur, an officer, an operator of one village library, an outsider."""

from datetime import date

import pytest

from etam.accounts.models import User
from etam.institutions import actions
from etam.institutions.actions import NewInstitution
from etam.institutions.models import Institution, Membership, Region

START = date(2024, 1, 1)


@pytest.fixture
def regions(db):
    """The province, two regencies, a district and two villages."""
    rows = [
        ("64", 1, "province", "Kalimantan Timur", None),
        ("64.08", 2, "regency", "Kabupaten Kutai Timur", "64"),
        ("64.72", 2, "city", "Kota Samarinda", "64"),
        ("64.08.05", 3, "district", "Bengalon", "64.08"),
        ("64.08.05.2001", 4, "village", "Sepaso", "64.08.05"),
        ("64.08.05.2002", 4, "village", "Keraitan", "64.08.05"),
    ]
    return {
        code: Region.objects.create(code=code, level=level, type=kind, name=name, parent_id=parent)
        for code, level, kind, name, parent in rows
    }


@pytest.fixture
def village_library(regions):
    return actions.register_institution(
        NewInstitution("Perpustakaan Sepaso", "public", "village", regions["64.08.05.2001"], valid_from=START), by=None
    )


@pytest.fixture
def school_library(regions):
    return actions.register_institution(
        NewInstitution("SD Negeri 001 Samarinda", "school", "sd_mi", regions["64.72"], npsn="30401234"), by=None
    )


@pytest.fixture
def person(db):
    """A function that makes a person with one membership."""

    def make(name: str, role: str, **scope: Region | Institution | str) -> User:
        user = User.objects.create_user(f"{name.lower()}@contoh.id", name=name)
        Membership.objects.create(user=user, role=role, valid_from=START, **scope)
        return user

    return make


@pytest.fixture
def officer(person):
    return person("Hartati", "officer")


@pytest.fixture
def verifier(person, regions):
    return person("Yusuf", "verifier", region=regions["64.08"])


@pytest.fixture
def operator(person, village_library):
    return person("Dayang", "operator", institution=village_library)


@pytest.fixture
def outsider(db):
    return User.objects.create_user("orang@contoh.id", name="Orang Luar")
