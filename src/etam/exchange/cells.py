"""One cell of a spreadsheet or a CSV file as an answer."""

import unicodedata
from datetime import date, datetime, time, timedelta

from etam.exchange.exceptions import ExchangeError
from etam.exchange.layout import MISSING_WORD, NOT_APPLICABLE_WORD
from etam.exchange.sheets import CellValue
from etam.questionnaire import MISSING_ANSWER, NOT_APPLICABLE_ANSWER, Answer, Question, format_number
from etam.questionnaire.numbers import LARGEST, read_number
from etam.web.formats import day

WHOLE = ("count", "money")
MAX_TEXT = 2000
WORDS = {MISSING_WORD: MISSING_ANSWER, NOT_APPLICABLE_WORD: NOT_APPLICABLE_ANSWER}
# What people write for one of the two kinds of nothing, without saying which.
UNCLEAR = {"tidak ada", "tdk ada", "-", "–", "nihil", "kosong", "n/a", "na", "?", "x", "belum ada"}


class CellTrouble(ExchangeError):
    """A cell that cannot be read as an answer; the message says what stands in it and what to do."""


def read_cell(question: Question, value: CellValue) -> Answer | None:
    """The answer in a cell: a number, a text, or *missing* or *not applicable*; None for an empty cell.

    Raises CellTrouble.
    """
    if isinstance(value, str):
        return read_text(question, value)
    if isinstance(value, bool):
        return read_text(question, "Ya" if value else "Tidak")
    if isinstance(value, datetime | date):
        return _date(question, value)
    if isinstance(value, time | timedelta):
        raise CellTrouble("berisi waktu, bukan jawaban. Ubah format selnya menjadi Umum, lalu tulis jawabannya.")
    # A NPSN typed as a number: a leading zero is gone, and the check on its pattern says so.
    return _number(question, value) if question.is_number else read_text(question, format(value, ".15g"))


def read_text(question: Question, text: str) -> Answer | None:
    """The answer that a text stands for, as `read_cell`."""
    if question.is_number and text.isascii() and text.isdigit():
        return _number(question, int(text))
    plain = _plain(text)
    if not plain:
        return None
    nothing = WORDS.get(" ".join(plain.casefold().split()))
    if nothing is not None:
        return nothing
    if question.is_number:
        return _number(question, _one_number(plain))
    if question.options:
        return _option(question, plain)
    if question.type == "date":
        return _written_date(plain)
    return plain


def _plain(text: str) -> str:
    """NFC, without control characters, white space trimmed: what a person sees in the cell."""
    return "".join(
        letter
        for letter in unicodedata.normalize("NFC", text)
        if letter == "\n" or unicodedata.category(letter) != "Cc"
    ).strip()[:MAX_TEXT]


def _one_number(text: str) -> float:
    readings = read_number(text).readings
    if len(readings) == 1:
        return readings[0]
    if readings:
        grouped, decimal = readings
        raise CellTrouble(
            f"“{text}” dapat berarti {format(grouped, '.15g')} atau {format_number(decimal)}. "
            f"Tulis ulang tanpa pemisah ribuan, misalnya {format(grouped, '.15g')}."
        )
    if text.casefold() in UNCLEAR:
        raise CellTrouble(
            f"“{text}” dapat berarti dua hal. Tulis “{MISSING_WORD}” kalau ada tetapi tidak tercatat, "
            f"“{NOT_APPLICABLE_WORD}” kalau tidak mungkin ada, atau 0 kalau memang nol."
        )
    raise CellTrouble(f"“{_short(text)}” bukan angka. Tulis angkanya saja, tanpa satuan, atau “{MISSING_WORD}”.")


def _number(question: Question, value: float) -> Answer:
    shown = format_number(value) if abs(value) < LARGEST else f"{value:.3g}"
    if question.type in WHOLE and value != int(value):
        raise CellTrouble(f"berisi {shown}; yang ditanyakan bilangan bulat. Tulis tanpa angka di belakang koma.")
    if question.minimum is not None and value < question.minimum:
        raise CellTrouble(f"berisi {shown}; paling kecil {format_number(question.minimum)}. Perbaiki angkanya.")
    if question.maximum is not None and value > question.maximum:
        raise CellTrouble(f"berisi {shown}; paling besar {format_number(question.maximum)}. Perbaiki angkanya.")
    if abs(value) > LARGEST:
        raise CellTrouble(f"berisi {shown}, terlalu besar untuk jawaban mana pun. Periksa jumlah nolnya.")
    return int(value) if value == int(value) else float(value)


def _option(question: Question, text: str) -> Answer:
    wanted = text.casefold()
    for option in question.options:
        if wanted in (option.value.casefold(), option.label.id.casefold()):
            return option.value
    labels = ", ".join(f"“{option.label.id}”" for option in question.options)
    raise CellTrouble(f"“{_short(text)}” tidak ada dalam pilihan. Pilih salah satu: {labels}.")


def _date(question: Question, value: date) -> Answer:
    when = value.date() if isinstance(value, datetime) else value
    if question.type == "date":
        return when.isoformat()
    raise CellTrouble(
        f"berisi tanggal ({day(when)}), padahal yang ditanyakan bukan tanggal. Excel mengubah tulisan seperti 1/2 "
        "menjadi tanggal: ubah format selnya menjadi Umum, lalu tulis lagi."
    )


def _written_date(text: str) -> Answer:
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y"):
        try:
            return datetime.strptime(text, pattern).date().isoformat()
        except ValueError:
            continue
    raise CellTrouble(f"“{_short(text)}” bukan tanggal. Tulis seperti 17/02/2026.")


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
