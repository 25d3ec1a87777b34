"""The numbers of a proposal as one table, for page and sheet: a row for each level, a column for who said it."""

from dataclasses import dataclass

from etam.workforce.models import Proposal, ProposalStep
from etam.workforce.queries.proposals import desk_name, lines_of
from etam.workforce.rules import level_name

Kind = ProposalStep.Kind


@dataclass(frozen=True)
class Column:
    """What one source says of each level, in their order; `nothing` is the word for a number that it did not give."""

    word: str
    values: tuple[int | None, ...]
    nothing: str = "tidak disebut"

    @property
    def total(self) -> int | None:
        """The numbers that were given, added; None where none was."""
        known = [one for one in self.values if one is not None]
        return sum(known) if known else None


@dataclass(frozen=True)
class Numbers:
    """The table: levels by name, and the columns from the need to the posts that are filled."""

    levels: tuple[str, ...]
    columns: tuple[Column, ...]

    @property
    def rows(self) -> list[tuple[str, list[tuple[Column, int | None]]]]:
        """Each level with every column and its number."""
        return [
            (name, [(column, column.values[place]) for column in self.columns])
            for place, name in enumerate(self.levels)
        ]


def numbers_of(proposal: Proposal) -> Numbers:
    """Need, holders, what each desk last said in the order in which they said it, and who came."""
    lines = lines_of(proposal)
    told = _told(proposal, [line.level for line in lines])
    proposed = Column("Diusulkan", tuple(line.proposed for line in lines))
    filled = Column("Terisi", tuple(line.filled for line in lines))
    return Numbers(
        tuple(level_name(line.level) for line in lines),
        (
            Column("Kebutuhan (ABK)", tuple(line.needed for line in lines), "tidak dianalisis"),
            Column("Pemangku", tuple(line.held for line in lines), "belum tercatat"),
            *(told or [proposed]),
            *([filled] if proposal.state == Proposal.State.DECIDED else []),
        ),
    )


def _told(proposal: Proposal, levels: list[str]) -> list[Column]:
    last: dict[str, ProposalStep] = {}
    for step in proposal.steps.order_by("at", "pk"):
        if step.numbers and step.kind != Kind.FILLED:
            last.pop(step.from_desk, None)
            last[step.from_desk] = step
    return [
        Column(desk_name(proposal, code), tuple(step.numbers.get(level) for level in levels))
        for code, step in last.items()
    ]
