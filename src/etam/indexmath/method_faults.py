"""What can be wrong with a method file, each kind of fault in one function."""

from collections import Counter
from collections.abc import Iterator, Mapping
from typing import Any

from etam.content.files import ContentError, Document, Fault, Pointer, check_schema
from etam.indexmath.formulas import FormulaError, element_names
from etam.indexmath.model import TRAILING
from etam.indexmath.scales import scale_beside

Data = Mapping[str, Any]


def method_faults(document: Document) -> Iterator[Fault]:
    """Everything wrong with a method file, the schema first; what follows relies on it."""
    faults = check_schema(document, "method")
    if faults:
        yield from faults
        return
    for check in (
        _codes,
        _expressions,
        _tree,
        _treatments,
        _goalposts,
        _directions,
        _area,
        _scale_reference,
        _robustness,
    ):
        yield from check(document)


def _codes(document: Document) -> Iterator[Fault]:
    data = document.data
    nodes = [(pointer, node["code"]) for pointer, node in _nodes(data["tree"], ("tree",))]
    indicators = [(("indicators", index), item["code"]) for index, item in enumerate(data["indicators"])]
    elements = [(("elements", index), item["code"]) for index, item in enumerate(data["elements"])]
    for word, codes in (("element", elements), ("indicator or node", [*indicators, *nodes])):
        counted = Counter(code for _, code in codes)
        for pointer, code in codes:
            if counted[code] > 1:
                yield document.fault((*pointer, "code"), f'{word} "{code}" stands here and elsewhere; codes are unique')
    reserved = {"unit", "area", "sample", *TRAILING}
    for pointer, code in [*elements, *indicators, *nodes]:
        if code in reserved:
            yield document.fault((*pointer, "code"), f'"{code}" is a column of every result; choose another code')


def _expressions(document: Document) -> Iterator[Fault]:
    data = document.data
    elements = {element["code"] for element in data["elements"]}
    texts: list[tuple[Pointer, str, set[str] | None]] = [
        (("indicators", index, "expression"), item["expression"], elements)
        for index, item in enumerate(data["indicators"])
    ]
    texts += [
        (("coverage", index, "share"), rule["share"], elements) for index, rule in enumerate(data.get("coverage", []))
    ]
    for index, element in enumerate(data["elements"]):
        for key in ("of", "per"):
            if key in element.get("gather", {}):
                texts.append((("elements", index, "gather", key), element["gather"][key], None))
    for pointer, text, known in texts:
        try:
            names = element_names(text)
        except FormulaError as error:
            yield document.fault(pointer, f'"{text}": {error}')
        else:
            # Figures are named by instruments, which this room does not know.
            for name in sorted(names - known) if known is not None else ():
                yield document.fault(pointer, f'"{text}" names "{name}", which is no element of this method')


def _tree(document: Document) -> Iterator[Fault]:
    data = document.data
    known = {indicator["code"] for indicator in data["indicators"]}
    used: Counter[str] = Counter()
    for pointer, node in _nodes(data["tree"], ("tree",)):
        if node["function"] == "weighted_sum" and node["missing"] != "refuse":
            yield document.fault((*pointer, "missing"), "a sum without one of its terms is too small; use refuse")
        for index, child in enumerate(node["children"]):
            place = (*pointer, "children", index)
            if "indicator" not in child:
                continue
            used[child["indicator"]] += 1
            if child["indicator"] not in known:
                yield document.fault(place, f'"{child["indicator"]}" is no indicator of this method')
            elif used[child["indicator"]] == 2:
                yield document.fault(place, f'indicator "{child["indicator"]}" hangs in the tree twice')
    for index, indicator in enumerate(data["indicators"]):
        if not used[indicator["code"]]:
            yield document.fault(("indicators", index), f'indicator "{indicator["code"]}" is not in the tree')


def _treatments(document: Document) -> Iterator[Fault]:
    for pointer, indicator, treatment in with_treatment(document.data):
        if treatment["function"] == "log" and indicator.get("goalposts", {"low": 1})["low"] <= 0:
            yield document.fault(
                pointer, f'indicator "{indicator["code"]}" is logged, so its low goalpost must be above 0'
            )
        if (treatment["function"] == "winsorise") != ("share" in treatment):
            yield document.fault(
                pointer, f'treatment of "{indicator["code"]}": winsorise needs a share, others have none'
            )


def _goalposts(document: Document) -> Iterator[Fault]:
    data = document.data
    needed = "goalposts" in {data["normaliser"]["function"], *data.get("robustness", {}).get("normalisers", [])}
    for index, indicator in enumerate(data["indicators"]):
        posts = indicator.get("goalposts")
        if posts and posts["low"] >= posts["high"]:
            yield document.fault(("indicators", index, "goalposts"), "the low goalpost must lie below the high one")
        if needed and not posts:
            yield document.fault(("indicators", index), f'indicator "{indicator["code"]}" needs goalposts')


def _directions(document: Document) -> Iterator[Fault]:
    if document.data["normaliser"]["function"] != "identity":
        return
    for index, indicator in enumerate(document.data["indicators"]):
        if indicator.get("direction") == "down":
            yield document.fault(
                ("indicators", index, "direction"), "the identity normaliser cannot turn an indicator round"
            )


def _area(document: Document) -> Iterator[Fault]:
    data = document.data
    if ("area" in data) != (data["unit"] == "library"):
        yield document.fault(("area" if "area" in data else "unit",), "unit library and the area rule belong together")
    elif "area" in data:
        levels = {element["code"]: element.get("level", "unit") for element in data["elements"]}
        if levels.get(data["area"]["population"]) != "area":
            yield document.fault(("area", "population"), f'"{data["area"]["population"]}" is no element of level area')


def _scale_reference(document: Document) -> Iterator[Fault]:
    if "category_scale" not in document.data:
        return
    try:
        scale_beside(document.path, document.data["category_scale"])
    except ContentError as error:
        yield from error.faults


def _robustness(document: Document) -> Iterator[Fault]:
    plan = document.data.get("robustness", {})
    nominal = document.data["normaliser"]["function"]
    others = plan.get("normalisers", [nominal])
    if nominal == "identity" and others != ["identity"]:
        yield document.fault(
            ("robustness", "normalisers"), "this method does not normalise; other normalisers would test another index"
        )
    elif nominal not in others:
        yield document.fault(
            ("robustness", "normalisers"), f'the method\'s own normaliser "{nominal}" must be among them'
        )
    top = document.data["tree"]["function"]
    ways = plan.get("aggregations", [top])
    if top == "weighted_sum" and ways != ["weighted_sum"]:
        yield document.fault(("robustness", "aggregations"), "an uncapped weighted sum has no mean to replace")
    elif top not in ways:
        yield document.fault(("robustness", "aggregations"), f'the method\'s own function "{top}" must be among them')
    if "geometric" in ways and "zscore" in others:
        yield document.fault(("robustness",), "a geometric mean of z-scores does not exist; drop one of the two")
    if plan.get("leave_one_out") and len(document.data["indicators"]) < 3:
        yield document.fault(
            ("robustness", "leave_one_out"), "with fewer than three indicators nothing can be left out"
        )


def _nodes(node: Data, pointer: Pointer) -> Iterator[tuple[Pointer, Data]]:
    yield pointer, node
    for index, child in enumerate(node["children"]):
        if "children" in child:
            yield from _nodes(child, (*pointer, "children", index))


def with_treatment(data: Data) -> Iterator[tuple[Pointer, Data, Data]]:
    """Each indicator with its place and the treatment that holds for it: its own, or that of the method."""
    for index, indicator in enumerate(data["indicators"]):
        yield ("indicators", index), indicator, indicator.get("treatment", data.get("treatment", {"function": "none"}))
