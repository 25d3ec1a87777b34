"""Indicators side by side: where the figures are from, what is compared, and what the page says and does not say."""

import io
from datetime import date

import pytest
from django.utils import timezone
from python_calamine import CalamineWorkbook

from etam.institutions.models import Region
from etam.institutions.reference import map_places
from etam.programmes import comparing
from etam.programmes.actions.series import Origin, import_series
from etam.programmes.queries import holistic
from etam.programmes.queries.holistic import Facet, Figure
from etam.programmes.series_list import HDI, POVERTY, Point
from etam.submissions.tests.cast import NOW, make_cast, person

URL = "/meja/program/gambaran/"
ORIGIN = Origin("BPS Provinsi Kalimantan Timur", "Tabel IPM", date(2026, 2, 1))
NAMES = {place.code: place.name for place in map_places()}
CODES = list(NAMES)


def measure(code="a", values=(), year=2024, edition="", **options):
    figures = {(place, year): Figure(value, "sumber", edition) for place, value in zip(CODES, values, strict=False)}
    return Facet(code, code.upper(), "indeks", "better", 1, figures, **options)


class TestComparing:
    def test_pairs_the_places_that_have_both_in_one_year(self):
        one, other = measure("a", range(10)), measure("b", range(6))
        found = comparing.pair(one, other, 2024, NAMES)
        assert found.found.units == 6
        assert len(found.chart.spots) == 6

    def test_finds_no_common_year_where_there_is_none(self):
        assert comparing.common_years(measure("a", range(10)), measure("b", range(10), year=2023)) == []

    @pytest.mark.parametrize(
        ("other", "said"),
        [
            ((3, 1, 2, 5, 4, 7, 6, 9, 8, 10), "A dan B 2024 cenderung searah di sepuluh kab/kota; eratnya belum pasti"),
            ((3, 1, 9, 5, 4, 2, 6, 7, 8, 0), "A dan B 2024: sepuluh kab/kota belum memastikan arahnya"),
            (range(10, 0, -1), "A dan B 2024 berurutan terbalik persis di sepuluh kab/kota"),
        ],
    )
    def test_says_the_finding_without_more_than_ten_can_show(self, other, said):
        pair = comparing.pair(measure("a", range(10)), measure("b", other), 2024, NAMES)
        assert comparing.headline(pair, pair.one, 2024, NAMES) == said

    def test_names_highest_and_lowest_where_nothing_is_compared(self):
        said = comparing.headline(None, measure("a", (70, 80, 60)), 2024, NAMES)
        assert said == "A 2024: tertinggi Kutai Kartanegara (80,0), terendah Berau (60,0)"

    def test_breaks_a_course_where_it_was_measured_otherwise(self):
        course = [(2022, Figure(1, "x", "v1")), (2023, Figure(2, "x", "v1")), (2024, Figure(3, "x", "v2"))]
        assert comparing.stretches(course) == [[(2022, 1), (2023, 2)], [(2024, 3)]]

    def test_shares_one_scale_among_all_panels(self):
        one = measure("a", range(60, 70))
        panels = comparing.panels([one], NAMES)
        assert len(panels) == 10
        assert comparing.ends(one) == (60, 69)
        assert {panel.strands[0].strip.dots[0][0] for panel in panels} == {90}

    def test_hatches_a_place_without_a_value(self):
        marks, keys = comparing.marks(measure("a", range(9)), 2024, map_places())
        assert marks[CODES[9]].step == 0
        assert keys[-1].label == "Belum ada angka"

    def test_colours_from_the_lowest_to_the_highest(self):
        marks, _ = comparing.marks(measure("a", range(10)), 2024, map_places())
        assert [marks[code].step for code in CODES] == [1, 1, 2, 2, 3, 3, 4, 4, 5, 5]


@pytest.fixture(autouse=True)
def now(monkeypatch, settings):
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def cast(db, var):
    return make_cast()


@pytest.fixture
def imported(cast):
    """IPM and poverty of all kab/kota for two years."""
    for code, name in NAMES.items():
        Region.objects.get_or_create(code=code, defaults={"name": name, "level": 2, "type": "regency"})
    for kind, base in ((HDI, 60.0), (POVERTY, 4.0)):
        points = [Point(2, code, year, base + place) for place, code in enumerate(CODES) for year in (2023, 2024)]
        import_series(kind, points, ORIGIN, by=cast.officer)
    return cast


def text(answer):
    return " ".join(answer.content.decode().split())


class TestMeasures:
    def test_takes_population_of_the_latest_count_before_the_year(self):
        assert holistic.population("64.08", 2023).source == "SP2020"
        assert holistic.population("64.08", 2025).source == "DUKCAPIL-2024S2"
        assert holistic.population("64.08", 2005) is None

    def test_names_publisher_source_and_day_of_a_series(self, imported):
        found = {one.code: one for one in holistic.measures()}
        figure = found["human_development"].figures["64.08", 2024]
        assert figure.source == "BPS Provinsi Kalimantan Timur: Tabel IPM, diambil 1 Februari 2026"

    def test_says_what_is_missing_and_where_to_get_it(self, imported):
        told = holistic.missing(holistic.measures())
        assert "Indeks literasi belum dirilis. Hitung dan rilis di Perhitungan." in told
        assert not any("IPM" in one for one in told)


class TestPage:
    def test_says_how_to_begin_when_there_is_nothing(self, cast, sign_in):
        shown = text(sign_in(cast.officer).get(URL))
        assert "<h1>Belum ada angka untuk dipandang bersama</h1>" in shown
        assert "impor IPM dan persentase penduduk miskin" in shown

    def test_shows_map_comparison_panels_and_table(self, imported, sign_in):
        answer = sign_in(imported.officer).get(URL)
        shown = text(answer)
        assert "berurutan sama persis di sepuluh kab/kota" in shown
        assert "Sepuluh satuan membuktikan sedikit." in shown
        assert len(answer.context["panels"]) == 10
        assert "BPS Provinsi Kalimantan Timur: Tabel IPM" in shown

    def test_takes_what_cannot_be_chosen_for_what_is_there(self, imported, sign_in):
        answer = sign_in(imported.officer).get(URL, {"a": "tidak-ada", "b": "poverty_rate", "tahun": "1900"})
        assert answer.context["choice"].year == 2024

    def test_hands_over_every_figure_with_its_source(self, imported, sign_in):
        client = sign_in(imported.observer)
        lines = client.get(f"{URL}unduh.csv").content.decode("utf-8-sig").splitlines()
        assert lines[0].startswith("indikator,kode_kemendagri,wilayah,tahun,nilai,satuan,sumber")
        assert len(lines) == 1 + 2 * 10 * 2
        book = CalamineWorkbook.from_object(io.BytesIO(client.get(f"{URL}unduh.xlsx").content))
        assert len(book.get_sheet_by_index(0).to_python()) == len(lines)

    def test_is_open_to_bappeda_and_not_to_other_partners(self, cast, sign_in):
        planner = person("lina@example.id", "Lina", "partner", agency="bappeda")
        teacher = person("tono@example.id", "Tono", "partner", agency="disdikbud")
        assert sign_in(planner).get(URL).status_code == 200
        assert sign_in(teacher).get(URL).status_code == 403
