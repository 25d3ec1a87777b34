"""The generations of accreditation: which of them is for whom, and how long its certificates stand."""

from dataclasses import dataclass
from datetime import date, timedelta

from etam.assessments import editions
from etam.evidence.reference import months_later
from etam.institutions.models import Institution
from etam.questionnaire.scheme import Part, Scheme

SCHEME = "accreditation"
NO_GRADE = "none"
"""The grade of a library that was assessed and not accredited; no certificate carries it."""


@dataclass(frozen=True)
class Offer:
    """An instrument by which a library may be accredited."""

    scheme: Scheme
    part: Part

    @property
    def key(self) -> str:
        return f"{self.scheme.version}/{self.part.code}"

    @property
    def is_unverified(self) -> bool:
        return self.part.origin.is_unverified


def generations() -> list[Scheme]:
    """Every generation of accreditation, the newest first."""
    return [one for one in editions.schemes("accreditation") if one.code == SCHEME]


def year_of(version: str) -> str:
    """A generation in one word: "2018"."""
    return version.partition(".")[0]


def offers(institution: Institution) -> list[Offer]:
    """The instruments for this kind of library, the one to propose first.

    One that has been seen goes before one that has not; among equals the newest does.
    """
    found = [Offer(one, part) for one in generations() for part in one.parts_for(institution.kind, institution.subtype)]
    return sorted(found, key=lambda one: one.is_unverified)


def kinds_without_instrument(kinds: dict[str, list[str]]) -> list[str]:
    """Of kinds of library with their subtypes, those that no generation has an instrument for."""
    known = generations()
    return [
        kind
        for kind, subtypes in kinds.items()
        if not any(one.parts_for(kind, subtype) for one in known for subtype in subtypes)
    ]


def proposed_end(scheme: Scheme, begins: date) -> date | None:
    """The last day of a certificate by the years its generation gives; None where it gives none."""
    if scheme.validity_years is None:
        return None
    return months_later(begins, 12 * scheme.validity_years) - timedelta(days=1)
