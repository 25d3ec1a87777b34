"""What is kept of a score."""

from types import SimpleNamespace
from typing import Any

from etam.assessments.editions import known_nodes
from etam.questionnaire import Score
from etam.questionnaire.score import ScoredNode


def node(code: str, low: float, high: float, weight: float, *parts: ScoredNode) -> Any:
    return ScoredNode(SimpleNamespace(code=code), low, high, weight, parts)  # type: ignore[arg-type]


class TestKnownNodes:
    def test_leave_out_what_is_open_and_what_does_not_apply(self):
        root = node("A", 40, 70, 1, node("A.1", 40, 40, 0.5), node("A.2", 40, 100, 0.5), node("A.3", 0, 0, 0))
        assert known_nodes(Score(root, None)) == [["A.1", 40]]

    def test_keep_a_value_of_0_that_was_earned(self):
        assert known_nodes(Score(node("A", 0, 0, 1), None)) == [["A", 0]]
