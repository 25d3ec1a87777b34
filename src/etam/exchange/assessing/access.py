"""The only door to the workbook of an assessment: everybody fills in the own sheet, while it is open."""

from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.shortcuts import get_object_or_404

from etam.assessments import access as assessments
from etam.assessments import teams
from etam.assessments.models import Sheet
from etam.exchange.models import SheetUpload


def sheet_to_exchange(user: Any, pk: int) -> Sheet:
    """The sheet of assessment `pk` that `user` fills in: the assessor's own, or the institution's for its operator.

    Raises Http404 for who may not read the assessment, PermissionDenied for who may but fills nothing in.
    """
    assessment = assessments.assessment_to_view(user, pk)
    if teams.is_in_team(user, assessment):
        return assessments.own_sheet(user, assessment)
    if teams.is_auditee(user, assessment):
        return assessments.self_sheet(assessment)
    raise PermissionDenied("Hanya petugas lembaga dan anggota tim yang mengisi penilaian lewat berkas.")


def sheet_upload(user: Any, pk: int) -> SheetUpload:
    """An upload, for the one who sent it. Raises Http404 for anybody else."""
    if not getattr(user, "is_authenticated", False):
        raise Http404
    rows = SheetUpload.objects.select_related("sheet__assessment__institution", "sheet__latest", "sheet__assessor")
    return get_object_or_404(rows, pk=pk, by=user)
