"""Importing a series: what is stored, what stays readable, who may, and what the pages say."""

import io
from datetime import date

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from etam.accounts.models import JournalEntry
from etam.programmes.actions.series import Origin, import_series
from etam.programmes.exceptions import BadInput, WrongState
from etam.programmes.models import SeriesFile, SeriesValue
from etam.programmes.queries import series
from etam.programmes.series_list import HDI, Point
from etam.submissions.tests.cast import NOW, make_cast, person

ORIGIN = Origin("BPS Provinsi Kalimantan Timur", "Tabel IPM, bps.example", date(2026, 2, 1), "a" * 64)
POINTS = (Point(2, "64.08", 2023, 74.5), Point(2, "64.08", 2024, 75.0), Point(3, "64.74", 2024, 82.3))
TYPED = {
    "series": "human_development",
    "publisher": "BPS Provinsi Kalimantan Timur",
    "source": "Tabel IPM, bps.example",
    "fetched_on": "2026-02-01",
}


@pytest.fixture(autouse=True)
def now(monkeypatch, settings):
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def cast(db, var):
    return make_cast()


def text(answer):
    return " ".join(answer.content.decode().split())


def csv(*lines):
    return SimpleUploadedFile("ipm.csv", "\n".join(lines).encode(), content_type="text/csv")


@pytest.fixture
def client_of(sign_in):
    return sign_in


class TestImporting:
    def test_stores_values_with_publisher_source_and_day(self, cast):
        file = import_series(HDI, POINTS, ORIGIN, by=cast.officer)
        assert series.values_of(file) == {("64.08", 2023): 74.5, ("64.08", 2024): 75.0, ("64.74", 2024): 82.3}
        assert (file.publisher, file.fetched_on, file.unit) == (ORIGIN.publisher, date(2026, 2, 1), "indeks")

    def test_replaces_the_earlier_import_as_a_whole_and_keeps_it(self, cast):
        first = import_series(HDI, POINTS, ORIGIN, by=cast.officer)
        second = import_series(HDI, POINTS[:1], ORIGIN, replaces=first, by=cast.officer)
        first.refresh_from_db()
        assert series.standing_of(HDI.code) == second
        assert first.replaced_at == NOW
        assert len(series.values_of(first)) == 3
        assert len(series.values_of(second)) == 1

    def test_is_refused_when_another_was_stored_since_the_preview(self, cast):
        import_series(HDI, POINTS, ORIGIN, by=cast.officer)
        with pytest.raises(WrongState, match="diimpor orang lain"):
            import_series(HDI, POINTS, ORIGIN, by=cast.officer)
        assert SeriesFile.objects.count() == 1

    @pytest.mark.parametrize(
        ("origin", "field"),
        [
            (Origin(" ", "Tabel", date(2026, 2, 1)), "publisher"),
            (Origin("BPS", "", date(2026, 2, 1)), "source"),
            (Origin("BPS", "Tabel", date(2026, 3, 1)), "fetched_on"),
        ],
    )
    def test_names_the_field_that_cannot_be(self, cast, origin, field):
        with pytest.raises(BadInput) as refused:
            import_series(HDI, POINTS, origin, by=cast.officer)
        assert refused.value.field == field

    def test_stores_nothing_when_a_region_is_not_loaded(self, cast):
        with pytest.raises(BadInput, match="belum dimuat"):
            import_series(HDI, (*POINTS, Point(4, "64.01", 2024, 70.0)), ORIGIN, by=cast.officer)
        assert not SeriesFile.objects.exists()

    def test_leaves_one_journal_entry(self, cast):
        file = import_series(HDI, POINTS, ORIGIN, by=cast.officer)
        (entry,) = JournalEntry.objects.filter(action="series_imported")
        assert entry.subject_id == str(file.pk)
        assert entry.summary.startswith("Mengimpor Indeks Pembangunan Manusia (IPM) (3 nilai")


class TestImportPage:
    url = "/meja/program/deret/impor/"

    def sent(self, client, *lines, **typed):
        return client.post(self.url, {**TYPED, "file": csv(*lines), **typed})

    def test_shows_before_it_stores(self, cast, client_of):
        shown = text(self.sent(client_of(cast.officer), "wilayah;2023;2024", "Kutim;74,5;75", "Bontang;-;82,3"))
        assert "<h1>Indeks Pembangunan Manusia (IPM): 3 nilai siap disimpan</h1>" in shown
        assert "Deret ini belum pernah diimpor. 1 sel tanpa data dilewati." in shown
        assert not SeriesFile.objects.exists()

    def test_stores_what_was_shown(self, cast, client_of):
        client = client_of(cast.officer)
        plan = self.sent(client, "wilayah;2024", "Kutim;75").context["plan"]
        answer = client.post(self.url, {"sealed": plan.sealed})
        assert answer.url == reverse("programmes:series", args=[SeriesFile.objects.get().pk])
        assert SeriesValue.objects.get().value == 75

    def test_reads_a_workbook(self, cast, client_of):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file, {"in_memory": True}) as book:
            sheet = book.add_worksheet()
            sheet.write_row(0, 0, ["kode_kemendagri", 2023, 2024])
            sheet.write_row(1, 0, [64.08, 74.125, 75])
        upload = SimpleUploadedFile("ipm.xlsx", file.getvalue())
        plan = client_of(cast.officer).post(self.url, {**TYPED, "file": upload}).context["plan"]
        assert [(one.region, one.value) for one in plan.reading.points] == [("64.08", 74.125), ("64.08", 75.0)]

    def test_tells_faults_by_line_and_keeps_what_was_typed(self, cast, client_of):
        answer = self.sent(client_of(cast.officer), "wilayah;2024", "6402;72")
        assert answer.status_code == 422
        assert "Baris 2, kolom wilayah: “6402” dapat berarti" in text(answer)
        assert 'value="Tabel IPM, bps.example"' in text(answer)

    def test_asks_about_odd_values_before_it_stores(self, cast, client_of):
        client = client_of(cast.officer)
        plan = self.sent(client, "wilayah;2024", "Kutim;750").context["plan"]
        assert client.post(self.url, {"sealed": plan.sealed}).status_code == 422
        assert not SeriesFile.objects.exists()
        client.post(self.url, {"sealed": plan.sealed, "sure": "1"})
        assert SeriesValue.objects.get().value == 750

    def test_says_what_an_import_would_change(self, cast, client_of):
        import_series(HDI, POINTS, ORIGIN, by=cast.officer)
        shown = text(self.sent(client_of(cast.officer), "wilayah;2024;2025", "Kutim;75,2;75,9"))
        assert "1 nilai baru, 1 nilai berubah, 2 nilai tidak ada lagi" in shown

    def test_refuses_to_overwrite_what_was_stored_after_the_preview(self, cast, client_of):
        client = client_of(cast.officer)
        plan = self.sent(client, "wilayah;2024", "Kutim;75").context["plan"]
        import_series(HDI, POINTS, ORIGIN, by=cast.second_officer)
        assert "diimpor orang lain" in text(client.post(self.url, {"sealed": plan.sealed}, follow=True))
        assert SeriesFile.objects.count() == 1

    def test_refuses_a_preview_that_somebody_changed(self, cast, client_of):
        answer = client_of(cast.officer).post(self.url, {"sealed": "x:y"}, follow=True)
        assert "sudah tidak berlaku" in text(answer)

    def test_asks_for_name_and_unit_of_a_series_not_known_yet(self, cast, client_of):
        client = client_of(cast.officer)
        answer = self.sent(client, "wilayah;2024", "Kutim;4,2", series="lain")
        assert answer.status_code == 422
        assert "Tulis nama deretnya" in text(answer)
        plan = self.sent(
            client, "wilayah;2024", "Kutim;4,2", series="lain", label="Pengangguran terbuka", unit="persen"
        ).context["plan"]
        client.post(self.url, {"sealed": plan.sealed})
        assert SeriesFile.objects.get().series == "pengangguran_terbuka"

    def test_lets_bappeda_import_and_no_other_partner(self, cast, client_of):
        planner = person("lina@example.id", "Lina", "partner", agency="bappeda")
        teacher = person("tono@example.id", "Tono", "partner", agency="disdikbud")
        assert client_of(planner).get(self.url).status_code == 200
        assert client_of(teacher).get(self.url).status_code == 403
        assert client_of(cast.observer).get(self.url).status_code == 403


class TestSeriesPages:
    def test_say_how_to_import_when_there_is_none(self, cast, client_of):
        shown = text(client_of(cast.officer).get("/meja/program/deret/"))
        assert "<h1>Belum ada deret lembaga lain</h1>" in shown
        assert "simpan sebagai CSV atau XLSX, lalu impor di sini" in shown

    def test_keep_what_was_replaced_readable(self, cast, client_of):
        first = import_series(HDI, POINTS, ORIGIN, by=cast.officer)
        import_series(HDI, POINTS[:1], ORIGIN, replaces=first, by=cast.officer)
        client = client_of(cast.observer)
        assert "Sudah digantikan" in text(client.get("/meja/program/deret/"))
        shown = text(client.get(f"/meja/program/deret/{first.pk}/"))
        assert "Digantikan 17 Februari 2026" in shown
        assert "82,3" in shown

    def test_mark_sample_data(self, cast, client_of):
        file = import_series(HDI, POINTS, ORIGIN, by=cast.officer, is_sample=True)
        assert "Angka rekaan" in text(client_of(cast.officer).get(f"/meja/program/deret/{file.pk}/"))
