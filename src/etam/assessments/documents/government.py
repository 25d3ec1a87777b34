"""LAKI gabungan and LAKE: a government's offices together, and what the province found at the kab/kota."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from etam.assessments import editions
from etam.assessments.documents import audit, charts, office, scores, wording
from etam.assessments.documents.gathering import Audited
from etam.assessments.models import Assessment, Programme
from etam.assessments.queries.results import GovernmentResult, OfficeResult, value_of
from etam.followup.models import Recommendation
from etam.followup.queries import Tally
from etam.questionnaire.scheme import Range, Scheme, mean
from etam.web import formats

MOST_WEAKNESSES = 5
NOT_DETERMINED = "belum ditetapkan"
Status = Recommendation.Status


@dataclass(frozen=True)
class Asked:
    """The recommendations of some assessments: by status in all, and (settled, all) of each institution by its key."""

    tally: Tally
    by_institution: Mapping[int, tuple[int, int]]


def consolidated_body(
    programme: Programme, offices: Sequence[OfficeResult], result: GovernmentResult, asked: Asked
) -> dict[str, Any]:
    """The words of a LAKI gabungan: every office, the distribution over categories, weaknesses, recommendations."""
    scheme = editions.scheme(programme.scheme_code, programme.scheme_version)
    ranked = sorted(offices, key=lambda one: (-one.value.low, one.institution.name))
    determined = [unit.assessment for one in offices for unit in one.all_units if unit.is_determined]
    return {
        "programme": _programme(programme, scheme),
        "heads": ["Perangkat daerah", *(_short(part.code) for part in scheme.parts if part.weight), *_TAIL],
        "rows": [_office_row(one, programme, scheme, asked) for one in ranked],
        "charts": charts.charts(_office_bars(ranked, programme), scheme.grades, scheme.shown_decimals),
        "distribution": distribution(scheme, [one.value for one in offices]),
        "mean": wording.value(result.internal, scheme.shown_decimals),
        "grade": wording.grade(result.grade_internal),
        "complete": f"{formats.number(result.complete_offices)} dari {formats.number(result.offices)}",
        "mean_rule": _rule(scheme),
        "weaknesses": weaknesses(determined, scheme.shown_decimals),
        "weakness_units": formats.number(len(determined)),
        "followup": followup_counts(asked.tally),
        "scale": audit.scale_words(scheme.grades),
        "rounding": audit.rounding_words(scheme),
        "signing": audit.SIGNING,
        "signatures": [["Penanggung jawab audit internal", ""], [f"Yang mewakili {programme.region.name}", ""]],
    }


def consolidated_finding(programme: Programme, result: GovernmentResult, scheme: Scheme) -> str:
    """The title that tells: the mean and its category once all offices have a value, else how far it is."""
    count, name = formats.number(result.offices), programme.region.short_name
    value = wording.value(result.internal, scheme.shown_decimals)
    if result.complete_offices == result.offices:
        return f"{name}: rata-rata {count} perangkat daerah {value}, {wording.grade(result.grade_internal)}"
    complete = formats.number(result.complete_offices)
    return f"{name}: {complete} dari {count} perangkat daerah sudah bernilai; rata-ratanya masih {value}"


@dataclass(frozen=True)
class ExternalRow:
    """A kab/kota in an external programme: its audit, and its government's internal and combined values."""

    name: str
    assessment: Assessment
    result: GovernmentResult

    @property
    def value(self) -> Range | None:
        return value_of(self.assessment) if self.assessment.final_score is not None else None


def external_finding(name: str, one: Audited) -> str:
    """The title that tells: the kab/kota, its value and category."""
    grade = wording.grade(one.scheme.grade_of(one.value) if one.value else None)
    return f"{name}: {wording.value(one.value, one.scheme.shown_decimals)}, {grade}"


def external_body(one: Audited, result: GovernmentResult, name: str) -> dict[str, Any]:
    """The words of a LAKE about one kab/kota: components, internal beside external, findings and recommendations."""
    minutes = audit.minutes_body(one)
    scheme = one.scheme
    strengths, weak = scores.extremes(one.score, scheme.shown_decimals) if one.score else ([], [])
    return {
        "object": minutes["object"],
        "header": minutes["header"],
        "scores": minutes["scores"],
        "samples": minutes["samples"],
        "beside": beside(scheme, result),
        "beside_notes": mix_notes(scheme),
        "strengths": strengths or ["Tidak ada komponen di atas rata-rata."],
        "weaknesses": weak or ["Tidak ada komponen di bawah rata-rata."],
        "followup": office.followup_rows([one]),
        "dropped": minutes["dropped"],
        "signing": audit.SIGNING,
        "signatures": [["Ketua tim audit", one.lead or audit.NONE_TOLD], [f"Yang mewakili {name}", ""]],
        "members": minutes["members"],
    }


def external_all_body(programme: Programme, rows: Sequence[ExternalRow], asked: Asked) -> dict[str, Any]:
    """The words of a LAKE about a whole programme: ranked bars, both audits side by side, components, follow-up."""
    scheme = editions.scheme(programme.scheme_code, programme.scheme_version)
    ranked = sorted(rows, key=lambda row: (-(row.value.low if row.value else -1), row.name))
    determined = [row.assessment for row in rows if row.value]
    return {
        "programme": _programme(programme, scheme),
        "charts": charts.charts(
            [charts.Bar(row.name, row.value, nothing=NOT_DETERMINED) for row in ranked],
            scheme.grades,
            scheme.shown_decimals,
        ),
        "rows": [_external_row(row, scheme, asked) for row in ranked],
        "components": weaknesses(determined, scheme.shown_decimals, most=None),
        "component_count": formats.number(len(determined)),
        "component_notes": _component_notes(determined),
        "mix_notes": mix_notes(scheme),
        "distribution": distribution(scheme, [row.value or Range(0, 100) for row in rows]),
        "followup": followup_counts(asked.tally),
        "scale": audit.scale_words(scheme.grades),
        "rounding": audit.rounding_words(scheme),
        "signing": audit.SIGNING,
        "signatures": [["Penanggung jawab audit eksternal", ""]],
    }


def external_all_finding(rows: Sequence[ExternalRow], scheme: Scheme) -> str:
    """The title that tells: how many have a result, and between which values."""
    values = [row.value.low for row in rows if row.value]
    count = f"{formats.number(len(values))} dari {formats.number(len(rows))}" if len(values) < len(rows) else (
        formats.number(len(rows))
    )  # fmt: skip
    spread = formats.interval(min(values), max(values), scheme.shown_decimals)
    return f"Nilai audit eksternal {count} kabupaten/kota: {spread}"


def beside(scheme: Scheme, result: GovernmentResult) -> list[list[str]]:
    """Internal, external and combined value of one government: what, value, category, how it came about."""
    decimals = scheme.shown_decimals
    offices = (
        f"{formats.number(result.complete_offices)} dari {formats.number(result.offices)} perangkat daerah bernilai"
    )
    rows = [
        ["Audit eksternal", wording.value(result.external, decimals), _grade(result.external, result.grade_external),
         "rata-rata pengganti; bobot komponen belum ditemukan"],
        ["Audit internal", wording.value(result.internal, decimals), _grade(result.internal, result.grade_internal),
         offices if result.offices else "belum ada audit internal tahun ini"],
    ]  # fmt: skip
    if scheme.mix:
        shares = f"{wording.weight(scheme.mix.external)} eksternal + {wording.weight(scheme.mix.internal)} internal"
        how = f"{shares}: {wording.confidence(scheme.mix.origin)}" if result.total else "perlu kedua nilai"
        rows.append(["Gabungan", _total(result, decimals), _grade(result.total, result.grade_total), how])
    return rows


def mix_notes(scheme: Scheme) -> list[str]:
    """What must be said about the combined value and the internal mean."""
    notes = []
    if scheme.mix:
        sure = wording.confidence(scheme.mix.origin)
        notes.append(f"Nilai gabungan {sure} dan bukan nilai resmi. {scheme.mix.origin.source}.")
    return [*notes, f"{_rule(scheme)}."]


def distribution(scheme: Scheme, values: Iterable[Range]) -> list[list[Any]]:
    """How many lie in each category, the best first: code, label, count, share in words, its bar in per cent."""
    found = [scheme.grade_of(value) for value in values]
    counts = Counter(one.code if one else "" for one in found)
    rows: list[list[Any]] = [
        [one.code, one.label.id, formats.number(counts[one.code]), *_share(counts[one.code], len(found))]
        for one in reversed(scheme.grades)
    ]
    if counts[""]:
        rows.append(["–", "Belum dapat ditetapkan", formats.number(counts[""]), *_share(counts[""], len(found))])
    return rows


def weaknesses(determined: Sequence[Assessment], decimals: int, most: int | None = MOST_WEAKNESSES) -> list[list[str]]:
    """Sub-aspects by their mean over the units that were asked, the lowest first: name, mean, units."""
    found: dict[str, list[float]] = {}
    labels = {}
    for one in determined:
        values = dict(one.nodes)
        scoring = editions.instrument_of(one).scoring
        for node in scoring.root.walk() if scoring else ():
            if not node.parts and node.code in values:
                found.setdefault(node.code, []).append(values[node.code])
                labels[node.code] = f"{node.code} {node.label.id}"
    means = sorted((sum(values) / len(values), code) for code, values in found.items())
    return [
        [labels[code], formats.number(value, decimals), formats.number(len(found[code]))]
        for value, code in means[:most]
    ]


def followup_counts(tally: Tally) -> list[list[Any]]:
    """Recommendations by status: label, count, share in words, length of its bar in per cent; [] where
    none was issued.
    """
    if not tally.total:
        return []
    return [
        [
            status.label,
            formats.number(tally.by_status[status.value]),
            *_share(tally.by_status[status.value], tally.total),
        ]
        for status in Status
    ]


_TAIL = ("Nilai", "Kategori", "Rekomendasi")


def _programme(programme: Programme, scheme: Scheme) -> list[list[str]]:
    on = f", {formats.day(programme.letter_on)}" if programme.letter_on else ""
    return [
        ["Pemerintah daerah", programme.region.name],
        ["Program", programme.title],
        ["Hari program", f"{formats.day(programme.starts_on)} sampai {formats.day(programme.ends_on)}"],
        ["Surat tugas", f"{programme.letter_number}{on}" if programme.letter_number else "belum bernomor"],
        ["Skema nilai", f"{scheme.title.id}, edisi {scheme.version}"],
    ]


def _short(part: str) -> str:
    return {"unit_pengolah": "UP", "unit_kearsipan": "UK"}.get(part, part)


def _office_row(one: OfficeResult, programme: Programme, scheme: Scheme, asked: Asked) -> list[str]:
    decimals = scheme.shown_decimals
    parts = []
    for part in scheme.parts:
        if part.weight:
            units = one.units.get(part.code, [])
            value = wording.value(mean([unit.value for unit in units]), decimals) if units else wording.NOT_AUDITED
            parts.append(f"{value} ({formats.number(len(units))})" if len(units) > 1 else value)
    return [
        _without_region(one.institution.name, programme),
        *parts,
        wording.value(one.value, decimals),
        one.grade.code if one.grade else "terbuka",
        _settled(one.institution.pk, asked),
    ]


def _office_bars(offices: Sequence[OfficeResult], programme: Programme) -> list[charts.Bar]:
    return [charts.Bar(_without_region(one.institution.name, programme), one.value) for one in offices]


def _without_region(name: str, programme: Programme) -> str:
    """The name of an office without that of its government, which all of them share."""
    region = programme.region
    return name.removesuffix(f" {region.name}").removesuffix(f" {region.short_name}")


def _external_row(row: ExternalRow, scheme: Scheme, asked: Asked) -> list[str]:
    decimals, result = scheme.shown_decimals, row.result
    grade = scheme.grade_of(row.value) if row.value else None
    external = wording.value(row.value, decimals) if row.value else NOT_DETERMINED
    inside = wording.value(result.internal, decimals)
    if result.internal and result.complete_offices < result.offices:
        inside += f" ({formats.number(result.complete_offices)}/{formats.number(result.offices)})"
    total = _total(result, decimals) if row.value else "perlu kedua nilai"
    settled = _settled(row.assessment.institution_id, asked)
    return [row.name, external, grade.code if grade else "–", inside, total, settled]


def _settled(institution: int, asked: Asked) -> str:
    settled, total = asked.by_institution.get(institution, (0, 0))
    return f"{formats.number(settled)} dari {formats.number(total)}" if total else "tidak ada"


def _total(result: GovernmentResult, decimals: int) -> str:
    return wording.value(result.total, decimals) if result.total else "perlu kedua nilai"


def _grade(value: Range | None, found: Any) -> str:
    return wording.grade(found) if value else "–"


def _rule(scheme: Scheme) -> str:
    origin = scheme.offices_origin
    if origin is None:
        return "Nilai pemerintah daerah adalah rata-rata perangkat daerahnya"
    return f"Gabungan perangkat daerah: {origin.source} ({wording.confidence(origin)})"


def _component_notes(determined: Sequence[Assessment]) -> list[str]:
    notes = []
    for one in determined:
        scoring = editions.instrument_of(one).scoring
        if scoring and scoring.root.note:
            notes.append(scoring.root.note.id)
    return list(dict.fromkeys(notes))


def _share(count: int, total: int) -> tuple[str, float]:
    return formats.share(count, total), round(100 * count / total, 2) if total else 0.0
