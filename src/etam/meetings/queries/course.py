"""Where a meeting stands on its way from the drafting to what is done about it: one line for each step."""

from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q
from django.urls import reverse

from etam.meetings.models import Meeting, Point
from etam.meetings.queries import plans
from etam.web.formats import number

State = Point.State


@dataclass(frozen=True)
class Step:
    """One step: its page, what has come of it, and how full its lozenge is."""

    label: str
    url: str
    note: str
    lozenge: str


def course(meeting: Meeting, day: date, *, organises: bool) -> list[Step]:
    """The steps of a meeting; the plenary is for those who organise."""
    steps = [_carried(meeting, day), _drafting(meeting), _plenary(meeting), _document(meeting), _plans(meeting, day)]
    return [one for one in steps if organises or one.label != "Pleno"]


def _page(meeting: Meeting, name: str) -> str:
    return reverse(f"meetings:{name}", args=[meeting.code])


def _carried(meeting: Meeting, day: date) -> Step:
    decided = meeting.carried_over.count()
    unfinished = plans.unfinished_before(meeting)
    waiting = unfinished.exclude(carried_over__meeting=meeting).count() if not meeting.is_adopted else 0
    note = f"{number(waiting)} menunggu keputusan" if waiting else f"{number(decided)} diputuskan"
    lozenge = "empty" if waiting else "full" if decided else "dash"
    return Step("Tindakan rapat terdahulu", _page(meeting, "carry"), note, lozenge)


def _drafting(meeting: Meeting) -> Step:
    found = meeting.points.aggregate(
        proposed=Count("pk", filter=Q(state=State.PROPOSED)),
        worded=Count("pk", filter=Q(state__in=(State.DRAFTED, State.ADOPTED, State.REJECTED))),
    )
    note = f"{number(found['worded'])} dirumuskan, {number(found['proposed'])} usulan menunggu"
    lozenge = "half" if found["proposed"] else "full" if found["worded"] else "dash"
    return Step("Butir", _page(meeting, "points"), note, lozenge)


def _plenary(meeting: Meeting) -> Step:
    adopted = meeting.points.filter(state=State.ADOPTED).count()
    word = "ditetapkan" if meeting.is_adopted else "disetujui pleno"
    lozenge = "full" if meeting.is_adopted else "half" if adopted else "dash"
    return Step("Pleno", _page(meeting, "plenary"), f"{number(adopted)} butir {word}", lozenge)


def _document(meeting: Meeting) -> Step:
    latest = meeting.documents.first()
    note = f"terbitan {number(latest.edition)}" if latest else "belum dibuat"
    return Step("Dokumen resmi", _page(meeting, "documents"), note, "full" if latest else "dash")


def _plans(meeting: Meeting, day: date) -> Step:
    found = plans.tally(meeting, day)
    note = f"{number(found.settled)} dari {number(found.total)} selesai" if found.total else "belum ada"
    is_done = found.total and found.settled == found.total
    return Step("Rencana aksi", _page(meeting, "plans"), note, "full" if is_done else "half" if found.total else "dash")
