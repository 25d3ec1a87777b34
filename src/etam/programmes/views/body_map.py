"""The map of the kab/kota by the share of villages or schools known to have a library."""

from collections.abc import Iterable
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from etam.institutions.reference import map_places, regions
from etam.programmes.queries.bodies import Standing
from etam.web import maps
from etam.web.components import legend, step_of_band
from etam.web.formats import number, percent

BANDS: list[tuple[str, float | None, float | None]] = [
    ("", None, 20), ("", 20, 40), ("", 40, 60), ("", 60, 80), ("", 80, None),
]  # fmt: skip


def coverage_map(lines: Iterable[Standing], kind: str) -> dict[str, Any] | None:
    """What `{% atlas %}` needs; None where no kab/kota of the map has any village or school."""
    counted = {one.coverage.key: one for one in lines if one.coverage.total}
    places = map_places()
    if not any(place.code in counted for place in places):
        return None
    marks = {place.code: _mark(place, counted.get(place.code), kind) for place in places}
    figure = maps.build(regions().folder / "outlines.geojson", places, marks, "Bagian yang diketahui berperpustakaan")
    return {"figure": figure, "keys": legend(BANDS, unranked="Belum ada dalam daftar")}


def _mark(place: maps.Place, line: Standing | None, kind: str) -> maps.Mark:
    if line is None:
        return maps.Mark(0, "–", "belum ada", f"{place.name}: belum ada dalam daftar")
    counts, share = line.coverage, line.coverage.share_of_all or 0
    told = (
        f"{place.name}: {number(counts.has)} dari {number(counts.total)} punya perpustakaan, "
        f"{number(counts.unknown)} belum diketahui"
    )
    word = "desa" if kind == "village" else "sekolah"
    url = f"{reverse('programmes:bodies')}?{urlencode({'jenis': word, 'daerah': place.code})}"
    return maps.Mark(_step(share), percent(share, 0), "", told, url)


def _step(share: float) -> int:
    position = sum(1 for _, low, _ in BANDS if low is not None and share >= low)
    return step_of_band(position, len(BANDS))
