"""The clocks of a recommendation: until when its owner answers, until when an answer is judged. Reads no clock."""

from collections.abc import Callable
from datetime import date, timedelta

from etam.content.followup_rules import FollowupRules

SATURDAY = 5


def calendar_days(start: date, days: int) -> date:
    """The day that lies so many days after `start`."""
    return start + timedelta(days=days)


def working_days(start: date, days: int) -> date:
    """The day that lies so many Mondays to Fridays after `start`; public holidays count as working days."""
    day = start
    while days:
        day += timedelta(days=1)
        days -= day.weekday() < SATURDAY
    return day


CALENDARS: dict[str, Callable[[date, int], date]] = {"calendar_days": calendar_days, "working_days": working_days}


def answer_due(rules: FollowupRules, start: date) -> date:
    """The last day on which an answer is in time, when the clock starts on `start`."""
    return CALENDARS[rules.calendar](start, rules.answer_days)


def review_due(rules: FollowupRules, answered: date) -> date:
    """The last day on which the verdict on an answer of that day is in time."""
    return CALENDARS[rules.calendar](answered, rules.review_days)
