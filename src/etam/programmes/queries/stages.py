"""How far help to a village or school has come: derived from the records and never typed in.

planned → budgeted (money planned in the plan's year or later) → realised (money spent) → registered (a library in the
directory) → first return (sent in a round).
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet

from etam.institutions.models import ParentBody
from etam.programmes.models import HelpPlan, LibraryMoney
from etam.submissions.models import Submission


class Stage(Enum):
    """`value` counts from 0; the order is that of the way."""

    PLANNED = 0
    BUDGETED = 1
    REALISED = 2
    REGISTERED = 3
    RETURNED = 4

    @property
    def label(self) -> str:
        return LABELS[self]

    @property
    def code(self) -> str:
        return self.name.lower()


LABELS = {
    Stage.PLANNED: "Direncanakan",
    Stage.BUDGETED: "Dianggarkan",
    Stage.REALISED: "Direalisasikan",
    Stage.REGISTERED: "Perpustakaan terdaftar",
    Stage.RETURNED: "Isian pertama terkirim",
}
AGENCY = {ParentBody.Kind.VILLAGE: "DPMPD", ParentBody.Kind.SCHOOL: "Disdikbud"}


@dataclass(frozen=True)
class Course:
    """A plan with what has been reached; `stage` is the furthest, `skipped` lie before it without a record."""

    plan: HelpPlan
    reached: frozenset[Stage]

    @property
    def stage(self) -> Stage:
        return max(self.reached, key=lambda one: one.value)

    @property
    def steps(self) -> list[tuple[Stage, bool]]:
        return [(one, one in self.reached) for one in Stage]

    @property
    def skipped(self) -> list[Stage]:
        return [one for one in Stage if one.value < self.stage.value and one not in self.reached]

    @property
    def next_step(self) -> Stage | None:
        """What comes after the furthest stage; None at the end of the way."""
        return Stage(self.stage.value + 1) if self.stage is not Stage.RETURNED else None

    @property
    def who(self) -> str:
        """Who takes the next step."""
        agency = (
            "Kanwil Kemenag" if self.plan.body.ministry == "kemenag" else AGENCY[ParentBody.Kind(self.plan.body.kind)]
        )
        return {
            Stage.BUDGETED: agency,
            Stage.REALISED: agency,
            Stage.REGISTERED: f"{agency} atau perpustakaan daerah",
            Stage.RETURNED: "Petugas perpustakaannya",
        }.get(self.next_step or Stage.PLANNED, "")

    @property
    def task(self) -> str:
        """What the next step is."""
        return {
            Stage.BUDGETED: "catat anggarannya",
            Stage.REALISED: "catat realisasinya",
            Stage.REGISTERED: "daftarkan perpustakaannya",
            Stage.RETURNED: "kirim isian pertama pada putaran yang dibuka",
        }.get(self.next_step or Stage.PLANNED, "")


def plans_under_way(bodies: QuerySet[ParentBody]) -> QuerySet[HelpPlan]:
    """Plans of these villages and schools that nobody gave up, with what follows from the records."""
    rows = HelpPlan.objects.filter(body__in=bodies, withdrawn_at=None)
    return with_steps(rows).select_related("body__regency", "body__district", "body__library", "by")


def with_steps(plans: QuerySet[HelpPlan]) -> QuerySet[HelpPlan]:
    """The same plans, each saying whether it is budgeted, realised, registered and returned."""
    money = LibraryMoney.objects.filter(body=OuterRef("body"), year__gte=OuterRef("year"))
    sent = Submission.objects.filter(institution=OuterRef("body__library"), first_submitted_at__isnull=False)
    return plans.annotate(
        is_budgeted=Exists(money.filter(planned__gt=0)),
        is_realised=Exists(money.filter(spent__gt=0)),
        library_key=F("body__library"),
        is_returned=Exists(sent),
    )


def course(plan: Any) -> Course:
    """What a plan has reached; the plan comes from `with_steps`."""
    reached = {
        Stage.PLANNED: True,
        Stage.BUDGETED: plan.is_budgeted,
        Stage.REALISED: plan.is_realised,
        Stage.REGISTERED: plan.library_key is not None,
        Stage.RETURNED: plan.is_returned,
    }
    return Course(plan, frozenset(one for one, done in reached.items() if done))


def courses(plans: Iterable[HelpPlan]) -> list[Course]:
    return [course(one) for one in plans]


def counts(plans: QuerySet[HelpPlan]) -> dict[Stage, int]:
    """How many plans stand at each stage; 0 is written too."""
    found = Counter(course(one).stage for one in plans)
    return {stage: found[stage] for stage in Stage}


def course_of(body: ParentBody) -> Course | None:
    """The plan under way for a village or school with its course, None without one."""
    plan = plans_under_way(ParentBody.objects.filter(pk=body.pk)).first()
    return course(plan) if plan else None


def given_up(bodies: QuerySet[ParentBody]) -> QuerySet[HelpPlan]:
    """Plans that were given up, the latest first."""
    rows = HelpPlan.objects.filter(body__in=bodies, withdrawn_at__isnull=False).select_related("body")
    return rows.order_by("-withdrawn_at", "-id")
