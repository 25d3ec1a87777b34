"""What Etam knows of a person in a post, who opened it, and which requests for correction wait for an answer."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.conf import settings
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import JournalEntry
from etam.web.formats import moment
from etam.web.waiting import Waiting
from etam.workforce.access import holders as access
from etam.workforce.models import CorrectionRequest, Holder
from etam.workforce.persons import Person
from etam.workforce.queries.people import asked, person_of

READ = "holder_read"


@dataclass(frozen=True)
class Copy:
    """Everything about one person: what is sealed, the posts, the requests, and the journal of all rows."""

    person: Person
    posts: tuple[Holder, ...]
    requests: tuple[tuple[CorrectionRequest, str], ...]
    entries: tuple[JournalEntry, ...]
    made_at: datetime


def copy_of(rows: Sequence[Holder], at: datetime) -> Copy:
    """Everything about the person of these rows, entries of the journal from the oldest."""
    requests = CorrectionRequest.objects.filter(holder__in=rows).select_related("settled_by")
    entries = sorted((entry for row in rows for entry in journal.of(row)), key=lambda entry: entry.pk)
    return Copy(person_of(rows[-1]), tuple(rows), tuple((one, asked(one)) for one in requests), tuple(entries), at)


def readings_of(holder: Holder) -> QuerySet[JournalEntry]:
    """Who opened a holder's data, the latest first."""
    return journal.of(holder).filter(action=READ)


def history_of(holder: Holder) -> list[JournalEntry]:
    """Everything the journal says about a row, the latest first."""
    return list(journal.of(holder))


def open_corrections(holders: Iterable[Holder] | QuerySet[Holder]) -> QuerySet[CorrectionRequest]:
    """Requests without an answer, the most urgent first."""
    rows = CorrectionRequest.objects.filter(holder__in=holders, settled_at=None)
    return rows.select_related("holder__office").order_by("due_at", "pk")


def retention_years() -> int:
    """For how many years data are kept after the last post ended; 0 while nobody decided it."""
    return int(settings.HOLDER_YEARS)


def waiting_for(user: Any, day: date) -> Iterator[Waiting]:
    """For who may open holders: requests for correction without an answer, late ones first."""
    if not access.may_open_some(user, day):
        return
    now = timezone.now()
    for one in open_corrections(access.holders_to_open(user, day))[:12]:
        late = one.due_at < now
        detail = f"{one.holder.office.name}: jawab paling lambat {moment(one.due_at)}." + (
            " Sudah lewat." if late else ""
        )
        yield Waiting(
            "Permintaan pembetulan data pemangku",
            detail,
            f"{reverse('workforce:holder', args=[one.holder_id])}#pembetulan",
            due_on=timezone.localdate(one.due_at),
            is_urgent=late,
        )
