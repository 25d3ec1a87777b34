"""RHAS and LHAS: what the team lays before the audited office, and the draft report made of it."""

from typing import Any

from etam.assessments.documents import scores, wording
from etam.assessments.documents.gathering import Audited, government_region, unscored
from etam.assessments.models import Irregularity, Sample
from etam.questionnaire.sampling import CONFIDENCE, ListEstimate, estimate
from etam.web import formats

Answer = Irregularity.Answer
NONE_TOLD = "tidak disebutkan"
SHORT_FINDING, LETTERS_IN_LINE = 1200, 80
SIGNING = "Laporan ini disusun dari hasil yang sudah ditetapkan."


def minutes_body(one: Audited) -> dict[str, Any]:
    """The words of a RHAS: object and team, scores, samples, findings with their answers, signatures."""
    return {
        "object": _object(one),
        "header": unscored(one),
        "scores": _scores(one),
        "samples": [_sample(sample, one) for sample in one.samples],
        "findings": [_finding(finding, one) for finding in one.standing_findings],
        "dropped": _dropped(one),
        "signing": "Risalah ini disampaikan kepada auditi pada rapat akhir. Tanda tangan berarti sudah diterima; "
        "persetujuan atau keberatan tertulis pada tiap temuan.",
        "signatures": [
            ["Ketua tim audit", one.lead or NONE_TOLD],
            [f"Yang mewakili {one.assessment.institution.name}", ""],
        ],
        "members": [["Anggota tim", name] for name in one.members],
    }


def draft_report_body(one: Audited) -> dict[str, Any]:
    """The words of a LHAS: those of the RHAS with the analysis per aspect, strengths and weaknesses."""
    body = {**minutes_body(one), "signing": "Konsep laporan ini disusun oleh tim audit dan diperiksa bersama auditi."}
    if one.score is None:
        return {**body, "aspects": [], "strengths": [], "weaknesses": []}
    names = {question.element: question.short.id for question in one.edition.questions}
    notes = scores.notes_by_node(one.score, one.notes, names)
    strengths, weaknesses = scores.extremes(one.score, one.scheme.shown_decimals)
    return {
        **body,
        "aspects": scores.analysis(one.score, one.own, notes, one.scheme),
        "strengths": strengths or ["Tidak ada sub-aspek di atas nilai keseluruhan."],
        "weaknesses": weaknesses or ["Tidak ada sub-aspek di bawah nilai keseluruhan."],
    }


def finding_of(one: Audited) -> str:
    """The title that tells: what was audited and what it came to."""
    found = one.value
    grade = wording.grade(one.scheme.grade_of(found) if found else None)
    return f"{one.assessment}: {wording.value(found, one.scheme.shown_decimals)}, {grade}"


def subject_of(one: Audited) -> str:
    """What the document is about, in a line."""
    row = one.assessment
    return f"{row.get_kind_display()} {row.year}, {wording.unit_name(row, one.scheme)}. {one.edition.title.id}."


def _object(one: Audited) -> list[list[str]]:
    row, programme = one.assessment, one.assessment.programme
    days = letter = NONE_TOLD
    if programme is not None:
        days = f"{formats.day(programme.starts_on)} sampai {formats.day(programme.ends_on)}"
        on = f", {formats.day(programme.letter_on)}" if programme.letter_on else ""
        letter = f"{programme.letter_number}{on}" if programme.letter_number else "belum bernomor"
    return [
        ["Objek", f"{wording.unit_name(row, one.scheme)}, {row.institution.name}"],
        ["Pemerintah daerah", government_region(row).name],
        ["Program", programme.title if programme else NONE_TOLD],
        ["Hari program", days],
        ["Kunjungan", formats.day(row.visit_on) if row.visit_on else "belum dijadwalkan"],
        ["Rapat akhir", formats.day(one.presented_on) if one.presented_on else NONE_TOLD],
        ["Surat tugas", letter],
        ["Ketua tim", one.lead or NONE_TOLD],
        ["Anggota tim", formats.listed(list(one.members)) or "tidak ada"],
        ["Instrumen", f"{one.edition.title.id}, edisi {one.edition.version}"],
    ]


def _scores(one: Audited) -> dict[str, Any]:
    if one.score is None:
        return {}
    scheme, decimals = one.scheme, one.scheme.shown_decimals
    found = one.value
    return {
        "rows": scores.table(one.score, one.own, one.tests, decimals),
        "shape": scores.shape(one.score),
        "what": "Aspek dan sub-aspek" if any(part.parts for part in one.score.root.parts) else "Komponen",
        "chart": scores.chart(one.score, scheme.grades, decimals),
        "notes": scores.weight_notes(one.score),
        "value": wording.value(found, decimals),
        "grade": wording.grade(scheme.grade_of(found) if found else None),
        "scale": scale_words(one.scheme.grades),
        "rounding": rounding_words(one.scheme),
    }


def scale_words(grades: Any) -> str:
    """The bands of the scale with their ends: `D 0–30; C di atas 30 sampai 50`."""
    return "; ".join(f"{one.code} ({one.label.id}) {_band(one.band)}" for one in grades)


def rounding_words(scheme: Any) -> str:
    """How values are rounded before they get their grade, and how sure that is."""
    how = (
        "Nilai digolongkan tanpa dibulatkan"
        if scheme.decimals is None
        else f"Nilai dibulatkan sampai {formats.number(scheme.decimals)} desimal lalu digolongkan"
    )
    shown = formats.number(scheme.shown_decimals)
    return f"{how} (aturan pembulatan {wording.confidence(scheme.rounding_origin)}); tercetak {shown} desimal."


def _band(band: Any) -> str:
    low, high = formats.number(band.low or 0), formats.number(100 if band.high is None else band.high)
    start = low if band.includes_low else f"di atas {low}"
    return f"{start} sampai {high}" if band.includes_high else f"{start} sampai kurang dari {high}"


def _sample(sample: Sample, one: Audited) -> dict[str, Any]:
    question = one.edition.by_element.get(sample.element)
    right = [key for key, result in sample.results.items() if result[0]]
    wrong = [str(number) for number in sample.drawn if not sample.results.get(str(number), [True])[0]]
    return {
        "title": f"{question.number} {question.short.id}" if question else sample.element,
        "facts": [
            ["Daftar", f"{sample.population}, {formats.number(sample.size)} berkas"],
            ["Terambil", f"{formats.number(len(sample.drawn))} berkas secara acak, benih {sample.seed}"],
            ["Hasil", sample_words(sample.size, len(sample.drawn), len(sample.results), len(right))],
            ["Nomor yang terambil", ", ".join(str(number) for number in sample.drawn)],
            ["Tidak sesuai", ", ".join(wrong) or "tidak ada"],
        ],
        "rows": [
            [str(number), "sesuai" if result[0] else "tidak sesuai", result[1]]
            for number in sample.drawn
            if (result := sample.results.get(str(number))) and result[1]
        ],
    }


def sample_words(size: int, drawn: int, examined: int, in_order: int) -> str:
    """What a sample shows: the share that is in order, and what the whole list can be."""
    if not examined:
        return "belum ada yang diperiksa"
    found = estimate(size=size, examined=examined, in_order=in_order)
    seen = formats.share(in_order, examined)
    told = f"{formats.number(in_order)} dari {formats.number(examined)} berkas sesuai ({seen})"
    if examined < drawn:
        told += f"; {formats.number(drawn - examined)} belum diperiksa"
    return f"{told}. {_of_the_list(found)}"


def _of_the_list(found: ListEstimate) -> str:
    if found.examined == found.size:
        return "Seluruh daftar diperiksa."
    shares = f"{formats.percent(found.low_share, 0)} sampai {formats.percent(found.high_share, 0)}"
    return (
        f"Dalam seluruh daftar {formats.interval(found.low, found.high)} berkas sesuai ({shares}), "
        f"dengan keyakinan {formats.percent(100 * CONFIDENCE, 0)}."
    )


def _finding(finding: Irregularity, one: Audited) -> dict[str, Any]:
    question = one.edition.by_element.get(finding.element)
    rows = [
        ["Kondisi", finding.condition],
        ["Kriteria", finding.criterion or NONE_TOLD],
        ["Sebab", finding.cause or NONE_TOLD],
        ["Rekomendasi", finding.recommendation],
        ["Tenggat", formats.day(finding.due_on) if finding.due_on else "menurut aturan tindak lanjut"],
        ["Tanggapan auditi", answer_words(finding)],
    ]
    return {
        "title": f"Temuan {finding.number}" + (f": {question.number} {question.short.id}" if question else ""),
        "rows": rows,
        # What fits on a third of a page stays together on one.
        "is_short": sum(len(words) + LETTERS_IN_LINE * words.count("\n") for _, words in rows) < SHORT_FINDING,
    }


def answer_words(finding: Irregularity) -> str:
    """What the audited office said, with its reason."""
    if finding.answer == Answer.OPEN:
        return "Belum ditanggapi"
    word = "Disetujui" if finding.answer == Answer.AGREED else "Tidak disetujui"
    return f"{word}. {finding.answer_text}".strip() if finding.answer_text else word


def _dropped(one: Audited) -> list[str]:
    return [
        f"Temuan {finding.number} dicabut: {finding.dropped_reason}"
        for finding in one.findings
        if finding.dropped_at is not None
    ]
