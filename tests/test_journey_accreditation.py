"""Accreditation in a real browser: from the wish of a village library to a certificate that a stranger can see.

Hartati answers on a phone, Yusran sends it back and delivers it, Sari and Tono score unseen by each other and settle,
Rina determines and registers. Every question gives 5 points for a down to 1 for e; the components weigh 20, 15, 25, 20,
15 and 5. With the six components of 18, 23, 11, 6, 9 and 4 questions:

    first component all b, nothing else yet: 20 × 4/5 = 16 is sure; 80 × 1/5 to 80 × 5/5 is open: 32 to 96
    all b: 80; the first question a instead of b: 80 + 20 × (1/18) × (1/5) = 80,22
    what is settled, all b but c for the four of the last component and for 4.1:
        80 − 5 × (1/5) − 20 × (1/6) × (1/5) = 80 − 1 − 0,67 = 78,33: B, for 76 ≤ 78,33 < 91

The two assessors differ on 4.1 alone. Sari gives 66 b and 5 c, Tono 67 b and 4 c, so chance alone makes them differ on
(66 × 4 + 5 × 67) / 71² = 599 / 5041 of the questions, and kappa = 1 − (1 / 71) / (599 / 5041) = 0,88.
"""

import hashlib
import json
import zipfile
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from etam.accounts.models import User
from etam.assessments import editions
from etam.assessments.models import Assessment, Certificate
from etam.evidence.tests.files import pdf
from etam.submissions.tests.cast import NOW, Cast, make_cast
from etam.submissions.tests.cast import person as add_person
from journeys import DESK, Person
from workbook import fill_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

SECTIONS = ("collection", "premises", "services", "staff", "management", "strengths")
REMARK = "Isian tahunan menyebut 1.082 judul. Apakah b sudah benar?"
STRENGTHS = tuple(f"strengths_0{number}" for number in range(1, 5))
VILLAGE = "Perpustakaan Desa Nehes Liah Bing"


class Clock:
    """What time it is for everybody."""

    def __init__(self) -> None:
        self.now = NOW

    def __call__(self) -> Any:
        return self.now

    def moves_on(self, **shift: int) -> None:
        self.now += timedelta(**shift)


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> Clock:
    clock = Clock()
    monkeypatch.setattr(timezone, "now", clock)
    return clock


@pytest.fixture
def cast(var: Path, settings: Any, clock: Clock) -> Cast:
    """The village library's return of this year is accepted, and it has never been accredited."""
    settings.SECOND_FACTOR_ROLES = set()
    cast = make_cast()
    cast.accepted()
    return cast


@pytest.fixture
def assessors(cast: Cast) -> tuple[User, User]:
    return add_person("sari@example.id", "Sari", "assessor"), add_person("tono@example.id", "Tono", "assessor")


@pytest.fixture
def person(page: Any, live_server: Any) -> Person:
    page.set_viewport_size(DESK)
    return Person(page, live_server.url)


def test_from_the_wish_of_a_library_to_its_certificate(
    cast: Cast, assessors: tuple[User, User], person: Person, clock: Clock, tmp_path: Path
) -> None:
    sari, tono = assessors
    declares_the_intent(cast, person)
    finds_what_is_known(person)
    is_told_the_cheapest_points(person)
    answers_the_rest(person, tmp_path)
    clock.moves_on(days=10)
    replaces_what_has_expired(cast, person, tmp_path)
    sends_back(cast, person)
    corrects(cast, person)
    confirms_and_delivers(cast, person, tmp_path)
    names_the_assessors(cast, person)
    scores_on_the_page(sari, person)
    scores_in_a_workbook(tono, person, tmp_path)
    settles(sari, person)
    determines(cast, person)
    registers_the_certificate(person, tmp_path)
    cannot_register_another_beside_it(person)
    a_stranger_sees_it(person)


def it() -> Assessment:
    return Assessment.objects.get()


def declares_the_intent(cast: Cast, person: Person) -> None:
    person.holds_a_phone()
    person.signs_in(cast.operator)
    person.goes_to("Akreditasi")
    person.sees_all_without_scrolling_sideways()
    person.page.get_by_role("region", name=VILLAGE).get_by_role("link", name="Nyatakan niat akreditasi").click()
    person.sees("Perpustakaan desa/kelurahan, Akreditasi perpustakaan generasi 2018")
    person.sees_all_without_scrolling_sideways()
    person.presses("Nyatakan niat")
    person.presses("Mulai penilaian mandiri")
    person.sees("Penilaian mandiri dibuka.")


def finds_what_is_known(person: Person) -> None:
    person.follows("Isi jawaban dan bukti")
    note = person.page.locator("#titles_held-note").input_value()
    assert (
        "Judul tercetak dan digital menurut isian tahunan: 1.082 judul (dari isian 2025, diterima 17 Februari 2026)"
        in note
    )
    answers_section(person, "b")
    person.presses("Simpan dan lanjut")


def answers_section(person: Person, letter: str) -> None:
    """The same letter for every question on the page."""
    for one in person.page.locator(f"main input[type=radio][value={letter}]").all():
        one.check()


def is_told_the_cheapest_points(person: Person) -> None:
    person.opens(f"/meja/penilaian/{it().pk}/")
    person.follows("Lihat saran menaikkan nilai")
    assert person.headline == "Perkiraan 32,0–96,0: Belum terakreditasi sampai Terakreditasi A"
    # One step of a question of the staff is worth 20 / 6 / 5 points, more than one of any other component.
    best = person.page.locator(".advice > li").first
    assert "4." in best.inner_text()
    person.sees_all_without_scrolling_sideways()


def answers_the_rest(person: Person, folder: Path) -> None:
    person.opens(f"/meja/penilaian/{it().pk}/")
    person.follows("Isi jawaban dan bukti")
    for code in SECTIONS[1:]:
        assert person.page.url.endswith(f"/isi/{code}/")
        answers_section(person, "b")
        person.presses("Simpan dan")
    person.sees("Siap dikirim. Penilaian mandiri: 80,00")
    person.page.get_by_text("21 pertanyaan belum punya bukti").click()
    person.follows("1.1 Judul koleksi")
    uploads(person, folder, "buku-induk.pdf", "Buku induk 2025", "report")
    person.presses("Pilih bukti untuk 1.4 Anggaran koleksi")
    uploads(person, folder, "apbdes.pdf", "APBDes 2025", "plan", valid_until="2026-02-20")


def uploads(person: Person, *about: Any, **more: str) -> None:
    """A new file supports the answer to one question."""
    begins_upload(person, *about, **more)
    person.presses("Simpan bukti")
    person.sees("tersimpan.")


def begins_upload(person: Person, folder: Path, name: str, title: str, of_type: str, valid_until: str = "") -> None:
    """From the files to choose from to the same list with a new one, chosen already."""
    (folder / name).write_bytes(pdf())
    person.follows("Unggah bukti baru")
    person.page.get_by_label("Berkas", exact=True).set_input_files(folder / name)
    person.page.get_by_text("Berkas sudah sampai").wait_for()
    person.page.get_by_label("Jenis").select_option(of_type)
    person.fills("Judul", title)
    if valid_until:
        person.fills("Berlaku sampai", valid_until)
    person.presses("Simpan bukti")
    assert person.page.get_by_label(title).is_checked()


def replaces_what_has_expired(cast: Cast, person: Person, folder: Path) -> None:
    person.signs_in(cast.operator)
    person.opens(f"/meja/penilaian/{it().pk}/")
    person.follows("Periksa dan kirim")
    person.sees("APBDes 2025")
    person.sees("habis 20 Februari 2026. Ganti buktinya.")
    assert person.page.get_by_role("button", name="Kirim").get_attribute("aria-disabled") == "true"
    person.follows("Ganti", exact=True)
    begins_upload(person, folder, "apbdes-baru.pdf", "APBDes 2026", "plan", valid_until="2026-12-31")
    assert not person.page.get_by_label("APBDes 2025").is_checked()
    person.presses("Simpan bukti")
    sends(person)


def sends(person: Person) -> None:
    person.opens(f"/meja/penilaian/{it().pk}/")
    person.follows("Periksa dan kirim")
    person.presses("Kirim")
    person.sees("Penilaian mandiri terkirim.")


def sends_back(cast: Cast, person: Person) -> None:
    person.sits_at_a_desk()
    person.signs_in(cast.verifier)
    person.goes_to("Penilaian")
    person.follows(VILLAGE)
    person.follows("Periksa isian dan bukti")
    question = person.page.locator("#titles_held")
    question.get_by_text("Catat").first.click()
    question.get_by_label("Catatan untuk petugas").fill(REMARK)
    person.presses("Kembalikan dengan catatan")
    person.sees("dikembalikan kepada petugasnya")


def corrects(cast: Cast, person: Person) -> None:
    person.holds_a_phone()
    person.signs_in(cast.operator)
    person.goes_to("Penilaian")
    person.follows(VILLAGE)
    person.follows("Isi jawaban dan bukti")
    person.sees(REMARK)
    person.page.locator("#titles_held input[value=a]").check()
    person.presses("Simpan dan lanjut")
    sends(person)
    person.sees("Penilaian mandiri: 80,22")
    person.sits_at_a_desk()


def confirms_and_delivers(cast: Cast, person: Person, folder: Path) -> None:
    person.signs_in(cast.verifier)
    person.goes_to("Penilaian")
    person.follows(VILLAGE)
    person.follows("Periksa isian dan bukti")
    person.presses("Nyatakan siap diajukan")
    holds_form_answers_and_evidence(person.downloads("Ambil berkas pengajuan", folder), folder)
    person.fills("Nomor atau tanggal tanda terima", "TT-0217/2026")
    person.presses("Catat sebagai diajukan")
    person.sees("tercatat diajukan ke Perpusnas")


def holds_form_answers_and_evidence(bundle: Path, folder: Path) -> None:
    """The archive names every file in it with its hash, and nothing else is in it."""
    with zipfile.ZipFile(bundle) as archive:
        manifest = json.loads(archive.read("manifest.json"))
        held = {one["name"]: one["sha256"] for one in manifest["files"]}
        assert set(archive.namelist()) == {"manifest.json", *held}
        contents = {name: archive.read(name) for name in held}
    assert {name: hashlib.sha256(data).hexdigest() for name, data in contents.items()} == held
    assert contents["formulir.xlsx"][:2] == b"PK"
    assert contents["formulir.pdf"][:5] == b"%PDF-"
    assert "titles_held,a,1.1,Kecukupan judul koleksi,a (5 poin)" in contents["answers.csv"].decode("utf-8-sig")
    proofs = {data for name, data in contents.items() if name.startswith("bukti/")}
    assert proofs == {(folder / name).read_bytes() for name in ("buku-induk.pdf", "apbdes-baru.pdf")}


def names_the_assessors(cast: Cast, person: Person) -> None:
    person.signs_in(cast.officer)
    person.goes_to("Penilaian")
    person.follows(VILLAGE)
    person.follows("Tim dan jadwal")
    person.chooses("Ketua tim", "Sari")
    person.ticks("Tono")
    person.presses("Simpan tim")
    assert it().state == "scoring"


def scores_on_the_page(assessor: User, person: Person) -> None:
    begins_to_score(assessor, person)
    person.follows("Nilai", exact=True)
    person.sees("1.082 judul")
    # By keyboard, as somebody does who scores many forms.
    for one in person.page.locator("main input[type=radio][value=b]").all():
        one.press("Space")
    for element in ("staff_number", *STRENGTHS):
        person.page.locator(f"#{element} input[value=c]").check()
    person.presses("Simpan dan periksa")
    finishes_scoring(person)


def scores_in_a_workbook(assessor: User, person: Person, folder: Path) -> None:
    begins_to_score(assessor, person)
    person.follows("Nilai", exact=True)
    # The other assessor used the same device: nothing of what was typed there is offered.
    person.sees_no("belum tersimpan di peranti ini")
    person.opens(f"/meja/penilaian/{it().pk}/")
    person.follows("Isi lewat buku kerja")
    empty = person.downloads("Unduh buku kerja", folder)
    all_b = dict.fromkeys(editions.instrument_of(it()).elements, "b (4 poin)")
    fill_form(empty, folder / "nilai.xlsx", {**all_b, **dict.fromkeys(STRENGTHS, "c (3 poin)")})
    person.page.locator("input[type=file]").set_input_files(folder / "nilai.xlsx")
    person.presses("Unggah dan lihat perubahannya")
    person.presses("Simpan 71 perubahan")
    person.follows("Periksa dan nyatakan selesai")
    finishes_scoring(person)


def begins_to_score(assessor: User, person: Person) -> None:
    person.signs_in(assessor)
    person.goes_to("Penilaian")
    person.follows(VILLAGE)


def finishes_scoring(person: Person) -> None:
    person.presses("Nyatakan selesai menilai")
    person.sees("Anda selesai menilai")


def settles(assessor: User, person: Person) -> None:
    person.signs_in(assessor)
    person.goes_to("Penilaian")
    person.follows(VILLAGE)
    person.follows("Buka moderasi")
    person.sees("Asesor berbeda pada satu pertanyaan")
    person.sees("0,88: hampir sempurna")
    person.page.locator("#staff_number input[value=c]").check()
    person.presses("Simpan hasil moderasi")
    person.sees("Semua disepakati. Giliran petugas provinsi menetapkan hasil resmi.")


def determines(cast: Cast, person: Person) -> None:
    person.signs_in(cast.officer)
    person.goes_to("Penilaian")
    person.follows(VILLAGE)
    person.follows("Tetapkan hasil")
    person.chooses("Predikat", "Terakreditasi A")
    person.presses("Tetapkan hasil")
    person.sees("Nilai 78,33 berarti B menurut Akreditasi perpustakaan generasi 2018 (batas ini belum diverifikasi)")
    person.chooses("Predikat", "Terakreditasi B")
    person.presses("Tetapkan hasil")
    person.sees("Ditetapkan 78,33 (B)")


def registers_the_certificate(person: Person, folder: Path) -> None:
    (folder / "sertifikat.pdf").write_bytes(pdf())
    person.follows("Catat sertifikat")
    person.fills("Nomor sertifikat", "00123/LAP/2026")
    person.fills("Nomor keputusan", "45/2026")
    person.fills("Berlaku dari", "2026-02-27")
    person.presses("Simpan")
    person.sees("Kami usulkan 26 Februari 2029")
    person.page.get_by_label("Atau unggah pindaian").set_input_files(folder / "sertifikat.pdf")
    person.presses("Simpan")
    person.sees("Sertifikat 00123/LAP/2026 tercatat")
    scan = person.downloads("Sertifikat akreditasi 00123/LAP/2026", folder / "unduhan")
    assert scan.read_bytes() == (folder / "sertifikat.pdf").read_bytes()


def cannot_register_another_beside_it(person: Person) -> None:
    person.goes_to("Akreditasi")
    person.follows("Semua sertifikat")
    person.follows("Catat sertifikat")
    person.fills("Nama, NPP, NPSN, atau kode perpustakaan", "Nehes")
    person.presses("Cari")
    person.follows(VILLAGE)
    person.fills("Nomor sertifikat", "00200/LAP/2026")
    person.chooses("Generasi instrumen", "2018")
    person.chooses("Predikat", "A", exact=True)
    person.fills("Berlaku dari", "2028-01-01")
    person.fills("Berlaku sampai", "2030-12-31")
    person.presses("Simpan")
    person.sees("sudah punya sertifikat 00123/LAP/2026 yang berlaku 27 Februari 2026 sampai 26 Februari 2029.")
    assert Certificate.objects.count() == 1


def a_stranger_sees_it(person: Person) -> None:
    person.signs_out()
    person.opens("/perpustakaan/L-1/")
    shown = person.page.get_by_role("region", name="Akreditasi", exact=True).inner_text()
    assert "Predikat\nB\n" in shown
    assert "27 Februari 2026 sampai 26 Februari 2029" in shown
    person.sees_no("Hartati")
