"""Action plans: what shall be done about an adopted point, issued as recommendations of room `followup`."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts.models import User
from etam.followup import actions as followup
from etam.followup.exceptions import FollowupProblem
from etam.followup.models import Recommendation
from etam.institutions.models import Institution
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import SOURCE, Point
from etam.web.formats import day as written_day


@dataclass(frozen=True)
class ActionPlan:
    """What is to be done, by whom, until when. Exactly one of `institution` and `owner_name` is given."""

    action: str
    due_on: date
    institution: Institution | None = None
    owner_name: str = ""
    supporters: str = ""
    output: str = ""
    indicator: str = ""
    target: str = ""
    budget_line: str = ""
    topic: str = ""


@transaction.atomic
def plan_action(
    point: Point, plan: ActionPlan, *, by: User | None, at: datetime | None = None, is_sample: bool = False
) -> Recommendation:
    """Make an action plan for an adopted point; without `topic` it takes that of the point.

    It is a recommendation with the next number under the key of the point, and `followup` journals it. Raises
    WrongState before the meeting has adopted; BadInput without an action, for an owner that has ended, or for what
    `followup` does not take.
    """
    row = Point.objects.select_for_update(of=("self",)).select_related("meeting").get(pk=point.pk)
    if not row.meeting.is_adopted or row.state != Point.State.ADOPTED:
        raise WrongState("Rencana aksi dibuat untuk butir yang sudah ditetapkan. Tetapkan dulu rekomendasi rapat ini.")
    if not plan.action.strip():
        raise BadInput("Tulis apa yang akan dilakukan.", "action")
    at = at or timezone.now()
    _refuse_ended(plan.institution, localdate(at))
    item = followup.Item(
        number=1 + Recommendation.objects.filter(source=SOURCE, source_id=row.key).count(),
        text=row.text,
        topic=plan.topic or row.topic,
        institution=plan.institution,
        owner_name=plan.owner_name,
        action=plan.action,
        output=plan.output,
        indicator=plan.indicator,
        target=plan.target,
        supporters=plan.supporters,
        budget_line=plan.budget_line,
        due_on=plan.due_on,
    )
    try:
        (made,) = followup.issue(
            source=SOURCE,
            source_id=row.key,
            source_title=f"{row.meeting}, butir {row.code}",
            source_url=f"{row.meeting.public_url}#r{row.number}",
            items=[item],
            by=by,
            at=at,
            is_sample=is_sample,
        )
    except FollowupProblem as problem:
        # Its sentences name the number within the source, of which there is only one here.
        sentence = str(problem).removeprefix(f"Rekomendasi nomor {item.number}: ")
        raise BadInput(sentence[:1].upper() + sentence[1:]) from problem
    return made


def _refuse_ended(institution: Institution | None, today: date) -> None:
    if institution is not None and institution.valid_to is not None and institution.valid_to < today:
        raise BadInput(
            f"{institution} sudah berakhir pada {written_day(institution.valid_to)}. Pilih lembaga penerusnya.",
            "institution",
        )
