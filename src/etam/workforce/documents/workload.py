"""The sheet of a workload analysis as a PDF to be signed."""

from pathlib import Path
from typing import Any

from django.conf import settings

from etam.web import formats
from etam.web.documents import Letter, Paper, lay_out
from etam.workforce import workload_words as words
from etam.workforce.models import Workload
from etam.workforce.queries.analysis import Analysis, Line, Part

TEMPLATE = Path(__file__).parent / "workload.typ"


def compose(analysis: Analysis) -> Paper:
    """Set the sheet. The same analysis, holders and day give the same bytes."""
    one = analysis.workload
    letter = Letter(
        office=one.office.name,
        name="Analisis beban kerja (ABK)",
        short=f"ABK {analysis.position} {one.year}",
        subject=words.subject(analysis),
        finding=analysis.finding,
        standing=words.standing(one),
        number="",
        dated=one.settled_at.date() if one.settled_at else one.made_at.date(),
        url=settings.ADDRESS + words.path(one),
        edition=_edition(one),
        is_sample=one.is_sample,
    )
    return lay_out(TEMPLATE, letter, body(analysis))


def body(analysis: Analysis) -> dict[str, Any]:
    """The words of the sheet."""
    return {
        "parts": [_part(part) for part in analysis.parts],
        "result": _result(analysis),
        "basis": [list(pair) for pair in words.basis(analysis)],
        "note": words.rounding_note(analysis),
        "signatures": [
            [role, analysis.workload.signed_by if not place else ""] for place, role in enumerate(words.SIGN)
        ],
    }


def _part(part: Part) -> dict[str, Any]:
    raw, whole = formats.number(part.raw, words.RAW_DECIMALS), formats.number(part.need.persons)
    return {
        "title": f"{part.name}: {raw} orang, dibulatkan {whole}",
        "rows": [_line(count, line) for count, line in enumerate(part.lines, start=1)],
        "sum": formats.number(part.total_minutes),
        "used": "" if part.holders is None else f"{part.holders} pemangku; {words.used(part.used, part.holders)}.",
    }


def _line(count: int, line: Line) -> list[str]:
    task = line.task
    return [
        str(count),
        task.activity,
        task.unit,
        _number(task.volume),
        _number(task.standard_minutes),
        _number(line.shown_minutes),
        words.source(task),
    ]


def _result(analysis: Analysis) -> list[list[str]]:
    raw = formats.number(analysis.raw, words.RAW_DECIMALS)
    return [
        ["Beban kerja", f"{formats.number(analysis.total_minutes)} menit setahun"],
        ["Kebutuhan", f"{raw} orang sebelum dibulatkan"],
        ["Dibulatkan", f"{formats.number(analysis.persons)} orang, per jenjang"],
        ["Pemangku", f"{words.holders(analysis.holders)}, per {formats.day(analysis.day)}"],
        ["EJ dan PEJ", words.used(analysis.used, analysis.holders)],
    ]


def _number(value: float | None) -> str:
    return "belum diisi" if value is None else formats.number(value)


def _edition(one: Workload) -> int:
    """The how manieth analysis of its office, post and year it is."""
    return Workload.objects.filter(office=one.office_id, year=one.year, position=one.position, pk__lte=one.pk).count()
