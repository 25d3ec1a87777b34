"""How long an assessor's page of 90 questions and 60 files takes at the server, and saving one answer on it."""

import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from scratch import database

QUESTIONS, FILES, TIMES = 90, 60, 15
AT = datetime(2026, 2, 17, 2, 42, tzinfo=UTC)


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file."""
    with database(), tempfile.TemporaryDirectory() as folder:
        client, assessment = _assessor(Path(folder))
        from django.urls import reverse

        address = reverse("assessments:sheet", args=[assessment.pk])
        page = _best(lambda: client.get(address))
        saving = _best(_saves(client, address))
    what = f"{QUESTIONS} pertanyaan, {FILES} bukti"
    return [
        (f"halaman asesor {what}", f"{page * 1000:.0f} ms", "< 200 ms"),
        (f"satu jawaban disimpan dari halaman asesor {what}", f"{saving * 1000:.0f} ms", "–"),
    ]


def _assessor(folder: Path) -> tuple[Any, Any]:
    """A signed-in assessor in the team of an assessment with every answer and every file."""
    from django.conf import settings
    from django.test import Client

    from etam.assessments import actions, editions
    from etam.assessments.models import Assessment
    from etam.assessments.tests.cast import make_audit_cast
    from etam.assessments.tests.long_instrument import long_instrument, use_it

    settings.SECOND_FACTOR_ROLES = set()
    settings.ALLOWED_HOSTS = ["*"]
    edition = long_instrument(folder, QUESTIONS)
    editions.instrument = use_it(edition, editions.instrument)
    cast = make_audit_cast()
    one = cast.answering()
    Assessment.objects.filter(pk=one.pk).update(
        instrument_code=edition.code, instrument_version=edition.version, instrument_checksum=edition.checksum
    )
    own = one.sheets.get(side="self")
    notes = dict.fromkeys(list(edition.elements)[:20], "Sudah diperiksa bersama kepala bidang.")
    actions.save_sheet(own, answers=dict.fromkeys(edition.elements, "b"), notes=notes, base_revision=0, by=cast.auditee)
    _attach_files(one, cast)
    one.refresh_from_db()
    actions.hand_in(one, by=cast.auditee)
    mine = one.sheets.get(assessor=cast.sari)
    actions.save_sheet(mine, answers=dict.fromkeys(list(edition.elements)[:45], "c"), base_revision=0, by=cast.sari)
    client = Client()
    client.force_login(cast.sari)
    return client, one


def _attach_files(assessment: Any, cast: Any) -> None:
    from etam.evidence.models import Evidence, Use

    files = Evidence.objects.bulk_create(
        Evidence(
            institution=cast.office,
            code=f"B{place:05}",
            type="other",
            title=f"Daftar arsip {place}",
            file_name="a.pdf",
            media_type="application/pdf",
            size_bytes=1000,
            sha256=f"{place:064}",
            received_sha256=f"{place:064}",
            uploaded_at=AT,
            valid_until=date(2027, 1, 1),
            by=cast.auditee,
        )
        for place in range(FILES)
    )
    Use.objects.bulk_create(
        Use(evidence=one, place="assessment", place_id=str(assessment.pk), element=f"q{place + 1}", at=AT)
        for place, one in enumerate(files)
    )


def _saves(client: Any, address: str) -> Callable[[], Any]:
    """A function that sends the whole form with one answer changed, as the page does by itself."""
    from etam.assessments.models import Sheet

    turn = iter(range(1000))

    def save() -> Any:
        number = Sheet.objects.filter(side="assessor").exclude(latest=None).values_list("latest__number", flat=True)[0]
        data = {"base": number, **{f"q{place}": "c" for place in range(1, 46)}, "q60": "abcde"[next(turn) % 5]}
        answer = client.post(address, data, headers={"HX-Request": "true"})
        if answer.status_code != 200:
            raise RuntimeError(f"Saving answered {answer.status_code}.")

    return save


def _best(work: Callable[[], Any]) -> float:
    work()
    return min(_seconds(work) for _ in range(TIMES))


def _seconds(work: Callable[[], Any]) -> float:
    start = time.perf_counter()
    work()
    return time.perf_counter() - start
