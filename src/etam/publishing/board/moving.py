"""Whether a figure moved, and whether that is the way that was agreed on. Pure: no Django, no database, no clock."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from etam.web import formats

STEP = 1.0
"""The smallest difference that counts: one point of a percentage or a score, one of what is counted. Our rule."""

UP, DOWN, SAME, UNKNOWN = "up", "down", "same", "unknown"
BETTER, WORSE, MIXED = "better", "worse", "mixed"
WAYS = {("more", UP): BETTER, ("less", DOWN): BETTER, ("more", DOWN): WORSE, ("less", UP): WORSE}


@dataclass(frozen=True)
class Value:
    """What a measure said on a day."""

    on: date
    number: float
    is_sample: bool = False


@dataclass(frozen=True)
class Course:
    """A measure from its first value until now. `earlier` are the days before now, in order; `start` is the first
    that counts: the day of adoption where something is known of it, else the first day that was read.
    """

    now: Value
    earlier: Sequence[Value]
    adopted_on: date
    unit: str
    direction: str

    @property
    def start(self) -> Value | None:
        """None while there is nothing to compare with."""
        return self.earlier[0] if self.earlier else None

    @property
    def is_since_adoption(self) -> bool:
        return self.start is not None and self.start.on == self.adopted_on

    @property
    def move(self) -> str:
        """`up`, `down`, `same`, or `unknown` while there is nothing to compare with."""
        if self.start is None:
            return UNKNOWN
        difference = self.now.number - self.start.number
        if abs(difference) < STEP:
            return SAME
        return UP if difference > 0 else DOWN

    @property
    def way(self) -> str:
        """`better`, `worse`, `same`, or `unknown`: also where the measure tells neither good nor bad."""
        if self.direction == "none" or self.move == UNKNOWN:
            return UNKNOWN
        return WAYS.get((self.direction, self.move), SAME)

    @property
    def move_words(self) -> str:
        """How far it moved: "Naik 3,2 poin", "Tetap", "Belum dapat dikatakan"."""
        if self.start is None:
            return "Belum dapat dikatakan"
        if self.move == SAME:
            return "Tetap"
        size = formats.number(abs(self.now.number - self.start.number), 0 if self.unit == "count" else 1)
        return f"{'Naik' if self.move == UP else 'Turun'} {size}{'' if self.unit == 'count' else ' poin'}"

    @property
    def sentence(self) -> str:
        """How it moved, from what, since when."""
        if self.start is None:
            return "Belum dapat dikatakan bergerak: ini bacaan pertama"
        first = "" if self.is_since_adoption else ", bacaan pertama"
        since = f"{written(self.start.number, self.unit)} pada {formats.day(self.start.on)}{first}"
        return f"{self.move_words}, dari {since}"


def together(courses: Iterable[Course]) -> str:
    """What the measures of one recommendation say since it was adopted: `better`, `worse`, `mixed`, `same`, `unknown`.

    Only measures with a direction and a value of the day of adoption have a say.
    """
    ways = {one.way for one in courses if one.is_since_adoption} - {UNKNOWN}
    if {BETTER, WORSE} <= ways:
        return MIXED
    return next((way for way in (BETTER, WORSE, SAME) if way in ways), UNKNOWN)


WORDS = {
    BETTER: "bergerak ke arah yang disepakati",
    MIXED: "bergerak ke dua arah",
    WORSE: "bergerak menjauh",
    SAME: "tetap",
    UNKNOWN: "belum dapat dikatakan",
}


def finding(ways: Sequence[str], year: int) -> str:
    """The title of the board: how many recommendations moved which way since they were adopted."""
    counts = Counter(ways)
    total = formats.spelled(len(ways))
    if counts[UNKNOWN] == len(ways):
        return f"Belum dapat dikatakan apakah ke{total} rekomendasi bergerak sejak {year}"
    told = [(formats.spelled(counts[way]), WORDS[way]) for way in WORDS if counts[way]]
    (first, word), rest = told[0], [f"{count} {words}" for count, words in told[1:]]
    begins = f"{first.capitalize()} dari {total} rekomendasi {word} sejak {year}"
    return f"{begins}; {formats.listed(rest)}" if rest else begins


def written(number: float, unit: str) -> str:
    """A value in its unit: `23,1%`, `76,5`, `105`; none and all of a percentage without a decimal."""
    if unit == "percent":
        return formats.percent(number, 0 if number in (0, 100) else 1)
    return formats.number(number, 0 if unit == "count" else 1)
