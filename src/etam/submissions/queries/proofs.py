"""The files that support a return, question by question, and the questions that ask for some and have none."""

from collections.abc import Mapping, Sequence

from django.urls import reverse
from django.utils import timezone

from etam.evidence import beside
from etam.evidence.beside import Held
from etam.questionnaire import Answers, Question, applicable
from etam.submissions import editions
from etam.submissions.actions.attaching import PLACE
from etam.submissions.models import Submission

# Where the national form wants a link to a folder, files may stand as well.
LINK = "evidence_url"
ENDED = ("expired", "withdrawn")
Files = Mapping[str, Sequence[Held]]


def may_have(question: Question) -> bool:
    """Whether a question invites to choose evidence."""
    return bool(question.evidence) or question.element == LINK


def files_of(submission: Submission, *, with_links: bool = True) -> dict[str, list[Held]]:
    """The files at each question as they stand today, in one query; without links for one who may fetch none."""
    url = reverse("submissions:evidence", args=[submission.pk, beside.ANY_CODE]) if with_links else ""
    return beside.held(PLACE, submission.pk, day=timezone.localdate(), url=url)


def by_question(submission: Submission, files: Files) -> list[tuple[Question, Sequence[Held]]]:
    """The same in the order of the questions."""
    return [(one, files[one.element]) for one in editions.of_round(submission.round).questions if one.element in files]


def counts(files: Files) -> tuple[int, int]:
    """How many files there are, each counted once, and how many of them have expired or were withdrawn."""
    states = {one.evidence.pk: one.state for held in files.values() for one in held}
    return len(states), sum(state in ENDED for state in states.values())


def without(submission: Submission, answers: Answers, files: Files) -> list[Question]:
    """Questions that ask for evidence, were answered with something, and have no file. Sending does not need one."""
    return [
        one
        for one in applicable(editions.of_round(submission.round), editions.context_of(submission), answers)
        if one.evidence and one.element not in files and _is_something(answers.get(one.element))
    ]


def _is_something(answer: object) -> bool:
    """An answer that evidence can show: neither absent, nor a kind of nothing, nor 0."""
    return bool(answer) and not isinstance(answer, dict)
