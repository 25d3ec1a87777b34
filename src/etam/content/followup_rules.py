"""How recommendations are followed up: statuses, clocks, accepted reasons and topics, each with its source."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from etam.content.bases import regulations_of
from etam.content.files import CONTENT_ROOT, Document, Fault, folder_checksum, versions
from etam.content.tables import check_version, document, refuse, repeated

# The four statuses in the order of their letters; what each asks of a verdict stands in the file.
STATUS_CODES = ("done", "partly", "open", "impossible")
LETTERS = "abcd"
LISTS = ("impossible_reasons", "late_reasons", "topics")


@dataclass(frozen=True)
class Clock:
    """One parameter of the clocks: a number of days, or the way in which days are counted."""

    value: int | str
    confidence: str
    label: dict[str, str]
    note: dict[str, str]


@dataclass(frozen=True)
class Status:
    """One of the four statuses, and what a verdict with it must bring along.

    `short` is an abbreviation that some offices use, `short_confidence` how it is known. `needs_evidence` is met by
    evidence in the response or by a stated reason that none is needed; `needs_document` by evidence alone.
    """

    code: str
    letter: str
    label: dict[str, str]
    word: dict[str, str]
    short: str
    short_confidence: str
    confidence: str
    is_settled: bool
    needs_evidence: bool
    needs_note: bool
    needs_reason: bool
    needs_document: bool


@dataclass(frozen=True)
class Reason:
    """An accepted reason; `needs_note` when it says nothing without an explanation."""

    code: str
    label: dict[str, str]
    needs_note: bool
    confidence: str


@dataclass(frozen=True)
class FollowupRules:
    """One edition of the rules. Mappings keep the order of the file."""

    version: str
    checksum: str
    title: dict[str, str]
    basis: tuple[str, ...]
    clocks: Mapping[str, Clock]
    statuses: Mapping[str, Status]
    impossible_reasons: Mapping[str, Reason]
    late_reasons: Mapping[str, Reason]
    topics: Mapping[str, dict[str, str]]

    @property
    def answer_days(self) -> int:
        """Days in which the owner answers."""
        return int(self.clocks["answer_days"].value)

    @property
    def review_days(self) -> int:
        """Days in which an answer is judged."""
        return int(self.clocks["review_days"].value)

    @property
    def age_alert_days(self) -> int:
        """Days after which an unfinished recommendation is called old, whatever its due date."""
        return int(self.clocks["age_alert_days"].value)

    @property
    def calendar(self) -> str:
        """How days are counted: `calendar_days` or `working_days`."""
        return str(self.clocks["calendar"].value)

    @property
    def settled(self) -> frozenset[str]:
        """Codes of the statuses after which nothing is asked of the owner any more."""
        return frozenset(one.code for one in self.statuses.values() if one.is_settled)


def check_followup_rules(folder: Path) -> list[Fault]:
    """Everything wrong with an edition of the rules: form, statuses that are not the four, codes that stand twice."""
    read, faults = document(folder / "rules.yml", "followup")
    if read is None or faults:
        return faults
    return sorted(
        [*check_version(read, folder), *_statuses(read), *(fault for name in LISTS for fault in repeated(read, name))]
    )


def load_followup_rules(folder: Path) -> FollowupRules:
    """Read an edition of the rules.

    Raises ContentError with every fault that `check_followup_rules` finds.
    """
    refuse(check_followup_rules(folder))
    read, _ = document(folder / "rules.yml", "followup")
    data: dict[str, Any] = read.data if read else {}
    return FollowupRules(
        version=data["version"],
        checksum=folder_checksum(folder),
        title=data["title"],
        basis=regulations_of(data["basis"]),
        clocks={code: Clock(**entry) for code, entry in data["clocks"].items()},
        statuses={entry["code"]: _status(entry) for entry in data["statuses"]},
        impossible_reasons={entry["code"]: Reason(**entry) for entry in data["impossible_reasons"]},
        late_reasons={entry["code"]: Reason(**entry) for entry in data["late_reasons"]},
        topics={entry["code"]: entry["label"] for entry in data["topics"]},
    )


def followup_folders() -> list[Path]:
    """The editions that the product ships with, oldest first."""
    return versions(CONTENT_ROOT / "followup")


def _statuses(read: Document) -> Iterator[Fault]:
    wanted = list(zip(STATUS_CODES, LETTERS, strict=True))
    found = [(entry["code"], entry["letter"]) for entry in read.data["statuses"]]
    if found != wanted:
        listed = ", ".join(f"{letter} {code}" for code, letter in wanted)
        yield read.fault(("statuses",), f"statuses must be {listed}, in this order")
    for index, entry in enumerate(read.data["statuses"]):
        if entry["code"] == "impossible" and not (entry["needs_reason"] and entry["needs_document"]):
            yield read.fault(("statuses", index), 'status "impossible" must need a reason and a document')
        if entry["code"] != "impossible" and (entry["needs_reason"] or entry["needs_document"]):
            yield read.fault(("statuses", index), f'no list of reasons belongs to status "{entry["code"]}"')


def _status(entry: dict[str, Any]) -> Status:
    short = entry["short"]
    return Status(**{**entry, "short": short["text"], "short_confidence": short["confidence"]})
