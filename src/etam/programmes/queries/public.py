"""What public pages and the third recommendation's measures show of money and plans: sums, never one body's amounts."""

from dataclasses import dataclass

from etam.institutions.models import ParentBody
from etam.programmes.models import HelpPlan
from etam.programmes.queries import overview, stages
from etam.programmes.queries.overview import PlaceMoney
from etam.programmes.queries.stages import Stage


@dataclass(frozen=True)
class StageCount:
    """How many plans stand at one stage."""

    stage: Stage
    label: str
    count: int


def money_by_regency(year: int, *, fund: str = "", kind: str = "") -> list[PlaceMoney]:
    """Library money of villages and schools by kab/kota; sums are None where nobody wrote anything down."""
    return overview.overview(ParentBody.objects.filter(valid_to=None), year, fund=fund, kind=kind).places


def stage_counts(*, kind: str = "", regency: str = "") -> list[StageCount]:
    """Plans under way by the stage that they have reached, in the order of the way."""
    bodies = ParentBody.objects.filter(valid_to=None)
    bodies = bodies.filter(kind=kind) if kind else bodies
    bodies = bodies.filter(regency=regency) if regency else bodies
    found = stages.counts(stages.plans_under_way(bodies))
    return [StageCount(stage, stage.label, count) for stage, count in found.items()]


def helped_to_first_return() -> tuple[int, int]:
    """How many plans ended in a first return, and how many plans there are (given up ones left out)."""
    found = stages.counts(stages.with_steps(HelpPlan.objects.filter(withdrawn_at=None).select_related("body")))
    return found[Stage.RETURNED], sum(found.values())
