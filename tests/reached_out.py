"""An event in the world of the walk: for public libraries of Kutai Timur, with a list, a file and an open page."""

from datetime import timedelta

from django.utils import timezone
from django.utils.timezone import localdate

from etam.evidence.models import Evidence
from etam.outreach import actions
from etam.outreach.actions import Details, Entry
from etam.submissions.tests.cast import Cast


def reached_out(cast: Cast, paper: str) -> dict[str, int | str]:
    """The keys by which addresses name the event, its list and its file; `paper` is the code of a file of L-1."""
    now = timezone.now()
    details = Details(
        title="Sosialisasi akreditasi",
        held_on=localdate(now),
        place="Sangatta",
        regency=cast.regency,
        kinds=["public"],
        organiser_institution=cast.village,
        opens_at=now - timedelta(hours=1),
        closes_at=now + timedelta(hours=1),
    )
    event = actions.plan(details, by=cast.verifier, at=now)
    person = Entry(cast.village, person_name="Hartati")
    attendance, _ = actions.attend(event, person, way="list", by=cast.verifier, at=now)
    codes = [Evidence.objects.get(code=paper).code]
    (material,) = actions.add_files(event, codes=codes, by=cast.verifier, at=now)
    return {"event": event.code, "attendance": attendance.pk, "material": material.pk, "token": event.token}
