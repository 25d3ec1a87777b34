from etam.content.series import SeriesValue
from etam.indices.models import Release
from etam.publishing import regencies
from etam.publishing.tests import samples


def unit(code: str):
    return next(one for one in samples.results()["units"] if one["code"] == code)


def release(period: int, version: str) -> Release:
    return Release(period=period, method_code="budaya", method_version=version)


class TestHeading:
    def test_tells_place_and_interval(self):
        assert (
            regencies.heading("Berau", samples.results(), unit("64.03"))
            == "Berau di urutan 5 dari 9 daerah, selang 4–7"
        )

    def test_says_when_there_is_no_rank(self):
        assert regencies.heading("Mahakam Ulu", samples.results(), unit("64.11")) == "Mahakam Ulu belum diperingkat"

    def test_is_the_bare_name_without_a_release(self):
        assert regencies.heading("Berau", None, None) == "Berau"


class TestNeighbours:
    def test_are_two_above_and_two_below(self):
        near = regencies.neighbours(samples.results(), "64.03")
        assert [one.unit["rank"] for one in near] == [3, 4, 5, 6, 7]

    def test_end_at_the_top_of_the_ranking(self):
        near = regencies.neighbours(samples.results(), "64.74")
        assert [one.unit["rank"] for one in near] == [1, 2, 3]

    def test_know_which_of_them_cannot_be_told_apart(self):
        near = regencies.neighbours(samples.results(), "64.03")
        assert [one.unit["name"] for one in near if one.is_same_group] == ["Penajam Paser Utara", "Kutai Timur"]

    def test_are_none_without_a_rank(self):
        assert regencies.neighbours(samples.results(), "64.11") == []


class TestScoreTrend:
    def test_needs_two_releases(self):
        assert regencies.score_trend([(release(2024, "2026.1"), unit("64.03"))]) is None

    def test_leaves_out_a_year_without_a_score(self):
        history = [
            (release(year, "2026.1"), unit(code)) for year, code in ((2022, "64.03"), (2023, "64.11"), (2024, "64.03"))
        ]
        assert [tick.label for tick in regencies.score_trend(history).periods] == ["2022", "2024"]

    def test_breaks_where_the_method_changes(self):
        history = [(release(2023, "2025.1"), unit("64.03")), (release(2024, "2026.1"), unit("64.03"))]
        assert regencies.has_break(history)
        assert len(regencies.score_trend(history).lines) == 2


class TestPopulationRows:
    def test_name_the_publisher_newest_first(self):
        values = [
            SeriesValue("population", "64.03", 2010, 179_079, "SP2010", "good"),
            SeriesValue("population", "64.03", 2020, 248_035, "SP2020", "good"),
        ]
        rows = regencies.population_rows(values, {"SP2010": "Sensus 2010", "SP2020": "Sensus 2020"})
        assert rows == [(2020, 248_035, "Sensus 2020"), (2010, 179_079, "Sensus 2010")]
