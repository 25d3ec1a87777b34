"""What names a basis, in content made up for the test and in the shipped one."""

import re

import pytest

from etam.content.bases import KINDS, WORDS, Rest, resting_on, rests, with_basis
from etam.content.files import CONTENT_ROOT

INSTRUMENT = """
code: visit
version: "{version}"
title: {{id: Kunjungan, en: Visit}}
confidence: secondary
basis: [UU-1-2001]
sections:
  - code: one
    questions:
      - element: visitors
        label: {{id: Pengunjung, en: Visitors}}
        confidence: derived
        basis: [UU-2-2002]
        known_from:
          - at_least: {{value: 3, confidence: official, basis: [{{regulation: UU-3-2003, article: "4(5)"}}]}}
mechanisms:
  - text: {{id: Tanpa kode, en: Without a code}}
    basis: [{{regulation: UU-4-2004, confidence: unverified}}]
"""


@pytest.fixture
def root(tmp_path):
    for version in ("2026.1", "2026.2"):
        folder = tmp_path / "instruments" / "visit" / version
        folder.mkdir(parents=True)
        (folder / "instrument.yml").write_text(INSTRUMENT.format(version=version))
    return tmp_path


def newest(root, regulation):
    return [one for one in resting_on(regulation, root) if one.is_latest]


class TestRests:
    def test_of_a_whole_edition_have_no_item(self, root):
        assert newest(root, "UU-1-2001") == [
            Rest("instrument", "visit", "2026.2", "", "UU-1-2001", "", "Kunjungan", "secondary")
        ]

    def test_of_a_question_carry_its_label_and_confidence(self, root):
        assert newest(root, "UU-2-2002") == [
            Rest("question", "visit", "2026.2", "visitors", "UU-2-2002", "", "Pengunjung", "derived")
        ]

    def test_deep_inside_belong_to_the_nearest_thing_with_a_name(self, root):
        assert newest(root, "UU-3-2003") == [
            Rest("question", "visit", "2026.2", "visitors", "UU-3-2003", "4(5)", "Pengunjung", "official")
        ]

    def test_of_things_without_a_code_are_called_by_their_place(self, root):
        assert newest(root, "UU-4-2004") == [
            Rest("mechanism", "visit", "2026.2", "1", "UU-4-2004", "", "Tanpa kode", "unverified")
        ]

    def test_of_replaced_editions_stay_and_say_so(self, root):
        assert [(one.version, one.is_latest) for one in resting_on("UU-1-2001", root)] == [
            ("2026.1", False),
            ("2026.2", True),
        ]

    def test_are_read_again_when_content_changes(self, root):
        assert resting_on("UU-5-2005", root) == ()
        path = root / "instruments" / "visit" / "2026.2" / "instrument.yml"
        path.write_text(path.read_text().replace("UU-1-2001", "UU-5-2005"))
        assert len(resting_on("UU-5-2005", root)) == 1


class TestWithBasis:
    def test_counts_a_question_that_rests_on_what_its_instrument_names(self, root):
        assert with_basis(root) == (1, 1)
        path = root / "instruments" / "visit" / "2026.2" / "instrument.yml"
        path.write_text(path.read_text().replace("        basis: [UU-2-2002]\n", "").split("        known_from")[0])
        assert with_basis(root) == (1, 1)

    def test_counts_what_rests_on_nothing_as_asked(self, root):
        path = root / "instruments" / "visit" / "2026.2" / "instrument.yml"
        path.write_text(path.read_text().replace("basis: [UU-1-2001]", "").replace("basis:", "notes:"))
        assert with_basis(root) == (0, 1)

    def test_counts_methods_and_scales_as_wholes(self, tmp_path):
        folder = tmp_path / "category-scales"
        folder.mkdir()
        (folder / "one.yml").write_text("code: one\nbasis: [UU-1-2001]\n")
        (folder / "two.yml").write_text("code: two\nbands: [{code: low}]\n")
        assert with_basis(tmp_path) == (1, 2)


class TestShippedContent:
    def test_has_a_word_and_a_label_for_everything_that_rests_on_something(self):
        assert [one for one in rests() if one.kind not in WORDS or not one.label] == []

    def test_is_of_kinds_that_are_all_looked_at(self):
        naming = {
            path.relative_to(CONTENT_ROOT).parts[0]
            for path in CONTENT_ROOT.rglob("*.yml")
            if re.search(r"^ *basis:|{.*basis: \[", path.read_text(), re.MULTILINE)
        }
        assert naming - set(KINDS) == set()

    def test_names_articles_of_questions_indicators_and_scales(self):
        rest_on = {(one.kind, one.item, one.article) for one in rests() if one.is_latest}
        assert {
            ("question", "npp", "15(3)"),
            ("indicator", "staff_qualified_scaled", "14(3)"),
            ("category-scale", "", "25"),
            ("funding-rule", "school_operating_budget", "23(6)"),
        } <= rest_on

    def test_lets_questions_and_methods_rest_on_the_library_law(self):
        assert {"question", "method"} <= {one.kind for one in resting_on("UU-43-2007")}

    def test_keeps_two_things_apart(self):
        names = [(one.kind, one.code, one.version, one.item, one.regulation, one.article) for one in rests()]
        assert len(names) == len(set(names))
