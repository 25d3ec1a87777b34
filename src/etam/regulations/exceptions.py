"""What keeps an action from being done. Every message is an Indonesian sentence that a page can show.

RegulationProblem
├── WrongState      the record is not where this step begins: taken out already, or decided
├── Changed         somebody else changed the record meanwhile
└── BadInput        a text is absent, a day or an article does not fit
    ├── Twice       the register holds it already; `existing` names it
    └── Impossible  a relation that cannot be
"""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from etam.regulations.models import Regulation


class RegulationProblem(Exception):
    """What keeps an action from being done."""


class WrongState(RegulationProblem):
    """The record is not where this step begins."""


class Changed(RegulationProblem):
    """Somebody else changed the record while it was being edited."""


class BadInput(RegulationProblem):
    """What was asked for makes no sense as it stands. `field` names the field it is about, where there is one."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


class Twice(BadInput):
    """The register holds a regulation with this number already."""

    def __init__(self, sentence: str, field: str, existing: "Regulation"):
        super().__init__(sentence, field)
        self.existing = existing


class Impossible(BadInput):
    """A relation that cannot be between these two."""
