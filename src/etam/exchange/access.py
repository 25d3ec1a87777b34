"""The only door to templates and uploads for a given person."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import timezone

from etam.exchange.models import Upload
from etam.institutions import access as institutions
from etam.institutions.models import Region
from etam.submissions.models import Round, Submission


def submissions_to_exchange(user: Any, round_: Round) -> QuerySet[Submission]:
    """What `user` may fill in with a file: an operator their institutions, a verifier their region, an officer all.

    A verifier who stores figures has made them, and will not be able to verify them.
    """
    rows = round_.submissions.select_related("institution", "regency", "latest", "round")
    if institutions.has_role(user, "officer"):
        return rows
    mine = Q(institution__in=institutions.institutions_to_fill(user))
    return rows.filter(mine | Q(institution__in=institutions.institutions_to_verify(user)))


def submission_to_exchange(user: Any, round_code: str, institution: str) -> Submission:
    """The submission of one institution. Raises Http404 when `user` may not fill it in."""
    round_ = get_object_or_404(Round, code=round_code)
    return get_object_or_404(submissions_to_exchange(user, round_), institution__code=institution)


def regency_to_exchange(user: Any, round_code: str, code: str) -> tuple[Round, Region]:
    """A round and a kab/kota whose workbook `user` may have. Raises Http404, PermissionDenied for an operator."""
    round_ = get_object_or_404(Round, code=round_code)
    institutions.require_role(user, "officer", "verifier")
    return round_, get_object_or_404(institutions.regencies_for(user), code=code)


def open_rounds(user: Any) -> QuerySet[Round]:
    """The rounds for which `user` may send files today. Raises PermissionDenied for one who never fills anything in.

    A round that has closed still takes what a desk sent back.
    """
    institutions.require_role(user, "operator", "verifier", "officer")
    today = timezone.localdate()
    sent_back = Submission.objects.filter(state=Submission.State.SENT_BACK).values("round")
    return Round.objects.filter(opens_on__lte=today, locked_at__isnull=True).filter(
        Q(closes_on__gte=today) | Q(pk__in=sent_back)
    )


def round_to_export(user: Any, code: str) -> Round:
    """A round whose returns an officer takes away as one table."""
    require_officer(user)
    return get_object_or_404(Round, code=code)


def upload_of(user: Any, pk: int) -> Upload:
    """An upload, for the one who sent it. Raises Http404 for anybody else."""
    if not getattr(user, "is_authenticated", False):
        raise Http404
    return get_object_or_404(Upload.objects.select_related("round"), pk=pk, by=user)


def is_officer(user: Any) -> bool:
    """Whether `user` may also take in and hand out a whole round."""
    return institutions.has_role(user, "officer")


def is_verifier(user: Any) -> bool:
    """Whether `user` gives away the right to verify what they store from a file."""
    return institutions.has_role(user, "verifier")


def require_officer(user: Any) -> None:
    """Raise PermissionDenied unless `user` is an officer of the province."""
    if not is_officer(user):
        raise PermissionDenied("Isian banyak lembaga sekaligus hanya untuk petugas provinsi.")
