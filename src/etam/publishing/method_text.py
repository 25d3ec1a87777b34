"""A method as formulas and tables for its page. Pure: no Django, no database."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from etam.indexmath.model import Indicator, Leaf, Method, Node
from etam.web import formats

OPERATORS = {" * ": " × ", " / ": " ÷ ", " - ": " − ", " >= ": " ≥ ", " <= ": " ≤ ", " != ": " ≠ "}


@dataclass(frozen=True)
class Formula:
    """One equation with the words that say what it does."""

    words: str
    equation: str


@dataclass(frozen=True)
class TreeRow:
    """One line of the tree of weights; `share` is its part of its parent, `total` of the whole index (0 to 1)."""

    label: str
    depth: int
    share: float
    total: float
    is_indicator: bool


@dataclass(frozen=True)
class IndicatorText:
    """One indicator as its table writes it."""

    label: str
    equation: str
    unit: str
    goalposts: str
    treatment: str
    confidence: str
    source: str


def normalising(method: Method) -> Formula:
    """How indicators of different units come onto one scale."""
    scale = formats.number(method.normaliser.scale)
    held = f", paling rendah 0 dan paling tinggi {scale}" if method.normaliser.caps else ""
    log = any(one.treatment.function == "log" for one in method.indicators)
    logs = "; indikator yang dilogaritmakan memakai ln x, ln bawah, dan ln atas" if log else ""
    equations = {
        "goalposts": f"nilai = {scale} × (x − bawah) ÷ (atas − bawah){held}",
        "minmax": f"nilai = {scale} × (x − terendah) ÷ (tertinggi − terendah)",
        "zscore": "nilai = (x − rata-rata) ÷ simpangan baku",
        "rank": f"nilai = {scale} × banyaknya daerah di bawahnya ÷ (banyaknya daerah − 1)",
        "identity": f"nilai = x{held}",
    }
    return Formula(
        f"Setiap indikator diletakkan pada skala 0 sampai {scale}{logs}.", equations[method.normaliser.function]
    )


def aggregating(method: Method) -> Iterator[Formula]:
    """The equations of the tree, from the index down to its dimensions."""
    words = {
        "arithmetic": "Rata-rata tertimbang",
        "geometric": "Rata-rata geometrik tertimbang",
        "weighted_sum": "Jumlah tertimbang",
    }
    for node in method.tree.nodes():
        told = "Rata-rata" if _is_plain_mean(node) else words[node.function]
        yield Formula(told, f"{node.label['id']} = {_right_side(method, node)}")


def tree_rows(method: Method) -> list[TreeRow]:
    """The tree from the top down with every weight."""
    return [TreeRow(method.tree.label["id"], 0, 1.0, 1.0, False), *_below(method, method.tree, 1, 1.0)]


def indicators(method: Method) -> list[IndicatorText]:
    return [_indicator(method, one) for one in method.indicators]


def equation(expression: str, labels: Mapping[str, str]) -> str:
    """An expression with people's names for its elements and the signs of a printed formula."""
    names = "".join(letter if letter.isalnum() or letter == "_" else " " for letter in expression).split()
    text = expression
    for name in sorted(set(names) & labels.keys(), key=len, reverse=True):
        text = _replace_name(text, name, labels[name])
    for sign, printed in OPERATORS.items():
        text = text.replace(sign, printed)
    return text


def _replace_name(text: str, name: str, label: str) -> str:
    # Only whole names: "items" must not change inside "items_added".
    parts = text.split(name)
    joined = parts[0]
    for part in parts[1:]:
        is_whole = not (joined[-1:].isalnum() or joined[-1:] == "_" or part[:1].isalnum() or part[:1] == "_")
        joined += (f"[{label}]" if is_whole else name) + part
    return joined


def _right_side(method: Method, node: Node) -> str:
    shares = _shares(node)
    labels = [_label(method, child) for child in node.children]
    numbers = [formats.number(share, 3).rstrip("0").rstrip(",") for share in shares]
    if node.function == "geometric":
        return " × ".join(f"{label}^{share}" for share, label in zip(numbers, labels, strict=True))
    if _is_plain_mean(node):
        return f"({' + '.join(labels)}) ÷ {len(labels)}"
    return " + ".join(f"{share} × {label}" for share, label in zip(numbers, labels, strict=True))


def _is_plain_mean(node: Node) -> bool:
    return node.function == "arithmetic" and len({child.weight for child in node.children}) == 1


def _shares(node: Node) -> list[float]:
    total = 1.0 if node.function == "weighted_sum" else sum(child.weight for child in node.children)
    return [child.weight / total for child in node.children]


def _below(method: Method, node: Node, depth: int, above: float) -> Iterator[TreeRow]:
    for child, share in zip(node.children, _shares(node), strict=True):
        yield TreeRow(_label(method, child), depth, share, above * share, isinstance(child, Leaf))
        if isinstance(child, Node):
            yield from _below(method, child, depth + 1, above * share)


def _label(method: Method, child: Node | Leaf) -> str:
    return child.label["id"] if isinstance(child, Node) else method.indicator(child.code).label["id"]


def _indicator(method: Method, one: Indicator) -> IndicatorText:
    labels = {element.code: element.label["id"] for element in method.elements}
    treatments = {"none": "", "log": "ln", "yeo_johnson": "Yeo–Johnson", "winsorise": "dipangkas ujungnya"}
    posts = one.goalposts
    return IndicatorText(
        label=one.label["id"],
        equation=equation(one.expression, labels),
        unit=one.unit,
        goalposts=f"{formats.number(posts.low)} sampai {formats.number(posts.high)}" if posts else "",
        treatment=treatments[one.treatment.function],
        confidence=one.confidence,
        source=one.source,
    )
