"""Retirement of a post's levels, as the newest edition of content tells it."""

from datetime import date

from etam.content.positions import RetirementAge
from etam.workforce.persons import Person
from etam.workforce.retirement import retirement_day
from etam.workforce.rules import positions


def retirement_age(level: str) -> RetirementAge | None:
    """The age at which holders of a level retire; None for a level that content does not know."""
    return next((one for one in positions().retirement_ages.values() if level in one.levels), None)


def retires_on(person: Person, level: str) -> date | None:
    """The day on which a person of this level retires, as far as content tells it."""
    age = retirement_age(level)
    return retirement_day(person.born_on, age.years) if age else None


def ages() -> list[RetirementAge]:
    """The ages in the order of content."""
    return list(positions().retirement_ages.values())
