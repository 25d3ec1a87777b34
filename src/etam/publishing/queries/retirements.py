"""Retirements ahead over all offices together: totals, never a person."""

from dataclasses import dataclass
from datetime import date

from etam.workforce.models import Holder
from etam.workforce.queries.projection import SMALLEST, Group, leavers, recorded_rate, total


@dataclass(frozen=True)
class Ahead:
    """Those who hold a post today and what is expected of them, year by year."""

    group: Group
    is_estimated: bool
    """Whether the chance of leaving early comes from recorded exits; else it is assumed."""


def ahead(day: date) -> Ahead | None:
    """The ten years ahead of a day; None where nobody is recorded, or so few that it would be about single people."""
    people, rate = leavers(Holder.objects.all(), day), recorded_rate(day)
    if len(people) < SMALLEST:
        return None
    return Ahead(total(people, rate, day), rate.is_estimated)
