"""Who leaves a post in the years ahead: by age for certain, earlier by chance. Pure: reads no database, no clock.

Every holder leaves on the day of retirement, or before it with the same yearly chance, one independently of the other.
How many leave in a year then follows a Poisson-binomial distribution, which is computed exactly; it is averaged over
the rates that are plausible, so that an interval tells both kinds of not knowing.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise

import numpy as np
from scipy.stats import beta

DAYS_OF_YEAR = 365.25
SHARE = 0.8
POINTS = 21
# Our own assumption where no exit was recorded yet: between one in two hundred and one in twenty a year.
ASSUMED = (0.005, 0.05)

Chances = np.ndarray


@dataclass(frozen=True)
class ExitRate:
    """The chance a year of leaving before retirement: `points` are rates that are equally plausible.

    `low` and `high` hold the middle 80 % of them. Without a recorded exit the rates are an assumption of ours.
    """

    points: tuple[float, ...]
    low: float
    high: float
    exits: int = 0
    person_years: float = 0.0
    is_estimated: bool = False

    @property
    def mean(self) -> float:
        return float(np.mean(self.points))


@dataclass(frozen=True)
class Span:
    """What is expected between two days, the last excluded. All numbers are persons; ranges hold 80 % or more."""

    start: date
    end: date
    retiring: int
    leaving: float
    leaving_low: int
    leaving_high: int
    remaining: float
    remaining_low: int
    remaining_high: int

    @property
    def leaving_range(self) -> tuple[int, int]:
        return self.leaving_low, self.leaving_high

    @property
    def remaining_range(self) -> tuple[int, int]:
        return self.remaining_low, self.remaining_high


def retirement_day(born_on: date, years: int) -> date:
    """The first of the month after the birthday with which the age is reached; that rule is unverified."""
    year, month = born_on.year + years, born_on.month + 1
    return date(year + 1, 1, 1) if month > 12 else date(year, month, 1)


def assumed_rate() -> ExitRate:
    """The range that is assumed while no exit was recorded."""
    return ExitRate(tuple(np.linspace(*ASSUMED, POINTS)), *ASSUMED)


def exit_rate(exits: int, person_years: float, share: float = SHARE) -> ExitRate:
    """The rate that recorded exits tell, by a Beta distribution with Jeffreys' prior; assumed where there are none.

    Raises ValueError for more exits than years in which they could happen.
    """
    if not exits:
        return assumed_rate()
    if exits > person_years + 1:
        raise ValueError(f"{exits} exits in {person_years:g} person-years cannot be a yearly chance.")
    told = beta(exits + 0.5, max(person_years - exits, 0) + 0.5)
    points = told.ppf((np.arange(POINTS) + 0.5) / POINTS)
    low, high = told.ppf([(1 - share) / 2, (1 + share) / 2])
    return ExitRate(tuple(map(float, points)), float(low), float(high), exits, person_years, is_estimated=True)


def edges(today: date, years: int = 10) -> list[date]:
    """Today, then each 1 January until `years` whole years are over."""
    return [today, *(date(today.year + ahead, 1, 1) for ahead in range(1, years + 2))]


def project(retires_on: Iterable[date], rate: ExitRate, days: Sequence[date]) -> list[Span]:
    """What is expected between each two of `days`, of people who retire on these days.

    Somebody whose day has passed and who still holds the post leaves in the first span.
    """
    people = sorted(retires_on)
    here = _still_here(people, rate, days)
    leaving = here[:, :-1, :] - here[:, 1:, :]
    left, stay = _distribution(leaving), _distribution(here[:, 1:, :])
    spans = []
    for index, (start, end) in enumerate(pairwise(days)):
        first = date.min if index == 0 else start
        retiring = sum(first <= one < end for one in people)
        spans.append(
            Span(
                start, end, retiring, _mean(left[index]), *_range(left[index]), _mean(stay[index]), *_range(stay[index])
            )
        )
    return spans


def _still_here(people: Sequence[date], rate: ExitRate, days: Sequence[date]) -> Chances:
    """The chance of still holding the post on each day, by rate, day and person; everybody does on the first."""
    stays = 1 - np.array(rate.points)[:, None, None]
    ahead = np.array([(day - days[0]).days / DAYS_OF_YEAR for day in days])[None, :, None]
    before = np.array([[one > day for one in people] for day in days[1:]]).reshape(len(days) - 1, len(people))
    there = np.vstack([np.ones((1, len(people)), bool), before])
    return np.where(there[None, :, :], stays**ahead, 0.0)


def _distribution(chances: Chances) -> Chances:
    """How likely each number of persons is, by span: exact for each rate, then averaged over the rates."""
    rates, spans, people = chances.shape
    told = np.zeros((rates, spans, people + 1))
    told[:, :, 0] = 1.0
    for person in range(people):
        one = chances[:, :, person, None]
        told[:, :, 1:] = told[:, :, 1:] * (1 - one) + told[:, :, :-1] * one
        told[:, :, 0] *= 1 - one[:, :, 0]
    averaged: Chances = told.mean(axis=0)
    return averaged


def _mean(told: Chances) -> float:
    return float(told @ np.arange(len(told)))


def _range(told: Chances, share: float = SHARE) -> tuple[int, int]:
    """The middle numbers that together are at least `share` likely."""
    below = np.cumsum(told) + 1e-12
    tail = (1 - share) / 2
    return int(np.searchsorted(below, tail)), int(np.searchsorted(below, 1 - tail))
