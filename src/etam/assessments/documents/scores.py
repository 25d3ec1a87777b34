"""Scores in documents: the tree of weights as a table, as arithmetic, as bars, and in sentences. Pure."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etam.assessments.documents import charts, wording
from etam.assessments.documents.wording import rounded
from etam.questionnaire import Score, ScoredNode
from etam.questionnaire.instrument import Grade
from etam.questionnaire.scheme import Range, Scheme
from etam.web import formats

MOST_NAMED = 3


def table(score: Score, own: Score | None, tests: Mapping[str, Sequence[str]], decimals: int) -> list[list[str]]:
    """Rows of code, label, weight, the institution's value, the team's value and how it was tested, whole first."""
    owned = {one.node.code: one for one in own.root.walk()} if own else {}
    return [
        [
            one.node.code,
            one.node.label.id,
            wording.weight(one.weight if depth else 1),
            _node_value(owned.get(one.node.code), decimals),
            _node_value(one, decimals),
            "" if one.parts else formats.listed(_tests_of(one, tests)).capitalize() or "tidak dicatat",
        ]
        for depth, one in _deep(score.root)
    ]


def shape(score: Score) -> list[list[Any]]:
    """Of each row of `table`: how far it is indented, and whether it is made of other rows."""
    return [[max(0, depth - 1), bool(one.parts)] for depth, one in _deep(score.root)]


def weight_notes(score: Score) -> list[str]:
    """What must be said about the weights: open points of the tree, and how sure they are, each once."""
    nodes = [one.node for one in score.root.walk()]
    notes = [node.note.id for node in nodes if node.note]
    sources = [
        f"Bobot: {node.origin.source} ({wording.confidence(node.origin)})." for node in nodes if node.origin.source
    ]
    return list(dict.fromkeys([*notes[:1], *sources]))


def arithmetic(score: Score, decimals: int) -> list[list[str]]:
    """Every step from the points to the whole, deepest first: code and label, the calculation, its result, how sure."""
    return [
        [
            f"{one.node.code} {one.node.label.id}",
            _calculation(one, decimals),
            _node_value(one, decimals),
            wording.confidence(one.node.origin),
        ]
        for one in _from_below(score.root)
    ]


def chart(score: Score, grades: Sequence[Grade], decimals: int) -> str:
    """Whole, aspects and sub-aspects on the scale of grades."""
    rows = [
        charts.Bar(one.node.label.id, Range(one.low, one.high), is_whole=bool(one.parts))
        for _, one in _deep(score.root)
        if one.weight or one is score.root
    ]
    return charts.bars(rows, grades, decimals)


def analysis(
    score: Score, own: Score | None, notes: Mapping[str, Sequence[str]], scheme: Scheme
) -> list[dict[str, Any]]:
    """One entry per aspect: its heading, a sentence on its value, and what the team noted on its questions."""
    owned = {one.node.code: one for one in own.root.walk()} if own else {}
    decimals = scheme.shown_decimals
    return [
        {
            "heading": f"{one.node.code} {one.node.label.id}",
            "text": " ".join(_aspect_sentences(one, score.root, owned.get(one.node.code), scheme)),
            "notes": [text for leaf in _leaves(one) for text in notes.get(leaf.node.code, ())],
            "value": _node_value(one, decimals),
        }
        for one in score.root.parts
        if one.weight
    ]


def extremes(score: Score, decimals: int) -> tuple[list[str], list[str]]:
    """The highest sub-aspects above the whole, and the lowest below it, at most three each, as sentences."""
    leaves = [one for one in _leaves(score.root) if one.weight and one.is_certain]
    whole = score.root.low
    high = sorted((one for one in leaves if one.low > whole), key=lambda one: (-one.low, one.node.code))
    low = sorted((one for one in leaves if one.low < whole), key=lambda one: (one.low, one.node.code))
    return [_beside(one, decimals) for one in high[:MOST_NAMED]], [_beside(one, decimals) for one in low[:MOST_NAMED]]


def notes_by_node(score: Score, notes: Mapping[str, str], names: Mapping[str, str]) -> dict[str, list[str]]:
    """The team's notes by code of the node that holds the question, each with the question's name before it."""
    found: dict[str, list[str]] = {}
    for one in score.root.walk():
        for point in one.points:
            if text := notes.get(point.element, "").strip():
                found.setdefault(one.node.code, []).append(f"{names[point.element]}: {text}")
    return found


def _aspect_sentences(one: ScoredNode, root: ScoredNode, own: ScoredNode | None, scheme: Scheme) -> Iterator[str]:
    decimals, value = scheme.shown_decimals, Range(one.low, one.high)
    share = formats.interval(one.low * one.weight, one.high * one.weight, decimals)
    whole = formats.interval(root.low, root.high, decimals)
    yield (
        f"Bernilai {wording.value(value, decimals)}, kategori {wording.grade(scheme.grade_of(value))}, "
        f"dan menyumbang {share} dari {whole} poin."
    )
    leaves = [leaf for leaf in _leaves(one) if leaf.weight and leaf.is_certain and leaf is not one]
    if len(leaves) > 1 and min(leaf.low for leaf in leaves) < max(leaf.low for leaf in leaves):
        best, worst = max(leaves, key=lambda leaf: leaf.low), min(leaves, key=lambda leaf: leaf.low)
        yield f"Tertinggi {_beside(best, decimals)}, terendah {_beside(worst, decimals)}."
    if own is not None and own.is_certain and one.is_certain:
        difference = rounded(own.low, decimals) - rounded(one.low, decimals)
        size = formats.number(abs(difference), decimals)
        beside = "sama dengan hasil uji" if not difference else (
            f"{size} poin {'di atas' if difference > 0 else 'di bawah'} hasil uji"
        )  # fmt: skip
        yield f"Penilaian mandiri {formats.number(own.low, decimals)}, {beside}."


def _beside(one: ScoredNode, decimals: int) -> str:
    return f"{one.node.label.id} ({_node_value(one, decimals)})"


def _calculation(one: ScoredNode, decimals: int) -> str:
    if not one.weight and not one.parts:
        return "tidak berlaku"
    if one.parts:
        return " + ".join(
            f"{wording.weight(part.weight)} × {_node_value(part, decimals)}" for part in one.parts if part.weight
        )
    low, high, most = (sum(getattr(point, end) for point in one.points) for end in ("low", "high", "most"))
    return f"100 × {formats.interval(low, high)} ÷ {formats.number(most)}"


def _node_value(one: ScoredNode | None, decimals: int) -> str:
    if one is None:
        return "belum dijawab"
    if not one.weight:
        return "tidak berlaku"
    return formats.interval(one.low, one.high, decimals)


def _tests_of(one: ScoredNode, tests: Mapping[str, Sequence[str]]) -> list[str]:
    found = dict.fromkeys(way.lower() for point in one.points for way in tests.get(point.element, ()))
    return list(found)


def _deep(one: ScoredNode, depth: int = 0) -> Iterator[tuple[int, ScoredNode]]:
    yield depth, one
    for part in one.parts:
        yield from _deep(part, depth + 1)


def _from_below(one: ScoredNode) -> Iterator[ScoredNode]:
    for part in one.parts:
        yield from _from_below(part)
    yield one


def _leaves(one: ScoredNode) -> Iterator[ScoredNode]:
    return (node for node in one.walk() if not node.parts)
