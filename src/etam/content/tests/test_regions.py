import json
from datetime import date

import pytest

from etam.content.files import CONTENT_ROOT, read_csv
from etam.content.regions import latest_regions, outlines

FOLDER = CONTENT_ROOT / "regions" / "2026-01"


@pytest.fixture(scope="module")
def regions():
    return latest_regions()


def codes(found):
    return [region.code for region in found]


class TestTheProvince:
    def test_has_one_ten_hundred_and_five_and_thousand_thirty_eight_regions(self, regions):
        assert [len(regions.at_level(level)) for level in (1, 2, 3, 4)] == [1, 10, 105, 1038]

    def test_has_841_villages_and_197_urban_villages(self, regions):
        types = [region.type for region in regions.at_level(4)]
        assert (types.count("village"), types.count("urban_village")) == (841, 197)

    def test_every_region_but_the_province_has_its_parent(self, regions):
        assert all(region.parent_code in regions.by_code for region in regions.current if region.level > 1)

    def test_sungai_siring_carries_its_corrected_name(self, regions):
        assert regions.by_code["64.72.05.1004"].name == "Sungai Siring"


class TestCodeSystems:
    """Kemendagri, BPS and Dapodik number the same places in three ways."""

    @pytest.mark.parametrize(
        ("code", "bps", "dapodik", "name"),
        [
            ("64.01", "6401", "160100", "Kabupaten Paser"),
            ("64.02", "6403", "160200", "Kabupaten Kutai Kartanegara"),
            ("64.03", "6405", "160300", "Kabupaten Berau"),
            ("64.07", "6402", "160900", "Kabupaten Kutai Barat"),
            ("64.08", "6404", "161000", "Kabupaten Kutai Timur"),
            ("64.09", "6409", "161100", "Kabupaten Penajam Paser Utara"),
            ("64.11", "6411", "161200", "Kabupaten Mahakam Ulu"),
            ("64.71", "6471", "166100", "Kota Balikpapan"),
            ("64.72", "6472", "166000", "Kota Samarinda"),
            ("64.74", "6474", "166300", "Kota Bontang"),
        ],
    )
    def test_each_regency_carries_its_three_codes_and_no_other(self, regions, code, bps, dapodik, name):
        region = regions.by_code[code]
        assert (region.name, region.bps_code, regions.dapodik_codes[code]) == (name, bps, dapodik)

    def test_the_bare_digits_mean_another_place_in_the_other_system(self, regions):
        by_bps = {region.bps_code: region.code for region in regions.at_level(2)}
        assert (by_bps["6402"], by_bps["6403"]) == ("64.07", "64.02")

    def test_below_the_regency_a_bps_code_is_a_help_and_stands_in_its_own_column(self, regions):
        lower = [*regions.at_level(3), *regions.at_level(4)]
        assert not any(region.bps_code for region in lower)
        assert sum(bool(region.bps_code_2017) for region in lower) == 103 + 902


class TestRegionsInTime:
    @pytest.mark.parametrize(
        ("day", "units"), [(date(2012, 11, 15), 14), (date(2012, 12, 31), 9), (date(2014, 1, 1), 10)]
    )
    def test_the_province_had_as_many_regencies_as_on_the_day(self, regions, day, units):
        assert len(regions.at_level(2, day)) == units

    def test_the_units_of_kalimantan_utara_explain_the_gaps_in_the_numbers(self, regions):
        assert codes(regions.former) == ["64.04", "64.05", "64.06", "64.10", "64.73"]

    def test_what_is_known_from_memory_says_so(self, regions):
        assert {region.confidence for region in regions.former} == {"unverified"}
        assert {change.confidence for change in regions.history if change.date} == {"unverified"}

    def test_figures_of_old_kutai_barat_include_mahakam_ulu(self, regions):
        split = next(change for change in regions.history if change.to_code == "64.11")
        assert (split.from_code, split.change, split.date.year) == ("64.07", "split", 2013)

    def test_mahakam_ulu_is_11_and_bontang_74(self, regions):
        assert "64.12" not in regions.by_code
        assert regions.by_code["64.73"].name == "Kota Tarakan"


class TestIkn:
    def test_is_a_tag_and_no_eleventh_regency(self, regions):
        assert not any("nusantara" in region.name.lower() for region in regions.at_level(2))
        assert len(regions.at_level(2)) == 10

    def test_covers_sepaku_and_all_its_villages(self, regions):
        assert {regions.overlay_extent(village.code) for village in regions.children("64.09.04")} == {"full"}
        assert len(regions.children("64.09.04")) == 15

    def test_covers_six_districts_of_kutai_kartanegara_in_part(self, regions):
        partial = {regions.by_code[tag.code].name for tag in regions.overlays if tag.extent == "partial"}
        assert partial == {"Samboja", "Samboja Barat", "Muara Jawa", "Sanga Sanga", "Loa Kulu", "Loa Janan"}

    def test_says_nothing_about_the_villages_of_a_partly_covered_district(self, regions):
        assert {regions.overlay_extent(village.code) for village in regions.children("64.02.13")} == {""}

    def test_covers_part_of_the_two_regencies_and_none_of_samarinda(self, regions):
        assert [regions.overlay_extent(code) for code in ("64.02", "64.09", "64.72")] == ["partial", "partial", ""]

    def test_did_not_exist_before_its_law(self, regions):
        assert regions.overlay_extent("64.09.04", day=date(2020, 3, 18)) == ""


class TestFind:
    @pytest.mark.parametrize(
        ("written", "code"),
        [
            ("Pasir", "64.01"),
            ("Tana Grogot", "64.01.04"),
            ("Mahakam Hulu", "64.11"),
            ("Kongbeng", "64.08.08"),
            ("Mook Manor Bulatn", "64.07.18"),
            ("Sanga-Sanga", "64.02.15"),
            ("Semboja", "64.02.13"),
            ("Kotabangun", "64.02.08"),
            ("KAB. KUTAI TIMUR", "64.08"),
            ("kutai timur", "64.08"),
            ("Kota Samarinda", "64.72"),
        ],
    )
    def test_accepts_the_ways_people_write_a_name(self, regions, written, code):
        assert code in codes(regions.find(written))

    def test_does_not_take_a_district_called_kota_bangun_for_a_city(self, regions):
        assert codes(regions.find("Kota Bangun")) == ["64.02.08"]

    def test_returns_all_that_may_be_meant(self, regions):
        assert codes(regions.find("Biduk Biduk")) == ["64.03.08", "64.03.08.2001"]

    def test_a_prefix_narrows_to_its_level(self, regions):
        assert codes(regions.find("Kec. Sepaku")) == ["64.09.04"]

    def test_within_narrows_to_a_region(self, regions):
        assert codes(regions.find("Sepaku", within="64.02")) == []

    def test_finds_every_region_by_its_own_name_and_parent(self, regions):
        found = [regions.find(one.name, level=one.level, within=one.parent_code) for one in regions.current]
        assert [codes(one) for one in found] == [[one.code] for one in regions.current]

    def test_knows_nothing_of_an_unknown_name(self, regions):
        assert regions.find("Atlantis") == []


class TestMaps:
    def test_outlines_are_those_of_the_ten(self, regions):
        drawn = [feature["id"] for feature in outlines(FOLDER)["features"]]
        assert sorted(drawn) == codes(regions.at_level(2))

    def test_outlines_keep_six_decimals(self):
        text = json.dumps(outlines(FOLDER)["features"][1]["geometry"])
        assert max(len(part.partition(".")[2]) for part in text.replace("]", ",").split(",")) == 6

    def test_the_credit_names_source_licence_and_limit(self, regions):
        assert "BPS / OCHA ROAP 2020" in regions.credit
        assert "CC BY 3.0 IGO" in regions.credit
        assert "Bukan acuan hukum" in regions.credit

    def test_areas_are_the_official_ones(self, regions):
        # Kutai Barat: 13,611 km² by decree of 2025, 20,385 km² in the older table, kept apart.
        assert regions.areas_km2["64.07"] == 13611.168

    def test_the_old_area_column_does_not_sum_to_the_published_total(self):
        old = sum(float(row["area_km2_bps_old"]) for row in read_csv(FOLDER / "areas.csv"))
        assert round(old) == 150_606
        assert abs(old - 127_346.92) > 20_000
