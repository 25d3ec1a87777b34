"""What happened to a recommendation, in order."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from etam.evidence.models import Evidence
from etam.evidence.queries import state_on
from etam.followup.models import Recommendation, Response, Verdict
from etam.followup.papers import of_responses


@dataclass(frozen=True)
class Paper:
    """Evidence in a response, and how it stands today: `valid`, `expires_soon`, `expired` or `withdrawn`."""

    evidence: Evidence
    state: str


@dataclass(frozen=True)
class Event:
    """One thing that happened. `kind` tells the template which words to use, `record` is the row it is about.

    `by` names who did it: a person, the holder of a signed link, or Etam itself.
    """

    at: datetime
    kind: str
    by: str
    record: Any
    papers: list[Paper] = field(default_factory=list)


def timeline(recommendation: Recommendation, day: date) -> list[Event]:
    """What happened to a recommendation, the latest first, in a constant number of queries."""
    rows = list(recommendation.responses.select_related("by", "by_pass", "withdrawn_by"))
    papers = papers_of(rows, day)
    events = [
        Event(recommendation.issued_at, "issued", str(recommendation.issued_by or "Etam"), recommendation),
        *(Event(one.at, "response", one.by_name, one, papers.get(one.pk, [])) for one in rows),
        *(Event(one.withdrawn_at, "withdrawn", str(one.withdrawn_by), one) for one in rows if one.withdrawn_at),
        *_verdicts(recommendation),
        *(Event(one.at, "extension", str(one.by), one) for one in recommendation.extensions.select_related("by")),
        *(Event(one.at, "owner", str(one.by), one) for one in _owner_changes(recommendation)),
    ]
    # Of one moment, what stands later in this list happened later.
    return sorted(events, key=lambda event: event.at)[::-1]


def papers_of(responses: list[Response], day: date) -> dict[int, list[Paper]]:
    """The evidence of responses with its state on a day, by primary key of the response."""
    return {key: [Paper(one, state_on(one, day)) for one in files] for key, files in of_responses(responses).items()}


def _verdicts(recommendation: Recommendation) -> Iterator[Event]:
    kinds = {Verdict.Kind.JUDGED: "verdict", Verdict.Kind.REOPENED: "reopened", Verdict.Kind.CONFIRMED: "confirmed"}
    for one in recommendation.verdicts.select_related("by", "response", "document"):
        one.recommendation = recommendation
        yield Event(one.at, kinds[Verdict.Kind(one.kind)], str(one.by), one)


def _owner_changes(recommendation: Recommendation) -> Any:
    return recommendation.owner_changes.select_related("by", "from_institution", "to_institution")
