"""How a regulation stands on a day, in words and links for the reader. Pure."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from etam.regulations.force import Force, Span, Standing
from etam.regulations.telling import FORCES
from etam.web import formats
from etam.web.components import Status

MAYBE = Status("Belum tentu sudah terjadi", "warn", "dash")
NOT_YET = Status("Belum terjadi", "info", "empty")
SENTENCES = {
    Force.IN_FORCE: "peraturan ini berlaku",
    Force.UNCERTAIN: "belum dapat dipastikan apakah peraturan ini berlaku",
    Force.ENDED: "peraturan ini sudah berakhir",
    Force.NOT_YET: "peraturan ini belum mulai berlaku",
}


@dataclass(frozen=True)
class Piece:
    """A piece of a sentence; with a `code` it leads to that regulation."""

    text: str
    code: str = ""


def finding(day: date, counts: Mapping[Force, int]) -> str:
    """What the register says of a day, in one sentence."""
    holding, doubtful = counts[Force.IN_FORCE], counts[Force.UNCERTAIN]
    told = f"Pada {formats.day(day)}, {formats.number(holding) if holding else 'tidak ada'} peraturan"
    beside = f"; {formats.number(doubtful)} belum dapat dipastikan" if doubtful else ""
    return f"{told} {'yang diketahui ' if not holding else ''}berlaku{beside}"


def holding_first(codes: Iterable[str], forces: Mapping[str, Force]) -> list[str]:
    """What holds, before what may hold, has ended, or has not begun; within each in the order given."""
    order = list(FORCES)
    return sorted(codes, key=lambda code: order.index(forces[code]))


def sentence(standing: Standing, day: date, citations: Mapping[str, str]) -> list[Piece]:
    """How a regulation stands on `day` and why, as a sentence with links; `citations` are by code."""
    why = pieces(standing.reason, citations)
    opening = Piece(f"Pada {formats.day(day)} {SENTENCES[standing.force]}")
    return [opening, Piece(": "), *why, Piece(".")] if why else [opening, Piece(".")]


def pieces(reason: str, citations: Mapping[str, str]) -> list[Piece]:
    """A reason with codes of regulations turned into citations that lead there, and days written out."""
    told: list[Piece] = []
    for word in re.split(r"(\s+|;)", reason):
        if word in citations:
            told.append(Piece(citations[word], word))
        elif told and not told[-1].code:
            told[-1] = Piece(told[-1].text + _plain(word))
        elif word:
            told.append(Piece(_plain(word)))
    return told


def since(span: Span) -> str:
    """From when: "18 Maret 2020", "tahun 2020 (harinya belum dicatat)", or within what is left of a year."""
    if span.earliest == span.latest:
        return formats.day(span.earliest)
    if span.earliest == date(span.earliest.year, 1, 1):
        return f"tahun {span.earliest.year} (harinya belum dicatat)"
    return f"antara {formats.day(span.earliest)} dan {formats.day(span.latest)} (harinya belum dicatat)"


def awaited(span: Span, day: date) -> Status | None:
    """What marks a change that had not, or perhaps not yet, happened on `day`; None when it had."""
    if day >= span.latest:
        return None
    return MAYBE if day >= span.earliest else NOT_YET


def _plain(word: str) -> str:
    if re.fullmatch(r"\d{4}-\d\d-\d\d", word):
        return formats.day(date.fromisoformat(word))
    return word
