"""One reader of cleaned text per type of question."""

import datetime as dt
import re
from collections.abc import Callable

from etam.questionnaire.context import Answer
from etam.questionnaire.instrument import Question, Words
from etam.questionnaire.numbers import LARGEST, format_number, format_number_en, read_number
from etam.questionnaire.reading import Choice, Reading, refused

MAX_TEXT = 2000


def _read_number(question: Question, text: str) -> Reading:
    readings = read_number(text).readings
    if not readings:
        return not_a_number(question, text)
    if len(readings) == 1:
        return checked_number(question, readings[0])
    labels = [_spoken("ribuan", "desimal", *readings), _spoken("thousands", "decimal", *readings)]
    choices = [
        Choice(Words(one, two), checked.answer)
        for value, one, two in zip(readings, *labels, strict=True)
        if (checked := checked_number(question, value)).answer is not None
    ]
    ask, ask_en = "Pilih salah satu.", "Choose one."
    if len(choices) == 1:
        only = choices[0].label
        ask = f"Di sini hanya {only.id} yang mungkin: pilih, atau tulis ulang."
        ask_en = f"Only {only.en} is possible here: choose it, or write again."
    return refused(
        f"“{text}” dapat berarti {labels[0][0]} atau {labels[0][1]}. {ask}",
        f"“{text}” may mean {labels[1][0]} or {labels[1][1]}. {ask_en}",
        tuple(choices),
    )


def _spoken(thousands: str, fraction: str, grouped: float, decimal: float) -> tuple[str, str]:
    """The two readings, so that nobody mistakes one for the other."""
    shown = format_number if thousands == "ribuan" else format_number_en
    return f"{shown(grouped)} ({thousands})", f"{shown(decimal)} ({fraction})"


_SCALES = re.compile(r"\d\s*(ribu|rb|juta|jt|miliar|milyar|m|k)\.?$", re.IGNORECASE)


def not_a_number(question: Question, text: str) -> Reading:
    if _SCALES.search(text):
        return refused(
            f"Tulis “{text}” dengan angka penuh, misalnya 12.500.000, bukan 12,5 juta.",
            f"Write “{text}” in full, for example 12500000, not 12.5 million.",
        )
    if text.startswith("="):
        return refused(
            f"{question.short.id} berisi rumus. Tulis angkanya saja.",
            f"{question.short.en} holds a formula. Write the figure only.",
        )
    return refused(
        f"“{text[:40]}” bukan angka. Tulis angka saja, atau pilih “tidak ada data” atau “tidak berlaku”.",
        f"“{text[:40]}” is not a number. Write figures only, or choose “no data” or “not applicable”.",
    )


def checked_number(question: Question, value: float) -> Reading:
    """`value` as the answer, if the question's type and bounds allow it."""
    shown, english = format_number(value), format_number_en(value)
    name = question.short
    if abs(value) > LARGEST:
        return refused(f"{shown} terlalu besar. Periksa jumlah nolnya.", f"{english} is too large. Count its zeros.")
    if question.minimum is not None and value < question.minimum:
        least, least_en = format_number(question.minimum), format_number_en(question.minimum)
        return refused(
            f"{name.id} tidak boleh kurang dari {least}; tertulis {shown}.",
            f"{name.en} cannot be less than {least_en}; it says {english}.",
        )
    if question.maximum is not None and value > question.maximum:
        most, most_en = format_number(question.maximum), format_number_en(question.maximum)
        return refused(
            f"{name.id} tidak boleh lebih dari {most}; tertulis {shown}.",
            f"{name.en} cannot be more than {most_en}; it says {english}.",
        )
    if question.type in ("count", "money") and value != int(value):
        return refused(
            f"{name.id} harus bilangan bulat; tertulis {shown}.",
            f"{name.en} must be a whole number; it says {english}.",
        )
    return Reading(_plain(value))


def _plain(value: float) -> Answer:
    return int(value) if value == int(value) else value


def _read_text(question: Question, text: str) -> Reading:
    if len(text) > MAX_TEXT:
        return refused(
            f"Teks terlalu panjang ({format_number(len(text))} huruf). Paling banyak {format_number(MAX_TEXT)}.",
            f"The text is too long ({len(text)} characters); at most {MAX_TEXT}.",
        )
    return Reading(text)


def _read_url(question: Question, text: str) -> Reading:
    if not re.fullmatch(r"https://[^\s/?#]+\.[^\s]+", text) or len(text) > MAX_TEXT:
        return refused(
            f"“{text[:60]}” bukan tautan yang dapat dipakai. Salin alamat lengkapnya, diawali https://.",
            f"“{text[:60]}” is not a usable link. Copy the whole address, beginning with https://.",
        )
    return Reading(text)


def _read_choice(question: Question, text: str) -> Reading:
    if not question.options:
        return _read_text(question, text)
    wanted = text.casefold()
    for option in question.options:
        if wanted in (option.value.casefold(), option.label.id.casefold(), option.label.en.casefold()):
            return Reading(option.value)
    listed = ", ".join(option.label.id for option in question.options)
    listed_en = ", ".join(option.label.en for option in question.options)
    return refused(
        f"“{text[:40]}” tidak ada di daftar pilihan. Pilih: {listed}.",
        f"“{text[:40]}” is not among the options. Choose one of: {listed_en}.",
    )


MONTHS = (
    *("januari", "februari", "maret", "april", "mei", "juni"),
    *("juli", "agustus", "september", "oktober", "november", "desember"),
)
_DATE_SHAPES = (
    re.compile(r"(?P<year>\d{4})-(?P<month>\d{1,2})-(?P<day>\d{1,2})"),
    re.compile(r"(?P<day>\d{1,2})[/.-](?P<month>\d{1,2})[/.-](?P<year>\d{4})"),
    re.compile(r"(?P<day>\d{1,2}) (?P<month>[a-z]+) (?P<year>\d{4})"),
)


def _read_date(question: Question, text: str) -> Reading:
    for shape in _DATE_SHAPES:
        found = shape.fullmatch(text.casefold())
        if not found:
            continue
        month = found["month"]
        number = int(month) if month.isdigit() else (MONTHS.index(month) + 1 if month in MONTHS else 0)
        try:
            return Reading(dt.date(int(found["year"]), number, int(found["day"])).isoformat())
        except ValueError:
            break
    return refused(
        f"“{text[:40]}” bukan tanggal. Tulis seperti 17 Februari 2026 atau 17/2/2026.",
        f"“{text[:40]}” is not a date. Write it as 17 Februari 2026 or 17/2/2026.",
    )


READERS: dict[str, Callable[[Question, str], Reading]] = {
    "count": _read_number,
    "money": _read_number,
    "number": _read_number,
    "percent": lambda question, text: _read_number(question, text.removesuffix("%").strip()),
    "text": _read_text,
    "url": _read_url,
    "date": _read_date,
    "choice": _read_choice,
    "yes_no": _read_choice,
    "ladder": _read_choice,
}
