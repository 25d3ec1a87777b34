"""A village with money, in the world of the walk."""

from etam.institutions.models import ParentBody
from etam.programmes.actions.money import MoneyEntry, record
from etam.submissions.tests.cast import Cast


def funded(cast: Cast) -> dict[str, int]:
    """The keys by which addresses name the school of Kutai Timur and what is recorded of it."""
    body = ParentBody.objects.create(
        kind="school", code="30400123", name="SDN 004 Muara Wahau", subtype="sd_mi", regency=cast.regency,
        region=cast.regency, library=cast.school,
    )  # fmt: skip
    record(MoneyEntry(body, 2026, "bosp", "books", 8_000_000, None), by=cast.officer)
    return {"funded_body": body.pk}
