"""Who may score whom: nobody looks at the own office, the own answers or the own region."""

from collections.abc import Iterable
from typing import Any

from etam.assessments.models import Assessment, Sheet, SheetRevision
from etam.institutions.access import memberships
from etam.institutions.models import Membership

Role = Membership.Role


def own_office(user: Any, assessment: Assessment) -> str:
    """Why `user` must not score this assessment, as a sentence; "" when they may.

    The own office is the institution itself under any role. In an external audit it is also everything of that
    government: a verifier of the kab/kota and who acts for one of its offices.
    """
    if reason := posting(user, memberships(user), assessment):
        return reason
    if SheetRevision.objects.filter(sheet__assessment=assessment, sheet__side=Sheet.Side.SELF, by=user).exists():
        return filled_in(user)
    return ""


def posting(user: Any, held: Iterable[Membership], assessment: Assessment) -> str:
    """Why who holds these memberships must not score this assessment, as a sentence; "" when they may."""
    for membership in held:
        if membership.institution_id == assessment.institution_id:
            return (
                f"{user} bertugas di {assessment.institution}, jadi tidak boleh menilainya. "
                "Pilih orang dari kantor lain."
            )
        if assessment.kind == Assessment.Kind.EXTERNAL and _is_of_the_government(membership, assessment):
            return (
                f"{user} bertugas di {membership.place_name}, bagian dari pemerintah daerah yang diaudit, jadi tidak "
                "boleh ikut dalam audit eksternalnya. Pilih orang dari daerah lain."
            )
    return ""


def filled_in(user: Any) -> str:
    """Why somebody who answered for the institution must not score it."""
    return f"{user} ikut mengisi penilaian mandiri ini, jadi orang lain yang menilainya."


def _is_of_the_government(membership: Membership, assessment: Assessment) -> bool:
    if membership.role == Role.VERIFIER and membership.region_id:
        return membership.region_id.startswith(assessment.regency_id)
    office = membership.institution
    return office is not None and office.regency_id == assessment.regency_id and office.kind in ("office", "archive")


def is_auditee(user: Any, assessment: Assessment) -> bool:
    """Whether `user` answers for the institution."""
    return any(
        one.role == Role.OPERATOR and one.institution_id == assessment.institution_id for one in memberships(user)
    )


def is_in_team(user: Any, assessment: Assessment) -> bool:
    return assessment.team.filter(user=user).exists()
