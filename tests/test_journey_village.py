"""A village from "no library" to "first return", in a real browser.

Damang of DPMPD chooses the village from the list of whom to help first, plans, writes down the budget and what was
spent, and registers the library. Rina adds it to the open round, and its new operator Lawai sends the first return.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from etam.accounts.models import User
from etam.institutions.models import ParentBody
from etam.institutions.tests.cast import person as make_person
from etam.institutions.tests.cast import region
from etam.regulations.actions import load_regulations
from etam.submissions import actions as submissions
from etam.submissions.tests.cast import NOW, Cast, complete_answers, make_cast
from journeys import DESK, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
YEAR = NOW.year


@pytest.fixture
def cast(var: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    load_regulations()
    return make_cast()


@pytest.fixture
def partner(cast: Cast) -> User:
    return make_person("damang@example.id", "Damang", "partner", agency="dpmpd", region=cast.regency)


@pytest.fixture
def village(cast: Cast) -> ParentBody:
    """Sepaso, of which somebody said that it has no library."""
    place = region("64.08.05.2005", "Sepaso", 4, cast.village.region)
    return ParentBody.objects.create(
        kind="village", code=place.code, name="Sepaso", subtype="desa", regency=cast.regency,
        district=cast.village.region, region=place, ministry="dpmpd", people=1800, latitude=0.9, longitude=117.2,
        stated="none", stated_on=date(YEAR, 1, 10), stated_source="Pendataan DPMPD",
    )  # fmt: skip


@pytest.fixture
def person(page: Any, live_server: Any) -> Person:
    page.set_viewport_size(DESK)
    page.set_default_timeout(30_000)
    return Person(page, live_server.url)


def test_a_village_from_no_library_to_its_first_return(
    cast: Cast, partner: User, village: ParentBody, person: Person
) -> None:
    person.signs_in(partner)
    plans(village, person)
    budgets(person)
    spends(person)
    registers(village, person)
    operator = joins_the_round(cast, village)
    sends_the_first_return(cast, village, operator, person)
    person.signs_in(partner)
    person.opens("/meja/desa-sekolah/bantuan/")
    person.sees("Isian pertama terkirim: 1")


def plans(village: ParentBody, person: Person) -> None:
    person.opens("/meja/desa-sekolah/prioritas/")
    person.sees("Sepaso teratas di antara")
    person.page.locator(f"#pilih-{village.pk}").check()
    person.presses("Rencanakan yang dipilih")
    person.page.locator("select[name=fund]").select_option("dana_desa")
    person.presses("Simpan rencana")
    person.sees("Direncanakan: 1")
    person.sees("catat anggarannya")


def budgets(person: Person) -> None:
    person.page.get_by_role("link", name="Catat anggaran").click()
    person.page.locator("input[name=planned_other]").fill("Rp25.000.000")
    person.page.locator("input[name=source]").fill(f"APBDes {YEAR}")
    person.presses(f"Simpan dana {YEAR}")
    person.sees("perpustakaan tidak disebut")
    person.opens("/meja/desa-sekolah/bantuan/")
    person.sees("Dianggarkan: 1")


def spends(person: Person) -> None:
    person.page.get_by_role("link", name="Catat realisasi").click()
    person.page.locator("input[name=spent_other]").fill("24500000")
    person.presses(f"Simpan dana {YEAR}")
    person.opens("/meja/desa-sekolah/bantuan/")
    person.sees("Direalisasikan: 1")


def registers(village: ParentBody, person: Person) -> None:
    person.page.get_by_role("link", name="Daftarkan perpustakaan").click()
    person.presses("Daftarkan perpustakaan")
    person.sees("Perpustakaan terdaftar: 1")
    village.refresh_from_db()
    assert village.library is not None


def joins_the_round(cast: Cast, village: ParentBody) -> User:
    """An officer adds the new library to the open round, and somebody answers for it."""
    assert village.library is not None
    submissions.expect(cast.round, institutions=[village.library], by=cast.officer)
    return make_person("lawai@example.id", "Lawai", "operator", institution=village.library)


def sends_the_first_return(cast: Cast, village: ParentBody, operator: User, person: Person) -> None:
    assert village.library is not None
    submission = cast.of(village.library)
    submissions.save_answers(submission, answers=complete_answers(submission), base_revision=0, by=operator)
    person.signs_in(operator)
    person.opens(f"/meja/isian/{submission.pk}/kirim/")
    person.presses("Kirim isian")
    assert cast.of(village.library).state == "submitted"
