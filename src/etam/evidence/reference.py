"""The types of evidence as content names them."""

from datetime import date

from etam.content.evidence_types import EvidenceType, evidence_types


def types() -> dict[str, EvidenceType]:
    """Every type by its code, in the order in which people choose among them."""
    return dict(evidence_types())


def label(code: str) -> str:
    """What people call a type; a code that the newest edition does not name stands for itself."""
    known = evidence_types().get(code)
    return known.label["id"] if known else code


def proposed_end(code: str, issued_on: date | None) -> date | None:
    """The last day that an evidence of this type usually holds; None where no source states a time."""
    known = evidence_types().get(code)
    if known is None or known.months is None or issued_on is None:
        return None
    return months_later(issued_on, known.months)


def months_later(day: date, months: int) -> date:
    """The same day so many months later; 31 January and one month is the last of February."""
    year, month = divmod(day.month - 1 + months, 12)
    for last in (day.day, 30, 29, 28):
        try:
            return date(day.year + year, month + 1, min(day.day, last))
        except ValueError:
            continue
    raise ValueError(f"{day} and {months} months is no day")
