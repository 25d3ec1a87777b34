"""Completeness and timeliness: by kab/kota and round, by kind, by kecamatan, day by day."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django.db.models import Count, F, Q, QuerySet
from django.db.models.functions import TruncDate

from etam.content.kinds import latest_kinds
from etam.institutions.models import Region
from etam.submissions.models import Round, Submission
from etam.submissions.queries.asked import library_rounds
from etam.submissions.queries.tables import SENT

State = Submission.State
DISTRICT_LENGTH = len("64.08.05")


@dataclass(frozen=True)
class Cell:
    """One kab/kota in one round, in numbers of institutions."""

    expected: int = 0
    sent: int = 0
    accepted: int = 0
    on_time: int = 0
    sent_back: int = 0
    waiting: int = 0
    not_begun: int = 0

    def __add__(self, other: "Cell") -> "Cell":
        return Cell(*(getattr(self, name) + getattr(other, name) for name in self.__dataclass_fields__))

    @property
    def sent_share(self) -> float | None:
        """Per cent of the expected institutions; None when none is expected."""
        return _share(self.sent, self.expected)

    @property
    def accepted_share(self) -> float | None:
        return _share(self.accepted, self.expected)

    @property
    def on_time_share(self) -> float | None:
        return _share(self.on_time, self.expected)


@dataclass(frozen=True)
class Line:
    """One kab/kota over the rounds, and for the current one how far it was on the same day of the round before."""

    regency: Region
    cells: list[Cell]
    lead_points: float | None


@dataclass(frozen=True)
class Part:
    """A part of a kab/kota: a kind of library, or a kecamatan."""

    code: str
    label: str
    expected: int
    sent: int
    not_begun: int

    @property
    def share(self) -> float:
        return _share(self.sent, self.expected) or 0.0


class Heat:
    """The table of kab/kota × rounds of libraries, oldest round first."""

    def __init__(self, regencies: Iterable[Region], today: date, rounds_shown: int = 5):
        self.today = today
        newest = library_rounds().filter(opens_on__lte=today).order_by("-opens_on", "-pk")[:rounds_shown]
        self.rounds: Sequence[Round] = list(newest)[::-1]
        self.regencies = list(regencies)
        self._cells = self._count()

    @property
    def current(self) -> Round | None:
        return self.rounds[-1] if self.rounds else None

    @property
    def is_running(self) -> bool:
        """The newest round still takes returns, so its column tells what was sent, not yet what was accepted."""
        return self.current is not None and self.current.state_on(self.today) == "open"

    @property
    def day_number(self) -> int:
        """Which day of the current round it is, the first being 1."""
        return (self.today - self.current.opens_on).days + 1 if self.current else 0

    def lines(self) -> list[Line]:
        """One line for each kab/kota, those that sent most first."""
        before = self._same_day_before()
        lines = [
            Line(region, [self._cells[region.code, one.pk] for one in self.rounds], self._lead(region.code, before))
            for region in self.regencies
        ]
        return sorted(lines, key=lambda line: -(line.cells[-1].sent_share or 0) if line.cells else 0)

    def total(self, round_: Round) -> Cell:
        """All kab/kota of the table in one round."""
        return sum((self._cells[region.code, round_.pk] for region in self.regencies), Cell())

    def lead(self) -> float | None:
        """Percentage points between what was sent by today and by the same day of the round before."""
        before = self._same_day_before()
        if len(self.rounds) < 2 or not before:
            return None
        then = _share(sum(before.values()), self.total(self.rounds[-2]).expected)
        now = self.total(self.rounds[-1]).sent_share
        return None if then is None or now is None else now - then

    def _lead(self, regency: str, before: dict[str, int]) -> float | None:
        if len(self.rounds) < 2 or not before:
            return None
        now, last = self._cells[regency, self.rounds[-1].pk], self._cells[regency, self.rounds[-2].pk]
        then = _share(before.get(regency, 0), last.expected)
        return None if then is None or now.sent_share is None else now.sent_share - then

    def _same_day_before(self) -> dict[str, int]:
        """How many had sent by the same day of the round before, by kab/kota."""
        if len(self.rounds) < 2 or not self.is_running:
            return {}
        last = self.rounds[-2]
        day = last.opens_on + timedelta(days=self.day_number - 1)
        rows = self._rows().filter(round=last, first_submitted_at__date__lte=day)
        return dict(rows.order_by().values_list("regency").annotate(Count("pk")))

    def _rows(self) -> QuerySet[Submission]:
        return Submission.objects.filter(regency__in=[region.code for region in self.regencies])

    def _count(self) -> dict[tuple[str, int], Cell]:
        rows = (
            self._rows()
            .filter(round__in=self.rounds)
            .order_by()
            .values("regency", "round")
            .annotate(
                expected=Count("pk"),
                sent=Count("pk", filter=Q(state__in=SENT)),
                accepted=Count("pk", filter=Q(state__in=[State.ACCEPTED, State.LOCKED])),
                on_time=Count("pk", filter=Q(first_submitted_at__date__lte=F("round__due_on"))),
                sent_back=Count("pk", filter=Q(state=State.SENT_BACK)),
                waiting=Count("pk", filter=Q(state=State.SUBMITTED)),
                not_begun=Count("pk", filter=Q(state=State.NONE)),
            )
            .values_list("regency", "round", *Cell.__dataclass_fields__)
        )
        cells: dict[tuple[str, int], Cell] = defaultdict(Cell)
        for regency, round_, *counts in rows:
            cells[regency, round_] = Cell(*counts)
        return cells


def curve(round_: Round, regencies: Iterable[Region], until: date) -> list[tuple[int, float]]:
    """(day of the round, per cent sent so far) from the first day to `until`, a point for each day something came."""
    rows = Submission.objects.filter(round=round_, regency__in=[region.code for region in regencies])
    expected = rows.count()
    by_day = (
        rows.exclude(first_submitted_at=None)
        .order_by()
        .annotate(day=TruncDate("first_submitted_at"))
        .values_list("day")
        .annotate(Count("pk"))
        .order_by("day")
    )
    points, sent = [(0, 0.0)], 0
    for day, count in by_day:
        sent += count
        if day <= until:
            points.append((max((day - round_.opens_on).days, 0), 100 * sent / expected))
    last = (until - round_.opens_on).days
    return points if points[-1][0] >= last else [*points, (last, points[-1][1])]


def by_kind(round_: Round, regency: Region) -> list[Part]:
    """The kinds of library of a kab/kota, in the order of the content file."""
    kinds = latest_kinds()
    rows = (
        Submission.objects.filter(round=round_, regency=regency)
        .order_by()
        .values("kind", "subtype")
        .annotate(
            expected=Count("pk"),
            sent=Count("pk", filter=Q(state__in=SENT)),
            not_begun=Count("pk", filter=Q(state=State.NONE)),
        )
        .values_list("kind", "subtype", "expected", "sent", "not_begun")
    )
    counts = {(kind, subtype): numbers for kind, subtype, *numbers in rows}
    return [
        Part(subtype.code, kinds.label(kind.code, subtype.code, regency.code), *counts[kind.code, subtype.code])
        for kind in kinds.kinds.values()
        for subtype in kind.subtypes
        if (kind.code, subtype.code) in counts
    ]


def by_district(round_: Round, regency: Region) -> list[Part]:
    """The kecamatan of a kab/kota, those with most institutions that have not begun first."""
    expected: Counter[str] = Counter()
    sent: Counter[str] = Counter()
    idle: Counter[str] = Counter()
    rows = Submission.objects.filter(round=round_, regency=regency).values_list("institution__region", "state")
    for place, state in rows:
        code = place[:DISTRICT_LENGTH]
        expected[code] += 1
        sent[code] += state in SENT
        idle[code] += state == State.NONE
    names = dict(Region.objects.filter(code__in=expected).values_list("code", "name"))
    parts = [Part(code, _district_name(code, names), expected[code], sent[code], idle[code]) for code in expected]
    return sorted(parts, key=lambda part: (-part.not_begun, part.label))


def not_begun(round_: Round, regency: Region, district: str = "") -> QuerySet[Submission]:
    """The institutions of a kab/kota, or one of its kecamatan, that have not begun."""
    rows = Submission.objects.filter(round=round_, regency=regency, state=State.NONE)
    if district:
        rows = rows.filter(institution__region__code__startswith=district)
    return rows.select_related("institution", "institution__region").order_by("institution__name")


def _district_name(code: str, names: dict[str, str]) -> str:
    return names.get(code, code) if len(code) == DISTRICT_LENGTH else "Tanpa kecamatan"


def _share(part: int, whole: int) -> float | None:
    return 100 * part / whole if whole else None
