"""What every step of a proposal has in common: nobody is overtaken, one row of its way, one entry in the journal."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.formation_routes import Desk
from etam.workforce.desks import UNDER_WAY, desk_of
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Proposal, ProposalLine, ProposalStep
from etam.workforce.rules import level_name, position_name

Kind = ProposalStep.Kind
State = Proposal.State
LARGEST = 9_999
NAMES = {
    Kind.SENT: ("formation_sent", "Mengirim"),
    Kind.PASSED: ("formation_passed", "Meneruskan"),
    Kind.SENT_BACK: ("formation_sent_back", "Mengembalikan"),
    Kind.DECIDED: ("formation_decided", "Mencatat penetapan"),
    Kind.REFUSED: ("formation_refused", "Mencatat penolakan"),
    Kind.WITHDRAWN: ("formation_withdrawn", "Menarik"),
    Kind.FILLED: ("formation_filled", "Mencatat pengisian"),
}


def locked(proposal: Proposal, version: int) -> Proposal:
    """The proposal as the database has it, for this transaction. Raises WrongState when it changed since `version`."""
    row = Proposal.objects.select_for_update(of=("self",)).select_related("office").get(pk=proposal.pk)
    if row.version != version:
        raise WrongState(
            "Usulan ini sudah diubah sejak Anda membukanya. Buka lagi usulannya, periksa, lalu ulangi bila masih perlu."
        )
    return row


def desk_under_way(row: Proposal) -> Desk:
    """The desk where it lies. Raises WrongState for what has ended."""
    desk = desk_of(row)
    if desk is None:
        raise WrongState(f"Usulan ini sudah {row.get_state_display().lower()}, jadi tidak berjalan lagi.")
    return desk


def refuse_maker(row: Proposal, by: User) -> None:
    """Raises WrongState when `by` made or sent the proposal: somebody else judges it."""
    sent = row.steps.filter(kind=Kind.SENT, by=by).exists()
    if row.made_by_id == by.pk or sent:
        raise WrongState("Anda menyusun atau mengirim usulan ini, jadi orang lain yang memeriksanya.")


def numbers_for(row: Proposal, given: Mapping[str, int | None]) -> dict[str, int]:
    """A number for every level of the proposal. Raises BadInput for one that is absent, negative or out of bounds."""
    numbers = {}
    for line in row.lines.all():
        number = given.get(line.level)
        if number is None or isinstance(number, bool) or not isinstance(number, int):
            raise BadInput(f"{level_name(line.level)}: tulis jumlah orangnya, 0 bila tidak ada.", field_of(line.level))
        if not 0 <= number <= LARGEST:
            raise BadInput(
                f"{level_name(line.level)}: {number} orang tidak mungkin. Tulis 0 sampai {LARGEST}.",
                field_of(line.level),
            )
        numbers[line.level] = number
    return numbers


def write_numbers(row: Proposal, column: str, numbers: Mapping[str, int]) -> None:
    """Put the numbers of all levels into one column of the lines."""
    lines = list(row.lines.all())
    for line in lines:
        setattr(line, column, numbers[line.level])
    ProposalLine.objects.bulk_update(lines, [column])


def refuse_unexplained_rise(row: Proposal, numbers: Mapping[str, int], note: str, word: str) -> None:
    """Raises BadInput when a number is above the proposed one and nobody says why."""
    above = [line for line in row.lines.all() if numbers[line.level] > line.proposed]
    if above and not note.strip():
        line = above[0]
        raise BadInput(
            f"{level_name(line.level)}: {numbers[line.level]} {word}, lebih banyak daripada {line.proposed} yang "
            "diusulkan. Betulkan angkanya atau tulis alasannya.",
            "note",
        )


def field_of(level: str) -> str:
    """The field of a form in which the number of a level stands."""
    return f"n_{level}"


def step(
    row: Proposal,
    kind: Kind,
    *,
    by: User,
    at: datetime,
    to: Desk | None = None,
    reason: str = "",
    document: str = "",
    numbers: Mapping[str, int] | None = None,
) -> ProposalStep:
    """Write one step and move the proposal to a desk; without one it has ended, or stays where it ended."""
    is_late = row.state in UNDER_WAY and row.due_on is not None and localdate(at) > row.due_on
    made = ProposalStep.objects.create(
        proposal=row,
        kind=kind,
        from_desk=row.desk,
        to_desk=to.code if to else "",
        reason=reason.strip(),
        document=document.strip(),
        numbers=dict(numbers or {}),
        at=at,
        by=by,
        is_late=is_late,
    )
    row.desk = to.code if to else ""
    row.desk_since = at if to else None
    row.due_on = due_on(to, localdate(at))
    row.version += 1
    row.save()
    action, verb = NAMES[kind]
    where = f" ke meja {to.label['id']}" if to else ""
    summary = f"{verb} usulan {position_name(row.position)} {row.year} dari {row.office.name}{where}."
    journal.record(action, row, by=by, summary=summary, numbers=made.numbers)
    return made


def due_on(desk: Desk | None, day: date) -> date | None:
    """Until when a proposal that came to a desk on a day may lie there."""
    return day + timedelta(days=desk.days) if desk and desk.days else None
