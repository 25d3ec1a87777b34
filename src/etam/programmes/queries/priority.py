"""Villages and schools without a known library, in order of whom to help first, with why each stands where it does."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
import polars as pl
from django.db.models import QuerySet, Sum

from etam.institutions.models import Institution, ParentBody
from etam.programmes.models import BodyNote, Ceiling, HelpPlan, LibraryMoney
from etam.programmes.priority import (
    COMPONENTS,
    DEFAULT_WEIGHTS,
    NONE,
    READY_STEPS,
    UNKNOWN,
    Ranked,
    components,
    nearest_km,
    rank,
)
from etam.web.formats import number, rupiah

LABELS = {
    "need": "Belum ada perpustakaan",
    "people": "Orang yang dilayani",
    "distance": "Jarak ke perpustakaan terdekat",
    "money": "Dana yang ada",
    "readiness": "Kesiapan",
}
OPEN_KINDS = ("public", "tbm")
SCHEMA = {
    "pk": pl.Int64, "code": pl.String, "state": pl.String, "people": pl.Float64, "lat": pl.Float64, "lon": pl.Float64,
}  # fmt: skip
STATED = ParentBody.Stated
CEILING_OF = (Ceiling.Kind.DANA_DESA, Ceiling.Kind.BOSP_REGULAR)


@dataclass(frozen=True)
class Part:
    """One component of a place's score: what is known, its value, the weight used, and the points it gives."""

    name: str
    label: str
    told: str
    value: float | None
    share: float
    points: float


@dataclass(frozen=True)
class Place:
    """A village or school with its position (from 1), its score per hundred, and why."""

    position: int
    body: ParentBody
    score: float | None
    parts: tuple[Part, ...]

    @property
    def missing(self) -> list[str]:
        """The components that are not known, so that the others carry their weight."""
        return [one.label.lower() for one in self.parts if one.value is None]

    @property
    def strongest(self) -> list[Part]:
        """The two components that lift the place most."""
        return sorted((one for one in self.parts if one.points > 0), key=lambda one: -one.points)[:2]


@dataclass(frozen=True)
class Priorities:
    """Everything ranked: `table` in the order of the input, `ranked` with the order."""

    table: pl.DataFrame
    ranked: Ranked

    def __len__(self) -> int:
        return len(self.ranked.order)

    def places(self, start: int, stop: int) -> list[Place]:
        """The places at these positions (counted from 0), read from the database."""
        rows = self.ranked.order[start:stop].tolist()
        bodies = _in_bulk(self.table["pk"].gather(rows).to_list())
        return [
            Place(start + count, bodies[pk], self._score(row), self._parts(row))
            for count, (row, pk) in enumerate(zip(rows, self.table["pk"].gather(rows), strict=True), start=1)
        ]

    def _score(self, row: int) -> float | None:
        score = float(self.ranked.score[row])
        return None if np.isnan(score) else 100 * score

    def _parts(self, row: int) -> tuple[Part, ...]:
        told = _told(self.table.row(row, named=True))
        return tuple(
            Part(
                name,
                LABELS[name],
                told[name],
                None if np.isnan(self.ranked.values[row, column]) else float(self.ranked.values[row, column]),
                100 * float(self.ranked.shares[row, column]),
                100 * float(self.ranked.points[row, column]),
            )
            for column, name in enumerate(COMPONENTS)
        )


def without_library(bodies: QuerySet[ParentBody]) -> QuerySet[ParentBody]:
    """Those that have no library as far as is known: it is said that there is none, or nobody said."""
    return bodies.exclude(state=STATED.HAS)


def priorities(bodies: QuerySet[ParentBody], year: int, weights: Mapping[str, float] = DEFAULT_WEIGHTS) -> Priorities:
    """Rank those of these villages and schools that have no known library; ties stand in the order of their codes."""
    table = _table(without_library(bodies))
    money, steps = _money(table, bodies, year), _steps(table, bodies, year)
    lats, lons = library_points()
    km = nearest_km(table["lat"].to_numpy(), table["lon"].to_numpy(), lats, lons)
    states = np.where((table["state"] == STATED.NONE).to_numpy(), NONE, UNKNOWN)
    values = components(states, table["people"].to_numpy(), km, money, steps)
    told = table.with_columns(pl.Series("km", km), pl.Series("money", money), pl.Series("steps", steps))
    return Priorities(told, rank(values, weights))


def library_points() -> tuple[Any, Any]:
    """Where the libraries stand that are open to everybody: public ones and reading parks."""
    rows = Institution.objects.filter(kind__in=OPEN_KINDS, valid_to=None).exclude(latitude=None).exclude(longitude=None)
    points = np.array(list(rows.order_by().values_list("latitude", "longitude")), dtype=float).reshape(-1, 2)
    return points[:, 0], points[:, 1]


def _table(bodies: QuerySet[ParentBody]) -> pl.DataFrame:
    """One row for each place in the order of codes; a number that is not known is NaN."""
    rows = bodies.order_by("kind", "code").values_list("pk", "code", "stated", "people", "latitude", "longitude")
    table = pl.DataFrame(list(rows.iterator(chunk_size=20_000)), schema=SCHEMA, orient="row")
    return table.with_columns(pl.col("people", "lat", "lon").fill_null(float("nan")))


def _money(table: pl.DataFrame, bodies: QuerySet[ParentBody], year: int) -> Any:
    """The money of the year: the larger of the ceiling of the fund and what is planned for the library."""
    ceilings = Ceiling.objects.filter(body__in=bodies, year=year, kind__in=CEILING_OF).order_by()
    planned = LibraryMoney.objects.filter(body__in=bodies, year=year, planned__isnull=False).order_by()
    found: dict[int, float] = {}
    for pk, amount in ceilings.values_list("body").annotate(Sum("amount")):
        found[pk] = float(amount)
    for pk, amount in planned.values_list("body").annotate(Sum("planned")):
        found[pk] = max(found.get(pk, 0.0), float(amount))
    return _column(table, found, float("nan"))


def _steps(table: pl.DataFrame, bodies: QuerySet[ParentBody], year: int) -> Any:
    """How many steps of READY_STEPS are on record: a statement, a decision of a meeting, a plan, money planned."""
    noted = BodyNote.objects.filter(body__in=bodies, withdrawn_at=None)
    planned = HelpPlan.objects.filter(body__in=bodies, withdrawn_at=None)
    budgeted = LibraryMoney.objects.filter(body__in=bodies, year=year, planned__gt=0)
    found: dict[int, float] = {}
    for rows in (noted, planned, budgeted):
        for pk in set(rows.order_by().values_list("body", flat=True)):
            found[pk] = found.get(pk, 0.0) + 1
    return _column(table, found, 0.0) + (table["state"] != STATED.UNKNOWN).to_numpy()


def _column(table: pl.DataFrame, found: Mapping[int, float], absent: float) -> Any:
    """A number for each row of the table, `absent` where none was found."""
    known = pl.DataFrame(
        {"pk": list(found), "number": list(found.values())}, schema={"pk": pl.Int64, "number": pl.Float64}
    )
    joined = table.select("pk").join(known, on="pk", how="left", maintain_order="left")
    return joined["number"].fill_null(absent).to_numpy()


def _in_bulk(keys: Sequence[int]) -> dict[int, ParentBody]:
    rows = ParentBody.objects.select_related("regency", "district")
    found: dict[int, ParentBody] = {}
    for start in range(0, len(keys), 500):
        found |= rows.in_bulk(keys[start : start + 500])
    return found


def _told(row: Mapping[str, Any]) -> dict[str, str]:
    """What is known of each component, in words."""
    return {
        "need": "menurut keterangan belum ada" if row["state"] == STATED.NONE else "belum diketahui, dihitung setengah",
        "people": _or_unknown(row["people"], lambda one: f"{number(one)} orang"),
        "distance": _or_unknown(row["km"], lambda one: f"{number(one, 1)} km"),
        "money": _or_unknown(row["money"], rupiah),
        "readiness": f"{number(row['steps'])} dari {READY_STEPS} langkah tercatat",
    }


def _or_unknown(value: float, write: Any) -> str:
    return "belum diketahui" if np.isnan(value) else str(write(value))
