"""Method and scale files: what is wrong is named with its line."""

import copy
from pathlib import Path

import pytest
import yaml

from etam.content.files import CONTENT_ROOT, ContentError
from etam.indexmath.method import METHODS, check_method, find_method, load_method
from etam.indexmath.publications import PUBLISHED, check_publication, load_publication
from etam.indexmath.scales import check_scale, load_scale

PROPOSAL = METHODS / "reading-culture-and-information-literacy" / "2026.1" / "method.yml"
ALL = sorted(METHODS.glob("*/*/method.yml"))


def broken(tmp_path: Path, change, source: Path = PROPOSAL) -> list[str]:
    """The faults of a method file after `change` was applied to its data."""
    data = copy.deepcopy(yaml.safe_load(source.read_text(encoding="utf-8")))
    change(data)
    path = tmp_path / "method.yml"
    path.write_text(yaml.safe_dump(data, allow_unicode=True, sort_keys=False), encoding="utf-8")
    return [fault.message for fault in check_method(path)]


def setter(*pointer, value):
    def change(data):
        for key in pointer[:-1]:
            data = data[key]
        data[pointer[-1]] = value

    return change


class TestShipped:
    @pytest.mark.parametrize("path", ALL, ids=lambda path: path.parent.relative_to(METHODS).as_posix())
    def test_every_method_is_without_fault(self, path):
        assert check_method(path) == []

    @pytest.mark.parametrize("path", ALL, ids=lambda path: path.parent.relative_to(METHODS).as_posix())
    def test_folder_names_code_and_version(self, path):
        method = load_method(path)
        assert method.name == path.parent.relative_to(METHODS).as_posix()

    @pytest.mark.parametrize("path", ALL, ids=lambda path: path.parent.relative_to(METHODS).as_posix())
    def test_notes_and_changes_are_there(self, path):
        assert (path.parent / "NOTES.md").is_file()
        assert (path.parent / "CHANGES.md").is_file()

    def test_every_goalpost_of_the_proposal_is_marked_as_such(self):
        assert {item.confidence for item in load_method(PROPOSAL).indicators} == {"proposal"}

    def test_every_goalpost_of_the_proposal_is_argued_in_its_notes(self):
        notes = (PROPOSAL.parent / "NOTES.md").read_text(encoding="utf-8")
        for item in load_method(PROPOSAL).indicators:
            assert f"`{item.code}`" in notes

    def test_simulations_say_so(self):
        statuses = {path.parent.relative_to(METHODS).as_posix(): load_method(path).status for path in ALL}
        assert statuses["iplm/2025.1"] == "simulation"
        assert statuses["reading-culture-and-information-literacy/2026.1"] == "proposal"

    def test_unknown_correction_factors_have_no_default(self):
        method = load_method(METHODS / "iplm" / "2021.1")
        defaults = [method.element(f"correction_{number}").default for number in range(1, 8)]
        assert defaults == [1, 1, 2.5, 1, None, None, 2.5]

    def test_no_category_where_no_scale_was_found(self):
        assert load_method(METHODS / "iplm" / "2025.1").scale is None
        assert load_method(METHODS / "tkm" / "2025.1").scale is None


class TestFind:
    def test_a_code_means_its_latest_version(self):
        assert find_method("iplm") == METHODS / "iplm" / "2025.1" / "method.yml"

    def test_a_folder_and_a_file_are_taken(self, tmp_path):
        (tmp_path / "method.yml").write_text("x")
        assert find_method(str(tmp_path)) == find_method(str(tmp_path / "method.yml")) == tmp_path / "method.yml"

    def test_an_unknown_name_lists_what_there_is(self):
        with pytest.raises(ContentError, match=r"iplm/2023\.1"):
            find_method("ipml")


class TestFaults:
    @pytest.mark.parametrize(
        ("change", "message"),
        [
            (setter("indicators", 0, "expression", value="public_item / population"), 'names "public_item"'),
            (setter("indicators", 0, "expression", value="public_items /"), "is not an expression"),
            (setter("indicators", 0, "expression", value="public_items > 3"), "yields a condition, not a number"),
            (setter("coverage", 0, "share", value="accepted / 2"), 'names "accepted"'),
            (setter("elements", 5, "gather", "of", value="print_items +"), "is not an expression"),
            (setter("tree", "children", 0, "children", 0, "indicator", value="nothing"), '"nothing" is no indicator'),
            (setter("tree", "children", 0, "children", 0, "indicator", value="school_items"), "in the tree twice"),
            (setter("tree", "children", 0, "code", value="index"), "codes are unique"),
            (setter("tree", "children", 0, "code", value="rank"), "is a column of every result"),
            (setter("indicators", 0, "goalposts", "low", value=5), "must lie below"),
            (setter("indicators", 0, "goalposts", "low", value=0), "must be above 0"),
            (lambda data: data["indicators"][0].pop("goalposts"), "needs goalposts"),
            (setter("indicators", 0, "treatment", value={"function": "winsorise"}), "needs a share"),
            (setter("normaliser", "function", value="identity"), "would test another index"),
            (setter("robustness", "normalisers", value=["rank"]), 'own normaliser "goalposts" must be among'),
            (setter("robustness", "normalisers", value=["goalposts", "zscore"]), "geometric mean of z-scores"),
            (setter("robustness", "aggregations", value=["geometric"]), 'own function "arithmetic" must be among'),
            (setter("area", value={"population": "population", "minimum": 0.5}), "belong together"),
            (setter("category_scale", value="nowhere"), "cannot be read"),
            (setter("status", value="final"), "'final' is not one of"),
            (setter("colour", value="red"), "'colour' was unexpected"),
            (lambda data: data["tree"]["children"].pop(), "is not in the tree"),
        ],
    )
    def test_is_told(self, tmp_path, change, message):
        assert any(message in fault for fault in broken(tmp_path, change)), broken(tmp_path, change)

    def test_a_sum_that_may_lack_a_term_is_refused(self, tmp_path):
        change = setter("tree", "children", 0, "missing", value="average_available")
        assert "too small" in broken(tmp_path, change, METHODS / "iplm" / "2021.1" / "method.yml")[0]

    def test_an_uncapped_sum_cannot_be_replaced_by_a_mean(self, tmp_path):
        def change(data):
            data["tree"]["function"] = "weighted_sum"
            data["robustness"]["aggregations"] = ["arithmetic"]

        faults = broken(tmp_path, change, METHODS / "iplm" / "2021.1" / "method.yml")
        assert any("no mean to replace" in fault for fault in faults)

    def test_a_downward_indicator_needs_a_normaliser(self, tmp_path):
        change = setter("indicators", 0, "direction", value="down")
        assert "cannot turn" in broken(tmp_path, change, METHODS / "iplm" / "2023.1" / "method.yml")[0]

    def test_a_fault_names_file_and_line(self, tmp_path):
        text = PROPOSAL.read_text(encoding="utf-8")
        line = text[: text.index("expression: public_items / population")].count("\n") + 1
        path = tmp_path / "method.yml"
        path.write_text(text.replace("public_items / population", "public_item / population"), encoding="utf-8")
        assert [(fault.path, fault.line) for fault in check_method(path)] == [(path, line)]


class TestScales:
    def test_iplm_bands_are_half_open_but_the_last(self):
        bands = load_scale(CONTENT_ROOT / "category-scales" / "iplm-2021.yml").bands
        assert [str(band) for band in bands] == ["[0, 30)", "[30, 50)", "[50, 80)", "[80, 90)", "[90, 100]"]

    def test_tgm_bands_take_their_upper_end(self):
        bands = load_scale(CONTENT_ROOT / "category-scales" / "tgm-cat-5.yml").bands
        assert [str(band) for band in bands] == ["[0, 20]", "(20, 40]", "(40, 60]", "(60, 80]", "(80, 100]"]

    @pytest.mark.parametrize(("score", "label"), [(29.95, "Sangat rendah"), (30, "Rendah"), (100, "Sangat tinggi")])
    def test_a_score_between_printed_bounds_has_a_category(self, score, label):
        assert load_scale(CONTENT_ROOT / "category-scales" / "iplm-2021.yml").classify(score).label["id"] == label

    def test_a_score_above_the_scale_has_none(self):
        assert load_scale(CONTENT_ROOT / "category-scales" / "iplm-2021.yml").classify(101) is None

    def test_yogyakarta_differs_between_the_two_scales(self):
        """72.29 in 2022 is high on five levels, 73.27 in 2023 medium on four (facts of the published tables)."""
        folder = CONTENT_ROOT / "category-scales"
        assert load_scale(folder / "tgm-cat-5.yml").classify(72.29).code == "high"
        assert load_scale(folder / "tgm-cat-4.yml").classify(73.27).code == "medium"

    @pytest.mark.parametrize(
        ("old", "new"), [("from: 30\n", "from: 31\n"), ("to_included: false", "to_included: true")]
    )
    def test_a_gap_or_an_overlap_is_named(self, tmp_path, old, new):
        text = (CONTENT_ROOT / "category-scales" / "iplm-2021.yml").read_text(encoding="utf-8")
        path = tmp_path / "iplm-2021.yml"
        path.write_text(text.replace(old, new, 1), encoding="utf-8")
        assert "every score needs exactly one band" in check_scale(path)[0].message


class TestPublications:
    @pytest.mark.parametrize("folder", sorted(PUBLISHED.glob("*/*")), ids=lambda path: path.parent.name)
    def test_every_publication_is_without_fault(self, folder):
        assert check_publication(folder) == []

    def test_printed_values_are_kept_as_printed(self):
        printed = {row.unit: row.score for row in load_publication(PUBLISHED / "iplm-provinces" / "2024").printed}
        assert printed["Kalimantan Timur"] == 78.34

    def test_the_wrong_national_value_of_2021_is_kept_and_flagged(self):
        publication = load_publication(PUBLISHED / "tgm-provinces" / "2020-2023")
        printed = {(row.unit, row.period): row.score for row in publication.printed}
        assert printed["Indonesia", 2021] == 36.01
        assert "36,01" in publication.defects[0]

    def test_a_column_that_is_not_there_is_named(self, tmp_path):
        source = PUBLISHED / "tgm-provinces" / "2024"
        (tmp_path / "values.csv").write_bytes((source / "values.csv").read_bytes())
        text = (source / "publication.yml").read_text(encoding="utf-8")
        (tmp_path / "publication.yml").write_text(text.replace("score: tgm", "score: nilai"), encoding="utf-8")
        assert check_publication(tmp_path)[0].message == 'values.csv has no column "nilai"'
