"""Villages and schools, their money, and whom to help first, at the desk and on a phone."""

from typing import Any

import pytest

from etam.institutions.tests.cast import library
from etam.programmes.actions.plans import plan_help
from etam.programmes.tests.money_cast import YEAR, make_cast


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_pages_on_villages_schools_and_money(open_as: Any, looks_right: Any, live_server: Any, settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = set()
    cast = make_cast()
    town = library("K-1", "Perpustakaan Kabupaten Kutai Timur", "public", "regency", cast.regency, cast.regency)
    cast.record(24_000_000, 12_000_000)
    cast.ceiling(200_000_000)
    cast.record(750_000_000, subject=town, fund="dak_physical", purpose="building")
    plan_help([cast.village], year=YEAR, agency="dpmpd", fund="dana_desa", by=cast.village_partner)
    page = open_as(cast.officer, "/meja/desa-sekolah/?jenis=sekolah")
    looks_right(page)
    for address in (
        "?jenis=desa",
        "daftar/?jenis=desa",
        "tinjau/",
        "impor/",
        f"dana/?tahun={YEAR}",
        f"dana/{cast.school.pk}/?tahun={YEAR}",
        f"dana/{cast.school.pk}/catat/?tahun={YEAR}&sumber=bosp",
        "dana/impor/",
        "prioritas/",
        "bantuan/",
        f"sekolah/{cast.school.code}/",
        f"desa/{cast.village.code}/ubah/",
    ):
        page.goto(f"{live_server.url}/meja/desa-sekolah/{address}")
        looks_right(page)
