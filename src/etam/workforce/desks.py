"""The way of one proposal: the desks that it passes, where it lies, and who sits there."""

from datetime import date
from typing import Any

from etam.content.files import CONTENT_ROOT, versions
from etam.content.formation_routes import KIND, Desk, FormationRoutes, formation_routes
from etam.institutions import access as institutions
from etam.institutions.models import Institution, Membership
from etam.workforce.models import Proposal

Role = Membership.Role
State = Proposal.State
UNDER_WAY = (State.DRAFT, State.AT_DESK, State.SENT_BACK)


def routes_of(proposal: Proposal) -> FormationRoutes:
    """The edition with which it set out, the newest for one that did not yet."""
    return formation_routes(proposal.route_edition)


def route_of(proposal: Proposal) -> str:
    """The code of its route: the one that it took, else the one that its region uses now."""
    return proposal.route or routes_of(proposal).route_for(proposal.office.region_id).code


def path_of(proposal: Proposal) -> tuple[Desk, ...]:
    """The desks that it passes, in order."""
    return routes_of(proposal).path(route_of(proposal), proposal.position)


def place_of(proposal: Proposal) -> int | None:
    """Where on its path it lies, from 0; a draft lies at the first desk, and what has ended at none."""
    if proposal.state not in UNDER_WAY:
        return None
    codes = [desk.code for desk in path_of(proposal)]
    return codes.index(proposal.desk) if proposal.desk else 0


def desk_of(proposal: Proposal) -> Desk | None:
    """The desk where it lies; None for what has ended."""
    place = place_of(proposal)
    return None if place is None else path_of(proposal)[place]


def desk_named(proposal: Proposal, code: str) -> Desk | None:
    """A desk of the edition with which the proposal set out."""
    return routes_of(proposal).desks.get(code)


def agency_desks(*agencies: str) -> frozenset[str]:
    """The codes of all desks at which these agencies sit, in any edition."""
    editions = [formation_routes(folder.name) for folder in versions(CONTENT_ROOT / KIND)]
    return frozenset(desk.code for one in editions for desk in one.desks.values() if desk.agency in agencies)


def sits_at(user: Any, desk: Desk, office: Institution, on: date | None = None) -> bool:
    """Whether `user` acts at a desk for proposals of an office."""
    if desk.sits == "office":
        return any(one.institution_id == office.pk for one in _held(user, on, Role.OPERATOR))
    if desk.sits == "checker":
        return bool(_held(user, on, Role.OFFICER)) or any(
            institutions.covers(one, office.region_id) for one in _held(user, on, Role.VERIFIER)
        )
    held = institutions.partner_memberships(user, desk.agency, on=on)
    return any(institutions.covers(one, office.region_id) for one in held)


def _held(user: Any, on: date | None, role: str) -> list[Membership]:
    return [one for one in institutions.memberships(user, on) if one.role == role]
