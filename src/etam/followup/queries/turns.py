"""Whose turn it is with a recommendation, until when, and in which words."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils.timezone import localdate

from etam.followup.models import Recommendation
from etam.followup.owners import owners_on
from etam.institutions.models import Institution
from etam.web.formats import day as written_day
from etam.web.formats import days_left, number


@dataclass(frozen=True)
class Turn:
    """Who does the next step: "owner", "judge", "officer" (an owner must be found) or "" (nobody); and until when.

    `short` is the sentence for a list that names the owner already.
    """

    who: str
    sentence: str
    short: str
    due_on: date | None = None
    is_late: bool = False


@dataclass(frozen=True)
class Line:
    """One recommendation in a list: its owner on the day, whose turn it is, and whether it is called old."""

    recommendation: Recommendation
    owner: Institution | None
    turn: Turn
    is_old: bool

    @property
    def owner_name(self) -> str:
        return self.owner.name if self.owner else self.recommendation.owner_name

    @property
    def is_inherited(self) -> bool:
        """The owner took it over when the institution that was asked became part of it."""
        return self.owner is not None and self.owner.pk != self.recommendation.institution_id


def lines(recommendations: Iterable[Recommendation], day: date) -> list[Line]:
    """Recommendations with owner and turn, in a constant number of queries; `institution` must have been selected."""
    rows = list(recommendations)
    owners = owners_on(rows, day)
    return [Line(one, owners[one.pk], turn_of(one, owners[one.pk], day), is_old(one, day)) for one in rows]


def turn_of(recommendation: Recommendation, owner: Institution | None, day: date) -> Turn:
    """Whose turn it is on a day."""
    if recommendation.is_settled:
        since = f"{recommendation.status_rule.word['id']} sejak {written_day(recommendation.status_since)}."
        return Turn("", f"{since} Tidak ada lagi yang diminta.", since)
    if recommendation.pending is not None:
        due = recommendation.pending.review_due_on
        sentence = f"Giliran penilai: nilai jawaban {_until(due, day)}."
        return Turn("judge", sentence, sentence, due, due < day)
    due, name = recommendation.due_on, owner.name if owner else recommendation.owner_name
    if owner is not None and owner.valid_to is not None and owner.valid_to < day:
        step = "Giliran petugas provinsi: tentukan penanggung jawab baru."
        return Turn("officer", f"{name} berakhir {written_day(owner.valid_to)}. {step}", step, due, due < day)
    step = f"jawab {_until(due, day)}."
    return Turn("owner", f"Giliran {name}: {step}", f"Giliran penanggung jawab: {step}", due, due < day)


def is_old(recommendation: Recommendation, day: date) -> bool:
    """Unfinished for longer than the rules call usual, whatever its due date says."""
    limit = timedelta(days=recommendation.rules.age_alert_days)
    return not recommendation.is_settled and localdate(recommendation.issued_at) < day - limit


def age_days(recommendation: Recommendation, day: date) -> int:
    """Days since it was issued."""
    return (day - localdate(recommendation.issued_at)).days


def _until(due: date, day: date) -> str:
    if due < day:
        return f"segera, batasnya {written_day(due)} lewat {number((day - due).days)} hari"
    return f"paling lambat {written_day(due)}, {days_left(due, day)}"
