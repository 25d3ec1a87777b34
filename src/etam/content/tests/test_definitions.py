import shutil

import pytest

from etam.content.definitions import (
    Definition,
    Term,
    Use,
    check_definitions,
    check_uses,
    latest_definitions,
    title_of,
    united,
)
from etam.content.files import CONTENT_ROOT

TERM = """
version: "2026.1"
title: {id: Rumusan, en: Definitions}
terms:
  - code: share
    kind: rate
    label: {id: Bagian, en: Share}
    matters: Menentukan bagian.
    definitions:
      - {code: law, regulation: UU-1-2000, says: Lima., value: {percent: 5}, confidence: secondary, source: Pers%s}
"""

ARTICLE_ALONE = """      - code: alone
        article: "23"
        document: Blog
        says: Lima.
        value: {percent: 5}
        confidence: unverified
        source: Blog
"""


@pytest.fixture
def faults(tmp_path):
    """What the checker says of one definition with more fields, or more of them."""

    def check(more="", after=""):
        folder = tmp_path / "content" / "definitions" / "2026.1"
        folder.mkdir(parents=True)
        (folder / "definitions.yml").write_text(TERM % more + after)
        return [fault.message for fault in [*check_definitions(folder), *check_uses(folder)]]

    return check


class TestDefinitions:
    def test_hold_day_or_year_as_days(self):
        formula = next(term for term in latest_definitions() if term.code == "iplm-formula")
        guide = next(one for one in formula.definitions if one.code == "guide-2021")
        assert (guide.since.isoformat(), guide.until.isoformat()) == ("2021-01-01", "2022-12-31")

    def test_are_equal_in_measure_whatever_the_order_of_their_value(self):
        left, right = ({"percent": 5, "bound": "at_least"}, {"bound": "at_least", "percent": 5})
        assert Definition("a", "", left).measure == Definition("b", "", right).measure

    def test_name_editions_that_people_know_by_their_title(self):
        assert title_of(Use("method", "tgm", "2023.1")) == "Tingkat Gemar Membaca 2023–2024"

    def test_may_rest_on_nothing_but_not_on_two_grounds(self, faults):
        assert len(faults(", document: Blog")) == 1

    def test_name_no_article_without_its_regulation(self, faults):
        assert "regulation" in faults(after=ARTICLE_ALONE)[0]

    def test_do_not_end_before_they_begin(self, faults):
        assert faults(', since: "2022", until: "2021"') == ["until 2021-12-31 lies before since 2022-01-01"]

    def test_name_only_days_of_the_calendar(self, faults):
        assert faults(', since: "2022-02-30"') == ["since or until is a day that the calendar does not have"]

    def test_name_only_editions_that_exist(self, faults):
        used = faults(', uses: [{kind: method, code: tgm, version: "1999.1"}]')
        assert used == ["method tgm 1999.1 is not in content"]

    def test_have_a_code_of_their_own_within_the_term(self, faults):
        again = "      - {code: law, says: Enam., value: {percent: 6}, confidence: unverified, source: Pers}\n"
        assert faults(after=again) == ['share: code "law" stands twice; keep one of the two']

    def test_stand_in_the_folder_of_their_version(self, tmp_path):
        folder = shutil.copytree(CONTENT_ROOT / "definitions" / "2026.1", tmp_path / "2027.1")
        assert "2027.1" in check_definitions(folder)[0].message


class TestUniting:
    def test_keeps_the_words_of_the_first_and_the_definitions_of_both(self):
        law, form = Definition("law", "", {"percent": 5}, "UU-1-2000"), Definition("form", "", {"percent": 5})
        (term,) = united([Term("share", "rate", {"id": "Bagian"}, "", (law,))], [Term("share", "", {}, "", (form,))])
        assert (term.label["id"], term.definitions) == ("Bagian", (law, form))

    def test_makes_one_of_two_that_say_the_same_on_the_same_ground(self):
        one = Definition("ours", "", {"percent": 5}, uses=(Use("method", "a", "1"),))
        other = Definition("theirs", "", {"percent": 5}, uses=(Use("scheme", "b", "1"),))
        (term,) = united([Term("share", "rate", {}, "", (one,))], [Term("share", "rate", {}, "", (other,))])
        assert [(one.code, len(one.uses)) for one in term.definitions] == [("ours", 2)]
