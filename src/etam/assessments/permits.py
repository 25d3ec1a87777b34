"""Which official documents a person may make of what they may read, and which of them can be made by now."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from etam.assessments import access, teams
from etam.assessments.actions.documents import obstacle
from etam.assessments.documents.composing import About
from etam.assessments.models import Assessment, Document, Programme
from etam.institutions.models import Institution
from etam.web.formats import number

Kind, State = Document.Kind, Assessment.State
WHOLE = "semua"
"""Stands for the whole programme where one of its offices may be chosen."""


@dataclass(frozen=True)
class Permit:
    """A document that somebody may make: its kind, what about, and why not yet ("" when it can be made now)."""

    kind: str
    about: About
    label: str
    why_not: str

    @property
    def key(self) -> str:
        """What stands for it in a form."""
        if self.about.assessment is not None:
            return self.kind
        return self.about.institution.code if self.about.institution else WHOLE


def of_assessment(user: Any, assessment: Assessment) -> list[Permit]:
    """Of one assessment, which has come through a door of `access`.

    The team and who manages an audit write its RHAS and LHAS, who manages it the LAKE; the form of a library is made by
    who answers for it and who checks it.
    """
    return [
        Permit(kind, About(assessment=assessment), Kind(kind).label, obstacle(kind, About(assessment=assessment)))
        for kind in _kinds(user, assessment)
    ]


def of_programme(programme: Programme) -> list[Permit]:
    """Of a programme, for who manages it: about all of it, and of an internal one about each of its offices."""
    whole = About(programme=programme)
    if programme.kind == Programme.Kind.EXTERNAL:
        return [Permit(Kind.LAKE, whole, "LAKE seluruh program", obstacle(Kind.LAKE, whole))]
    found = [Permit(Kind.LAKI_ALL, whole, "LAKI gabungan", obstacle(Kind.LAKI_ALL, whole))]
    standing = programme.assessments.exclude(state=State.WITHDRAWN)
    left = _open_units(programme)
    for one in Institution.objects.filter(pk__in=standing.values("institution")).order_by("name", "pk"):
        about = About(programme=programme, institution=one)
        why_not = f"LAKI {one.name} menunggu {number(left[one.pk])} unit ditetapkan." if one.pk in left else ""
        found.append(Permit(Kind.LAKI, about, f"LAKI {one.name}", why_not))
    return found


def _open_units(programme: Programme) -> dict[int, int]:
    """How many units of each office are not determined; one that has none of them is absent."""
    rows = programme.assessments.exclude(state__in=(State.DETERMINED, State.WITHDRAWN))
    return dict(Counter(rows.values_list("institution", flat=True)))


def _kinds(user: Any, assessment: Assessment) -> Iterator[str]:
    if assessment.is_accreditation:
        checks = access.assessments_to_check(user).filter(pk=assessment.pk).exists()
        if checks or teams.is_auditee(user, assessment):
            yield Kind.SELF
        return
    manages = access.assessments_to_manage(user).filter(pk=assessment.pk).exists()
    if manages or teams.is_in_team(user, assessment):
        yield from (Kind.RHAS, Kind.LHAS)
    if manages and assessment.kind == Assessment.Kind.EXTERNAL:
        yield Kind.LAKE
