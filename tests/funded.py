"""Schools with money, a plan and a decision of a meeting, in the world of the walk."""

from django.utils.timezone import localdate

from etam.institutions.models import ParentBody
from etam.programmes.actions import plans
from etam.programmes.actions.money import MoneyEntry, record
from etam.submissions.tests.cast import Cast


def funded(cast: Cast) -> dict[str, int | str]:
    """The keys by which addresses name a school of Kutai Timur and what is recorded of it and of its neighbour."""
    body = _school(cast, "30400123", "SDN 004 Muara Wahau", library=cast.school)
    record(MoneyEntry(body, 2026, "bosp", "books", 8_000_000, None), by=cast.officer)
    today = localdate()
    without = _school(cast, "30400125", "SDN 005 Muara Wahau")
    (plan,) = plans.plan_help([without], year=today.year, agency="disdikbud", fund="bosp", by=cast.officer)
    note = plans.note(body, on=today, meeting="Rapat bersama", text="Rak dipinjami.", by=cast.officer)
    return {"funded_body": body.pk, "help_plan": plan.pk, "body_note": note.pk}


def _school(cast: Cast, code: str, name: str, **more: object) -> ParentBody:
    return ParentBody.objects.create(
        kind="school", code=code, name=name, subtype="sd_mi", regency=cast.regency, region=cast.regency, **more
    )
