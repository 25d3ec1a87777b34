"""How long official documents take: a report on one office, on fifty offices, and a self-assessment form."""

import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

from scratch import database

OFFICES = 50


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each; starts Django on an empty SQLite file."""
    with database(), tempfile.TemporaryDirectory() as folder:
        from django.conf import settings

        before, settings.VAR = settings.VAR, Path(folder)
        try:
            return [(what, f"{_seconds(make):.2f} s", "< 1 s") for what, make in _documents()]
        finally:
            settings.VAR = before


def _documents() -> list[tuple[str, Callable[[], Any]]]:
    from etam.assessments import actions
    from etam.assessments.tests.cast import SIX
    from etam.assessments.tests.documents_cast import DATED, NOW, make_documents_cast
    from etam.submissions.tests.cast import library

    cast = make_documents_cast()
    for number in range(OFFICES):
        name = f"Perangkat Daerah {number} Kutai Timur"
        office = library(f"O-{number}", name, "office", "regency_office", cast.regency, cast.regency)
        cast.office_audited(office)
        _last_year(cast, office, dict.fromkeys(SIX, 50 + number % 40))
    form = cast.form_sent()
    given = {"dated": DATED, "by": cast.officer, "at": NOW, "number": "1"}
    return [
        (
            "LAKI satu perangkat daerah",
            lambda: actions.make_document("laki", programme=cast.programme, institution=office, **given),
        ),
        (
            f"LAKI gabungan {OFFICES} perangkat daerah",
            lambda: actions.make_document("laki-gabungan", programme=cast.programme, **given),
        ),
        ("formulir penilaian mandiri 71 indikator", lambda: actions.make_document("mandiri", assessment=form, **given)),
    ]


def _last_year(cast: Any, office: Any, answers: dict[str, Any]) -> None:
    """A year before, so that the report has something to compare with."""
    from etam.assessments import actions

    rows = [cast.old(office, part, answers) for part in ("unit_pengolah", "unit_kearsipan")]
    actions.import_results(cast.last, rows, by=cast.officer)


def _seconds(make: Callable[[], Any]) -> float:
    start = time.perf_counter()
    make()
    return time.perf_counter() - start
