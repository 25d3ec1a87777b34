"""Lists of events, and who came to one of them."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date

from django.db.models import Count, Q, QuerySet, TextField
from django.db.models.functions import Cast

from etam.institutions.models import Institution
from etam.institutions.queries import of_libraries
from etam.outreach.models import Attendance, Event

State = Event.State
STANDING = Q(attendances__removed_at__isnull=True, attendances__isnull=False)


@dataclass
class Turnout:
    """Who came to an event. `people` is the larger of the list and what was counted."""

    listed: int = 0
    head_count: int | None = None
    libraries: int = 0
    elsewhere: int = 0
    unregistered: int = 0
    others: int = 0
    by_regency: Counter[str] = field(default_factory=Counter)
    by_kind: Counter[str] = field(default_factory=Counter)

    @property
    def people(self) -> int:
        return max(self.listed, self.head_count or 0)

    @property
    def outgrew_count(self) -> bool:
        """More stand on the list than were counted: the count was taken before the list grew."""
        return self.head_count is not None and self.listed > self.head_count


def with_counts(events: QuerySet[Event]) -> QuerySet[Event]:
    """Events with `listed` people and `libraries` that came."""
    registered = STANDING & Q(attendances__institution__isnull=False)
    return events.annotate(
        listed=Count("attendances", filter=STANDING, distinct=True),
        libraries=Count("attendances__institution", filter=registered, distinct=True),
    )


def matching(
    events: QuerySet[Event], *, text: str = "", regency: str = "", kind: str = "", year: int | None = None
) -> QuerySet[Event]:
    """The events that answer. A region finds what reaches out to the whole province too, as a kind finds all kinds."""
    for word in text.split():
        events = events.filter(
            Q(title__icontains=word)
            | Q(place__icontains=word)
            | Q(organiser__icontains=word)
            | Q(organiser_institution__name__icontains=word)
            | Q(topic__icontains=word)
            | Q(code__iexact=word)
        )
    if regency:
        events = events.filter(Q(regency=regency) | Q(regency=None))
    if kind:
        events = events.annotate(kind_words=Cast("kinds", TextField()))
        events = events.filter(Q(kind_words="[]") | Q(kind_words__contains=f'"{kind}"'))
    return events.filter(held_on__year=year) if year else events


def coming(events: QuerySet[Event], day: date) -> QuerySet[Event]:
    """What is planned for a day or later, the next first."""
    return events.filter(state=State.PLANNED, held_on__gte=day).order_by("held_on", "starts_at", "pk")


def past(events: QuerySet[Event], day: date) -> QuerySet[Event]:
    """What was held, called off, or should have been by a day, the latest first."""
    return events.exclude(state=State.PLANNED, held_on__gte=day).order_by("-held_on", "-pk")


def unmarked(events: QuerySet[Event], day: date) -> QuerySet[Event]:
    """What was planned for a day that is over: somebody must say whether it took place. The oldest first."""
    return events.filter(state=State.PLANNED, held_on__lt=day).order_by("held_on", "pk")


def years(events: QuerySet[Event]) -> list[int]:
    """The years of some events, the latest first."""
    return [day.year for day in events.order_by().dates("held_on", "year", order="DESC")]


def standing(event: Event) -> QuerySet[Attendance]:
    """The entries that stand on the list of an event, in the order in which they were made."""
    rows = event.attendances.filter(removed_at=None)
    return rows.select_related("event", "institution", "institution__regency", "regency", "by").order_by("at", "pk")


def turnout(event: Event) -> Turnout:
    """Who came, counted; one question to the database."""
    found = Turnout(head_count=event.head_count)
    libraries: dict[int, Institution] = {}
    of = set(Institution.objects.filter(of_libraries(), attendances__event=event).values_list("pk", flat=True))
    others, unregistered = set(), set()
    for one in standing(event):
        found.listed += 1
        if one.institution is None:
            unregistered.add(one.key.partition("/")[0])
        elif one.institution.pk in of:
            libraries[one.institution.pk] = one.institution
        else:
            others.add(one.institution.pk)
    found.libraries, found.others, found.unregistered = len(libraries), len(others), len(unregistered)
    for library in libraries.values():
        found.by_regency[library.regency_id] += 1
        found.by_kind[library.kind] += 1
    if event.regency_id:
        found.elsewhere = found.libraries - found.by_regency[event.regency_id]
    return found


def attended_by(event: Event, institutions: Iterable[Institution]) -> list[Institution]:
    """Which of some institutions came."""
    came = set(event.attendances.filter(removed_at=None).values_list("institution_id", flat=True))
    return [one for one in institutions if one.pk in came]
