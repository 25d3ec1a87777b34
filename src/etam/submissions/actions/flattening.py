"""From an accepted document to figures: one for each question that asks for a number."""

from collections.abc import Iterable
from datetime import datetime
from typing import Any

from django.db import connection, models

from etam.questionnaire import Answers, Context, Instrument, settle
from etam.submissions import editions
from etam.submissions.models import Figure, Submission

Number = tuple[float | None, str]

MISSING: Number = (None, Figure.Nothing.MISSING)


def flatten(edition: Instrument, answers: Answers, context: Context) -> dict[str, Number]:
    """The (number, nothing) of every question that asks for a number.

    A question that is not put to this institution is not applicable; one that nobody answered is missing, because
    acceptance ends the time in which it could still be answered.
    """
    settled = settle(edition, answers, context)
    asked = (question.element for question in edition.questions if question.is_number)
    return {element: _number(settled.get(element)) for element in asked}


def replace_figures(submissions: Iterable[Submission], *, at: datetime) -> int:
    """Let the figures of these accepted submissions count from `at`; returns how many were written.

    A figure that did not change keeps standing with the revision it came from; one that changed is superseded.
    """
    submissions = list(submissions)
    if not submissions:
        return 0
    standing = _standing(submissions)
    written: list[tuple[Any, ...]] = []
    superseded: list[int] = []
    for submission in submissions:
        if submission.latest is None:
            continue
        context = Context(submission.kind, submission.subtype, submission.regency_id)
        edition, period = editions.of_round(submission.round), submission.round.period
        for element, figure in flatten(edition, submission.latest.answers, context).items():
            old = standing.get((submission.institution_id, period, element))
            if old and old[1:] == figure:
                continue
            superseded += [old[0]] if old else []
            written.append((submission.institution_id, element, period, *figure, submission.latest_id, None))
    for start in range(0, len(superseded), 500):
        Figure.objects.filter(pk__in=superseded[start : start + 500]).update(replaced_at=at)
    insert_rows(Figure, FIGURE_FIELDS, written)
    return len(written)


FIGURE_FIELDS = ("institution", "element", "period", "number", "nothing", "revision", "replaced_at")


def insert_rows(model: type[models.Model], fields: tuple[str, ...], rows: list[tuple[Any, ...]]) -> None:
    """Insert plain rows without an object for each: hundreds of thousands come at once.

    Values must already be what the database takes.
    """
    quote = connection.ops.quote_name
    columns = ", ".join(quote(str(column_of(model, name).column)) for name in fields)
    places = ", ".join(["%s"] * len(fields))
    # Names come from the models, values travel as parameters.
    sql = f"INSERT INTO {quote(model._meta.db_table)} ({columns}) VALUES ({places})"  # noqa: S608
    with connection.cursor() as cursor:
        cursor.executemany(sql, rows)


def column_of(model: type[models.Model], name: str) -> "models.Field[Any, Any]":
    """The concrete field called `name`, as its column is written."""
    return next(field for field in model._meta.concrete_fields if field.name == name)


def _standing(submissions: list[Submission]) -> dict[tuple[int, int, str], tuple[int, float | None, str]]:
    periods = {submission.round.period for submission in submissions}
    counting = Figure.objects.filter(period__in=periods, replaced_at=None)
    if len(submissions) < 500:
        counting = counting.filter(institution__in=[submission.institution_id for submission in submissions])
    rows = counting.values_list("institution_id", "period", "element", "id", "number", "nothing")
    return {(who, period, element): (key, value, why) for who, period, element, key, value, why in rows.iterator()}


def _number(answer: Any) -> Number:
    if answer is None:
        return MISSING
    return (None, str(answer["nothing"])) if isinstance(answer, dict) else (float(answer), "")
