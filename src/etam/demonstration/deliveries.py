"""Invented deliveries to the centre: two years of due dates, most met, one late, one still to come."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from etam.content.obligations import latest_obligations
from etam.demonstration.people import Cast
from etam.obligations import actions
from etam.obligations.actions import Sent
from etam.obligations.models import Delivery, DueDate
from etam.web.formats import number

# Obligation, years back, days from its due date to its delivery (None: not delivered).
MADE: tuple[tuple[str, int, int | None], ...] = (
    ("iplm-workbook", 2, -6),
    ("lake", 2, 12),
    ("lppd-ikk", 2, -2),
    ("iplm-workbook", 1, -11),
    ("lppd-ikk", 1, None),
    ("ms-keg", 1, -3),
)
DUE_MONTH, DUE_DAY = 9, 30


def make_deliveries(cast: Cast, today: date) -> Iterator[str]:
    """Note due dates and deliveries as of `today`; yields a line for the loader."""
    content = latest_obligations()
    for code, back, late in MADE:
        obligation = content.find(code)
        if obligation is None:
            continue
        year = today.year - back
        due = date(year + 1, DUE_MONTH, DUE_DAY)
        actions.set_due(obligation, year, due_on=due, source="Surat permintaan (contoh)", by=cast.officer)
        delivered = due + timedelta(days=late or 0)
        if late is not None and delivered <= today:
            sent = Sent(delivered_on=delivered, receipt=f"CONTOH/{code}/{year}", way="Surel")
            at = timezone.make_aware(datetime.combine(delivered, time(10, 0)))
            actions.deliver(obligation, year, sent, by=cast.officer, at=at)
    Delivery.objects.update(is_sample=True)
    yield f"Permintaan pusat: {number(Delivery.objects.count())} penyerahan, {number(DueDate.objects.count())} batas"
