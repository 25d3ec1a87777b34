"""Archives in a real browser: from a programme of audits to the LAKE, whose scores anybody can work out by hand.

Yusran plans, Hasan answers on a phone, Sari and Tono score unseen by each other and settle, Rina determines, Dewi opens
again. The unit of the Dinas Kesehatan is settled on creation 80, use 60, maintenance 40, disposal 28, staff 50 and
facilities 70. On the weights of 2026:

    A.1 = 0,20 × 80 + 0,20 × 60 + 0,35 × 40 + 0,25 × 28 = 16 + 12 + 14 + 7 = 49
    A.2 = 0,50 × 50 + 0,50 × 70 = 60
    unit = 0,70 × 49 + 0,30 × 60 = 34,3 + 18 = 52,3: CC
    office = (52,3 + 70 of its records office) / 2 = 61,15: B, and as the only office the internal value of Kutai Timur
    external = (80 + 60 + 40 + 50) / 4 = 57,5: CC
    both = 0,6 × 57,5 + 0,4 × 61,15 = 34,5 + 24,46 = 58,96: CC

Sari finds disposal 20, Tono 40: two categories side by side, once in six questions. Two answers drawn at random from
theirs are 50 / 36 categories apart on average, so kappa = 1 − (1 / 6) / (50 / 36) = 0,88.
"""

from datetime import date
from pathlib import Path
from typing import Any

import pytest
from django.utils import timezone

from etam.assessments import actions
from etam.assessments.models import Assessment, Programme, Sheet
from etam.assessments.tests.cast import SIX, AuditCast, make_audit_cast
from etam.evidence.tests.files import pdf
from etam.institutions.models import Membership
from etam.submissions.tests.cast import NOW
from etam.submissions.tests.cast import person as add_person
from journeys import DESK, Person, text_of
from workbook import fill_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

ANSWERS = {"creation": 90, "use": 75, "maintenance": 60, "disposal": 50, "staff": 60, "facilities": 80}
SARI = {"creation": 80, "use": 60, "maintenance": 40, "disposal": 20, "staff": 50, "facilities": 70}
TONO = {**SARI, "disposal": 40}
SETTLED = 28
EXTERNAL = {"policy": 80, "guidance": 60, "management": 40, "resources": 50}
CONDITION = "Arsip inaktif 2015–2019 menumpuk tanpa daftar."
RECOMMENDATION = "Susun daftar arsip inaktif dan pindahkan ke unit kearsipan."
NOTES = "G"
"""The column of the workbook in which an assessor writes how a question was tested."""


@pytest.fixture
def cast(var: Path, settings: Any, monkeypatch: pytest.MonkeyPatch) -> AuditCast:
    """The people of Kutai Timur and its Dinas Kesehatan, without any programme yet."""
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    cast = make_audit_cast("2026.1")
    cast.programme.delete()
    budi = add_person("budi@example.id", "Budi", "assessor")
    Membership.objects.create(user=budi, role="operator", institution=cast.office, valid_from=date(2024, 1, 1))
    return cast


@pytest.fixture
def person(page: Any, live_server: Any) -> Person:
    page.set_viewport_size(DESK)
    return Person(page, live_server.url)


def test_from_a_programme_to_the_report_on_a_government(cast: AuditCast, person: Person, tmp_path: Path) -> None:
    opens_a_programme(cast, person)
    adds_an_office_with_its_units(person)
    names_a_team(cast, person)
    answers_on_the_phone(cast, person, tmp_path)
    scores_on_the_page(cast, person)
    draws_a_sample(person)
    scores_in_a_workbook(cast, person, tmp_path)
    settles_what_differs(cast, person)
    writes_a_finding(person)
    presents_the_result(cast, person, tmp_path)
    answers_the_finding_on_the_phone(cast, person)
    determines(cast, person)
    takes_the_report_on_the_office(cast, person, tmp_path)
    follows_up(cast, person)
    takes_the_report_on_the_government(cast, person, tmp_path)
    opens_again_with_a_second_person(cast, person)


def unit() -> Assessment:
    return Assessment.objects.get(part="unit_pengolah")


def opens_a_programme(cast: AuditCast, person: Person) -> None:
    person.signs_in(cast.verifier)
    person.goes_to("Pengawasan kearsipan")
    person.follows("Program baru")
    person.chooses("Edisi skema", "2026.1")
    person.fills("Mulai", "2026-02-01")
    person.fills("Selesai", "2026-11-30")
    person.fills("Nomor surat tugas", "000.5.6/17/ARS")
    person.presses("Buka program")
    person.sees("Audit kearsipan internal Kutai Timur 2026")


def adds_an_office_with_its_units(person: Person) -> None:
    person.ticks("Dinas Kesehatan Kutai Timur")
    person.presses("Lanjut ke unitnya")
    person.fills("Unit pengolah", "Bidang Pencegahan")
    person.fills("Nama unit kearsipan", "Sekretariat")
    person.presses("Tambahkan ke program")
    person.sees("2 objek ditambahkan")


def names_a_team(cast: AuditCast, person: Person) -> None:
    person.follows("Atur tim Dinas Kesehatan Kutai Timur, Bidang Pencegahan")
    person.sees("Budi bertugas di Dinas Kesehatan Kutai Timur, jadi tidak boleh menilainya.")
    person.chooses("Ketua tim", "Sari")
    person.ticks("Tono")
    person.presses("Simpan tim")
    person.fills("Hari kunjungan", "2026-02-17")
    person.presses("Simpan jadwal")
    person.sees("2 orang menilai")
    person.follows("Audit kearsipan internal Kutai Timur 2026")
    person.ticks("Pilih Dinas Kesehatan Kutai Timur, Sekretariat")
    person.chooses("Ketua tim", "Sari")
    person.presses("Tugaskan tim")
    person.sees("1 objek diberi tim")
    person.ticks("Semua 2 objek")
    person.presses("Buka penilaian")
    person.sees("2 objek dibuka untuk dijawab auditi")


def answers_on_the_phone(cast: AuditCast, person: Person, folder: Path) -> None:
    (folder / "daftar-arsip.pdf").write_bytes(pdf())
    person.holds_a_phone()
    person.signs_in(cast.auditee)
    person.goes_to("Penilaian")
    person.follows("Bidang Pencegahan")
    person.follows("Isi jawaban dan bukti")
    for element in ("creation", "use", "maintenance", "disposal"):
        person.page.fill(f"#{element}-v", str(ANSWERS[element]))
    person.sees_all_without_scrolling_sideways()
    person.presses("Pilih bukti untuk A.1.3")
    uploads(person, folder / "daftar-arsip.pdf", "Daftar arsip inaktif 2025")
    person.presses("Simpan bukti")
    person.sees("Bukti untuk A.1.3 Pemeliharaan arsip tersimpan")
    person.presses("Simpan dan lanjut")
    for element in ("staff", "facilities"):
        person.page.fill(f"#{element}-v", str(ANSWERS[element]))
    person.presses("Simpan dan periksa")
    person.sees("Siap dikirim")
    person.sees_all_without_scrolling_sideways()
    person.presses("Kirim")
    person.sees("Jawaban terkirim kepada tim audit.")
    person.sits_at_a_desk()


def uploads(person: Person, file: Path, title: str) -> None:
    """From the list of files to choose from to the same list with one more, chosen already."""
    person.follows("Unggah bukti baru")
    person.page.get_by_label("Berkas", exact=True).set_input_files(file)
    person.page.get_by_text("Berkas sudah sampai").wait_for()
    person.chooses("Jenis", "Daftar koleksi atau arsip")
    person.fills("Judul", title)
    person.sees_all_without_scrolling_sideways()
    person.presses("Simpan bukti")
    assert person.page.get_by_label(title).is_checked()


def scores_on_the_page(cast: AuditCast, person: Person) -> None:
    person.signs_in(cast.sari)
    person.goes_to("Penilaian")
    person.follows("Bidang Pencegahan")
    person.follows("Nilai", exact=True)
    person.sees("Daftar arsip inaktif 2025")
    for element, value in SARI.items():
        person.page.fill(f"#{element}-v", str(value))
    disposal = person.page.locator("#disposal")
    disposal.get_by_label("Dokumen").check()
    disposal.get_by_label("Uji petik").check()
    disposal.get_by_label("Catatan").fill("Berita acara pemusnahan tidak ada.")
    person.presses("Simpan")
    person.sees("Nilai Anda lengkap")


def draws_a_sample(person: Person) -> None:
    person.opens(f"/meja/penilaian/{unit().pk}/")
    person.follows("Nilai", exact=True)
    person.follows("Tarik sampel untuk A.1.4")
    person.chooses("Pertanyaan yang diuji", "A.1.4")
    person.fills("Daftar yang disampel", "Daftar arsip inaktif 2025")
    person.fills("Banyaknya berkas dalam daftar", "40")
    person.fills("Banyaknya yang diambil", "3")
    person.fills("Benih undian", "2026")
    person.presses("Undi")
    files = person.page.locator("fieldset.file")
    assert [one.inner_text() for one in files.locator("legend").all()] == [
        f"Nomor {number}" for number in actions.drawn(40, 3, 2026)
    ]
    for place, verdict in enumerate(("Sesuai", "Tidak", "Tidak")):
        files.nth(place).get_by_label(verdict, exact=True).check()
    person.presses("Simpan")
    person.sees("1 dari 3 sesuai")
    person.opens(f"/meja/penilaian/{unit().pk}/")
    person.follows("Periksa dan nyatakan selesai")
    person.presses("Nyatakan selesai menilai")
    person.sees("Anda selesai menilai")


def scores_in_a_workbook(cast: AuditCast, person: Person, folder: Path) -> None:
    person.signs_in(cast.tono)
    person.goes_to("Penilaian")
    person.follows("Bidang Pencegahan")
    # Blind: nothing of what Sari found is shown yet.
    person.sees_no("Sari: ")
    person.follows("Isi lewat buku kerja")
    empty = person.downloads("Unduh buku kerja", folder)
    fill_form(empty, folder / "nilai.xlsx", TONO)
    fill_form(folder / "nilai.xlsx", folder / "terisi.xlsx", {"disposal": "dokumen, wawancara"}, column=NOTES)
    person.page.locator("input[type=file]").set_input_files(folder / "terisi.xlsx")
    person.presses("Unggah dan lihat perubahannya")
    person.presses("Simpan 7 perubahan")
    person.follows("Periksa dan nyatakan selesai")
    person.presses("Nyatakan selesai menilai")
    assert unit().state == "moderating"


def settles_what_differs(cast: AuditCast, person: Person) -> None:
    person.follows("Buka moderasi")
    person.sees("Asesor berbeda pada satu pertanyaan")
    person.sees("0,88: hampir sempurna")
    person.sees("beda 3,5 poin dari nilai akhir")
    person.page.locator("#disposal").get_by_text("Bahas").click()
    person.fills("Pendapat Anda", "Saya melihat 7 dari 25 berita acara.")
    person.presses("Kirim pendapat")
    person.signs_in(cast.sari)
    person.goes_to("Penilaian")
    person.follows("Bidang Pencegahan")
    person.follows("Buka moderasi")
    person.sees("Saya melihat 7 dari 25 berita acara.")
    person.page.fill("#disposal-v", str(SETTLED))
    person.presses("Simpan hasil moderasi")
    person.sees("Hasil moderasi tersimpan: 52,3")


def writes_a_finding(person: Person) -> None:
    person.follows("Temuan dan rapat akhir")
    person.chooses("Pertanyaan", "A.1.4")
    person.fills("Kondisi", CONDITION)
    person.fills("Kriteria", "UU 43/2009 Pasal 40")
    person.fills("Rekomendasi", RECOMMENDATION)
    person.presses("Tulis temuan")
    person.sees("Temuan 1 ditulis")


def presents_the_result(cast: AuditCast, person: Person, folder: Path) -> None:
    person.follows("Sampaikan pada rapat akhir")
    person.sees("Nilai yang akan ditunjukkan: 52,3")
    person.presses("Sampaikan hasil sementara")
    person.opens(f"/meja/penilaian/{unit().pk}/")
    person.follows("Dokumen resmi")
    person.chooses("Dokumen", "RHAS")
    person.presses("Buat PDF")
    words = text_of(person.downloads("Risalah Hasil Audit Sementara", folder))
    assert "52,30" in words
    assert CONDITION in words


def answers_the_finding_on_the_phone(cast: AuditCast, person: Person) -> None:
    person.holds_a_phone()
    person.signs_in(cast.auditee)
    person.goes_to("Penilaian")
    person.follows("Bidang Pencegahan")
    person.follows("Tanggapi temuan")
    person.sees(CONDITION)
    person.page.get_by_label("Setuju", exact=True).check()
    person.fills("Penjelasan", "Daftar disusun mulai Maret.")
    person.sees_all_without_scrolling_sideways()
    person.presses("Kirim tanggapan")
    person.sees("Temuan 1 ditanggapi")
    person.sits_at_a_desk()


def determines(cast: AuditCast, person: Person) -> None:
    person.signs_in(cast.officer)
    person.goes_to("Penilaian")
    person.follows("Bidang Pencegahan")
    person.follows("Tetapkan hasil")
    person.presses("Tetapkan hasil")
    person.sees("Ditetapkan 52,30 (CC)")


def takes_the_report_on_the_office(cast: AuditCast, person: Person, folder: Path) -> None:
    determine_the_records_office(cast)
    person.signs_in(cast.verifier)
    person.goes_to("Pengawasan kearsipan")
    person.follows("Audit kearsipan internal Kutai Timur 2026")
    person.sees("61,15")
    person.follows("Laporan program")
    person.chooses("Dokumen", "LAKI Dinas Kesehatan")
    person.fills("Nomor surat", "045/LAKI/2026")
    person.presses("Buat PDF")
    words = text_of(person.downloads("Laporan Audit Kearsipan Internal", folder))
    for score in ("49,00", "60,00", "52,30", "70,00", "61,15"):
        assert score in words, score


def determine_the_records_office(cast: AuditCast) -> None:
    """The other unit of the office goes the same way, which is walked once on the pages."""
    one = Assessment.objects.get(part="unit_kearsipan")
    for side, by in (({"side": Sheet.Side.SELF}, cast.auditee), ({"assessor": cast.sari}, cast.sari)):
        cast.save(one.sheets.get(**side), dict.fromkeys(SIX, 70), by)
        if by == cast.auditee:
            actions.hand_in(one, by=by, at=NOW)
        else:
            actions.finish_scoring(one.sheets.get(**side), by=by, at=NOW)
    one.refresh_from_db()
    actions.determine(actions.present(one, by=cast.sari, at=NOW), by=cast.officer, at=NOW)


def follows_up(cast: AuditCast, person: Person) -> None:
    person.holds_a_phone()
    person.signs_in(cast.auditee)
    person.goes_to("Tindak lanjut")
    person.follows("Susun daftar arsip inaktif")
    person.follows("Jawab", exact=True)
    person.fills("Apa yang sudah dilakukan", "Daftar disusun dan arsip dipindahkan.")
    person.fills("Kemajuan", "100")
    person.ticks("Daftar arsip inaktif 2025")
    person.sees_all_without_scrolling_sideways()
    person.presses("Kirim jawaban")
    person.sits_at_a_desk()
    person.signs_in(cast.verifier)
    person.goes_to("Tindak lanjut")
    person.follows("Susun daftar arsip inaktif")
    person.follows("Nilai jawaban")
    person.page.locator("input[name=status][value=done]").check()
    person.presses("Simpan penilaian")
    person.sees("dinilai: sesuai")


def takes_the_report_on_the_government(cast: AuditCast, person: Person, folder: Path) -> None:
    person.signs_in(cast.officer)
    person.goes_to("Pengawasan kearsipan")
    person.follows("Program baru")
    person.ticks("Audit eksternal (ASKE)")
    person.chooses("Pemerintah daerah", "Kutai Timur")
    person.chooses("Edisi skema", "2026.1")
    person.fills("Mulai", "2026-02-01")
    person.fills("Selesai", "2026-11-30")
    person.presses("Buka program")
    external = Programme.objects.get(kind=Programme.Kind.EXTERNAL)
    result = actions.OldResult(
        institution=cast.archive, part="external", answers=EXTERNAL, determined_at=NOW, lead=cast.tono
    )
    actions.import_results(external, [result], by=cast.officer)
    person.follows(external.title)
    shown = person.page.locator("main").inner_text()
    person.follows("Laporan program")
    person.fills("Nomor surat", "046/LAKE/2026")
    person.presses("Buat PDF")
    words = text_of(person.downloads("Laporan Audit Kearsipan Eksternal", folder))
    for score in ("57,50", "61,15", "58,96"):
        assert score in shown, score
        assert score in words, score


def opens_again_with_a_second_person(cast: AuditCast, person: Person) -> None:
    address = unit().get_absolute_url()
    person.opens(address)
    person.follows("Minta dibuka kembali")
    person.fills("Alasan", "Berita acara pemusnahan ditemukan.")
    person.presses("Minta dibuka kembali")
    person.sees("Anda yang memintanya, jadi orang kedua yang memutuskan.")
    person.signs_in(cast.second_officer)
    person.opens(address)
    person.follows("Putuskan permintaan membuka kembali")
    person.presses("Buka kembali")
    person.sees("hasil 52,30 (CC) tetap berlaku sampai hasil baru ditetapkan")
    assert unit().state == "moderating"
