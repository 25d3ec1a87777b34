"""Methods and instruments as they lie in `content/`, every version, read once for each process."""

from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import TypeVar

from etam.content.files import CONTENT_ROOT, versions
from etam.indexmath.method import load_method
from etam.indexmath.model import Method
from etam.questionnaire.instrument import Instrument
from etam.questionnaire.load import load_instrument

Edition = TypeVar("Edition", Method, Instrument)

METHODS = "methods"
INSTRUMENTS = "instruments"


@cache
def methods() -> tuple[Method, ...]:
    """Every version of every method, the newest version of each code first."""
    return tuple(load_method(folder) for folder in _folders(METHODS, "method.yml"))


@cache
def instruments() -> tuple[Instrument, ...]:
    """Every version of every instrument, the newest version of each code first."""
    return tuple(load_instrument(folder) for folder in _folders(INSTRUMENTS, "instrument.yml"))


def method(code: str, version: str) -> Method | None:
    return next((one for one in methods() if (one.code, one.version) == (code, version)), None)


def method_title(code: str, version: str) -> str:
    """What people call a method; its code when the content does not hold that version."""
    found = method(code, version)
    return found.title["id"] if found else code


def instrument(code: str, version: str) -> Instrument | None:
    return next((one for one in instruments() if (one.code, one.version) == (code, version)), None)


def folder(kind: str, code: str, version: str) -> Path:
    """Where the files of an edition lie."""
    return CONTENT_ROOT / kind / code / version


def files(kind: str, code: str, version: str) -> list[str]:
    """The files of an edition by their path inside its folder; [] when there is no such edition."""
    known = {(one.code, one.version) for one in (methods() if kind == METHODS else instruments())}
    if (code, version) not in known:
        return []
    root = folder(kind, code, version)
    return sorted(path.relative_to(root).as_posix() for path in root.rglob("*") if path.is_file())


def by_code(editions: Sequence[Edition]) -> list[list[Edition]]:
    """Editions grouped by code, the newest version of each group first."""
    groups: dict[str, list[Edition]] = {}
    for edition in editions:
        groups.setdefault(edition.code, []).append(edition)
    return list(groups.values())


def latest_only(editions: Sequence[Edition]) -> list[Edition]:
    """The newest version of each code."""
    newest: dict[str, Edition] = {}
    for edition in editions:
        newest.setdefault(edition.code, edition)
    return list(newest.values())


def _folders(kind: str, file: str) -> list[Path]:
    root = CONTENT_ROOT / kind
    codes = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    return [version for code in codes for version in reversed(versions(code)) if (version / file).is_file()]


def element_label(element: str) -> str:
    """The short label of an element in the newest instrument that asks for it; the element itself if none does."""
    for edition in instruments():
        if element in edition.by_element:
            return edition.by_element[element].short.id
    return element
