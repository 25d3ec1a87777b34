"""The scoring part of an instrument's file: bands, grades and the tree of weights."""

from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import Any

from etam.content.files import Pointer
from etam.questionnaire.building import Builder
from etam.questionnaire.instrument import Band, Grade, Origin, ScoreNode, Scoring, Section, Words


def build(builder: Builder, data: Mapping[str, Any], sections: Sequence[Section]) -> Scoring:
    """The scoring of an instrument whose questions stand in `sections`."""
    root = _node(builder, data["tree"], ("scoring", "tree"), sections)
    asked = {question.element: question for section in sections for question in section.questions}
    placed = [element for node in root.walk() for element in node.questions]
    for element in sorted(set(placed)):
        if element not in asked:
            builder.fault(("scoring", "tree"), f'the tree names the unknown element "{element}"')
        elif asked[element].most_points is None:
            builder.fault(("scoring", "tree"), f'question "{element}" scores, but gives no points')
        if placed.count(element) > 1:
            builder.fault(("scoring", "tree"), f'question "{element}" stands in the tree twice')
    return Scoring(root, grades(builder, data.get("grades", []), ("scoring", "grades")), data.get("decimals"))


def bands(builder: Builder, entries: Sequence[Mapping[str, Any]], at: Pointer) -> list[Band]:
    """The bands of `entries`, lowest first as in the file. A gap, an overlap or a band with two floors is a fault."""
    made = [_band(builder, entry, (*at, index)) for index, entry in enumerate(entries)]
    for index, (lower, upper) in enumerate(pairwise(made), start=1):
        meets = lower.high is not None and lower.high == upper.low
        if not meets or lower.includes_high == upper.includes_low:
            builder.fault((*at, index), "does not begin exactly where the band before it ends")
    return made


def grades(builder: Builder, entries: Sequence[Mapping[str, Any]], at: Pointer) -> tuple[Grade, ...]:
    """The grades of `entries`, lowest first, with their bands."""
    made = bands(builder, entries, at)
    return tuple(
        Grade(entry["code"], Words(**entry["label"]), band, Origin(entry["confidence"], entry.get("source", "")))
        for band, entry in zip(made, entries, strict=True)
    )


def _band(builder: Builder, entry: Mapping[str, Any], at: Pointer) -> Band:
    if "from" in entry and "over" in entry:
        builder.fault(at, "a band begins with either from (included) or over (not included)")
    if "up_to" in entry and "below" in entry:
        builder.fault(at, "a band ends with either up_to (included) or below (not included)")
    return Band(
        entry.get("from", entry.get("over")), entry.get("up_to", entry.get("below")), "from" in entry, "up_to" in entry
    )


def _node(builder: Builder, data: Mapping[str, Any], at: Pointer, sections: Sequence[Section]) -> ScoreNode:
    parts = tuple(_node(builder, part, (*at, "parts", i), sections) for i, part in enumerate(data.get("parts", [])))
    return ScoreNode(
        code=data["code"],
        label=Words(**data["label"]),
        weight=data.get("weight", 1.0),
        origin=Origin(data.get("confidence", "unverified"), data.get("source", "")),
        parts=parts,
        questions=_questions(builder, data, at, sections),
        needs=builder.expression(data["needs"], (*at, "needs"), condition=True) if "needs" in data else None,
        note=Words(**data["note"]) if "note" in data else None,
    )


def _questions(builder: Builder, data: Mapping[str, Any], at: Pointer, sections: Sequence[Section]) -> tuple[str, ...]:
    if "section" not in data:
        return tuple(data.get("questions", ()))
    section = next((section for section in sections if section.code == data["section"]), None)
    if section is None:
        builder.fault((*at, "section"), f'there is no section "{data["section"]}"')
        return ()
    return tuple(question.element for question in section.questions)
