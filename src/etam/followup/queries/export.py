"""The matrix of follow-up as a table, for a spreadsheet and for paper."""

from collections.abc import Iterable
from datetime import date

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.timezone import localdate

from etam.followup.models import Recommendation, Response
from etam.followup.queries.turns import Line, lines
from etam.web.tables import Cell

HEADER = (
    "kode",
    "sumber",
    "nomor",
    "rekomendasi",
    "tindakan",
    "keluaran",
    "indikator",
    "target",
    "penanggung_jawab",
    "kabupaten_kota",
    "pendukung",
    "mata_anggaran",
    "topik",
    "terbit",
    "batas_jawaban",
    "status_huruf",
    "status",
    "status_sejak",
    "jawaban_terakhir",
    "kemajuan_persen",
    "batas_penilaian",
    "catatan_penilai",
    "giliran",
    "lewat_batas",
)


def with_answers(recommendations: QuerySet[Recommendation]) -> QuerySet[Recommendation]:
    """Recommendations with `last_text` and `last_progress` of their last answer that was not withdrawn."""
    last = Response.objects.filter(recommendation=OuterRef("pk"), withdrawn_at=None).order_by("-number")
    return recommendations.annotate(
        last_text=Subquery(last.values("text")[:1]), last_progress=Subquery(last.values("progress")[:1])
    )


def table(recommendations: QuerySet[Recommendation], day: date) -> Iterable[list[Cell]]:
    """One row for each recommendation under `HEADER`; days as ISO dates, nothing as an empty cell."""
    return (_row(line) for line in lines(with_answers(recommendations), day))


def _row(line: Line) -> list[Cell]:
    one, owner = line.recommendation, line.owner
    return [
        one.code,
        one.source_title,
        one.number,
        one.text,
        one.action,
        one.output,
        one.indicator,
        one.target,
        line.owner_name,
        owner.regency.name if owner else "",
        one.supporters,
        one.budget_line,
        one.topic_label,
        localdate(one.issued_at).isoformat(),
        one.due_on.isoformat(),
        one.status_rule.letter,
        one.status_rule.word["id"],
        localdate(one.status_since).isoformat(),
        getattr(one, "last_text", None),
        getattr(one, "last_progress", None),
        one.pending.review_due_on.isoformat() if one.pending else "",
        one.verdict.note if one.verdict else "",
        line.turn.sentence,
        "ya" if line.turn.is_late else "tidak",
    ]
