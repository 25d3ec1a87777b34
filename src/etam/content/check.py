"""Checks every file of content: each edition by its own checker, then what editions say of one another."""

import json
from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from pathlib import Path

from jsonschema import Draft202012Validator
from jsonschema.exceptions import SchemaError

from etam.content.cross_checks import check_references
from etam.content.definitions import check_definitions
from etam.content.documents import check_documents
from etam.content.evidence_types import check_evidence_types
from etam.content.files import ContentError, Fault, versions
from etam.content.followup_rules import check_followup_rules
from etam.content.formation_routes import check_formation_routes
from etam.content.funding_rules import check_funding_rules
from etam.content.gnsta import check_gnsta
from etam.content.kinds import check_kinds
from etam.content.meetings import check_meetings
from etam.content.nomenclature import check_nomenclature
from etam.content.obligations import check_obligations
from etam.content.positions import check_positions
from etam.content.recommendations import check_recommendations
from etam.content.region_checks import check_regions
from etam.content.regulation_types import check_regulation_types
from etam.content.regulations import check_regulations
from etam.content.series import check_series
from etam.content.workload import check_workload

Checker = Callable[[Path], list[Fault]]

# The kinds that this room knows; rooms above add theirs.
CHECKERS: Mapping[str, Checker] = {
    "documents": check_documents,
    "definitions": check_definitions,
    "evidence-types": check_evidence_types,
    "followup": check_followup_rules,
    "formation-routes": check_formation_routes,
    "funding-rules": check_funding_rules,
    "gnsta": check_gnsta,
    "institution-kinds": check_kinds,
    "meetings": check_meetings,
    "obligations": check_obligations,
    "nomenclature": check_nomenclature,
    "positions": check_positions,
    "recommendations": check_recommendations,
    "regions": check_regions,
    "regulation-types": check_regulation_types,
    "regulations": check_regulations,
    "series": check_series,
    "workload": check_workload,
}
SCHEMAS = "schemas"


def check_content(root: Path, checkers: Mapping[str, Checker] = CHECKERS) -> list[Fault]:
    """Every fault below `root`, in order of file and line.

    A folder directly below `root` is a kind; a kind without a checker is itself a fault.
    """
    found = chain(
        _schemas(root),
        _unknown_kinds(root, checkers),
        (fault for kind in checkers for edition in editions(root, kind) for fault in _checked(checkers[kind], edition)),
        (fault for kind in checkers for edition in editions(root, kind) for fault in _history(edition)),
        check_references(root, [edition for kind in checkers for edition in editions(root, kind)]),
    )
    return sorted(set(found))


def editions(root: Path, kind: str) -> list[Path]:
    """The editions of a kind, oldest first: folders that hold files, or YAML files where an edition is one file."""
    return list(_editions(root / kind)) if (root / kind).is_dir() else []


def _editions(folder: Path) -> Iterator[Path]:
    for below in versions(folder):
        if any(path.is_file() for path in below.iterdir()):
            yield below
        else:
            yield from _editions(below)
    yield from sorted(folder.glob("*.yml"))


def _schemas(root: Path) -> Iterator[Fault]:
    for path in sorted((root / SCHEMAS).glob("*.schema.json")):
        try:
            Draft202012Validator.check_schema(json.loads(path.read_text(encoding="utf-8")))
        except json.JSONDecodeError as error:
            yield Fault(path, error.lineno, f"is not JSON: {error.msg}")
        except SchemaError as error:
            place = ".".join(str(part) for part in error.absolute_path)
            yield Fault(path, 0, f"is not a JSON Schema: {place}: {error.message}")


def _unknown_kinds(root: Path, checkers: Mapping[str, Checker]) -> Iterator[Fault]:
    for folder in sorted(path for path in root.iterdir() if path.is_dir() and path.name != SCHEMAS):
        if folder.name not in checkers:
            yield Fault(folder, 0, f"is no kind of content that is checked; known are {', '.join(sorted(checkers))}")


def _checked(checker: Checker, edition: Path) -> list[Fault]:
    try:
        return checker(edition)
    except ContentError as error:
        return error.faults


def _history(edition: Path) -> Iterator[Fault]:
    if edition.is_dir() and not (edition / "CHANGES.md").is_file():
        yield Fault(edition / "CHANGES.md", 0, "is absent; say what is new in this edition, and what it replaces")
