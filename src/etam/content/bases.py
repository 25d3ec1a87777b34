"""What in the product rests on which article: every `basis` that content names, one row each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, folder_checksum, read_yaml, versions

# Folder of content → what its editions are called, and how the lists inside an edition are called.
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "instruments": ("instrument", {"questions": "question", "checks": "check", "mechanisms": "mechanism"}),
    "methods": ("method", {"indicators": "indicator"}),
    "schemes": ("scheme", {}),
    "category-scales": ("category-scale", {}),
    "evidence-types": ("evidence-types", {"types": "evidence-type"}),
    "institution-kinds": ("institution-kinds", {"kinds": "institution-kind", "subtypes": "institution-subtype"}),
    "followup": ("followup", {}),
    "gnsta": ("gnsta", {}),
}
NAMES = ("code", "element", "id")
WORDS = ("label", "title", "text", "question")


@dataclass(frozen=True, order=True)
class Rest:
    """One thing that rests on one regulation; `item` is "" for a whole edition, `article` "" where none is named.

    `version` is the edition, "" for what has none. `is_latest` says whether a newer edition replaced it.
    """

    kind: str
    code: str
    version: str
    item: str
    regulation: str
    article: str = ""
    label: str = ""
    confidence: str = ""
    is_latest: bool = True


def rests(root: Path = CONTENT_ROOT) -> tuple[Rest, ...]:
    """Everything below `root` that names a basis, in the order of kind, code, version and item."""
    return _rests(root, tuple(folder_checksum(root / name) for name in KINDS if (root / name).is_dir()))


def resting_on(regulation: str, root: Path = CONTENT_ROOT) -> tuple[Rest, ...]:
    """What rests on one regulation."""
    return tuple(one for one in rests(root) if one.regulation == regulation)


@cache
def _rests(root: Path, _checksums: tuple[str, ...]) -> tuple[Rest, ...]:
    return tuple(sorted(set(_all(root))))


def _all(root: Path) -> Iterator[Rest]:
    for name in KINDS:
        for path, is_latest in _files(root / name):
            data = read_yaml(path).data
            version = str(data.get("version", ""))
            code = str(data.get("code", name))
            yield from _inside(data, KINDS[name], Rest("", code, version, "", "", is_latest=is_latest))


def _files(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Every file of a kind, and whether it is of the newest edition of its code."""
    if not folder.is_dir():
        return
    yield from ((path, True) for path in sorted(folder.glob("*.yml")))
    inner = versions(folder)
    if any(any(one.glob("*.yml")) for one in inner):
        yield from _editions(inner)
        return
    for code in inner:
        yield from _editions(versions(code))


def _editions(folders: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    editions = list(folders)
    for folder in editions:
        yield from (
            (path, folder == editions[-1]) for path in sorted(folder.glob("*.yml")) if path.name != "source.yml"
        )


def _inside(
    data: Any, kinds: tuple[str, dict[str, str]], above: Rest, kind: str = "", item: str = ""
) -> Iterator[Rest]:
    whole, inner = kinds
    if isinstance(data, Mapping):
        if item or not kind:
            item = next((str(data[name]) for name in NAMES if name in data), item) if kind else ""
        for entry in data.get("basis") or ():
            told = {"regulation": entry} if isinstance(entry, str) else entry
            yield Rest(
                kind or whole,
                above.code,
                above.version,
                item,
                told["regulation"],
                str(told.get("article", "")),
                _label(data) or above.label,
                told.get("confidence") or str(data.get("confidence", "")),
                above.is_latest,
            )
        for key, value in data.items():
            if key != "basis":
                yield from _inside(value, kinds, above, inner.get(str(key), kind), item)
    elif isinstance(data, list):
        for value in data:
            yield from _inside(value, kinds, above, kind, item or "?")


def _label(data: Mapping[str, Any]) -> str:
    found = next((data[name] for name in WORDS if name in data), "")
    return str(found.get("id", "")) if isinstance(found, Mapping) else str(found)
