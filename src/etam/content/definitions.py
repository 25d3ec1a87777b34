"""What each source says of one term, rate, indicator or code: the rows in which confusions are looked for."""

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, Document, Fault, folder_checksum, read_yaml, versions
from etam.content.tables import check_version, document, refuse, repeated

FILE = "definitions.yml"
# What may use a definition, and the file of an edition below the root of content.
USERS = {
    "followup": "followup/{version}/rules.yml",
    "funding-rules": "funding-rules/{version}/rules.yml",
    "instrument": "instruments/{code}/{version}/instrument.yml",
    "method": "methods/{code}/{version}/method.yml",
    "nomenclature": "nomenclature/{version}/nomenclature.yml",
    "positions": "positions/{version}/positions.yml",
    "scheme": "schemes/{code}/{version}/scheme.yml",
}


@dataclass(frozen=True, order=True)
class Use:
    """An edition of content that works with a definition."""

    kind: str
    code: str
    version: str

    def file(self, root: Path = CONTENT_ROOT) -> Path:
        """The file that the edition consists of."""
        return root / USERS[self.kind].format(code=self.code, version=self.version)


@dataclass(frozen=True)
class Definition:
    """What one source says, in our own words and as data; never a quotation.

    A source is a `regulation`, perhaps with its `article`, or another `document`; with neither, nobody is known to say
    it. `source` is where it was seen. `since` and `until` are days, None where not known. `cited_by` are regulations
    that still lean on it, `still_seen` says where else it goes on.
    """

    code: str
    says: str
    value: Mapping[str, Any]
    regulation: str = ""
    article: str = ""
    document: str = ""
    since: date | None = None
    until: date | None = None
    confidence: str = ""
    source: str = ""
    cited_by: tuple[str, ...] = ()
    still_seen: str = ""
    uses: tuple[Use, ...] = ()

    @property
    def has_source(self) -> bool:
        return bool(self.regulation or self.document)

    @property
    def measure(self) -> str:
        """The value as text that is equal for equal values, whatever the order in which it was written."""
        return json.dumps(self.value, sort_keys=True, ensure_ascii=False)


@dataclass(frozen=True)
class Term:
    """One thing that sources speak of; `matters` says what hangs on it."""

    code: str
    kind: str
    label: Mapping[str, str]
    matters: str
    definitions: tuple[Definition, ...] = ()


def check_definitions(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, version, codes that stand twice, days in the wrong order."""
    read, faults = document(folder / FILE, "definitions")
    if read is None or faults:
        return faults
    return sorted([*check_version(read, folder), *repeated(read, "terms"), *_twice(read), *_days(read)])


def check_uses(folder: Path) -> list[Fault]:
    """A fault for each use that names an edition which the content around this folder does not have."""
    read, faults = document(folder / FILE, "definitions")
    return [] if read is None or faults else sorted(_unknown_uses(read, folder.parents[1]))


def load_definitions(folder: Path) -> tuple[Term, ...]:
    """Read an edition. Raises ContentError with every fault that `check_definitions` finds."""
    refuse(check_definitions(folder))
    read, _ = document(folder / FILE, "definitions")
    return tuple(_term(entry) for entry in read.data["terms"]) if read else ()


def latest_definitions(root: Path = CONTENT_ROOT) -> tuple[Term, ...]:
    """The newest edition below `root`; read again only when its files change."""
    folder = versions(root / "definitions")[-1]
    return _loaded(folder, folder_checksum(folder))


@cache
def title_of(use: Use) -> str:
    """What people call an edition that the product ships with; read once per process."""
    return str(read_yaml(use.file()).data["title"]["id"])


def united(*lists: Iterable[Term]) -> tuple[Term, ...]:
    """Terms of several lists: those of one code become one, with the words of the first that has it.

    Definitions that say the same on the same ground become one, with the words of the first and the uses of both.
    """
    terms: dict[str, Term] = {}
    for term in (term for terms_of in lists for term in terms_of):
        known = terms.get(term.code)
        terms[term.code] = (
            replace(known, definitions=_merged((*known.definitions, *term.definitions))) if known else term
        )
    return tuple(terms.values())


def _merged(definitions: Iterable[Definition]) -> tuple[Definition, ...]:
    merged: dict[tuple[str, ...], Definition] = {}
    for one in definitions:
        ground = (one.regulation, one.article, one.document, one.measure)
        first = merged.setdefault(ground, one)
        merged[ground] = replace(first, uses=tuple(sorted({*first.uses, *one.uses})))
    return tuple(merged.values())


@cache
def _loaded(folder: Path, _checksum: str) -> tuple[Term, ...]:
    return load_definitions(folder)


def _term(entry: Mapping[str, Any]) -> Term:
    told = {key: value for key, value in entry.items() if key != "definitions"}
    return Term(**told, definitions=tuple(_definition(one) for one in entry.get("definitions", ())))


def _definition(entry: Mapping[str, Any]) -> Definition:
    told = dict(entry)
    told["since"] = _day(told.get("since", ""), "01-01")
    told["until"] = _day(told.get("until", ""), "12-31")
    told["cited_by"] = tuple(told.get("cited_by", ()))
    told["uses"] = tuple(Use(**one) for one in told.get("uses", ()))
    return Definition(**told)


def _day(text: str, rest_of_year: str) -> date | None:
    """The day that is written; of a year alone its first or last, as `rest_of_year` says."""
    return date.fromisoformat(text if len(text) > 4 else f"{text}-{rest_of_year}") if text else None


def _twice(read: Document) -> Iterator[Fault]:
    for place, term in enumerate(read.data["terms"]):
        codes = [one["code"] for one in term.get("definitions", ())]
        for at, code in enumerate(codes):
            if code in codes[:at]:
                pointer = ("terms", place, "definitions", at, "code")
                yield read.fault(pointer, f'{term["code"]}: code "{code}" stands twice; keep one of the two')


def _definitions(read: Document) -> Iterator[tuple[tuple[str | int, ...], Mapping[str, Any]]]:
    for place, term in enumerate(read.data["terms"]):
        for at, one in enumerate(term.get("definitions", ())):
            yield ("terms", place, "definitions", at), one


def _days(read: Document) -> Iterator[Fault]:
    for pointer, one in _definitions(read):
        try:
            since, until = _day(one.get("since", ""), "01-01"), _day(one.get("until", ""), "12-31")
        except ValueError:
            yield read.fault(pointer, "since or until is a day that the calendar does not have")
            continue
        if since and until and until < since:
            yield read.fault((*pointer, "until"), f"until {until} lies before since {since}")


def _unknown_uses(read: Document, root: Path) -> Iterator[Fault]:
    for pointer, one in _definitions(read):
        for place, entry in enumerate(one.get("uses", ())):
            use = Use(**entry)
            if not use.file(root).is_file():
                yield read.fault((*pointer, "uses", place), f"{use.kind} {use.code} {use.version} is not in content")
