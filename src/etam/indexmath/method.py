"""Reads a method file into a `Method` and says what is wrong with one."""

import hashlib
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from etam.content.bases import regulations_of
from etam.content.files import (
    CONTENT_ROOT,
    ContentError,
    Document,
    Fault,
    read_yaml,
    versions,
)
from etam.indexmath.method_faults import method_faults, with_treatment
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
from etam.indexmath.scales import CategoryScale, scale_beside

METHODS = CONTENT_ROOT / "methods"

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
    faults = list(method_faults(document))
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


def _method(document: Document) -> Method:
    data, path = document.data, document.path
    periods = data.get("periods", {"from": 0})
    gather = data.get("gather", {})
    scale = scale_beside(path, data["category_scale"]) if "category_scale" in data else None
    return Method(
        code=data["code"],
        version=data["version"],
        title=data["title"],
        status=data["status"],
        unit=data["unit"],
        elements=tuple(_element(item) for item in data["elements"]),
        indicators=tuple(_indicator(item, treatment) for _, item, treatment in with_treatment(data)),
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
        basis=regulations_of(data.get("basis", ())),
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
    return Indicator(**{**_without_basis(data), **made})


def _node(data: Data) -> Node:
    children = (_leaf(child) if "indicator" in child else _node(child) for child in data["children"])
    return Node(**{**_without_basis(data), "children": tuple(children)})


def _without_basis(data: Data) -> Data:
    # What rests on a regulation is read by `etam.content.bases`; no number depends on it.
    return {key: value for key, value in data.items() if key != "basis"}


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
