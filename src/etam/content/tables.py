"""CSV content held against its JSON Schema, row by row."""

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import Any

from jsonschema import Draft202012Validator, FormatChecker
from jsonschema.exceptions import ValidationError

from etam.content.files import ContentError, Document, Fault, Row, check_schema, read_csv, read_yaml, schema

FORMATS = FormatChecker(formats=())


@FORMATS.checks("day", raises=ValueError)
def _is_day(text: object) -> bool:
    """An ISO date that the calendar has, or nothing."""
    return not text or bool(date.fromisoformat(str(text)))


def table(path: Path, kind: str) -> tuple[list[Row], list[Fault]]:
    """The rows of a CSV file and what the schema of `kind` does not allow in them.

    The schema describes a folder as an object whose properties are its files; a file is an array of rows.
    Rows are empty when the file cannot be read or its header is not the one described.
    """
    described = schema(kind)["properties"][path.name]["items"]
    try:
        rows = read_csv(path, described["required"])
    except ContentError as error:
        return [], error.faults
    unknown = [column for column in (rows[0].values if rows else ()) if column not in described["properties"]]
    if unknown:
        return [], [
            Fault(path, 1, f"column {', '.join(unknown)} is not described in {kind}.schema.json; remove or describe it")
        ]
    validator = Draft202012Validator(described, format_checker=FORMATS)
    return rows, [row.fault(_sentence(error)) for row in rows for error in validator.iter_errors(row.values)]


def document(path: Path, kind: str) -> tuple[Document | None, list[Fault]]:
    """A YAML file and what the schema called `kind` does not allow in it; no document when it cannot be read."""
    try:
        read = read_yaml(path)
    except ContentError as error:
        return None, error.faults
    return read, check_schema(read, kind)


def check_version(read: Document, folder: Path) -> Iterator[Fault]:
    """A fault when a file names another version than the folder it lies in."""
    if read.data["version"] != folder.name:
        yield read.fault(("version",), f'version "{read.data["version"]}" stands in the folder {folder.name}')


def repeated(read: Document, name: str, key: str = "code") -> Iterator[Fault]:
    """A fault for each entry of the list `name` whose `key` an earlier entry has."""
    codes = [entry[key] for entry in read.data[name]]
    for index, code in enumerate(codes):
        if code in codes[:index]:
            yield read.fault((name, index, key), f'{name}: {key} "{code}" stands twice; keep one of the two')


def unique(rows: Iterable[Row], *columns: str) -> Iterator[Fault]:
    """A fault for each row that repeats the values of `columns` of an earlier row."""
    seen: dict[tuple[str, ...], int] = {}
    for row in rows:
        key = tuple(row[column] for column in columns)
        if key in seen:
            yield row.fault(f"{' '.join(key)} stands already in line {seen[key]}; keep one of the two")
        else:
            seen[key] = row.line


def known(rows: Iterable[Row], column: str, codes: Iterable[str], where: str) -> Iterator[Fault]:
    """A fault for each row whose `column` names a code that `where` does not hold."""
    allowed = frozenset(codes)
    return (row.fault(f'{column} "{row[column]}" is not in {where}') for row in rows if row[column] not in allowed)


def refuse(faults: list[Fault]) -> None:
    """Raise ContentError when there is any fault."""
    if faults:
        raise ContentError(faults)


def number(text: str) -> float | None:
    """The number in a cell; None when the cell is empty."""
    return float(text) if text else None


def iso_day(text: str) -> date | None:
    """The ISO day in a cell; None when the cell is empty."""
    return date.fromisoformat(text) if text else None


def _sentence(error: ValidationError) -> str:
    column = ".".join(str(part) for part in error.absolute_path)
    expected: Any = error.schema.get("description") if isinstance(error.schema, dict) else None
    if column and expected:
        return f'{column} "{error.instance}" is not {expected}'
    return f"{column}: {error.message}" if column else error.message
