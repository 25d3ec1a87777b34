"""What is already known about the questions of an accreditation: figures of the latest accepted return, the directory.

An instrument says beside each question what it rests on. Where it also says which answer follows, that answer is
proposed; elsewhere the figure goes into the question's note, with where it is from, and the person answers.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from etam.assessments import editions
from etam.assessments.models import Assessment, Sheet, SheetRevision
from etam.institutions.models import Institution
from etam.questionnaire import Answer, Answers, Known, Question, known_about
from etam.submissions.models import Figure, Revision, Submission
from etam.web.formats import day, figure, number

Side, Channel = Sheet.Side, SheetRevision.Channel


@dataclass(frozen=True)
class Source:
    """The latest accepted return of an institution under one instrument."""

    period: int
    accepted_on: date | None
    answers: Answers

    @property
    def told(self) -> str:
        accepted = f", diterima {day(self.accepted_on)}" if self.accepted_on else ""
        return f"dari isian {self.period}{accepted}"


@dataclass(frozen=True)
class Fact:
    """One known figure with where it is from, in words."""

    known: Known
    told: str

    @property
    def text(self) -> str:
        """The figure itself: "Judul tercetak dan digital menurut isian tahunan: 880 judul"."""
        source = self.known.source
        unit = f" {source.unit.id}" if source.unit and source.unit.id != "%" else source.unit.id if source.unit else ""
        return f"{source.label.id}: {figure(self.known.value)}{unit}"

    @property
    def lacks(self) -> str:
        """What is missing to the minimum that a rule names; "" where nothing is or no rule names one."""
        source, short = self.known.source, self.known.short
        if not short or source.at_least is None:
            return ""
        unit = f" {source.unit.id}" if source.unit else ""
        return f"kurang {number(short)}{unit} dari {number(source.at_least.value)}"

    @property
    def is_unverified(self) -> bool:
        """Whether the minimum that it is held to has no official source."""
        return self.known.source.at_least is not None and self.known.source.at_least.origin.is_unverified


@dataclass(frozen=True)
class Fill:
    """What the newest data would put at one question, beside what stands there.

    `answer` is None where only a figure is known; `note` is that figure with its origin. `stands` and `stands_note` are
    what the sheet holds now.
    """

    question: Question
    answer: Answer | None
    note: str
    told: str
    stands: Answer | None
    stands_note: str
    is_own_note: bool

    @property
    def fills_answer(self) -> bool:
        return self.answer is not None and self.stands is None

    @property
    def differs(self) -> bool:
        """The person answered otherwise than the newest data say; that answer stays."""
        return self.answer is not None and self.stands is not None and self.stands != self.answer

    @property
    def fills_note(self) -> bool:
        """The figure is news, and nobody wrote a note of their own."""
        return self.answer is None and self.note != self.stands_note and not self.is_own_note


def facts(assessment: Assessment, on: date | None = None) -> dict[str, list[Fact]]:
    """Everything known about the questions, by element; four questions to the database."""
    edition, institution = editions.instrument_of(assessment), assessment.institution
    asked = {source.instrument for question in edition.questions for source in question.known_from if source.instrument}
    returns = {code: latest for code in sorted(asked) if (latest := latest_return(institution, code))}
    register, listed = register_of(institution), f"dari direktori lembaga, {day(on or localdate())}"
    answers = {code: one.answers for code, one in returns.items()}
    found: dict[str, list[Fact]] = {}
    for question in edition.questions:
        for known in known_about(question, answers, register):
            origin = returns.get(known.source.instrument)
            found.setdefault(question.element, []).append(Fact(known, origin.told if origin else listed))
    return found


def fills(assessment: Assessment, sheet: Sheet, on: date | None = None) -> list[Fill]:
    """What the newest data would put on the institution's own sheet, in the order of the questions."""
    edition, known = editions.instrument_of(assessment), facts(assessment, on)
    answers, notes = sheet.answers, sheet.notes
    earlier = list(sheet.revisions.filter(channel=Channel.PREFILL).values_list("notes", flat=True))
    found = []
    for question in edition.questions:
        about = known.get(question.element, [])
        if not about:
            continue
        element = question.element
        proposing = next((one for one in about if one.known.proposes is not None), None)
        note = notes.get(element, "")
        found.append(
            Fill(
                question=question,
                answer=proposing.known.proposes if proposing else None,
                note=_note(about),
                told=(proposing or about[0]).told,
                stands=answers.get(element),
                stands_note=note,
                is_own_note=bool(note) and not any(one.get(element) == note for one in earlier),
            )
        )
    return found


def latest_return(institution: Institution, instrument: str) -> Source | None:
    """The newest return of which the figures count, with its answers; None when nothing was accepted yet.

    Numbers are taken from figures, words from the revision that they were accepted in; personal answers are left out.
    """
    counting = Figure.objects.filter(
        institution=institution, replaced_at=None, revision__submission__round__instrument_code=instrument
    )
    newest = counting.order_by("-period").values("period", "revision").first()
    if newest is None:
        return None
    revision = Revision.objects.select_related("submission__round").get(pk=newest["revision"])
    rows = counting.filter(period=newest["period"]).values_list("element", "number", "nothing")
    numbers: dict[str, Any] = {element: {"nothing": nothing} if nothing else value for element, value, nothing in rows}
    return Source(newest["period"], _accepted_on(revision), {**_words(revision), **numbers})


def register_of(institution: Institution) -> Mapping[str, str]:
    """The fields of the directory that a question may rest on; a number that is none is left out."""
    return {
        "kind": institution.kind,
        "subtype": institution.subtype,
        "library_name": institution.name,
        "institution_name": institution.parent_name or institution.name,
        "npp": institution.npp if institution.npp != "0" else "",
        "npsn": institution.npsn if institution.npsn != "0" else "",
        "address": institution.address,
        "regency": institution.regency_id,
        "province": institution.regency_id.partition(".")[0],
    }


def _note(about: list[Fact]) -> str:
    """The figures as one note, each origin named once."""
    by_origin: dict[str, list[str]] = {}
    for one in about:
        by_origin.setdefault(one.told, []).append(one.text)
    return ". ".join(f"{'; '.join(texts)} ({told})" for told, texts in by_origin.items()) + "."


def _words(revision: Revision) -> dict[str, Any]:
    round_ = revision.submission.round
    edition = editions.instrument(round_.instrument_code, round_.instrument_version)
    return {
        element: answer
        for element, answer in revision.answers.items()
        if isinstance(answer, str) and (question := edition.by_element.get(element)) and not question.personal
    }


def _accepted_on(revision: Revision) -> date | None:
    step = revision.submission.transitions.filter(to_state=Submission.State.ACCEPTED).order_by("-at").first()
    return localdate(step.at) if step else None
