"""A method in words and rows."""

import pytest

from etam.content.regulations import latest_register
from etam.indexmath.method import find_method, load_method
from etam.indexmath.model import Method
from etam.indices import describing, methods


@pytest.fixture(scope="module")
def proposal() -> Method:
    return load_method(find_method("reading-culture-and-information-literacy/2026.1"))


@pytest.fixture(scope="module")
def iplm() -> Method:
    return load_method(find_method("iplm/2023.1"))


class TestSteps:
    def test_names_the_coverage_rule_in_words(self, proposal: Method) -> None:
        steps = list(describing.steps(proposal))
        assert (
            "Syarat cakupan: perpustakaan yang isiannya diterima ÷ perpustakaan yang diharapkan melapor ≥ 68%." in steps
        )

    def test_says_that_nothing_is_put_where_data_lack(self, proposal: Method) -> None:
        assert any(step.startswith("Data yang tidak ada tidak diganti apa pun") for step in describing.steps(proposal))

    def test_lists_the_parts_with_their_weights(self, proposal: Method) -> None:
        assert any("Koleksi (20%)" in step for step in describing.steps(proposal))

    def test_says_how_ties_and_rounding_are_ranked(self, iplm: Method) -> None:
        assert "pada 2 desimal" in list(describing.steps(iplm))[-1]

    @pytest.mark.parametrize("choice", methods.available(), ids=lambda choice: choice.name)
    def test_every_method_can_be_told(self, choice: methods.Choice) -> None:
        steps = list(describing.steps(methods.load(choice.code, choice.version)))
        assert len(steps) >= 4
        assert all(step.endswith(".") for step in steps)


class TestRows:
    def test_weights_of_siblings_sum_to_one(self, proposal: Method) -> None:
        nodes = describing.node_rows(proposal)
        assert sum(node["weight"] for node in nodes if node["parent"] == "index") == pytest.approx(1)

    def test_parents_come_before_children(self, proposal: Method) -> None:
        seen = {""}
        for node in describing.node_rows(proposal):
            assert node["parent"] in seen
            seen.add(node["code"])

    def test_indicators_of_the_root_are_dimensions(self, iplm: Method) -> None:
        assert [node["depth"] for node in describing.node_rows(iplm)] == [0] + [1] * 7

    def test_every_indicator_hangs_somewhere(self, proposal: Method) -> None:
        rows = describing.indicator_rows(proposal)
        assert [row["code"] for row in rows] == [leaf.code for leaf in proposal.tree.leaves()]


class TestBands:
    def test_half_open_bands_read_as_such(self, proposal: Method) -> None:
        assert [band["text"] for band in describing.band_rows(proposal)] == [
            "< 40",
            "40–<50",
            "50–<60",
            "60–<70",
            "≥ 70",
        ]

    def test_bands_closed_above_read_as_such(self) -> None:
        tgm = load_method(find_method("tgm/2021.1"))
        texts = [band["text"] for band in describing.band_rows(tgm)]
        assert texts[0].startswith("≤ ")
        assert texts[-1].startswith("> ")

    def test_colours_rise_from_one_to_five(self, proposal: Method) -> None:
        assert [band["step"] for band in describing.band_rows(proposal)] == [1, 2, 3, 4, 5]


class TestBasis:
    def test_carries_title_and_mark_of_the_register(self, proposal: Method) -> None:
        told = describing.summary(proposal, methods.regulations())
        known = latest_register().by_id
        assert [one["confidence"] for one in told["basis"]] == [known[code].confidence for code in proposal.basis]
        assert all(one["title"] != one["id"] for one in told["basis"])

    def test_an_unknown_basis_is_marked_unverified(self, proposal: Method) -> None:
        assert {one["confidence"] for one in describing.summary(proposal, {})["basis"]} == {"unverified"}
