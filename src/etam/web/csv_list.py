"""Lists that people send as CSV: comma or semicolon, with or without byte order mark, UTF-8. No database is read."""

import csv
import io
from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

# What a spreadsheet program puts before a text that would be a formula; our own CSV does so too.
MARK = "'"


class ListingProblem(Exception):
    """Why a file cannot be read at all, as one sentence."""


@dataclass(frozen=True)
class RowFault:
    """One thing wrong with one row; `column` is "" where the whole row is meant."""

    line: int
    column: str
    sentence: str

    def __str__(self) -> str:
        return f"Baris {self.line}{f', kolom {self.column}' if self.column else ''}: {self.sentence}"


@dataclass(frozen=True)
class CsvList:
    """What a list may hold. `limits` says for each column how many characters its field holds; `what` is a row's noun.

    Every column of `required` stands in the header and is filled in every row.
    """

    limits: Mapping[str, int]
    required: tuple[str, ...]
    max_rows: int
    what: str

    def decode(self, data: bytes) -> str:
        """The text of a file; raises ListingProblem when it is empty or no UTF-8 text."""
        try:
            text = data.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise ListingProblem(
                f"Berkas ini bukan UTF-8 (bita ke-{error.start + 1}). "
                "Di Excel pilih Simpan Sebagai > CSV UTF-8, lalu coba lagi."
            ) from error
        if "\x00" in text:
            raise ListingProblem("Berkas ini bukan teks CSV. Simpan lembar kerjanya sebagai CSV UTF-8, lalu coba lagi.")
        if not text.strip():
            raise ListingProblem(f"Berkas ini kosong. Baris pertama memuat nama kolom: {', '.join(self.limits)}.")
        return text

    def rows(self, text: str) -> Iterator[tuple[int, dict[str, str]]]:
        """Every row that is not empty, with its line: cells by column, stripped, and under "" what lies beyond them.

        Raises ListingProblem when header, quoting or length make the file unreadable.
        """
        first = text.partition("\n")[0]
        delimiter = ";" if first.count(";") >= first.count(",") else ","
        reader = csv.reader(io.StringIO(text, newline=""), delimiter=delimiter, strict=True)
        try:
            header = [self.column(name) for name in next(reader)]
            self.refuse_header(header)
            filled = (cells for cells in reader if any(cell.strip() for cell in cells))
            for count, cells in enumerate(filled, start=1):
                if count > self.max_rows:
                    raise ListingProblem(
                        f"Berkas ini memuat lebih dari {self.max_rows} {self.what}. Bagi menjadi beberapa berkas."
                    )
                yield reader.line_num, self._by_column(header, cells)
        except csv.Error as error:
            raise ListingProblem(
                f"Baris {max(reader.line_num, 1)} tidak dapat dibaca sebagai CSV. Periksa tanda kutip pada baris itu."
            ) from error

    def column(self, name: str) -> str:
        """The column that a cell of the header means."""
        return name.strip().lower().replace(" ", "_").replace("/", "_")

    def refuse_header(self, header: list[str]) -> None:
        """Raises ListingProblem when a column is absent, unknown, or there twice."""
        if absent := [name for name in self.required if name not in header]:
            raise ListingProblem(
                f"Kolom {', '.join(absent)} tidak ada. Baris pertama memuat nama kolom: {', '.join(self.limits)}."
            )
        if unknown := [name for name in header if name not in self.limits]:
            raise ListingProblem(f"Kolom “{unknown[0][:40]}” tidak dikenal. Yang dibaca: {', '.join(self.limits)}.")
        if twice := [name for name, count in Counter(header).items() if count > 1]:
            raise ListingProblem(f"Kolom ini ada dua kali: {', '.join(twice)}. Sisakan satu.")

    def plain_faults(self, cells: Mapping[str, str]) -> Iterator[tuple[str, str]]:
        """Column and sentence of what is wrong before any meaning is looked up: empty, too long, or mangled cells."""
        if cells[""]:
            yield "", "Selnya lebih banyak daripada kolomnya. Beri tanda kutip pada teks yang memuat pemisah."
        for column in self.required:
            if not cells[column]:
                yield column, "Belum diisi."
        for column, limit in self.limits.items():
            if len(cells[column]) > limit:
                yield column, f"Lebih dari {limit} karakter."

    def read(self, text: str) -> tuple[list[tuple[int, dict[str, str]]], list[RowFault]]:
        """Every row without plain faults, with its line, and the faults of the others.

        Raises ListingProblem when the file is unreadable, or holds a header alone.
        """
        rows, faults = [], []
        for line, written in self.rows(text):
            cells = {name: cell.removeprefix(MARK) for name, cell in written.items()}
            found = [RowFault(line, column, sentence) for column, sentence in self.plain_faults(cells)]
            faults += found
            if not found:
                rows.append((line, cells))
        if not rows and not faults:
            raise ListingProblem(f"Berkas ini hanya memuat nama kolom. Isi satu baris untuk setiap {self.what}.")
        return rows, faults

    def _by_column(self, header: list[str], cells: list[str]) -> dict[str, str]:
        found = dict.fromkeys((*self.limits, ""), "")
        found |= {name: " ".join(cell.split()) for name, cell in zip(header, cells, strict=False)}
        found[""] = "".join(cells[len(header) :]).strip()
        return found
