"""What people write in a field or a cell, read as an answer or turned into a question back to them."""

import datetime as dt

from etam.questionnaire.applicability import MISSING_ANSWER, NOT_APPLICABLE_ANSWER
from etam.questionnaire.context import Answer
from etam.questionnaire.instrument import Question, Words
from etam.questionnaire.numbers import format_number
from etam.questionnaire.readers import MONTHS, READERS, checked_number, not_a_number
from etam.questionnaire.reading import Choice, Reading, clean, refused

__all__ = ["Choice", "Raw", "Reading", "read_answer"]

Raw = str | float | int | bool | dt.date | dt.time | dt.timedelta | None


def read_answer(question: Question, raw: Raw, current: Answer | None = None) -> Reading:
    """Read what was written for `question` in a form field or a spreadsheet cell.

    An ambiguous number ("1.234") is never guessed: the reading has both choices. A text equal to the `current` answer
    as we print it ("1.250") is that answer, so that a form sent back unchanged asks nothing.
    """
    if isinstance(raw, str):
        text = clean(raw)
        if not text:
            return Reading()
        if current is not None and not isinstance(current, dict) and text == _printed(current):
            return Reading(current)
        nothing = _nothing(text, question)
        return nothing or READERS[question.type](question, text)
    if raw is None:
        return Reading()
    return _read_cell(question, raw)


MISSING_WORDS = frozenset(
    {"tidak ada data", "tidak tercatat", "tidak tahu", "tidak diketahui", "belum didata", "belum ada data", "no data"}
)
NOT_APPLICABLE_WORDS = frozenset({"tidak berlaku", "not applicable", "n/a"})
UNCLEAR_WORDS = frozenset(
    {"tidak ada", "tdk ada", "tidak punya", "belum ada", "nihil", "kosong", "-", "–", "—", "x", "?"}
)


def _nothing(text: str, question: Question) -> Reading | None:
    word = text.casefold().rstrip(".")
    if word in MISSING_WORDS:
        return Reading(MISSING_ANSWER)
    if word in NOT_APPLICABLE_WORDS:
        return Reading(NOT_APPLICABLE_ANSWER)
    if word not in UNCLEAR_WORDS or not question.is_number:
        return None
    return refused(
        f"“{text}” dapat berarti nol, tidak ada data, atau tidak berlaku. Pilih salah satu.",
        f"“{text}” may mean zero, no data or not applicable. Choose one.",
        (
            Choice(Words("Jumlahnya memang nol", "The number is zero"), 0),
            Choice(Words("Tidak ada data: ada, tetapi tidak tercatat", "No data: exists, unrecorded"), MISSING_ANSWER),
            Choice(Words("Tidak berlaku: tidak mungkin ada", "Not applicable: cannot exist"), NOT_APPLICABLE_ANSWER),
        ),
    )


def _read_cell(question: Question, raw: Raw) -> Reading:
    """A typed cell of a spreadsheet: a number, a truth, a date."""
    if isinstance(raw, bool):
        return _read_truth(question, raw)
    if isinstance(raw, dt.datetime):
        raw = raw.date()
    if isinstance(raw, dt.date):
        if question.type == "date":
            return Reading(raw.isoformat())
        if question.is_number:
            return refused(
                f"Ada tanggal ({_date_words(raw)}) di tempat angka. Ubah format sel menjadi angka, lalu tulis lagi.",
                f"There is a date ({raw.isoformat()}) where a number belongs. Format the cell as a number, retype it.",
            )
        return READERS[question.type](question, raw.isoformat())
    if isinstance(raw, dt.time | dt.timedelta):
        return refused("Ada jam di tempat jawaban. Tulis lagi.", "There is a time where an answer belongs. Retype it.")
    if question.is_number:
        if raw is None or raw != raw:
            return not_a_number(question, str(raw))
        return checked_number(question, float(raw))
    number = float(raw or 0)
    return READERS[question.type](question, str(int(number)) if number == int(number) else str(number))


def _read_truth(question: Question, raw: bool) -> Reading:
    if question.type == "yes_no":
        return Reading("ya" if raw else "tidak")
    word = "TRUE" if raw else "FALSE"
    return refused(f"“{word}” bukan jawaban untuk pertanyaan ini.", f"“{word}” is no answer to this question.")


def _printed(answer: Answer) -> str:
    return format_number(answer) if isinstance(answer, int | float) else str(answer)


def _date_words(date: dt.date) -> str:
    return f"{date.day} {MONTHS[date.month - 1].capitalize()} {date.year}"
