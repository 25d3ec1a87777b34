"""The title that states what a computation found, never more certain than its groups. Pure: no Django, no clock."""

from collections.abc import Collection, Sequence
from itertools import accumulate, pairwise
from typing import NamedTuple

from etam.web import formats

SUBJECTS = {"regency": "daerah", "province": "provinsi"}
WORDS = (
    *("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh"),
    *("sebelas", "dua belas"),
)
NAMED_AT_MOST = SPANS_AT_MOST = 3
HALF = 0.5


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
    pairs: Sequence[Collection[str]] = (),
    level: str = "regency",
    coverage_minimum: float | None = None,
) -> str:
    """What the figures say, as a title without a full stop.

    `groups` holds the codes of neighbours that cannot be told apart, best first; None says that nobody has looked.
    `pairs` are units further apart whose order is not certain either. `coverage_minimum` is the share of accepted
    returns below which there is no rank.
    """
    subject = SUBJECTS[level]
    ranked = sorted((place for place in places if place.rank is not None), key=_rank)
    if not ranked:
        return _nobody(places, subject, coverage_minimum)
    if len(ranked) == 1:
        return f"Hanya {ranked[0].name} yang dapat diperingkat"
    said = _without_intervals(ranked, subject) if groups is None else _with_groups(ranked, groups, pairs, subject)
    return said + _few_returns(ranked, subject)


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


def _with_groups(
    ranked: Sequence[Place], groups: Sequence[Collection[str]], pairs: Sequence[Collection[str]], subject: str
) -> str:
    parts = blocks(ranked, [*groups, *pairs])
    if len(parts[0]) <= NAMED_AT_MOST and len(parts) > 1:
        return f"{formats.listed([place.name for place in parts[0]])} teratas; {_below(parts)}"
    return _with_a_long_top(ranked, parts, groups, subject)


def _few_returns(ranked: Sequence[Place], subject: str) -> str:
    """A method may rank units of which little is known; draws over its choices do not show that, so the title does."""
    few = sum(place.coverage is not None and place.coverage < HALF for place in ranked)
    return f"; isian {in_words(few)} {subject} kurang dari separuh" if few else ""


def _with_a_long_top(
    ranked: Sequence[Place], parts: Sequence[Sequence[Place]], groups: Sequence[Collection[str]], subject: str
) -> str:
    """The top block is too long to name, or is everybody: name its best group, if that is smaller, and the doubt."""
    best = {ranked[0].code}.union(*(group for group in groups if ranked[0].code in group))
    first = [place for place in ranked if place.code in best]
    is_whole = len(parts) == 1
    everybody = f"urutan {_names_or_count(ranked, subject)} belum dapat dipastikan"
    if len(first) < len(parts[0]):
        names = _first_upper(_names_or_count(first, subject))
        return f"{names} di kelompok teratas; {everybody if is_whole else _doubt(_spans(parts))}"
    if is_whole:
        return _first_upper(everybody)
    return f"{in_words(len(first)).capitalize()} {subject} teratas belum dapat dibedakan; {_below(parts)}"


def _first_upper(sentence: str) -> str:
    return sentence[:1].upper() + sentence[1:]


def _names_or_count(places: Sequence[Place], subject: str) -> str:
    if len(places) <= NAMED_AT_MOST:
        return formats.listed([place.name for place in places])
    return f"{in_words(len(places))} {subject}"


def _below(parts: Sequence[Sequence[Place]]) -> str:
    """What is known of the order below the first block."""
    above, count = len(parts[0]), sum(map(len, parts))
    spans = [span for span in _spans(parts) if span[0] > above]
    if not spans:
        others = "semua urutan lain" if above > 1 else "semua urutan"
        return f"{others} bertahan dalam perhitungan ulang"
    if spans == [(above + 1, count)]:
        return "semua urutan lain belum dapat dipastikan"
    return _doubt(spans)


def _doubt(spans: Sequence[tuple[int, int]]) -> str:
    if len(spans) == 1:
        first, last = spans[0]
        return f"urutan {first} {'dan' if last == first + 1 else 'sampai'} {last} belum dapat dipastikan"
    if len(spans) > SPANS_AT_MOST:
        uncertain = sum(last - first + 1 for first, last in spans)
        return f"{in_words(uncertain)} urutan belum dapat dipastikan"
    return f"urutan {formats.listed([formats.interval(*span) for span in spans])} belum dapat dipastikan"


def _spans(parts: Sequence[Sequence[Place]]) -> list[tuple[int, int]]:
    """First and last place of every block of more than one unit."""
    ends = list(accumulate(map(len, parts)))
    return [(end - len(part) + 1, end) for part, end in zip(parts, ends, strict=True) if len(part) > 1]
