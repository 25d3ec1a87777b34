"""When the attendance page of an event is open. Pure: reads no clock."""

from datetime import date, datetime, time, timedelta

from etam.web.formats import WITA

BEFORE, AFTER = timedelta(hours=1), timedelta(hours=2)
DAY_STARTS, DAY_ENDS = time(7, 0), time(18, 0)
EARLIEST_DAYS, LATEST_DAYS = 1, 7
"""Days before and after the event between which the page may be open: it is a list of those who came, no form."""


def default_window(held_on: date, starts_at: time | None, ends_at: time | None) -> tuple[datetime, datetime]:
    """From an hour before the beginning until two hours after the end; without hours from 7.00 to 18.00.

    Without an end the event is taken to last until 18.00, and one that begins later until the end of the day.
    """
    opens = _at(held_on, starts_at) - BEFORE if starts_at else _at(held_on, DAY_STARTS)
    closes = _at(held_on, ends_at) + AFTER if ends_at else _at(held_on, DAY_ENDS)
    return opens, closes if closes > opens + BEFORE else _at(held_on, time(23, 59))


def limits(held_on: date) -> tuple[datetime, datetime]:
    """The earliest and the latest moment at which the page may open and close."""
    return (
        _at(held_on - timedelta(days=EARLIEST_DAYS), time(0, 0)),
        _at(held_on + timedelta(days=LATEST_DAYS), time(23, 59, 59)),
    )


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, WITA)
