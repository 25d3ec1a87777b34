"""Values that others published: what was printed, and the table from which a method gives them again."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from etam.content.files import (
    CONTENT_ROOT,
    ContentError,
    Document,
    Fault,
    Row,
    check_schema,
    read_csv,
    read_yaml,
)
from etam.indexmath.method import METHODS, load_method
from etam.indexmath.model import Method
from etam.indexmath.pipeline import Data
from etam.indexmath.table import Table

PUBLISHED = CONTENT_ROOT / "published"


@dataclass(frozen=True)
class Printed:
    """One value as printed; `score` is None where the cell is empty."""

    unit: str
    period: int
    score: float | None
    category: str


@dataclass(frozen=True)
class Publication:
    """One edition of published values. `method` and `data` are None where no known formula gives the values."""

    code: str
    title: Mapping[str, str]
    confidence: str
    source: str
    unit_level: str
    period: int | None
    printed: tuple[Printed, ...]
    defects: tuple[str, ...]
    method: Method | None
    data: Data | None
    path: Path


def load_publication(folder: Path) -> Publication:
    """Read `publication.yml` and `values.csv`. Raises ContentError with file and line of every fault."""
    document = read_yaml(folder / "publication.yml")
    faults = check_schema(document, "publication")
    if faults:
        raise ContentError(faults)
    rows = read_csv(folder / "values.csv")
    faults = [*_columns(document, rows), *_numbers(document, rows)]
    if faults:
        raise ContentError(faults)
    data = document.data
    method = load_method(METHODS / data["method"]) if "method" in data else None
    return Publication(
        code=data["code"],
        title=data["title"],
        confidence=data["confidence"],
        source=data["source"],
        unit_level=data["unit_level"],
        period=data.get("period"),
        printed=tuple(_printed(document, row) for row in rows),
        defects=tuple(data["defects"]),
        method=method,
        data=_data(document, rows) if method else None,
        path=folder,
    )


def check_publication(folder: Path) -> list[Fault]:
    """Everything wrong with a folder of published values."""
    try:
        load_publication(folder)
    except ContentError as error:
        return error.faults
    return []


def _named(document: Document) -> dict[str, tuple[str, ...]]:
    """Every column the file names, with where it names it."""
    data = document.data
    named: dict[str, tuple[str, ...]] = {data["unit_column"]: ("unit_column",)}
    if "period_column" in data:
        named[data["period_column"]] = ("period_column",)
    for part in ("printed", "elements"):
        named.update({column: (part, key) for key, column in data.get(part, {}).items()})
    return named


def _columns(document: Document, rows: list[Row]) -> Iterator[Fault]:
    if not rows:
        yield document.fault((), "values.csv has no rows")
        return
    for column, pointer in _named(document).items():
        if column not in rows[0].values:
            yield document.fault(pointer, f'values.csv has no column "{column}"')


def _numbers(document: Document, rows: list[Row]) -> Iterator[Fault]:
    data = document.data
    columns = [data["printed"]["score"], *data.get("elements", {}).values()]
    for row in rows:
        for column in columns:
            try:
                _number(row.values.get(column, ""))
            except ValueError:
                yield row.fault(f'column "{column}": "{row[column]}" is not a number')


def _number(cell: str) -> float | None:
    return float(cell) if cell.strip() else None


def _printed(document: Document, row: Row) -> Printed:
    data = document.data
    category = data["printed"].get("category")
    return Printed(
        unit=row[data["unit_column"]],
        period=data["period"] if "period" in data else int(row[data["period_column"]]),
        score=_number(row[data["printed"]["score"]]),
        category=row[category] if category else "",
    )


def _data(document: Document, rows: list[Row]) -> Data:
    data = document.data
    columns = {element: [_number(row[column]) for row in rows] for element, column in data["elements"].items()}
    return Data(Table.of((row[data["unit_column"]] for row in rows), columns))
