"""LAKI of one office: its units, how its value came about step by step, findings, and what changed since last year."""

from collections.abc import Sequence
from typing import Any

from etam.assessments import editions
from etam.assessments.documents import audit, charts, scores, wording
from etam.assessments.documents.gathering import Audited
from etam.assessments.models import Irregularity, Programme
from etam.assessments.queries.results import OfficeResult, UnitResult, offices, value_of
from etam.followup.models import Recommendation
from etam.institutions.models import Institution
from etam.questionnaire import on_other_weights
from etam.questionnaire.scheme import Range, Scheme, mean, office_value
from etam.web import formats


def report_body(
    programme: Programme, office: OfficeResult, units: Sequence[Audited], last: "LastYear | None"
) -> dict[str, Any]:
    """The words of a LAKI. `units` are those of `office`; `last` the same office a year before, if it was audited."""
    scheme = editions.scheme(programme.scheme_code, programme.scheme_version)
    ordered = _ordered(scheme, units)
    return {
        "object": _object(programme, office, scheme),
        "units": [_unit_row(one) for one in ordered],
        "chart": charts.bars(_bars(scheme, office), scheme.grades, scheme.shown_decimals),
        "value": wording.value(office.value, scheme.shown_decimals),
        "grade": wording.grade(office.grade),
        "steps": [_steps(one) for one in ordered],
        "office_steps": _office_steps(scheme, office),
        "notes": _notes(scheme, office, ordered),
        "scale": audit.scale_words(scheme.grades),
        "rounding": audit.rounding_words(scheme),
        "followup": followup_rows(ordered),
        "comparison": _comparison(programme, scheme, office, units, last),
        "signing": audit.SIGNING,
        "signatures": [["Penanggung jawab audit internal", ""], [f"Kepala {office.institution.name}", ""]],
    }


def finding_of(scheme: Scheme, office: OfficeResult) -> str:
    """The title that tells: the office, its value and category, or that both are still open."""
    value = wording.value(office.value, scheme.shown_decimals)
    return f"{office.institution.name}: {value}, {wording.grade(office.grade)}"


def missing_parts(scheme: Scheme, office: OfficeResult) -> list[str]:
    """The parts that count in the value of an office and of which no unit was audited."""
    return [
        wording.part_name(scheme, part.code) for part in scheme.parts if part.weight and not office.units.get(part.code)
    ]


class LastYear:
    """The internal audit of the same government a year before or earlier, and what it gave an office."""

    def __init__(self, programme: Programme, office: OfficeResult, units: Sequence[Audited]):
        self.programme, self.office, self.units = programme, office, units
        self.scheme = editions.scheme(programme.scheme_code, programme.scheme_version)


def previous(programme: Programme, institution: Institution) -> tuple[Programme, OfficeResult] | None:
    """The latest earlier programme of the same government that audited this office, with the office's result."""
    earlier = Programme.objects.filter(kind=programme.kind, region=programme.region_id, year__lt=programme.year)
    wanted = earlier.filter(assessments__institution=institution, assessments__final_score__isnull=False)
    found = wanted.order_by("-year", "-pk").first()
    if found is None:
        return None
    return found, next(one for one in offices(found) if one.institution.pk == institution.pk)


def followup_rows(units: Sequence[Audited], *, with_office: bool = False) -> list[list[str]]:
    """Findings that stand and the recommendations made of them: where, what was seen, what is asked and of whom."""
    rows = []
    for one in units:
        issued = {recommendation.number: recommendation for recommendation in one.recommendations}
        for finding in one.standing_findings:
            made = issued.get(finding.number)
            place = one.assessment.institution.name if with_office else ""
            unit = one.assessment.unit_name or wording.part_name(one.scheme, one.assessment.part)
            rows.append(
                [
                    f"{place}, {unit}, temuan {finding.number}".removeprefix(", "),
                    finding.condition,
                    made.text if made else finding.recommendation,
                    _asked(finding, made, one),
                ]
            )
    return rows


def _asked(finding: Irregularity, made: Recommendation | None, one: Audited) -> str:
    if made is None:
        due = f"tenggat {formats.day(finding.due_on)}" if finding.due_on else "tanpa tenggat"
        return f"{one.assessment.institution.name}, {due}; belum terbit sebagai rekomendasi"
    owner = made.institution.name if made.institution else made.owner_name
    return f"{owner}, sampai {formats.day(made.due_on)}; {made.get_status_display().lower()}"


def _object(programme: Programme, office: OfficeResult, scheme: Scheme) -> list[list[str]]:
    counts = [
        f"{formats.number(len(office.units.get(part.code, [])))} {wording.part_name(scheme, part.code).lower()}"
        for part in scheme.parts
        if part.weight
    ]
    letter = programme.letter_number or "belum bernomor"
    return [
        ["Perangkat daerah", office.institution.name],
        ["Pemerintah daerah", programme.region.name],
        ["Program", programme.title],
        ["Hari program", f"{formats.day(programme.starts_on)} sampai {formats.day(programme.ends_on)}"],
        ["Surat tugas", letter],
        ["Unit yang diaudit", formats.listed(counts)],
        ["Skema nilai", f"{scheme.title.id}, edisi {scheme.version}"],
    ]


def _ordered(scheme: Scheme, units: Sequence[Audited]) -> list[Audited]:
    order = {part.code: place for place, part in enumerate(scheme.parts)}
    return sorted(units, key=lambda one: (order[one.assessment.part], one.assessment.unit_name, one.assessment.pk))


def _unit_row(one: Audited) -> list[str]:
    row = one.assessment
    return [
        wording.unit_name(row, one.scheme),
        wording.value(value_of(row), one.scheme.shown_decimals),
        wording.grade(one.scheme.grade_of(value_of(row))),
        one.lead or audit.NONE_TOLD,
        formats.short_day(row.determined_at) if row.determined_at else "belum ditetapkan",
    ]


def _bars(scheme: Scheme, office: OfficeResult) -> list[charts.Bar]:
    rows = [charts.Bar("Perangkat daerah", office.value, is_whole=True)]
    for part in scheme.parts:
        if part.weight:
            units = office.units.get(part.code, [])
            rows.append(charts.Bar(wording.part_name(scheme, part.code), _mean(units), is_whole=True))
            rows += [
                charts.Bar(wording.unit_name(one.assessment, scheme), one.value) for one in units if len(units) > 1
            ]
    return rows


def _mean(units: Sequence[UnitResult]) -> Range | None:
    return mean([one.value for one in units]) if units else None


def _steps(one: Audited) -> dict[str, Any]:
    rows = scores.arithmetic(one.score, one.scheme.shown_decimals) if one.score else []
    return {"title": wording.unit_name(one.assessment, one.scheme), "rows": rows}


def _office_steps(scheme: Scheme, office: OfficeResult) -> list[list[str]]:
    """From units to parts to the office: what, the calculation, its result, how sure the rule is."""
    decimals, rows = scheme.shown_decimals, []
    parts = [part for part in scheme.parts if part.weight]
    total = sum(part.weight for part in parts)
    for part in parts:
        units = office.units.get(part.code, [])
        values = [wording.value(one.value, decimals) for one in units]
        if len(units) > 1:
            told, sure = f"({' + '.join(values)}) ÷ {len(units)}", wording.confidence(scheme.units_origin)
        else:
            told, sure = (values[0], "satu unit") if values else ("belum ada unit: 0 sampai 100", "belum lengkap")
        rows.append(
            [wording.part_name(scheme, part.code), told, wording.value(_mean(units) or Range(0, 100), decimals), sure]
        )
    told = " + ".join(
        f"{wording.weight(part.weight / total)} × {row[2]}" for part, row in zip(parts, rows, strict=True)
    )
    rows.append(["Perangkat daerah", told, wording.value(office.value, decimals), wording.confidence(parts[0].origin)])
    return rows


def _notes(scheme: Scheme, office: OfficeResult, units: Sequence[Audited]) -> list[str]:
    notes = ["Dihitung tanpa pembulatan di antara langkah; angka tercetak sudah dibulatkan."]
    if missing := missing_parts(scheme, office):
        notes.append(
            f"{formats.listed(missing)} belum diaudit, jadi nilai perangkat daerah berupa rentang "
            "dan kategorinya belum dapat ditetapkan bila kedua ujungnya berbeda kategori."
        )
    if scheme.units_origin and any(len(found) > 1 for found in office.units.values()):
        notes.append(
            f"Gabungan beberapa unit: {scheme.units_origin.source} ({wording.confidence(scheme.units_origin)})."
        )
    weights = [note for one in units if one.score for note in scores.weight_notes(one.score)]
    rule = next(part.origin for part in scheme.parts if part.weight)
    return list(dict.fromkeys([*notes, *weights, f"Rumus: {rule.source} ({wording.confidence(rule)})."]))


def _comparison(
    programme: Programme, scheme: Scheme, office: OfficeResult, units: Sequence[Audited], last: LastYear | None
) -> dict[str, Any]:
    """Both years side by side: on one footing where the answers allow it, when the edition of the scheme changed."""
    if last is None:
        return {
            "text": "Etam tidak memuat audit internal sebelumnya atas perangkat daerah ini.",
            "heads": [],
            "rows": [],
        }
    decimals, then, now = scheme.shown_decimals, last.programme.year, programme.year
    before, after = _values(last.scheme, last.office), _values(scheme, office)
    if (last.scheme.code, last.scheme.version) == (scheme.code, scheme.version):
        rows = [
            [label, wording.value(before.get(code), decimals), wording.value(after.get(code), decimals),
             wording.signed_difference(after.get(code), before.get(code), decimals)]
            for code, label in _labels(scheme)
        ]  # fmt: skip
        text = f"Instrumen dan bobot {now} sama dengan {then}, edisi {scheme.version}."
        return {"text": text, "heads": ["Bagian", str(then), str(now), "Selisih"], "rows": rows}
    on_new, on_old = rescored(last.units, scheme), rescored(units, last.scheme)
    rows = [
        [
            label,
            wording.value(before.get(code), decimals),
            wording.value(on_new.get(code), decimals) if code in on_new else "tidak dapat dihitung",
            wording.value(on_old.get(code), decimals) if code in on_old else "tidak dapat dihitung",
            wording.value(after.get(code), decimals),
            wording.signed_difference(after.get(code), on_new.get(code), decimals),
        ]
        for code, label in _labels(scheme)
    ]
    text = (
        f"Instrumen berganti dari edisi {last.scheme.version} ke edisi {scheme.version}, jadi nilai kedua tahun tidak "
        "dibandingkan begitu saja. Jawaban tiap tahun dihitung ulang dengan bobot edisi yang lain, sejauh "
        f"pertanyaannya sama. Selisih adalah antara {then} dan {now} pada bobot {scheme.version}."
    )
    heads = [
        "Bagian",
        f"{then}, bobot {last.scheme.version}",
        f"{then}, bobot {scheme.version}",
        f"{now}, bobot {last.scheme.version}",
        f"{now}, bobot {scheme.version}",
        "Selisih",
    ]
    return {"text": text, "heads": heads, "rows": rows}


def rescored(units: Sequence[Audited], scheme: Scheme) -> dict[str, Range]:
    """The parts and the office ("") of one year on the weights of another scheme; what cannot be scored is absent."""
    found: dict[str, list[Range]] = {}
    for one in units:
        part = scheme.part(one.assessment.part)
        edition = editions.instrument(part.instrument, part.version)
        again = on_other_weights(one.answers, one.edition, edition, editions.context_of(one.assessment)).new
        if again is None:
            return {}
        found.setdefault(part.code, []).append(wording.range_of(again))
    values = {code: mean(ranges) for code, ranges in found.items()}
    return {**values, "": office_value(scheme, found)} if found else {}


def _values(scheme: Scheme, office: OfficeResult) -> dict[str, Range]:
    parts = {part.code: _mean(office.units.get(part.code, [])) for part in scheme.parts if part.weight}
    return {"": office.value, **{code: value for code, value in parts.items() if value is not None}}


def _labels(scheme: Scheme) -> list[tuple[str, str]]:
    return [
        *((part.code, wording.part_name(scheme, part.code)) for part in scheme.parts if part.weight),
        ("", "Perangkat daerah"),
    ]
