"""The only door to rounds and submissions for a given person: each function finds *and* authorises.

Http404 where the person may not know that the record exists, PermissionDenied where the role is what is missing.
"""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.shortcuts import get_object_or_404

from etam.evidence import access as files
from etam.evidence.models import Evidence, Use
from etam.institutions import access as institutions
from etam.institutions.models import Membership, Region
from etam.submissions.models import Round, Submission

Role = Membership.Role
OVERSEERS = (Role.OFFICER, Role.OBSERVER, Role.ADMINISTRATOR)


def submissions_to_fill(user: Any) -> QuerySet[Submission]:
    """What the institutions owe for which `user` reports as operator."""
    return _all().filter(institution__in=institutions.institutions_to_fill(user))


def submissions_to_verify(user: Any) -> QuerySet[Submission]:
    """What the institutions of the regions owe in which `user` is a verifier."""
    return _all().filter(institution__in=institutions.institutions_to_verify(user))


def submissions_to_accept(user: Any) -> QuerySet[Submission]:
    """What the province accepts: everything for an officer; raises PermissionDenied for anybody else."""
    institutions.require_role(user, Role.OFFICER)
    return _all()


def submissions_to_view(user: Any) -> QuerySet[Submission]:
    """What `user` may read."""
    return _all().filter(institution__in=institutions.institutions_for(user))


def submission_to_fill(user: Any, pk: int) -> Submission:
    """The submission, for its operator. One who may only read it is refused by role."""
    return _narrow(user, pk, submissions_to_fill(user), "Hanya petugas lembaga ini yang mengisi isiannya.")


def submission_to_verify(user: Any, pk: int) -> Submission:
    """The submission, for a verifier of its region."""
    return _narrow(user, pk, submissions_to_verify(user), "Hanya verifikator daerah ini yang memutuskan isian ini.")


def submission_to_accept(user: Any, pk: int) -> Submission:
    """The submission, for an officer of the province."""
    found = submission_to_view(user, pk)
    institutions.require_role(user, Role.OFFICER)
    return found


def submission_to_view(user: Any, pk: int) -> Submission:
    """The submission, for anybody who may read it."""
    return get_object_or_404(submissions_to_view(user), pk=pk)


def may_see_personal(user: Any, submission: Submission) -> bool:
    """Names and telephone numbers are for those who work on the return, not for observers and partners."""
    if institutions.has_role(user, Role.OFFICER):
        return True
    own = Q(institution__in=institutions.institutions_to_fill(user))
    own |= Q(institution__in=institutions.institutions_to_verify(user))
    return Submission.objects.filter(own, pk=submission.pk).exists()


def evidence_to_fetch(user: Any, submission: Submission, code: str) -> Evidence:
    """A file that supports an answer; `submission` has come through a door of this module.

    Raises PermissionDenied for one who sees that the file exists but fetches none, such as an observer.
    """
    used = Use.objects.filter(place=Use.Place.SUBMISSION, place_id=str(submission.pk), released_at=None)
    found = get_object_or_404(Evidence.objects.select_related("institution"), code=code, pk__in=used.values("evidence"))
    if not files.may_open(user, submission.institution):
        raise PermissionDenied("Berkas bukti diunduh oleh lembaganya, verifikator daerahnya, dan petugas provinsi.")
    return found


def round_to_manage(user: Any, code: str) -> Round:
    """The round, for an officer."""
    require_officer(user)
    return get_object_or_404(Round, code=code)


def require_officer(user: Any) -> None:
    """Raise PermissionDenied unless `user` is an officer."""
    institutions.require_role(user, Role.OFFICER)


def regencies_to_oversee(user: Any) -> QuerySet[Region]:
    """The kab/kota whose completeness `user` may see: the province for overseers, their own for verifiers."""
    if institutions.has_role(user, *OVERSEERS):
        return Region.objects.filter(level=Region.Level.REGENCY, valid_to__isnull=True)
    institutions.require_role(user, Role.VERIFIER, *OVERSEERS)
    return institutions.regencies_for(user)


def _narrow(user: Any, pk: int, allowed: QuerySet[Submission], refusal: str) -> Submission:
    found = allowed.filter(pk=pk).first()
    if found is None:
        submission_to_view(user, pk)
        raise PermissionDenied(refusal)
    return found


def _all() -> QuerySet[Submission]:
    return Submission.objects.select_related("round", "institution", "institution__region", "regency", "latest")
