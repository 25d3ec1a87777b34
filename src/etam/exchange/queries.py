"""What templates and previews need to know."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from etam.accounts.models import User
from etam.content.kinds import Kinds, latest_kinds
from etam.exchange import access
from etam.exchange.layout import NOTHING_WORDS, TemplateRow, TemplateTask
from etam.institutions import access as institutions
from etam.institutions.models import Region
from etam.questionnaire import Answer, Answers, Context, Instrument, Question
from etam.submissions import editions, register
from etam.submissions.actions.saving import FILLABLE
from etam.submissions.models import Round, Submission
from etam.web.tables import Cell

# The register needs no person for what it says about an institution.
NOBODY = User()
KEY_COLUMN = "institution"
LISTED_TEMPLATES = 30


def contexts(round_: Round, submissions: Sequence[Submission]) -> dict[int, Context]:
    """What checks may know of each submission besides its answers, by its id; a few queries for any number."""
    before = editions.last_answers(round_, submissions)
    # Peers are the same for all institutions of one kind.
    examples = {(submission.kind, submission.subtype): submission for submission in submissions}
    fences = {group: editions.context_of(submission).fences for group, submission in examples.items()}
    return {
        one.pk: Context(
            one.kind, one.subtype, one.regency_id, before.get(one.institution_id), fences[one.kind, one.subtype]
        )
        for one in submissions
    }


def template_task(round_: Round, submissions: Iterable[Submission], *, place: str, generated_on: date) -> TemplateTask:
    """Everything that the template of these submissions holds: stored answers, last year's, what the registry knows."""
    rows = list(submissions)
    edition, about, kinds = editions.of_round(round_), contexts(round_, rows), latest_kinds()
    return TemplateTask(
        instrument=edition,
        round_code=round_.code,
        round_title=round_.title,
        period=round_.period,
        generated_on=generated_on,
        rows=tuple(_row(submission, edition, about[submission.pk], kinds) for submission in rows),
        place=place,
        is_sample=round_.is_sample or any(submission.is_sample for submission in rows),
    )


@dataclass(frozen=True)
class TemplateDesk:
    """The templates of one round that a person may fetch: per kab/kota, and the first of their institutions."""

    round: Round
    regencies: tuple[Region, ...]
    submissions: tuple[Submission, ...]
    count: int


def template_desks(user: Any, rounds: Iterable[Round]) -> list[TemplateDesk]:
    """What the page of files offers to fetch; workbooks of a kab/kota for those who oversee one."""
    oversees = institutions.has_role(user, "verifier", "officer")
    regencies = tuple(institutions.regencies_for(user)) if oversees else ()
    desks = []
    for round_ in rounds:
        mine = access.submissions_to_exchange(user, round_).order_by("institution__name")
        shown = () if oversees else tuple(mine[:LISTED_TEMPLATES])
        desks.append(TemplateDesk(round_, regencies, shown, len(shown) if oversees else mine.count()))
    return desks


def returns_table(round_: Round) -> tuple[list[str], Iterator[list[Cell]]]:
    """Header and rows of everything that was answered, without personal data; the columns are those of the import."""
    questions = [one for one in editions.of_round(round_).questions if not one.personal]
    rows = round_.submissions.exclude(latest=None).order_by("institution__code")
    pairs = rows.values_list("institution__code", "latest__answers")
    lines = ([code, *(shown_answer(one, answers.get(one.element)) for one in questions)] for code, answers in pairs)
    return [KEY_COLUMN, *(one.element for one in questions)], lines


def shown_answer(question: Question, answer: Answer | None) -> Cell:
    """An answer as a file holds it: a number, the code of an option, the words for nothing, or an empty cell."""
    return NOTHING_WORDS[answer["nothing"]] if isinstance(answer, dict) else answer


def registry_answers(instrument: Instrument, submission: Submission) -> dict[str, str]:
    """What the register knows of an institution, by element; nothing about people."""
    open_questions = [one for one in instrument.questions if one.prefill and not one.personal]
    known = {one.element: register.prefill(one, submission, NOBODY) for one in open_questions}
    return {element: answer for element, answer in known.items() if answer}


def registry_fixed(round_: Round, codes: Iterable[str]) -> dict[str, dict[str, str]]:
    """What only the register may say (kind, region), by institution code: a file cannot move an institution."""
    wanted = set(codes)
    fixed = [one for one in editions.of_round(round_).questions if one.prefill in register.FIXED]
    rows = round_.submissions.select_related("institution").only("kind", "subtype", "regency_id", "institution__code")
    return {
        row.institution.code: {one.element: register.SOURCES[one.prefill](row, NOBODY) for one in fixed}
        for row in rows
        if row.institution.code in wanted
    }


def _row(submission: Submission, instrument: Instrument, context: Context, kinds: Kinds) -> TemplateRow:
    institution, latest = submission.institution, submission.latest
    answers: Answers = latest.answers if latest else {}
    fixed = {one.element: register.fixed(one, submission) for one in instrument.questions}
    return TemplateRow(
        code=institution.code,
        name=institution.name,
        kind_label=kinds.label(submission.kind, submission.subtype, submission.regency_id),
        regency=submission.regency.short_name,
        context=context,
        answers=answers,
        registry=registry_answers(instrument, submission),
        fixed={element: words for element, words in fixed.items() if words},
        revision=latest.number if latest else 0,
        is_open=submission.state in FILLABLE,
    )
