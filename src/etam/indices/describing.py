"""A method in words and rows, for pages and reports. Pure: no Django, no clock."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from etam.indexmath.model import Leaf, Method, Node
from etam.indexmath.scales import Band as ScaleBand
from etam.indices.results import Band, Basis, IndicatorRow, MethodSummary, NodeRow
from etam.web import formats
from etam.web.components import shared_step

NORMALISERS = {
    "goalposts": "di antara dua patok tetap",
    "minmax": "di antara nilai terendah dan tertinggi",
    "zscore": "sebagai jarak dari rata-rata dalam simpangan baku",
    "rank": "menurut urutannya",
    "identity": "apa adanya",
}
AGGREGATIONS = {
    "arithmetic": "rata-rata tertimbang",
    "geometric": "rata-rata geometrik",
    "weighted_sum": "jumlah tertimbang",
}
TREATMENTS = {"log": "dilogaritmakan", "yeo_johnson": "ditransformasi Yeo–Johnson", "winsorise": "dipangkas ujungnya"}
IMPUTED = {
    "none": "Data yang tidak ada tidak diganti apa pun",
    "zero": "Data yang tidak ada dihitung 0 menurut aturan metode",
    "median": "Data yang tidak ada diganti median",
}
MISSING = {
    "average_available": "nilai dihitung dari bagian yang ada",
    "refuse": "nilai tidak dihitung bila satu bagian tidak ada",
}
STATES = {"accepted": "diterima", "verified": "terverifikasi", "submitted": "terkirim"}


def summary(method: Method, regulations: Mapping[str, tuple[str, str]], notes_path: str = "") -> MethodSummary:
    """What a reader must know of `method`; `regulations` maps an id to its title and its confidence mark."""
    return {
        "code": method.code,
        "version": method.version,
        "title": method.title["id"],
        "summary": method.summary.get("id", ""),
        "status": method.status,
        "confidence": method.confidence,
        "source": method.source,
        "basis": [_basis(code, regulations) for code in method.basis],
        "checksum": method.checksum,
        "steps": list(steps(method)),
        "cautions": [note["id"] for note in method.notes],
        "notes_path": notes_path,
    }


def steps(method: Method) -> Iterator[str]:
    """The computation in words, one sentence a step."""
    if any(element.gather for element in method.elements):
        states = formats.listed([STATES.get(state, state) for state in method.accepted_states])
        yield f"Angka setiap daerah dikumpulkan dari isian yang {states}."
    for rule in method.coverage:
        yield f"Syarat cakupan: {_in_labels(method, rule.share)} ≥ {formats.percent(rule.minimum * 100)}."
    yield f"{len(method.indicators)} indikator dihitung{_treated(method)}."
    yield f"{IMPUTED[method.impute]}; {MISSING[method.tree.missing]}."
    yield _normalised(method)
    yield _aggregated(method)
    if method.area:
        yield (
            "Nilai perpustakaan dirata-ratakan per daerah, lalu dikalikan min(1, n ÷ "
            f"⌈{formats.number(method.area.minimum)} × populasi⌉)."
        )
    yield _ranked(method)


def varied(method: Method) -> Iterator[str]:
    """What the robustness analysis varies, one phrase each; nothing when the method has no plan."""
    plan = method.robustness
    if plan is None:
        return
    if plan.weights:
        yield f"bobot ± {formats.percent(plan.weights * 100)}"
    if len(plan.normalisers) > 1:
        yield "cara menyamakan skala"
    if len(plan.aggregations) > 1:
        yield "cara menggabungkan"
    if plan.leave_one_out:
        yield "satu indikator dilepas"


def node_rows(method: Method) -> list[NodeRow]:
    """Every node of the tree, parents before children; an indicator that hangs from the root itself counts as one."""
    return list(_nodes(method, method.tree, "", 0, 1.0))


def indicator_rows(method: Method) -> list[IndicatorRow]:
    """Every leaf of the tree, in its order, with its share of the node it hangs from."""
    return [
        {
            "code": leaf.code,
            "label": method.indicator(leaf.code).label["id"],
            "unit": method.indicator(leaf.code).unit,
            "node": node.code,
            "weight": weight,
            "confidence": method.indicator(leaf.code).confidence,
        }
        for node in method.tree.nodes()
        for leaf, weight in _weighted(node)
        if isinstance(leaf, Leaf)
    ]


def band_rows(method: Method) -> list[Band]:
    """The bands of the method's category scale, lowest first, with their colours."""
    found = method.scale.bands if method.scale else ()
    return [_band(band, position, len(found)) for position, band in enumerate(found)]


def _basis(code: str, regulations: Mapping[str, tuple[str, str]]) -> Basis:
    title, confidence = regulations.get(code, (code, "unverified"))
    return {"id": code, "title": title, "confidence": confidence}


def _in_labels(method: Method, expression: str) -> str:
    labels = {element.code: element.label["id"].lower() for element in method.elements}
    return re.sub(r"[a-z_]\w*", lambda name: labels.get(name[0], name[0]), expression.replace("/", "÷"))


def _treated(method: Method) -> str:
    counts = Counter(indicator.treatment.function for indicator in method.indicators)
    said = [f"{count} di antaranya {TREATMENTS[name]}" for name, count in counts.items() if name in TREATMENTS]
    return f"; {formats.listed(said)}" if said else ""


def _normalised(method: Method) -> str:
    rule = method.normaliser
    how = NORMALISERS[rule.function]
    if rule.function == "zscore":
        return f"Setiap indikator dinyatakan {how}."
    capped = "; yang melampaui ujung skala ditahan di ujungnya" if rule.caps else ""
    return f"Setiap indikator diletakkan pada skala 0–{formats.number(rule.scale)} {how}{capped}."


def _aggregated(method: Method) -> str:
    parts = [f"{_label(method, child)} ({_share(method.tree, weight)})" for child, weight in _weighted(method.tree)]
    return f"{method.tree.label['id']} adalah {AGGREGATIONS[method.tree.function]} dari {formats.listed(parts)}."


def _label(method: Method, child: Node | Leaf) -> str:
    return child.label["id"] if isinstance(child, Node) else method.indicator(child.code).label["id"]


def _share(node: Node, weight: float) -> str:
    if node.function == "weighted_sum":
        return formats.number(weight)
    return formats.percent(round(weight * 100, 1))


def _ranked(method: Method) -> str:
    rounding = "tanpa pembulatan" if method.rank.decimals is None else f"pada {method.rank.decimals} desimal"
    ties = "peringkat terkecil" if method.rank.ties == "smallest" else "rata-rata peringkat"
    return f"Nilai tertinggi di urutan 1, dibandingkan {rounding}; yang sama nilainya mendapat {ties}."


def _nodes(method: Method, child: Node | Leaf, parent: str, depth: int, weight: float) -> Iterator[NodeRow]:
    label = _label(method, child)
    yield {"code": child.code, "label": label, "parent": parent, "depth": depth, "weight": weight}
    for grandchild, share in _weighted(child) if isinstance(child, Node) else ():
        if isinstance(grandchild, Node) or depth == 0:
            yield from _nodes(method, grandchild, child.code, depth + 1, share)


def _weighted(node: Node) -> Iterable[tuple[Node | Leaf, float]]:
    """The children with their share of the node; of an undivided sum, their weight as it is written."""
    total = 1.0 if node.function == "weighted_sum" else sum(child.weight for child in node.children)
    return [(child, child.weight / total) for child in node.children]


def _band(band: ScaleBand, position: int, count: int) -> Band:
    return {
        "code": band.code,
        "label": band.label["id"],
        "low": band.low,
        "high": band.high,
        "low_in": band.low_in,
        "high_in": band.high_in,
        "step": shared_step(position, count),
        "text": _band_text(band, position == 0, position == count - 1),
    }


def _band_text(band: ScaleBand, is_lowest: bool, is_highest: bool) -> str:
    low, high = formats.number(band.low), formats.number(band.high)
    if is_highest:
        return f"{'≥' if band.low_in else '>'} {low}"
    if is_lowest:
        return f"{'≤' if band.high_in else '<'} {high}"
    return f"{'' if band.low_in else '>'}{low}–{'' if band.high_in else '<'}{high}"
