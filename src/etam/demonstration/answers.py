"""Invented answers that hang together: a library grows from year to year and its figures fit each other.

One column per element, one row per library; NaN means *tidak ada data*, `NOT_APPLICABLE` columns follow from the kind.
"""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from etam.demonstration.libraries import Library

Column = NDArray[np.float64]

# Typical size of a library of each kind: printed titles, users a year, staff, pupils or employees.
SIZES = {
    "province": (58_000, 190_000, 62, 0),
    "regency": (19_000, 46_000, 17, 0),
    "district": (1_300, 1_500, 2, 0),
    "village": (850, 720, 1.4, 0),
    "sd_mi": (620, 2_100, 1.2, 190),
    "smp_mts": (1_150, 3_000, 1.6, 280),
    "sma_smk_ma": (1_700, 4_300, 2.1, 460),
    "higher_education": (7_500, 15_000, 5, 1_800),
    "special": (950, 620, 1.4, 110),
    "tbm": (520, 900, 1.2, 0),
}
# How lively reading is in a place, invented; it moves a little every year.
LIVELINESS = {
    "64.74": 1.38, "64.72": 1.30, "64.02": 1.12, "64.71": 1.09, "64.03": 1.00,
    "64.09": 0.97, "64.08": 0.95, "64.01": 0.90, "64.07": 0.76, "64.11": 0.70,
}  # fmt: skip
DIGITAL = {"province", "regency", "higher_education", "sma_smk_ma"}


@dataclass(frozen=True)
class Answers:
    """Answers of all libraries for one period; `columns[element][row]`."""

    period: int
    columns: dict[str, Column]

    def row(self, index: int) -> dict[str, float]:
        return {element: float(column[index]) for element, column in self.columns.items()}


class Simulation:
    """Draws the years one after the other; each year rests on the one before."""

    def __init__(self, libraries: Sequence[Library], random: np.random.Generator):
        self.random = random
        self.subtypes = np.array([library.subtype for library in libraries])
        self.kinds = np.array([library.kind for library in libraries])
        self.count = len(libraries)
        sizes = np.array([SIZES[library.subtype] for library in libraries], dtype=float)
        lively = np.array([LIVELINESS[library.place.regency] for library in libraries])
        self.digital = np.isin(self.subtypes, list(DIGITAL)) & (random.random(self.count) < 0.7)
        self.titles = self._around(sizes[:, 0], 0.55)
        self.copies_per_title = 1.15 + random.gamma(2.0, 0.35, self.count)
        self.users = self._around(sizes[:, 1] * lively, 0.5)
        self.staff = np.maximum(1, np.round(self._around(sizes[:, 2], 0.3)))
        self.qualified_share = np.clip(random.normal(0.22 * lively, 0.2), 0, 1)
        self.people = np.round(self._around(sizes[:, 3], 0.35))
        self.lively = lively

    def year(self, period: int) -> Answers:
        """The answers about one year; later calls go on from here."""
        added = self._added()
        self.titles = self.titles + added["print_titles_added"]
        self.users = self.users * self._around(np.full(self.count, 1.04), 0.08)
        columns = {**self._collection(added), **self._budgets(added), **self._staff(), **self._services()}
        columns.update(self._identity())
        return Answers(period, columns)

    def _around(self, typical: Column, spread: float) -> Column:
        return typical * np.exp(self.random.normal(0.0, spread, self.count))

    def _added(self) -> dict[str, Column]:
        titles = np.round(self.titles * np.clip(self.random.normal(0.05, 0.03, self.count), 0, 0.2))
        return {
            "print_titles_added": titles,
            "print_items_added": np.round(titles * (1 + self.random.random(self.count))),
        }

    def _collection(self, added: dict[str, Column]) -> dict[str, Column]:
        titles = np.round(self.titles)
        items = np.round(titles * self.copies_per_title)
        digital = np.where(self.digital, np.round(titles * 0.08), 0.0)
        digital_added = np.round(digital * 0.1)
        return {
            "print_titles": titles,
            "print_items": np.maximum(items, titles + added["print_items_added"]),
            "digital_titles": digital,
            "digital_items": np.round(digital * 1.2),
            "digital_titles_added": digital_added,
            "digital_items_added": digital_added,
            **added,
        }

    def _budgets(self, added: dict[str, Column]) -> dict[str, Column]:
        price = np.round(self.random.normal(72_000, 9_000, self.count), -3)
        total = added["print_items_added"] * np.clip(price, 30_000, None)
        from_bos = np.where(self.kinds == "school", np.round(total * 0.8, -3), 0.0)
        return {
            "collection_budget_bos": from_bos,
            "collection_budget_non_bos": np.where(self.kinds == "school", total - from_bos, 0.0),
            "collection_budget_total": total,
            "training_budget": np.where(self.random.random(self.count) < 0.3, np.round(self.staff * 900_000, -5), 0.0),
            "service_budget": np.round(self._around(self.users * 2_500, 0.5), -5),
        }

    def _staff(self) -> dict[str, Column]:
        qualified = np.round(self.staff * self.qualified_share)
        return {
            "staff_qualified": qualified,
            "staff_not_qualified": self.staff - qualified,
            "staff_cpd": np.round(self.staff * np.clip(self.random.normal(0.25, 0.2, self.count), 0, 1)),
        }

    def _services(self) -> dict[str, Column]:
        titles, users = np.round(self.titles), np.round(self.users)
        used = np.round(titles * np.clip(self.random.normal(0.35 * self.lively, 0.12), 0.02, 0.95))
        items_used = np.round(used * (1 + self.random.random(self.count) * (self.copies_per_title - 1)))
        digital_used = np.where(self.digital, np.round(titles * 0.08 * 0.4), 0.0)
        activities = self.random.poisson(3.2 * self.lively).astype(float)
        return {
            "users_total": users,
            "ict_users": np.round(users * np.clip(self.random.normal(0.12 * self.lively, 0.07), 0, 0.8)),
            "print_titles_used": used,
            "print_items_used": items_used,
            "digital_titles_used": digital_used,
            "digital_items_used": digital_used,
            "literacy_activities": activities,
            "literacy_participants": np.where(
                activities > 0, np.round(activities * self._around(np.full(self.count, 31.0), 0.5)) + 1, 0
            ),
            "partnerships": self.random.poisson(0.9 * self.lively).astype(float),
            "service_types": 1.0 + self.random.poisson(2.2 * self.lively),
            "service_policies": self.random.poisson(1.1 * self.lively).astype(float),
            "regional_policies": self.random.poisson(0.9, self.count).astype(float),
        }

    def _identity(self) -> dict[str, Column]:
        return {
            "pupils_total": self.people,
            "school_staff_total": np.round(self.people * 0.09) + 3,
            "employees_total": self.people + 5,
        }


def blank_out(answers: Answers, random: np.random.Generator, share: float) -> Answers:
    """Turn a share of the numbers into *tidak ada data*, as real returns have them; identity stays."""
    columns = {}
    for element, column in answers.columns.items():
        gaps = random.random(len(column)) < (
            0 if element in ("pupils_total", "school_staff_total", "employees_total") else share
        )
        columns[element] = np.where(gaps, np.nan, column)
    return Answers(answers.period, columns)
