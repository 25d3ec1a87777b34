"""Where a table came from: publisher, licence and trust, in the `source.yml` beside it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from etam.content.files import ContentError, Document, Fault, read_csv, read_yaml
from etam.content.tables import document


@dataclass(frozen=True)
class Source:
    """Who published a part of a table, and on what terms."""

    publisher: str
    licence: str


@dataclass(frozen=True)
class Origin:
    """Where the tables of one folder came from; `conventions` say how to read them, `defects` what is wrong in them."""

    title: str
    version: str
    sources: tuple[Source, ...]
    conventions: tuple[str, ...]
    defects: tuple[str, ...]


def read_origin(folder: Path) -> Origin:
    """The `source.yml` of a folder, with the defects that a `publication.yml` beside it tells.

    Raises ContentError when a file cannot be read.
    """
    data = read_yaml(folder / "source.yml").data
    beside = folder / "publication.yml"
    return Origin(
        title=data["title"]["id"],
        version=folder.name,
        sources=tuple(Source(one["publisher"], one["licence"]) for one in data["sources"]),
        conventions=tuple(data.get("conventions", ())),
        defects=tuple(read_yaml(beside).data.get("defects", ())) if beside.is_file() else (),
    )


def check_source(folder: Path) -> list[Fault]:
    """What is wrong with the `source.yml` of a folder: its form, unknown sources, columns that no table has."""
    source, faults = document(folder / "source.yml", "source")
    if source is None or faults:
        return faults
    return [*_unknown_sources(source), *_unknown_columns(folder, source)]


def _unknown_sources(source: Document) -> Iterator[Fault]:
    ids = [entry["id"] for entry in source.data["sources"]]
    for index, entry in enumerate(source.data.get("columns", [])):
        if entry["source"] not in ids:
            yield source.fault(
                ("columns", index, "source"), f'source "{entry["source"]}" is not one of {", ".join(ids)}'
            )


def _unknown_columns(folder: Path, source: Document) -> Iterator[Fault]:
    for index, entry in enumerate(source.data.get("columns", [])):
        path = folder / entry["file"]
        if path.suffix != ".csv":
            continue
        if not path.is_file():
            yield source.fault(("columns", index, "file"), f"{entry['file']} is not in this folder")
            continue
        try:
            rows = read_csv(path)
        except ContentError:
            continue  # The checker of the table tells of it.
        absent = [column for column in entry["columns"] if rows and column not in rows[0].values]
        if absent:
            yield source.fault(("columns", index, "columns"), f"{entry['file']} has no column {', '.join(absent)}")
