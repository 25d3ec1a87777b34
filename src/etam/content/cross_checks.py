"""What one file of content says about another: legal bases, regions, series, category scales, codes and versions."""

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etam.content.files import ContentError, Document, Fault, Pointer, read_csv, read_yaml
from etam.content.tables import known

# Tables that name regions, and in which column.
REGIONS = (
    ("series/*/*/values.csv", "region"),
    ("meetings/*/meetings.csv", "host"),
    ("meetings/*/agreed.csv", "host"),
)


@dataclass(frozen=True)
class Known:
    """The codes that other files may name; None where they cannot be read, so that one fault is told once."""

    regulations: Collection[str] | None
    articles: Collection[tuple[str, str]] | None
    regions: Collection[str] | None
    series: Collection[str] | None
    category_scales: Collection[str] | None


def check_references(root: Path, editions: Iterable[Path]) -> Iterator[Fault]:
    """Faults between files: a name that nothing carries, and two editions that carry the same name."""
    codes = known_codes(root)
    documents = [document for edition in editions for document in _documents(edition)]
    for document in documents:
        yield from references(document, codes)
    yield from _twins(root, documents)
    for pattern, column in REGIONS:
        yield from _table_regions(root, pattern, column, codes.regions)


def known_codes(root: Path) -> Known:
    """The codes below `root` that other files may name, over all editions."""
    return Known(
        regulations=_column(root, "regulations/*/regulations.csv", "id"),
        articles=_articles(root),
        regions=_column(root, "regions/*/regions.csv", "code"),
        series=_column(root, "series/*/*/values.csv", "series"),
        category_scales=_scale_codes(root),
    )


def _column(root: Path, pattern: str, column: str) -> set[str] | None:
    try:
        return {row[column] for path in root.glob(pattern) for row in read_csv(path, [column])} or None
    except ContentError:
        return None


def _articles(root: Path) -> set[tuple[str, str]] | None:
    try:
        paths = root.glob("regulations/*/articles.csv")
        rows = [row for path in paths for row in read_csv(path, ["regulation", "article"])]
    except ContentError:
        return None
    return {(row["regulation"], row["article"]) for row in rows} or None


def _scale_codes(root: Path) -> set[str] | None:
    scales = (document for path in root.glob("category-scales/**/*.yml") for document in _documents(path))
    return {document.data["code"] for document in scales if _has(document, "code")} or None


def _documents(edition: Path) -> Iterator[Document]:
    for path in sorted(edition.glob("*.yml")) if edition.is_dir() else [edition]:
        try:
            yield read_yaml(path)
        except ContentError:
            continue  # The edition's own checker tells of it.


def references(document: Document, codes: Known) -> Iterator[Fault]:
    """Names in one document that nothing carries."""
    names = {
        "basis": ("the register of regulations", codes.regulations),
        "regulation": ("the register of regulations", codes.regulations),
        "cited_by": ("the register of regulations", codes.regulations),
        "region": ("the regions", codes.regions),
        "regencies": ("the regions", codes.regions),
        "series": ("the series", codes.series),
        "category_scale": ("the category scales", codes.category_scales),
    }
    for pointer, key, value in _named(document.data, ()):
        where, allowed = names.get(key, ("", None))
        for code in [value] if isinstance(value, str) else value if isinstance(value, list) else []:
            if allowed is not None and isinstance(code, str) and code not in allowed:
                yield document.fault(pointer, f'{key} "{code}" is not in {where}')
    yield from _unknown_articles(document, codes)


def _unknown_articles(document: Document, codes: Known) -> Iterator[Fault]:
    # An article that the register does not hold has no page, and nobody is told when it is revoked in part.
    for pointer, key, value in _named(document.data, ()):
        for place, entry in enumerate(value if key == "basis" and isinstance(value, list) else ()):
            named = (entry.get("regulation"), entry.get("article")) if isinstance(entry, dict) else ("", None)
            if codes.articles is not None and named[1] is not None and named not in codes.articles:
                yield document.fault((*pointer, place), f"article {named[1]} of {named[0]} is not in articles.csv")


def _named(data: Any, pointer: Pointer) -> Iterator[tuple[Pointer, str, Any]]:
    if isinstance(data, dict):
        for key, value in data.items():
            yield (*pointer, key), key, value
            yield from _named(value, (*pointer, key))
    elif isinstance(data, list):
        for index, value in enumerate(data):
            yield from _named(value, (*pointer, index))


def _twins(root: Path, documents: Iterable[Document]) -> Iterator[Fault]:
    seen: dict[tuple[str, str, str], Path] = {}
    for document in documents:
        if not _has(document, "code"):
            continue
        kind = document.path.relative_to(root).parts[0]
        name = (kind, str(document.data["code"]), str(document.data.get("version", "")))
        if name in seen:
            other = seen[name].relative_to(root).as_posix()
            yield document.fault(
                ("code",), f"{'/'.join(name).rstrip('/')} is also the name of {other}; rename one of them"
            )
        seen.setdefault(name, document.path)


def _table_regions(root: Path, pattern: str, column: str, regions: Collection[str] | None) -> Iterator[Fault]:
    if regions is None:
        return
    for path in sorted(root.glob(pattern)):
        try:
            rows = read_csv(path, [column])
        except ContentError:
            continue
        yield from known((row for row in rows if row[column]), column, regions, "the regions")


def _has(document: Document, key: str) -> bool:
    return isinstance(document.data, dict) and key in document.data
