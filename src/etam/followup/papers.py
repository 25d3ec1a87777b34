"""Which evidence answers rest on, and where it was withdrawn after the verdict."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import CharField, Exists, OuterRef, QuerySet
from django.db.models.functions import Cast

from etam.evidence.models import Evidence, Use
from etam.followup.models import Recommendation, Response, Verdict

PLACE = Use.Place.RESPONSE


def of_responses(responses: Iterable[Response]) -> dict[int, list[Evidence]]:
    """The evidence that each response rests on, by its primary key, in one query."""
    keys = [str(one.pk) for one in responses]
    uses = Use.objects.filter(place=PLACE, place_id__in=keys, released_at=None).select_related("evidence__institution")
    found: dict[int, list[Evidence]] = defaultdict(list)
    for use in uses:
        found[int(use.place_id)].append(use.evidence)
    return dict(found)


def of_response(response: Response) -> list[Evidence]:
    """The evidence that one response rests on."""
    return of_responses([response]).get(response.pk, [])


def of_recommendation(recommendation: Recommendation) -> list[Evidence]:
    """The evidence of every response to a recommendation."""
    return [one for files in of_responses(recommendation.responses.all()).values() for one in files]


def withdrawn_under(verdict: Verdict) -> list[Evidence]:
    """Evidence of the judged response that was withdrawn after the verdict."""
    return [
        one for one in of_response(verdict.response) if one.withdrawn_at is not None and one.withdrawn_at > verdict.at
    ]


def shaken(recommendations: QuerySet[Recommendation] | None = None) -> QuerySet[Recommendation]:
    """Recommendations whose last verdict rests on evidence that was withdrawn since; all unless some are given.

    Nothing about them has changed: somebody reopens them, or confirms the verdict with a reason.
    """
    rows = Recommendation.objects.all() if recommendations is None else recommendations
    withdrawn = Use.objects.filter(
        place=PLACE,
        place_id=Cast(OuterRef("verdict__response_id"), CharField()),
        released_at=None,
        evidence__withdrawn_at__gt=OuterRef("verdict__at"),
    )
    # A reopened recommendation no longer claims what the evidence showed.
    return rows.filter(Exists(withdrawn)).exclude(verdict__kind=Verdict.Kind.REOPENED)
