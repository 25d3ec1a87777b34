"""What the board of posts says in words, and its bars as plain data for the template."""

from collections.abc import Sequence
from dataclasses import dataclass

from etam.web.formats import number
from etam.workforce.queries.funnel import Counts, Funnel

# The picture is drawn for the width of a phone.
WIDTH, ROW, LABEL, TOP = 420, 34, 140, 4
ROOM = WIDTH - LABEL - 46


@dataclass(frozen=True)
class Step:
    """One step of the funnel: its word, its persons as text, its bar; without a bar nothing is known."""

    label: str
    text: str
    y: int
    width: float
    style: str

    @property
    def text_x(self) -> float:
        return LABEL + self.width + 7


@dataclass(frozen=True)
class Bars:
    """A row of bars, what they are drawn on, and in words what they show."""

    title: str
    steps: tuple[Step, ...]
    label_x: int = LABEL
    width: int = WIDTH

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.steps)


@dataclass(frozen=True)
class Place:
    """One kab/kota: proposed as a frame, approved and filled inside it, in per cent of the largest."""

    name: str
    counts: Counts
    y: int
    proposed: float
    approved: float
    filled: float


@dataclass(frozen=True)
class Places:
    """All kab/kota under each other."""

    rows: tuple[Place, ...]
    label_x: int = LABEL
    width: int = WIDTH

    @property
    def height(self) -> int:
        return TOP + ROW * len(self.rows)


def finding(funnel: Funnel) -> str:
    """The title of the board: what was approved of what was proposed, and what is open."""
    total = funnel.total
    if not total.proposed:
        return f"Belum ada formasi {funnel.year} yang diusulkan"
    parts = [f"{number(total.approved)} dari {number(total.proposed)} formasi yang diusulkan disetujui"]
    if total.waiting:
        parts.append(f"{number(total.waiting)} masih berjalan")
    if total.unfilled:
        parts.append(f"{number(total.unfilled)} belum terisi")
    return "; ".join(parts)


def steps(total: Counts) -> Bars:
    """The funnel from need to filled posts."""
    told = (
        ("Kebutuhan", total.needed, "then"),
        ("Pemangku kini", total.held, "then"),
        ("Diusulkan", total.proposed, "now"),
        ("Disetujui", total.approved, "now"),
        ("Terisi", total.filled, "now"),
    )
    largest = max((persons or 0 for _, persons, _ in told), default=0) or 1
    drawn = tuple(
        Step(
            label,
            "belum diketahui" if persons is None else number(persons),
            TOP + ROW * place,
            round((persons or 0) / largest * ROOM, 1),
            style,
        )
        for place, (label, persons, style) in enumerate(told)
    )
    words = ", ".join(f"{one.label.lower()} {one.text}" for one in drawn)
    return Bars(f"Orang: {words}", drawn)


def columns(places: Sequence[tuple[str, Counts]]) -> Places:
    """Proposed, approved and filled by kab/kota, on one scale."""
    asked = [(name, counts) for name, counts in places if counts.proposed or counts.approved]
    largest = max((max(one.proposed, one.approved) for _, one in asked), default=0) or 1

    def across(persons: int) -> float:
        return round(persons / largest * ROOM, 1)

    return Places(
        tuple(
            Place(name, one, TOP + ROW * place, across(one.proposed), across(one.approved), across(one.filled))
            for place, (name, one) in enumerate(asked)
        )
    )
