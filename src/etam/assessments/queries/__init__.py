"""Reads of this room, named by what they answer."""

from etam.assessments.queries.due import waiting_for
from etam.assessments.queries.figures import ELEMENTS, figures, periods
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
    "GovernmentResult",
    "OfficeResult",
    "UnitResult",
    "figures",
    "government",
    "offices",
    "periods",
    "reopened",
    "waiting_for",
]
