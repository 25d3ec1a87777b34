"""One office or one government across the years, also on the weights of other editions where the answers allow."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from etam.assessments import editions
from etam.assessments.models import Assessment, Sheet
from etam.assessments.queries.results import grade as grade_of
from etam.assessments.queries.results import value_of
from etam.institutions.models import Institution
from etam.questionnaire.instrument import Grade
from etam.questionnaire.rescore import on_other_weights
from etam.questionnaire.scheme import Range, Scheme, mean, office_value
from etam.web.charts import LineChart, Series, line_chart
from etam.web.formats import listed, number

State, Kind = Assessment.State, Assessment.Kind
Edition = tuple[str, ...]
"""What tells whether two years were measured alike: the editions of the instruments that make the value."""


@dataclass(frozen=True)
class OnEdition:
    """A year's value on one scheme. `lacking` names questions without which it cannot be worked out."""

    scheme: Scheme
    value: Range | None
    grade: Grade | None
    is_own: bool
    lacking: tuple[str, ...] = ()


@dataclass(frozen=True)
class Year:
    """One year: the value on its own scheme, and on each of the others. `objects` were audited, `determined` of them
    have a result.
    """

    year: int
    own: OnEdition
    others: tuple[OnEdition, ...]
    edition: Edition
    objects: int
    determined: int

    @property
    def value(self) -> Range | None:
        return self.own.value

    @property
    def is_certain(self) -> bool:
        return self.own.value is not None and self.own.value.is_certain

    def on(self, version: str) -> OnEdition | None:
        """This year on another version of the scheme, its own included."""
        return next((one for one in (self.own, *self.others) if one.scheme.version == version), None)


@dataclass(frozen=True)
class Comparison:
    """The years of one subject and kind of audit, the earliest first; `schemes` are those in play."""

    name: str
    kind: str
    years: tuple[Year, ...]
    schemes: tuple[Scheme, ...]

    @property
    def kind_label(self) -> str:
        return "audit internal" if self.kind == Kind.INTERNAL else "audit eksternal"

    @property
    def breaks(self) -> list[tuple[Year, Year]]:
        """Neighbouring years that were not measured alike."""
        return [(a, b) for a, b in zip(self.years, self.years[1:], strict=False) if a.edition != b.edition]

    @property
    def lacking(self) -> list[str]:
        """The questions for which some year cannot be put on other weights."""
        return list(dict.fromkeys(name for year in self.years for one in year.others for name in one.lacking))


def compare(name: str, kind: str, audits: Iterable[Assessment]) -> Comparison:
    """Compare the years of these audits, all of one kind and one subject (an office or a government); one query more.

    An internal value is that of the offices' mean, an external one the mean of its audits. A year counts under the
    scheme of its programme; where a year has several, each office is worked out under its own.
    """
    grouped: dict[int, list[Assessment]] = defaultdict(list)
    for one in audits:
        grouped[one.year].append(one)
    answers = _answers([one for rows in grouped.values() for one in rows if one.final_score is not None])
    keys = {(one.scheme_code, one.scheme_version) for rows in grouped.values() for one in rows}
    schemes = [editions.scheme(code, version) for code, version in sorted(keys)]
    years = [_year(year, rows, kind, schemes, answers) for year, rows in sorted(grouped.items())]
    return Comparison(name, kind, tuple(years), tuple(schemes))


def finding(comparison: Comparison) -> str:
    """What the years say, as a title; never a difference across weights that are not the same."""
    known = [one for one in comparison.years if one.is_certain]
    if not known:
        return f"{comparison.name}: belum ada nilai yang lengkap"
    last = known[-1]
    told = f"{_written(last.own)} pada {last.year}"
    if len(known) == 1:
        return f"{comparison.name}: {told}, belum ada tahun lain untuk dibandingkan"
    before = known[-2]
    if before.edition == last.edition:
        return f"{comparison.name}: {_moved(before.own, last.own)} dari {before.year} ke {last.year}"
    same = before.on(last.own.scheme.version)
    if same is not None and same.value is not None and same.value.is_certain:
        return (
            f"{comparison.name}: {_moved(same, last.own)} dari {before.year} ke {last.year} pada bobot "
            f"{last.own.scheme.version}"
        )
    return (
        f"{comparison.name}: {_written(before.own)} pada {before.year} dan {told} tidak dapat dibandingkan: "
        "instrumennya berganti"
    )


def chart(comparison: Comparison) -> LineChart | None:
    """Complete years as lines; a line ends where the instrument changed. None before there is a complete year."""
    known = [one for one in comparison.years if one.is_certain]
    if not known:
        return None
    stretches: list[list[Year]] = []
    for one in known:
        if stretches and stretches[-1][-1].edition == one.edition:
            stretches[-1].append(one)
        else:
            stretches.append([one])
    series = [
        Series(
            f"bobot {stretch[-1].own.scheme.version}: {_written(stretch[-1].own)}",
            [(float(one.year), one.value.low) for one in stretch if one.value],
            "now" if stretch is stretches[-1] else "then",
        )
        for stretch in stretches
    ]
    first, last = known[0].year, known[-1].year
    ticks = (
        [(float(year), str(year)) for year in range(first, last + 1)] if last > first else [(float(first), str(first))]
    )
    mark = (stretches[-1][0].year - 0.5, "instrumen berganti") if len(stretches) > 1 else None
    return line_chart(finding(comparison), series, ticks, write=number, mark=mark)


def _year(
    year: int, rows: Sequence[Assessment], kind: str, schemes: Sequence[Scheme], answers: Mapping[int, Any]
) -> Year:
    own = editions.scheme(rows[-1].scheme_code, rows[-1].scheme_version)
    return Year(
        year,
        _on(own, rows, kind, answers, is_own=True),
        tuple(_on(one, rows, kind, answers) for one in schemes if one.version != own.version),
        _edition(own, rows, kind),
        len(rows),
        sum(one.final_score is not None for one in rows),
    )


def _edition(scheme: Scheme, rows: Sequence[Assessment], kind: str) -> Edition:
    """The instruments that make the value by the scheme, whether or not each was used, and those used besides."""
    parts = [one for one in scheme.parts if bool(one.weight) == (kind == Kind.INTERNAL)]
    meant = {f"{one.instrument}/{one.version}" for one in parts}
    return tuple(sorted(meant | {f"{one.instrument_code}/{one.instrument_version}" for one in rows}))


def _on(
    scheme: Scheme, rows: Sequence[Assessment], kind: str, answers: Mapping[int, Any], *, is_own: bool = False
) -> OnEdition:
    lacking: list[str] = []
    offices: dict[Institution, dict[str, list[Range]]] = defaultdict(lambda: defaultdict(list))
    for one in rows:
        value, absent = _unit(scheme, one, answers.get(one.pk))
        lacking += absent
        if value is not None:
            offices[one.institution][one.part].append(value)
    if lacking:
        return OnEdition(scheme, None, None, is_own, tuple(dict.fromkeys(lacking)))
    if kind == Kind.EXTERNAL:
        value = mean([value for parts in offices.values() for values in parts.values() for value in values])
    else:
        value = mean([office_value(scheme, parts) for parts in offices.values()])
    return OnEdition(scheme, value, grade_of(scheme, value), is_own)


def _unit(scheme: Scheme, one: Assessment, answers: Mapping[str, Any] | None) -> tuple[Range | None, list[str]]:
    """The value of a unit on a scheme, or the questions that are lacking for it."""
    part = scheme.part(one.part)
    if one.final_score is None or (part.instrument, part.version) == (one.instrument_code, one.instrument_version):
        return value_of(one), []
    if not answers:
        return None, [f"jawaban {one.year} tidak disimpan"]
    new = editions.instrument(part.instrument, part.version)
    made = on_other_weights(answers, editions.instrument_of(one), new, editions.context_of(one))
    if made.new is None:
        return None, [f"{new.question(element).number} {new.question(element).short.id}" for element in made.lacking]
    return Range(made.new.low, made.new.high), []


def _answers(audits: Sequence[Assessment]) -> dict[int, dict[str, Any]]:
    rows = Sheet.objects.filter(assessment__in=audits, side=Sheet.Side.FINAL, latest__isnull=False)
    return {one.assessment_id: one.answers for one in rows.select_related("latest")}


def _written(one: OnEdition) -> str:
    return number(one.value.low, one.scheme.shown_decimals) if one.value else ""


def _moved(before: OnEdition, after: OnEdition) -> str:
    if before.value is None or after.value is None:
        return ""
    # The difference of what is printed, so that a reader who subtracts gets the same.
    points = _printed(after) - _printed(before)
    if points == 0:
        return f"tetap {_written(after)}"
    told = number(abs(points), after.scheme.shown_decimals)
    return f"{'naik' if points > 0 else 'turun'} {told} poin ke {_written(after)}"


def _printed(one: OnEdition) -> Decimal:
    value = one.value.low if one.value else 0.0
    return Decimal(str(value)).quantize(Decimal(1).scaleb(-one.scheme.shown_decimals), ROUND_HALF_UP)


def change_told(before: Year, after: Year) -> str:
    """What changed between two neighbouring years in words, and that the line ends there."""
    titles = before.own.scheme.title.id, after.own.scheme.title.id
    if titles[0] == titles[1]:
        titles = listed(list(before.edition)), listed(list(after.edition))
    return (
        f"Antara {before.year} dan {after.year} instrumennya berganti: {titles[0]} menjadi {titles[1]}. Garisnya putus "
        "di sana, karena selisih kedua angka bukan hanya perubahan keadaan."
    )
