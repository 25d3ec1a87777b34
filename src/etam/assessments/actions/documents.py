"""Making official documents: refused while something is missing, kept by their hash, never overwritten."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments.documents import storage
from etam.assessments.documents.composing import About, compose, earlier
from etam.assessments.exceptions import BadInput, WrongState
from etam.assessments.models import Assessment, Document, Programme
from etam.assessments.queries.results import units
from etam.institutions.models import Institution
from etam.web.formats import day, listed

Kind, State = Document.Kind, Assessment.State
FINAL = (Kind.LAKI, Kind.LAKI_ALL, Kind.LAKE)
PRESENTED = (State.RESPONDING, State.DETERMINED)
MOST_NAMED = 3


def make_document(
    kind: str,
    *,
    dated: date,
    by: User | None,
    number: str = "",
    assessment: Assessment | None = None,
    programme: Programme | None = None,
    institution: Institution | None = None,
    at: datetime | None = None,
) -> Document:
    """Set a document and keep it as the next edition of its kind about the same; earlier editions stay.

    RHAS, LHAS and the self-assessment form are about an `assessment`; a LAKI about an `institution` in a `programme`; a
    consolidated LAKI about a `programme`; a LAKE about an external `assessment` or a whole external `programme`. Where
    nothing changed since the latest edition, that one is returned. Setting takes its time outside any lock.

    Raises BadInput (a document about something else, no number on a final one, a day before the audit, before the
    result or still to come), WrongState (before the exit meeting, before the result, before the form was sent).
    """
    at = at or timezone.now()
    about = _about(kind, assessment, programme, institution)
    _refuse_too_early(kind, about)
    _refuse_number(kind, number.strip())
    _refuse_day(kind, about, dated, localdate(at))
    while True:
        latest = _latest(kind, about)
        edition = latest.edition + 1 if latest else 1
        paper = compose(kind, about, number=number.strip(), dated=dated, edition=edition)
        if latest and latest.content_sha256 == paper.content_sha256 and storage.is_whole(latest.sha256):
            return latest
        made = _store(kind, about, edition, paper.data, paper.content_sha256, number.strip(), dated, by, at)
        if made is not None:
            return made


@transaction.atomic
def _store(
    kind: str,
    about: About,
    edition: int,
    data: bytes,
    content_sha256: str,
    number: str,
    dated: date,
    by: User | None,
    at: datetime,
) -> Document | None:
    """Keep what was set; None when somebody else made the same edition meanwhile."""
    _lock(about)
    latest = _latest(kind, about)
    if (latest.edition if latest else 0) >= edition:
        return None
    made = Document.objects.create(
        kind=kind,
        assessment=about.assessment,
        programme=about.programme,
        institution=about.institution,
        number=number,
        dated=dated,
        edition=edition,
        sha256=storage.keep(data),
        content_sha256=content_sha256,
        size_bytes=len(data),
        at=at,
        by=by,
        is_sample=about.is_sample,
    )
    subject = about.assessment or about.programme
    summary = f"{subject}: {made} dibuat{f', nomor {number}' if number else ''}."
    journal.record("document.make", made, by=by, summary=summary, sha256=made.sha256)
    return made


def _lock(about: About) -> None:
    if about.assessment is not None:
        Assessment.objects.select_for_update(of=("self",)).get(pk=about.assessment.pk)
    elif about.programme is not None:
        Programme.objects.select_for_update(of=("self",)).get(pk=about.programme.pk)


def _latest(kind: str, about: About) -> Document | None:
    found = Document.objects.filter(earlier(kind, about))
    last = found.aggregate(last=Max("edition"))["last"]
    return found.filter(edition=last).first() if last else None


def _about(
    kind: str, assessment: Assessment | None, programme: Programme | None, institution: Institution | None
) -> About:
    """What the document is about, read anew; raises BadInput where that does not fit its kind."""
    if kind not in Kind.values:
        raise BadInput(f"Dokumen “{kind}” tidak dikenal. Pilih {listed(Kind.labels)}.")
    if kind in (Kind.RHAS, Kind.LHAS) and assessment and not assessment.is_accreditation:
        return About(assessment=_fresh(assessment), programme=assessment.programme)
    if kind == Kind.LAKE and assessment and assessment.kind == Assessment.Kind.EXTERNAL:
        return About(assessment=_fresh(assessment), programme=assessment.programme)
    if kind == Kind.SELF and assessment and assessment.is_accreditation:
        return About(assessment=_fresh(assessment), institution=assessment.institution)
    if kind == Kind.LAKE and programme and not assessment and programme.kind == Programme.Kind.EXTERNAL:
        return About(programme=programme)
    if kind == Kind.LAKI_ALL and programme and programme.kind == Programme.Kind.INTERNAL:
        return About(programme=programme)
    if kind == Kind.LAKI and programme and institution and programme.kind == Programme.Kind.INTERNAL:
        return About(programme=programme, institution=institution)
    raise BadInput(f"{Kind(kind).label} tidak dibuat tentang ini. Buka penilaian atau program yang sesuai.")


def _fresh(assessment: Assessment) -> Assessment:
    return Assessment.objects.select_related(
        "institution", "institution__region", "regency", "programme", "programme__region"
    ).get(pk=assessment.pk)


def obstacle(kind: str, about: About) -> str:
    """Why a document cannot be made yet, as a sentence; "" when it can."""
    if about.assessment is not None:
        return _too_early(kind, about.assessment)
    rows = list(units(about.programme)) if about.programme else []
    if about.institution is not None:
        rows = [row for row in rows if row.institution_id == about.institution.pk]
        if not rows:
            return f"{about.institution} tidak diaudit dalam program ini, jadi tidak ada LAKI-nya."
        if left := [row for row in rows if row.state != State.DETERMINED]:
            return f"LAKI {about.institution} menunggu {_named(left)} ditetapkan."
    elif not any(row.final_score is not None for row in rows):
        return f"{Kind(kind).label} dibuat setelah sedikitnya satu objek program ini ditetapkan."
    return ""


def _too_early(kind: str, row: Assessment) -> str:
    if kind in (Kind.RHAS, Kind.LHAS) and row.state not in PRESENTED:
        return f"{Kind(kind).name} dibuat setelah rapat akhir: sampaikan hasil sementara {row} lebih dulu."
    if kind == Kind.LAKE and row.state != State.DETERMINED:
        return f"LAKE dibuat setelah hasil audit {row} ditetapkan."
    if kind == Kind.SELF and row.state in (State.PLANNED, State.ANSWERING):
        return "Formulir dicetak setelah penilaian mandiri dikirim: kirim penilaian mandiri lebih dulu."
    if row.state == State.WITHDRAWN:
        return f"{row} dibatalkan, jadi tidak ada dokumennya."
    return ""


def _refuse_too_early(kind: str, about: About) -> None:
    if sentence := obstacle(kind, about):
        raise WrongState(sentence)


def _refuse_number(kind: str, number: str) -> None:
    if kind in FINAL and not number:
        raise BadInput(f"{Kind(kind).label} adalah laporan akhir. Tulis nomor suratnya.")
    if len(number) > 100:
        raise BadInput("Nomor surat paling panjang 100 huruf. Ringkas nomornya.")


def _refuse_day(kind: str, about: About, dated: date, today: date) -> None:
    if dated > today:
        raise BadInput(f"Tanggal {day(dated)} belum tiba. Pakai tanggal hari ini atau sebelumnya.")
    begins, what = _begins(kind, about)
    if begins and dated < begins:
        raise BadInput(f"Tanggal {day(dated)} sebelum {what} pada {day(begins)}. Perbaiki tanggalnya.")
    if kind in FINAL and (last := _determined_on(about)) and dated < last:
        raise BadInput(f"Tanggal {day(dated)} sebelum hasil ditetapkan pada {day(last)}. Perbaiki tanggalnya.")


def _begins(kind: str, about: About) -> tuple[date | None, str]:
    """The first day that a document can bear, and what happened then."""
    if kind == Kind.SELF and about.assessment is not None:
        sent = about.assessment.steps.filter(from_state=State.ANSWERING).order_by("pk").last()
        return (localdate(sent.at) if sent else None), "penilaian mandiri dikirim"
    if about.assessment is not None and about.assessment.visit_on:
        return about.assessment.visit_on, "kunjungan audit"
    return (about.programme.starts_on if about.programme else None), "program audit dimulai"


def _determined_on(about: About) -> date | None:
    rows = [about.assessment] if about.assessment else list(units(about.programme)) if about.programme else []
    days = [
        localdate(row.determined_at)
        for row in rows
        if row.determined_at and (about.institution is None or row.institution_id == about.institution.pk)
    ]
    return max(days, default=None)


def _named(rows: Sequence[Assessment]) -> str:
    names = [row.unit_name or row.part.replace("_", " ") for row in rows[:MOST_NAMED]]
    return listed([*names, f"{len(rows) - MOST_NAMED} unit lain"] if len(rows) > MOST_NAMED else names)
