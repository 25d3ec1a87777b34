"""What offices mean to do in a year, what it costs, and how far it came."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.db.models import QuerySet

from etam.institutions.models import Institution
from etam.programmes.models import BudgetCode, CodeVersion, SubActivity
from etam.programmes.queries import offices
from etam.programmes.queries.nomenclature import above_of, parents_of
from etam.programmes.queries.translation import Translator

Kind = BudgetCode.Kind


@dataclass(frozen=True)
class Sums:
    """Money and work of some sub-activities together.

    `spent` and `physical` are None while none of them reported; work is the mean of those that reported, each weighing
    as much as its budget.
    """

    count: int = 0
    budget: int = 0
    spent: int | None = None
    physical: float | None = None
    unreported: int = 0
    without_target: int = 0
    without_evidence: int = 0

    @property
    def share_spent(self) -> float | None:
        return None if self.spent is None or not self.budget else 100 * self.spent / self.budget


@dataclass(frozen=True)
class OfficeYear:
    """One office in a year."""

    office: Institution
    sums: Sums


@dataclass
class Branch:
    """A programme or activity with what lies below it; `leaves` are sub-activities with their code as it is read."""

    code: str
    name: str
    kind: str
    branches: list["Branch"] = field(default_factory=list)
    leaves: list["Leaf"] = field(default_factory=list)
    sums: Sums = field(default_factory=Sums)


@dataclass(frozen=True)
class Leaf:
    """A sub-activity as a list calls it; `recorded` is its own code where the list calls it otherwise."""

    activity: SubActivity
    code: str
    name: str
    sums: Sums
    recorded: str = ""
    is_sure: bool = True


def standing() -> QuerySet[SubActivity]:
    """Sub-activities that were not withdrawn, with all that pages show of them, in eight queries however many."""
    found = SubActivity.objects.filter(withdrawn_at=None).select_related("office__regency", "budget_code__version")
    return found.prefetch_related("money", "indicators", "realisations", "papers", "places__region", "aims")


def years() -> list[int]:
    """The years in which something is recorded, the latest first."""
    found = SubActivity.objects.filter(withdrawn_at=None).order_by().values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def years_of(office: Institution) -> list[int]:
    """The years in which an office recorded something, the latest first."""
    found = SubActivity.objects.filter(withdrawn_at=None, office=office).order_by().values_list("year", flat=True)
    return sorted(set(found), reverse=True)


def budget_of(one: SubActivity) -> int:
    return sum(row.budget for row in one.money.all())


def spent_of(one: SubActivity) -> int | None:
    """What was spent by the last quarter that was reported; None when none was."""
    rows = list(one.realisations.all())
    return max(rows, key=lambda row: row.quarter).spent if rows else None


def physical_of(one: SubActivity) -> float | None:
    """The work done by the last quarter that was reported, in per cent."""
    rows = list(one.realisations.all())
    return max(rows, key=lambda row: row.quarter).physical_percent if rows else None


def sums(activities: Iterable[SubActivity]) -> Sums:
    """All of them together."""
    rows = [(one, budget_of(one), spent_of(one), physical_of(one)) for one in activities]
    reported = [row for row in rows if row[2] is not None]
    weight = sum(budget for _, budget, _, _ in reported)
    return Sums(
        count=len(rows),
        budget=sum(row[1] for row in rows),
        spent=sum(spent or 0 for _, _, spent, _ in reported) if reported else None,
        physical=_mean([(budget if weight else 1, physical or 0) for _, budget, _, physical in reported]),
        unreported=len(rows) - len(reported),
        without_target=sum(not one.indicators.all() for one, *_ in rows),
        without_evidence=sum(not one.papers.all() for one, *_ in rows),
    )


def by_office(seen: QuerySet[Institution], year: int) -> list[OfficeYear]:
    """The offices that should plan and those that did, each with its year; those of the province first."""
    rows: dict[int, list[SubActivity]] = {}
    for one in standing().filter(year=year, office__in=seen):
        rows.setdefault(one.office_id, []).append(one)
    expected = offices.library_and_archive_offices().values("pk")
    shown = (seen.filter(pk__in=expected) | seen.filter(pk__in=rows)).distinct()
    found = [OfficeYear(one, sums(rows.get(one.pk, []))) for one in shown]
    return sorted(found, key=lambda one: (offices.level_of(one.office) != "province", one.office.name))


def tree(activities: Sequence[SubActivity], version: CodeVersion | None = None) -> list[Branch]:
    """Sub-activities under their activities and programmes, each with its sums; codes as `version` has them.

    Without `version` every code is read as it was recorded. One that the list does not know, or splits, stands in a
    branch of its own.
    """
    translator = Translator(version) if version else None
    leaves = [_leaf(one, translator) for one in activities]
    names = parents_of(code for _, codes in leaves for code in codes)
    programmes: dict[str, Branch] = {}
    branches: dict[tuple[str, str], Branch] = {}
    for leaf, codes in leaves:
        first, second = _above(leaf, codes)
        level = codes[0].level if codes else ""
        if first not in programmes:
            programmes[first] = Branch(first, names.get((level, first), ""), Kind.PROGRAMME)
        if (first, second) not in branches:
            branches[first, second] = Branch(second, names.get((level, second), ""), Kind.ACTIVITY)
            programmes[first].branches.append(branches[first, second])
        branches[first, second].leaves.append(leaf)
    for branch in branches.values():
        branch.leaves.sort(key=lambda leaf: leaf.code)
        branch.sums = sums(leaf.activity for leaf in branch.leaves)
    for programme in programmes.values():
        programme.branches.sort(key=lambda one: one.code)
        programme.sums = sums(leaf.activity for branch in programme.branches for leaf in branch.leaves)
    return sorted(programmes.values(), key=lambda one: (not one.code, one.code))


def _leaf(one: SubActivity, translator: Translator | None) -> tuple[Leaf, tuple[BudgetCode, ...]]:
    own = one.budget_code
    if translator is None or own.version_id == translator.version.pk:
        return Leaf(one, own.code, own.name, sums([one])), (own,)
    there = translator.read(own)
    code, name = there.code or own.code, there.name or own.name
    recorded = own.code if there.code != own.code else ""
    return Leaf(one, code, name, sums([one]), recorded, there.is_sure), there.codes


def _above(leaf: Leaf, codes: tuple[BudgetCode, ...]) -> tuple[str, str]:
    """Programme and activity; "" where the list has no place for the sub-activity, or several."""
    found = {above_of(one.code) for one in codes}
    return found.pop() if len(found) == 1 else ("", "")


def _mean(weighed: list[tuple[int, float]]) -> float | None:
    weight = sum(part for part, _ in weighed)
    return sum(part * value for part, value in weighed) / weight if weight else None
