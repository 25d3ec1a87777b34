"""The list of assessments of one person: what they answer, score, check, manage or read."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import Case, Exists, IntegerField, OuterRef, Prefetch, Q, QuerySet, Value, When

from etam.assessments import access
from etam.assessments.models import Assessment, Irregularity, Sheet

State, Kind = Assessment.State, Assessment.Kind


@dataclass(frozen=True)
class View:
    """One way of looking at assessments: its name in the address, its label, its rows, which wait for the person."""

    code: str
    label: str
    rows: Callable[[Any], QuerySet[Assessment]]
    waiting: Callable[[Any], Q]


OPEN_FINDINGS = Exists(Irregularity.objects.filter(assessment=OuterRef("pk"), dropped_at=None, answer=""))


def _answering(user: Any) -> Q:
    return (
        Q(state=State.ANSWERING)
        | Q(state=State.RESPONDING) & Q(OPEN_FINDINGS)
        | Q(state=State.PLANNED, kind=Kind.ACCREDITATION)
    )


def _scoring(user: Any) -> Q:
    """Who has declared the own scores complete waits for the others."""
    unfinished = Sheet.objects.filter(assessment=OuterRef("pk"), assessor=user, finished_at=None)
    return Q(state=State.SCORING) & Q(Exists(unfinished)) | Q(state=State.MODERATING)


def _checking(user: Any) -> Q:
    return Q(state__in=(State.CHECKING, State.CHECKED))


def _managing(user: Any) -> Q:
    return (
        Q(state=State.PLANNED, team=None) & ~Q(kind=Kind.ACCREDITATION)
        | Q(state=State.RESPONDING) & ~Q(OPEN_FINDINGS)
        | Q(state=State.DELIVERED)
        | Q(state=State.MODERATING, kind=Kind.ACCREDITATION)
    )


def _reading(user: Any) -> Q:
    return Q(pk__in=[])


VIEWS = (
    View("jawab", "Saya jawab", access.assessments_to_answer, _answering),
    View("nilai", "Saya nilai", access.assessments_to_score, _scoring),
    View("periksa", "Saya periksa", access.assessments_to_check, _checking),
    View("kelola", "Saya kelola", access.assessments_to_manage, _managing),
    View("lihat", "Semua yang dapat saya baca", access.assessments_to_view, _reading),
)
ROLES: Mapping[str, tuple[str, ...]] = {
    "operator": ("jawab",),
    "assessor": ("nilai",),
    "verifier": ("periksa", "kelola"),
    "officer": ("periksa", "kelola"),
    "observer": ("lihat",),
}


def views_for(user: Any, held: set[str]) -> list[View]:
    """The views that a person with these roles has; "nilai" also for whoever is in a team without being assessor."""
    codes = {code for role in held for code in ROLES.get(role, ())}
    if "nilai" not in codes and access.assessments_to_score(user).exists():
        codes.add("nilai")
    return [view for view in VIEWS if view.code in codes]


def listed(view: View, user: Any, search: str = "", kind: str = "") -> QuerySet[Any]:
    """The rows of a view, what waits for the person first, then the newest.

    Each has `waits`, `self_sheets` and `has_open_findings`: the office has not yet answered to one of them.
    """
    rows = view.rows(user)
    for word in search.split():
        rows = rows.filter(
            Q(institution__name__icontains=word) | Q(unit_name__icontains=word) | Q(institution__code__iexact=word)
        )
    if kind in Kind.values:
        rows = rows.filter(kind=kind)
    waits = Case(When(view.waiting(user), then=Value(1)), default=Value(0), output_field=IntegerField())
    own = Prefetch("sheets", Sheet.objects.filter(side=Sheet.Side.SELF), to_attr="self_sheets")
    order = ("-waits", "-state_since", "pk")
    return rows.annotate(waits=waits, has_open_findings=OPEN_FINDINGS).prefetch_related(own).order_by(*order).distinct()


def waiting_count(view: View, user: Any) -> int:
    """How many of a view wait for the person."""
    return view.rows(user).filter(view.waiting(user)).order_by().distinct().count()
