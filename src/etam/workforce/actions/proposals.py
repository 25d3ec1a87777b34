"""What the office does with its proposal: begin, save, send, withdraw, and note which decided posts are filled."""

from collections.abc import Mapping
from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.editions.actions import record_version
from etam.workforce.actions.steps import (
    Kind,
    State,
    desk_under_way,
    field_of,
    locked,
    numbers_for,
    step,
    write_numbers,
)
from etam.workforce.desks import UNDER_WAY, path_of, route_of, routes_of
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Proposal, ProposalLine, Workload
from etam.workforce.queries.held import staffing
from etam.workforce.queries.need import by_level
from etam.workforce.rules import level_name, position_name, positions

YEARS_AHEAD = 5


@transaction.atomic
def start(workload: Workload, *, year: int, by: User, at: datetime | None = None, is_sample: bool = False) -> Proposal:
    """Begin the proposal of an office for a post and budget year, filled with what the workload analysis asks for.

    Raises WrongState without a settled analysis or while another proposal is under way, BadInput for an odd year.
    """
    at = at or timezone.now()
    # Two people who begin at once wait for each other here.
    workload = Workload.objects.select_for_update(of=("self",)).select_related("office").get(pk=workload.pk)
    name = position_name(workload.position)
    if workload.state != Workload.State.SETTLED:
        raise WrongState(
            f"Analisis beban kerja {name} {workload.year} belum ditetapkan kepala unit. Tetapkan dulu, baru usulkan."
        )
    if not workload.year <= year <= localdate(at).year + YEARS_AHEAD:
        raise BadInput(
            f"Tahun formasi {year} tidak cocok dengan analisis {workload.year}. "
            f"Tulis {workload.year} sampai {localdate(at).year + YEARS_AHEAD}.",
            "year",
        )
    same = Proposal.objects.filter(office=workload.office, year=year, position=workload.position, state__in=UNDER_WAY)
    if same.exists():
        raise WrongState(
            f"Usulan {name} {year} dari {workload.office.name} masih berjalan. Lanjutkan atau tarik yang itu dulu."
        )
    made = Proposal.objects.create(
        office=workload.office,
        year=year,
        position=workload.position,
        workload=workload,
        made_at=at,
        made_by=by,
        is_sample=is_sample,
    )
    ProposalLine.objects.bulk_create(_lines(made, workload, at))
    journal.record(
        "formation_started", made, by=by, summary=f"Menyusun usulan {name} {year} dari {workload.office.name}."
    )
    return made


@transaction.atomic
def save(
    proposal: Proposal, *, numbers: Mapping[str, int | None], explanation: str, version: int, by: User
) -> Proposal:
    """Keep what was typed, without sending. Raises BadInput, WrongState when it does not lie at the office."""
    row = _at_office(proposal, version)
    _write(row, numbers, explanation)
    row.version += 1
    row.save()
    summary = f"Menyimpan usulan {position_name(row.position)} {row.year} dari {row.office.name}."
    journal.record("formation_saved", row, by=by, summary=summary)
    return row


@transaction.atomic
def send(
    proposal: Proposal,
    *,
    numbers: Mapping[str, int | None],
    explanation: str,
    version: int,
    by: User,
    at: datetime | None = None,
) -> Proposal:
    """Keep what was typed and send it to the next desk; the first time it fixes the route and its edition.

    Raises BadInput when nobody is proposed, or more than the work asks for without an explanation; WrongState when it
    does not lie at the office.
    """
    row = _at_office(proposal, version)
    written = _write(row, numbers, explanation)
    if not sum(written.values()):
        raise BadInput("Tidak ada orang yang diusulkan. Tulis jumlahnya pada satu jenjang atau lebih.", "")
    _refuse_unexplained(row, written)
    if not row.route:
        routes = routes_of(row)
        row.route, row.route_edition = route_of(row), routes.version
        record_version("formation-routes", "routes", routes.version, routes.checksum)
    first, following = path_of(row)[:2]
    row.desk, row.state = first.code, State.AT_DESK
    step(row, Kind.SENT, by=by, at=at or timezone.now(), to=following, reason=row.explanation, numbers=written)
    return row


@transaction.atomic
def withdraw(proposal: Proposal, *, reason: str, version: int, by: User, at: datetime | None = None) -> Proposal:
    """Take a proposal off its way. Raises BadInput without a reason, WrongState when it has ended."""
    row = locked(proposal, version)
    desk_under_way(row)
    if not reason.strip():
        raise BadInput("Tulis alasan usulan ini ditarik.", "reason")
    row.state = State.WITHDRAWN
    step(row, Kind.WITHDRAWN, by=by, at=at or timezone.now(), reason=reason)
    return row


@transaction.atomic
def note_filled(
    proposal: Proposal, *, numbers: Mapping[str, int | None], version: int, by: User, at: datetime | None = None
) -> Proposal:
    """Note how many of the decided posts have somebody in them. Raises BadInput for more than were decided."""
    row = locked(proposal, version)
    if row.state != State.DECIDED:
        raise WrongState("Usulan ini belum ditetapkan, jadi belum ada formasi yang dapat diisi.")
    written = numbers_for(row, numbers)
    for line in row.lines.all():
        if written[line.level] > (line.decided or 0):
            raise BadInput(
                f"{level_name(line.level)}: {written[line.level]} terisi, padahal hanya {line.decided or 0} yang "
                "ditetapkan. Periksa angkanya.",
                field_of(line.level),
            )
    write_numbers(row, "filled", written)
    step(row, Kind.FILLED, by=by, at=at or timezone.now(), numbers=written)
    return row


def _lines(proposal: Proposal, workload: Workload, at: datetime) -> list[ProposalLine]:
    """A line for every level of the post: what is needed, who is there, and the gap as what may be proposed."""
    needed = by_level([workload])[workload.pk]
    staff = staffing(localdate(at))
    post = proposal.office_id, proposal.position
    lines = []
    for level in positions().positions[proposal.position].levels:
        need = needed[level].persons if level in needed else None
        holding = staff.persons.get((*post, level), 0) if staff.knows(*post) else None
        gap = max((need or 0) - (holding or 0), 0)
        lines.append(ProposalLine(proposal=proposal, level=level, needed=need, held=holding, proposed=gap))
    return lines


def _at_office(proposal: Proposal, version: int) -> Proposal:
    row = locked(proposal, version)
    desk = desk_under_way(row)
    if desk.sits != "office":
        raise WrongState(
            f"Usulan ini ada di meja {desk.label['id']}. Tarik atau minta dikembalikan sebelum mengubahnya."
        )
    return row


def _write(row: Proposal, numbers: Mapping[str, int | None], explanation: str) -> dict[str, int]:
    written = numbers_for(row, numbers)
    write_numbers(row, "proposed", written)
    row.explanation = explanation.strip()
    return written


def _refuse_unexplained(row: Proposal, written: Mapping[str, int]) -> None:
    if row.explanation:
        return
    for line in row.lines.all():
        gap = max((line.needed or 0) - (line.held or 0), 0)
        if written[line.level] > gap:
            raise BadInput(
                f"{level_name(line.level)}: {written[line.level]} diusulkan, sedangkan kekurangannya {gap}. "
                "Betulkan angkanya atau tulis penjelasannya.",
                "explanation",
            )
