"""How a confusion between sources gets an owner and a reading. Every step is a row of its own; none is changed."""

from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.regulations.exceptions import BadInput, Changed, WrongState
from etam.regulations.models import Settlement
from etam.regulations.queries.confusions import Case, State, case
from etam.web.formats import day as written_day
from etam.web.formats import number

MAX_TEXT = 4000
MAX_OWNER = 200


@transaction.atomic
def assign(
    key: str, *, owner: str, due_on: date | None, by: User, seen: str = "", at: datetime | None = None
) -> Settlement:
    """Say who settles a confusion, and until when; the same again changes owner or day.

    `seen` is that of the case on the page it was decided from. Raises BadInput without an owner or with a day that is
    past; WrongState when the key is unknown or the confusion is settled; Changed when something happened since `seen`.
    """
    at = at or timezone.now()
    found = _found(key, seen, at)
    name = _written(owner, "Tulis siapa yang menyelesaikannya.", "owner", MAX_OWNER)
    if found.state == State.SETTLED:
        raise WrongState("Kerancuan ini sudah punya bacaan. Buka kembali dulu bila perlu dibahas lagi.")
    if due_on is not None and due_on < localdate(at):
        raise BadInput(f"Batasnya paling cepat hari ini, {written_day(localdate(at))}.", "due_on")
    row = _store(found, by, at, owner=name, due_on=due_on)
    until = f", paling lambat {written_day(due_on)}" if due_on else ""
    summary = f"Menyerahkan kerancuan “{row.term}” kepada {name}{until}."
    journal.record("confusion_assigned", row, by=by, summary=summary)
    return row


@transaction.atomic
def settle(key: str, *, reading: str, reason: str, by: User, seen: str, at: datetime | None = None) -> Settlement:
    """Say how a confusion is read from now on, and why. It holds until one of the texts changes.

    `seen` is that of the case on the page it was decided from. Raises BadInput when a text is absent or too long;
    WrongState when the key is unknown or the confusion is settled; Changed when something happened since `seen`.
    """
    at = at or timezone.now()
    found = _found(key, seen, at)
    read = _written(reading, "Tulis bacaan yang dipakai.", "reading")
    why = _written(reason, "Tulis alasannya: orang lain akan membacanya bersama bacaan ini.", "reason")
    if found.state == State.SETTLED:
        raise WrongState("Kerancuan ini sudah punya bacaan. Buka kembali dulu bila bacaannya perlu diganti.")
    row = _store(found, by, at, owner=_owner(found), reading=read, reason=why)
    journal.record("confusion_settled", row, by=by, summary=f"Menetapkan bacaan atas kerancuan “{row.term}”: {read}")
    return row


@transaction.atomic
def reopen(key: str, *, reason: str, by: User, seen: str = "", at: datetime | None = None) -> Settlement:
    """Take a reading back, with a reason; the owner stays, without a day.

    Raises BadInput without a reason; WrongState when the key is unknown or it has no reading; Changed when something
    happened since `seen`.
    """
    at = at or timezone.now()
    found = _found(key, seen, at)
    why = _written(reason, "Tulis alasan membukanya kembali.", "reason")
    if found.state not in (State.SETTLED, State.REREAD):
        raise WrongState("Kerancuan ini belum punya bacaan, jadi tidak ada yang dapat dibuka kembali.")
    row = _store(found, by, at, owner=_owner(found), reason=why)
    journal.record("confusion_reopened", row, by=by, summary=f"Membuka kembali kerancuan “{row.term}”: {why}")
    return row


def _found(key: str, seen: str, at: datetime) -> Case:
    found = case(key, localdate(at))
    if found is None:
        raise WrongState("Kerancuan ini tidak ditemukan lagi: sumbernya sudah sejalan atau sudah berakhir.")
    if seen and seen != found.seen:
        if not seen.startswith(found.confusion.fingerprint):
            raise Changed(
                "Salah satu teksnya berubah sejak Anda membuka halaman ini. Baca lagi teks di halaman ini; yang Anda "
                "tulis masih ada di bawah."
            )
        raise Changed(
            "Petugas lain sudah mencatat sesuatu sejak Anda membuka halaman ini. Periksa riwayatnya; yang Anda tulis "
            "masih ada di bawah."
        )
    return found


def _store(
    found: Case, by: User, at: datetime, *, owner: str, due_on: date | None = None, reading: str = "", reason: str = ""
) -> Settlement:
    return Settlement.objects.create(
        key=found.key,
        fingerprint=found.confusion.fingerprint,
        term=found.label[:120],
        owner=owner,
        due_on=due_on,
        reading=reading,
        reason=reason,
        at=at,
        by=by,
    )


def _owner(found: Case) -> str:
    return found.latest.owner if found.latest else ""


def _written(text: str, absent: str, field: str, longest: int = MAX_TEXT) -> str:
    kept = text.strip()
    if not kept:
        raise BadInput(absent, field)
    if len(kept) > longest:
        told = f"Teksnya {number(len(kept))} huruf. Ringkas menjadi paling banyak {number(longest)} huruf."
        raise BadInput(told, field)
    return kept
