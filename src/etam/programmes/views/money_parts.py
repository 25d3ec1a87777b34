"""What money, plan and notes add to the page of one village or school."""

from typing import Any

from django.http import HttpRequest
from django.utils.timezone import localdate

from etam.institutions.models import ParentBody
from etam.programmes.access import money as access
from etam.programmes.queries import body_money, stages


def money(request: HttpRequest, body: ParentBody) -> dict[str, Any]:
    """The latest year of which money is known, this year where nothing is."""
    years = body_money.years_of(body, localdate().year)
    latest = next((one for one in years if one.lines or one.ceilings), years[0])
    return {"year": latest, "keeps": access.may_keep(request.user, body)}


def plan(request: HttpRequest, body: ParentBody) -> dict[str, Any]:
    """How far help has come, and what was given up."""
    course = stages.course_of(body)
    return {
        "course": course,
        "agency": access.planner(course.plan.agency) if course else "",
        "keeps": access.may_keep(request.user, body),
        "may_plan": body.library_id is None and body.stated != ParentBody.Stated.HAS and body.valid_to is None,
        "given_up": stages.given_up(ParentBody.objects.filter(pk=body.pk)),
    }


def notes(request: HttpRequest, body: ParentBody) -> dict[str, Any] | None:
    """What joint meetings decided, the latest first; None where there is nothing to read and nothing to do."""
    rows = list(body.notes.select_related("by"))
    keeps = access.may_keep(request.user, body)
    standing = sum(one.withdrawn_at is None for one in rows)
    return {"notes": rows, "standing": standing, "keeps": keeps} if rows or keeps else None
