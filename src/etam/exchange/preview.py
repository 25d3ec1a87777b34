"""What an upload would do, before it does it."""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from typing import Any

from etam.exchange.queries import contexts, registry_answers
from etam.exchange.reading import Reading, ReadRow, Trouble
from etam.questionnaire import Answer, Answers, Context, Instrument, applies, run_checks, unanswered
from etam.submissions import editions
from etam.submissions.actions.saving import clashes, merge, refuse_unfillable
from etam.submissions.exceptions import SubmissionProblem
from etam.submissions.models import Revision, Round, Submission

NEW, CHANGED, UNCHANGED, CONFLICT, REFUSED = "new", "changed", "unchanged", "conflict", "refused"
STORABLE = (NEW, CHANGED)


@dataclass(frozen=True)
class Change:
    """One answer as it is stored (None: not answered) and as it would become."""

    element: str
    old: Answer | None
    new: Answer


@dataclass(frozen=True)
class PreviewRow:
    """What would become of one institution.

    `revision` is the one the preview was made against; `notes` say why a row is refused or in conflict; `must_fix` and
    `explain` are sentences of failed checks, which do not keep a draft from being stored.
    """

    institution: str
    name: str
    state: str
    revision: int = 0
    submission: int | None = None
    changes: tuple[Change, ...] = ()
    reasons: Mapping[str, str] = field(default_factory=dict)
    notes: tuple[str, ...] = ()
    must_fix: tuple[str, ...] = ()
    explain: tuple[str, ...] = ()
    open_questions: int = 0

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> "PreviewRow":
        return cls(**{**data, "changes": tuple(Change(**change) for change in data["changes"])})

    def to_json(self) -> dict[str, Any]:
        return asdict(self)

    @property
    def answers(self) -> dict[str, Answer]:
        return {change.element: change.new for change in self.changes}


def build(
    round_: Round, reading: Reading, submissions: Mapping[str, Submission], *, at: datetime
) -> tuple[PreviewRow, ...]:
    """What the file would change, row by row; `submissions` are those the sender may fill in, by institution code."""
    rows = [(read, submissions.get(read.institution)) for read in reading.rows]
    known = [submission for _, submission in rows if submission is not None]
    preview = _Preview(round_, editions.of_round(round_), contexts(round_, known), _bases(rows), at)
    return tuple(preview.row(read, submission) for read, submission in rows)


def _bases(rows: Iterable[tuple[ReadRow, Submission | None]]) -> dict[tuple[int, int], Answers]:
    """The answers that templates were made from, where somebody has saved since."""
    wanted = {
        (submission.pk, read.revision)
        for read, submission in rows
        if submission is not None and submission.latest is not None and submission.latest.number != read.revision
    }
    found = Revision.objects.filter(
        submission__in={pk for pk, _ in wanted}, number__in={number for _, number in wanted}
    ).values_list("submission_id", "number", "answers")
    return {(pk, number): answers for pk, number, answers in found.iterator() if (pk, number) in wanted}


@dataclass(frozen=True)
class _Preview:
    round: Round
    instrument: Instrument
    contexts: Mapping[int, Context]
    bases: Mapping[tuple[int, int], Answers]
    at: datetime

    def row(self, read: ReadRow, submission: Submission | None) -> PreviewRow:
        if submission is None:
            return PreviewRow(read.institution, read.institution, REFUSED, notes=self._stranger(read))
        latest = submission.latest
        known = PreviewRow(
            read.institution,
            submission.institution.name,
            REFUSED,
            latest.number if latest else 0,
            submission.pk,
        )
        if notes := self._troubles(read, submission):
            return replace(known, notes=notes)
        compared = self._compared(read, submission, known)
        why = "" if compared.state == UNCHANGED else self._closed(submission)
        return replace(known, notes=(why,)) if why else compared

    def _stranger(self, read: ReadRow) -> tuple[str, ...]:
        if read.troubles and not read.institution:
            return tuple(map(str, read.troubles))
        return (
            f"Lembaga {read.institution} bukan tugas Anda pada {self.round.title}, jadi barisnya tidak dibaca. "
            "Periksa kodenya, atau minta petugas yang berwenang mengunggahnya.",
        )

    def _closed(self, submission: Submission) -> str:
        """Why the answers of this institution may not change now; a workbook may hold it all the same, unchanged."""
        try:
            refuse_unfillable(submission, self.at)
        except SubmissionProblem as problem:
            return str(problem)
        return ""

    def _troubles(self, read: ReadRow, submission: Submission) -> tuple[str, ...]:
        """Cells that cannot be read, and answers to questions that are not put to the institution."""
        context = self.contexts[submission.pk]
        troubles = [str(trouble) for trouble in read.troubles]
        troubles += [
            str(Trouble("tidak berlaku bagi lembaga ini. Kosongkan selnya.", *read.places[element], question.short.id))
            for element in read.answers
            if not applies(question := self.instrument.question(element), {}, context)
            and not isinstance(read.answers[element], dict)
        ]
        return tuple(troubles)

    def _compared(self, read: ReadRow, submission: Submission, known: PreviewRow) -> PreviewRow:
        context = self.contexts[submission.pk]
        latest: Answers = submission.latest.answers if submission.latest else {}
        base = latest if known.revision == read.revision else self.bases.get((submission.pk, read.revision), {})
        mine = self._answers(read, submission, base, context)
        if clashing := clashes(latest, base, mine):
            names = ", ".join(self.instrument.question(clash.element).short.id for clash in clashing)
            note = (
                f"Setelah templat ini diunduh, jawaban yang sama diubah orang lain: {names}. Tidak ada yang ditimpa. "
                "Unduh templat baru, atau perbaiki lewat formulir."
            )
            return replace(known, state=CONFLICT, notes=(note,))
        merged = merge(latest, base, mine)
        changes = tuple(
            Change(element, latest.get(element), answer)
            for element, answer in merged.items()
            if answer != latest.get(element)
        )
        state = UNCHANGED if not changes else CHANGED if latest else NEW
        row = replace(known, state=state, changes=changes)
        # What a file leaves as it was needs no second opinion; the return's own page shows its checks.
        return self._checked(read, submission, merged, row) if changes or read.reason else row

    def _answers(self, read: ReadRow, submission: Submission, base: Answers, context: Context) -> dict[str, Answer]:
        """What the person wrote, completed by the register; nothing when every cell is as the template had it."""
        questions = self.instrument.by_element
        put = {name: answer for name, answer in read.answers.items() if applies(questions[name], {}, context)}
        known = registry_answers(self.instrument, submission)
        if all(answer == base.get(name, known.get(name)) for name, answer in put.items()):
            return {}
        proposed = {
            name: answer for name, answer in known.items() if name not in base and applies(questions[name], {}, context)
        }
        return {**proposed, **put}

    def _checked(self, read: ReadRow, submission: Submission, merged: Answers, row: PreviewRow) -> PreviewRow:
        context = self.contexts[submission.pk]
        outcomes = [one for one in run_checks(self.instrument, merged, context) if one.failed]
        flags = [one for one in outcomes if not editions.is_unanswered(one)]
        asked = [one for one in flags if one.severity == "explain"]
        stored: Mapping[str, str] = submission.latest.reasons if submission.latest else {}
        reasons = {
            one.check_id: read.reason for one in asked if read.reason and stored.get(one.check_id) != read.reason
        }
        told = reasons.keys() | {check for check, reason in stored.items() if reason}
        return replace(
            row,
            state=CHANGED if reasons and row.state == UNCHANGED else row.state,
            reasons=reasons,
            must_fix=tuple(_placed(read, one.elements, one.message.id) for one in flags if one.severity == "must_fix"),
            explain=tuple(_placed(read, one.elements, one.message.id) for one in asked if one.check_id not in told),
            open_questions=len(unanswered(self.instrument, merged, context)),
        )


def _placed(read: ReadRow, elements: Iterable[str], sentence: str) -> str:
    """The sentence of a check with the cell of its first question that the file holds."""
    place = next((read.places[element] for element in elements if element in read.places), None)
    return f"Baris {place[0]}, kolom {place[1]}: {sentence}" if place else sentence
