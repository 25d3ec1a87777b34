"""An office says that nobody holds a post of its, which the mere absence of records does not tell."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.models import Institution
from etam.web.formats import day as written_day
from etam.workforce.exceptions import BadInput
from etam.workforce.models import NoHolder
from etam.workforce.queries.held import holding_on
from etam.workforce.rules import position_name, positions


@transaction.atomic
def state(office: Institution, *, position: str, on: date, by: User, at: datetime | None = None) -> NoHolder:
    """State that a post has no holder since a day; again with another day replaces the day.

    Raises BadInput for a post that is not known, a day to come, and while somebody is recorded in the post.
    """
    at = at or timezone.now()
    if position not in positions().positions:
        raise BadInput("Pilih jabatan dari daftar.", "position")
    if on > timezone.localdate(at):
        raise BadInput(f"{written_day(on)} belum tiba. Tulis hari ini atau hari sebelumnya.", "on")
    today = holding_on(timezone.localdate(at)) | holding_on(on)
    if persons := today.filter(office=office, position=position).count():
        raise BadInput(
            f"{position_name(position)}: {persons} pemangku masih tercatat di {office.name}. "
            "Catat dulu bahwa jabatannya sudah berakhir.",
            "position",
        )
    row, _ = NoHolder.objects.update_or_create(
        office=office, position=position, defaults={"since": on, "at": at, "by": by}
    )
    summary = f"Menyatakan tidak ada pemangku {position_name(position)} di {office.name} sejak {written_day(on)}."
    journal.record("no_holder_stated", office, by=by, summary=summary)
    return row


@transaction.atomic
def take_back(office: Institution, *, position: str, by: User) -> None:
    """Take such a statement back: whether anybody holds the post is then not known again."""
    NoHolder.objects.filter(office=office, position=position).delete()
    summary = f"Menarik pernyataan bahwa {office.name} tidak mempunyai pemangku {position_name(position)}."
    journal.record("no_holder_taken_back", office, by=by, summary=summary)
