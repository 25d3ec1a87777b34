"""The map of a ranking of the ten kab/kota; a ranking of other units has none."""

from collections.abc import Mapping

from etam.indices.results import Results
from etam.publishing import rankings, reference
from etam.web import maps

LEVEL = "regency"


def build(
    results: Results,
    address: str = "",
    *,
    name: str = "peta",
    width: int = 560,
    marks: Mapping[str, maps.Mark] | None = None,
) -> maps.MapFigure | None:
    """Draw the results on the outlines; None for units that we have no outlines of.

    `address` is a unit's link with {} for its code; "" makes a map without links. `marks` are drawn instead of ranks.
    """
    if results["level"] != LEVEL:
        return None
    told = rankings.marks(results, address) if marks is None else marks
    return of_regencies(told, f"Peta: {results['table_title']}", name=name, width=width)


def of_regencies(marks: Mapping[str, maps.Mark], title: str, *, name: str = "peta", width: int = 560) -> maps.MapFigure:
    """Draw what `marks` say of kab/kota; those without a mark are hatched."""
    places = reference.places()
    outlines = reference.regions().folder / "outlines.geojson"
    return maps.build(outlines, places, rankings.complete_marks(marks, places), title, name=name, width=width)
