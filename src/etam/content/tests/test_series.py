import pytest

from etam.content.series import latest_series


@pytest.fixture(scope="module")
def values():
    return {
        (value.series, value.region, value.period): value for edition in latest_series() for value in edition.values
    }


class TestPopulation:
    @pytest.mark.parametrize(
        ("period", "total"), [(2010, 3_028_487), (2015, 3_422_676), (2020, 3_766_039), (2024, 4_123_303)]
    )
    def test_of_the_province_is_the_published_total(self, values, period, total):
        assert values["population", "64", period].value == total

    def test_of_paser_is_what_its_office_states(self, values):
        assert values["population", "64.01", 2024].value == 309_667

    def test_of_mahakam_ulu_in_2010_is_what_it_took_from_kutai_barat(self, values):
        assert values["population", "64.11", 2010].value == 165_091 - values["population", "64.07", 2010].value

    def test_men_and_women_make_the_whole(self, values):
        regions = {region for series, region, _ in values if series == "population_male"}
        assert len(regions) == 11
        for region in regions:
            both = values["population_male", region, 2024].value + values["population_female", region, 2024].value
            assert both == values["population", region, 2024].value

    def test_of_2023_is_left_out_because_it_fits_no_register(self, values):
        assert not any(series == "population" and period == 2023 for series, _, period in values)

    def test_names_its_source_and_trust(self, values):
        assert values["population", "64.74", 2024].source == "DUKCAPIL-2024S2"
        assert {value.trust for key, value in values.items() if key[0] == "population"} == {"high", "good"}


class TestSchools:
    def test_are_those_of_2019_and_of_no_other_year(self, values):
        assert {period for series, _, period in values if series.startswith("schools")} == {2019}

    def test_of_the_province_are_2931(self, values):
        assert values["schools_total", "64", 2019].value == 2931

    def test_a_level_without_schools_is_zero_and_not_missing(self, values):
        assert values["schools_slb_state", "64.11", 2019].value == 0

    def test_levels_sum_to_the_total(self, values):
        levels = [
            value.value
            for (series, region, _), value in values.items()
            if region == "64.02" and series.startswith("schools_") and series != "schools_total"
        ]
        assert sum(levels) == 696

    def test_label_carries_the_year(self):
        edition = next(edition for edition in latest_series() if edition.code == "schools")
        assert all("2019" in label["id"] for label in edition.labels.values())


class TestPublishedCounts:
    def test_of_libraries_are_press_figures_and_marked_low(self, values):
        libraries = values["libraries", "64", 2022]
        assert (libraries.value, libraries.trust) == (2775, "low")

    def test_of_school_libraries_sum_over_the_levels(self, values):
        levels = [values[f"libraries_school_{level}", "64", 2022].value for level in ("sd", "smp", "sma")]
        assert sum(levels) == values["libraries_school", "64", 2022].value == 1330
