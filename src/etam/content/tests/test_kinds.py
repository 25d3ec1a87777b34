import re

import pytest

from etam.content.files import CONTENT_ROOT
from etam.content.kinds import latest_kinds, load_kinds


@pytest.fixture(scope="module")
def kinds():
    return latest_kinds()


class TestKinds:
    def test_are_seven_with_their_subtypes(self, kinds):
        assert {code: [one.code for one in kind.subtypes] for code, kind in kinds.kinds.items()} == {
            "public": ["province", "regency", "district", "village"],
            "school": ["sd_mi", "smp_mts", "sma_smk_ma", "slb"],
            "university": ["higher_education"],
            "special": ["special"],
            "tbm": ["tbm"],
            "office": ["province_office", "regency_office"],
            "archive": ["province", "regency"],
        }

    def test_each_library_rests_on_the_library_law(self, kinds):
        assert all("UU-43-2007" in kinds.kinds[code].basis for code in kinds.of_family("library"))

    def test_each_of_the_archives_rests_on_the_archives_law(self, kinds):
        assert kinds.of_family("archive") == ("office", "archive")
        assert all({"UU-43-2009", "PP-28-2012"} == set(kinds.kinds[code].basis) for code in kinds.of_family("archive"))

    def test_of_the_edition_before_are_all_libraries(self):
        before = load_kinds(CONTENT_ROOT / "institution-kinds" / "2026.1")
        assert before.of_family("library") == ("public", "school", "university", "special", "tbm")
        assert before.of_family("archive") == ()

    def test_libraries_are_those_of_the_edition_before(self, kinds):
        before = load_kinds(CONTENT_ROOT / "institution-kinds" / "2026.1")
        assert {code: kinds.kinds[code] for code in kinds.of_family("library")} == before.kinds

    def test_offices_carry_no_number_and_stand_on_no_national_form(self, kinds):
        offices = [kinds.kinds[code] for code in kinds.of_family("archive")]
        assert [(kind.identifiers, kind.form_value, kind.form_confidence) for kind in offices] == [((), None, "")] * 2

    def test_a_value_of_the_national_form_that_nobody_saw_stays_empty(self, kinds):
        subtype = kinds.kinds["school"].subtype("slb")
        assert (subtype.form_value, subtype.form_confidence) == (None, "not_found")

    def test_villages_are_called_kampung_where_people_call_them_so(self, kinds):
        labels = [kinds.label("public", "village", regency) for regency in ("64.11", "64.02")]
        assert labels == ["Perpustakaan kampung", "Perpustakaan desa/kelurahan"]

    def test_an_unknown_subtype_is_named_with_its_alternatives(self, kinds):
        with pytest.raises(KeyError, match="sd_mi"):
            kinds.kinds["school"].subtype("sd")


class TestIdentifiers:
    @pytest.mark.parametrize("number", ["6372052C0000001", "7171092D1020413", "1101052D1000001"])
    def test_the_npp_pattern_fits_the_numbers_that_were_seen(self, kinds, number):
        assert re.match(kinds.identifiers["npp"].pattern, number)

    def test_the_npsn_pattern_is_marked_unverified(self, kinds):
        assert kinds.identifiers["npsn"].confidence == "unverified"
