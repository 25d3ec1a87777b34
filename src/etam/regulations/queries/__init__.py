"""What the register answers."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from etam.content.regulations import INVERSES
from etam.regulations.models import Regulation, RegulationRelation
from etam.regulations.queries import searching


@dataclass(frozen=True)
class Related:
    """One line on the page of a regulation: "dicabut oleh" and the other regulation."""

    verb: str
    regulation: Regulation


def by_code(code: str) -> Regulation | None:
    """The regulation with this id, such as "UU-43-2007"; None when the register does not hold it."""
    return Regulation.objects.filter(code=code).first()


def by_codes(codes: Iterable[str]) -> dict[str, Regulation]:
    """The regulations with these ids; ids that the register does not hold are left out."""
    return Regulation.objects.in_bulk(list(codes))


def search(text: str = "", status: str = "") -> QuerySet[Regulation]:
    """Regulations that `text` cites or of which the register says every word of it, newest first."""
    found = searching.matching(text)
    return found.filter(status=status) if status else found


def related(regulation: Regulation) -> list[Related]:
    """What `regulation` does to others, then what others do to it."""
    either = Q(subject=regulation) | Q(object=regulation)
    rows = RegulationRelation.objects.standing().filter(either).select_related("subject", "object")
    does = [Related(row.verb, row.object) for row in rows if row.subject_id == regulation.pk]
    undergoes = [Related(INVERSES[row.verb], row.subject) for row in rows if row.object_id == regulation.pk]
    return [*does, *undergoes]


def count_by_status() -> dict[str, int]:
    """How many regulations are in force, revoked, or still to verify; a status without any is 0."""
    counted = dict(Regulation.objects.values_list("status").annotate(Count("pk")).order_by())
    return {status: counted.get(status, 0) for status in Regulation.Status.values}
