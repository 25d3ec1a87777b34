"""Two kab/kota with villages and schools, and a person of every kind that works with them."""

from datetime import date
from typing import Any

import pytest

from etam.accounts.models import User
from etam.institutions.actions.bodies import NewBody, load_villages, register_bodies
from etam.institutions.models import Membership, ParentBody, Region

START = date(2024, 1, 1)


@pytest.fixture(autouse=True)
def _without_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = set()


@pytest.fixture
def places(db: None) -> dict[str, Region]:
    """The province, two kab/kota, a kecamatan and two villages."""
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
def bodies(places: dict[str, Region]) -> dict[str, ParentBody]:
    """Two villages, a school of Disdikbud and a madrasah in Kutai Timur, a school in Samarinda; by code."""
    load_villages()
    schools = [
        NewBody("school", "30400001", "SD Negeri 001 Bengalon", "sd_mi", places["64.08.05"], ministry="disdikbud"),
        NewBody("school", "60700001", "MI Al Ikhlas Bengalon", "sd_mi", places["64.08.05"], ministry="kemenag"),
        NewBody("school", "30400002", "SMP Negeri 2 Samarinda", "smp_mts", places["64.72"], ministry="disdikbud"),
    ]
    register_bodies(schools, by=None)
    return {body.code: body for body in ParentBody.objects.all()}


@pytest.fixture
def people(places: dict[str, Region]) -> dict[str, User]:
    """One person of every kind, by role or agency."""

    def make(name: str, role: str, **scope: Any) -> User:
        user = User.objects.create_user(f"{name}@contoh.id", name=name.title())
        Membership.objects.create(user=user, role=role, valid_from=START, **scope)
        return user

    return {
        "officer": make("rina", "officer"),
        "observer": make("budi", "observer"),
        "verifier": make("yusran", "verifier", region=places["64.08"]),
        "outsider": make("surya", "verifier", region=places["64.72"]),
        **{agency: make(agency, "partner", agency=agency) for agency in ("disdikbud", "kemenag", "dpmpd", "bkd")},
    }
