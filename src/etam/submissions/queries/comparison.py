"""One return beside last year's: value, change, flags, reasons and remarks, by section."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from etam.evidence.beside import Held
from etam.questionnaire import Answer, Outcome, Question, Section, run_checks, settle
from etam.submissions import editions, register
from etam.submissions.models import Finding, Submission
from etam.submissions.queries import proofs


@dataclass(frozen=True)
class Row:
    """One question: last year's answer, this year's, and what is to be said about it."""

    question: Question
    before: Answer | None
    now: Answer | None
    outcomes: tuple[Outcome, ...]
    reasons: Mapping[str, str]
    remarks: tuple[Finding, ...]
    files: tuple[Held, ...] = ()

    @property
    def element(self) -> str:
        return self.question.element

    @property
    def tone(self) -> str:
        """ "stop", "warn" or "": the strongest flag."""
        severities = {outcome.severity for outcome in self.outcomes}
        return "stop" if "must_fix" in severities else "warn" if severities or self.remarks else ""

    @property
    def change(self) -> float | None:
        """Change in per cent of last year's value; None when there is nothing to compare or last year was 0."""
        before, now = _number(self.before), _number(self.now)
        return None if before is None or now is None or before == 0 else 100 * (now - before) / before

    @property
    def change_word(self) -> str:
        """What stands instead of a percentage, where there is none."""
        if not self.question.is_number:
            return self._text_word
        before, now = _number(self.before), _number(self.now)
        if before == 0 and now is not None:
            return "tetap" if now == 0 else "dari nol"
        if before is not None and isinstance(self.now, dict) and self.now["nothing"] == "missing":
            return "dulu ada, kini tidak ada data"
        return ""

    @property
    def _text_word(self) -> str:
        if self.question.personal or self.before is None or self.now is None:
            return ""
        return "tetap" if self.before == self.now else "berubah"

    @property
    def needs_reason(self) -> bool:
        return any(outcome.severity == "explain" for outcome in self.outcomes)

    @property
    def given_reasons(self) -> list[str]:
        """What the operator wrote about the flags, each text once."""
        given = (self.reasons.get(outcome.check_id, "") for outcome in self.outcomes)
        return list(dict.fromkeys(text for text in given if text))

    @property
    def flag_word(self) -> str:
        if not self.outcomes:
            return ""
        return "Harus diperbaiki" if self.tone == "stop" else "Perlu dilihat"


class Comparison:
    """A return beside the one of the period before.

    `with_personal` is for those who work on it: they read names and numbers, and fetch the evidence.
    """

    def __init__(self, submission: Submission, *, with_personal: bool):
        self.submission = submission
        self.with_personal = with_personal
        self.edition = editions.of_round(submission.round)

    @cached_property
    def sections(self) -> list[tuple[Section, list[Row]]]:
        """Sections with their rows; empty sections are left out."""
        found = [(section, self._rows(section)) for section in self.edition.sections]
        return [(section, rows) for section, rows in found if rows]

    @property
    def rows(self) -> Iterable[Row]:
        return (row for _, rows in self.sections for row in rows)

    @cached_property
    def flagged(self) -> int:
        """How many questions carry a flag."""
        return sum(bool(outcomes) for outcomes in self._outcomes.values())

    def _rows(self, section: Section) -> list[Row]:
        shown = (question for question in section.questions if self.with_personal or not question.personal)
        rows = [self._row(question) for question in shown]
        # Kind and place stand in the head of the page; they are worth a row only when a check objects to them.
        return [row for row in rows if row.tone or row.files or row.question.prefill not in register.FIXED]

    def _row(self, question: Question) -> Row:
        latest = self.submission.latest
        return Row(
            question=question,
            before=self._before.get(question.element),
            now=self._answers.get(question.element),
            outcomes=tuple(self._outcomes.get(question.element, [])),
            reasons=latest.reasons if latest else {},
            remarks=tuple(self._remarks.get(question.element, [])),
            files=tuple(self.files.get(question.element, ())),
        )

    @cached_property
    def files(self) -> proofs.Files:
        """The files that support the answers, by question."""
        return proofs.files_of(self.submission, with_links=self.with_personal)

    @cached_property
    def _context(self) -> Any:
        return editions.context_of(self.submission)

    @cached_property
    def _answers(self) -> dict[str, Answer]:
        latest = self.submission.latest
        return settle(self.edition, latest.answers if latest else {}, self._context)

    @cached_property
    def _before(self) -> dict[str, Answer]:
        last = self._context.last_year
        return {} if last is None else settle(self.edition, last, self._context)

    @cached_property
    def _outcomes(self) -> dict[str, list[Outcome]]:
        latest = self.submission.latest
        found: dict[str, list[Outcome]] = {}
        for outcome in run_checks(self.edition, latest.answers if latest else {}, self._context):
            if outcome.failed and not editions.is_unanswered(outcome):
                found.setdefault(outcome.elements[0], []).append(outcome)
        return found

    @cached_property
    def _remarks(self) -> dict[str, list[Finding]]:
        found: dict[str, list[Finding]] = {}
        for finding in self.submission.findings.select_related("by"):
            found.setdefault(finding.element, []).append(finding)
        return found


def _number(answer: Answer | None) -> float | None:
    return float(answer) if isinstance(answer, int | float) and not isinstance(answer, bool) else None
