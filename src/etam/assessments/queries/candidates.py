"""Who can be named for the team of an audit, and who cannot and why."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from etam.accounts.models import User
from etam.assessments import teams
from etam.assessments.models import Assessment, Programme, Sheet, SheetRevision, TeamMember
from etam.institutions.models import Membership

Role = Membership.Role
SCORING_ROLES = (Role.ASSESSOR, Role.VERIFIER, Role.OFFICER)


@dataclass(frozen=True)
class Candidate:
    """Somebody who scores audits: the role and place they hold, and why they are closed here ("" when open)."""

    user: User
    role: str
    place: str
    closed: str = ""

    @property
    def label(self) -> str:
        return f"{self.user}, {self.role.lower()}{f' {self.place}' if self.place else ''}"


def candidates(programme: Programme | None, assessment: Assessment | None = None) -> list[Candidate]:
    """Assessors, officers and verifiers by role and name; for one assessment with the reason why some are closed.

    The internal audit of a kab/kota is for its own verifier, an external one for those of other regions. Who is in the
    team already stays among them. At most three queries.
    """
    held = _memberships(programme, assessment)
    wrote = _who_answered(assessment)
    found = []
    for rows in held.values():
        chief = min(rows, key=lambda one: SCORING_ROLES.index(one.role) if one.role in SCORING_ROLES else 9)
        closed = teams.posting(chief.user, rows, assessment) if assessment else ""
        if not closed and chief.user_id in wrote:
            closed = teams.filled_in(chief.user)
        found.append(Candidate(chief.user, chief.get_role_display(), chief.place_name, closed))
    order = [Role(role).label for role in SCORING_ROLES]
    return sorted(found, key=lambda one: (order.index(one.role) if one.role in order else 9, str(one.user)))


def _memberships(programme: Programme | None, assessment: Assessment | None) -> dict[int, list[Membership]]:
    """Everything that each candidate holds today, by key of the person."""
    today = timezone.localdate()
    valid = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=today), valid_from__lte=today, user__is_active=True
    )
    scoring = Q(role__in=(Role.ASSESSOR, Role.OFFICER))
    verifiers = Q(role=Role.VERIFIER)
    if programme and programme.kind == Programme.Kind.INTERNAL:
        verifiers &= Q(region=programme.region)
    teams_of = {"assessment": assessment} if assessment else {"assessment__programme": programme}
    named = Q(user__in=TeamMember.objects.filter(**teams_of).values("user"))
    people = valid.filter(scoring | verifiers | named).values("user")
    found: dict[int, list[Membership]] = defaultdict(list)
    for one in valid.filter(user__in=people).select_related("user", "institution", "region").order_by("user", "pk"):
        found[one.user_id].append(one)
    return found


def _who_answered(assessment: Assessment | None) -> set[int]:
    if assessment is None:
        return set()
    rows = SheetRevision.objects.filter(sheet__assessment=assessment, sheet__side=Sheet.Side.SELF, by__isnull=False)
    return {key for key in rows.values_list("by", flat=True) if key is not None}


def open_ones(found: Sequence[Candidate]) -> list[Candidate]:
    """Those who can be named."""
    return [one for one in found if not one.closed]
