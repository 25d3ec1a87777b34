"""The board of the seven recommendations."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone

from etam.publishing import atlas, rankings, reference
from etam.publishing import board as recommendations
from etam.publishing.caching import public_page

LATEST_SHOWN = 4


@public_page
def board(request: HttpRequest) -> HttpResponse:
    """What was agreed, what can be measured of it today, and the latest ranking."""
    today = timezone.localdate()
    facts = recommendations.Facts(today)
    lines = recommendations.lines(facts)
    latest = facts.latest
    results = latest.results if latest else None
    return render(
        request,
        "publishing/home.html",
        {
            "today": today,
            "meeting_code": reference.meeting_code() if facts.is_meeting_recorded else "",
            "meeting": reference.recommendations().meeting,
            "meeting_day": reference.recommendations().adopted_on,
            "lines": lines,
            "finding": recommendations.finding(lines),
            "tally": recommendations.tally(lines),
            "release": latest,
            "results": results,
            "blocks": rankings.places_by_block(results) if results else [],
            "unranked": rankings.unranked(results) if results else [],
            "legend": rankings.legend(results["bands"]) if results else [],
            "map": atlas.build(results, name="peta-kecil", width=300) if results else None,
            "releases": [one.release for one in facts.releases if one.correction is None][:LATEST_SHOWN],
        },
    )
