"""The rules on money as they ship, and each fault that an edition can have."""

import shutil

import pytest

from etam.content.bases import Basis, resting_on
from etam.content.files import CONTENT_ROOT, versions
from etam.content.funding_rules import check_funding_rules, load_funding_rules


@pytest.fixture(scope="module")
def rules():
    return load_funding_rules(versions(CONTENT_ROOT / "funding-rules")[-1]).rules


class TestShippedRules:
    def test_keep_both_shares_of_school_libraries_with_their_own_denominator(self, rules):
        budget, books = rules["school_operating_budget"], rules["bosp_books"]
        assert (budget.bound, budget.percent, budget.basis) == (
            "at_least",
            5,
            (Basis("UU-43-2007", "23(6)", "secondary"),),
        )
        assert (books.bound, books.percent, books.basis) == (
            "at_least",
            10,
            (Basis("PERMENDIKDASMEN-8-2025", "", "secondary"),),
        )
        assert budget.of != books.of

    def test_say_that_the_village_fund_of_2026_does_not_name_libraries(self, rules):
        of_villages = [one for one in rules.values() if one.fund == "dana_desa"]
        assert [(one.code, one.from_year) for one in of_villages if not one.names_libraries] == [("village_2026", 2026)]

    def test_rest_on_what_they_name(self):
        assert [(one.kind, one.item) for one in resting_on("PERMENDESA-16-2025")] == [("funding-rule", "village_2026")]


BROKEN = {
    "a version in another folder": ('"2026.1"', '"2026.2"', "stands in the folder"),
    "a code that stands twice": ("code: bosp_maintenance", "code: bosp_books", '"bosp_books" stands twice'),
    "years in the wrong order": ("to_year: 2026", "to_year: 2025", "to_year 2025 lies before from_year 2026"),
    "a share without its denominator": ("    of: *bosp\n", "", "'of' is a required property"),
    "a rule that rests on nothing": ("[{regulation: PERMENDESA-4-2017, confidence: secondary}]", "[]", "basis"),
    "an article that is no article": ('"23(6)"', '"ayat enam"', "ayat enam"),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_each_fault_is_told(tmp_path, old, new, message):
    folder = shutil.copytree(versions(CONTENT_ROOT / "funding-rules")[-1], tmp_path / "2026.1")
    path = folder / "rules.yml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert any(message in fault.message for fault in check_funding_rules(folder))
