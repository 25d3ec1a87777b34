"""What keeps an action from being done. Every message is an Indonesian sentence that a page can show.

AssessmentProblem
├── WrongState   the assessment is not where this step begins, or it is locked
├── WrongPerson  the own office, the own answers, the own request: somebody else must do this
├── BadInput     a score above its maximum, a grade that does not follow, overlapping certificates, an unknown question
├── NotReady     something keeps the assessment from going on; `.obstacles` lists it
└── Conflict     somebody else changed the same answers meanwhile; `.clashes` lists them
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from etam.submissions.exceptions import Clash

if TYPE_CHECKING:
    from etam.assessments.models import SheetRevision


class AssessmentProblem(Exception):
    """What keeps an action from being done."""


class WrongState(AssessmentProblem):
    """The assessment is not where this step begins."""


class WrongPerson(AssessmentProblem):
    """This step belongs to somebody else."""


class BadInput(AssessmentProblem):
    """What was asked for makes no sense as it stands; `field` names the input to mend where it is one."""

    def __init__(self, sentence: str, field: str = ""):
        super().__init__(sentence)
        self.field = field


@dataclass(frozen=True)
class Obstacle:
    """One thing to mend first: the question it is about ("" for none) and a sentence."""

    element: str
    sentence: str


class NotReady(AssessmentProblem):
    """Something keeps the assessment from going on."""

    def __init__(self, obstacles: Sequence[Obstacle]):
        super().__init__(f"Belum dapat dilanjutkan: {len(obstacles)} hal masih harus diselesaikan.")
        self.obstacles = tuple(obstacles)


class Conflict(AssessmentProblem):
    """Somebody else changed the same answers meanwhile. Nothing was stored; both values are kept here."""

    def __init__(self, latest: "SheetRevision", clashes: Sequence[Clash]):
        who = f"{latest.by}" if latest.by else "orang lain"
        super().__init__(
            f"{len(clashes)} jawaban diubah {who} sejak Anda membuka halaman ini. "
            "Belum ada yang disimpan: pilih jawaban yang dipakai."
        )
        self.latest = latest
        self.clashes = tuple(clashes)
