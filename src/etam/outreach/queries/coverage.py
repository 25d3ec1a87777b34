"""Which libraries outreach has reached: by kab/kota and kind, over the years, and which not at all.

A library is reached when it stands on the list of an event that was not called off. Where only heads were counted,
people came, but nobody knows from where: such an event reaches no library, though it counts as held in its kab/kota.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Min, Q, QuerySet
from django.utils.timezone import localdate

from etam.institutions.models import Institution
from etam.institutions.queries import existing, of_libraries
from etam.outreach.models import Attendance, Event
from etam.web.formats import listed, number

State = Event.State
# Of what stands on no list people must not conclude that it was far away.
NAMED = 3


@dataclass(frozen=True)
class Reached:
    """Libraries of one kind in one kab/kota: how many there are on the day, and how many an event has reached."""

    regency: str
    kind: str
    libraries: int
    reached: int


@dataclass(frozen=True)
class YearReach:
    """One year: events and people, libraries reached within it and by its end, of those that exist on its last day."""

    year: int
    day: date
    libraries: int
    reached: int
    reached_so_far: int
    events: int
    people: int

    @property
    def share(self) -> float | None:
        """Per cent of the libraries of that day that were reached so far; None when there was none."""
        return 100 * self.reached_so_far / self.libraries if self.libraries else None


@dataclass(frozen=True)
class Sum:
    """Some cells together."""

    libraries: int
    reached: int

    @property
    def share(self) -> float | None:
        return 100 * self.reached / self.libraries if self.libraries else None


class Grid:
    """Reach by kab/kota and kind, with the sums of rows, columns and all."""

    def __init__(self, rows: Iterable[Reached]):
        self._cells = {(one.regency, one.kind): one for one in rows}

    def cell(self, regency: str, kind: str) -> Sum:
        return self._sum(one for key, one in self._cells.items() if key == (regency, kind))

    def of_regency(self, regency: str) -> Sum:
        return self._sum(one for one in self._cells.values() if one.regency == regency)

    def of_kind(self, kind: str) -> Sum:
        return self._sum(one for one in self._cells.values() if one.kind == kind)

    @property
    def total(self) -> Sum:
        return self._sum(self._cells.values())

    @staticmethod
    def _sum(cells: Iterable[Reached]) -> Sum:
        found = list(cells)
        return Sum(sum(one.libraries for one in found), sum(one.reached for one in found))


def reached(
    day: date | None = None, *, libraries: QuerySet[Institution] | None = None, year: int | None = None
) -> list[Reached]:
    """Reach up to a day (today unless given) by kab/kota and kind, sorted; with `year` only events of that year count.

    The denominator is the libraries that exist on the day; `libraries` narrows to a part of them. Two questions.
    """
    on = day or localdate()
    here = _libraries(libraries).filter(existing(on)).order_by()
    counts = here.values_list("regency_id", "kind").annotate(Count("pk"))
    came = here.filter(pk__in=_came(on, year).values("institution")).values_list("regency_id", "kind")
    found = {(regency, kind): count for regency, kind, count in came.annotate(Count("pk"))}
    return [Reached(regency, kind, count, found.get((regency, kind), 0)) for regency, kind, count in sorted(counts)]


def course(
    years: Iterable[int], *, libraries: QuerySet[Institution] | None = None, today: date | None = None
) -> list[YearReach]:
    """Reach year by year, of the current year until today; later years are left out. Four questions to the database.

    With `libraries` events and people are those of lists on which one of them stands or that reach out to their region.
    """
    now = today or localdate()
    days = {year: min(date(year, 12, 31), now) for year in sorted(set(years)) if year <= now.year}
    if not days:
        return []
    rows = _libraries(libraries)
    counts = rows.order_by().aggregate(**{f"y{year}": Count("pk", filter=existing(day)) for year, day in days.items()})
    life = {key: (begins, ends) for key, begins, ends in rows.order_by().values_list("pk", "valid_from", "valid_to")}
    came: dict[int, set[int]] = defaultdict(set)
    lists = _came(now, None).filter(institution__in=rows.order_by())
    for key, held_on in lists.values_list("institution", "event__held_on"):
        came[held_on.year].add(key)
    events, people = _events_and_people(now, None if libraries is None else rows)
    return [
        YearReach(
            year,
            day,
            counts[f"y{year}"],
            len(_alive(came[year], life, day)),
            len(_alive({key for past, keys in came.items() if past <= year for key in keys}, life, day)),
            events[year],
            people[year],
        )
        for year, day in days.items()
    ]


def never(day: date | None = None, *, libraries: QuerySet[Institution] | None = None) -> QuerySet[Institution]:
    """The libraries that exist on a day and that no event has reached until then, by kab/kota and name."""
    on = day or localdate()
    rows = _libraries(libraries).filter(existing(on)).exclude(pk__in=_came(on, None).values("institution"))
    return rows.order_by("regency_id", "name", "pk")


def first_year(day: date) -> int | None:
    """The year of the first event that was not called off."""
    found = _held(day).aggregate(Min("held_on"))["held_on__min"]
    return found.year if found else None


def regencies_without(codes: Iterable[str], grid: Grid, day: date) -> list[str]:
    """Which kab/kota no event was held for and none of whose libraries came to another, in the order given."""
    held = set(_held(day).exclude(regency=None).values_list("regency_id", flat=True))
    return [code for code in codes if code not in held and not grid.of_regency(code).reached]


def finding(total: Sum, absent: list[str], since: int | None) -> str:
    """The sentence that the page of coverage begins with; `absent` are the names of kab/kota never reached."""
    if since is None:
        return "Belum ada sosialisasi yang tercatat"
    begins = f"Sosialisasi menjangkau {number(total.reached)} dari {number(total.libraries)} perpustakaan"
    if not absent:
        return begins
    names = listed(absent) if len(absent) <= NAMED else f"{number(len(absent))} kabupaten/kota"
    return f"{begins}; {names} belum sekali pun sejak {since}"


def _libraries(libraries: QuerySet[Institution] | None) -> QuerySet[Institution]:
    return Institution.objects.filter(of_libraries()) if libraries is None else libraries


def _held(day: date) -> QuerySet[Event]:
    return Event.objects.exclude(state=State.CANCELLED).filter(held_on__lte=day)


def _came(day: date, year: int | None) -> QuerySet[Attendance]:
    rows = Attendance.objects.filter(removed_at=None, institution__isnull=False, event__held_on__lte=day).order_by()
    rows = rows.exclude(event__state=State.CANCELLED)
    return rows.filter(event__held_on__year=year) if year else rows


def _events_and_people(day: date, libraries: QuerySet[Institution] | None) -> tuple[Counter[int], Counter[int]]:
    held = _held(day)
    if libraries is not None:
        places = libraries.order_by().values("regency")
        lists = Attendance.objects.filter(removed_at=None, institution__in=libraries.order_by()).values("event")
        held = held.filter(Q(regency__in=places) | Q(pk__in=lists))
    events: Counter[int] = Counter()
    people: Counter[int] = Counter()
    standing = Count("attendances", filter=Q(attendances__removed_at__isnull=True))
    for held_on, head_count, listed_ in held.annotate(n=standing).values_list("held_on", "head_count", "n"):
        events[held_on.year] += 1
        people[held_on.year] += max(head_count or 0, listed_)
    return events, people


def _alive(keys: set[int], life: Mapping[int, tuple[date | None, date | None]], day: date) -> set[int]:
    """Those of some libraries that exist on a day."""
    return {
        key
        for key in keys
        if key in life
        and ((begins := life[key][0]) is None or begins <= day)
        and ((ends := life[key][1]) is None or ends >= day)
    }
