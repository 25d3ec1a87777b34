"""What a new version of an instrument changes, and what it consists of, for the preview before it is written."""

from collections.abc import Iterator
from dataclasses import dataclass

from etam.questionnaire import Instrument, Question, Section
from etam.questionnaire.numbers import format_number

SHOWN = 20
# Field of a question: the word for it.
FIELDS = {
    "label": "label",
    "type": "tipe",
    "options": "tangga",
    "point_bands": "tangga",
    "value_is_points": "poin",
    "unit": "satuan",
    "section": "komponen",
    "needs": "syarat nilai",
    "applies_to": "berlaku untuk",
    "evidence": "bukti",
    "definition": "definisi",
    "known_from": "yang diketahui",
    "origin": "keyakinan atau sumber",
}


@dataclass(frozen=True)
class Component:
    """One section with its weight in the total ("" where it has none) and how many questions are unverified."""

    section: Section
    weight: str
    unverified: int


@dataclass(frozen=True)
class Changes:
    """Questions by what happened to them since the version before; of the changed ones, what changed."""

    before: str
    new: tuple[Question, ...]
    changed: tuple[tuple[Question, str], ...]
    gone: tuple[Question, ...]

    @property
    def sentence(self) -> str:
        if not self.before:
            return f"Versi pertama: {len(self.new)} pertanyaan."
        counts = f"{len(self.new)} pertanyaan baru, {len(self.changed)} berubah, {len(self.gone)} tidak ada lagi"
        return f"Dibandingkan dengan {self.before}: {counts}."


def changes(after: Instrument, before: Instrument | None) -> Changes:
    """What `after` changes against the version before; everything is new where there is none."""
    old = before.by_element if before else {}
    pairs = [(question, old[question.element]) for question in after.questions if question.element in old]
    differing = [(question, _difference(question, was)) for question, was in pairs]
    return Changes(
        before=before.version if before else "",
        new=tuple(question for question in after.questions if question.element not in old),
        changed=tuple((question, what) for question, what in differing if what),
        gone=tuple(question for question in old.values() if question.element not in after.by_element),
    )


def components(instrument: Instrument) -> list[Component]:
    """The sections of an instrument with their weights."""
    weights = {node.code: node.weight for node in instrument.scoring.root.parts} if instrument.scoring else {}
    return [
        Component(
            section,
            format_number(weights[section.code]) if section.code in weights else "",
            sum(question.origin.is_unverified for question in section.questions),
        )
        for section in instrument.sections
    ]


def preview(instrument: Instrument, before: Instrument | None) -> Iterator[str]:
    """The lines that an officer reads before anything is written."""
    told = changes(instrument, before)
    yield f"{instrument.title.id} ({instrument.code} {instrument.version})"
    yield told.sentence
    yield from _listed("+", [f"{one.element}  {one.short.id}" for one in told.new] if told.before else [])
    yield from _listed("~", [f"{one.element}  {one.short.id}: {what}" for one, what in told.changed])
    yield from _listed("−", [f"{one.element}  {one.short.id}" for one in told.gone])
    yield "Komponen:"
    parts = components(instrument)
    width = max(len(part.section.title.id) for part in parts)
    for part in parts:
        weight = f", bobot {part.weight}" if part.weight else ""
        marks = f", {part.unverified} belum diverifikasi" if part.unverified else ""
        yield f"  {part.section.title.id:<{width}}  {len(part.section.questions)} pertanyaan{weight}{marks}"
    yield from _weights(instrument)
    unverified = sum(part.unverified for part in parts)
    yield f"{len(instrument.elements)} pertanyaan, {unverified} di antaranya bertanda belum diverifikasi."


def _weights(instrument: Instrument) -> Iterator[str]:
    if instrument.scoring is None:
        yield "Instrumen ini tidak menilai."
        return
    parts = instrument.scoring.root.parts
    if parts:
        total = sum(part.weight for part in parts)
        marks = sum(part.origin.is_unverified for part in parts)
        unsure = f"; {marks} bobot belum diverifikasi" if marks else ""
        same = len({part.weight for part in parts}) == 1
        yield "Semua bobot sama." if same and total != 100 else f"Bobot berjumlah {format_number(total)}{unsure}."
    grades = [grade for grade in instrument.scoring.grades if grade.origin.is_unverified]
    if grades:
        yield f"Batas {len(grades)} predikat belum diverifikasi."


def _listed(sign: str, lines: list[str]) -> Iterator[str]:
    for line in lines[:SHOWN]:
        yield f"  {sign} {line}"
    if len(lines) > SHOWN:
        yield f"  {sign} dan {len(lines) - SHOWN} lainnya"


def _difference(now: Question, was: Question) -> str:
    words = (word for field, word in FIELDS.items() if getattr(now, field) != getattr(was, field))
    return ", ".join(dict.fromkeys(words))
