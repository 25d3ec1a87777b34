"""Numbers, dates and the three kinds of nothing as Indonesian readers write them. Pure: no Django, no clock."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import ROUND_HALF_UP, Decimal
from zoneinfo import ZoneInfo

Number = int | float | Decimal

MINUS = "\N{MINUS SIGN}"
WITA = ZoneInfo("Asia/Makassar")
MONTHS = (
    "Januari",
    "Februari",
    "Maret",
    "April",
    "Mei",
    "Juni",
    "Juli",
    "Agustus",
    "September",
    "Oktober",
    "November",
    "Desember",
)
NOTHING = {"missing": "tidak ada data", "not_applicable": "tidak berlaku", "": "belum diisi"}
WORDS = ("nol", "satu", "dua", "tiga", "empat", "lima", "enam", "tujuh", "delapan", "sembilan", "sepuluh", "sebelas")
SCALES = ((10**12, "triliun"), (10**9, "miliar"), (10**6, "juta"), (10**3, "ribu"))


def number(value: Number, decimals: int | None = None) -> str:
    """Write a number as `1.234,5`; halves round away from zero, as on paper.

    Without `decimals`, at most two are shown and closing zeros are dropped.
    """
    exact = Decimal(str(value))
    if not exact.is_finite():
        raise ValueError(f"{value} is not a number that can be shown; pass None or a kind of nothing instead.")
    rounded = exact.quantize(Decimal(1).scaleb(-(2 if decimals is None else decimals)), ROUND_HALF_UP)
    text = f"{abs(rounded):,f}"
    if decimals is None and "." in text:
        text = text.rstrip("0").rstrip(".")
    return (MINUS if rounded < 0 else "") + text.translate(str.maketrans(",.", ".,"))


def spelled(count: int) -> str:
    """Write a small count as a word, `tujuh`; from 12 on in figures."""
    return WORDS[count] if 0 <= count < len(WORDS) else number(count)


def signed(value: Number, decimals: int | None = None) -> str:
    """Write a difference with its sign: `+1,5`, `−0,4`, `0`."""
    text = number(value, decimals)
    return text if text.startswith(MINUS) or not text.strip("0,") else f"+{text}"


def percent(value: Number, decimals: int | None = None) -> str:
    """Write a number that already counts per hundred: 83 becomes `83%`."""
    return f"{number(value, decimals)}%"


def share(part: Number, whole: Number, decimals: int = 0) -> str:
    """Write a part of a whole as per cent; of nothing there is no share, so a whole of 0 reads `tidak berlaku`."""
    return percent(Decimal(str(part)) * 100 / Decimal(str(whole)), decimals) if whole else NOTHING["not_applicable"]


def short(value: Number, decimals: int = 1) -> str:
    """Write a large number with its word: 12500 becomes `12,5 ribu`, 4123303 becomes `4,1 juta`."""
    for size, word in SCALES:
        if abs(Decimal(str(value))) >= size:
            digits = number(Decimal(str(value)) / size, decimals)
            return f"{digits.rstrip('0').rstrip(',') if ',' in digits else digits} {word}"
    return number(value)


def rupiah(value: Number) -> str:
    """Write money in full: `Rp12.500.000`."""
    text = number(value, 0)
    return f"{MINUS}Rp{text[1:]}" if text.startswith(MINUS) else f"Rp{text}"


def interval(low: Number, high: Number, decimals: int | None = None) -> str:
    """Write a range as `5–8`, and as one number when both ends read the same."""
    first, last = number(low, decimals), number(high, decimals)
    return first if first == last else f"{first}–{last}"


def band(low: Number | None, high: Number | None) -> str:
    """Write a half-open band `[low, high)` as `50–<60`, `< 40` or `≥ 70`."""
    if low is None and high is None:
        raise ValueError("A band needs at least one end.")
    if low is None:
        return f"< {number(high or 0)}"
    return f"≥ {number(low)}" if high is None else f"{number(low)}–<{number(high)}"


def kind_of_nothing(value: object) -> str | None:
    """Name the nothing in `value`: "missing", "not_applicable", "" for not answered yet; None when there is a value."""
    if value is None:
        return ""
    if isinstance(value, Mapping) and "nothing" in value:
        return str(value["nothing"])
    return None


def figure(value: object, decimals: int | None = None) -> str:
    """Write an answer: a number, a text, or the words for its kind of nothing. 0 stays `0`."""
    nothing = kind_of_nothing(value)
    if nothing is not None:
        return NOTHING[nothing]
    if isinstance(value, bool):
        return "ya" if value else "tidak"
    return number(value, decimals) if isinstance(value, int | float | Decimal) else str(value)


def day(value: date) -> str:
    """Write a date as `17 Februari 2026`; a moment is taken to its date in Kalimantan Timur."""
    local = value.astimezone(WITA) if isinstance(value, datetime) and value.tzinfo else value
    return f"{local.day} {MONTHS[local.month - 1]} {local.year}"


def days(first: date, last: date) -> str:
    """Write a stretch of days: `18 Maret 2020`, `17–18 Maret 2020`, `30 Mei sampai 2 Juni 2024`."""
    if first == last:
        return day(first)
    if (first.year, first.month) == (last.year, last.month):
        return f"{first.day}–{day(last)}"
    begins = day(first) if first.year != last.year else f"{first.day} {MONTHS[first.month - 1]}"
    return f"{begins} sampai {day(last)}"


def short_day(value: date) -> str:
    """Write a date for narrow places: `17 Feb 2026`."""
    number_, month, year = day(value).split()
    return f"{number_} {'Agt' if month == 'Agustus' else month[:3]} {year}"


def clock(value: datetime) -> str:
    """Write the time of day in Kalimantan Timur as `10.42 WITA`."""
    local = value.astimezone(WITA) if value.tzinfo else value
    return f"{local:%H.%M} WITA"


def moment(value: datetime) -> str:
    """Write date and time: `11 Februari 2026 pukul 10.58 WITA`."""
    return f"{day(value)} pukul {clock(value)}"


def days_left(until: date, today: date) -> str:
    """Say how far off a date is: `42 hari lagi`, `hari ini`, `lewat 12 hari`."""
    days = (until - today).days
    if days == 0:
        return "hari ini"
    return f"{number(days)} hari lagi" if days > 0 else f"lewat {number(-days)} hari"


def file_size(size_bytes: int) -> str:
    """Write a file's size as `610 kB` or `2,4 MB`; 1 kB is 1,000 bytes."""
    if size_bytes < 1000:
        return f"{size_bytes} bita"
    if size_bytes < 1_000_000:
        return f"{number(size_bytes / 1000, 0)} kB"
    return f"{number(size_bytes / 1_000_000, 1)} MB"


def listed(words: list[str]) -> str:
    """Join names as in a sentence: `Bontang`, `Bontang dan Samarinda`, `Berau, Paser, dan Kutai Timur`."""
    if len(words) < 3:
        return " dan ".join(words)
    return f"{', '.join(words[:-1])}, dan {words[-1]}"
