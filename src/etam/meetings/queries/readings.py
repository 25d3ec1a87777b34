"""What measures said on earlier days."""

from collections import defaultdict
from collections.abc import Mapping
from datetime import date

from django.db.models import Max, Min, Q

from etam.meetings.models import MeasureReading


def courses(adopted_on: date, today: date) -> Mapping[str, list[MeasureReading]]:
    """Of each measure its first reading since `adopted_on` and the last one of each year, before `today`, in order.

    Two questions to the database, however many days were read.
    """
    years = range(adopted_on.year, today.year + 1)
    last_of_years = {
        f"y{year}": Max("on", filter=Q(on__gte=date(year, 1, 1), on__lte=date(year, 12, 31))) for year in years
    }
    since = MeasureReading.objects.filter(on__gte=adopted_on, on__lt=today)
    days = since.order_by().values("measure").annotate(first=Min("on"), **last_of_years)
    wanted = {(row["measure"], day) for row in days for name, day in row.items() if name != "measure" and day}
    found: dict[str, list[MeasureReading]] = defaultdict(list)
    for one in since.filter(on__in={day for _, day in wanted}).order_by("on"):
        if (one.measure, one.on) in wanted:
            found[one.measure].append(one)
    return found


def on_day(day: date) -> Mapping[str, float]:
    """What was kept of a day, by measure."""
    return dict(MeasureReading.objects.filter(on=day).values_list("measure", "value"))
