"""One section of a return as its form shows it, and what came back from that form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from etam.accounts.models import User
from etam.evidence.beside import Held
from etam.expressions import Nothing, names
from etam.questionnaire import (
    MISSING_ANSWER,
    NOT_APPLICABLE_ANSWER,
    Answer,
    Context,
    Instrument,
    Outcome,
    Question,
    Section,
    applicable,
    options_for,
    run_checks,
    settle,
    shown,
    to_value,
)
from etam.questionnaire.answers import Reading, read_answer
from etam.questionnaire.derive import DerivedValue, Progress, derive, progress
from etam.submissions import editions, register
from etam.submissions.models import Finding, Revision, Submission
from etam.submissions.queries import proofs
from etam.web import components

NOTHINGS = {"missing": MISSING_ANSWER, "not_applicable": NOT_APPLICABLE_ANSWER}
NOTHING, CHOICE, REASON, SHOWN = ".nothing", ".choice", "reason.", "shown."


@dataclass(frozen=True)
class Flag:
    """A failed check at a question, with the reason given so far."""

    check_id: str
    severity: str
    sentence: str
    reason: str = ""


@dataclass(frozen=True)
class Field:
    """One question with all that stands around it."""

    question: Question
    text: str = ""
    nothing: str = ""
    last: str = ""
    problem: str = ""
    choices: tuple[str, ...] = ()
    flags: tuple[Flag, ...] = ()
    remarks: tuple[Finding, ...] = ()
    options: tuple[tuple[str, str], ...] = ()
    prefilled: str = ""
    fixed: str = ""
    files: tuple[Held, ...] = ()

    @property
    def may_have_files(self) -> bool:
        return proofs.may_have(self.question) or bool(self.files)

    @property
    def element(self) -> str:
        return self.question.element

    @property
    def tone(self) -> str:
        """ "stop", "warn" or "": the strongest of what stands at the question."""
        if self.problem or any(flag.severity == "must_fix" for flag in self.flags):
            return "stop"
        return "warn" if self.flags or self.remarks else ""

    @property
    def is_invalid(self) -> bool:
        return self.tone == "stop"

    @property
    def described_by(self) -> str:
        """The ids of help and checks, for those who listen."""
        marks = f" {self.element}-checks" if self.problem or self.flags or self.remarks else ""
        return f"{self.element}-help{marks}"

    @property
    def shows(self) -> str:
        """What stands at the question now; a save that changes nothing of it leaves the page alone."""
        return ",".join([self.problem, *(flag.check_id for flag in self.flags)])


@dataclass
class Posted:
    """What a form sent: answers that could be read, and the texts that could not."""

    answers: dict[str, Answer | None] = field(default_factory=dict)
    reasons: dict[str, str] = field(default_factory=dict)
    problems: dict[str, Reading] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    nothings: dict[str, str] = field(default_factory=dict)
    base: int = 0


class SectionPage:
    """One section of one return, for the person who fills it in."""

    def __init__(self, submission: Submission, code: str, user: User, posted: Posted | None = None):
        self.submission = submission
        self.user = user
        self.posted = posted or Posted()
        self.edition: Instrument = editions.of_round(submission.round)
        self.section: Section = next(section for section in self.edition.sections if section.code == code)

    @property
    def latest(self) -> Revision | None:
        return self.submission.latest

    @cached_property
    def answers(self) -> dict[str, Answer]:
        return dict(self.latest.answers) if self.latest else {}

    @cached_property
    def context(self) -> Context:
        return editions.context_of(self.submission)

    @cached_property
    def fields(self) -> list[Field]:
        """The questions of this section that are put to the institution."""
        put = {question.element for question in applicable(self.edition, self.context, self.answers)}
        return [self._field(question) for question in self.section.questions if question.element in put]

    @cached_property
    def left_out(self) -> list[str]:
        """Short names of questions of this section that do not apply to this institution."""
        put = {one.element for one in self.fields}
        return [question.short.id for question in self.section.questions if question.element not in put]

    @cached_property
    def progress(self) -> list[Progress]:
        return progress(self.edition, self.answers, self.context)

    @cached_property
    def totals(self) -> list[DerivedValue]:
        """Running totals made of this section's answers."""
        mine = {question.element for question in self.section.questions}
        return [
            one
            for one in derive(self.edition, self.answers, self.context)
            if not isinstance(one.value, Nothing) and set(names(one.derived.formula)) <= mine
        ]

    @property
    def errors(self) -> list[tuple[str, str]]:
        """What must be mended in this section: (anchor, sentence), for the summary that takes the focus."""
        found = []
        for one in self.fields:
            sentences = [one.problem] if one.problem else []
            sentences += [flag.sentence for flag in one.flags if flag.severity == "must_fix"]
            found += [(f"{one.element}-v", f"{one.question.number} {sentence}") for sentence in sentences]
        return found

    @property
    def unread(self) -> int:
        """How many answers of this form could not be read, and so are not stored."""
        return len(self.posted.problems)

    @property
    def position(self) -> int:
        return [one.section.code for one in self.progress].index(self.section.code) + 1

    @property
    def previous(self) -> str:
        return self._neighbour(-1)

    @property
    def next(self) -> str:
        return self._neighbour(1)

    @property
    def percent(self) -> float:
        mine = self.progress[self.position - 1]
        return 100 * mine.answered / mine.questions

    def read(self, data: Mapping[str, str]) -> Posted:
        """Read what the form of this section sent."""
        posted = Posted(base=_number(data.get("base", "")))
        for one in self.fields:
            if one.element in data or one.element + NOTHING in data:
                read_field(one.question, data, self.answers.get(one.element), posted)
        for check in self.edition.checks:
            if REASON + check.id in data:
                posted.reasons[check.id] = data[REASON + check.id]
        return posted

    def _neighbour(self, step: int) -> str:
        codes = [one.section.code for one in self.progress]
        place = codes.index(self.section.code) + step
        return codes[place] if 0 <= place < len(codes) else ""

    @cached_property
    def _flags(self) -> dict[str, list[Flag]]:
        """Failed checks by the question of this section at which they stand."""
        mine = [question.element for question in self.section.questions]
        reasons = {**(self.latest.reasons if self.latest else {}), **self.posted.reasons}
        flags: dict[str, list[Flag]] = {}
        for outcome in run_checks(self.edition, self.answers, self.context):
            here = next((element for element in outcome.elements if element in mine), "")
            if here and outcome.failed and not editions.is_unanswered(outcome):
                flags.setdefault(here, []).append(_flag(outcome, reasons))
        return flags

    @cached_property
    def _before(self) -> dict[str, Answer]:
        return settle(self.edition, self.context.last_year or {}, self.context)

    @cached_property
    def _files(self) -> proofs.Files:
        return proofs.files_of(self.submission)

    @cached_property
    def _remarks(self) -> dict[str, list[Finding]]:
        remarks: dict[str, list[Finding]] = {}
        for finding in self.submission.findings.filter(settled_at=None).select_related("by"):
            remarks.setdefault(finding.element, []).append(finding)
        return remarks

    def _field(self, question: Question) -> Field:
        element = question.element
        answer = self.answers.get(element)
        prefilled = register.prefill(question, self.submission, self.user) if answer is None else ""
        reading = self.posted.problems.get(element)
        text = shown(answer, None) if answer is not None and not isinstance(answer, dict) else prefilled
        options = options_for(question, self.context)
        stored = str(answer["nothing"]) if isinstance(answer, dict) else ""
        nothing = self.posted.nothings.get(element, "" if element in self.posted.texts else stored)
        return Field(
            question=question,
            text=self.posted.texts.get(element, text),
            nothing=nothing,
            last=self._last(question),
            problem=reading.problem.id if reading and reading.problem else "",
            choices=tuple(choice.label.id for choice in reading.choices) if reading else (),
            flags=tuple(self._flags.get(element, [])),
            remarks=tuple(self._remarks.get(element, [])),
            options=tuple((one.value, one.label.id) for one in question.options if one.value in options),
            prefilled=prefilled,
            fixed=register.fixed(question, self.submission),
            files=tuple(self._files.get(element, ())),
        )

    def _last(self, question: Question) -> str:
        if self.context.last_year is None or question.personal or not question.is_number:
            return ""
        return shown(to_value(self._before.get(question.element)), question)


def steps(pages: list[Progress], urls: Mapping[str, str], current: str, review_url: str) -> Iterator[components.Step]:
    """The sections of a return as a list of steps, the last one "Periksa dan kirim"."""
    for one in pages:
        note, tone = _note(one)
        yield components.Step(
            url=urls[one.section.code],
            label=one.section.title.id,
            lozenge="full" if one.is_complete else "half" if one.answered else "empty",
            note=note,
            tone=tone,
            current=one.section.code == current,
        )
    yield components.Step(review_url, "Periksa dan kirim", current=current == "review")


def _note(one: Progress) -> tuple[str, str]:
    if one.must_fix:
        return f"{one.must_fix} perbaikan", "stop"
    if one.answered < one.questions:
        return f"{one.answered} dari {one.questions}", ""
    return ("lengkap, bertanda", "warn") if one.explain else ("lengkap", "")


def _flag(outcome: Outcome, reasons: Mapping[str, str]) -> Flag:
    return Flag(outcome.check_id, outcome.severity, outcome.message.id, reasons.get(outcome.check_id, ""))


def read_field(question: Question, data: Mapping[str, str], current: Answer | None, posted: Posted) -> None:
    """Read what a form sent for one question into `posted`: an answer, or the problem with the text as it was typed."""
    element, text = question.element, data.get(question.element, "")
    nothing = NOTHINGS.get(data.get(element + NOTHING, ""))
    reading = Reading(nothing) if nothing is not None else read_answer(question, text, current)
    if reading.choices and element + CHOICE in data:
        place = min(_number(data[element + CHOICE]), len(reading.choices) - 1)
        chosen = reading.choices[place].answer
        # A chosen decimal still has to be a whole number where the question asks for one.
        reading = Reading(chosen) if isinstance(chosen, dict | str) else read_answer(question, chosen)
    if reading.problem is not None:
        posted.problems[element] = reading
        posted.texts[element] = text
    else:
        posted.answers[element] = reading.answer


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
