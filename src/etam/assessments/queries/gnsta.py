"""The six tertib of GNSTA as audits and the archive inventory tell of them, and the inventory itself.

No official rule makes one value of a tertib, so none is made: every source is shown as it is. The mean of the audit
values that speak of one tertib alone stands in the overview, marked as our own reading.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from statistics import fmean
from typing import Any

from etam.assessments.models import Assessment, Sheet
from etam.assessments.queries.programmes import government_of
from etam.content.gnsta import Gnsta, Source, Tertib, latest_gnsta
from etam.institutions.models import Institution, Region
from etam.questionnaire import Instrument, Question
from etam.questionnaire.instrument import ScoreNode
from etam.submissions.editions import available
from etam.submissions.queries.accepted import accepted_answers, periods_of
from etam.web.formats import kind_of_nothing, number

INVENTORY = "archive-inventory"
YES, NO = "ya", "tidak"
OPEN, MISSING, NOT_APPLICABLE = "open", "missing", "not_applicable"
"""Why a source says nothing: nothing official yet, no data though it was asked, or it is not asked of this office."""
STATE = Assessment.State


@dataclass(frozen=True)
class Reading:
    """What one source says of one institution: a value (a number or a word), or the kind of its nothing."""

    value: float | str | None = None
    nothing: str = ""


@dataclass(frozen=True)
class Told:
    """What one source says of one or several institutions.

    `mean` is of the numbers; `yes` of `answered` said yes; `words` are the answers that are neither. Without any,
    `nothing` says why.
    """

    source: Source
    label: str
    unit: str
    is_percent: bool
    numbers: tuple[float, ...]
    words: tuple[str, ...]
    nothing: str

    @property
    def mean(self) -> float | None:
        return fmean(self.numbers) if self.numbers else None

    @property
    def total(self) -> float:
        return sum(self.numbers)

    @property
    def is_yes_no(self) -> bool:
        return bool(self.words) and set(self.words) <= {YES, NO}

    @property
    def yes(self) -> int:
        return self.words.count(YES)

    @property
    def of_audit(self) -> bool:
        return bool(self.source.node)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Each word with how often it was given."""
        return [(word, self.words.count(word)) for word in dict.fromkeys(self.words)]


@dataclass(frozen=True)
class Cell:
    """One tertib of one row. `value` is the mean of the audit values that speak of it alone, 0–100."""

    tertib: Tertib
    told: tuple[Told, ...]

    @property
    def alone(self) -> list[Told]:
        """The sources that speak of this tertib alone."""
        return [one for one in self.told if not one.source.is_wider]

    @property
    def value(self) -> float | None:
        means = [one.mean for one in self.alone if one.of_audit and one.mean is not None]
        return fmean(means) if means else None

    @property
    def wider(self) -> float | None:
        """An audit value that speaks of other things too; shown, never taken for the tertib."""
        return next((one.mean for one in self.told if one.source.is_wider and one.mean is not None), None)

    @property
    def yes(self) -> tuple[int, int] | None:
        """How many yes-or-no answers say yes, of how many."""
        asked = [one for one in self.alone if one.is_yes_no]
        return (sum(one.yes for one in asked), sum(len(one.words) for one in asked)) if asked else None

    @property
    def nothing(self) -> str:
        """Why there is nothing to show at all; "" where there is something."""
        if any(one.numbers or one.words for one in self.told):
            return ""
        return _most_telling(one.nothing for one in self.told)

    @property
    def note(self) -> str:
        """What stands under the value, in a few words."""
        if self.yes:
            return f"{number(self.yes[0])} dari {number(self.yes[1])} ada"
        counted = next((one for one in self.alone if one.numbers and not one.of_audit), None)
        if counted is None:
            return ""
        if counted.is_percent:
            return f"{counted.label} {number(counted.mean or 0, 0)}%"
        return f"{number(counted.total)} {counted.unit}".strip()


@dataclass(frozen=True)
class Row:
    """A government, or one office: what its six tertib look like."""

    key: str
    name: str
    institutions: tuple[Institution, ...]
    cells: tuple[Cell, ...]


class Tertibs:
    """The six tertib of a year over some institutions, four queries whatever their number."""

    def __init__(self, institutions: Sequence[Institution], year: int):
        self.institutions, self.year = list(institutions), year

    @cached_property
    def content(self) -> Gnsta:
        return latest_gnsta()

    @cached_property
    def instruments(self) -> dict[str, Instrument]:
        """The newest edition of every instrument that a source names; it gives the words."""
        wanted = {source.instrument for tertib in self.content.tertib for source in tertib.sources} | {INVENTORY}
        # The newest stands first, so that it is written last.
        return {one.code: one for one in reversed(available()) if one.code in wanted}

    @cached_property
    def inventory(self) -> Mapping[int, Mapping[str, Any]]:
        """Accepted answers of the inventory by key of the institution."""
        return accepted_answers(INVENTORY, self.year, self.institutions)

    def governments(self, regions: Iterable[Region]) -> list[Row]:
        """One row for each government."""
        grouped: dict[str, list[Institution]] = defaultdict(list)
        for one in self.institutions:
            grouped[government_of(one)].append(one)
        return [self._row(one.code, one.short_name, grouped.get(one.code, [])) for one in regions]

    def offices(self) -> list[Row]:
        """One row for each institution."""
        return [self._row(one.code, one.name, [one]) for one in self.institutions]

    def _row(self, key: str, name: str, found: Sequence[Institution]) -> Row:
        return Row(key, name, tuple(found), tuple(self._cell(tertib, found) for tertib in self.content.tertib))

    def _cell(self, tertib: Tertib, found: Sequence[Institution]) -> Cell:
        return Cell(tertib, tuple(self._told(source, found) for source in tertib.sources))

    def _told(self, source: Source, found: Sequence[Institution]) -> Told:
        readings = [self._reading(source, one) for one in found]
        values = [one.value for one in readings if one.value is not None]
        label, unit, is_percent = self._label(source)
        return Told(
            source=source,
            label=label,
            unit=unit,
            is_percent=is_percent,
            numbers=tuple(value for value in values if not isinstance(value, str)),
            words=tuple(value for value in values if isinstance(value, str)),
            nothing="" if values else _most_telling([one.nothing for one in readings] or [OPEN]),
        )

    def _reading(self, source: Source, institution: Institution) -> Reading:
        if institution.kind not in self.instruments[source.instrument].asks:
            return Reading(nothing=NOT_APPLICABLE)
        if source.instrument == INVENTORY:
            return _answer(self.inventory.get(institution.pk), source.element)
        return self._audited(source, self._audits.get((institution.pk, source.instrument), []))

    def _audited(self, source: Source, audits: Sequence[Assessment]) -> Reading:
        """The mean over the units of an office; one answer of the office where the source is a question."""
        if not audits:
            return Reading(nothing=OPEN)
        if source.element:
            return _answer(self._answers.get(audits[0].pk), source.element)
        values = [dict(one.nodes)[source.node] for one in audits if source.node in dict(one.nodes)]
        return Reading(fmean(values)) if values else Reading(nothing=NOT_APPLICABLE)

    @cached_property
    def _audits(self) -> dict[tuple[int, str], list[Assessment]]:
        rows = Assessment.objects.filter(
            institution__in=self.institutions, year=self.year, final_score__isnull=False, programme__isnull=False
        ).exclude(state=STATE.WITHDRAWN)
        found = defaultdict(list)
        for one in rows.order_by("pk"):
            found[one.institution_id, one.instrument_code].append(one)
        return dict(found)

    @cached_property
    def _answers(self) -> dict[int, Mapping[str, Any]]:
        """The moderated answers of the audits that a source asks a question of, by key of the assessment."""
        asked = {source.instrument for tertib in self.content.tertib for source in tertib.sources if source.element}
        keys = [one.pk for (_, code), audits in self._audits.items() if code in asked for one in audits]
        sheets = Sheet.objects.filter(assessment__in=keys, side=Sheet.Side.FINAL).select_related("latest")
        return {one.assessment_id: one.answers for one in sheets}

    def _label(self, source: Source) -> tuple[str, str, bool]:
        """The words for a source, its unit, and whether it is a share."""
        edition = self.instruments[source.instrument]
        if source.element:
            question = edition.question(source.element)
            return question.short.id, question.unit.id if question.unit else "", question.type == "percent"
        node = _node(edition.scoring.root, source.node) if edition.scoring else None
        return (f"{source.node} {node.label.id}" if node else source.node), "", True


@dataclass(frozen=True)
class InventoryRow:
    """What one office's accepted inventory says: the answer to each question asked for, `None` where there is none."""

    institution: Institution
    answers: tuple[tuple[Question, Reading, str], ...]
    has_return: bool


def inventory_questions(edition: Instrument) -> list[Question]:
    """The questions of the inventory that make columns; the basis of a yes stands in the cell of its yes."""
    return [one for one in edition.questions if not one.element.endswith("_basis")]


def inventory_rows(tertibs: Tertibs) -> list[InventoryRow]:
    """The inventory, one row for each institution."""
    questions = inventory_questions(tertibs.instruments[INVENTORY])
    rows = []
    for one in tertibs.institutions:
        answers = tertibs.inventory.get(one.pk)
        basis = [str((answers or {}).get(f"{question.element}_basis") or "") for question in questions]
        cells = [
            (question, _answer(answers, question.element), text if not text.startswith("{") else "")
            for question, text in zip(questions, basis, strict=True)
        ]
        rows.append(InventoryRow(one, tuple(cells), answers is not None))
    return rows


def years(audited: Iterable[int]) -> list[int]:
    """The years of which audits or inventories tell, the latest first."""
    return sorted({*audited, *periods_of(INVENTORY)}, reverse=True)


def finding(rows: Sequence[Row], content: Gnsta, year: int) -> str:
    """What the table says, as its title: the tertib that is lowest, and where it was seen."""
    means = []
    for place, tertib in enumerate(content.tertib):
        values = [row.cells[place].value for row in rows]
        known = [value for value in values if value is not None]
        if known:
            means.append((fmean(known), tertib, len(known)))
    if not means:
        return f"Belum ada hasil audit {year} yang menunjukkan tertib arsip"
    value, tertib, count = min(means, key=lambda one: one[0])
    title = tertib.title["id"].removeprefix("Tertib ")
    return f"Tertib {title} paling rendah pada {year}: rata-rata {number(value, 1)} dari {number(count)} yang diaudit"


def _answer(answers: Mapping[str, Any] | None, element: str) -> Reading:
    if answers is None:
        return Reading(nothing=OPEN)
    answer = answers.get(element)
    nothing = kind_of_nothing(answer)
    if answer is None or nothing is not None:
        return Reading(nothing=nothing or MISSING)
    return Reading(answer if isinstance(answer, str) else float(answer))


def _most_telling(kinds: Iterable[str]) -> str:
    """The nothing that asks for most: something still to come, then data that are lacking, then what cannot be."""
    found = set(kinds)
    return next((kind for kind in (OPEN, MISSING) if kind in found), NOT_APPLICABLE)


def _node(root: ScoreNode, code: str) -> ScoreNode | None:
    nodes = [root]
    while nodes:
        node = nodes.pop()
        if node.code == code:
            return node
        nodes += node.parts
    return None
