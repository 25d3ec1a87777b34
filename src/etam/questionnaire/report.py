"""A score in words and as plain data, as `etam instrument score` gives it."""

from collections.abc import Iterator, Sequence
from typing import Any

from etam.questionnaire.applicability import applicable
from etam.questionnaire.checks import failed, run
from etam.questionnaire.context import Answers, Context
from etam.questionnaire.instrument import Grade, Instrument, ScoreNode
from etam.questionnaire.numbers import DUST_DECIMALS, format_number
from etam.questionnaire.score import Score, ScoredNode, grade_at, score

MARKS = {
    "secondary": "sumber sekunder",
    "derived": "turunan kami",
    "unverified": "belum diverifikasi",
    "not_found": "tidak ditemukan",
}
SHOWN_DECIMALS = 2
SHOWN_NAMES = 12


def report(instrument: Instrument, answers: Answers, context: Context) -> dict[str, Any]:
    """Everything about the score of `answers` as data for JSON; texts are Indonesian.

    `weight` is a node's share among the sisters that apply: they make 1, the root has 1, what does not apply 0.
    `value` is null while `low` and `high` differ. `category` is null while the range does not lie in one, and then
    `category_why` says it. Raises ValueError for an instrument that does not score.
    """
    found = score(instrument, answers, context)
    why = why_no_category(instrument, found)
    return {
        "instrument": instrument.code,
        "version": instrument.version,
        "checksum": instrument.checksum,
        "nodes": [_node(node, parent) for node, parent, _ in _lines(found.root)],
        "total": _value(found.root),
        "category": None if why else _category(found),
        "category_why": why or None,
        "unanswered": open_elements(instrument, answers, context),
        "checks": [
            {"id": outcome.check_id, "severity": outcome.severity, "message": outcome.message.id}
            for outcome in failed(run(instrument, answers, context))
            if outcome.rule != "answered"
        ],
        "notes": doubts(found),
    }


def report_text(instrument: Instrument, answers: Answers, context: Context) -> str:
    """The same for people: one line per node, the category, what is open, what must be fixed, what is in doubt."""
    said = report(instrument, answers, context)
    rows = list(_lines(score(instrument, answers, context).root))
    labels = [f"{'  ' * depth}{node.node.code} {node.node.label.id}" for node, _, depth in rows]
    width = max(map(len, labels))
    lines = [f"{instrument.title.id} ({instrument.code}@{instrument.version})", ""]
    lines += [f"{'':<{width}}  {'bobot':>13}  nilai"]
    lines += [
        f"{label:<{width}}  {_share(node):>13}  {_shown(node.low, node.high) if node.weight else ''}".rstrip()
        for label, (node, _, _) in zip(labels, rows, strict=True)
    ]
    category = said["category"]
    grade = f"{category['code']} ({category['label']})" if category else said["category_why"]
    lines += ["", f"Kategori: {grade}"]
    lines += [f"Belum dijawab: {shortened(said['unanswered'])}."] if said["unanswered"] else []
    lines += [f"Periksa: {check['message']}" for check in said["checks"]]
    lines += [f"Catatan: {note}" for note in said["notes"]]
    return "\n".join(lines)


def shortened(names: Sequence[str]) -> str:
    """The first dozen names, and how many more there are."""
    more = len(names) - SHOWN_NAMES
    return ", ".join(names[:SHOWN_NAMES]) + (f", dan {more} lagi" if more > 0 else "")


def open_elements(instrument: Instrument, answers: Answers, context: Context) -> list[str]:
    """The elements that were not answered at all, where an answer is required or gives points."""
    scoring = instrument.scoring.elements if instrument.scoring else ()
    return [
        question.element
        for question in applicable(instrument, context, answers)
        if question.element not in answers and (question.required or question.element in scoring)
    ]


def why_no_category(instrument: Instrument, found: Score) -> str:
    """Why the score has no category; nothing when it has one."""
    if instrument.scoring is None or not instrument.scoring.grades:
        return "Instrumen ini tidak mempunyai kategori."
    if not found.root.weight:
        return "Tidak ada pertanyaan yang berlaku, jadi tidak ada nilai."
    if found.grade is not None:
        return ""
    ends = [grade_at(instrument.scoring.grades, end, instrument.scoring.decimals) for end in (found.low, found.high)]
    if ends[0] is None or ends[1] is None:
        return f"Nilai {_shown(found.low, found.high)} di luar kategori yang ada."
    return (
        f"Nilai masih {_shown(found.low, found.high)}, jadi kategorinya {_named(ends[0])} sampai {_named(ends[1])}. "
        "Jawab yang masih terbuka."
    )


def doubts(found: Score) -> list[str]:
    """What about weights and bounds does not come from an official source; one sentence for each source."""
    codes: dict[tuple[str, str], list[str]] = {}
    for node in _weighted(found.root):
        if node.origin.confidence in MARKS:
            codes.setdefault((node.origin.confidence, node.origin.source), []).append(node.code)
    said = [
        f"Bobot {', '.join(of)} ({MARKS[confidence]})" + (f": {source}." if source else ".")
        for (confidence, source), of in codes.items()
    ]
    grade = found.grade
    if grade is not None and grade.origin.is_unverified:
        bounds = f"Batas kategori {grade.code} ({MARKS[grade.origin.confidence]})"
        said.append(f"{bounds}: {grade.origin.source}." if grade.origin.source else f"{bounds}.")
    return said


def _weighted(root: ScoredNode) -> Iterator[ScoreNode]:
    """The nodes that say something about weights: the root has no sisters and counts only where it names a source."""
    return (found.node for found in root.walk() if found is not root or found.node.origin.source)


def _lines(root: ScoredNode, parent: str | None = None, depth: int = 0) -> Iterator[tuple[ScoredNode, str | None, int]]:
    yield root, parent, depth
    for part in root.parts:
        yield from _lines(part, root.node.code, depth + 1)


def _node(node: ScoredNode, parent: str | None) -> dict[str, Any]:
    return {
        "code": node.node.code,
        "parent": parent,
        "label": node.node.label.id,
        "weight": round(node.weight, DUST_DECIMALS),
        **_value(node),
        "confidence": node.node.origin.confidence,
    }


def _value(node: ScoredNode) -> dict[str, float | None]:
    low, high = round(node.low, DUST_DECIMALS), round(node.high, DUST_DECIMALS)
    if not node.weight:
        return {"low": None, "high": None, "value": None}
    return {"low": low, "high": high, "value": low if low == high else None}


def _category(found: Score) -> dict[str, str] | None:
    """The grade; its confidence is that of its bounds, or of the weights below where these are less sure than that."""
    grade = found.grade
    if grade is None:
        return None
    weights = [node.origin for node in _weighted(found.root) if node.origin.is_unverified]
    confidence = weights[0].confidence if weights else grade.origin.confidence
    return {"code": grade.code, "label": grade.label.id, "confidence": confidence}


def _named(grade: Grade) -> str:
    return f"{grade.code} ({grade.label.id})"


def _share(node: ScoredNode) -> str:
    return f"{format_number(100 * node.weight, 1)}%" if node.weight else "tidak berlaku"


def _shown(low: float, high: float) -> str:
    first, last = format_number(low, SHOWN_DECIMALS), format_number(high, SHOWN_DECIMALS)
    return first if round(low, DUST_DECIMALS) == round(high, DUST_DECIMALS) else f"{first} sampai {last}"
