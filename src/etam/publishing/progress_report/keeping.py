"""The report as it was set: one file for each content, made anew when what it says has changed."""

from datetime import date
from pathlib import Path

from django.conf import settings
from django.urls import reverse

from etam.evidence import storage
from etam.meetings.models import Meeting
from etam.publishing import board, reference
from etam.publishing.progress_report import words
from etam.publishing.queries import plans
from etam.publishing.queries.plans import Plans
from etam.web import formats
from etam.web.documents import Letter, Paper, content_hash, lay_out

TEMPLATE = Path(__file__).parent / "report.typ"
FOLDER = "progress-reports"
PLANS_SHOWN = 60


def report(meeting: Meeting, today: date) -> Paper:
    """What became of the recommendations of `meeting`, as of a day. Of a meeting only the last report is kept."""
    facts = board.Facts(today)
    lines = board.lines(facts)
    keys = reference.point_keys()
    found = plans.of_points(list(keys.values()), today, shown=PLANS_SHOWN)
    by_code = {line.point.code: found.get(keys[line.point.number], Plans()) for line in lines}
    letter = _letter(meeting, board.finding(lines), today)
    body = words.body(lines, by_code, reference.recommendations().adopted_on, today)
    content = content_hash(letter, body)
    path = settings.VAR / FOLDER / f"{meeting.code}-{content}.pdf"
    if path.is_file():
        return Paper(path.read_bytes(), content)
    paper = lay_out(TEMPLATE, letter, body)
    former = list(path.parent.glob(f"{meeting.code}-*.pdf"))
    storage.write_whole(path, paper.data)
    for one in former:
        one.unlink(missing_ok=True)
    return paper


def _letter(meeting: Meeting, finding: str, today: date) -> Letter:
    return Letter(
        office=str(settings.OFFICE),
        name="Laporan kemajuan rekomendasi",
        short="Laporan kemajuan",
        subject=f"{meeting.name}, {formats.days(meeting.starts_on, meeting.ends_on)}.",
        finding=finding,
        standing=f"Keadaan {formats.day(today)}. Angkanya dihitung dari catatan yang ada pada hari itu.",
        number="",
        dated=today,
        url=settings.ADDRESS + reverse("meeting", kwargs={"code": meeting.code}),
        is_sample=settings.DEMO,
    )
