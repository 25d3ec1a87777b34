"""The profile of a kab/kota, made from releases, rounds, the register and series. Pure but for what it is given."""

from collections.abc import Sequence
from dataclasses import dataclass

from etam.content.series import SeriesValue
from etam.indices.models import Release
from etam.indices.results import Results, Unit, ranked
from etam.publishing import charts
from etam.publishing.queries.rounds import RoundProgress
from etam.web import formats


@dataclass(frozen=True)
class Neighbour:
    """A unit close by in the ranking; `is_same_group` says that the two cannot be told apart."""

    unit: Unit
    is_self: bool
    is_same_group: bool


@dataclass(frozen=True)
class District:
    """A kecamatan with the libraries the register knows there; `ikn` is "full", "partial" or ""."""

    code: str
    name: str
    villages: int
    libraries: int
    ikn: str


def heading(name: str, results: Results | None, unit: Unit | None) -> str:
    """The title of a profile, no more certain than its interval: "Berau di urutan 5, selang 4–7"."""
    if results is None or unit is None:
        return name
    if unit["rank"] is None:
        return f"{name} belum diperingkat"
    place = f"{name} di urutan {formats.number(unit['rank'])} dari {len(ranked(results))} daerah"
    if unit["interval"] is None:
        return place
    low, high = unit["interval"]
    return f"{place}, selang {formats.interval(low, high)}"


def neighbours(results: Results, code: str, reach: int = 2) -> list[Neighbour]:
    """The unit and up to `reach` units above and below it; [] when it has no rank."""
    order = ranked(results)
    place = next((index for index, unit in enumerate(order) if unit["code"] == code), None)
    if place is None:
        return []
    own = order[place]
    near = order[max(0, place - reach) : place + reach + 1]
    return [
        Neighbour(unit, unit is own, unit is not own and bool(set(unit["groups"]) & set(own["groups"])))
        for unit in near
    ]


def score_trend(history: Sequence[tuple[Release, Unit]], decimals: int = 1) -> charts.Trend | None:
    """Scores over the releases, from two on; a line ends where another version of the method begins."""
    points = [
        charts.Point(
            release.period,
            unit["score"],
            f"{release.method_code}/{release.method_version}",
            formats.number(unit["score"], decimals),
        )
        for release, unit in history
        if unit["score"] is not None
    ]
    return charts.trend(points) if len(points) > 1 else None


def has_break(history: Sequence[tuple[Release, Unit]]) -> bool:
    """Whether the releases were not all made by one version of one method."""
    return len({(release.method_code, release.method_version) for release, _ in history}) > 1


def accepted_spark(held: Sequence[RoundProgress]) -> charts.Spark | None:
    """The share of accepted returns over the rounds that are over: an open one would look like a fall."""
    course = [(str(one.round.period), one.accepted_share or 0) for one in held if one.expected and not one.is_open]
    if not course:
        return None
    words = ", ".join(f"{year} {formats.percent(share, 0)}" for year, share in course)
    first = f"{course[0][0]}: {formats.percent(course[0][1], 0)}"
    return charts.spark(course, f"Isian diterima menurut putaran: {words}", first, top=100)


def population_rows(values: Sequence[SeriesValue], sources: dict[str, str]) -> list[tuple[int, float, str]]:
    """(year, people, publisher) of every count, newest first; counts of different sources make no growth."""
    rows = [(value.period, value.value, sources[value.source]) for value in values]
    return sorted(rows, key=lambda row: -row[0])
