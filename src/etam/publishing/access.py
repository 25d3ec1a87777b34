"""The only door to what the public may see."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etam.indices.models import Release
from etam.institutions.models import Institution, Region
from etam.institutions.queries import of_libraries
from etam.meetings.models import Meeting
from etam.publishing import reference
from etam.regulations.models import Regulation, RegulationFile


def published_releases() -> QuerySet[Release]:
    """Everything that was published, replaced releases included; newest period and number first."""
    return Release.objects.filter(state=Release.State.PUBLISHED).select_related("replaces")


def published_release(code: str) -> Release:
    """A published release. Raises Http404 for any other: one may not know that it is being prepared."""
    return get_object_or_404(published_releases(), code=code)


def library(code: str) -> Institution:
    """A library of the register. Raises Http404 when there is none."""
    places = Institution.objects.select_related("regency", "region", "region__parent")
    return get_object_or_404(places.filter(of_libraries()), code=code)


def regency(code: str) -> Region:
    """A kab/kota of today. Raises Http404 when there is none."""
    return get_object_or_404(Region, code=code, level=Region.Level.REGENCY, valid_to__isnull=True)


def regulation(code: str) -> Regulation:
    """A regulation of the register. Raises Http404 when there is none."""
    return get_object_or_404(Regulation, code=code)


def meetings() -> QuerySet[Meeting]:
    """Every meeting that is known, the latest first: what stands in its list of participants is not for the public."""
    return Meeting.objects.select_related("host")


def meeting(code: str) -> Meeting:
    """A meeting that is known. Raises Http404 when there is none."""
    return get_object_or_404(meetings(), code=code)


def measured_meeting(code: str) -> Meeting:
    """The meeting whose recommendations the board measures. Raises Http404 for any other."""
    return get_object_or_404(meetings().filter(code=reference.meeting_code()), code=code)


def regulation_text(code: str) -> RegulationFile:
    """The current text of a regulation. Raises Http404 when none was filed."""
    return get_object_or_404(RegulationFile, regulation=code, replaced_at=None)
