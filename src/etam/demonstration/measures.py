"""Readings of the measures: of past days as far as the records tell them, the rest invented and marked."""

from collections.abc import Iterator
from datetime import date, timedelta

from etam.meetings.actions import record_readings
from etam.publishing import board, reference
from etam.web.formats import number

# What the register said earlier, as part of what it says today: nobody recorded when a library, its money or a post
# became known.
KNOWN_BEFORE = {
    "villages_with_library_share": (0.72, 0.88),
    "school_libraries": (0.81, 0.93),
    "villages_known_share": (0.35, 0.7),
    "schools_known_share": (0.4, 0.75),
    "library_money_reported_share": (0.3, 0.65),
    "programmes_told_share": (0.4, 0.8),
    "posts_need_known_share": (0.35, 0.7),
    "posts_approved_share": (0.5, 0.85),
    "posts_filled_share": (0.3, 0.7),
}


def record_course(today: date) -> Iterator[str]:
    """Readings of the day of adoption and of the end of each year since. Yields a line that counts them."""
    adopted = reference.recommendations().adopted_on
    days = [adopted, *(date(year, 12, 31) for year in range(adopted.year, today.year))]
    count = sum(len(record_readings(board.numbers(day, is_past=True), on=day)) for day in days)
    now = board.numbers(today)
    for place, day in enumerate((today - timedelta(days=500), today - timedelta(days=200))):
        earlier = {code: float(round(now[code] * parts[place])) for code, parts in KNOWN_BEFORE.items() if code in now}
        count += len(record_readings(earlier, on=day, is_sample=True))
    yield f"{number(count)} bacaan ukuran"
