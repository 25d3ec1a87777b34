"""The people behind the rows, opened in memory and never stored open."""

from collections.abc import Iterable
from dataclasses import dataclass

from etam.workforce import sealing
from etam.workforce.models import CorrectionRequest, Holder
from etam.workforce.persons import Person, person_from


@dataclass(frozen=True)
class Masked:
    """A holder as a list shows them: initials and a masked NIP; "" where the row cannot be opened or was wiped."""

    holder: Holder
    initials: str
    nip: str


def person_of(holder: Holder) -> Person:
    """The person of a row; raises SealLost when no key opens it or the data were wiped."""
    if not holder.sealed:
        raise sealing.SealLost("Data orang ini sudah dihapus karena masa simpannya lewat.")
    return person_from(sealing.unseal(holder.sealed))


def person_or_none(holder: Holder) -> Person | None:
    """The same, None where it cannot be opened: what only counts goes on without it."""
    try:
        return person_of(holder)
    except sealing.SealLost:
        return None


def masked(holders: Iterable[Holder]) -> list[Masked]:
    """Rows as a list may show them. Initials and four digits of a NIP are no reading: nothing is written down."""
    people = [(one, person_or_none(one)) for one in holders]
    return [
        Masked(one, person.initials if person else "", person.masked_nip if person else "") for one, person in people
    ]


def asked(correction: CorrectionRequest) -> str:
    """What a person asked to have corrected; raises SealLost when no key opens it."""
    return str(sealing.unseal(correction.sealed)["text"])


def rows_of_person(holder: Holder) -> list[Holder]:
    """Every row of the same person, the oldest first."""
    marks = sealing.digests(person_of(holder).nip)
    rows = Holder.objects.filter(nip_digest__in=marks).select_related("office")
    return list(rows.order_by("appointed_on", "pk"))
