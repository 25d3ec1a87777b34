"""Lists of codes: which there are, what they hold, and what a code is called in another list."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Q, QuerySet

from etam.programmes.models import BudgetCode, CodeMapping, CodeVersion

Kind = BudgetCode.Kind
LEVELS = {"province": "provinsi", "regency": "kabupaten/kota"}
STATES = {"proposed": "Belum dipastikan", "sure": "Pasti", "none": "Belum berpadanan"}


def usual_version(level: str) -> CodeVersion | None:
    """The newest list that is whole at a level: one with programmes, not sub-activities alone."""
    programmes = BudgetCode.objects.filter(version=OuterRef("pk"), level=level, kind=Kind.PROGRAMME)
    return CodeVersion.objects.filter(Exists(programmes)).order_by("place", "id").last()


def codes_of(version: CodeVersion, level: str, text: str = "") -> QuerySet[BudgetCode]:
    """The codes of a list at a level that hold every word of `text` in number or name."""
    found = BudgetCode.objects.filter(version=version, level=level)
    for word in text.split():
        found = found.filter(Q(code__icontains=word) | Q(name__icontains=word))
    return found.order_by("code")


def parents_of(codes: Iterable[BudgetCode]) -> dict[tuple[str, str], str]:
    """The names of programmes and activities above these codes, by (level, code).

    A list that does not hold them itself, such as one of a few later codes, takes them from the newest list that does.
    """
    codes = list(codes)
    wanted = {above for one in codes for above in above_of(one.code)}
    rows = BudgetCode.objects.filter(code__in=wanted).order_by("version__place", "version_id")
    return {(row.level, row.code): row.name for row in rows}


def above_of(code: str) -> tuple[str, str]:
    """The codes of the programme and the activity that a sub-activity belongs to."""
    parts = code.split(".")
    return ".".join(parts[:3]), ".".join(parts[:5])


@dataclass(frozen=True)
class Mapped:
    """An old code with what it became in a later list; `state` is "sure", "proposed" or "none"."""

    old: BudgetCode
    rows: tuple[CodeMapping, ...]

    @property
    def state(self) -> str:
        if not self.rows:
            return "none"
        return "sure" if all(row.is_sure for row in self.rows) else "proposed"

    @property
    def written(self) -> str:
        return ", ".join(row.new.code for row in self.rows if row.new)

    @property
    def is_dropped(self) -> bool:
        return bool(self.rows) and all(row.new is None for row in self.rows)


@dataclass(frozen=True)
class Listed:
    """A list with its codes counted, and how far its mapping from the list before has come."""

    version: CodeVersion
    count: int
    source: CodeVersion | None
    counts: dict[str, int]


def overview() -> list[Listed]:
    """Every list, the newest first."""
    found = []
    for one in CodeVersion.objects.order_by("-place", "-id"):
        source = sources_of(one).first()
        found.append(Listed(one, one.codes.count(), source, counts(mapped(source, one)) if source else {}))
    return found


def sources_of(target: CodeVersion) -> QuerySet[CodeVersion]:
    """The lists before one, the nearest first."""
    before = Q(place__lt=target.place) | Q(place=target.place, id__lt=target.pk)
    return CodeVersion.objects.filter(before).order_by("-place", "-id")


def source_of(target: CodeVersion, code: str) -> CodeVersion | None:
    """The chosen one of them, or the nearest."""
    rows = sources_of(target)
    return rows.filter(code=code).first() or rows.first()


def mapped(source: CodeVersion, target: CodeVersion) -> list[Mapped]:
    """Every code of a list with what it became in another, what waits for a person first; two queries."""
    rows: dict[int, list[CodeMapping]] = defaultdict(list)
    for row in CodeMapping.objects.filter(version=target, old__version=source).select_related("new"):
        rows[row.old_id].append(row)
    found = [Mapped(one, tuple(rows.get(one.pk, ()))) for one in source.codes.order_by("level", "code")]
    return sorted(found, key=lambda one: list(STATES).index(one.state))


def counts(rows: Iterable[Mapped]) -> dict[str, int]:
    """How many are sure, proposed, and without anything."""
    found = dict.fromkeys(STATES, 0)
    for one in rows:
        found[one.state] += 1
    return found


def known_codes() -> frozenset[tuple[str, str]]:
    """Every code that any list holds, by level."""
    return frozenset(BudgetCode.objects.order_by().values_list("level", "code").distinct())


def first_level(version: CodeVersion) -> str:
    """The first level at which a list holds codes."""
    levels = set(version.codes.order_by().values_list("level", flat=True).distinct())
    return next((one for one in LEVELS if one in levels), "regency")
