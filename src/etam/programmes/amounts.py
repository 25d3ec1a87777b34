"""Rupiah as people write them, and figures that look as if they were written in thousands. Pure: no Django."""

from fractions import Fraction

from etam.questionnaire.numbers import format_number, read_number
from etam.web.formats import rupiah

THOUSAND = 1_000
ODD_FACTOR = 300
"""Own choice: a figure that is so many times more or less than last year's was probably written in thousands."""
ODD_SHARE = Fraction(1, 1_000)
"""Own choice: less than this share of a ceiling, and still within it a thousand times over."""
LARGEST = 10**13
WIDEST = 40


class NotAnAmount(Exception):
    """Why a text is no amount of rupiah, as one sentence."""


def read_rupiah(text: str) -> int | None:
    """The whole rupiah that `text` stands for, None for an empty text.

    Raises NotAnAmount where it is no number, has two readings ("1.234"), is negative, or is no whole rupiah.
    """
    text = text.strip()
    if not text:
        return None
    readings = read_number(text).readings if len(text) <= WIDEST else ()
    if not readings:
        raise NotAnAmount(f"“{text[:WIDEST]}” bukan angka rupiah. Tulis seperti 12500000 atau Rp12.500.000.")
    if len(readings) > 1:
        grouped = format_number(readings[0])
        raise NotAnAmount(
            f"“{text}” dapat berarti {grouped} rupiah atau {format_number(readings[1])}. "
            f"Tulis {readings[0]:.0f} atau Rp{grouped}."
        )
    return checked(readings[0])


def checked(value: float) -> int:
    """A number as whole rupiah; raises NotAnAmount where it is negative, broken, or beyond anything real."""
    if value < 0:
        raise NotAnAmount(f"{format_number(value)} tidak mungkin. Dana tidak pernah kurang dari 0.")
    if value != int(value):
        raise NotAnAmount(f"{format_number(value)} bukan rupiah utuh. Tulis tanpa angka di belakang koma.")
    if value > LARGEST:
        raise NotAnAmount(f"{rupiah(int(value))} terlalu besar untuk satu desa atau sekolah. Periksa angkanya.")
    return int(value)


def meant(amount: int | None, *, last_year: int | None = None, ceiling: int | None = None) -> int | None:
    """What somebody probably meant, where the amount looks a thousand times too small or too large; None if it fits.

    0 is a statement and never odd.
    """
    if not amount:
        return None
    if last_year:
        if amount >= ODD_FACTOR * last_year:
            return amount // THOUSAND
        if amount * ODD_FACTOR <= last_year:
            return amount * THOUSAND
    if ceiling:
        if amount > ceiling and amount // THOUSAND <= ceiling and amount >= ODD_FACTOR * ceiling:
            return amount // THOUSAND
        if amount < ODD_SHARE * ceiling and amount * THOUSAND <= ceiling:
            return amount * THOUSAND
    return None
