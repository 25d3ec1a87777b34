"""An upload as its page shows it: first what needs a person, then what will change, then the rest."""

from dataclasses import dataclass
from functools import cached_property

from etam.exchange import preview
from etam.exchange.actions import SAVED
from etam.exchange.models import Upload
from etam.exchange.preview import PreviewRow
from etam.questionnaire import Answer, shown, to_value
from etam.submissions import editions
from etam.web.components import Stat
from etam.web.formats import NOTHING, number


@dataclass(frozen=True)
class Look:
    """How the state of a row is said: its chip, and its place in the list."""

    word: str
    tone: str
    lozenge: str
    order: int


LOOKS = {
    preview.REFUSED: Look("Tidak dapat disimpan", "stop", "bar", 0),
    preview.CONFLICT: Look("Diubah orang lain", "warn", "half", 1),
    preview.NEW: Look("Isian baru", "info", "empty", 2),
    preview.CHANGED: Look("Berubah", "info", "half", 3),
    SAVED: Look("Disimpan", "ok", "full", 4),
    preview.UNCHANGED: Look("Tidak berubah", "mute", "dash", 5),
}


@dataclass(frozen=True)
class Line:
    """One changed answer in words."""

    number: str
    label: str
    old: str
    new: str


@dataclass(frozen=True)
class Entry:
    """One institution of an upload in words."""

    row: PreviewRow
    look: Look
    lines: tuple[Line, ...]

    @property
    def needs_person(self) -> bool:
        return bool(self.row.notes and self.look.tone != "ok") or bool(self.row.must_fix or self.row.explain)


class UploadPage:
    """Everything the page of an upload says."""

    def __init__(self, upload: Upload):
        self.upload = upload
        self.instrument = editions.of_round(upload.round)

    @cached_property
    def rows(self) -> list[PreviewRow]:
        rows = [PreviewRow.from_json(row) for row in self.upload.rows]
        return sorted(rows, key=lambda row: (LOOKS[row.state].order, not row.must_fix, not row.explain, row.name))

    @property
    def is_waiting(self) -> bool:
        return self.upload.state == Upload.State.PREVIEWED

    @cached_property
    def storable(self) -> int:
        return sum(row.state in preview.STORABLE for row in self.rows)

    @property
    def held(self) -> int:
        """Institutions of which nothing is stored although the file says something."""
        return sum(row.state in (preview.REFUSED, preview.CONFLICT) for row in self.rows)

    @property
    def saved(self) -> int:
        return sum(row.state == SAVED for row in self.rows)

    @property
    def title(self) -> str:
        """What the person came to know, in one line."""
        if self.upload.state == Upload.State.DISCARDED:
            return "Unggahan ini dibatalkan"
        if self.upload.state == Upload.State.CONFIRMED:
            return f"{number(self.saved)} isian disimpan" + (f", {number(self.held)} tidak" if self.held else "")
        if self.storable:
            return f"{number(self.storable)} isian siap disimpan" + (
                f", {number(self.held)} tertahan" if self.held else ""
            )
        return "Tidak ada yang dapat disimpan dari berkas ini" if self.held else "Berkas ini tidak mengubah apa pun"

    @property
    def stats(self) -> list[Stat]:
        done = Stat(number(self.saved), "disimpan") if self.saved else Stat(number(self.storable), "siap disimpan")
        unchanged = sum(row.state == preview.UNCHANGED for row in self.rows)
        flagged = sum(bool(row.must_fix or row.explain) for row in self.rows)
        return [
            done,
            Stat(number(self.held), "tertahan"),
            Stat(number(flagged), "bertanda pemeriksaan"),
            Stat(number(unchanged), "tidak berubah"),
        ]

    def entries(self, rows: list[PreviewRow]) -> list[Entry]:
        """These rows in words; only what one page shows is spelled out."""
        return [Entry(row, LOOKS[row.state], self._lines(row)) for row in rows]

    def _lines(self, row: PreviewRow) -> tuple[Line, ...]:
        order = {element: place for place, element in enumerate(self.instrument.elements)}
        changes = sorted(row.changes, key=lambda change: order.get(change.element, len(order)))
        return tuple(self._line(change) for change in changes if change.element in order)

    def _line(self, change: preview.Change) -> Line:
        question = self.instrument.question(change.element)

        def words(answer: Answer | None) -> str:
            return NOTHING[""] if answer is None else shown(to_value(answer), question)

        return Line(question.number, question.short.id, words(change.old), words(change.new))
