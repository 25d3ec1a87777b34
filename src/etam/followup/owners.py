"""Who owns a recommendation on a day: its institution, or the one that this has become part of since."""

from collections.abc import Iterable
from datetime import date

from django.db.models import Q, QuerySet

from etam.followup.models import Recommendation
from etam.institutions.models import Institution, InstitutionChange


def heirs(day: date) -> dict[int, int]:
    """Of every institution that was merged by a day: the one it is part of now, over any number of mergers."""
    merged = InstitutionChange.objects.filter(
        kind=InstitutionChange.Kind.MERGED, on__lte=day, successor__isnull=False
    ).order_by("on", "id")
    into = {key: successor for key, successor in merged.values_list("institution_id", "successor_id") if successor}
    return {key: _last(key, into) for key in into}


def owner_on(recommendation: Recommendation, day: date) -> Institution | None:
    """The institution that answers for a recommendation on a day; None where the owner is not registered."""
    return owners_on([recommendation], day)[recommendation.pk]


def owners_on(recommendations: Iterable[Recommendation], day: date) -> dict[int, Institution | None]:
    """The same for many, by primary key, in two queries; `institution` must have been selected with them."""
    rows, became = list(recommendations), heirs(day)
    wanted = {became[one.institution_id] for one in rows if one.institution_id in became}
    found = Institution.objects.select_related("regency").in_bulk(wanted) if wanted else {}
    return {one.pk: found.get(became.get(one.institution_id or 0, 0), one.institution) for one in rows}


def owned_by(institutions: QuerySet[Institution], day: date) -> Q:
    """The condition that one of `institutions` owns a recommendation on a day."""
    became = heirs(day)
    held = set(institutions.filter(pk__in=set(became.values())).values_list("pk", flat=True)) if became else set()
    inherited = [key for key, heir in became.items() if heir in held]
    own = Q(institution__in=institutions.order_by().values("pk")) & ~Q(institution__in=list(became))
    return own | Q(institution__in=inherited)


def without_owner(day: date) -> Q:
    """The condition that the owner has ended by a day and nobody succeeded it as a whole: closed, or split."""
    became = heirs(day)
    ended = set(Institution.objects.filter(pk__in=set(became.values()), valid_to__lt=day).values_list("pk", flat=True))
    lost = [key for key, heir in became.items() if heir in ended]
    return (Q(institution__valid_to__lt=day) & ~Q(institution__in=list(became))) | Q(institution__in=lost)


def _last(key: int, into: dict[int, int]) -> int:
    seen = {key}
    # A merger back into a predecessor ends where it began; the last one reached stays the owner.
    while key in into and into[key] not in seen:
        key = into[key]
        seen.add(key)
    return key
