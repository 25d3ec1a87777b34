"""What is known about a question before anybody answers it."""

import pytest

from etam.content.files import ContentError
from etam.questionnaire import known_about, load_instrument

LADDER = """\
code: readiness
version: "2026.1"
title: {id: Kesiapan, en: Readiness}
confidence: derived
sections:
  - code: collection
    number: "1"
    title: {id: Koleksi, en: Collection}
    questions:
      - element: titles
        number: "1.1"
        type: ladder
        label: {id: Judul, en: Titles}
        options:
          - {value: a, label: {id: Banyak, en: Many}, points: 2}
          - {value: b, label: {id: Sedikit, en: Few}, points: 1}
        known_from:
          - label: {id: Judul menurut isian tahunan, en: Titles by the yearly return}
            unit: {id: judul, en: titles}
            expression: print_titles + digital_titles
            at_least: {value: 1000, confidence: official, source: SNP, basis: [PERPUSNAS-6-2017]}
            steps:
              - {value: b, from: 0, below: 1000, confidence: derived}
              - {value: a, from: 1000, confidence: derived}
          - {label: {id: NPP, en: Library number}, register: npp}
        confidence: derived
      - element: share
        number: "1.2"
        type: percent
        label: {id: Bagian terpakai, en: Share in use}
        known_from:
          - label: {id: Dipakai menurut isian tahunan, en: In use by the yearly return}
            expression: 100 * print_titles_used / print_titles
            proposes: value
        confidence: derived
"""


@pytest.fixture
def readiness(write_instrument):
    return load_instrument(write_instrument(LADDER))


def about(instrument, element, register=None, **answers):
    return known_about(instrument.question(element), {"library-return": answers}, register or {})


class TestKnown:
    def test_is_computed_from_the_yearly_return(self, readiness):
        (found,) = about(readiness, "titles", print_titles=840, digital_titles=40)
        assert (found.value, found.source.unit.id) == (880, "judul")

    def test_says_how_much_the_minimum_lacks(self, readiness):
        assert about(readiness, "titles", print_titles=840, digital_titles=40)[0].short == 120
        assert about(readiness, "titles", print_titles=1000, digital_titles=1)[0].short == 0

    @pytest.mark.parametrize(("titles", "step"), [(999, "b"), (1000, "a")])
    def test_proposes_the_step_that_the_file_names(self, readiness, titles, step):
        assert about(readiness, "titles", print_titles=titles, digital_titles=0)[0].proposes == step

    def test_is_itself_the_answer_where_the_file_says_so(self, readiness):
        (found,) = about(readiness, "share", print_titles=200, print_titles_used=50)
        assert (found.value, found.proposes, found.short) == (25, 25, None)

    def test_proposes_nothing_that_the_question_does_not_take(self, readiness):
        assert about(readiness, "share", print_titles=10, print_titles_used=50)[0].proposes is None

    @pytest.mark.parametrize(
        "answers",
        [
            {},
            {"print_titles": 840},
            {"print_titles": 840, "digital_titles": {"nothing": "missing"}},
            {"print_titles": 840, "digital_titles": {"nothing": "not_applicable"}},
        ],
    )
    def test_is_left_out_where_something_it_needs_is_nothing(self, readiness, answers):
        assert about(readiness, "titles", **answers) == []

    def test_takes_words_from_the_register(self, readiness):
        (found,) = about(readiness, "titles", {"npp": "6408052D0000001"})
        assert (found.value, found.proposes) == ("6408052D0000001", None)

    def test_is_nothing_for_a_question_that_rests_on_nothing(self, library_return):
        assert known_about(library_return.question("print_titles"), {}, {"npp": "1"}) == []


class TestFaults:
    @pytest.mark.parametrize(
        ("old", "new", "line", "said"),
        [
            ("print_titles + digital", "print_title + digital", 20, 'unknown element "print_title"'),
            ("print_titles + digital_titles", "print_titles > 0", 20, "is a condition"),
            ("register: npp", "register: telephone", 25, '"telephone" is not one of'),
            ("value: b, from: 0", "value: c, from: 0", 23, '"c" is not one of a, b'),
            ("from: 1000, confidence", "from: 1001, confidence", 24, "does not begin exactly where"),
            (
                "proposes: value",
                "proposes: value\n            instrument: no-such",
                33,
                'no other instrument "no-such"',
            ),
            ("proposes: value", "proposes: value\n            instrument: readiness", 33, "no other instrument"),
            ("proposes: value", "proposes: a", 34, "'value' was expected"),
            ("register: npp", "register: npp, expression: print_titles", 25, "is valid under each of"),
        ],
    )
    def test_is_named_with_its_line(self, write_instrument, old, new, line, said):
        with pytest.raises(ContentError) as caught:
            load_instrument(write_instrument(LADDER.replace(old, new)))
        assert any(fault.line == line and said in fault.message for fault in caught.value.faults), caught.value
