"""A sheet as its form shows it, one section or all of it, and what came back from that form.

Two kinds of people fill in the same questions: the institution with its evidence, and an assessor with what was tested
beside what the institution said. A page reads everything it needs once, however many questions it shows.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property, lru_cache

from django.http import QueryDict
from django.urls import reverse

from etam.assessments import editions
from etam.assessments.models import Sheet, SheetRevision
from etam.assessments.queries.accreditation import remarks
from etam.evidence import beside
from etam.evidence.beside import Held
from etam.questionnaire import (
    Answer,
    Context,
    Instrument,
    Question,
    Score,
    Section,
    Words,
    applicable,
    format_number,
    options_for,
)
from etam.questionnaire.reading import Reading
from etam.submissions import filling as returns
from etam.submissions.exceptions import Clash
from etam.web import components
from etam.web.formats import number

NOTE, TEST, KEEP = "note.", "test.", "keep."
PLACE = "assessment"


@dataclass(frozen=True)
class Pick:
    """One thing to choose: what is stored, what people read, and whether it is chosen."""

    value: str
    label: str
    is_chosen: bool


@dataclass(frozen=True)
class Field:
    """One question with all that stands around it; `edition` is the code, version and checksum it belongs to."""

    question: Question
    edition: tuple[str, str, str] = ("", "", "")
    answer: Answer | None = None
    text: str = ""
    nothing: str = ""
    problem: str = ""
    choices: tuple[str, ...] = ()
    options: tuple[Pick, ...] = ()
    note: str = ""
    tests: tuple[Pick, ...] = ()
    files: tuple[Held, ...] = ()
    source: str = ""
    theirs: Answer | None = None
    their_note: str = ""
    remark: str = ""
    """What the kab/kota wrote when it sent the sheet back."""

    @property
    def element(self) -> str:
        return self.question.element

    @property
    def needs_evidence(self) -> bool:
        """Whether the question asks for evidence that nobody has chosen yet."""
        return bool(self.question.evidence) and not self.files and self.nothing != "not_applicable"


@dataclass
class Posted(returns.Posted):
    """What a form sent: besides the answers a note and the tests made per question."""

    notes: dict[str, str] = field(default_factory=dict)
    tests: dict[str, list[str]] = field(default_factory=dict)


@dataclass(frozen=True)
class Part:
    """A section as the page shows it."""

    section: Section
    fields: list[Field]


@dataclass(frozen=True)
class SectionProgress:
    """How many questions of a section are put to the institution, and how many of them are settled."""

    section: Section
    questions: int
    open: int

    @property
    def answered(self) -> int:
        return self.questions - self.open


class SheetPage:
    """One sheet for the person who fills it in: the section called `code`, or everything when `code` is ""."""

    def __init__(
        self, sheet: Sheet, code: str = "", *, day: date, theirs: Sheet | None = None, posted: Posted | None = None
    ):
        self.sheet, self.assessment, self.day = sheet, sheet.assessment, day
        self.code, self.theirs, self.posted = code, theirs, posted or Posted()
        self.edition: Instrument = editions.instrument_of(self.assessment)
        if code and code not in [section.code for section in self.edition.sections]:
            raise KeyError(f'{self.edition.code}/{self.edition.version} has no section "{code}"')

    @property
    def is_assessor(self) -> bool:
        return self.sheet.side == Sheet.Side.ASSESSOR

    @property
    def latest(self) -> SheetRevision | None:
        return self.sheet.latest

    @cached_property
    def answers(self) -> dict[str, Answer]:
        return dict(self.latest.answers) if self.latest else {}

    @cached_property
    def context(self) -> Context:
        return editions.context_of(self.assessment)

    @cached_property
    def score(self) -> Score:
        return editions.score_of(self.assessment, self.answers)

    @cached_property
    def parts(self) -> list[Part]:
        """The shown sections with the questions that are put to the institution; sections without any are left out."""
        shown = [section for section in self.edition.sections if not self.code or section.code == self.code]
        parts = [Part(one, [self._field(each) for each in one.questions if each.element in self._put]) for one in shown]
        return [part for part in parts if part.fields or self.code]

    @cached_property
    def fields(self) -> list[Field]:
        return [one for part in self.parts for one in part.fields]

    @cached_property
    def section(self) -> Section | None:
        """The section shown; None on the page of the whole sheet."""
        return next((section for section in self.edition.sections if section.code == self.code), None)

    @cached_property
    def left_out(self) -> list[str]:
        """Short names of questions of this section that do not apply to this institution."""
        questions = self.section.questions if self.section else ()
        return [question.short.id for question in questions if question.element not in self._put]

    @cached_property
    def progress(self) -> list[SectionProgress]:
        return section_progress(self.edition, self._put, self._open)

    @property
    def open_count(self) -> int:
        return len(self._open)

    @property
    def question_count(self) -> int:
        return len(self._put)

    @property
    def errors(self) -> list[tuple[str, str]]:
        """Answers that could not be taken: (anchor, sentence), for the summary that takes the focus."""
        return [(f"{one.element}-v", f"{one.question.number} {one.problem}") for one in self.fields if one.problem]

    @property
    def unread(self) -> int:
        """How many answers of this form could not be read, and so are not stored."""
        return len(self.posted.problems)

    @property
    def neighbours(self) -> tuple[str, str]:
        """The codes of the section before and the one after; "" at an end and on the page of the whole sheet."""
        codes = [one.section.code for one in self.progress]
        if self.code not in codes:
            return "", ""
        place = codes.index(self.code)
        return (codes[place - 1] if place else ""), (codes[place + 1] if place + 1 < len(codes) else "")

    @property
    def position(self) -> int:
        return [one.section.code for one in self.progress].index(self.code) + 1 if self.code else 1

    @property
    def percent(self) -> float:
        done = [one for one in self.progress if not self.code or one.section.code == self.code]
        asked = sum(one.questions for one in done)
        return 100 * sum(one.answered for one in done) / asked if asked else 0.0

    def read(self, data: QueryDict) -> Posted:
        """Read what the form of this page sent. An answer that cannot be is a problem at its field, not an answer."""
        posted = Posted(base=int(base) if (base := data.get("base", "")).isdecimal() and len(base) < 9 else 0)
        flat = {name: str(text) for name, text in data.items()}
        for one in self.fields:
            if one.element in flat or one.element + returns.NOTHING in flat:
                self._read(one.question, flat, posted)
            if NOTE + one.element in flat:
                posted.notes[one.element] = flat[NOTE + one.element]
                if self.is_assessor:
                    posted.tests[one.element] = data.getlist(TEST + one.element)
        return posted

    def keep_typed(self, data: QueryDict) -> Posted:
        """What was typed, word for word, for a form that could not be saved."""
        posted = self.read(data)
        for one in self.fields:
            if one.element in data:
                posted.texts[one.element] = str(data[one.element])
            posted.nothings[one.element] = data.get(one.element + returns.NOTHING, "")
        return posted

    def _read(self, question: Question, flat: Mapping[str, str], posted: Posted) -> None:
        returns.read_field(question, flat, self.answers.get(question.element), posted)
        answer = posted.answers.get(question.element)
        if sentence := editions.impossible(question, answer, self.context):
            del posted.answers[question.element]
            posted.problems[question.element] = Reading(problem=Words(sentence, sentence))
            posted.texts[question.element] = flat.get(question.element, "")

    @cached_property
    def _put(self) -> set[str]:
        return {question.element for question in applicable(self.edition, self.context, self.answers)}

    @cached_property
    def _open(self) -> set[str]:
        return {question.element for question in editions.open_questions(self.assessment, self.answers)}

    @cached_property
    def _files(self) -> dict[str, list[Held]]:
        url = reverse("assessments:evidence", args=[self.assessment.pk, beside.ANY_CODE])
        return beside.held(PLACE, self.assessment.pk, day=self.day, url=url)

    @cached_property
    def _remarks(self) -> dict[str, str]:
        return remarks(self.assessment)

    @cached_property
    def _known(self) -> dict[str, Answer]:
        """What was filled in beforehand, so that a changed answer no longer claims to come from there."""
        if self.latest is None or not self.latest.sources:
            return {}
        found = self.sheet.revisions.filter(channel=SheetRevision.Channel.PREFILL).order_by("number")
        return {element: answer for one in found for element, answer in one.answers.items()}

    def _field(self, question: Question) -> Field:
        element, posted = question.element, self.posted
        answer, reading = self.answers.get(element), self.posted.problems.get(element)
        text = "" if answer is None or isinstance(answer, dict) else printed(answer)
        stored = str(answer["nothing"]) if isinstance(answer, dict) else ""
        latest, theirs = self.latest, self.theirs.latest if self.theirs else None
        text = posted.texts.get(element, text)
        return Field(
            question=question,
            edition=(self.edition.code, self.edition.version, self.edition.checksum),
            answer=answer,
            text=text,
            nothing=posted.nothings.get(element, "" if element in posted.texts else stored),
            problem=reading.problem.id if reading and reading.problem else "",
            choices=tuple(choice.label.id for choice in reading.choices) if reading else (),
            options=tuple(Pick(value, label, value == text) for value, label in self._options.get(element, ())),
            note=posted.notes.get(element, latest.notes.get(element, "") if latest else ""),
            tests=self._tests(element) if self.is_assessor else (),
            files=tuple(self._files.get(element, ())),
            source=self._source(element, answer),
            theirs=theirs.answers.get(element) if theirs else None,
            their_note=theirs.notes.get(element, "") if theirs else "",
            remark="" if self.is_assessor else self._remarks.get(element, ""),
        )

    def _tests(self, element: str) -> tuple[Pick, ...]:
        stored = self.latest.tests.get(element, ()) if self.latest else ()
        chosen = self.posted.tests.get(element, stored)
        return tuple(Pick(name, label, name in chosen) for name, label in editions.TESTS.items())

    def _source(self, element: str, answer: Answer | None) -> str:
        said = self.latest.sources.get(element) if self.latest else None
        if not said or answer is None or self._known.get(element) != answer:
            return ""
        return str(said.get("label", "")) if isinstance(said, dict) else str(said)

    @cached_property
    def _options(self) -> Mapping[str, tuple[tuple[str, str], ...]]:
        kind = (self.context.kind, self.context.subtype, self.context.region)
        return _options(self.edition.code, self.edition.version, self.edition.checksum, kind)


def printed(answer: float | str) -> str:
    """A stored answer as a field shows it, so that a form sent back unchanged asks nothing."""
    return answer if isinstance(answer, str) else format_number(answer)


def section_progress(edition: Instrument, put: set[str], left: set[str]) -> list[SectionProgress]:
    """One entry per section that has a question for the institution."""
    found = []
    for section in edition.sections:
        mine = [question.element for question in section.questions if question.element in put]
        if mine:
            found.append(SectionProgress(section, len(mine), sum(element in left for element in mine)))
    return found


def steps(progress: list[SectionProgress], urls: Mapping[str, str], current: str) -> list[components.Step]:
    """The sections as a list of steps; `urls` may hold more pages under "" (all questions) and "review"."""
    found = [
        components.Step(
            url=urls[one.section.code],
            label=one.section.title.id,
            lozenge="full" if not one.open else "half" if one.answered else "empty",
            note="lengkap" if not one.open else f"{number(one.answered)} dari {number(one.questions)}",
            current=one.section.code == current,
        )
        for one in progress
    ]
    if "" in urls:
        found.append(components.Step(urls[""], "Semua pertanyaan", "dash", current=current == ""))
    return [*found, components.Step(urls["review"], "Periksa dan selesaikan", current=current == "review")]


def without_kept(posted: Posted, data: QueryDict) -> Posted:
    """After a conflict: what the person left as the other one had stored it is not sent again."""
    parts: dict[str, dict[str, object]] = {"a": posted.answers, "n": posted.notes, "t": posted.tests}  # type: ignore[dict-item]
    for name, choice in data.items():
        letter, _, element = name.removeprefix(KEEP).partition(":")
        if name.startswith(KEEP) and choice == "stored" and letter in parts:
            parts[letter].pop(element, None)
    return posted


@dataclass(frozen=True)
class Choice:
    """One clash as people choose: which question, what of it, and the three values in words."""

    name: str
    question: Question
    what: str
    base: Answer | None
    stored: Answer | None
    mine: Answer | None


def choices(edition: Instrument, clashes: tuple[Clash, ...]) -> list[Choice]:
    """Clashes of a sheet, whose elements read "a:use" (answer), "n:use" (note) or "t:use" (tests)."""
    found = []
    for clash in clashes:
        letter, _, element = clash.element.partition(":")
        what = {"a": "Jawaban", "n": "Catatan", "t": "Cara menguji"}[letter]
        values = [_in_words(letter, value) for value in (clash.base, clash.stored, clash.mine)]
        found.append(Choice(clash.element, edition.question(element), what, *values))
    return found


def _in_words(letter: str, value: object) -> Answer | None:
    if letter == "t":
        return ", ".join(editions.TESTS[name] for name in value) if isinstance(value, list) else None
    return value  # type: ignore[return-value]


@lru_cache(maxsize=64)
def _options(
    code: str, version: str, checksum: str, context: tuple[str, str, str]
) -> Mapping[str, tuple[tuple[str, str], ...]]:
    """The options of every closed question of an edition for one kind of institution: (value, label)."""
    edition, asked = editions.instrument(code, version), Context(*context)
    found = {}
    for question in edition.questions:
        if question.options:
            allowed = options_for(question, asked)
            found[question.element] = tuple(
                (one.value, one.label.id) for one in question.options if one.value in allowed
            )
    return found
