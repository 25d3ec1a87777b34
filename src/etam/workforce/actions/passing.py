"""What a desk does with a proposal: pass it on, send it back, refuse it, write the decision down."""

from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts.models import User
from etam.content.formation_routes import Desk
from etam.web.formats import day as written_day
from etam.workforce.actions.steps import (
    Kind,
    State,
    desk_under_way,
    locked,
    numbers_for,
    refuse_maker,
    refuse_unexplained_rise,
    step,
    write_numbers,
)
from etam.workforce.desks import desk_named, path_of, place_of
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Proposal


@transaction.atomic
def pass_on(
    proposal: Proposal,
    *,
    to: str,
    numbers: Mapping[str, int | None],
    document: str,
    note: str,
    version: int,
    by: User,
    at: datetime | None = None,
) -> Proposal:
    """Pass a proposal to the next desk, its code in `to`, with what this desk adds: numbers recommended, a letter.

    Raises BadInput for another desk than the next, a letter that is absent, numbers that cannot be, or more than was
    proposed without a note; WrongState for who made it, and where it is decided instead.
    """
    row, desk = _judged(proposal, version, by)
    following = _next(row, to)
    written = _added(row, desk, numbers, note, "direkomendasikan") if desk.adds.numbers == "recommended" else {}
    _require_letter(desk, document)
    if written:
        write_numbers(row, "recommended", written)
    row.state = State.AT_DESK
    step(
        row,
        Kind.PASSED,
        by=by,
        at=at or timezone.now(),
        to=following,
        reason=note,
        document=document,
        numbers=written,
    )
    return row


@transaction.atomic
def send_back(
    proposal: Proposal, *, to: str, reason: str, version: int, by: User, at: datetime | None = None
) -> Proposal:
    """Send a proposal back to an earlier desk, its code in `to`; what was typed stays.

    Raises BadInput without a reason or for a desk that does not lie before this one.
    """
    row, _ = _judged(proposal, version, by)
    earlier = {desk.code: desk for desk in path_of(row)[: place_of(row)]}
    if to not in earlier:
        raise BadInput("Pilih meja yang sudah dilewati usulan ini.", "to")
    if not reason.strip():
        raise BadInput("Tulis apa yang harus dibetulkan, agar meja sebelumnya tahu.", "reason")
    row.state = State.SENT_BACK
    step(row, Kind.SENT_BACK, by=by, at=at or timezone.now(), to=earlier[to], reason=reason)
    return row


@transaction.atomic
def refuse(proposal: Proposal, *, reason: str, version: int, by: User, at: datetime | None = None) -> Proposal:
    """End a proposal without a post. Raises BadInput without a reason."""
    row, _ = _judged(proposal, version, by)
    if not reason.strip():
        raise BadInput("Tulis alasan usulan ini ditolak.", "reason")
    row.state = State.REFUSED
    step(row, Kind.REFUSED, by=by, at=at or timezone.now(), reason=reason)
    return row


@transaction.atomic
def decide(
    proposal: Proposal,
    *,
    numbers: Mapping[str, int | None],
    document: str,
    decided_on: date,
    note: str,
    version: int,
    by: User,
    at: datetime | None = None,
) -> Proposal:
    """Write down what was decided: numbers, letter and day.

    Raises WrongState before the last desk, BadInput for numbers that cannot be, more than was proposed without a note,
    no letter, or a day to come or before the proposal set out.
    """
    row, desk = _judged(proposal, version, by)
    at = at or timezone.now()
    if desk.adds.numbers != "decided":
        ahead = path_of(row)[-1]
        raise WrongState(f"Usulan ini ada di meja {desk.label['id']}; baru di meja {ahead.label['id']} ditetapkan.")
    written = _added(row, desk, numbers, note, "ditetapkan")
    _require_letter(desk, document)
    began = localdate(row.steps.filter(kind=Kind.SENT).earliest("at").at)
    if not began <= decided_on <= localdate(at):
        raise BadInput(
            f"Tanggal surat {written_day(decided_on)} tidak cocok: usulan dikirim {written_day(began)} dan hari ini "
            f"{written_day(localdate(at))}.",
            "decided_on",
        )
    write_numbers(row, "decided", written)
    row.state, row.decision, row.decided_on = State.DECIDED, document.strip(), decided_on
    step(row, Kind.DECIDED, by=by, at=at, reason=note, document=document, numbers=written)
    return row


def _judged(proposal: Proposal, version: int, by: User) -> tuple[Proposal, Desk]:
    """The proposal and the desk where it lies, for somebody who did not make it."""
    row = locked(proposal, version)
    desk = desk_under_way(row)
    if desk.sits == "office":
        raise WrongState("Usulan ini ada di unit pengusul: kirim atau tarik, tidak diperiksa.")
    refuse_maker(row, by)
    return row, desk


def _next(row: Proposal, to: str) -> Desk:
    """The next desk; raises BadInput when `to` is another one."""
    path, place = path_of(row), place_of(row) or 0
    if place + 1 == len(path):
        raise WrongState("Ini meja terakhir: catat penetapannya atau penolakannya.")
    following = path[place + 1]
    if to != following.code:
        wanted = desk_named(row, to)
        name = wanted.label["id"] if wanted else to[:40]
        raise BadInput(
            f"Usulan ini belum dapat ke meja {name}: sesudah {path[place].label['id']} datang "
            f"{following.label['id']}. Tidak ada meja yang dilompati.",
            "to",
        )
    return following


def _added(row: Proposal, desk: Desk, numbers: Mapping[str, int | None], note: str, word: str) -> dict[str, int]:
    written = numbers_for(row, numbers)
    refuse_unexplained_rise(row, written, note, word)
    return written


def _require_letter(desk: Desk, document: str) -> None:
    if desk.adds.letter and not document.strip():
        raise BadInput("Tulis nomor dan tanggal suratnya.", "document")
