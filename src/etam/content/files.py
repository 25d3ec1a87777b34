"""Content files as data, with the line every value stands on."""

import csv
import hashlib
import json
import os
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from jsonschema import Draft202012Validator
from jsonschema.exceptions import ValidationError

Pointer = tuple[str | int, ...]

CONTENT_ROOT = Path(os.environ.get("ETAM_CONTENT", Path(__file__).resolve().parents[3] / "content"))


@dataclass(frozen=True, order=True)
class Fault:
    """One thing wrong with a content file; `line` counts from 1, 0 means the whole file."""

    path: Path
    line: int
    message: str

    def __str__(self) -> str:
        return (
            f"{_shown(self.path)}:{self.line}: {self.message}" if self.line else f"{_shown(self.path)}: {self.message}"
        )


class ContentError(Exception):
    """Content that cannot be used; `faults` says where and why."""

    def __init__(self, faults: Iterable[Fault]):
        self.faults = sorted(faults)
        super().__init__("\n".join(str(fault) for fault in self.faults))


@dataclass(frozen=True)
class Document:
    """A YAML file: its data, and for every pointer into the data the line where that value begins."""

    path: Path
    data: Any
    lines: Mapping[Pointer, int] = field(repr=False)

    def line_of(self, pointer: Iterable[str | int]) -> int:
        """Line of the value at `pointer`, or of its nearest parent that stands in the file."""
        parts = tuple(pointer)
        while parts and parts not in self.lines:
            parts = parts[:-1]
        return self.lines.get(parts, 1)

    def fault(self, pointer: Iterable[str | int], message: str) -> Fault:
        return Fault(self.path, self.line_of(pointer), message)


@dataclass(frozen=True)
class Row:
    """One row of a CSV file with the line it stands on."""

    path: Path
    line: int
    values: Mapping[str, str]

    def __getitem__(self, column: str) -> str:
        return self.values[column]

    def fault(self, message: str) -> Fault:
        return Fault(self.path, self.line, message)


def read_yaml(path: Path) -> Document:
    """Read a YAML file.

    Raises ContentError when the file is absent, is not YAML, or names a key twice.
    """
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([Fault(path, 0, f"cannot be read: {error}")]) from error
    loader = _Loader(text)
    try:
        node = loader.get_single_node()
        if node is None:
            raise ContentError([Fault(path, 1, "the file is empty")])
        lines: dict[Pointer, int] = {}
        faults: list[Fault] = []
        _locate(node, (), lines, faults, path)
        if faults:
            raise ContentError(faults)
        return Document(path, loader.construct_document(node), lines)
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise ContentError([Fault(path, line, f"is not valid YAML: {error.problem}")]) from error
    finally:
        loader.dispose()


def read_csv(path: Path, columns: Iterable[str] = ()) -> list[Row]:
    """Read a CSV file with a header row.

    Raises ContentError when the file is absent, a row has too many or too few cells, or one of `columns` is absent.
    """
    try:
        with path.open(encoding="utf-8", newline="") as file:
            reader = csv.reader(file)
            header = next(reader, [])
            absent = [column for column in columns if column not in header]
            if absent:
                raise ContentError(
                    [Fault(path, 1, f"column {', '.join(absent)} is absent; the header is {', '.join(header)}")]
                )
            rows, faults = [], []
            for cells in reader:
                if len(cells) != len(header):
                    faults.append(
                        Fault(path, reader.line_num, f"has {len(cells)} cells where the header has {len(header)}")
                    )
                else:
                    rows.append(Row(path, reader.line_num, dict(zip(header, cells, strict=True))))
    except (OSError, UnicodeDecodeError) as error:
        raise ContentError([Fault(path, 0, f"cannot be read: {error}")]) from error
    if faults:
        raise ContentError(faults)
    return rows


@cache
def schema(name: str) -> dict[str, Any]:
    """The JSON Schema `content/schemas/<name>.schema.json`."""
    path = CONTENT_ROOT / "schemas" / f"{name}.schema.json"
    data: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    Draft202012Validator.check_schema(data)
    return data


def check_schema(document: Document, name: str) -> list[Fault]:
    """Everything in `document` that the schema called `name` does not allow, with its line."""
    validator = Draft202012Validator(schema(name))
    return sorted(
        document.fault(error.absolute_path, _sentence(error)) for error in _leaves(validator.iter_errors(document.data))
    )


def folder_checksum(folder: Path) -> str:
    """SHA-256 (hex) over names and bytes of every file below `folder`, in order of name."""
    total = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        total.update(path.relative_to(folder).as_posix().encode() + b"\0")
        total.update(hashlib.sha256(path.read_bytes()).digest())
    return total.hexdigest()


def versions(folder: Path) -> list[Path]:
    """The version folders below `folder`, oldest first ("2026.2" before "2026.10")."""
    return sorted((path for path in folder.iterdir() if path.is_dir()), key=lambda path: _version_key(path.name))


def all_versions(root: Path) -> list[Path]:
    """The version folders of everything below `root`, by code, oldest first; none when there is no such folder."""
    codes = sorted(path for path in root.iterdir() if path.is_dir()) if root.is_dir() else []
    return [folder for code in codes for folder in versions(code)]


def _version_key(name: str) -> tuple[tuple[int, str], ...]:
    parts = name.replace("-", ".").split(".")
    return tuple((int(part), "") if part.isdigit() else (-1, part) for part in parts)


class _Loader(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
    """YAML as plain data: dates stay text and only true and false are truth values, not "on" or "no"."""

    yaml_implicit_resolvers = {
        letter: [
            (tag, pattern)
            for tag, pattern in resolvers
            if tag not in ("tag:yaml.org,2002:timestamp", "tag:yaml.org,2002:bool")
        ]
        for letter, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }


_Loader.add_implicit_resolver("tag:yaml.org,2002:bool", re.compile("^(?:true|false)$"), list("tf"))


def _locate(node: yaml.Node, pointer: Pointer, lines: dict[Pointer, int], faults: list[Fault], path: Path) -> None:
    lines[pointer] = node.start_mark.line + 1
    if isinstance(node, yaml.MappingNode):
        seen = set()
        for key, value in node.value:
            if not isinstance(key, yaml.ScalarNode):
                faults.append(
                    Fault(path, key.start_mark.line + 1, "has a key that is no plain text; check the brackets")
                )
                continue
            if key.value in seen:
                faults.append(Fault(path, key.start_mark.line + 1, f'names "{key.value}" twice'))
            seen.add(key.value)
            _locate(value, (*pointer, key.value), lines, faults, path)
            lines[(*pointer, key.value)] = key.start_mark.line + 1
    elif isinstance(node, yaml.SequenceNode):
        for index, value in enumerate(node.value):
            _locate(value, (*pointer, index), lines, faults, path)


def _leaves(errors: Iterable[ValidationError]) -> Iterator[ValidationError]:
    # An error of "oneOf" says little; the errors below it say which branch came closest and why.
    for error in errors:
        if error.context:
            deepest = max(len(inner.absolute_path) for inner in error.context)
            yield from _leaves(inner for inner in error.context if len(inner.absolute_path) == deepest)
        else:
            yield error


def _sentence(error: ValidationError) -> str:
    place = ".".join(str(part) for part in error.absolute_path)
    return f"{place}: {error.message}" if place else error.message


def _shown(path: Path) -> str:
    root = CONTENT_ROOT.parent
    return path.relative_to(root).as_posix() if path.is_relative_to(root) else path.as_posix()
