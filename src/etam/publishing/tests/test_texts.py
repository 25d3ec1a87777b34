import re

import pytest

from etam.publishing import editions, guides, instrument_text, libraries, method_text, notes, worked
from etam.publishing.board import MEASURES
from etam.publishing.reference import recommendations
from etam.questionnaire.load import load_instrument

METHOD = "reading-culture-and-information-literacy"


class TestNotes:
    def test_shows_html_as_text(self):
        assert "<script>" not in notes.render("<script>alert(1)</script>")

    def test_sinks_headings_below_those_of_the_page(self):
        assert notes.render("# Judul") == "<h3>Judul</h3>\n"

    def test_does_not_sink_below_the_sixth_level(self):
        assert "<h6>" in notes.render("###### Judul")

    def test_lets_a_wide_table_scroll_with_the_keyboard(self):
        assert 'class="scroll" tabindex="0"' in notes.render("|a|b|\n|-|-|\n|1|2|\n")

    def test_refuses_links_that_run_a_script(self):
        assert "href" not in notes.render("[x](javascript:alert(1))")


class TestNotesInSections:
    def test_are_cut_at_their_second_level(self, tmp_path):
        path = tmp_path / "NOTES.md"
        path.write_text("# Judul\n\nAwal.\n\n## Patok\n\nIsi.\n\n### Rinci\n\n## Bobot\n", encoding="utf-8")
        note = notes.in_sections(path)
        assert note.opening == "<p>Awal.</p>\n"
        assert [part.title for part in note.sections] == ["Patok", "Bobot"]
        assert note.sections[0].body == "<p>Isi.</p>\n<h3>Rinci</h3>\n"

    def test_may_be_absent(self, tmp_path):
        assert notes.in_sections(tmp_path / "NOTES.md") is None


class TestEquation:
    def test_writes_people_s_names_for_elements(self):
        assert method_text.equation("100 * items / people", {"items": "Eksemplar", "people": "Penduduk"}) == (
            "100 × [Eksemplar] ÷ [Penduduk]"
        )

    def test_changes_whole_names_only(self):
        assert method_text.equation("items_added + items", {"items": "Eksemplar"}) == "items_added + [Eksemplar]"

    def test_leaves_unknown_names(self):
        assert method_text.equation("min(a, 1)", {}) == "min(a, 1)"


class TestTreeRows:
    def test_weights_of_the_leaves_make_the_whole_index(self):
        rows = method_text.tree_rows(editions.method(METHOD, "2026.1"))
        assert round(sum(row.total for row in rows if row.is_indicator), 9) == 1

    def test_writes_the_index_first(self):
        first = method_text.tree_rows(editions.method(METHOD, "2026.1"))[0]
        assert (first.label, first.depth, first.total) == ("Indeks", 0, 1)


class TestWorkedExample:
    def test_computes_what_the_golden_file_expects(self):
        example = worked.example(editions.method(METHOD, "2026.1"))
        folder = editions.folder(editions.METHODS, METHOD, "2026.1")
        header, *rows = (folder / "golden" / "expected.csv").read_text(encoding="utf-8").splitlines()
        columns = header.split(",")
        expected = next(row.split(",") for row in rows if row.startswith(f"{example.unit},"))
        assert round(example.nodes[0].score, 6) == round(float(expected[columns.index("index")]), 6)

    def test_is_left_out_for_methods_over_libraries(self):
        assert worked.example(editions.method("iplm", "2025.1")) is None


class TestEveryEdition:
    def test_has_formulas(self):
        for method in editions.methods():
            assert list(method_text.aggregating(method)), method.name
            assert method_text.normalising(method).equation, method.name

    def test_lists_its_files(self):
        assert "method.yml" in editions.files(editions.METHODS, METHOD, "2026.1")

    def test_has_no_files_when_there_is_no_such_edition(self):
        assert editions.files(editions.METHODS, "../methods", "2026.1") == []


class TestInstrumentRules:
    def rules(self) -> list[instrument_text.RuleText]:
        return instrument_text.rules(load_instrument(editions.folder(editions.INSTRUMENTS, "library-return", "2026.1")))

    def test_leaves_no_place_holder(self):
        assert not [rule.sentence for rule in self.rules() if "{" in rule.sentence]

    def test_tells_the_same_rule_once(self):
        sentences = [(rule.severity, rule.sentence) for rule in self.rules()]
        assert len(sentences) == len(set(sentences))

    def test_names_the_questions_by_number(self):
        rule = next(rule for rule in self.rules() if rule.sentence.startswith("Tambahan judul tercetak melebihi"))
        assert len(rule.questions) == 2


class TestGuides:
    def test_has_one_for_each_role(self):
        codes = [guide.code for guide in guides.all_guides()]
        assert codes == [
            *("petugas", "akreditasi", "perangkat-daerah", "verifikator", "petugas-provinsi"),
            *("asesor", "mitra", "pengamat", "administrator", "publik"),
        ]

    def test_each_begins_with_a_title_and_whom_it_is_for(self):
        for guide in guides.all_guides():
            assert guide.lead.startswith("Untuk "), guide.code
            assert guide.body.startswith("<h2>"), guide.code


class TestPublicState:
    def test_does_not_tell_that_a_return_was_sent_back(self):
        assert libraries.public_state("sent_back") == libraries.public_state("submitted")

    def test_calls_locked_accepted(self):
        assert libraries.public_state("locked")[0] == "Diterima"

    def test_tells_drafts_and_nothing_apart_from_nobody(self):
        assert libraries.public_state("draft") == libraries.public_state("none") == libraries.NO_RETURN


class TestShownElements:
    def test_hold_no_personal_question_and_no_staff(self):
        instrument = load_instrument(editions.folder(editions.INSTRUMENTS, "library-return", "2026.1"))
        for element in libraries.SHOWN_ELEMENTS:
            assert not instrument.question(element).personal
            assert "staff" not in element


class TestNamesInGuides:
    SAID_OF_A_MATTER = {"belum tersedia", "belum diketahui", "cakupan", "pembetulan", "Tanda", "Pencilan"}

    @pytest.mark.parametrize("path", sorted(guides.FOLDER.glob("*.md")), ids=lambda path: path.stem)
    def test_stand_on_a_screen(self, path):
        rooms = guides.FOLDER.parents[1]
        shown = [one for kind in ("html", "py") for one in rooms.rglob(f"*.{kind}") if "tests" not in one.parts]
        screens = " ".join(one.read_text(encoding="utf-8") for one in shown).lower()
        bold = re.findall(r"\*\*(.+?)\*\*", path.read_text(encoding="utf-8"))
        named = {name for name in bold if name[-1] not in ".…"}
        assert [name for name in named - self.SAID_OF_A_MATTER if name.lower() not in screens] == []


class TestMeasures:
    def test_every_measure_of_the_content_has_a_function(self):
        named = {measure.code for point in recommendations().points for measure in point.measured_by}
        assert named <= MEASURES.keys()
