"""Programmes of audits as their pages show them: how far they came, and the values of offices and governments."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

from django.db.models import Count, Q, QuerySet

from etam.assessments import editions, ways
from etam.assessments.models import Assessment, Programme, TeamMember
from etam.assessments.queries.results import (
    GovernmentResult,
    OfficeResult,
    UnitResult,
    government,
    offices,
    offices_of,
)
from etam.assessments.queries.results import grade as grade_of
from etam.institutions.models import Institution, Region
from etam.questionnaire.instrument import Grade
from etam.questionnaire.scheme import Range, Scheme, mean
from etam.web.formats import interval, number

State, Kind = Assessment.State, Programme.Kind
OVER = (State.DETERMINED, State.WITHDRAWN)
SHORT = {"unit_pengolah": "UP", "unit_kearsipan": "UK"}
"""How people write the parts of an office in a formula."""


def with_counts(programmes: QuerySet[Programme]) -> QuerySet[Programme]:
    """The programmes with `objects_count` and `determined_count`: their objects, and those with a result that stands.

    One that was given up is no object.
    """
    standing = ~Q(assessments__state=State.WITHDRAWN)
    return (
        Programme.objects.filter(pk__in=programmes.order_by().values("pk"))
        .select_related("region")
        .annotate(
            objects_count=Count("assessments", filter=standing),
            determined_count=Count("assessments", filter=Q(assessments__state=State.DETERMINED)),
        )
        .order_by("-year", "kind", "region__level", "region__name", "code")
    )


def years(programmes: QuerySet[Programme]) -> list[int]:
    """The years of programmes, the latest first."""
    return sorted(set(programmes.order_by().values_list("year", flat=True)), reverse=True)


@dataclass(frozen=True)
class ObjectRow:
    """One unit in its programme, as a line of the list. `value` is a range until it is determined."""

    assessment: Assessment
    turn: ways.Turn
    part: str
    value: Range
    grade: Grade | None
    team: Sequence[TeamMember] = ()

    @property
    def is_determined(self) -> bool:
        return self.assessment.state == State.DETERMINED

    @property
    def is_reopened(self) -> bool:
        """Its last result still counts although it was opened again."""
        return self.assessment.final_score is not None and not self.is_determined

    @property
    def can_be_staffed(self) -> bool:
        return self.assessment.state in (State.PLANNED, State.ANSWERING, State.SCORING)


@dataclass(frozen=True)
class OfficeRow:
    """An office and those of its units that somebody may read; its value only where they may read all of them.

    `other` is the internal value of the same government beside an external one; `total` both together.
    """

    institution: Institution
    objects: Sequence[ObjectRow]
    value: Range | None
    grade: Grade | None
    arithmetic: str = ""
    other: Range | None = None
    other_grade: Grade | None = None
    total: Range | None = None

    @property
    def is_known(self) -> bool:
        """Something of the value is known: it can no longer turn out anything."""
        return self.value is not None and (self.value.low, self.value.high) != (0.0, 100.0)


class Board:
    """A programme for one reader: `visible` are the keys of the assessments they may read.

    `inside` are internal programmes of the same year whose values they may read; beside an external one.
    """

    def __init__(
        self,
        programme: Programme,
        *,
        visible: Collection[int],
        sees_all: bool,
        inside: Iterable[Programme] = (),
        outside: Iterable[Assessment] = (),
    ):
        self.programme, self.sees_all = programme, sees_all
        self._visible, self._inside, self._outside = frozenset(visible), list(inside), list(outside)

    @cached_property
    def scheme(self) -> Scheme:
        return editions.scheme(self.programme.scheme_code, self.programme.scheme_version)

    @property
    def is_internal(self) -> bool:
        return self.programme.kind == Kind.INTERNAL

    @cached_property
    def results(self) -> list[OfficeResult]:
        """Every office of the programme, whoever may read it."""
        return offices(self.programme)

    @cached_property
    def rows(self) -> list[OfficeRow]:
        """The offices of which the reader may see something."""
        made = [self._row(one) for one in self.results]
        return [row for row in made if row.objects]

    @property
    def objects(self) -> list[ObjectRow]:
        return [one for row in self.rows for one in row.objects]

    @property
    def determined(self) -> int:
        return sum(one.is_determined for one in self.objects)

    @cached_property
    def government(self) -> GovernmentResult | None:
        """The government's values, of an internal programme for those who see all of it."""
        if not self.is_internal or not self.sees_all or not self.results:
            return None
        return government(self.scheme, self.results, self._outside)

    @cached_property
    def _internal_values(self) -> Mapping[str, GovernmentResult]:
        """The internal result by code of the government's region, for an external programme."""
        found = offices_of(self._inside)
        return {
            one.region_id: government(editions.scheme(one.scheme_code, one.scheme_version), found[one.pk], [])
            for one in self._inside
            if found[one.pk]
        }

    def _row(self, office: OfficeResult) -> OfficeRow:
        order = [part.code for part in self.scheme.parts]
        units = sorted(office.all_units, key=lambda one: order.index(one.assessment.part))
        shown = [self._object(unit) for unit in units if unit.assessment.pk in self._visible]
        if len(shown) < len(units):
            return OfficeRow(office.institution, shown, None, None)
        if self.is_internal:
            return OfficeRow(office.institution, shown, office.value, office.grade, arithmetic(self.scheme, office))
        return self._external_row(office, shown)

    def _external_row(self, office: OfficeResult, shown: Sequence[ObjectRow]) -> OfficeRow:
        value = mean([unit.value for unit in office.all_units])
        inside = self._internal_values.get(government_of(office.institution))
        other = inside.internal if inside else None
        both = government(self.scheme, [], [])
        if other is not None:
            both = government(
                self.scheme,
                [OfficeResult(office.institution, {}, other, None)],
                [unit.assessment for unit in office.all_units],
            )
        return OfficeRow(
            office.institution,
            shown,
            value,
            grade_of(self.scheme, value),
            other=other,
            other_grade=inside.grade_internal if inside else None,
            total=both.total,
        )

    def _object(self, unit: UnitResult) -> ObjectRow:
        one = unit.assessment
        part = self.scheme.part(one.part).label.id
        return ObjectRow(one, ways.turn(one), part, unit.value, grade_of(self.scheme, unit.value))


def government_of(institution: Institution) -> str:
    """The code of the region whose government an archival institution belongs to."""
    is_of_province = institution.region_id and "." not in institution.region_id
    return institution.region_id if is_of_province else institution.regency_id


def external_of(programme: Programme) -> QuerySet[Assessment]:
    """The external audits of the same government in the year of an internal programme."""
    rows = Assessment.objects.filter(kind=Kind.EXTERNAL, year=programme.year).exclude(state=State.WITHDRAWN)
    if programme.region.level == Region.Level.PROVINCE:
        return rows.filter(institution__region=programme.region)
    return rows.filter(regency=programme.region)


def arithmetic(scheme: Scheme, office: OfficeResult) -> str:
    """How an office came to its value: "UP: rata-rata 3 unit 52,50. UK: 60,00. Nilai = (UP + UK) / 2 = 56,25."."""
    parts = [part for part in scheme.parts if part.weight]
    told = [_part_told(scheme, part.code, office) for part in parts]
    names = [SHORT.get(part.code, part.code) for part in parts]
    if len({part.weight for part in parts}) == 1:
        formula = f"({' + '.join(names)}) / {len(parts)}"
    else:
        weighted = " + ".join(f"{number(part.weight)} × {name}" for part, name in zip(parts, names, strict=True))
        formula = f"({weighted}) / {number(sum(part.weight for part in parts))}"
    return f"{' '.join(told)} Nilai = {formula} = {written(scheme, office.value)}."


def written(scheme: Scheme, value: Range) -> str:
    """A value as the scheme prints it, a range as "40,00–70,00", one that can be anything as "0–100"."""
    if (value.low, value.high) == (0.0, 100.0):
        return interval(0, 100)
    return interval(value.low, value.high, scheme.shown_decimals)


def with_teams(rows: Sequence[OfficeRow]) -> list[OfficeRow]:
    """The same rows with the teams of their objects, in one query."""
    keys = [one.assessment.pk for row in rows for one in row.objects]
    teams: dict[int, list[TeamMember]] = {}
    for member in TeamMember.objects.filter(assessment__in=keys).select_related("user"):
        teams.setdefault(member.assessment_id, []).append(member)
    return [
        replace(row, objects=[replace(one, team=teams.get(one.assessment.pk, [])) for one in row.objects])
        for row in rows
    ]


@dataclass(frozen=True)
class Filter:
    """What a reader looks for among the objects; "" lets all through. `sort` is "nama" or "nilai"."""

    search: str = ""
    state: str = ""
    team: str = ""
    sort: str = "nama"

    def __bool__(self) -> bool:
        return bool(self.search or self.state or self.team)

    def apply(self, rows: Sequence[OfficeRow], staffed: Collection[int]) -> list[OfficeRow]:
        """The rows with the objects that answer, offices without any left out. `staffed` are those with a team."""
        kept = [replace(row, objects=[one for one in row.objects if self._fits(one, staffed)]) for row in rows]
        found = [row for row in kept if row.objects]
        if self.sort == "nilai":
            # Where nothing is known yet comes last; the sort keeps the order of names among equals.
            found.sort(key=lambda row: -row.value.low if row.value else 1)
        return found

    def _fits(self, one: ObjectRow, staffed: Collection[int]) -> bool:
        text = f"{one.assessment.institution.name} {one.assessment.unit_name} {one.part}".lower()
        return (
            all(word in text for word in self.search.lower().split())
            and self.state in ("", one.assessment.state)
            and {"": True, "belum": one.assessment.pk not in staffed, "sudah": one.assessment.pk in staffed}[self.team]
        )


def staffed(programme: Programme) -> set[int]:
    """The keys of the assessments of a programme that have a lead."""
    return set(
        TeamMember.objects.filter(assessment__programme=programme, is_lead=True).values_list("assessment", flat=True)
    )


def absent_governments(programme: Programme, day_regions: Iterable[Region]) -> tuple[list[Institution], list[Region]]:
    """For an external programme: archival institutions that are not in it yet, and kab/kota that have none at all."""
    regions = list(day_regions)
    known = set(programme.assessments.exclude(state=State.WITHDRAWN).values_list("institution_id", flat=True))
    found = Institution.objects.filter(
        kind="archive", subtype="regency", regency__in=regions, valid_to__isnull=True
    ).select_related("regency")
    held = list(found.order_by("regency_id", "name"))
    without = {region.code for region in regions} - {one.regency_id for one in held}
    return [one for one in held if one.pk not in known], [one for one in regions if one.code in without]


def finding(board: Board, governments: int = 0) -> str:
    """What the figures of a programme say, as the title of its page.

    `governments` are those that an external programme should look at; ones that are not in it yet are not done.
    """
    programme, total = board.programme, len(board.objects)
    name = f"audit {'internal' if board.is_internal else 'eksternal'} {programme.region.short_name} {programme.year}"
    if not total:
        return f"Belum ada objek dalam {name}"
    if total < governments:
        return f"{number(board.determined)} dari {number(governments)} kab/kota dalam {name} sudah ditetapkan"
    if board.determined < total:
        return f"{number(board.determined)} dari {number(total)} objek {name} sudah ditetapkan"
    if board.government and board.government.internal and board.government.grade_internal:
        value = written(board.scheme, board.government.internal)
        return f"Nilai {name}: {value}, {board.government.grade_internal.code}"
    return f"Semua {number(total)} objek {name} sudah ditetapkan"


def overall_finding(programmes: Iterable[Programme], year: int | None, kind: str) -> str:
    """What the figures of several programmes with counts say: "7 dari 10 audit eksternal 2026 sudah ditetapkan"."""
    rows = list(programmes)
    total, determined = (sum(getattr(one, name) for one in rows) for name in ("objects_count", "determined_count"))
    which = {"internal_audit": "audit internal", "external_audit": "audit eksternal"}.get(kind, "audit kearsipan")
    when = f" {year}" if year else ""
    if not total:
        return f"Belum ada {which}{when}"
    if determined == total:
        return f"Semua {number(total)} {which}{when} sudah ditetapkan"
    return f"{number(determined)} dari {number(total)} {which}{when} sudah ditetapkan"


def _part_told(scheme: Scheme, part: str, office: OfficeResult) -> str:
    units, name = office.units.get(part, []), SHORT.get(part, part)
    if not units:
        return f"{name}: belum ada unit, jadi 0–100."
    value = written(scheme, mean([unit.value for unit in units]))
    return f"{name}: {value}." if len(units) == 1 else f"{name}: rata-rata {number(len(units))} unit {value}."
