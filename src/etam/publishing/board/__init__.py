"""The board of the seven recommendations: what each agreed, what of it is measured, whether it moved, who goes next."""

from etam.publishing.board.facts import Facts
from etam.publishing.board.lines import MEASURED, NOT_MEASURED, PARTLY, Figure, Line, State, finding, lines, tally
from etam.publishing.board.measures import DATED, MEASURES, Reading, numbers
from etam.publishing.board.steps import NextStep

__all__ = [
    "DATED",
    "MEASURED",
    "MEASURES",
    "NOT_MEASURED",
    "PARTLY",
    "Facts",
    "Figure",
    "Line",
    "NextStep",
    "Reading",
    "State",
    "finding",
    "lines",
    "numbers",
    "tally",
]
