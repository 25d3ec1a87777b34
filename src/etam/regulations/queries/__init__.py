"""What the register answers."""

from collections.abc import Iterable

from django.db.models import Count

from etam.regulations.models import Regulation


def by_codes(codes: Iterable[str]) -> dict[str, Regulation]:
    """The regulations with these ids; ids that the register does not hold are left out."""
    return Regulation.objects.in_bulk(list(codes))


def count_by_status() -> dict[str, int]:
    """How many regulations are in force, revoked, or still to verify; a status without any is 0."""
    counted = dict(Regulation.objects.values_list("status").annotate(Count("pk")).order_by())
    return {status: counted.get(status, 0) for status in Regulation.Status.values}
