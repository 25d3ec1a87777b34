"""What waits for a person on the way from the drafting to the action plans."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse

from etam.followup.models import Recommendation
from etam.meetings import access
from etam.meetings.models import SOURCE, Meeting, Participant, Point
from etam.meetings.queries.meetings import unmarked
from etam.web.formats import number
from etam.web.waiting import Waiting

State = Meeting.State
SHOWN = 8


def waiting_for(user: Any, day: date) -> Iterator[Waiting]:
    """Proposals for who drafts; for who organises, meetings to close, to adopt, and points without action plans."""
    organises = access.may_organise(user)
    yield from _proposals(user, organises)
    if organises:
        yield from _unmarked(day)
        yield from _to_adopt()
        yield from _without_plans()


def _proposals(user: Any, organises: bool) -> Iterator[Waiting]:
    drafts = Participant.objects.filter(user=user, part=Participant.Part.DRAFTER, removed_at=None)
    rows = Meeting.objects.filter(state__in=(State.PLANNED, State.HELD))
    mine = rows if organises else rows.filter(pk__in=drafts.values("meeting"))
    waiting = Count("points", filter=Q(points__state=Point.State.PROPOSED))
    for meeting in mine.annotate(waiting=waiting).filter(waiting__gt=0):
        title = f"{meeting}: {number(meeting.waiting)} usulan butir menunggu dirumuskan"
        yield Waiting(title, "Rumuskan, gabungkan, atau tarik.", _page("points", meeting), due_on=meeting.starts_on)


def _unmarked(day: date) -> Iterator[Waiting]:
    for meeting in unmarked(Meeting.objects.all(), day)[:SHOWN]:
        detail = "Harinya sudah lewat: tandai terlaksana dan lengkapi kehadirannya, atau batalkan."
        yield Waiting(str(meeting), detail, meeting.get_absolute_url(), due_on=meeting.ends_on)


def _to_adopt() -> Iterator[Waiting]:
    drafted = Point.objects.filter(state__in=(Point.State.DRAFTED, Point.State.ADOPTED))
    for meeting in Meeting.objects.filter(state=State.HELD, pk__in=drafted.values("meeting"))[:SHOWN]:
        detail = "Catat keputusan pleno atas tiap butir, lalu tetapkan rekomendasinya."
        yield Waiting(f"{meeting}: rekomendasi belum ditetapkan", detail, _page("plenary", meeting), is_urgent=True)


def _without_plans() -> Iterator[Waiting]:
    keys = set(Recommendation.objects.filter(source=SOURCE).values_list("source_id", flat=True))
    adopted = Point.objects.filter(meeting__state=State.ADOPTED, state=Point.State.ADOPTED).select_related("meeting")
    missing: dict[Meeting, int] = {}
    for point in adopted:
        missing[point.meeting] = missing.get(point.meeting, 0) + (point.key not in keys)
    for meeting, count in missing.items():
        if count:
            title = f"{meeting}: {number(count)} butir belum punya rencana aksi"
            yield Waiting(title, "Tetapkan apa, siapa, dan sampai kapan.", _page("plans", meeting))


def _page(name: str, meeting: Meeting) -> str:
    return reverse(f"meetings:{name}", args=[meeting.code])
