"""Invented answers that hang together: a library grows from year to year and its figures fit each other.

One column per element, one row per library; NaN means *tidak ada data*. Questions that do not apply to a kind are left
out of its document when it is written.
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
# Libraries of the towns serve more people each, invented.
CROWD = {
    "64.74": 1.5, "64.72": 1.9, "64.02": 1.0, "64.71": 1.75, "64.03": 0.95,
    "64.09": 0.95, "64.08": 0.95, "64.01": 0.85, "64.07": 0.55, "64.11": 0.5,
}  # fmt: skip
DIGITAL = {"province", "regency", "higher_education", "sma_smk_ma"}

# What libraries most often do not count; in order, for a set has none that lasts.
OFTEN_UNCOUNTED = (
    "ict_users", "print_titles_used", "print_items_used", "digital_titles_used", "digital_items_used",
    "staff_cpd", "training_budget", "service_budget",
)  # fmt: skip


@dataclass(frozen=True)
class Answers:
    """Answers of all libraries for one period; `columns[element][row]`."""

    period: int
    columns: dict[str, Column]

    def row(self, index: int) -> dict[str, float]:
        return {element: float(column[index]) for element, column in self.columns.items()}


class Simulation:
    """Draws the years one after the other; each year rests on the one before.

    Habits (how much of a collection is used, how many activities a year) belong to a library and move little, so that
    a jump from one year to the next is a planted one.
    """

    def __init__(self, libraries: Sequence[Library], random: np.random.Generator):
        self.random = random
        self.kinds = np.array([library.kind for library in libraries])
        self.count = len(libraries)
        subtypes = np.array([library.subtype for library in libraries])
        sizes = np.array([SIZES[library.subtype] for library in libraries], dtype=float)
        lively = np.array([LIVELINESS[library.place.regency] for library in libraries])
        crowd = np.array([CROWD[library.place.regency] for library in libraries])
        self.digital_share = np.where(np.isin(subtypes, list(DIGITAL)) & (random.random(self.count) < 0.7), 0.08, 0.0)
        self.titles = np.round(self._around(sizes[:, 0] * crowd, 0.55))
        self.items = np.round(self.titles * (1.15 + random.gamma(2.0, 0.3, self.count)))
        self.users = self._around(sizes[:, 1] * lively * crowd, 0.5)
        self.staff = np.maximum(1, np.round(self._around(sizes[:, 2] * crowd, 0.3)))
        self.qualified = np.round(self.staff * np.clip(random.normal(0.22 * lively, 0.2), 0, 1))
        self.people = self._around(sizes[:, 3], 0.35)
        self.use = np.clip(random.normal(0.35 * lively, 0.1), 0.04, 0.8)
        self.ict = np.clip(random.normal(0.12 * lively, 0.05), 0.01, 0.6)
        self.activities = random.poisson(3.0 * lively).astype(float) + 1
        self.attendance = self._around(30.0 * crowd, 0.35)
        self.partners = random.poisson(0.9 * lively).astype(float)
        self.offers = 1.0 + random.poisson(2.2 * lively)
        self.policies = random.poisson(1.1 * lively).astype(float)
        self.cpd = np.round(self.staff * np.clip(random.normal(0.25, 0.2, self.count), 0, 1))
        self.trains = random.random(self.count) < 0.3
        uncounted = np.clip(0.14 / lively, 0, 0.3)
        self.gaps = {element: random.random(self.count) < uncounted for element in OFTEN_UNCOUNTED}

    def year(self, period: int) -> Answers:
        """The answers about one year; the next call goes on from here."""
        columns = {**self._collection(), **self._staff(), **self._services(), **self._identity()}
        for element, gap in self.gaps.items():
            columns[element] = np.where(gap, np.nan, columns[element])
        return Answers(period, columns)

    def _around(self, typical: Column, spread: float) -> Column:
        return typical * np.exp(self.random.normal(0.0, spread, self.count))

    def _collection(self) -> dict[str, Column]:
        titles_added = np.round(self.titles * np.clip(self.random.normal(0.04, 0.012, self.count), 0.005, 0.1))
        items_added = np.round(titles_added * 1.6)
        self.titles, self.items = self.titles + titles_added, self.items + items_added
        digital = np.round(self.titles * self.digital_share)
        digital_added = np.round(digital * 0.04)
        total = items_added * np.round(self.random.normal(72_000, 3_000, self.count), -3)
        from_bos = np.where(self.kinds == "school", np.round(total * 0.8, -3), 0.0)
        return {
            "print_titles": self.titles,
            "print_items": self.items,
            "digital_titles": digital,
            "digital_items": np.round(digital * 1.2),
            "print_titles_added": titles_added,
            "print_items_added": items_added,
            "digital_titles_added": digital_added,
            "digital_items_added": digital_added,
            "collection_budget_bos": from_bos,
            "collection_budget_non_bos": np.where(self.kinds == "school", total - from_bos, 0.0),
            "collection_budget_total": total,
        }

    def _staff(self) -> dict[str, Column]:
        return {
            "staff_qualified": self.qualified,
            "staff_not_qualified": self.staff - self.qualified,
            "staff_cpd": self.cpd,
            "training_budget": np.where(self.trains, np.round(self.staff * 900_000, -5), 0.0),
        }

    def _services(self) -> dict[str, Column]:
        self.users = self.users * self._around(np.full(self.count, 1.03), 0.04)
        users, titles = np.round(self.users), np.round(self.titles * self.use)
        digital_used = np.round(np.round(self.titles * self.digital_share) * 0.4)
        participants = np.round(self.activities * self.attendance * self._around(np.ones(self.count), 0.05)) + 1
        return {
            "users_total": users,
            "ict_users": np.round(users * self.ict),
            "print_titles_used": titles,
            "print_items_used": np.minimum(np.round(titles * 1.25), self.items),
            "digital_titles_used": digital_used,
            "digital_items_used": digital_used,
            "literacy_activities": self.activities,
            "literacy_participants": participants,
            "partnerships": self.partners,
            "service_types": self.offers,
            "service_policies": self.policies,
            "regional_policies": np.minimum(self.policies, 2.0),
            "service_budget": np.round(users * 2_500, -5),
        }

    def _identity(self) -> dict[str, Column]:
        people = np.round(self.people)
        return {
            "pupils_total": people,
            "school_staff_total": np.round(people * 0.09) + 3,
            "employees_total": people + 5,
        }
