"""Official documents: what each says, what it refuses, and that it stays what it was."""

import io
import re
from datetime import date, timedelta
from typing import Any

import pytest
import typst
from django.db import connection
from django.test.utils import CaptureQueriesContext
from pypdf import PdfReader

from etam.accounts.models import JournalEntry
from etam.assessments import actions, editions, queries
from etam.assessments.actions import documents as making
from etam.assessments.documents import audit, charts, composing, gathering, storage, wording
from etam.assessments.documents.composing import About
from etam.assessments.exceptions import BadInput, WrongState
from etam.assessments.models import Assessment, Document, Programme
from etam.assessments.tests.cast import SIX
from etam.assessments.tests.documents_cast import DATED, NOW, DocumentsCast, make_documents_cast
from etam.evidence import actions as evidence
from etam.institutions.tests.cast import library, region
from etam.questionnaire.scheme import Range

pytestmark = pytest.mark.django_db
FINDING = {"condition": "Arsip inaktif menumpuk.", "recommendation": "Pindahkan ke unit kearsipan."}


@pytest.fixture
def cast(db: None, var: Any) -> DocumentsCast:
    return make_documents_cast()


def make(cast, kind, **about):
    given = {"dated": DATED, "by": cast.officer, "at": NOW, "number": "000.5.15/1", **about}
    return actions.make_document(kind, **given)


def pages(document: Document) -> list[str]:
    """The text of each page in one line."""
    found = [page.extract_text() for page in PdfReader(io.BytesIO(storage.fetch(document.sha256))).pages]
    return [re.sub(r"\s+", " ", text.replace("\N{ZERO WIDTH SPACE}", "")) for text in found]


def text(document: Document) -> str:
    return " ".join(pages(document))


def presented(cast, **finding):
    """One unit at its exit meeting, with a sample; scores as worked by hand in documents_cast."""
    one = cast.moderating()
    drawn = actions.draw_sample(
        one, element="use", population="Daftar arsip aktif", size=200, count=10, seed=7, by=cast.sari, at=NOW
    )
    results = {str(number): (place < 8, "") for place, number in enumerate(drawn.drawn)}
    actions.record_sample(drawn, results=results, by=cast.sari)
    for words in finding.pop("findings", [FINDING]):
        actions.write_irregularity(one, **words, by=cast.sari, at=NOW)
    return actions.present(one, by=cast.sari, at=NOW)


class TestMinutes:
    def test_says_that_it_is_temporary_and_who_looked_at_what_when(self, cast):
        found = text(make(cast, "rhas", assessment=presented(cast)))
        for words in (
            "Sementara: nilai dan temuan dapat berubah",
            "Objek Unit pengolah, Bidang Pelayanan, Dinas Kesehatan Kutai Timur",
            "Rapat akhir 17 Februari 2026",
            "Ketua tim Sari",
            "Anggota tim Tono",
        ):
            assert words in found

    def test_prints_every_score_that_the_pages_show(self, cast):
        one = presented(cast)
        found = text(make(cast, "rhas", assessment=one))
        final = one.sheets.get(side="final")
        for node in editions.score_of(one, final.answers).root.walk():
            assert (
                f"{node.node.label.id} {wording.weight(node.weight)} 80,00 {wording.value(Range(node.low, node.high))}"
                in found
            )
        assert "48,45, C (Kurang)" in found

    def test_tells_how_answers_were_tested(self, cast):
        one = cast.scoring()
        for user in (cast.sari, cast.tono):
            sheet = one.sheets.get(assessor=user)
            tests = {"use": ["document" if user == cast.sari else "sampling"]}
            actions.save_sheet(sheet, answers=dict.fromkeys(SIX, 50), tests=tests, base_revision=0, by=user, at=NOW)
            actions.finish_scoring(sheet, by=user, at=NOW)
        one.refresh_from_db()
        actions.present(one, by=cast.sari, at=NOW)
        assert "Penggunaan arsip 20% 80,00 50,00 Dokumen dan uji petik" in text(make(cast, "rhas", assessment=one))

    def test_prints_samples_with_seed_and_interval(self, cast):
        found = text(make(cast, "rhas", assessment=presented(cast)))
        assert "10 berkas secara acak, benih 7" in found
        assert ", ".join(str(number) for number in actions.drawn(200, 10, 7)) in found
        assert "8 dari 10 berkas sesuai (80%). Dalam seluruh daftar 91–194 berkas sesuai (46% sampai 97%)" in found

    def test_prints_findings_with_the_answer_of_the_office(self, cast):
        one = presented(cast)
        actions.answer_irregularity(
            one.irregularities.get(), answer="disputed", text="Sudah dipindahkan.", by=cast.auditee, at=NOW
        )
        found = text(make(cast, "rhas", assessment=one))
        assert "Kondisi Arsip inaktif menumpuk." in found
        assert "Rekomendasi Pindahkan ke unit kearsipan." in found
        assert "Tanggapan auditi Tidak disetujui. Sudah dipindahkan." in found

    @pytest.mark.parametrize(("condition", "is_short"), [("Pendek.", True), ("a" * 1300, False), ("a\n" * 40, False)])
    def test_keeps_only_short_findings_together(self, cast, condition, is_short):
        one = presented(cast, findings=[{**FINDING, "condition": condition}])
        (found,) = gathering.audited([one])
        assert audit.minutes_body(found)["findings"][0]["is_short"] is is_short

    def test_names_findings_that_were_taken_back(self, cast):
        one = presented(cast)
        actions.drop_irregularity(one.irregularities.get(), reason="Bukti ditunjukkan.", by=cast.sari, at=NOW)
        found = text(make(cast, "rhas", assessment=one))
        assert "Temuan 1 dicabut: Bukti ditunjukkan." in found
        assert "Arsip inaktif menumpuk." not in found


class TestDraftReport:
    def test_tells_strengths_weaknesses_and_each_aspect(self, cast):
        found = text(make(cast, "lhas", assessment=presented(cast)))
        assert "Bernilai 43,50, kategori C (Kurang), dan menyumbang 30,45 dari 48,45 poin." in found
        assert "Penilaian mandiri 80,00, 36,50 poin di atas hasil uji." in found
        assert "Kekuatan – Prasarana dan sarana kearsipan (70,00) – Penciptaan arsip (60,00)" in found
        assert "Kelemahan – Penyusutan arsip (30,00) – Pemeliharaan arsip (40,00)" in found


class TestOfficeReport:
    def test_shows_the_arithmetic_step_by_step(self, cast):
        cast.office_audited()
        found = text(make(cast, "laki", programme=cast.programme, institution=cast.office))
        for step in (
            "20% × 60,00 + 20% × 50,00 + 35% × 40,00 + 25% × 30,00 43,50 sumber kedua",
            "70% × 43,50 + 30% × 60,00 48,45",
            "(48,45 + 80,00) ÷ 2 64,23 belum diverifikasi",
            "50% × 64,23 + 50% × 70,00 67,11",
            "Nilai perangkat daerah 67,11. Kategori: B (Baik).",
        ):
            assert step in found

    def test_says_the_same_as_the_page_of_the_programme(self, cast):
        cast.office_audited()
        (office,) = queries.offices(cast.programme)
        found = text(make(cast, "laki", programme=cast.programme, institution=cast.office))
        for value in [office.value, *(unit.value for unit in office.all_units)]:
            assert wording.value(value) in found

    def test_makes_recommendations_of_findings_with_owner_and_day(self, cast):
        cast.office_audited()
        found = text(make(cast, "laki", programme=cast.programme, institution=cast.office))
        assert (
            "Daftar arsip inaktif belum ada. Susun daftar arsip inaktif. Dinas Kesehatan Kutai Timur, sampai" in found
        )
        assert "belum ditindaklanjuti" in found

    def test_compares_two_years_on_both_weights(self, cast):
        cast.office_audited()
        cast.audited_last_year()
        found = text(make(cast, "laki", programme=cast.programme, institution=cast.office))
        # Worked by hand in documents_cast.
        assert "Instrumen berganti dari edisi 2020.1 ke edisi 2026.1" in found
        assert "Unit pengolah 52,50 48,45 66,25 64,23 +15,78" in found
        assert "Perangkat daerah 56,25 54,23 68,13 67,11 +12,88" in found

    def test_says_that_there_is_nothing_to_compare_with(self, cast):
        cast.office_audited()
        found = text(make(cast, "laki", programme=cast.programme, institution=cast.office))
        assert "Etam tidak memuat audit internal sebelumnya" in found

    def test_marks_a_part_that_was_not_audited(self, cast):
        actions.import_results(
            cast.programme, [cast.old(cast.office, "unit_pengolah", dict.fromkeys(SIX, 80))], by=cast.officer
        )
        found = text(make(cast, "laki", programme=cast.programme, institution=cast.office))
        # (80 + 0) / 2 to (80 + 100) / 2
        assert "Dinas Kesehatan Kutai Timur: 40,00–90,00, belum dapat ditetapkan" in found
        assert "Unit kearsipan belum diaudit" in found


class TestConsolidated:
    def test_lists_offices_their_mean_weaknesses_and_recommendations(self, cast):
        cast.office_audited()
        other = library("K-9", "Dinas Sosial Kutai Timur", "office", "regency_office", cast.regency, cast.regency)
        both = [cast.old(other, part, dict.fromkeys(SIX, 40)) for part in ("unit_pengolah", "unit_kearsipan")]
        actions.import_results(cast.programme, both, by=cast.officer)
        found = text(make(cast, "laki-gabungan", programme=cast.programme))
        # (67.1125 + 40) / 2 = 53.55625
        assert "Kutai Timur: rata-rata 2 perangkat daerah 53,56, CC (Cukup)" in found
        assert "1 Dinas Kesehatan 64,23 (2) 70,00 67,11 B 0 dari 1" in found
        assert "2 Dinas Sosial 40,00 40,00 40,00 C tidak ada" in found
        assert "B Baik 1 50%" in found
        # A.1.4 in three units: (30 + 80 + 40) / 3 = 50; B.1.1 in two: (70 + 40) / 2 = 55
        assert "A.1.4 Penyusutan arsip 50,00 3" in found
        assert "Belum ditindaklanjuti 1 100%" in found
        assert "rata-rata adalah bacaan kami (belum diverifikasi)" in found

    def test_says_what_is_still_open(self, cast):
        cast.office_audited()
        other = library("K-9", "Dinas Sosial Kutai Timur", "office", "regency_office", cast.regency, cast.regency)
        actions.add_objects(cast.programme, [actions.AuditObject(other, "unit_pengolah")], by=cast.verifier, at=NOW)
        found = text(make(cast, "laki-gabungan", programme=cast.programme))
        # (67.1125 + 0) / 2 to (67.1125 + 100) / 2
        assert "Kutai Timur: 1 dari 2 perangkat daerah sudah bernilai; rata-ratanya masih 33,56–83,56" in found
        assert "Belum lengkap: 1 dari 2" in found

    def test_breaks_a_long_chart_into_pictures_that_fit_a_page(self):
        rows = [charts.Bar("Dinas " + "nama panjang " * 6, Range(50, 50)) for _ in range(90)]
        made = charts.charts(rows, editions.scheme("archive-supervision", "2026.1").grades)
        heights = [float(re.search(r'viewBox="0 0 520 ([\d.]+)"', one)[1]) for one in made]
        assert sum(one.count(">50,00<") for one in made) == 90
        # The text of a page is 166 mm wide and 245 mm high.
        assert max(heights) / 520 * 166 < 245


class TestExternal:
    def test_says_that_no_weights_were_found_and_shows_every_component(self, cast):
        found = text(make(cast, "lake", assessment=cast.audited_outside()))
        assert "Kabupaten Kutai Timur: 57,50, CC (Cukup)" in found
        assert "Nilainya rata-rata pengganti: bobot komponennya belum ditemukan." in found
        for words in ("Kebijakan kearsipan 25% 95,00 80,00", "Pengelolaan arsip 25% 55,00 40,00"):
            assert words in found
        assert "Unit Kearsipan II 32 perangkat daerah" in found

    def test_puts_the_mix_beside_both_values_with_its_mark(self, cast):
        cast.office_audited()
        found = text(make(cast, "lake", assessment=cast.audited_outside()))
        # 0.6 × 57.5 + 0.4 × 67.1125 = 61.345
        assert "Audit internal 67,11 B (Baik) 1 dari 1 perangkat daerah bernilai" in found
        assert "Gabungan 61,35 B (Baik) 60% eksternal + 40% internal: belum diverifikasi" in found
        assert "Nilai gabungan belum diverifikasi dan bukan nilai resmi." in found

    def test_mixes_nothing_without_an_internal_value(self, cast):
        found = text(make(cast, "lake", assessment=cast.audited_outside()))
        assert "Audit internal belum diaudit" in found
        assert "Gabungan perlu kedua nilai" in found

    def test_of_a_programme_ranks_the_regencies(self, cast):
        cast.audited_outside()
        cast.all_audited_outside()
        found = text(make(cast, "lake", programme=cast.external))
        # policy 65 … 90 makes 53.75 … 60.
        assert "Nilai audit eksternal 7 kabupaten/kota: 53,75–60,00" in found
        names = re.findall(r"Kabupaten ([\w ]+?) \d\d,\d\d CC", found)
        assert names[0] == "Penajam Paser Utara"
        assert names[-1] == "Berau"
        assert "E.3 Pengelolaan arsip 40,00 7" in found

    def test_of_a_programme_says_who_is_not_determined(self, cast):
        cast.audited_outside()
        where = region("64.21", "Kabupaten Berau", 2, cast.province)
        archive = library("A-1", "Dinas Kearsipan Berau", "archive", "regency", where, where)
        actions.add_objects(cast.external, [actions.AuditObject(archive, "external")], by=cast.officer, at=NOW)
        found = text(make(cast, "lake", programme=cast.external))
        assert "Belum lengkap: 1 dari 2 objek sudah ditetapkan." in found
        assert "Kabupaten Berau belum ditetapkan" in found


class TestSelfAssessment:
    def test_fills_the_head_and_leaves_lines_for_the_rest(self, cast):
        found = text(make(cast, "mandiri", assessment=cast.form_sent()))
        for words in (
            "Nama perpustakaan Perpustakaan Desa Nehes Liah Bing",
            "Predikat sebelumnya belum pernah",
            "Alamat Jalan Poros 1",
            "Kabupaten/kota Kabupaten Kutai Timur",
            "Nama atasan langsung",
            "predikat diberikan oleh Perpusnas",
        ):
            assert words in found

    def test_prints_every_answer_and_the_sum_of_the_components(self, cast):
        one = cast.form_sent()
        found = text(make(cast, "mandiri", assessment=one))
        score = editions.score_of(one, one.sheets.get(side="self").answers)
        assert f"Penilaian mandiri {wording.value(Range(score.low, score.high))}." in found
        for question in editions.instrument_of(one).questions:
            assert f"{question.number} {question.label.id}" in found

    def test_lists_files_with_code_and_hash(self, cast):
        one = actions.declare_intent(
            cast.village, part="village", scheme=editions.scheme("accreditation", "2018.1"), by=cast.operator,
            year=2026, at=NOW,
        )  # fmt: skip
        actions.start(one, by=cast.operator, at=NOW)
        file = evidence.receive(
            institution=cast.village, data=_pdf(), file_name="sk.pdf", type="decree", title="SK Kepala Desa",
            by=cast.operator, at=NOW,
        )  # fmt: skip
        actions.attach(one, element="titles_held", codes=[file.code], by=cast.operator, at=NOW)
        Assessment.objects.filter(pk=one.pk).update(state="checking")
        found = text(make(cast, "mandiri", assessment=one))
        assert f"{file.code} SK Kepala Desa" in found
        assert file.sha256 in found.replace(" ", "")
        assert f"Kecukupan judul koleksi belum diisi 1–5 / 5 {file.code}" in found


class TestRefusals:
    def test_minutes_wait_for_the_exit_meeting(self, cast):
        with pytest.raises(WrongState, match="RHAS dibuat setelah rapat akhir"):
            make(cast, "rhas", assessment=cast.moderating())

    def test_a_final_report_needs_its_number(self, cast):
        cast.office_audited()
        with pytest.raises(BadInput, match="Tulis nomor suratnya"):
            make(cast, "laki", programme=cast.programme, institution=cast.office, number=" ")

    def test_minutes_need_no_number(self, cast):
        assert "Nomor: tanpa nomor" in text(make(cast, "rhas", assessment=presented(cast), number=""))

    def test_an_office_report_waits_until_every_unit_is_determined(self, cast):
        cast.office_audited()
        cast.planned(unit_name="Bidang Sarana")
        with pytest.raises(WrongState, match="menunggu Bidang Sarana ditetapkan"):
            make(cast, "laki", programme=cast.programme, institution=cast.office)

    def test_an_office_that_is_not_audited_has_no_report(self, cast):
        with pytest.raises(WrongState, match="tidak diaudit dalam program ini"):
            make(cast, "laki", programme=cast.programme, institution=cast.archive)

    @pytest.mark.parametrize("kind", ["laki-gabungan", "lake"])
    def test_a_report_on_a_programme_waits_for_its_first_result(self, cast, kind):
        programme = cast.programme if kind == "laki-gabungan" else cast.external
        with pytest.raises(WrongState, match="sedikitnya satu objek"):
            make(cast, kind, programme=programme)

    def test_a_form_is_printed_after_it_was_sent(self, cast):
        one = actions.declare_intent(
            cast.village, part="village", scheme=editions.scheme("accreditation", "2018.1"), by=cast.operator,
            year=2026, at=NOW,
        )  # fmt: skip
        with pytest.raises(WrongState, match="kirim penilaian mandiri lebih dulu"):
            make(cast, "mandiri", assessment=one)

    def test_nothing_is_dated_before_the_audit(self, cast):
        with pytest.raises(BadInput, match="sebelum program audit dimulai pada 1 Februari 2026"):
            make(cast, "rhas", assessment=presented(cast), dated=date(2026, 1, 31))

    def test_nothing_is_dated_before_the_visit(self, cast):
        one = presented(cast)
        Assessment.objects.filter(pk=one.pk).update(visit_on=date(2026, 2, 12))
        with pytest.raises(BadInput, match="sebelum kunjungan audit"):
            make(cast, "rhas", assessment=one, dated=date(2026, 2, 11))

    def test_a_final_report_is_not_dated_before_its_result(self, cast):
        cast.office_audited()
        with pytest.raises(BadInput, match="sebelum hasil ditetapkan pada 17 Februari 2026"):
            make(cast, "laki", programme=cast.programme, institution=cast.office, dated=date(2026, 2, 16))

    def test_nothing_is_dated_in_the_future(self, cast):
        with pytest.raises(BadInput, match="belum tiba"):
            make(cast, "rhas", assessment=presented(cast), dated=DATED + timedelta(days=1))

    @pytest.mark.parametrize("kind", ["laki", "laki-gabungan", "lake", "mandiri", "surat"])
    def test_a_document_about_something_else_is_refused(self, cast, kind):
        with pytest.raises(BadInput, match=r"tidak dibuat tentang ini|tidak dikenal"):
            make(cast, kind, assessment=presented(cast))

    def test_nothing_is_stored_when_it_is_refused(self, cast):
        with pytest.raises(WrongState):
            make(cast, "rhas", assessment=cast.moderating())
        assert not Document.objects.exists()


class TestEditions:
    def test_another_edition_leaves_the_earlier_bytes(self, cast):
        one = presented(cast)
        first = make(cast, "rhas", assessment=one)
        before = storage.fetch(first.sha256)
        second = make(cast, "rhas", assessment=one, number="000.5.15/2")
        assert (first.edition, second.edition) == (1, 2)
        assert storage.fetch(first.sha256) == before
        assert "Terbitan 2" in text(second)

    def test_nothing_new_is_made_when_nothing_changed(self, cast):
        one = presented(cast)
        assert make(cast, "rhas", assessment=one) == make(cast, "rhas", assessment=one)

    def test_a_lost_file_is_made_again(self, cast):
        one = presented(cast)
        first = make(cast, "rhas", assessment=one)
        storage.path_of(first.sha256).unlink()
        assert make(cast, "rhas", assessment=one).edition == 2

    def test_kinds_and_objects_count_their_own_editions(self, cast):
        one = presented(cast)
        make(cast, "rhas", assessment=one)
        assert make(cast, "lhas", assessment=one).edition == 1

    def test_two_people_at_once_get_two_numbers(self, cast, monkeypatch):
        one = presented(cast)
        compose, waiting = composing.compose, [True]

        def meanwhile(*args: Any, **given: Any) -> Any:
            if waiting and waiting.pop():
                make(cast, "rhas", assessment=one, number="000.5.15/9")
            return compose(*args, **given)

        monkeypatch.setattr(making, "compose", meanwhile)
        assert make(cast, "rhas", assessment=one).edition == 2
        assert sorted(Document.objects.values_list("edition", flat=True)) == [1, 2]

    def test_prints_the_hash_that_the_page_shows(self, cast):
        made = make(cast, "rhas", assessment=presented(cast))
        assert f"sidik isi {made.content_sha256[:16]}" in text(made)

    def test_is_journalled(self, cast):
        made = make(cast, "rhas", assessment=presented(cast))
        entry = JournalEntry.objects.get(action="document.make")
        assert (entry.by, entry.detail["sha256"]) == (cast.officer, made.sha256)


class TestStorage:
    def test_tells_bytes_that_were_altered(self, cast):
        made = make(cast, "rhas", assessment=presented(cast))
        path = storage.path_of(made.sha256)
        path.write_bytes(path.read_bytes()[:-1] + b" ")
        with pytest.raises(storage.Damaged, match="altered"):
            storage.fetch(made.sha256)

    def test_tells_bytes_that_are_missing(self, var):
        with pytest.raises(storage.Damaged, match="cannot be read"):
            storage.fetch("0" * 64)

    def test_keeps_the_same_bytes_once(self, var):
        assert storage.keep(b"x") == storage.keep(b"x")
        assert [path.name for path in storage.path_of(storage.keep(b"x")).parent.iterdir()] == [storage.keep(b"x")]


def of_every_kind(cast: DocumentsCast) -> list[tuple[str, dict[str, Any]]]:
    cast.office_audited()
    external = cast.audited_outside()
    one = presented(cast)
    form = cast.form_sent()
    Assessment.objects.update(is_sample=True)
    Programme.objects.update(is_sample=True)
    programme = Programme.objects.get(pk=cast.programme.pk)
    return [
        ("rhas", {"assessment": one}),
        ("lhas", {"assessment": one}),
        ("laki-gabungan", {"programme": programme}),
        ("lake", {"assessment": external}),
        ("lake", {"programme": Programme.objects.get(pk=cast.external.pk)}),
        ("mandiri", {"assessment": form}),
    ]


class TestEveryDocument:
    def test_of_samples_says_so_on_every_page(self, cast):
        for kind, about in of_every_kind(cast):
            made = make(cast, kind, **about)
            assert made.is_sample
            assert all("DATA CONTOH ·" in page for page in pages(made)), kind

    def test_gives_the_same_bytes_for_the_same_data(self, cast):
        for kind, about in of_every_kind(cast):
            given = making._about(kind, about.get("assessment"), about.get("programme"), None)
            papers = [composing.compose(kind, given, number="1", dated=DATED, edition=1) for _ in range(2)]
            assert papers[0] == papers[1], kind

    def test_costs_no_more_queries_with_more_units(self, cast):
        counts = []
        for name in ("Dinas Sosial", "Dinas Pertanian"):
            where = library(f"K-{name}", name, "office", "regency_office", cast.regency, cast.regency)
            rows = [cast.old(where, "unit_pengolah", dict.fromkeys(SIX, 60), unit_name=f"Bidang {number}")
                    for number in range(2 if name == "Dinas Sosial" else 6)]  # fmt: skip
            actions.import_results(cast.programme, rows, by=cast.officer)
            about = About(programme=cast.programme, institution=where)
            with CaptureQueriesContext(connection) as queries_made:
                composing.compose("laki", about, number="1", dated=DATED, edition=1)
            counts.append(len(queries_made))
        assert counts[0] == counts[1]


class TestSampleWords:
    def test_say_that_the_whole_list_was_examined(self):
        assert audit.sample_words(10, 10, 10, 9) == "9 dari 10 berkas sesuai (90%). Seluruh daftar diperiksa."

    def test_say_how_many_are_left(self):
        assert "; 4 belum diperiksa." in audit.sample_words(100, 10, 6, 6)

    def test_say_that_nothing_was_examined(self):
        assert audit.sample_words(100, 10, 0, 0) == "belum ada yang diperiksa"


class TestWording:
    def test_of_a_difference_agrees_with_the_printed_numbers(self):
        # 67.1125 − 54.225 = 12.8875 prints 12,89, but 67,11 − 54,23 = 12,88.
        assert wording.signed_difference(Range(67.1125, 67.1125), Range(54.225, 54.225)) == "+12,88"

    def test_of_a_difference_is_open_while_one_end_is(self):
        assert wording.signed_difference(Range(0, 100), Range(50, 50)) == "tidak dapat dihitung"

    def test_of_grades_says_the_letter_once(self):
        scheme = editions.scheme("accreditation", "2018.1")
        assert wording.grade(scheme.grade(80)) == "Terakreditasi B"
        assert wording.grade(scheme.grade(10)) == "Belum terakreditasi"
        assert wording.grade(editions.scheme("archive-supervision", "2026.1").grade(90.01)) == "AA (Sangat Memuaskan)"


def test_a_figure_that_was_never_computed_stays_out(cast):
    """An office whose answers are not stored still has its report: the values, without the steps."""
    units = cast.office_audited()
    for unit in units:
        unit.sheets.update(latest=None)
    found = text(make(cast, "laki", programme=cast.programme, institution=cast.office))
    assert "hanya nilai akhirnya yang diketahui" in found
    assert "67,11" in found


def _pdf() -> bytes:
    return typst.compile(b"Surat keputusan", format="pdf")
