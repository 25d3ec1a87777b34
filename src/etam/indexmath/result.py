"""What a run hands back: every stage's table, and one line per unit."""

import math
from collections.abc import Mapping
from dataclasses import dataclass

from etam.indexmath.model import Method
from etam.indexmath.robustness import Robustness, Sample
from etam.indexmath.scales import Band
from etam.indexmath.table import Note, Stage


@dataclass(frozen=True)
class UnitResult:
    """One unit's result; `rank`, `score` and `category` are None where the unit is not ranked, and `reason` says why.

    `scores` maps every node that has a score to it. `coverage` maps each coverage rule to its share (None: not known);
    the first is the one shown. `filled` is the share of applicable indicators that have a value, 0 to 1.
    """

    unit: str
    score: float | None
    scores: Mapping[str, float]
    rank: float | None
    category: Band | None
    coverage: Mapping[str, float | None]
    filled: float | None
    notes: tuple[Note, ...]
    reason: str = ""
    rank_low: int | None = None
    rank_median: int | None = None
    rank_high: int | None = None
    groups: str = ""

    @property
    def is_ranked(self) -> bool:
        return self.rank is not None

    @property
    def main_coverage(self) -> float | None:
        """The share that the first coverage rule looks at."""
        return next(iter(self.coverage.values()), None)


@dataclass(frozen=True)
class IndexResult:
    """An index with everything it came from. `units` follow the input; `notes` concern no single unit."""

    method: Method
    stages: tuple[Stage, ...]
    units: tuple[UnitResult, ...]
    notes: tuple[Note, ...]
    robustness: Robustness | None
    sample: Sample

    def stage(self, name: str) -> Stage:
        """The stage of that name: elements, screened, indicators, imputed, treated, normalised, weights, nodes …"""
        return next(stage for stage in self.stages if stage.name == name)

    def unit(self, name: str) -> UnitResult:
        return next(unit for unit in self.units if unit.unit == name)

    @property
    def ranking(self) -> list[UnitResult]:
        """Ranked units from rank 1 on, then the others; equals in the order of their names."""
        return sorted(self.units, key=lambda unit: (unit.rank if unit.rank is not None else math.inf, unit.unit))
