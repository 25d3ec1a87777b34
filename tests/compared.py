"""A series of another office in the world of the walk."""

from django.utils.timezone import localdate

from etam.programmes.actions.series import Origin, import_series
from etam.programmes.series_list import HDI, Point
from etam.submissions.tests.cast import Cast


def compared(cast: Cast) -> dict[str, int]:
    """The key by which addresses name the series."""
    today = localdate()
    points = [Point(2, "64.08", today.year - 1, 75.0), Point(3, "64.74", today.year - 1, 82.0)]
    origin = Origin("BPS Provinsi Kalimantan Timur", "Tabel IPM", today)
    return {"series": import_series(HDI, points, origin, by=cast.officer).pk}
