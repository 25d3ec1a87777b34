"""Invented action plans for the recommendations of 2020, some answered and judged, and the document set anew."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.utils import timezone

from etam.accounts.models import User
from etam.demonstration.files import make_files
from etam.demonstration.people import VERIFIER_REGION, Cast
from etam.followup import actions as followup
from etam.followup.models import Recommendation
from etam.institutions.models import Institution
from etam.meetings import actions
from etam.meetings.actions import ActionPlan
from etam.meetings.models import Meeting
from etam.web.formats import number

MEETING = "rakornis-2020"
MORNING = time(9, 0)
PROVINCE = "Dinas Perpustakaan dan Kearsipan Provinsi (contoh)"
NO_EVIDENCE = "Laporan contoh: tidak ada berkas yang dilampirkan."


@dataclass(frozen=True)
class _Plan:
    """A plan made so many days ago for a point. `owner` is a kab/kota, whose archive institution acts, or a name.

    `progress` is what its owner answered, None before that; `verdict` what somebody else made of it, "" before that.
    """

    number: int
    owner: str
    action: str
    output: str
    days_ago: int
    due_in_days: int
    progress: int | None = None
    verdict: str = ""


PLANS = (
    _Plan(1, "64.08", "Susun daftar arsip inaktif seluruh perangkat daerah.", "Daftar arsip", 300, 180, 70, "partly"),
    _Plan(1, "64.72", "Petakan kegiatan literasi menurut kecamatan.", "Peta kegiatan", 210, 150, 100, "done"),
    _Plan(2, PROVINCE, "Himpun peraturan yang dirasakan bertentangan.", "Daftar pertentangan", 150, 240, 40),
    _Plan(3, "DPMPD Provinsi (contoh)", "Masukkan perpustakaan ke dalam pedoman Dana Desa.", "Surat edaran", 260, 120),
    _Plan(3, "Disdikbud Provinsi (contoh)", "Data perpustakaan sekolah penerima BOS.", "Daftar sekolah", 90, 150, 30),
    _Plan(4, PROVINCE, "Terbitkan pemeringkatan tahun lalu.", "Rilis pemeringkatan", 200, 160, 100, "done"),
    _Plan(5, "64.74", "Adakan sosialisasi akreditasi bagi sekolah.", "Dua kegiatan", 120, 200, 50, "partly"),
    _Plan(6, "BKD dan Biro Organisasi (contoh)", "Ajukan usulan formasi pustakawan dan arsiparis.", "Usulan", 310, 90),
)


def make_action_plans(cast: Cast, offices: Mapping[str, Sequence[Institution]], today: date) -> Iterator[str]:
    """Make the plans and what became of them, then set the document of 2020. Yields a line that counts them."""
    meeting = Meeting.objects.get(code=MEETING)
    for plan in PLANS:
        one = _issue(meeting, plan, cast, offices, today)
        if plan.progress is not None:
            _answer(one, plan, cast, today)
    actions.make_document(meeting, by=cast.officer)
    yield f"{meeting}: {number(len(PLANS))} rencana aksi"


def _issue(
    meeting: Meeting, plan: _Plan, cast: Cast, offices: Mapping[str, Sequence[Institution]], today: date
) -> Recommendation:
    institution = offices[plan.owner][0] if plan.owner in offices else None
    details = ActionPlan(
        action=plan.action,
        due_on=today + timedelta(days=plan.due_in_days - plan.days_ago),
        institution=institution,
        owner_name="" if institution else plan.owner,
        output=plan.output,
    )
    point = meeting.points.get(number=plan.number)
    return actions.plan_action(point, details, by=cast.officer, at=_at(today, plan.days_ago), is_sample=True)


def _answer(one: Recommendation, plan: _Plan, cast: Cast, today: date) -> None:
    answered, judged = _at(today, plan.days_ago * 2 // 5), _at(today, plan.days_ago // 4)
    files: list[str] = []
    if one.institution is not None:
        days = (today - answered.date()).days
        rows = [("report", f"{plan.output} (contoh)", days, None)]
        files = make_files(one.institution, rows, _owner(plan, cast), today, answered)
    followup.respond(
        one,
        text=f"{plan.output} disusun menurut rencana.",
        progress=plan.progress or 0,
        evidence_codes=files,
        no_evidence_reason="" if files else NO_EVIDENCE,
        by=_owner(plan, cast),
        at=answered,
    )
    if plan.verdict:
        note = "" if plan.verdict == "done" else "Belum mencakup semuanya."
        followup.judge(one, status=plan.verdict, note=note, by=cast.officer, at=judged)


def _owner(plan: _Plan, cast: Cast) -> User:
    """Who answers: the office's own person, or the second officer for an owner that is not registered."""
    if plan.owner == VERIFIER_REGION:
        return cast.auditee
    return cast.fillers.get(plan.owner, cast.publisher)


def _at(today: date, days_ago: int) -> datetime:
    return timezone.make_aware(datetime.combine(today - timedelta(days=days_ago), MORNING))
