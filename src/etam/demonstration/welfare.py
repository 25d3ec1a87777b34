"""Invented series of other offices for five years: shaped like IPM and poverty, and like no published figure."""

from collections.abc import Iterator
from datetime import date

import numpy as np

from etam.demonstration.people import Cast
from etam.institutions.queries import regencies
from etam.programmes.actions.series import Origin, import_series
from etam.programmes.series_list import HDI, POVERTY, Kind, Point
from etam.web.formats import number

YEARS = 5
SEED = 20260411
PUBLISHER = "Data contoh (bukan BPS)"
# Kind, where values lie at the start, how far they move in a year, and how uneven the years are.
SHAPES: tuple[tuple[Kind, tuple[float, float], float, float], ...] = (
    (HDI, (62, 84), 0.5, 0.2),
    (POVERTY, (3, 13), -0.2, 0.25),
)


def make_series(cast: Cast, today: date) -> Iterator[str]:
    """Import both series as of last year; yields a line for the loader."""
    random = np.random.default_rng(SEED)
    count = 0
    codes = [one.code for one in regencies()]
    # Poverty runs against the index, but not exactly: so that the comparison has something to say.
    order = random.permutation(len(codes)) / len(codes)
    for kind, (low, high), rise, noise in SHAPES:
        place = order if rise > 0 else 1 - order
        starts = low + (high - low) * np.clip(place + random.normal(0, 0.15, len(codes)), 0, 1)
        points = list(_points(codes, starts, rise, noise, today.year - YEARS, random))
        origin = Origin(PUBLISHER, f"Data contoh: {kind.label} rekaan", today)
        import_series(kind, points, origin, is_sample=True, by=cast.officer)
        count += len(points)
    yield f"Deret lembaga lain: {number(count)} nilai contoh"


def _points(
    codes: list[str], starts: np.ndarray, rise: float, noise: float, first: int, random: np.random.Generator
) -> Iterator[Point]:
    for code, start in zip(codes, starts, strict=True):
        value = float(start)
        for year in range(first, first + YEARS):
            yield Point(0, code, year, round(value, 2))
            value += rise + float(random.normal(0, noise))
