"""From the data of an instrument's file to the rows of the sheets."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from etam.exchange.instrument_sheet.layout import (
    ABOUT,
    BOTH,
    FORM,
    GRADES,
    INSTRUMENT,
    KNOWN,
    LADDERS,
    NODE,
    NOTES,
    QUESTIONS,
    SECTION,
    SECTIONS,
    TABLES,
    VALUE,
    Column,
    is_path,
    of_section,
)

Row = dict[str, Any]


def rows_of(data: Mapping[str, Any], base: str = "") -> dict[str, list[Row]]:
    """The rows of every sheet, each a value by the key of its column; `base` names the edition, "code@version"."""
    ladders = _Ladders()
    nodes = _nodes_of_questions(data)
    questions = [
        _question(question, section["code"], nodes, ladders)
        for section in data["sections"]
        for question in section["questions"]
    ]
    known = [
        {**picked(entry, TABLES[KNOWN]), "[element]": question["element"], "[ladder]": ladders.name(entry.get("steps"))}
        for question in _questions(data)
        for entry in question.get("known_from", [])
    ]
    return {
        INSTRUMENT: [{**picked(data, ABOUT), "[base]": base}],
        SECTIONS: list(_sections(data)),
        QUESTIONS: questions,
        LADDERS: ladders.rows,
        GRADES: [picked(grade, TABLES[GRADES]) for grade in data.get("scoring", {}).get("grades", [])],
        NOTES: [
            {**picked(note, TABLES[NOTES]), "[element]": question["element"]}
            for question in _questions(data)
            for note in question.get("notes", [])
        ],
        KNOWN: known,
    }


def picked(entry: Mapping[str, Any], columns: Sequence[Column]) -> Row:
    """What `entry` says for each column that is a path; columns without a value are left out."""
    found = {column.key: _at(entry, column.key) for column in columns if is_path(column.key)}
    return {key: value for key, value in found.items() if value is not None}


def sections_are_nodes(data: Mapping[str, Any]) -> bool:
    """Whether the tree has one node for each section that scores, of the same name and order, and nothing else."""
    tree = data.get("scoring", {}).get("tree", {})
    sections = {section["code"]: section for section in data["sections"]}
    parts = tree.get("parts", [])
    order = [code for code in sections if code in {part["code"] for part in parts}]
    return (
        bool(parts)
        and order == [part["code"] for part in parts]
        and all(
            part["label"] == sections[part["code"]]["title"] and _leaf(part, data) == _elements(sections[part["code"]])
            for part in parts
        )
    )


def _sections(data: Mapping[str, Any]) -> Iterator[Row]:
    columns = of_section(SECTION)
    if sections_are_nodes(data):
        nodes = {part["code"]: part for part in data["scoring"]["tree"]["parts"]}
        for section in data["sections"]:
            node = nodes.get(section["code"])
            yield {**picked(section, columns), "[use]": BOTH if node else FORM, **(_weight(node) if node else {})}
        return
    for section in data["sections"]:
        yield {**picked(section, columns), "[use]": FORM}
    yield from _node_rows(data.get("scoring", {}).get("tree", {}), "")


def _node_rows(tree: Mapping[str, Any], parent: str) -> Iterator[Row]:
    for part in tree.get("parts", []):
        title = {"title.id": part["label"]["id"], "title.en": part["label"]["en"]}
        yield {"code": part["code"], "[use]": VALUE, "[parent]": parent, **title, **_weight(part)}
        yield from _node_rows(part, part["code"])


def _weight(node: Mapping[str, Any]) -> Row:
    return picked(node, of_section(NODE))


def _question(question: Mapping[str, Any], section: str, nodes: Mapping[str, str], ladders: "_Ladders") -> Row:
    row = picked(question, TABLES[QUESTIONS])
    points = [option["points"] for option in question.get("options", []) if "points" in option]
    if points:
        row.setdefault("maximum", max(points))
    steps = question.get("options") or question.get("point_bands")
    return {**row, "[section]": section, "[node]": nodes.get(question["element"], ""), "[ladder]": ladders.name(steps)}


def _nodes_of_questions(data: Mapping[str, Any]) -> dict[str, str]:
    """The node of each question, where the sheet has to name it."""
    if "scoring" not in data or sections_are_nodes(data):
        return {}
    return dict(_placed(data["scoring"]["tree"], data))


def _placed(tree: Mapping[str, Any], data: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    for element in _leaf(tree, data):
        yield element, tree["code"]
    for part in tree.get("parts", []):
        yield from _placed(part, data)


def _leaf(node: Mapping[str, Any], data: Mapping[str, Any]) -> list[str]:
    if "section" in node:
        return next((_elements(section) for section in data["sections"] if section["code"] == node["section"]), [])
    return list(node.get("questions", []))


def _elements(section: Mapping[str, Any]) -> list[str]:
    return [question["element"] for question in section["questions"]]


def _questions(data: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    return (question for section in data["sections"] for question in section["questions"])


def _at(entry: Mapping[str, Any], key: str) -> Any:
    found: Any = entry
    for part in key.split("."):
        found = found.get(part) if isinstance(found, Mapping) else None
    return found


class _Ladders:
    """Names each list of steps once, however many questions use it."""

    def __init__(self) -> None:
        self.rows: list[Row] = []
        self.names: dict[str, str] = {}

    def name(self, steps: Sequence[Mapping[str, Any]] | None) -> str:
        """The name of these steps; "" when there are none."""
        if not steps:
            return ""
        key = json.dumps(steps, sort_keys=True)
        if key not in self.names:
            self.names[key] = f"T{len(self.names) + 1}"
            self.rows += [{**picked(step, TABLES[LADDERS]), "[ladder]": self.names[key]} for step in steps]
        return self.names[key]
