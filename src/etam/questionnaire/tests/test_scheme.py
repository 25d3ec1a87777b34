import shutil

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.content.files import CONTENT_ROOT, ContentError
from etam.questionnaire.scheme import (
    Range,
    check_scheme,
    load_scheme,
    mean,
    mixed,
    office_value,
    scheme_folder,
    scheme_folders,
)

VALUES = st.integers(0, 10000).map(lambda hundredths: hundredths / 100)


def supervision(version: str = "2020.1"):
    return load_scheme(scheme_folder("archive-supervision", version))


def accreditation(version: str):
    return load_scheme(scheme_folder("accreditation", version))


def certain(value: float) -> Range:
    return Range(value, value)


class TestArchiveSupervision:
    @pytest.mark.parametrize("version", ["2020.1", "2026.1"])
    @pytest.mark.parametrize(
        ("value", "code"),
        [
            (0, "D"), (30.00, "D"), (30.01, "C"), (50, "C"), (50.01, "CC"), (60, "CC"), (60.01, "B"), (70, "B"),
            (80, "BB"), (80.01, "A"), (90.00, "A"), (90.01, "AA"), (100, "AA"),
        ],
    )  # fmt: skip
    def test_excludes_the_lower_bound_of_a_category(self, version, value, code):
        assert supervision(version).grade(value).code == code

    def test_grades_the_unrounded_value(self):
        assert supervision().decimals is None
        assert supervision().grade(90.004).code == "AA"

    def test_has_no_grade_while_the_range_lies_in_two_categories(self):
        assert supervision().grade_of(Range(89, 91)) is None
        assert supervision().grade_of(Range(80.5, 90)).code == "A"

    def test_says_what_nobody_confirmed(self):
        scheme = supervision()
        assert scheme.mix.origin.is_unverified
        assert scheme.units_origin.is_unverified
        assert scheme.offices_origin.is_unverified
        assert scheme.rounding_origin.confidence == "not_found"
        assert not any(grade.origin.is_unverified for grade in scheme.grades)

    def test_assesses_offices_within_and_governments_from_outside(self):
        found = [part.code for part in supervision().parts_for("office", "regency_office")]
        assert found == ["unit_pengolah", "unit_kearsipan"]
        assert "external" in [part.code for part in supervision().parts_for("archive", "regency")]
        assert supervision().parts_for("public", "village") == ()


class TestOfficeValue:
    def test_is_the_half_of_both_units(self):
        value = office_value(supervision(), {"unit_pengolah": [certain(68.75)], "unit_kearsipan": [certain(71.25)]})
        assert value == certain(70)

    def test_takes_the_mean_of_several_units_of_one_part(self):
        # UP (68.75 + 58.75) / 2 = 63.75; office (63.75 + 71.25) / 2 = 67.5
        units = {"unit_pengolah": [certain(68.75), certain(58.75)], "unit_kearsipan": [certain(71.25)]}
        assert office_value(supervision(), units) == certain(67.5)

    def test_is_open_while_a_part_has_no_unit(self):
        assert office_value(supervision(), {"unit_pengolah": [certain(80)]}) == Range(40, 90)
        assert office_value(supervision(), {"unit_pengolah": [certain(80)], "unit_kearsipan": []}) == Range(40, 90)

    def test_leaves_the_external_audit_aside(self):
        units = {"unit_pengolah": [certain(60)], "unit_kearsipan": [certain(80)], "external": [certain(0)]}
        assert office_value(supervision(), units) == certain(70)

    def test_names_an_unknown_part(self):
        with pytest.raises(KeyError, match=r'archive-supervision/2020\.1 has no part "unit"'):
            office_value(supervision(), {"unit": [certain(1)]})

    def test_is_refused_where_parts_have_no_weight(self):
        with pytest.raises(ValueError, match="no parts with a weight"):
            office_value(accreditation("2018.1"), {})

    @given(VALUES)
    def test_of_equal_units_is_their_value_and_keeps_its_category(self, value):
        found = office_value(supervision(), {"unit_pengolah": [certain(value)] * 3, "unit_kearsipan": [certain(value)]})
        assert found.is_certain
        assert supervision().grade_of(found) is supervision().grade(value)


class TestMean:
    def test_of_ranges_is_the_range_of_means(self):
        assert mean([Range(10, 20), Range(30, 60)]) == Range(20, 40)

    def test_of_nothing_is_refused(self):
        with pytest.raises(ValueError, match="nothing"):
            mean([])


class TestMixed:
    def test_weighs_external_and_internal(self):
        # 0.6 × 80 + 0.4 × 70 = 48 + 28 = 76
        assert mixed(supervision(), external=certain(80), internal=certain(70)).low == pytest.approx(76)

    def test_stays_open_while_one_side_is(self):
        found = mixed(supervision(), external=Range(0, 100), internal=certain(70))
        assert (found.low, found.high) == (pytest.approx(28), pytest.approx(88))

    def test_is_refused_where_nothing_is_mixed(self):
        with pytest.raises(ValueError, match="does not mix"):
            mixed(accreditation("2022.1"), external=certain(1), internal=certain(1))


class TestAccreditation:
    @pytest.mark.parametrize("version", ["2018.1", "2022.1"])
    @pytest.mark.parametrize(
        ("value", "code"),
        [(0, "none"), (59.99, "none"), (60, "C"), (75.9, "C"), (76, "B"), (90.5, "B"), (91, "A"), (100, "A")],
    )
    def test_includes_the_lower_bound_of_a_grade(self, version, value, code):
        assert accreditation(version).grade(value).code == code

    def test_marks_bounds_and_validity_as_unverified(self):
        for version, years in (("2018.1", 3), ("2022.1", 5)):
            scheme = accreditation(version)
            assert all(grade.origin.is_unverified for grade in scheme.grades)
            assert (scheme.validity_years, scheme.validity_origin.confidence) == (years, "unverified")
            assert scheme.reminder_months == (12, 6)

    @pytest.mark.parametrize(
        ("version", "kind", "subtype", "parts"),
        [
            ("2018.1", "public", "village", ["village"]),
            ("2018.1", "public", "district", ["district"]),
            ("2018.1", "public", "regency", []),
            ("2022.1", "public", "village", ["public"]),
            ("2022.1", "school", "sd_mi", ["school"]),
            ("2022.1", "tbm", "tbm", []),
        ],
    )
    def test_has_an_instrument_for_each_kind_it_knows(self, version, kind, subtype, parts):
        assert [part.code for part in accreditation(version).parts_for(kind, subtype)] == parts

    def test_marks_the_parts_that_were_not_seen(self):
        unverified = {part.code for part in accreditation("2022.1").parts if part.origin.is_unverified}
        assert unverified == {"school", "public"}


class TestReleasedSchemes:
    def test_have_no_fault(self):
        assert [str(fault) for folder in scheme_folders() for fault in check_scheme(folder)] == []


@pytest.fixture
def copy(tmp_path):
    """The shipped scheme of 2020 with the instruments beside it, to be spoilt."""
    shutil.copytree(CONTENT_ROOT / "instruments", tmp_path / "instruments")
    return shutil.copytree(
        scheme_folder("archive-supervision", "2020.1"), tmp_path / "schemes/archive-supervision/2020.1"
    )


class TestFault:
    @pytest.mark.parametrize(
        ("old", "new", "said"),
        [
            ("external: 0.6", "external: 0.7", "do not make 1 together"),
            ("edition: \"2020.1\"\n    weight", "edition: \"2019.1\"\n    weight", "-unit-pengolah/2019.1"),
            ("instrument: archive-audit-external", "instrument: archive-inventory", "archive-inventory/2020.1"),
            ("kind == \"archive\"", "region == \"64.08\"", 'unknown element "region"'),
            ("kind == \"archive\"", "kind", "is no condition"),
            ("over: 30, up_to: 50", "over: 31, up_to: 50", "begin exactly where"),
            ("over: 90, up_to: 100", "over: 90, up_to: 99", "do not reach from 0 to 100"),
            ("from: 0, up_to: 30", "from: 0, up_to: 35", "has other grades"),
            ("code: unit_kearsipan", "code: unit_pengolah", 'part "unit_pengolah" appears twice'),
            ("use: archive-supervision", "use: party", "'party' is not one of"),
            ("code: archive-supervision", "code: supervision", "lies in another folder"),
        ],
    )  # fmt: skip
    def test_is_named_with_its_line(self, copy, old, new, said):
        path = copy / "scheme.yml"
        text = path.read_text()
        assert old in text
        if "other grades" in said:
            text = text.replace("over: 30, up_to: 50", "over: 35, up_to: 50")
        path.write_text(text.replace(old, new, 1))
        found = [fault for fault in check_scheme(copy) if said in fault.message]
        assert found, [str(fault) for fault in check_scheme(copy)]
        assert found[0].line > 0
        assert found[0].path.name == "scheme.yml"

    def test_is_an_instrument_that_does_not_score(self, copy):
        path = copy / "scheme.yml"
        text = path.read_text().replace(
            'archive-audit-external\n    edition: "2020.1"', 'archive-inventory\n    edition: "2026.1"'
        )
        path.write_text(text)
        assert any("archive-inventory/2026.1 does not score" in fault.message for fault in check_scheme(copy))

    def test_keeps_a_scheme_from_loading(self, copy):
        path = copy / "scheme.yml"
        path.write_text(path.read_text().replace("external: 0.6", "external: 0.7"))
        with pytest.raises(ContentError):
            load_scheme(copy)
