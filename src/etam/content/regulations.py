"""The register of regulations as content: what exists, how it is known, and how one relates to another."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from itertools import pairwise
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, Fault, Row, folder_checksum, versions
from etam.content.relations import ENDING, TOUCHING, Set, along, circle, is_older, verbs_beside
from etam.content.sources import check_source
from etam.content.tables import iso_day, known, refuse, table, unique

INVERSES = {
    "mengubah": "diubah oleh",
    "mencabut": "dicabut oleh",
    "melaksanakan": "dilaksanakan oleh",
    "menggantikan": "digantikan oleh",
    "memutakhirkan": "dimutakhirkan oleh",
}
# In the order in which they happen.
DAYS = ("set_on", "promulgated_on", "in_force_on", "ended_on")


@dataclass(frozen=True)
class Regulation:
    """One regulation. `title` is empty when it has not been seen; `confidence` is about existence, not status."""

    id: str
    type: str
    number: str
    year: int
    title: str
    title_confidence: str
    issuer: str
    status: str
    confidence: str
    set_on: date | None
    gazette: str
    note: str
    place: str = ""
    promulgated_on: date | None = None
    in_force_on: date | None = None
    ended_on: date | None = None
    subjects: tuple[str, ...] = ()

    @property
    def short(self) -> str:
        """As people cite it: "UU 43/2007"."""
        return f"{self.type} {self.number}/{self.year}"


@dataclass(frozen=True)
class Relation:
    """What `subject` does to `object`, in one direction.

    `articles` are those of the object; none means the whole of it. `since` is from when, where that is known.
    """

    subject: str
    verb: str
    object: str
    confidence: str
    articles: tuple[str, ...] = ()
    by_article: str = ""
    since: date | None = None
    note: str = ""


@dataclass(frozen=True)
class Article:
    """An article that something rests on; addressed as regulation and article, such as ("UU-43-2007", "23(6)")."""

    regulation: str
    article: str
    subject: str
    confidence: str
    note: str


@dataclass(frozen=True)
class Register:
    """One edition of the register of regulations."""

    version: str
    checksum: str
    regulations: tuple[Regulation, ...]
    relations: tuple[Relation, ...]
    articles: tuple[Article, ...]

    @cached_property
    def by_id(self) -> dict[str, Regulation]:
        return {regulation.id: regulation for regulation in self.regulations}

    def __contains__(self, regulation_id: object) -> bool:
        return regulation_id in self.by_id

    def about(self, regulation_id: str) -> list[tuple[str, Regulation, str]]:
        """What a regulation does and undergoes: (verb or its inverse, the other regulation, confidence)."""
        does = [
            (one.verb, self.by_id[one.object], one.confidence) for one in self.relations if one.subject == regulation_id
        ]
        undergoes = [
            (INVERSES[one.verb], self.by_id[one.subject], one.confidence)
            for one in self.relations
            if one.object == regulation_id
        ]
        return [*does, *undergoes]


def check_regulations(folder: Path) -> list[Fault]:
    """Everything wrong with an edition of the register: form, unknown ids, relations that cannot be."""
    regulations, faults = table(folder / "regulations.csv", "regulations")
    relations, wrong_relations = table(folder / "relations.csv", "regulations")
    articles, wrong_articles = table(folder / "articles.csv", "regulations")
    faults = [*faults, *wrong_relations, *wrong_articles, *check_source(folder)]
    if faults:
        return sorted(faults)
    ids = [row["id"] for row in regulations]
    faults += unique(regulations, "id")
    faults += known(relations, "subject", ids, "regulations.csv")
    faults += known(relations, "object", ids, "regulations.csv")
    faults += unique(relations, "subject", "verb", "object")
    faults += known(articles, "regulation", ids, "regulations.csv")
    faults += unique(articles, "regulation", "article")
    faults += _in_wrong_order(regulations)
    return sorted([*faults, *_impossible(relations, regulations), *_revoked_without_successor(relations, regulations)])


def load_register(folder: Path) -> Register:
    """Read an edition of the register.

    Raises ContentError with every fault that `check_regulations` finds.
    """
    refuse(check_regulations(folder))
    regulations, relations, articles = (
        table(folder / f"{name}.csv", "regulations")[0] for name in ("regulations", "relations", "articles")
    )
    return Register(
        version=folder.name,
        checksum=folder_checksum(folder),
        regulations=tuple(_regulation(row) for row in regulations),
        relations=tuple(_relation(row) for row in relations),
        articles=tuple(Article(**row.values) for row in articles),
    )


def latest_register() -> Register:
    """The newest edition of the register that the product ships with."""
    return load_register(versions(CONTENT_ROOT / "regulations")[-1])


def _regulation(row: Row) -> Regulation:
    read: dict[str, Any] = {key: value for key, value in row.values.items() if key not in ("year", "subjects", *DAYS)}
    read |= {name: iso_day(row.values.get(name, "")) for name in DAYS}
    return Regulation(**read, year=int(row["year"]), subjects=_split(row.values.get("subjects", "")))


def _relation(row: Row) -> Relation:
    text = {key: value for key, value in row.values.items() if key not in ("articles", "since")}
    since = iso_day(row.values.get("since", ""))
    return Relation(**text, articles=_split(row.values.get("articles", "")), since=since)


def _split(text: str) -> tuple[str, ...]:
    return tuple(part for part in text.split(";") if part)


def _in_wrong_order(regulations: Iterable[Row]) -> Iterator[Fault]:
    for row in regulations:
        told = [(name, row.values.get(name, "")) for name in DAYS]
        known_days = [(name, day) for name, day in told if day]
        for (first, earlier), (second, later) in pairwise(known_days):
            if later < earlier:
                yield row.fault(f"{second} {later} lies before {first} {earlier}")


def _impossible(relations: Iterable[Row], regulations: Iterable[Row]) -> Iterator[Fault]:
    known = {row["id"]: _set(row) for row in regulations}
    possible = [row for row in relations if row["subject"] in known and row["object"] in known]
    for row in possible:
        subject, verb, target = row["subject"], row["verb"], row["object"]
        beside = [(one["subject"], one["object"]) for one in possible if one["verb"] in verbs_beside(verb)]
        if subject == target:
            yield row.fault(f"{subject} cannot {verb} itself")
        elif verb in TOUCHING and is_older(known[subject], known[target]):
            yield row.fault(f"{subject} cannot {verb} the later {target}; turn the two round")
        elif around := circle(subject, target, along(beside)):
            yield row.fault(f"{' → '.join(around)} is a circle; take one of them out")


def _set(row: Row) -> Set:
    days = (iso_day(row.values.get(name, "")) for name in ("set_on", "promulgated_on"))
    return Set(int(row["year"]), *days)


def _revoked_without_successor(relations: Iterable[Row], regulations: Iterable[Row]) -> Iterator[Fault]:
    revoked = {row["object"] for row in relations if row["verb"] in ENDING}
    for row in regulations:
        if row["status"] == "dicabut" and row["id"] not in revoked:
            yield row.fault(f'{row["id"]} is "dicabut" but relations.csv does not say by what')
