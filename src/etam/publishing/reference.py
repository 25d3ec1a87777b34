"""Content that cannot change while the program runs, read once for each process."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from etam.content import bases
from etam.content.bases import Rest, rests
from etam.content.files import CONTENT_ROOT, versions
from etam.content.funding_rules import FundingRules, load_funding_rules
from etam.content.kinds import Kinds, latest_kinds
from etam.content.meetings import Agreed, latest_meetings
from etam.content.recommendations import Recommendations, latest_recommendations
from etam.content.regions import Regions, latest_regions
from etam.content.series import SeriesEdition, SeriesValue, latest_series
from etam.content.sources import Origin, read_origin
from etam.institutions.reference import map_places
from etam.web.maps import Place


@cache
def regions() -> Regions:
    return latest_regions()


@cache
def resting() -> Mapping[str, tuple[Rest, ...]]:
    """What rests on each regulation that content names, by its code."""
    found: dict[str, list[Rest]] = {}
    for one in rests():
        found.setdefault(one.regulation, []).append(one)
    return {code: tuple(things) for code, things in found.items()}


@cache
def recommendations() -> Recommendations:
    return latest_recommendations()


@cache
def with_basis() -> tuple[int, int]:
    """How many things of the content name their legal basis, and how many there are that should."""
    return bases.with_basis()


@cache
def meeting_code() -> str:
    """The code of the meeting that adopted the recommendations."""
    adopted = recommendations()
    held = (one.code for one in latest_meetings().meetings if one.recommendations == adopted.version)
    return next(held, f"rapat-{adopted.version}")


@cache
def point_keys() -> Mapping[int, str]:
    """Number of each recommendation to the key under which its action plans are kept."""
    return {one.number: f"{meeting_code()}-{one.number}" for one in recommendations().points}


@cache
def agreed_meetings() -> tuple[Agreed, ...]:
    """The later meetings that one of the recommendations agrees on."""
    keys = set(point_keys().values())
    return tuple(one for one in latest_meetings().agreed if f"{one.meeting}-{one.number}" in keys)


@cache
def funding_rules() -> FundingRules:
    return load_funding_rules(versions(CONTENT_ROOT / "funding-rules")[-1])


@cache
def kinds() -> Kinds:
    return latest_kinds()


@cache
def series() -> Mapping[str, SeriesEdition]:
    """The editions of series by the code of their folder: "population", "schools", "libraries"."""
    return {edition.code: edition for edition in latest_series()}


@cache
def origins() -> tuple[Origin, ...]:
    """Where every table of the content came from: regions, series and what others published."""
    folders = (path.parent for kind in ("regions", "series", "published") for path in _sources(kind))
    return tuple(read_origin(folder) for folder in folders)


def _sources(kind: str) -> list[Path]:
    return sorted((CONTENT_ROOT / kind).rglob("source.yml"))


def places() -> tuple[Place, ...]:
    """Where each kab/kota stands on the map and on the tile map."""
    return map_places()


@cache
def regency_names() -> Mapping[str, str]:
    """Kemendagri code to the name as people say it: {"64.08": "Kutai Timur"}."""
    return {place.code: place.name for place in places()}


def series_of(region: str, edition: str, code: str) -> list[SeriesValue]:
    """The values of one series for one region, oldest first."""
    values = (value for value in series()[edition].values if value.region == region and value.series == code)
    return sorted(values, key=lambda value: value.period)
