"""The map of a ranking as a picture for documents."""

from etam.indices.results import Band, Results, Unit
from etam.institutions.reference import map_places, regions
from etam.web import formats, maps
from etam.web.components import Key

DRAWN = "regency"


def map_svg(results: Results) -> str:
    """The kab/kota in the colours of their categories; "" where there are no outlines or no categories."""
    if results["level"] != DRAWN or not results["bands"]:
        return ""
    places = map_places()
    marks = {place.code: maps.Mark(0, "–", "", place.name) for place in places}
    marks |= {unit["code"]: _mark(unit) for unit in results["units"]}
    figure = maps.build(regions().folder / "outlines.geojson", places, marks, results["table_title"])
    return maps.standalone_svg(figure, [*map(_key, results["bands"]), Key(0, "Belum diperingkat")])


def _mark(unit: Unit) -> maps.Mark:
    place = formats.number(unit["rank"]) if unit["rank"] is not None else "–"
    return maps.Mark(unit["step"], place, "", unit["full_name"])


def _key(band: Band) -> Key:
    return Key(band["step"], band["label"], band["text"])
