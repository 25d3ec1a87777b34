"""A filled template as answers, with a sentence for every cell that cannot be read."""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from etam.exchange.exceptions import FileRefused
from etam.exchange.layout import ANSWERS, FORM, FORMAT, INSTITUTION_KEY, META, NOTHING_WORDS, REASON_KEY, Meta
from etam.exchange.sheets import CellValue, Sheet, column_letter, read_sheets
from etam.questionnaire import Answer, Instrument, Question
from etam.questionnaire.answers import read_answer
from etam.questionnaire.reading import Reading as AnswerReading
from etam.submissions import register

MAX_REASON = 2000
# Keys stand above the answers; nobody adds more rows than this over them.
SEARCHED_ROWS = 30
SEARCHED_COLUMNS = 10


@dataclass(frozen=True)
class Trouble:
    """What is wrong in one place. Row counts from 1 as Excel shows it; 0 means the whole sheet."""

    sentence: str
    row: int = 0
    column: str = ""
    label: str = ""

    def __str__(self) -> str:
        place = [f"Lembar “{ANSWERS}”"]
        place += [f"baris {self.row}"] if self.row else []
        place += (
            [f"kolom {self.column} ({self.label})" if self.label else f"kolom {self.column}"] if self.column else []
        )
        return f"{', '.join(place)}: {self.sentence}"


@dataclass(frozen=True)
class ReadRow:
    """What a file says about one institution. `places` tells where each answer stands: element → (row, column)."""

    institution: str
    revision: int
    answers: Mapping[str, Answer]
    reason: str
    troubles: tuple[Trouble, ...]
    places: Mapping[str, tuple[int, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Reading:
    """A whole file: a row for each institution, and what is wrong with the file as a whole."""

    meta: Meta
    rows: tuple[ReadRow, ...]
    troubles: tuple[Trouble, ...]


def read_template(data: bytes, instrument: Instrument, *, round_code: str, limit_bytes: int) -> Reading:
    """Read a filled template of `round_code`.

    A cell left empty says nothing and is absent from `answers`. Raises FileRefused when the file is no template, of
    another edition, or of another round.
    """
    sheets = read_sheets(data, limit_bytes)
    meta = read_meta(sheets)
    _refuse_other_editions(meta, instrument, round_code)
    sheet = sheets.get(ANSWERS)
    if sheet is None:
        raise FileRefused(
            f"Lembar “{ANSWERS}” tidak ada dalam berkas ini. Unduh templat baru dan jangan ganti nama lembarnya."
        )
    lines = list(_form_lines(sheet, meta) if meta.layout == FORM else _table_lines(sheet, meta))
    keys = {key for line in lines for key in line.columns}
    rows = [_read_row(sheet, line, instrument, meta) for line in lines]
    if not any(row.answers or row.troubles for row in rows):
        raise FileRefused("Tidak ada satu pun jawaban di berkas ini. Isi sel putih, simpan, lalu unggah lagi.")
    return Reading(meta, tuple(_without_twins(rows)), tuple(_sheet_troubles(instrument, keys)))


@dataclass(frozen=True)
class _Line:
    """Where the answers of one institution stand: for every key a cell, rows and columns counted from 0."""

    institution: str
    row: int
    columns: Mapping[str, tuple[int, int]]


def read_meta(sheets: Mapping[str, Sheet]) -> Meta:
    sheet = sheets.get(META)
    rows = [row for row in sheet.cells if row] if sheet else []
    values = {str(row[0]): str(row[1]) for row in rows if len(row) > 1 and row[0] != "revision"}
    if values.get("format") is None:
        raise FileRefused(
            "Berkas ini bukan templat Etam: lembar keterangannya tidak ada. "
            "Unduh templat, salin jawaban Anda ke sana, lalu unggah."
        )
    if values["format"] != FORMAT:
        raise FileRefused(
            f"Templat ini versi lama ({values['format']}); yang berlaku {FORMAT}. "
            "Unduh templat baru dan salin jawaban Anda."
        )
    revisions = {_code(row[1]): _whole(row[2]) for row in rows if row[0] == "revision" and len(row) > 2}
    try:
        return Meta(revisions=revisions, **values)
    except TypeError as error:
        raise FileRefused(
            "Lembar keterangan templat ini berubah. Unduh templat baru dan salin jawaban Anda."
        ) from error


def _refuse_other_editions(meta: Meta, instrument: Instrument, round_code: str) -> None:
    if meta.round != round_code:
        raise FileRefused(
            f"Templat ini untuk putaran {meta.round}, sedangkan Anda mengunggah untuk putaran {round_code}. "
            "Pilih putaran yang sesuai."
        )
    given, wanted = (meta.instrument, meta.version), (instrument.code, instrument.version)
    if given != wanted or meta.checksum != instrument.checksum:
        raise FileRefused(
            f"Templat ini dibuat dari instrumen {meta.instrument} edisi {meta.version}; putaran ini memakai "
            f"{instrument.code} edisi {instrument.version}. Unduh templat baru dan salin jawaban Anda."
        )


def _table_lines(sheet: Sheet, meta: Meta) -> Iterator[_Line]:
    """One line per row that names an institution; the row with the keys is found by its first word."""
    top, left = find_heading(sheet, INSTITUTION_KEY)
    columns = {
        str(key).strip(): column for column, key in enumerate(sheet.cells[top]) if str(key).strip() and column != left
    }
    for row in range(top + 1, len(sheet.cells)):
        code = _code(sheet.at(row, left))
        if code:
            yield _Line(code, row, {key: (row, column) for key, column in columns.items()})
        elif any(sheet.at(row, column) != "" for key, column in columns.items()):
            yield _Line("", row, {})


def _form_lines(sheet: Sheet, meta: Meta) -> Iterator[_Line]:
    """The one line of a form: keys stand in the first column, answers in the column headed "Jawaban"."""
    top, column = find_heading(sheet, "Jawaban")
    keys = {str(sheet.at(row, 0)).strip(): (row, column) for row in range(top + 1, len(sheet.cells))}
    for institution in meta.revisions:
        yield _Line(institution, top, {key: place for key, place in keys.items() if key})


def find_heading(sheet: Sheet, word: str) -> tuple[int, int]:
    for row in range(min(SEARCHED_ROWS, len(sheet.cells))):
        for column in range(SEARCHED_COLUMNS):
            if sheet.at(row, column) == word:
                return row, column
    raise FileRefused(
        f"Baris judul lembar “{ANSWERS}” berubah, jadi pertanyaannya tidak dikenali. "
        "Unduh templat baru dan salin jawaban Anda."
    )


def _read_row(sheet: Sheet, line: _Line, instrument: Instrument, meta: Meta) -> ReadRow:
    answers: dict[str, Answer] = {}
    troubles = []
    if not line.institution:
        troubles.append(Trouble("Kode lembaga di kolom A kosong. Salin kode dari templat asli.", line.row + 1, "A"))
    for element, place in line.columns.items():
        question = instrument.by_element.get(element)
        if question is None or question.prefill in register.FIXED:
            continue
        answer, problem = read_cell(sheet, place, question)
        if problem:
            row, column = place
            troubles.append(Trouble(problem, row + 1, column_letter(column), question.short.id))
        elif answer is not None:
            answers[element] = answer
    places = {key: (row + 1, column_letter(column)) for key, (row, column) in line.columns.items()}
    revision = meta.revisions.get(line.institution, 0)
    return ReadRow(line.institution, revision, answers, _reason(sheet, line), tuple(troubles), places)


def problem_of(reading: AnswerReading) -> str:
    """Why a text is no answer, and how to write it so that it is one; empty when it is."""
    if reading.problem is None:
        return ""
    ways = [f"Untuk “{choice.label.id}” tulis {_spelled(choice.answer)}." for choice in reading.choices]
    return " ".join([reading.problem.id, *ways])


def read_cell(sheet: Sheet, place: tuple[int, int], question: Question) -> tuple[Answer | None, str]:
    """The answer in a cell and what is wrong with it; at most one of the two."""
    if sheet.merged_over(*place):
        return None, "sel ini digabung dengan sel lain. Pisahkan selnya, lalu isi satu per satu."
    if place in sheet.formulas:
        return None, "berisi rumus. Tempelkan nilainya saja: salin, lalu Tempel Khusus > Nilai."
    if place in sheet.errors:
        return None, "berisi kesalahan Excel, misalnya #N/A atau #REF!. Tulis angkanya."
    reading = read_answer(question, sheet.at(*place))
    return reading.answer, problem_of(reading)


def _spelled(answer: Answer) -> str:
    """An answer as one writes it into a cell without being asked again."""
    if isinstance(answer, dict):
        return f"“{NOTHING_WORDS[answer['nothing']]}”"
    return format(answer, ".15g").replace(".", ",") if isinstance(answer, float) else str(answer)


def _reason(sheet: Sheet, line: _Line) -> str:
    place = line.columns.get(REASON_KEY)
    return str(sheet.at(*place)).strip()[:MAX_REASON] if place else ""


def _without_twins(rows: list[ReadRow]) -> Iterator[ReadRow]:
    """The rows, each that names an institution a second time with a trouble: which one holds cannot be told."""
    counts = Counter(row.institution for row in rows if row.institution)
    for row in rows:
        if counts[row.institution] > 1:
            line = min((place[0] for place in row.places.values()), default=0)
            twin = Trouble(
                f"Lembaga {row.institution} ada di {counts[row.institution]} baris. Sisakan satu.", line, "A"
            )
            row = ReadRow(row.institution, row.revision, row.answers, row.reason, (twin, *row.troubles), row.places)
        yield row


def _sheet_troubles(instrument: Instrument, keys: set[str]) -> Iterator[Trouble]:
    unknown = sorted(keys - set(instrument.elements) - {REASON_KEY, INSTITUTION_KEY})
    absent = [question for question in instrument.questions if question.element not in keys]
    if unknown:
        yield Trouble(f"Kolom yang tidak dikenal dilewati: {', '.join(unknown)}.")
    if absent:
        names = ", ".join(f"{question.number} {question.short.id}" for question in absent)
        yield Trouble(
            f"Kolom ini hilang, jadi jawabannya tidak dibaca: {names}. Unduh templat baru kalau Anda mau mengisinya."
        )


def _code(value: CellValue) -> str:
    # Excel turns a code of digits into a number.
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value).strip()


def _whole(value: CellValue) -> int:
    return int(value) if isinstance(value, int | float) else 0
