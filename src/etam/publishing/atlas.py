"""The map of a ranking of the ten kab/kota; a ranking of other units has none."""

from etam.indices.results import Results
from etam.publishing import rankings, reference
from etam.web import maps

LEVEL = "regency"


def build(results: Results, address: str = "", *, name: str = "peta", width: int = 560) -> maps.MapFigure | None:
    """Draw the results on the outlines; None for units that we have no outlines of.

    `address` is a unit's link with {} for its code; "" makes a map without links.
    """
    if results["level"] != LEVEL:
        return None
    places = reference.places()
    marks = rankings.complete_marks(rankings.marks(results, address), places)
    outlines = reference.regions().folder / "outlines.geojson"
    return maps.build(outlines, places, marks, f"Peta: {results['table_title']}", name=name, width=width)
