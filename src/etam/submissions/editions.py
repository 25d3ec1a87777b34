"""The door to the questionnaire engine: which edition a round asks, and what its checks say about answers."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import polars as pl
from django.core.cache import cache
from django.db.models import F, Max

from etam.questionnaire import (
    Answers,
    Context,
    Instrument,
    Outcome,
    answered_id,
    fences_for,
    instrument_folder,
    instrument_folders,
    load_instrument,
    peer_fences,
    run_checks,
    run_table,
    table_failures,
    to_table,
)
from etam.submissions.models import Figure, Revision, Round, Submission
from etam.submissions.queries import tables

FENCES_KEPT_SECONDS = 3600
# Up to this many returns are checked one by one: to set up the table costs as much as to check some thirty of them.
FEW = 20


@lru_cache(maxsize=32)
def instrument(code: str, version: str) -> Instrument:
    """The released edition of an instrument; editions never change, so each is read once.

    Raises etam.content.files.ContentError when the folder is absent or faulty.
    """
    return load_instrument(instrument_folder(code, version))


def of_round(round_: Round) -> Instrument:
    """The edition of the instrument that `round_` asks."""
    return instrument(round_.instrument_code, round_.instrument_version)


def available() -> list[Instrument]:
    """Every edition a round can be opened with, the newest first."""
    return [load_instrument(folder) for folder in reversed(instrument_folders())]


@dataclass(frozen=True)
class Checked:
    """What the checks say about one return, as the submission's row keeps it."""

    failed: tuple[str, ...]
    must_fix: int
    explain: int


def check(submission: Submission, answers: Answers) -> Checked:
    """Run every check on `answers`. A question without an answer is no flag: it only keeps a return from being sent."""
    return _checked(outcomes_of(submission, answers))


def check_many(round_: Round, returns: Mapping[str, tuple[Submission, Answers]]) -> dict[str, Checked]:
    """The same verdicts as `check` for many returns of one round at once, by institution code."""
    if len(returns) <= FEW:
        return _one_by_one(returns)
    edition, before = of_round(round_), last_answers(round_, [submission for submission, _ in returns.values()])
    table = to_table(
        edition,
        (
            (code, answers, _context(submission, before.get(submission.institution_id)))
            for code, (submission, answers) in returns.items()
        ),
    )
    severities = {entry.id: entry.severity for entry in edition.checks}
    order = {entry.id: place for place, entry in enumerate(edition.checks)}
    found: dict[str, list[tuple[str, str]]] = {code: [] for code in returns}
    for code, name in table_failures(run_table(edition, table, _fences(round_))).iter_rows():
        if name in severities:
            found[code].append((name, severities[name]))
    return {code: _summed(sorted(failed, key=lambda pair: order[pair[0]])) for code, failed in found.items()}


def _one_by_one(returns: Mapping[str, tuple[Submission, Answers]]) -> dict[str, Checked]:
    contexts = contexts_of(submission for submission, _ in returns.values())
    return {
        code: _checked(outcomes_of(submission, answers, contexts[submission.pk]))
        for code, (submission, answers) in returns.items()
    }


def outcomes_of(submission: Submission, answers: Answers, context: Context | None = None) -> list[Outcome]:
    """What every check says about `answers` of this institution, with a sentence for each that failed."""
    return run_checks(of_round(submission.round), answers, context or context_of(submission))


def is_unanswered(outcome: Outcome) -> bool:
    """The outcome says no more than that a required question has no answer yet."""
    return outcome.check_id == answered_id(outcome.elements[0])


def context_of(submission: Submission) -> Context:
    """What checks may know besides the answers: kind, region, last year's answers, peers."""
    return contexts_of([submission])[submission.pk]


def contexts_of(submissions: Iterable[Submission]) -> dict[int, Context]:
    """The same for many submissions, by their key, with two queries for each round among them."""
    by_round: dict[Round, list[Submission]] = {}
    for submission in submissions:
        by_round.setdefault(submission.round, []).append(submission)
    found = {}
    for round_, rows in by_round.items():
        before, table = last_answers(round_, rows), _fences(round_)
        fences = {key: fences_for(table, *key) for key in {(row.kind, row.subtype) for row in rows}}
        for row in rows:
            found[row.pk] = _context(row, before.get(row.institution_id), fences[row.kind, row.subtype])
    return found


def last_answers(round_: Round, submissions: Iterable[Submission]) -> dict[int, Answers]:
    """What institutions had answered about the period before, once they had sent it, by institution id."""
    institutions = {submission.institution_id for submission in submissions}
    sent = Revision.objects.filter(
        submission__round__instrument_code=round_.instrument_code,
        submission__round__period=round_.period - 1,
        submission__latest=F("pk"),
    ).exclude(submission__state__in=[Submission.State.NONE, Submission.State.DRAFT])
    if len(institutions) == 1:
        sent = sent.filter(submission__institution__in=institutions)
    pairs = sent.values_list("submission__institution_id", "answers")
    return {institution: answers for institution, answers in pairs.iterator() if institution in institutions}


def _context(submission: Submission, before: Answers | None, fences: Mapping[str, Any] | None = None) -> Context:
    return Context(submission.kind, submission.subtype, submission.regency_id, before, fences or {})


def _fences(round_: Round) -> pl.DataFrame:
    """How far peers usually lie, from the accepted figures of the period before; kept until those figures change."""
    edition, period = of_round(round_), round_.period - 1
    newest = Figure.objects.filter(period=period).aggregate(newest=Max("id"))["newest"]
    key = f"fences:{edition.code}:{edition.version}:{edition.checksum[:12]}:{period}:{newest}"
    fences: pl.DataFrame | None = cache.get(key)
    if fences is None:
        fences = peer_fences(edition, tables.wide(period, edition))
        cache.set(key, fences, FENCES_KEPT_SECONDS)
    return fences


def _checked(outcomes: Iterable[Outcome]) -> Checked:
    return _summed(
        (outcome.check_id, outcome.severity) for outcome in outcomes if outcome.failed and not is_unanswered(outcome)
    )


def _summed(failed: Iterable[tuple[str, str]]) -> Checked:
    failed = list(failed)
    counts = Counter(severity for _, severity in failed)
    return Checked(tuple(name for name, _ in failed), counts["must_fix"], counts["explain"])
