"""What keeps an action from being done. Every message is an Indonesian sentence that a page can show.

SubmissionProblem
├── WrongState      the submission is not where this step begins
├── WrongPerson     who filled it in does not check it, who verified it does not accept it
├── RoundClosed     the round is not open, or its figures are locked
├── BadInput        dates out of order, a remark without a question, an institution unknown to the round
├── NotReady        answers keep the submission from being sent; `.obstacles` lists them
└── Conflict        somebody else changed the same answers meanwhile; `.clashes` lists them
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from etam.submissions.models import Revision


class SubmissionProblem(Exception):
    """What keeps an action from being done."""


class WrongState(SubmissionProblem):
    """The submission is not where this step begins."""


class WrongPerson(SubmissionProblem):
    """Maker and checker would be the same person."""


class RoundClosed(SubmissionProblem):
    """The round is not open, or its figures are locked."""


class BadInput(SubmissionProblem):
    """What was asked for makes no sense as it stands."""


@dataclass(frozen=True)
class Obstacle:
    """One thing to mend before sending: the first question it is about, and a sentence.

    `is_open` says that the question merely has no answer yet.
    """

    element: str
    sentence: str
    is_open: bool = False


class NotReady(SubmissionProblem):
    """Answers keep the submission from being sent."""

    def __init__(self, obstacles: Sequence[Obstacle]):
        super().__init__(f"Isian belum dapat dikirim: {len(obstacles)} hal masih harus diselesaikan.")
        self.obstacles = tuple(obstacles)


@dataclass(frozen=True)
class Clash:
    """What two people changed, such as an answer: as it was, as it is stored now, as it would become."""

    element: str
    base: Any
    stored: Any
    mine: Any


class Conflict(SubmissionProblem):
    """Somebody else changed the same answers meanwhile. Nothing was stored; both values are kept here."""

    def __init__(self, latest: "Revision", clashes: Sequence[Clash]):
        super().__init__(f"{len(clashes)} jawaban diubah orang lain sejak Anda membuka halaman ini.")
        self.latest = latest
        self.clashes = tuple(clashes)
