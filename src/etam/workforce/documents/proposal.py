"""The sheet of a formation proposal as a PDF: what Biro Organisasi and BKD get handed."""

from pathlib import Path
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils.timezone import localdate

from etam.indexmath.numbers import WORDS as CONFIDENCE
from etam.web import formats
from etam.web.documents import Letter, Paper, lay_out
from etam.workforce import workload_words
from etam.workforce.desks import route_of, routes_of
from etam.workforce.models import Proposal, ProposalStep
from etam.workforce.queries import proposals as queries
from etam.workforce.queries.proposal_numbers import Numbers, numbers_of
from etam.workforce.rules import position_name

TEMPLATE = Path(__file__).parent / "proposal.typ"
State = Proposal.State
SIGN = ("Kepala unit pengusul", "Biro/Bagian Organisasi", "BKD/BKPSDM")
DEEDS = {
    ProposalStep.Kind.SENT: "Mengusulkan",
    ProposalStep.Kind.PASSED: "Meneruskan",
    ProposalStep.Kind.SENT_BACK: "Mengembalikan",
    ProposalStep.Kind.DECIDED: "Menetapkan",
    ProposalStep.Kind.REFUSED: "Menolak",
    ProposalStep.Kind.WITHDRAWN: "Menarik usulan",
    ProposalStep.Kind.FILLED: "Mencatat pengisian",
}


def compose(proposal: Proposal) -> Paper:
    """Set the sheet. The same proposal with the same steps gives the same bytes."""
    last = proposal.steps.order_by("at", "pk").last()
    post = position_name(proposal.position)
    lines = queries.lines_of(proposal)
    letter = Letter(
        office=proposal.office.name,
        name="Usulan formasi jabatan",
        short=f"Usulan {post} {proposal.year}",
        subject=f"Jabatan fungsional {post}, {proposal.office.name}, tahun formasi {proposal.year}",
        finding=queries.finding(proposal, lines),
        standing=standing(proposal),
        number="",
        dated=localdate(last.at if last else proposal.made_at),
        url=settings.ADDRESS + reverse("workforce:proposal", args=[proposal.pk]),
        edition=proposal.version,
        is_sample=proposal.is_sample,
    )
    return lay_out(TEMPLATE, letter, body(proposal))


def body(proposal: Proposal) -> dict[str, Any]:
    """The words of the sheet."""
    heads, rows = _numbers(numbers_of(proposal))
    return {
        "heads": heads,
        "numbers": rows,
        "explanation": proposal.explanation,
        "basis": [list(pair) for pair in _basis(proposal)],
        "steps": _steps(proposal),
        "signatures": [[role, ""] for role in SIGN],
    }


def standing(proposal: Proposal) -> str:
    """How far the proposal has come, as one sentence."""
    if proposal.state == State.DRAFT:
        return "Draf: belum dikirim, angkanya masih dapat berubah."
    if proposal.state == State.DECIDED and proposal.decided_on:
        return f"Ditetapkan {formats.day(proposal.decided_on)} dengan {proposal.decision}."
    if proposal.state in (State.REFUSED, State.WITHDRAWN):
        return f"{proposal.get_state_display()}: usulan ini tidak berjalan lagi."
    return "Masih berjalan: belum ditetapkan."


def _numbers(table: Numbers) -> tuple[list[str], list[list[str]]]:
    """The heads and the rows with their sum; a dash where nobody gave a number."""
    rows = [[name, *(_said(value) for _, value in cells)] for name, cells in table.rows]
    sums = ["Jumlah", *(_said(one.total) for one in table.columns)]
    return ["Jenjang", *(one.word for one in table.columns)], [*rows, sums]


def _steps(proposal: Proposal) -> list[list[str]]:
    return [
        [
            formats.day(localdate(one.step.at)),
            one.from_name or "BKD atau unit pengusul",
            _deed(one),
            one.step.document or "–",
        ]
        for one in reversed(queries.history(proposal))
    ]


def _deed(one: queries.Moment) -> str:
    told = DEEDS[ProposalStep.Kind(one.step.kind)]
    if one.to_name:
        told += f" ke {one.to_name}"
    if one.step.is_late:
        told += ", lewat batas hari"
    return f"{told}. {one.step.reason}" if one.step.reason else f"{told}."


def _basis(proposal: Proposal) -> list[tuple[str, str]]:
    route = routes_of(proposal).routes[route_of(proposal)]
    order = f"{route.label['id']}, edisi {routes_of(proposal).version} ({CONFIDENCE[route.confidence]})"
    analysis = proposal.workload
    if analysis is None:
        return [("Analisis beban kerja", "tidak dilampirkan"), ("Urutan meja", order)]
    link = settings.ADDRESS + workload_words.path(analysis)
    return [
        (
            "Analisis beban kerja",
            f"{position_name(analysis.position)} {analysis.year}. {workload_words.standing(analysis)}",
        ),
        ("Lembar ABK", link),
        ("Urutan meja", order),
    ]


def _said(persons: int | None) -> str:
    return "–" if persons is None else formats.number(persons)
