"""The only door to formation proposals.

An office sees its own, verifiers those of their region, officers and observers all. A partner agency sees what lies or
has lain at its desks, within its region. Who sits at the desk where a proposal lies acts on it.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.shortcuts import get_object_or_404

from etam.institutions import access as institutions
from etam.institutions.models import Institution, Membership
from etam.workforce.desks import agency_desks, desk_of, sits_at
from etam.workforce.models import Proposal, ProposalStep, Workload

Role = Membership.Role
READERS = (Role.OPERATOR, Role.VERIFIER, Role.OFFICER, Role.PARTNER, Role.OBSERVER)
WRITES_DECISIONS = "bkd"


def require_reader(user: Any) -> None:
    """Raises PermissionDenied for who has no part in posts, such as an assessor."""
    institutions.require_role(user, *READERS)


def proposals_to_view(user: Any, on: date | None = None) -> QuerySet[Proposal]:
    """Every proposal that `user` may see."""
    seen = Q(pk__in=[])
    for membership in institutions.memberships(user, on):
        seen |= _part(membership)
    return Proposal.objects.filter(seen).select_related("office__regency", "office__region", "made_by")


def proposal_to_view(user: Any, pk: int) -> Proposal:
    """One proposal; raises Http404 for one that `user` may not see."""
    return get_object_or_404(proposals_to_view(user), pk=pk)


def proposal_to_edit(user: Any, pk: int) -> Proposal:
    """One that lies at the office of `user`. Raises PermissionDenied for one that lies elsewhere, Http404 if unseen."""
    proposal = _at_own_desk(user, pk)
    desk = desk_of(proposal)
    if desk is None or desk.sits != "office":
        raise PermissionDenied("Usulan ini sudah dikirim, jadi tidak dapat diubah di unit.")
    return proposal


def proposal_to_judge(user: Any, pk: int) -> Proposal:
    """One that lies at a later desk of `user`, who did not make it. Raises PermissionDenied, Http404."""
    proposal = _at_own_desk(user, pk)
    desk = desk_of(proposal)
    if desk is None or desk.sits == "office":
        raise PermissionDenied("Usulan ini ada di unit pengusul: diubah dan dikirim, tidak diperiksa.")
    if why := why_not_judge(user, proposal):
        raise PermissionDenied(why)
    return proposal


def proposal_to_withdraw(user: Any, pk: int) -> Proposal:
    """One of the office for which `user` acts. Raises PermissionDenied, Http404."""
    proposal = proposal_to_view(user, pk)
    if not may_withdraw(user, proposal):
        raise PermissionDenied("Hanya unit pengusul yang dapat menarik usulannya, selama masih berjalan.")
    return proposal


def proposal_to_fill(user: Any, pk: int) -> Proposal:
    """A decided one, for its office and for BKD. Raises PermissionDenied, Http404."""
    proposal = proposal_to_view(user, pk)
    if not may_fill(user, proposal):
        raise PermissionDenied("Pengisian formasi dicatat unit pengusul atau BKD, setelah usulannya ditetapkan.")
    return proposal


def workloads_to_propose_from(user: Any) -> QuerySet[Workload]:
    """The analyses, settled or not, of the offices for which `user` acts; a draft is refused when it is chosen."""
    offices = offices_to_propose_for(user)
    return Workload.objects.filter(office__in=offices).exclude(state="replaced").select_related("office")


def offices_to_propose_for(user: Any) -> QuerySet[Institution]:
    """The offices that propose through `user`; raises PermissionDenied for who answers for none."""
    institutions.require_role(user, Role.OPERATOR)
    return institutions.institutions_to_fill(user)


def may_act(user: Any, proposal: Proposal) -> bool:
    """Whether it lies at a desk of `user`."""
    desk = desk_of(proposal)
    return desk is not None and sits_at(user, desk, proposal.office)


def why_not_judge(user: Any, proposal: Proposal) -> str:
    """Why somebody at the desk may not judge this one after all, as one sentence; "" where nothing is in the way."""
    desk = desk_of(proposal)
    if desk is None or desk.sits == "office" or not sits_at(user, desk, proposal.office):
        return ""
    sent = proposal.steps.filter(kind=ProposalStep.Kind.SENT, by=user).exists()
    is_maker = proposal.made_by_id == user.pk or sent
    return "Anda menyusun atau mengirim usulan ini, jadi orang lain yang memeriksanya." if is_maker else ""


def may_propose(user: Any) -> bool:
    return institutions.has_role(user, Role.OPERATOR)


def may_withdraw(user: Any, proposal: Proposal) -> bool:
    return desk_of(proposal) is not None and _is_of_office(user, proposal)


def may_fill(user: Any, proposal: Proposal) -> bool:
    held = institutions.partner_memberships(user, WRITES_DECISIONS)
    is_personnel = any(institutions.covers(one, proposal.office.region_id) for one in held)
    return proposal.state == Proposal.State.DECIDED and (is_personnel or _is_of_office(user, proposal))


def _at_own_desk(user: Any, pk: int) -> Proposal:
    proposal = proposal_to_view(user, pk)
    desk = desk_of(proposal)
    if desk is None:
        raise PermissionDenied(f"Usulan ini sudah {proposal.get_state_display().lower()}.")
    if not sits_at(user, desk, proposal.office):
        raise PermissionDenied(f"Usulan ini ada di meja {desk.label['id']}, bukan di meja Anda.")
    return proposal


def _is_of_office(user: Any, proposal: Proposal) -> bool:
    return institutions.institutions_to_fill(user).filter(pk=proposal.office_id).exists()


def _part(membership: Membership) -> Q:
    role = membership.role
    if role in (Role.OFFICER, Role.OBSERVER):
        return ~Q(pk__in=[])
    if role == Role.OPERATOR:
        return Q(office_id=membership.institution_id)
    if role == Role.VERIFIER:
        return _within(membership)
    if role == Role.PARTNER:
        desks = agency_desks(membership.agency)
        came = ProposalStep.objects.filter(proposal=OuterRef("pk"), to_desk__in=desks)
        return Q(Exists(came)) & _within(membership)
    return Q(pk__in=[])


def _within(membership: Membership) -> Q:
    """Offices of the region, as `covers` says; without a region those of the province."""
    scope = membership.region_id or "64"
    return Q(office__region_id=scope) | Q(office__region__code__startswith=f"{scope}.")
