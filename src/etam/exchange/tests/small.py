"""A small instrument and tasks for its templates, without a database."""

from datetime import date
from pathlib import Path

from etam.exchange.layout import TemplateRow, TemplateTask
from etam.questionnaire import Context, Instrument, load_instrument

ROUND = "isian-2026"
LIMIT = 20 * 1024 * 1024


def instrument() -> Instrument:
    return load_instrument(Path(__file__).parent / "instrument")


def school(code: str = "S-1", **fields) -> TemplateRow:
    return _row(
        code, "Perpustakaan SDN 1 Paser", Context("school", "sd_mi", "64.01", fields.pop("last_year", None)), **fields
    )


def village(code: str = "D-1", **fields) -> TemplateRow:
    return _row(
        code, "Perpustakaan Desa Tapis", Context("public", "village", "64.01", fields.pop("last_year", None)), **fields
    )


def task(*rows: TemplateRow, **fields) -> TemplateTask:
    return TemplateTask(
        instrument=instrument(),
        round_code=ROUND,
        round_title="Isian 2026",
        period=2025,
        generated_on=date(2026, 2, 17),
        rows=rows,
        place="Kabupaten Paser",
        **fields,
    )


def _row(code: str, name: str, context: Context, **fields) -> TemplateRow:
    return TemplateRow(code, name, "Perpustakaan", "Paser", context, **fields)
