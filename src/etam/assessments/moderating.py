"""Moderation: what each assessor answered side by side, how far they agree, and what the team settles on."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from etam.assessments.filling import Field, SheetPage
from etam.assessments.models import Assessment, Discussion, Sheet
from etam.questionnaire import Agreement, Answer, agreement, largest_disagreements
from etam.web.formats import number

# Landis and Koch (1977): a habit of reading, no rule of law. Each step with the value it reaches up to.
READINGS = (
    (0.0, "tidak lebih baik daripada kebetulan"),
    (0.20, "sangat lemah"),
    (0.40, "lemah"),
    (0.60, "sedang"),
    (0.80, "kuat"),
    (1.0, "hampir sempurna"),
)


@dataclass(frozen=True)
class Opinion:
    """What one assessor answered to a question, with the note and the tests behind it."""

    name: str
    answer: Answer | None
    note: str
    tests: tuple[str, ...]


@dataclass(frozen=True)
class Row:
    """One question in moderation. `gap` is what hangs on the difference, in points of the total; 0 where all agree."""

    field: Field
    theirs: Answer | None
    opinions: tuple[Opinion, ...]
    gap: float
    is_about_applying: bool
    thread: tuple[Discussion, ...]

    @property
    def is_differing(self) -> bool:
        return any(one.answer != self.opinions[0].answer for one in self.opinions)

    @property
    def gap_text(self) -> str:
        """How much of the total hangs on the difference."""
        return f"beda {number(self.gap)} poin dari nilai akhir"


class Moderation:
    """The moderation of one assessment. `page` is the final sheet as a form; `sheets` are those of the assessors."""

    def __init__(self, page: SheetPage, own: Sheet, sheets: Sequence[Sheet]):
        self.page, self.own, self.sheets = page, own, list(sheets)
        self.assessment: Assessment = page.assessment

    @cached_property
    def rows(self) -> list[Row]:
        """Every question that is put to the institution, in the order of the form."""
        return [self._row(field) for field in self.page.fields]

    @property
    def differing(self) -> list[Row]:
        """Where the assessors differ, the question on which most of the total hangs first."""
        return sorted((one for one in self.rows if one.is_differing), key=lambda one: -round(one.gap, 9))

    @property
    def agreed(self) -> list[tuple[str, list[Row]]]:
        """Where they do not, by section: (title, rows)."""
        found = []
        same = {one.field.element: one for one in self.rows if not one.is_differing}
        for part in self.page.parts:
            mine = [same[one.element] for one in part.fields if one.element in same]
            if mine:
                found.append((f"{part.section.number} {part.section.title}", mine))
        return found

    @property
    def open_count(self) -> int:
        """How many questions the team has not settled yet."""
        return self.page.open_count

    @cached_property
    def agreement(self) -> Agreement:
        answers = {str(one.pk): one.answers for one in self.sheets}
        return agreement(self.page.edition, answers, self.page.context)

    @property
    def headline(self) -> str:
        """What the page begins with: on how much the assessors differ."""
        if not self.sheets:
            return "Nilai tiap asesor tidak tercatat"
        if len(self.sheets) == 1:
            return "Satu asesor menilai"
        count = len(self.differing)
        if not count:
            return "Semua asesor memberi nilai yang sama"
        return f"Asesor berbeda pada {'satu' if count == 1 else number(count)} pertanyaan"

    @property
    def kappa(self) -> str:
        """How far the assessors agree, as a sentence."""
        if len(self.sheets) < 2:
            return "Tidak dapat dihitung: perlu nilai dari dua asesor."
        found = self.agreement
        if found.value is None:
            return f"Tidak dapat dihitung. {found.why.id if found.why else ''}".strip()
        return f"{number(found.value, 2)}: {reading(found.value)}"

    @property
    def pairs(self) -> list[tuple[str, str, str]]:
        """Each pair of assessors with their kappa, where there are more than two."""
        names = {str(one.pk): one.owner_name for one in self.sheets}
        found = self.agreement.pairs if len(self.sheets) > 2 else ()
        return [(names[one.first], names[one.second], _value(one.kappa.value)) for one in found]

    @cached_property
    def _gaps(self) -> dict[str, tuple[float, bool]]:
        answers = {str(one.pk): one.answers for one in self.sheets}
        found = largest_disagreements(self.page.edition, answers, self.page.context)
        return {one.question.element: (one.gap, one.is_about_applying) for one in found}

    @cached_property
    def _threads(self) -> dict[str, list[Discussion]]:
        threads: dict[str, list[Discussion]] = defaultdict(list)
        for one in self.assessment.discussions.select_related("by"):
            threads[one.element].append(one)
        return threads

    def _row(self, field: Field) -> Row:
        element = field.element
        opinions = tuple(
            Opinion(
                sheet.owner_name,
                sheet.latest.answers.get(element) if sheet.latest else None,
                sheet.latest.notes.get(element, "") if sheet.latest else "",
                tuple(sheet.latest.tests.get(element, ())) if sheet.latest else (),
            )
            for sheet in self.sheets
        )
        gap, is_about_applying = self._gaps.get(element, (0.0, False))
        theirs = self.own.latest.answers.get(element) if self.own.latest else None
        return Row(field, theirs, opinions, gap, is_about_applying, tuple(self._threads.get(element, ())))


def reading(kappa: float) -> str:
    """What a kappa means in words, as Landis and Koch (1977) read it."""
    return next(words for up_to, words in READINGS if kappa <= up_to or up_to == READINGS[-1][0])


def _value(kappa: float | None) -> str:
    return "tidak dapat dihitung" if kappa is None else number(kappa, 2)
