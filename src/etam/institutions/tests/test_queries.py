from datetime import date

import pytest

from etam.editions.models import ContentVersion
from etam.institutions import queries
from etam.institutions.actions import NewInstitution, load_regions, register_institution
from etam.institutions.models import Region

pytestmark = pytest.mark.django_db


class TestLoadRegions:
    def test_fills_today_and_the_past(self):
        load_regions()
        assert [queries.regions_on(date(2026, 1, 1), level).count() for level in (1, 2, 3, 4)] == [1, 10, 105, 1038]
        assert queries.regencies(date(2010, 1, 1)).count() == 14

    def test_twice_changes_nothing(self):
        first = load_regions()
        assert load_regions().pk == first.pk
        assert (ContentVersion.objects.count(), Region.objects.count()) == (1, 1154 + 5)

    def test_keeps_the_two_code_systems_apart(self):
        load_regions()
        assert Region.objects.get(code="64.02").bps_code == "6403"
        assert Region.objects.get(bps_code="6402").code == "64.07"

    def test_marks_where_ikn_lies(self):
        load_regions()
        marked = Region.objects.filter(level=3).exclude(ikn="").values_list("code", "ikn")
        assert dict(marked)["64.09.04"] == "full"
        assert len(marked) == 7


class TestChildren:
    def test_are_what_lies_directly_below(self, regions):
        assert [child.code for child in queries.children(regions["64.08"])] == ["64.08.05"]


class TestSearch:
    @pytest.fixture(autouse=True)
    def _both(self, village_library, school_library):
        pass

    @pytest.mark.parametrize("text", ["sepaso", "SEPASO perpus", "kutai timur"])
    def test_finds_by_name_and_place_whatever_the_case(self, text):
        assert [one.name for one in queries.search(text)] == ["Perpustakaan Sepaso"]

    def test_finds_by_school_number(self):
        assert [one.name for one in queries.search("30401234")] == ["SD Negeri 001 Samarinda"]

    def test_wants_every_word(self):
        assert not queries.search("sepaso samarinda").exists()

    @pytest.mark.parametrize("region", ["64.08", "64.08.05", "64.08.05.2001"])
    def test_narrows_to_a_region_of_any_level(self, region):
        assert [one.name for one in queries.search(region=region)] == ["Perpustakaan Sepaso"]

    def test_narrows_to_a_kind(self):
        assert [one.name for one in queries.search(kind="school", subtype="sd_mi")] == ["SD Negeri 001 Samarinda"]

    def test_leaves_out_what_did_not_exist_that_day(self):
        assert not queries.search("sepaso", day=date(2023, 1, 1)).exists()


class TestCounts:
    def test_by_regency_and_kind(self, village_library, school_library):
        assert queries.counts_by_kind() == [
            queries.KindCount("64.08", "public", "village", 1),
            queries.KindCount("64.72", "school", "sd_mi", 1),
        ]


class TestDoubles:
    def test_are_institutions_with_one_number(self, school_library, regions):
        new = NewInstitution("SDN 1", "school", "sd_mi", regions["64.72"], npsn="30401234")
        twin = register_institution(new, by=None)
        assert set(queries.doubles("npsn")["30401234"]) == {school_library, twin}

    def test_having_no_number_is_no_double(self, regions):
        for number in ("0", "0", "", ""):
            register_institution(NewInstitution("TBM", "tbm", "tbm", regions["64.72"], npp=number), by=None)
        assert queries.doubles("npp") == {}

    def test_of_another_field_are_refused(self):
        with pytest.raises(ValueError, match="npp or npsn"):
            queries.doubles("name")


class TestShortName:
    def test_leaves_out_what_a_regency_is(self):
        assert Region(name="Kabupaten Kutai Timur", level=2).short_name == "Kutai Timur"

    def test_keeps_the_name_of_a_district_that_begins_like_a_city(self):
        assert Region(name="Kota Bangun", level=3).short_name == "Kota Bangun"
