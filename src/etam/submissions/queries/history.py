"""What became of one return: its revisions, its way through the desks, what differs."""

from dataclasses import dataclass

from etam.questionnaire import Answer, Instrument, Question
from etam.submissions import editions
from etam.submissions.models import Revision, Submission, Transition


@dataclass(frozen=True)
class Difference:
    """One answer that a revision changed; None stands for not answered."""

    question: Question
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True)
class Saved:
    """A revision with what it changed."""

    revision: Revision
    differences: list[Difference]
    is_latest: bool


def revisions(submission: Submission, *, with_personal: bool) -> list[Saved]:
    """Every revision, the newest first."""
    edition = editions.of_round(submission.round)
    saved: list[Saved] = []
    before: Revision | None = None
    for revision in submission.revisions.select_related("by").order_by("number"):
        differences = _differences(edition, before, revision, with_personal)
        saved.append(Saved(revision, differences, revision.pk == submission.latest_id))
        before = revision
    return saved[::-1]


def way(submission: Submission) -> list[Transition]:
    """Every step of the submission, the newest first."""
    return list(submission.transitions.select_related("by").order_by("-id"))


def _differences(
    edition: Instrument, before: Revision | None, after: Revision, with_personal: bool
) -> list[Difference]:
    old = before.answers if before else {}
    changed = set(after.changed)
    return [
        Difference(question, old.get(question.element), after.answers.get(question.element))
        for question in edition.questions
        if question.element in changed and (with_personal or not question.personal)
    ]
