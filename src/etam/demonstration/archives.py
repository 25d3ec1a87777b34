"""The inventory of archives, answered by the offices of the demonstration about last year."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from etam.demonstration.audits import ORDER
from etam.demonstration.people import Cast
from etam.institutions.models import Institution
from etam.questionnaire import Context, Instrument, applies
from etam.submissions import actions, editions
from etam.submissions.models import Revision

INSTRUMENT = ("archive-inventory", "2026.1")


def make_inventory(
    cast: Cast, offices: Mapping[str, Sequence[Institution]], random: np.random.Generator, today: date
) -> int:
    """Open the round about last year, load and accept its returns, lock it. Returns how many offices answered."""
    period = today.year - 1
    edition = editions.instrument(*INSTRUMENT)
    everyone = [one for found in offices.values() for one in found]
    opens = date(today.year, 1, 15)
    round_ = actions.open_round(
        code=f"arsip-{period}",
        title=f"Inventaris kearsipan {period}",
        instrument=edition,
        period=period,
        opens_on=opens,
        due_on=opens + timedelta(days=45),
        closes_on=opens + timedelta(days=60),
        institutions=everyone,
        by=cast.officer,
        is_sample=True,
        at=_at(opens),
    )
    returns = [
        actions.ArchivedReturn(
            institution=one.code,
            answers=_answers(edition, one, random),
            state="accepted",
            saved_at=_at(opens + timedelta(days=int(random.integers(3, 44)))),
            filled_by=cast.fillers[one.regency_id],
            verified_by=cast.verifiers[one.regency_id],
            accepted_by=cast.officer,
        )
        for one in everyone
        if random.random() < 0.88
    ]
    actions.import_history(round_, returns, by=cast.officer, channel=Revision.Channel.DEMO)
    return len(returns)


def _answers(edition: Instrument, institution: Institution, random: np.random.Generator) -> dict[str, Any]:
    order = ORDER[institution.regency_id] / 100
    context = Context(institution.kind, institution.subtype, institution.regency_id)
    answers: dict[str, Any] = {}
    for question in edition.questions:
        if not applies(question, answers, context):
            continue
        if question.type == "yes_no":
            answers[question.element] = "ya" if random.random() < order else "tidak"
        elif question.type == "choice" and question.options:
            place = int(np.clip(np.round(random.normal(2 * order, 0.6)), 0, len(question.options) - 1))
            answers[question.element] = question.options[place].value
        elif question.type == "percent":
            answers[question.element] = float(np.clip(np.round(random.normal(70 * order, 12)), 0, 100))
        elif question.is_number:
            answers[question.element] = float(random.integers(0, 4))
        elif question.type == "text" and answers.get(question.element.removesuffix("_basis")) == "ya":
            answers[question.element] = "Peraturan kepala daerah (contoh)"
        else:
            answers[question.element] = {"nothing": "missing"}
    return answers


def _at(day: date) -> datetime:
    return datetime.combine(day, time(9), timezone.get_current_timezone())
