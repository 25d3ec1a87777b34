"""Reads a method file into a `Method` and says what is wrong with one."""

import hashlib
from collections import Counter
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from etam.content.files import (
    CONTENT_ROOT,
    ContentError,
    Document,
    Fault,
    Pointer,
    check_schema,
    read_yaml,
    versions,
)
from etam.indexmath.formulas import FormulaError, element_names
from etam.indexmath.model import (
    AreaRule,
    CoverageRule,
    Element,
    Gather,
    Goalposts,
    Indicator,
    Leaf,
    Method,
    Node,
    Normaliser,
    RankRule,
    RobustnessPlan,
    Screen,
    Treatment,
)
from etam.indexmath.scales import CategoryScale, load_scale

TRAILING = ("rank", "category", "rank_low", "rank_median", "rank_high", "groups", "coverage", "filled", "notes")
"""The columns of results.csv after the scores."""

METHODS = CONTENT_ROOT / "methods"
SCALES = CONTENT_ROOT / "category-scales"

Data = Mapping[str, Any]


def find_method(name: str, root: Path = METHODS) -> Path:
    """The method file meant by a folder, a file, `code/version`, or a code (its latest version).

    Raises ContentError when there is none.
    """
    given = Path(name)
    for path in (given, root / name):
        if path.is_file():
            return path
        if (path / "method.yml").is_file():
            return path / "method.yml"
    if (root / name).is_dir() and versions(root / name):
        return versions(root / name)[-1] / "method.yml"
    known = ", ".join(path.parent.relative_to(root).as_posix() for path in sorted(root.glob("*/*/method.yml")))
    raise ContentError([Fault(given, 0, f"is no method; give a folder, a file, or one of {known}")])


def load_method(path: Path) -> Method:
    """Read a method from its file or its folder.

    Raises ContentError with file and line of every fault.
    """
    path = path / "method.yml" if path.is_dir() else path
    document = read_yaml(path)
    faults = list(_faults(document))
    if faults:
        raise ContentError(faults)
    return _method(document)


def check_method(path: Path) -> list[Fault]:
    """Everything wrong with the method in this file or folder; an empty list when it can be computed."""
    try:
        load_method(path)
    except ContentError as error:
        return error.faults
    return []


def _faults(document: Document) -> Iterator[Fault]:
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
    for pointer, indicator, treatment in _with_treatment(document.data):
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
        _load_scale(document.data["category_scale"], document.path)
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


def _with_treatment(data: Data) -> Iterator[tuple[Pointer, Data, Data]]:
    for index, indicator in enumerate(data["indicators"]):
        yield ("indicators", index), indicator, indicator.get("treatment", data.get("treatment", {"function": "none"}))


def _method(document: Document) -> Method:
    data, path = document.data, document.path
    periods = data.get("periods", {"from": 0})
    gather = data.get("gather", {})
    scale = _load_scale(data["category_scale"], path) if "category_scale" in data else None
    return Method(
        code=data["code"],
        version=data["version"],
        title=data["title"],
        status=data["status"],
        unit=data["unit"],
        elements=tuple(_element(item) for item in data["elements"]),
        indicators=tuple(_indicator(item, treatment) for _, item, treatment in _with_treatment(data)),
        normaliser=Normaliser(**data["normaliser"]),
        tree=_node(data["tree"]),
        rank=RankRule(**data["rank"]),
        impute=data.get("impute", {"function": "none"})["function"],
        screen=Screen(**data.get("screen", {})),
        coverage=tuple(CoverageRule(**rule) for rule in data.get("coverage", [])),
        area=AreaRule(**data["area"]) if "area" in data else None,
        scale=scale,
        robustness=_plan(data),
        summary=data.get("summary", {}),
        basis=tuple(data.get("basis", ())),
        confidence=data["confidence"],
        source=data.get("source", ""),
        periods=(periods["from"], periods.get("to")),
        accepted_states=tuple(gather.get("accepted_states", ("accepted",))),
        subtypes=tuple(gather.get("subtypes", ())),
        notes=tuple(data.get("notes", ())),
        path=path,
        checksum=_checksum(path, scale),
    )


def _element(data: Data) -> Element:
    gather = data.get("gather")
    return Element(**{**data, "gather": _gather(gather) if gather else None})


def _gather(data: Data) -> Gather:
    lists = {key: tuple(data[key]) for key in ("kinds", "subtypes") if key in data}
    return Gather(**{**data, **lists, "strata": tuple(tuple(stratum) for stratum in data.get("strata", ()))})


def _indicator(data: Data, treatment: Data) -> Indicator:
    posts = data.get("goalposts")
    made = {"goalposts": Goalposts(**posts) if posts else None, "treatment": Treatment(**treatment)}
    return Indicator(**{**data, **made})


def _node(data: Data) -> Node:
    children = (_leaf(child) if "indicator" in child else _node(child) for child in data["children"])
    return Node(**{**data, "children": tuple(children)})


def _leaf(data: Data) -> Leaf:
    return Leaf(data["indicator"], data.get("weight", 1.0))


def _plan(data: Data) -> RobustnessPlan | None:
    if "robustness" not in data:
        return None
    lists = {key: tuple(value) for key, value in data["robustness"].items() if isinstance(value, list)}
    nominal = {"normalisers": (data["normaliser"]["function"],), "aggregations": (data["tree"]["function"],)}
    return RobustnessPlan(**{**nominal, **data["robustness"], **lists})


def _checksum(path: Path, scale: CategoryScale | None) -> str:
    """SHA-256 over what decides the numbers: the method file and its category scale, wherever that stands."""
    total = hashlib.sha256(path.read_bytes())
    if scale is not None:
        total.update(scale.path.read_bytes())
    return total.hexdigest()


def _load_scale(code: str, method_path: Path) -> CategoryScale:
    # A scale beside the method file wins, so that a release folder is complete in itself.
    beside = method_path.parent / f"{code}.yml"
    return load_scale(beside if beside.is_file() else SCALES / f"{code}.yml")
