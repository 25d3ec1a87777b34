"""A meeting in a real browser: from what an invited person proposes on a phone to the document, and on to the verdict.

The library of Nehes Liah Bing has no account in the meeting, only its invitation. Rina words what it proposes and keeps
the plenary, Hartati answers for the library, Bayu judges.
"""

from pathlib import Path
from typing import Any

import pytest
from django.urls import reverse
from django.utils import timezone

from etam.followup.models import Recommendation
from etam.meetings import actions
from etam.meetings.actions import Person as Guest
from etam.meetings.models import Meeting
from etam.meetings.tests.cast import NOW, TODAY, Cast, make_cast
from journeys import DESK, Person, text_of

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PROPOSED = "Perpustakaan desa didata."
WORDED = "Dinas Perpustakaan dan Kearsipan mendata perpustakaan desa setiap tahun."

PRINTED = (
    "REKOMENDASI",
    "Nomor: 045/12/DPK",
    "Menimbang",
    "bahwa data perpustakaan desa belum lengkap;",
    "Ditetapkan di Sangatta pada tanggal 17 Februari 2026",
    "Perwakilan peserta",
    "Siti Aminah",
    "Kepala Dinas",
)


@pytest.fixture
def cast(var: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_cast()


@pytest.fixture
def meeting(cast: Cast) -> Meeting:
    """A meeting that is held today."""
    return cast.meeting("held", starts_on=TODAY, ends_on=TODAY, label="Rakor", venue="Sangatta")


@pytest.fixture
def person(page: Any, live_server: Any) -> Person:
    page.set_viewport_size(DESK)
    return Person(page, live_server.url)


def test_from_a_proposal_to_the_verdict(
    cast: Cast, meeting: Meeting, person: Person, looks_right: Any, tmp_path: Path
) -> None:
    proposes_on_the_phone(cast, meeting, person, looks_right)
    person.sits_at_a_desk()
    words_the_proposal(cast, person, looks_right)
    keeps_the_plenary(person, looks_right)
    takes_the_document(person, looks_right, tmp_path)
    plans_an_action(person, looks_right)
    answers_and_is_judged_by_another(cast, person)
    finds_it_finished(cast, person, looks_right)


def proposes_on_the_phone(cast: Cast, meeting: Meeting, person: Person, looks_right: Any) -> None:
    guest = actions.add(meeting, Guest("Hartati", cast.village), by=cast.officer, at=NOW)
    _, token = actions.invite(guest, by=cast.officer, at=NOW)
    person.holds_a_phone()
    person.opens(reverse("meeting-invitation", args=[token]))
    person.follows("Usulkan dan komentari butir")
    person.sees("Belum ada butir")
    person.fills("Bunyi butir", PROPOSED)
    person.chooses("Topik", "Perpustakaan")
    person.presses("Kirim usulan")
    person.sees("Usulan tersimpan")
    person.fills("Komentar Anda", "Mulai dari desa yang jauh.")
    person.presses("Kirim komentar")
    person.sees("Mulai dari desa yang jauh.")
    looks_right(person.page)


def words_the_proposal(cast: Cast, person: Person, looks_right: Any) -> None:
    person.signs_in(cast.officer)
    person.goes_to("Rapat")
    person.follows("Rakor 2026")
    looks_right(person.page)
    person.follows("Butir")
    person.sees("1 usulan menunggu")
    looks_right(person.page)
    person.follows(PROPOSED)
    person.fills("Bunyi butir", WORDED)
    person.fills("Judul singkat", "Data perpustakaan desa")
    person.presses("Simpan rumusan")
    person.sees("Rumusan 2")
    looks_right(person.page)


def keeps_the_plenary(person: Person, looks_right: Any) -> None:
    person.goes_back_to("Butir")
    person.follows("Ke pleno")
    person.sees("1 butir belum diputuskan pleno.")
    looks_right(person.page)
    person.presses("Tetapkan")
    person.sees("R1 ditetapkan.")
    person.follows("Isi naskah")
    person.fills("Menimbang", "bahwa data perpustakaan desa belum lengkap;")
    looks_right(person.page)
    person.presses("Simpan naskah")
    person.follows("Nomor dan penanda tangan")
    person.fills("Nomor dokumen", "045/12/DPK")
    person.fills("Nama", "Siti Aminah")
    person.fills("Jabatan", "Kepala Dinas")
    looks_right(person.page)
    person.presses("Simpan")
    person.sees("1 orang")
    person.fills("Mengapa tidak ada notula", "Notula ditulis tangan.")
    person.presses("Tetapkan 1 butir")
    person.sees("Rekomendasi ditetapkan.")


def takes_the_document(person: Person, looks_right: Any, folder: Path) -> None:
    person.presses("Buat dokumen")
    person.sees("Terbitan 1 siap diunduh.")
    looks_right(person.page)
    words = text_of(person.downloads("Terbitan 1 (PDF", folder))
    for part in (*PRINTED, f"1. {WORDED}"):
        assert part in words, part


def plans_an_action(person: Person, looks_right: Any) -> None:
    person.goes_back_to("Rakor 2026")
    person.follows("Rencana aksi")
    person.follows("Tambah rencana aksi R1")
    person.fills("Apa yang akan dilakukan", "Data desa sendiri.")
    person.fills("Penanggung jawab (kode lembaga)", "L-1")
    person.fills("Batas waktu", "2026-06-30")
    looks_right(person.page)
    person.presses("Terbitkan rencana aksi")
    person.sees("0 dari 1 rencana aksi selesai")
    looks_right(person.page)


def answers_and_is_judged_by_another(cast: Cast, person: Person) -> None:
    one = Recommendation.objects.get()
    person.signs_in(cast.operator)
    person.opens(one.get_absolute_url())
    person.follows("Jawab")
    person.fills("Apa yang sudah dilakukan", "Desa sudah didata.")
    person.fills("Kemajuan dalam persen", "100")
    person.fills("Alasan tanpa bukti", "Datanya ada di isian.")
    person.presses("Kirim jawaban")
    person.sees("Jawaban terkirim")
    person.opens(reverse("meeting", args=["rakor-2026"]))
    # Thirty days after the answer.
    person.sees("sudah dijawab, dinilai paling lambat 19 Maret 2026")
    person.signs_in(cast.second_officer)
    person.opens(one.get_absolute_url())
    person.follows("Nilai jawaban")
    person.ticks("Tindak lanjut telah sesuai dengan rekomendasi")
    person.presses("Simpan penilaian")
    person.sees("dinilai: sesuai")


def finds_it_finished(cast: Cast, person: Person, looks_right: Any) -> None:
    """The action is done: the next meeting has nothing of it before it."""
    person.opens(reverse("meetings:plans", args=["rakor-2026"]))
    person.sees("1 dari 1 rencana aksi selesai")
    person.opens(reverse("meetings:carry", args=[cast.planned.code]))
    person.sees("Tidak ada tindakan rapat terdahulu yang belum selesai")
    looks_right(person.page)
