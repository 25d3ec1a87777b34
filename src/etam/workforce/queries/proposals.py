"""Proposals as people look for them: what waits for whom, the way that one has come, its numbers at each desk."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.urls import reverse

from etam.content.formation_routes import Desk
from etam.web.formats import number
from etam.web.waiting import Waiting
from etam.workforce.access import proposals as access
from etam.workforce.desks import UNDER_WAY, desk_named, desk_of, path_of, place_of, sits_at
from etam.workforce.models import Proposal, ProposalLine, ProposalStep
from etam.workforce.rules import level_name, position_name

Kind = ProposalStep.Kind
State = Proposal.State
SHOWN = 12


@dataclass(frozen=True)
class Stop:
    """One desk on the way of a proposal. `step` is the last time it left there, None where it has not been yet."""

    desk: Desk
    step: ProposalStep | None
    is_here: bool

    @property
    def lozenge(self) -> str:
        return "half" if self.is_here else "full" if self.step else "dash"


@dataclass(frozen=True)
class Shown:
    """A proposal in a list: its post and desk as people call them, and its persons."""

    proposal: Proposal
    position: str
    desk: str
    proposed: int
    decided: int | None


@dataclass(frozen=True)
class Moment:
    """One step of the history, with the names of the desks between which it went."""

    step: ProposalStep
    from_name: str
    to_name: str


def to_act_on(user: Any, day: date) -> list[Proposal]:
    """What lies at a desk of `user` and waits for them, what is due first; who made a proposal does not judge it."""
    found = access.proposals_to_view(user, day).filter(state__in=UNDER_WAY).prefetch_related("steps", "lines")
    mine = [one for one in found if _waits_for(user, one, day)]
    return sorted(mine, key=lambda one: (one.due_on is None, one.due_on or day, one.pk))


def waiting_for(user: Any, day: date) -> Iterator[Waiting]:
    """What waits for `user` on the desk page."""
    for one in to_act_on(user, day)[:SHOWN]:
        desk = desk_of(one)
        is_late = one.due_on is not None and one.due_on < day
        detail = f"{one.office.name}. {_what_to_do(one, desk)}"
        title = f"Usulan formasi {position_name(one.position)} {one.year}"
        url = reverse("workforce:proposal", args=[one.pk])
        yield Waiting(title, detail, url, one.state, one.due_on, is_late or one.state == State.SENT_BACK)


def way(proposal: Proposal) -> list[Stop]:
    """The desks that it passes, in order, with what each did last."""
    left = {step.from_desk: step for step in proposal.steps.select_related("by") if step.kind != Kind.FILLED}
    here = place_of(proposal)
    return [
        Stop(desk, left.get(desk.code) if _was_at(place, here) else None, place == here)
        for place, desk in enumerate(path_of(proposal))
    ]


def lines_of(proposal: Proposal) -> list[ProposalLine]:
    """Its levels from the lowest."""
    return list(proposal.lines.order_by("pk"))


def history(proposal: Proposal) -> list[Moment]:
    """Everything that was done with it, the latest first."""
    steps = proposal.steps.select_related("by").order_by("-at", "-pk")
    return [Moment(step, desk_name(proposal, step.from_desk), desk_name(proposal, step.to_desk)) for step in steps]


def filtered(user: Any, *, state: str, position: str, regency: str) -> QuerySet[Proposal]:
    """What `user` may see, narrowed; an empty choice narrows nothing."""
    found = access.proposals_to_view(user).prefetch_related("lines")
    found = found.filter(state=state) if state in State.values else found
    found = found.filter(position=position) if position else found
    found = found.filter(office__regency=regency) if regency else found
    return found.order_by("-year", "office__regency__name", "office__name", "position", "-pk")


def named(lines: Iterable[ProposalLine]) -> list[tuple[str, ProposalLine]]:
    """Each line with its level as people call it."""
    return [(level_name(line.level), line) for line in lines]


def shown(proposal: Proposal) -> Shown:
    """A proposal as a list shows it; ask for its lines beforehand."""
    lines, desk = proposal.lines.all(), desk_of(proposal)
    decided = [line.decided for line in lines if line.decided is not None]
    return Shown(
        proposal,
        position_name(proposal.position),
        desk.label["id"] if desk else "",
        sum(line.proposed for line in lines),
        sum(decided) if decided else None,
    )


def finding(proposal: Proposal, lines: Iterable[ProposalLine]) -> str:
    """How it stands, as the title of its page."""
    one = shown(proposal)
    asked = f"{number(one.proposed)} {one.position} diusulkan"
    if proposal.state == State.DRAFT:
        return f"{asked}, belum dikirim"
    if proposal.state == State.DECIDED:
        filled = sum(line.filled for line in lines)
        open_posts = (one.decided or 0) - filled
        ending = f"; {number(open_posts)} belum terisi" if open_posts else "; semuanya terisi"
        return f"{number(one.decided or 0)} dari {number(one.proposed)} {one.position} disetujui{ending}"
    if proposal.state == State.AT_DESK:
        return f"{asked}, kini di meja {one.desk}"
    if proposal.state == State.SENT_BACK:
        return f"{asked}, dikembalikan ke {one.desk}"
    return f"{asked}, {proposal.get_state_display().lower()}"


def last_reason(proposal: Proposal) -> Moment | None:
    """Why it lies where it lies after it was sent back; None for one that came forwards."""
    if proposal.state != State.SENT_BACK:
        return None
    step = proposal.steps.select_related("by").filter(kind=Kind.SENT_BACK).latest("at", "pk")
    return Moment(step, desk_name(proposal, step.from_desk), desk_name(proposal, step.to_desk))


def desk_name(proposal: Proposal, code: str) -> str:
    """A desk as people call it, "" for none."""
    desk = desk_named(proposal, code) if code else None
    return desk.label["id"] if desk else code


def _waits_for(user: Any, one: Proposal, day: date) -> bool:
    desk = desk_of(one)
    if desk is None or not sits_at(user, desk, one.office, day):
        return False
    makers = {one.made_by_id, *(step.by_id for step in one.steps.all() if step.kind == Kind.SENT)}
    return desk.sits == "office" or user.pk not in makers


def _what_to_do(one: Proposal, desk: Desk | None) -> str:
    if one.state == State.DRAFT:
        return "Belum dikirim: lengkapi, lalu kirim."
    if one.state == State.SENT_BACK:
        return f"Dikembalikan ke meja {desk.label['id'] if desk else ''}: baca alasannya, betulkan, lalu teruskan."
    return f"Ada di meja {desk.label['id'] if desk else ''}: teruskan, kembalikan, atau putuskan."


def _was_at(place: int, here: int | None) -> bool:
    """Desks behind this one were passed; what was sent back has still to come to those ahead."""
    return here is None or place < here
