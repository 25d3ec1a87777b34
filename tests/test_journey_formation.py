"""A formation proposal in a real browser, from the office through all desks and once back, until the posts are filled.

Hartati proposes for the public library of Kutai Timur, Yusran checks, Bima sits at Biro Organisasi, Putri at Perpusnas,
Bambang at BKD, who also writes down what KemenPANRB decided.
"""

from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from etam.accounts.models import User
from etam.workforce.tests.analysed import NOW
from etam.workforce.tests.proposed import Desks, make_desks, settled
from journeys import DESK, Person

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

TITLE = "Usulan formasi Pustakawan 2027"


@pytest.fixture
def desks(var: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Desks:
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    made = make_desks()
    settled(made)
    return made


@pytest.fixture
def person(page: Any, live_server: Any) -> Person:
    page.set_viewport_size(DESK)
    return Person(page, live_server.url)


def test_from_the_workload_to_filled_posts(desks: Desks, person: Person, looks_right: Any) -> None:
    proposes(desks, person)
    comes_to(desks.world.verifier, person)
    person.presses("Teruskan ke Biro atau Bagian Organisasi")
    sends_it_back(desks, person)
    proposes_again(desks, person, looks_right)
    comes_to(desks.world.verifier, person)
    person.presses("Teruskan ke Biro atau Bagian Organisasi")
    recommends(desks.biro, person, "800/12/ORG, 20 November 2026", "Teruskan ke Perpusnas")
    recommends(desks.perpusnas, person, "12/1/PPM, 20 November 2026", "Teruskan ke BKD")
    recommends(desks.world.personnel, person, "800/77/BKD, 20 November 2026", "Teruskan ke KemenPANRB")
    writes_the_decision_down(desks, person, looks_right)
    fills_the_posts(desks, person)
    finds_it_on_the_board(desks, person, looks_right)


def proposes(desks: Desks, person: Person) -> None:
    person.signs_in(desks.world.operator)
    person.goes_to("Jabatan")
    person.sees("Belum ada formasi 2026 yang diusulkan")
    person.follows("Usulan", exact=True)
    person.follows("Susun usulan")
    person.chooses("Analisis beban kerja", "Pustakawan 2026")
    person.presses("Susun")
    person.sees("Berapa Pustakawan yang diusulkan untuk 2027?")
    person.fills("Ahli Muda", "4")
    person.presses("Kirim ke Pemeriksaan kab/kota")
    person.sees("4 diusulkan, sedangkan kekurangannya 2")
    person.fills("Penjelasan", "Dua orang pensiun tahun depan.")
    person.presses("Kirim ke Pemeriksaan kab/kota")
    assert person.headline == "8 Pustakawan diusulkan, kini di meja Pemeriksaan kab/kota"


def comes_to(who: User, person: Person) -> None:
    """Find the proposal among what waits, and open the work on it."""
    person.signs_in(who)
    person.follows(TITLE)
    person.follows("Tindak lanjuti di meja")


def sends_it_back(desks: Desks, person: Person) -> None:
    comes_to(desks.biro, person)
    person.page.get_by_text("Kembalikan ke meja sebelumnya").click()
    person.chooses("Kembalikan ke meja", "Unit pengusul")
    person.presses("Kembalikan")
    person.sees("Tulis apa yang harus dibetulkan")
    person.fills("Apa yang harus dibetulkan", "Ahli Muda sesuaikan dengan peta jabatan.")
    person.presses("Kembalikan")
    assert person.headline == "8 Pustakawan diusulkan, dikembalikan ke Unit pengusul"


def proposes_again(desks: Desks, person: Person, looks_right: Any) -> None:
    person.signs_in(desks.world.operator)
    person.follows(TITLE)
    person.follows("Betulkan dan kirim lagi")
    person.sees("Ahli Muda sesuaikan dengan peta jabatan.")
    looks_right(person.page)
    person.sits_at_a_desk()
    assert person.page.get_by_label("Penjelasan").input_value() == "Dua orang pensiun tahun depan."
    person.fills("Ahli Muda", "3")
    person.presses("Kirim ke Pemeriksaan kab/kota")


def recommends(who: User, person: Person, letter: str, button: str) -> None:
    comes_to(who, person)
    person.fills("Nomor dan tanggal surat", letter)
    person.presses(button)
    person.sees("Usulan diteruskan.")


def writes_the_decision_down(desks: Desks, person: Person, looks_right: Any) -> None:
    comes_to(desks.world.personnel, person)
    person.fills("Ahli Muda", "2")
    person.fills("Nomor dan tanggal surat", "B/99/M.SM.01.00/2026")
    person.fills("Ditetapkan pada", "2026-11-20")
    person.presses("Catat penetapan")
    assert person.headline == "6 dari 7 Pustakawan disetujui; 6 belum terisi"
    person.sees("Ditetapkan 20 November 2026 dengan B/99/M.SM.01.00/2026.")
    looks_right(person.page)
    person.sits_at_a_desk()


def fills_the_posts(desks: Desks, person: Person) -> None:
    person.signs_in(desks.world.operator)
    person.goes_to("Jabatan")
    person.follows("Usulan", exact=True)
    person.follows("Pustakawan 2027")
    person.page.get_by_text("Catat formasi yang sudah terisi").click()
    person.fills("Ahli Pertama", "2")
    person.presses("Simpan pengisian")
    assert person.headline == "6 dari 7 Pustakawan disetujui; 4 belum terisi"


def finds_it_on_the_board(desks: Desks, person: Person, looks_right: Any) -> None:
    person.signs_in(desks.world.observer)
    person.goes_to("Jabatan")
    assert person.headline == "6 dari 7 formasi yang diusulkan disetujui; 4 belum terisi"
    looks_right(person.page)
