"""Reads of this room, named by what they answer."""

from etam.assessments.queries.accreditation import (
    Accredited,
    Followed,
    YearCount,
    accredited_on,
    certificate_of,
    course,
    remarks,
    returned,
    since,
)
from etam.assessments.queries.due import waiting_for
from etam.assessments.queries.figures import ELEMENTS, LIBRARY_KINDS, figures, frame, is_sample, periods
from etam.assessments.queries.reminders import DueReminder, reminders_due
from etam.assessments.queries.results import (
    GovernmentResult,
    OfficeResult,
    UnitResult,
    government,
    offices,
    reopened,
)

__all__ = [
    "ELEMENTS",
    "LIBRARY_KINDS",
    "Accredited",
    "DueReminder",
    "Followed",
    "GovernmentResult",
    "OfficeResult",
    "UnitResult",
    "YearCount",
    "accredited_on",
    "certificate_of",
    "course",
    "figures",
    "frame",
    "government",
    "is_sample",
    "offices",
    "periods",
    "remarks",
    "reminders_due",
    "reopened",
    "returned",
    "since",
    "waiting_for",
]
