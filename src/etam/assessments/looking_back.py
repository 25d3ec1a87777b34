"""What became of a sheet: its revisions and what each of them changed."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from etam.assessments import editions
from etam.assessments.models import Assessment, Sheet, SheetRevision
from etam.questionnaire import Answer, Question


@dataclass(frozen=True)
class Difference:
    """What a revision changed at one question: the answer, the note or the tests; None stands for nothing yet."""

    question: Question
    what: str
    before: Answer | None
    after: Answer | None


@dataclass(frozen=True)
class Saved:
    """A revision with what it changed."""

    revision: SheetRevision
    differences: list[Difference]
    is_latest: bool


def differences(assessment: Assessment, sheet: Sheet, shown: Sequence[SheetRevision]) -> list[Saved]:
    """The revisions of a page, the newest first as given, each beside the one before it; one query."""
    if not shown:
        return []
    known = {one.number: one for one in shown}
    oldest = min(known)
    if earlier := sheet.revisions.filter(number=oldest - 1).first():
        known[earlier.number] = earlier
    questions = editions.instrument_of(assessment).by_element
    return [Saved(one, _between(questions, known.get(one.number - 1), one), one.pk == sheet.latest_id) for one in shown]


def _between(questions: Mapping[str, Question], before: SheetRevision | None, after: SheetRevision) -> list[Difference]:
    found = []
    for element in after.changed:
        question = questions.get(element)
        if question is None:
            continue
        for what, part in (("", "answers"), ("catatan", "notes"), ("cara menguji", "tests")):
            old = getattr(before, part).get(element) if before else None
            new = getattr(after, part).get(element)
            if old != new:
                found.append(Difference(question, what, _words(old), _words(new)))
    return found


def _words(value: object) -> Answer | None:
    if isinstance(value, list):
        return ", ".join(editions.TESTS.get(name, name) for name in value)
    return value  # type: ignore[return-value]
