"""Days as moments, for questions about what was so by then."""

from datetime import date, datetime, time, timedelta

from etam.web.formats import WITA


def day_after(day: date) -> datetime:
    """The moment at which a day is over in Kalimantan Timur."""
    return datetime.combine(day + timedelta(days=1), time.min, WITA)
