"""When the attendance page of a meeting is open, and how long an invitation serves. Pure: reads no clock."""

from datetime import date, datetime, time, timedelta

from etam.web.formats import WITA

DAY_STARTS, DAY_ENDS = time(7, 0), time(18, 0)
EARLIEST_DAYS, LATEST_DAYS = 1, 7
"""Days before and after the meeting between which the page may be open: it is a list of those who came, no form."""
LINK_DAYS = 14
"""How long an invitation still opens after the meeting, to read what became of it. Our proposal."""


def default_window(starts_on: date, ends_on: date) -> tuple[datetime, datetime]:
    """From 7.00 of the first day to 18.00 of the last."""
    return _at(starts_on, DAY_STARTS), _at(ends_on, DAY_ENDS)


def limits(starts_on: date, ends_on: date) -> tuple[datetime, datetime]:
    """The earliest and the latest moment at which the page may open and close."""
    return (
        _at(starts_on - timedelta(days=EARLIEST_DAYS), time(0, 0)),
        _at(ends_on + timedelta(days=LATEST_DAYS), time(23, 59, 59)),
    )


def invitation_ends(ends_on: date) -> datetime:
    """The moment after which an invitation opens nothing."""
    return _at(ends_on + timedelta(days=LINK_DAYS), time(23, 59, 59))


def _at(day: date, hour: time) -> datetime:
    return datetime.combine(day, hour, WITA)
