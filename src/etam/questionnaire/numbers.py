"""Numbers as people write them: read in both traditions, written in the Indonesian one."""

import math
import re
from dataclasses import dataclass

LARGEST = 1e13
"""Beyond this a figure is a slip of the hand (ten thousand billion rupiah), and comparisons lose their exactness."""

DUST_DECIMALS = 9
"""Nobody writes an answer this finely; differences beyond come from adding fractions in binary."""

_CURRENCY = re.compile(r"^\s*(?:rp\.?|idr)\s*", re.IGNORECASE)
_CURRENCY_TAIL = re.compile(r"(?:,-|,--|,=|\.-)$")
_SPACES = re.compile(r"(?<=\d)[ \u00a0\u2007\u2009\u202f'’](?=\d{3}(?:\D|$))")
_MINUS = str.maketrans({"−": "-", "–": "-", "‐": "-", "‑": "-"})
_SHAPE = re.compile(r"^-?\d+(?:[.,]\d+)*$")


@dataclass(frozen=True)
class NumberReading:
    """What a text can mean: no reading (not a number), one, or two (ask)."""

    readings: tuple[float, ...]

    @property
    def is_ambiguous(self) -> bool:
        return len(self.readings) > 1


def read_number(text: str) -> NumberReading:
    """Every number that `text` can stand for.

    "1.234,5" and "1,234.5" have one reading, as have "1 234", "Rp 1.000.000" and "12,5". "1.234" and "1,234" have two:
    thousands first, decimals second. "Rp 1.234" has one, for no one prices in thousandths of a rupiah.
    """
    plain = text.strip().translate(_MINUS)
    is_money = bool(_CURRENCY.match(plain))
    plain = _CURRENCY_TAIL.sub("", _CURRENCY.sub("", plain)).strip()
    plain, spaced = _SPACES.subn("", plain)
    if not plain.isascii() or not _SHAPE.match(plain):
        return NumberReading(())
    marks = [mark for mark in plain if mark in ".,"]
    if not marks:
        return NumberReading((float(plain),))
    if len(set(marks)) == 2:
        return _both_marks(plain, marks)
    if len(marks) > 1:
        return NumberReading((_grouped(plain, marks[0]),) if _is_grouped(plain, marks[0]) else ())
    if spaced:
        return NumberReading((float(plain.replace(",", ".")),))
    return _one_mark(plain, marks[0], is_money)


def format_number(value: float, decimals: int | None = None) -> str:
    """`value` the Indonesian way: 1.250, 1.234,5, −3. Up to six decimals unless `decimals` fixes them."""
    text = f"{abs(value):,.{6 if decimals is None else decimals}f}"
    whole, _, fraction = text.partition(".")
    if decimals is None:
        fraction = fraction.rstrip("0")
    shown = whole.replace(",", ".") + (f",{fraction}" if fraction else "")
    return f"−{shown}" if value < 0 and shown.strip("0,.") else shown


def format_number_en(value: float) -> str:
    """`value` the English way, for messages in English: 1,250, 1,234.5."""
    return format_number(value).translate(str.maketrans(".,", ",."))


def round_for_grading(value: float, decimals: int | None) -> float:
    """`value` as it is graded: half up to `decimals`, or as it is (None) but without the dust of binary fractions.

    Six answers of 90 make 90 and not 90.00000000000001, which would be another band.
    """
    if decimals is None:
        return round(value, DUST_DECIMALS)
    unit = float(10**decimals)
    return math.floor(round(value * unit, DUST_DECIMALS) + 0.5) / unit


def _both_marks(plain: str, marks: list[str]) -> NumberReading:
    decimal = marks[-1]
    group = "." if decimal == "," else ","
    whole, _, fraction = plain.rpartition(decimal)
    is_clear = marks.count(decimal) == 1 and _is_grouped(whole, group)
    return NumberReading((float(f"{whole.replace(group, '')}.{fraction}"),) if is_clear else ())


def _one_mark(plain: str, mark: str, is_money: bool) -> NumberReading:
    whole, _, fraction = plain.partition(mark)
    decimal = float(f"{whole}.{fraction}")
    if not _is_grouped(plain, mark) or whole.lstrip("-") == "0":
        return NumberReading((decimal,))
    grouped = _grouped(plain, mark)
    return NumberReading((grouped,) if is_money else (grouped, decimal))


def _is_grouped(text: str, mark: str) -> bool:
    first, *rest = text.lstrip("-").split(mark)
    return 1 <= len(first) <= 3 and not first.startswith("00") and all(len(part) == 3 for part in rest)


def _grouped(text: str, mark: str) -> float:
    return float(text.replace(mark, ""))
