"""What waits for the operator of an office: quarters that are over and not reported."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.urls import reverse

from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.programmes.actions.reporting import ENDS, end_of
from etam.programmes.queries.activities import standing
from etam.web.formats import number
from etam.web.waiting import Waiting

# Offices close their books some days after a quarter ends.
REPORTED_LATE_AFTER_DAYS = 30


def waiting_for(user: Any, day: date) -> Iterator[Waiting]:
    """The last quarter that is over, for each office of an operator that left sub-activities of it unreported."""
    if not institutions.has_role(user, Membership.Role.OPERATOR, on=day):
        return
    year, quarter = last_over(day)
    end = end_of(year, quarter)
    for office in institutions.institutions_to_fill(user):
        rows = standing().filter(office=office, year=year)
        open_ones = [one for one in rows if all(row.quarter < quarter for row in one.realisations.all())]
        if open_ones:
            yield Waiting(
                f"Realisasi triwulan {quarter} tahun {year}, {office.name}",
                f"{number(len(open_ones))} subkegiatan belum dilaporkan sampai akhir triwulan itu.",
                reverse("programmes:office_year", args=[office.code, year]),
                is_urgent=(day - end).days > REPORTED_LATE_AFTER_DAYS,
            )


def last_over(day: date) -> tuple[int, int]:
    """The year and quarter that ended last before a day."""
    over = [quarter for quarter in ENDS if end_of(day.year, quarter) < day]
    return (day.year, max(over)) if over else (day.year - 1, 4)
