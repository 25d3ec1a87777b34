"""The title that states what a computation found, never more certain than its groups. Pure: no Django, no clock."""

from collections.abc import Collection, Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from etam.web import formats

SUBJECTS = {"regency": "daerah", "province": "provinsi"}
WORDS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"),
    *("sebelas", "dua belas"),
)
NAMED_AT_MOST = 3


class Place(NamedTuple):
    """A unit in a ranking; `rank` None says that it has none."""

    code: str
    name: str
    rank: float | None
    coverage: float | None = None


def title(
    places: Sequence[Place],
    groups: Sequence[Collection[str]] | None,
    *,
    level: str = "regency",
    coverage_minimum: float | None = None,
) -> str:
    """What the figures say, as a title without a full stop.

    `groups` holds the codes of units that cannot be told apart; None says that nobody has looked. `coverage_minimum`
    is the share of accepted returns below which there is no rank.
    """
    subject = SUBJECTS[level]
    ranked = sorted((place for place in places if place.rank is not None), key=_rank)
    if not ranked:
        return _nobody(places, subject, coverage_minimum)
    if len(ranked) == 1:
        return f"Hanya {ranked[0].name} yang dapat diperingkat"
    if groups is None:
        return _without_intervals(ranked, subject)
    return _with_blocks(ranked, blocks(ranked, groups), subject)


def reach(places: Sequence[Place], level: str = "regency") -> str:
    """How many units have a rank, as a sentence: "Sembilan dari sepuluh daerah dapat diperingkat."."""
    subject, total = SUBJECTS[level], len(places)
    ranked = sum(place.rank is not None for place in places)
    if ranked == total:
        return f"Semua {subject} dapat diperingkat: {total}."
    if not ranked:
        return f"Belum ada {subject} yang dapat diperingkat."
    return f"{in_words(ranked).capitalize()} dari {in_words(total)} {subject} dapat diperingkat."


def blocks(ranked: Sequence[Place], groups: Sequence[Collection[str]]) -> list[list[Place]]:
    """Cut `ranked` (best first) wherever no group and no shared rank reaches across the cut.

    Inside a block the order is not a result; between blocks it is.
    """
    position = {place.code: index for index, place in enumerate(ranked)}
    tied = [{first.code, second.code} for first, second in pairwise(ranked) if first.rank == second.rank]
    reaches = [[position[code] for code in group if code in position] for group in [*groups, *tied]]
    joined = {cut for spots in reaches if spots for cut in range(min(spots), max(spots))}
    made: list[list[Place]] = [[ranked[0]]]
    for index, place in enumerate(ranked[1:]):
        if index in joined:
            made[-1].append(place)
        else:
            made.append([place])
    return made


def in_words(count: int) -> str:
    """A small number as a word, a larger one in figures."""
    return WORDS[count] if count < len(WORDS) else formats.number(count)


def _rank(place: Place) -> float:
    return place.rank if place.rank is not None else float("inf")


def _nobody(places: Sequence[Place], subject: str, minimum: float | None) -> str:
    covered = [place.coverage for place in places]
    # Only when coverage is what every one of them lacks: another rule may have kept some of them out.
    if places and minimum is not None and all(share is not None and share < minimum for share in covered):
        return f"Belum ada {subject} yang memenuhi batas cakupan {formats.percent(round(minimum * 100, 6))}"
    return f"Belum ada {subject} yang dapat diperingkat"


def _without_intervals(ranked: Sequence[Place], subject: str) -> str:
    first = [place.name for place in ranked if place.rank == ranked[0].rank]
    among = f"urutan 1 dari {len(ranked)} {subject}; ketidakpastian urutan tidak diketahui"
    if len(first) > NAMED_AT_MOST:
        return f"{in_words(len(first)).capitalize()} {subject} berbagi {among}"
    return f"{formats.listed(first)} {'berbagi' if len(first) > 1 else 'di'} {among}"


def _with_blocks(ranked: Sequence[Place], parts: Sequence[Sequence[Place]], subject: str) -> str:
    top, rest = parts[0], parts[1:]
    if not rest:
        return f"Urutan {_names_or_count(ranked, subject)} belum dapat dipastikan"
    return f"{_at_the_top(top, subject)}; {_below(rest, len(top), len(ranked))}"


def _names_or_count(places: Sequence[Place], subject: str) -> str:
    if len(places) <= NAMED_AT_MOST:
        return formats.listed([place.name for place in places])
    return f"{in_words(len(places))} {subject}"


def _at_the_top(top: Sequence[Place], subject: str) -> str:
    if len(top) > NAMED_AT_MOST:
        return f"{in_words(len(top)).capitalize()} {subject} teratas belum dapat dibedakan"
    return f"{formats.listed([place.name for place in top])} teratas"


def _below(rest: Sequence[Sequence[Place]], above: int, count: int) -> str:
    spans = list(_uncertain(rest, above))
    if not spans:
        return (
            "semua urutan lain bertahan dalam perhitungan ulang"
            if above > 1
            else "semua urutan bertahan dalam perhitungan ulang"
        )
    if spans == [(above + 1, count)]:
        return "semua urutan lain belum dapat dipastikan"
    if len(spans) == 1:
        first, last = spans[0]
        return f"urutan {first} {'dan' if last == first + 1 else 'sampai'} {last} belum dapat dipastikan"
    return f"urutan {formats.listed([formats.interval(*span) for span in spans])} belum dapat dipastikan"


def _uncertain(rest: Sequence[Sequence[Place]], above: int) -> Iterator[tuple[int, int]]:
    start = above + 1
    for block in rest:
        end = start + len(block) - 1
        if end > start:
            yield start, end
        start = end + 1
