import pytest

from etam.content.files import ContentError
from etam.questionnaire import check_instrument, instrument_folders, load_instrument
from etam.questionnaire.instrument import Instrument

SMALL = """\
code: small
version: "2026.1"
title: {id: Kecil, en: Small}
confidence: derived
sections:
  - code: collection
    number: "1"
    title: {id: Koleksi, en: Collection}
    questions:
      - {element: titles, number: "1.1", type: count, label: {id: Judul, en: Titles}, confidence: derived}
      - {element: copies, number: "1.2", type: count, label: {id: Eksemplar, en: Copies}, confidence: derived}
checks:
  - id: titles_le_copies
    must: titles <= copies
    severity: must_fix
    confidence: derived
    message: {id: "{titles} > {copies}", en: "{titles} > {copies}"}
"""


class TestLoad:
    def test_reads_what_the_file_says(self, write_instrument):
        instrument = load_instrument(write_instrument(SMALL))
        assert (instrument.code, instrument.version, instrument.elements) == ("small", "2026.1", ("titles", "copies"))
        assert len(instrument.checksum) == 64

    def test_makes_a_range_check_for_every_count(self, write_instrument):
        checks = [check.id for check in load_instrument(write_instrument(SMALL)).checks]
        assert checks == ["titles_range", "copies_range", "titles_le_copies"]

    def test_names_the_elements_a_check_is_about(self, write_instrument):
        check = load_instrument(write_instrument(SMALL)).checks[-1]
        assert check.elements == ("titles", "copies")

    def test_reads_a_file_again_after_it_changed(self, write_instrument):
        before = load_instrument(write_instrument(SMALL))
        after = load_instrument(write_instrument(SMALL.replace("Kecil", "Mungil")))
        assert (before.title.id, after.title.id) == ("Kecil", "Mungil")

    def test_asks_every_kind_of_library_unless_the_file_says_whom(self, write_instrument):
        default = load_instrument(write_instrument(SMALL))
        assert default.asks == ("public", "school", "university", "special", "tbm")
        offices = load_instrument(write_instrument(SMALL.replace("sections:", "asks: [office, archive]\nsections:")))
        assert offices.asks == ("office", "archive")

    def test_says_which_question_is_unknown(self, library_return):
        with pytest.raises(KeyError, match=r"library-return/2026\.1 has no question"):
            library_return.question("nope")


class TestFault:
    @pytest.mark.parametrize(
        ("old", "new", "line", "said"),
        [
            ("must: titles <= copies", "must: titles <= copie", 14, 'unknown element "copie"'),
            ("must: titles <= copies", "must: titles + copies", 14, "is no condition"),
            ("must: titles <= copies", "must: titles <", 14, "is not an expression"),
            ("type: count, label: {id: Judul", "type: integr, label: {id: Judul", 10, "'integr' is not one of"),
            ("confidence: derived\nsections", "confidence: derived\nasks: [ofice]\nsections", 5, 'kind "ofice" is not'),
            ("element: copies", "element: titles", 11, 'element "titles" appears twice'),
            ("element: copies", "element: kind", 11, 'element "kind" appears twice'),
            ("{titles} > {copies}", "{title} > {copies}", 17, "unknown place {title}"),
            ("severity: must_fix", "severity: error", 15, "'error' is not one of"),
            ("confidence: derived\nsections", "confidence: sure\nsections", 4, "'sure' is not one of"),
            ("id: titles_le_copies", "id: titles_range", 12, 'check "titles_range" appears twice'),
            ('code: small\nversion: "2026.1"', 'code: other\nversion: "2026.1"', 1, "lies in another folder"),
            (
                "must: titles <= copies",
                "peers: {value: titles > 1, spread: 3, at_least: 5}",
                14,
                "is a condition",
            ),
        ],
    )
    def test_is_named_with_its_line(self, write_instrument, old, new, line, said):
        assert old in SMALL
        faults = check_instrument(write_instrument(SMALL.replace(old, new)))
        assert any(fault.line == line and said in fault.message for fault in faults), [str(fault) for fault in faults]

    def test_is_an_absent_list_of_changes(self, write_instrument):
        folder = write_instrument(SMALL)
        (folder / "CHANGES.md").unlink()
        assert [str(fault).endswith("CHANGES.md: is absent") for fault in check_instrument(folder)] == [True]

    def test_is_a_gap_between_bands(self, write_instrument):
        bands = "point_bands: [{from: 0, up_to: 30, points: 20}, {over: 31, points: 50}]"
        faults = check_instrument(
            write_instrument(SMALL.replace("type: count, label: {id: J", f"type: count, {bands}, label: {{id: J"))
        )
        assert [fault.line for fault in faults if "begin exactly where" in fault.message] == [10]

    def test_is_a_value_that_belongs_to_two_bands(self, write_instrument):
        bands = "point_bands: [{from: 0, up_to: 30, points: 20}, {from: 30, points: 50}]"
        faults = check_instrument(
            write_instrument(SMALL.replace("type: count, label: {id: J", f"type: count, {bands}, label: {{id: J"))
        )
        assert [fault.line for fault in faults if "begin exactly where" in fault.message] == [10]

    def test_is_a_scored_question_without_points(self, write_instrument):
        scoring = "scoring:\n  tree: {code: all, label: {id: A, en: A}, questions: [titles, nope]}\n"
        said = {fault.message for fault in check_instrument(write_instrument(SMALL + scoring))}
        assert said == {
            'question "titles" scores, but gives no points',
            'the tree names the unknown element "nope"',
        }

    def test_keeps_an_instrument_from_loading(self, write_instrument):
        with pytest.raises(ContentError):
            load_instrument(write_instrument(SMALL.replace("titles <= copies", "titles <= copie")))


class TestReleasedInstruments:
    def test_have_no_fault(self):
        assert [str(fault) for folder in instrument_folders() for fault in check_instrument(folder)] == []

    def test_include_both_years_of_the_library_return(self):
        assert [folder.name for folder in instrument_folders() if folder.parent.name == "library-return"] == [
            "2025.1",
            "2026.1",
        ]


class TestLibraryReturn:
    def test_asks_the_columns_a_to_aq_in_order(self, library_return: Instrument):
        letters = [chr(65 + n) for n in range(26)] + [f"A{chr(65 + n)}" for n in range(17)]
        assert [question.column for question in library_return.questions] == letters

    def test_counts_its_sections_as_the_national_form_does(self, library_return):
        # identity 14 (A–N), collection 11 (O–Y), staff 4 (Z–AC), services 7 (AD–AJ), management 6 (AK–AP), evidence 1
        assert [len(section.questions) for section in library_return.sections] == [14, 11, 4, 7, 6, 1]

    def test_has_every_rule_from_r1_to_r24(self, library_return):
        rules = {check.rule for check in library_return.checks} | {one.rule for one in library_return.mechanisms}
        assert {f"R{number}" for number in range(1, 25)} - rules == set()

    def test_marks_only_the_two_columns_about_a_person_as_personal(self, library_return):
        assert [question.column for question in library_return.questions if question.personal] == ["M", "N"]

    def test_gives_every_question_a_definition_and_a_help(self, library_return):
        assert [q.element for q in library_return.questions if not (q.definition.id and q.help.id and q.help.en)] == []

    def test_names_source_and_basis_of_every_question(self, library_return):
        assert all(question.origin.source and question.origin.basis for question in library_return.questions)
        assert library_return.question("respondent_name").origin.basis == ("UU-27-2022",)
        assert library_return.question("print_titles").origin.basis == ("PERPUSNAS-7-2025",)

    def test_shows_the_conflict_about_qualified_staff(self, library_return):
        note = library_return.question("staff_qualified").notes[0]
        assert "D2" in note.text.id
        assert "D3" in note.text.id
        assert note.confidence == "unverified"

    def test_differs_from_2025_in_no_question(self, library_return):
        earlier = load_instrument(next(f for f in instrument_folders() if f.name == "2025.1"))
        assert [(q.element, q.type, q.column) for q in earlier.questions] == [
            (q.element, q.type, q.column) for q in library_return.questions
        ]
        assert [check.expression.text for check in earlier.checks] == [c.expression.text for c in library_return.checks]

    def test_knows_every_kind_and_subtype_of_the_register(self, library_return):
        assert [option.value for option in library_return.question("library_type").options] == [
            "public", "school", "university", "special", "tbm",
        ]  # fmt: skip
        assert [option.value for option in library_return.question("library_subtype").options] == [
            "province", "regency", "district", "village", "sd_mi", "smp_mts", "sma_smk_ma", "slb",
            "higher_education", "special", "tbm",
        ]  # fmt: skip
