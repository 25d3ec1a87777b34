"""Key performance indicators (IKK) of both affairs as the centre gets them; computed in `indices.key_indicators`."""

from django.utils.timezone import localdate

from etam.indices import key_indicators
from etam.indices.key_indicators_book import workbook as book_of
from etam.obligations.exports.files import XLSX, File, Gap
from etam.web.formats import listed, number


def workbook(year: int) -> File:
    """The indicators of a year as one sheet, with the source and basis of each."""
    rows, is_sample = key_indicators.of_year(year), key_indicators.is_sample(year)
    return File(f"ikk-{year}.xlsx", XLSX, book_of(rows, year, localdate(), is_sample=is_sample))


def gaps(year: int) -> list[Gap]:
    """Indicators without a value, by name."""
    empty = [one.title for one in key_indicators.of_year(year) if one.value is None]
    if not empty:
        return []
    named = listed(empty) if len(empty) <= 3 else f"{listed(empty[:2])}, dan {number(len(empty) - 2)} lainnya"
    return [Gap(f"{number(len(empty))} indikator belum ada nilainya: {named}.", len(empty))]
