"""How an assessment stands: in one sentence, component by component, and what its evidence lacks."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from etam.assessments import editions
from etam.assessments.models import Assessment, Sheet
from etam.content.files import versions
from etam.evidence import queries as evidence
from etam.evidence.models import Evidence
from etam.questionnaire import Answers, Question, Score, ScoredNode, applicable, instrument_folder
from etam.questionnaire.instrument import Grade
from etam.web.formats import number

State, Side = Assessment.State, Sheet.Side
PLACE = "assessment"
DEEPEST = 2


@dataclass(frozen=True)
class Component:
    """A node of the tree of weights under one or more sheets: `values` has one scored node each, in their order.

    `share` is what it weighs among its sisters in per cent, as the first sheet has it; None where it does not apply.
    """

    node: ScoredNode
    depth: int
    share: float | None
    values: tuple[ScoredNode, ...]


def components(scores: Sequence[Score], deepest: int = DEEPEST) -> list[Component]:
    """The nodes below the total, in the order of the tree, down to a depth at which people still read them."""
    return list(_below([score.root for score in scores], 1, deepest))


@dataclass
class EvidenceStanding:
    """What must be looked after before the evidence holds: (question or None, file), and questions without any."""

    missing: list[Question] = field(default_factory=list)
    expired: list[tuple[Question | None, Evidence]] = field(default_factory=list)
    expires_soon: list[tuple[Question | None, Evidence]] = field(default_factory=list)
    withdrawn: list[tuple[Question | None, Evidence]] = field(default_factory=list)
    files: int = 0

    @property
    def count(self) -> int:
        return len(self.missing) + len(self.expired) + len(self.expires_soon) + len(self.withdrawn)


def evidence_of(assessment: Assessment, answers: Answers, day: date) -> EvidenceStanding:
    """How the evidence of an assessment stands on a day, in the order of the questions; one query."""
    edition = editions.instrument_of(assessment)
    used, found = files_of(assessment), EvidenceStanding()
    for element in sorted(used, key=_order(edition.elements)):
        for one in used[element]:
            found.files += 1
            state = evidence.state_on(one, day)
            if state != "valid":
                getattr(found, state).append((edition.by_element.get(element), one))
    for question in applicable(edition, editions.context_of(assessment), answers):
        is_out = answers.get(question.element) == {"nothing": "not_applicable"}
        if question.evidence and question.element not in used and not is_out:
            found.missing.append(question)
    return found


def files_of(assessment: Assessment) -> dict[str, list[Evidence]]:
    """The files that support the institution's answers, by question."""
    return evidence.uses(PLACE, assessment.pk)


def finding(assessment: Assessment, sheets: Sequence[Sheet], own: Sheet | None, open_counts: dict[int, int]) -> str:
    """The sentence that a page about an assessment begins with, for somebody who may see `sheets`.

    `own` is the reader's own blind sheet; `open_counts` says how many questions a sheet leaves open, by its key.
    """
    state = assessment.state
    if state == State.WITHDRAWN:
        return "Dibatalkan"
    if state == State.DETERMINED:
        return f"Ditetapkan {result(assessment)}"
    if state == State.PLANNED:
        return "Niat tercatat, penilaian mandiri belum dimulai" if assessment.is_accreditation else "Belum dibuka"
    final = next((one for one in sheets if one.side == Side.FINAL), None)
    if final is not None and state in (State.MODERATING, State.RESPONDING):
        word, grade = ("sementara" if state == State.RESPONDING else "moderasi"), grade_of(assessment, final)
        told = f"{spread(final)} ({grade.code})" if grade else spread(final)
        return f"Hasil {word}: {told}{_left(open_counts.get(final.pk, 0), 'belum disepakati')}"
    if own is not None and state == State.SCORING:
        return f"Nilai Anda: {spread(own)}{_left(open_counts.get(own.pk, 0), 'belum Anda nilai')}"
    self_sheet = next((one for one in sheets if one.side == Side.SELF), None)
    if self_sheet is None:
        return assessment.get_state_display()
    return f"Penilaian mandiri: {spread(self_sheet)}{_left(open_counts.get(self_sheet.pk, 0), 'belum dijawab')}"


def result(assessment: Assessment) -> str:
    """The official result, "62,50 (B)"; what was determined before, while it is open again."""
    if assessment.final_score is None:
        return ""
    grade = f" ({assessment.final_grade})" if assessment.final_grade else ""
    return f"{number(assessment.final_score, editions.scheme_of(assessment).shown_decimals)}{grade}"


def spread(sheet: Sheet) -> str:
    """The score of a sheet, "71,4 sampai 78,2" while questions are open."""
    low, high = number(sheet.low, 1), number(sheet.high, 1)
    return number(sheet.low, 2) if sheet.low == sheet.high else f"{low} sampai {high}"


def grade_of(assessment: Assessment, sheet: Sheet) -> Grade | None:
    """The grade that both ends of a sheet's score fall in under the scheme, if there is one."""
    scheme = editions.scheme_of(assessment)
    low, high = scheme.grade(sheet.low), scheme.grade(sheet.high)
    return low if low is not None and high is not None and low.code == high.code else None


def newer_editions(assessment: Assessment) -> list[str]:
    """The versions of the instrument that are newer than the one the assessment was opened with, the newest first."""
    folder = instrument_folder(assessment.instrument_code, assessment.instrument_version).parent
    known = _versions(folder)
    place = known.index(assessment.instrument_version) if assessment.instrument_version in known else -1
    return known[place + 1 :][::-1]


def other_editions(assessment: Assessment) -> list[str]:
    """Every other version of the instrument, the newest first."""
    folder = instrument_folder(assessment.instrument_code, assessment.instrument_version).parent
    return [one for one in reversed(_versions(folder)) if one != assessment.instrument_version]


def has_changed_edition(assessment: Assessment) -> bool:
    """Whether the edition's file is no longer the one that the assessment was opened with."""
    return editions.instrument_of(assessment).checksum != assessment.instrument_checksum


def _versions(folder: Path) -> list[str]:
    return [one.name for one in versions(folder)] if folder.is_dir() else []


def _left(count: int, what: str) -> str:
    return f"; {number(count)} pertanyaan {what}" if count else ""


def _order(elements: Sequence[str]) -> Callable[[str], int]:
    places = {element: place for place, element in enumerate(elements)}
    return lambda element: places.get(element, -1)


def _below(nodes: Sequence[ScoredNode], depth: int, deepest: int) -> Iterator[Component]:
    if depth > deepest:
        return
    for parts in zip(*(node.parts for node in nodes), strict=True):
        first = parts[0]
        yield Component(first, depth, 100 * first.weight if first.weight else None, tuple(parts))
        yield from _below(parts, depth + 1, deepest)
