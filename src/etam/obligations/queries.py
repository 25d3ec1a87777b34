"""What is asked about a year, what of it was delivered and when, and what is still missing."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from etam.content.obligations import Obligation, latest_obligations
from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.obligations.exports import EXPORTS
from etam.obligations.exports.files import Gap
from etam.obligations.models import Delivery, DueDate
from etam.web.waiting import Waiting

SOON = timedelta(days=30)


@dataclass(frozen=True)
class Line:
    """One thing that is asked about a year. `delivery` is the first that stands; `due_source` says who set the day."""

    obligation: Obligation
    year: int
    asked_by: str
    due_on: date | None
    due_source: str
    delivery: Delivery | None
    gaps: tuple[Gap, ...] = ()

    @property
    def missing(self) -> int:
        """How many things the export still lacks."""
        return sum(gap.count for gap in self.gaps)

    @property
    def is_late(self) -> bool:
        """Delivered after the day that was due then."""
        return self.delivery is not None and self.delivery.is_late

    def is_overdue(self, today: date) -> bool:
        """Due by now and not delivered."""
        return self.delivery is None and self.due_on is not None and self.due_on < today


@dataclass(frozen=True)
class OnTime:
    """How many deliveries whose day has come were made by it."""

    on_time: int
    due: int


def calendar(year: int) -> list[Line]:
    """What is asked about a year: what has a day first, in order of days, then in the order of content."""
    lines = _lines(latest_obligations().all, [year])
    told = [replace(one, gaps=tuple(gaps(one.obligation, year))) for one in lines]
    return sorted(told, key=lambda line: (line.due_on is None, line.due_on or date.max))


def line(obligation: Obligation, year: int) -> Line:
    """One thing that is asked about a year."""
    (one,) = _lines([obligation], [year])
    return replace(one, gaps=tuple(gaps(obligation, year)))


def due_on(obligation: Obligation, year: int) -> date | None:
    """Until when it is due: what was noted for the year, else what content says; None when nobody knows."""
    return _due(obligation, year, _due_dates([year]).get((obligation.code, year)))[0]


def gaps(obligation: Obligation, year: int) -> list[Gap]:
    """What the export lacks; nothing where there is no export."""
    return EXPORTS[obligation.export].gaps(year) if obligation.export else []


def due_dates_of(obligation: Obligation, year: int) -> QuerySet[DueDate]:
    """What was noted about the day, the latest first."""
    return DueDate.objects.filter(obligation=obligation.code, year=year).select_related("by").order_by("-id")


def deliveries_of(obligation: Obligation, year: int) -> QuerySet[Delivery]:
    """Everything recorded about one year's answer, withdrawn or not, the latest first."""
    return Delivery.objects.filter(obligation=obligation.code, year=year).select_related("by", "withdrawn_by")


def on_time(today: date, years: int = 3) -> OnTime:
    """Deliveries of the last years whose day has come: how many there are, and how many were made by that day."""
    span = range(today.year - years, today.year + 1)
    due = [one for one in _lines(latest_obligations().all, span) if one.due_on is not None and one.due_on <= today]
    made = [one for one in due if one.delivery and one.due_on and one.delivery.delivered_on <= one.due_on]
    return OnTime(len(made), len(due))


def waiting_for(user: Any, today: date) -> Iterator[Waiting]:
    """For officers: what is overdue or due within thirty days."""
    if not institutions.has_role(user, Membership.Role.OFFICER, on=today):
        return
    for one in _lines(latest_obligations().all, [today.year - 1, today.year]):
        if one.delivery is None and one.due_on is not None and one.due_on - today <= SOON:
            url = reverse("obligations:obligation", args=[one.obligation.code, one.year])
            title = f"{one.obligation.title['id']}, data {one.year}"
            detail = f"Diminta {one.asked_by}: siapkan, serahkan, lalu catat tanda terimanya."
            yield Waiting(title, detail, url, due_on=one.due_on, is_urgent=one.is_overdue(today))


def _lines(obligations: Iterable[Obligation], years: Collection[int]) -> list[Line]:
    """These obligations of these years without their gaps, which cost far more. Two questions to the database."""
    bodies, dates, sent = latest_obligations().bodies, _due_dates(years), _deliveries(years)
    asked = [(one, year) for year in years for one in obligations]
    return [
        Line(
            one,
            year,
            bodies[one.asked_by],
            *_due(one, year, dates.get((one.code, year))),
            sent.get((one.code, year)),
        )
        for one, year in asked
    ]


def _due(obligation: Obligation, year: int, noted: DueDate | None) -> tuple[date | None, str]:
    if noted:
        return noted.due_on, noted.source
    if obligation.due:
        return obligation.due.of(year), obligation.source
    return None, ""


def _due_dates(years: Iterable[int]) -> dict[tuple[str, int], DueDate]:
    """What was noted last, by obligation and year."""
    return {(one.obligation, one.year): one for one in DueDate.objects.filter(year__in=list(years)).order_by("id")}


def _deliveries(years: Iterable[int]) -> dict[tuple[str, int], Delivery]:
    """The first delivery that stands, by obligation and year: a later one completes it and makes nothing late."""
    rows = Delivery.objects.filter(year__in=list(years), withdrawn_at=None).order_by("-delivered_on", "-id")
    return {(one.obligation, one.year): one for one in rows}
