"""The filled self-assessment form of a library, as it goes to Perpusnas with its evidence."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.timezone import localdate

from etam.assessments import editions
from etam.assessments.documents import wording
from etam.assessments.documents.gathering import written_answer
from etam.assessments.models import Assessment, Certificate, Sheet
from etam.evidence import queries as evidence
from etam.evidence import reference
from etam.evidence.models import Evidence
from etam.institutions.models import Institution, Region
from etam.questionnaire import Answers, Instrument, Points, Score, applicable
from etam.questionnaire.scheme import Scheme
from etam.web import formats

BY_HAND = ""
"""Printed as a line to write on: what the registry does not know."""
LEVELS = (
    (Region.Level.VILLAGE, "Desa/kelurahan"),
    (Region.Level.DISTRICT, "Kecamatan"),
    (Region.Level.REGENCY, "Kabupaten/kota"),
    (Region.Level.PROVINCE, "Provinsi"),
)


@dataclass(frozen=True)
class SelfAssessed:
    """What the form is filled with."""

    assessment: Assessment
    scheme: Scheme
    edition: Instrument
    answers: Answers
    notes: Mapping[str, str]
    score: Score
    handed_in_on: date | None
    places: Sequence[Region]
    previous: Certificate | None
    files: Mapping[str, Sequence[Evidence]]


def read(assessment: Assessment) -> SelfAssessed:
    """Everything the form says, from the institution's own sheet."""
    sheet = assessment.sheets.select_related("latest").get(side=Sheet.Side.SELF)
    answers: Answers = sheet.latest.answers if sheet.latest else {}
    finished = assessment.steps.filter(from_state=Assessment.State.ANSWERING).order_by("-pk").first()
    return SelfAssessed(
        assessment=assessment,
        scheme=editions.scheme_of(assessment),
        edition=editions.instrument_of(assessment),
        answers=answers,
        notes=sheet.notes,
        score=editions.score_of(assessment, answers),
        handed_in_on=localdate(finished.at) if finished else None,
        places=list(_places(assessment.institution)),
        previous=_previous(assessment),
        files=evidence.uses("assessment", assessment.pk),
    )


def form_body(one: SelfAssessed) -> dict[str, Any]:
    """The words of the form: head, result by component, every answer with its evidence, the files, signatures."""
    decimals = one.scheme.shown_decimals
    found = wording.range_of(one.score)
    return {
        "head": _head(one),
        "components": _components(one),
        "value": wording.value(found, decimals),
        "grade": wording.grade(one.scheme.grade_of(found)),
        "grade_note": _grade_note(one.scheme),
        "sections": list(_sections(one)),
        "files": _files(one.files),
        "signing": "Kami menyatakan bahwa jawaban dan bukti dalam formulir ini sesuai dengan keadaan perpustakaan.",
        "signatures": [["Kepala perpustakaan", ""], ["Atasan langsung", ""]],
    }


def finding_of(one: SelfAssessed) -> str:
    """The title that tells: the library and what it makes of itself."""
    found = wording.range_of(one.score)
    grade = wording.grade(one.scheme.grade_of(found))
    return f"{one.assessment.institution.name}: {wording.value(found, one.scheme.shown_decimals)}, {grade}"


def _head(one: SelfAssessed) -> list[list[str]]:
    institution = one.assessment.institution
    held = {region.level: region.name for region in one.places}
    previous = "belum pernah"
    if one.previous:
        days = f"{formats.day(one.previous.valid_from)} sampai {formats.day(one.previous.valid_until)}"
        previous = f"{one.previous.grade}, nomor {one.previous.number}, berlaku {days}"
    handed_in = formats.day(one.handed_in_on) if one.handed_in_on else "belum dikirim"
    return [
        ["Tanggal pengisian", handed_in],
        ["Nama perpustakaan", institution.name],
        ["NPP", institution.npp or BY_HAND],
        ["Predikat sebelumnya", previous],
        ["Alamat", institution.address or BY_HAND],
        *([label, held.get(level, BY_HAND)] for level, label in LEVELS),
        ["Kepala perpustakaan", BY_HAND],
        ["Surel", BY_HAND],
        ["Telepon", BY_HAND],
        ["Nama atasan langsung", BY_HAND],
        ["Banyaknya tenaga", BY_HAND],
    ]


def _components(one: SelfAssessed) -> list[list[str]]:
    decimals = one.scheme.shown_decimals
    rows = []
    for node in one.score.root.parts:
        points = [point for inner in node.walk() for point in inner.points if point.most]
        low, high, most = (sum(getattr(point, end) for point in points) for end in ("low", "high", "most"))
        rows.append(
            [
                node.node.label.id,
                formats.number(len(points)),
                f"{formats.interval(low, high)} dari {formats.number(most)}",
                wording.weight(node.weight),
                formats.interval(node.low * node.weight, node.high * node.weight, decimals),
                wording.confidence(node.node.origin),
            ]
        )
    return rows


def _grade_note(scheme: Scheme) -> str:
    sure = dict.fromkeys(wording.confidence(grade.origin) for grade in scheme.grades)
    return (
        f"Nilai ini penilaian mandiri menurut {scheme.title.id}; predikat diberikan oleh Perpusnas. "
        f"Batas predikat: {formats.listed(list(sure))}."
    )


def _sections(one: SelfAssessed) -> Iterator[dict[str, Any]]:
    asked = {question.element for question in applicable(one.edition, editions.context_of(one.assessment), one.answers)}
    points = {point.element: point for node in one.score.root.walk() for point in node.points}
    for section in one.edition.sections:
        rows = [
            [
                question.number,
                question.label.id,
                written_answer(one.edition, question.element, one.answers.get(question.element)),
                _points(points.get(question.element)),
                ", ".join(file.code for file in one.files.get(question.element, ())) or "tidak ada",
            ]
            for question in section.questions
            if question.element in asked and not question.personal
        ]
        notes = [
            f"{question.number}: {one.notes[question.element]}"
            for question in section.questions
            if one.notes.get(question.element)
        ]
        yield {"title": f"{section.number} {section.title.id}", "rows": rows, "notes": notes}


def _points(found: Points | None) -> str:
    if found is None:
        return "tidak dinilai"
    return (
        f"{formats.interval(found.low, found.high)} / {formats.number(found.most)}" if found.most else "tidak berlaku"
    )


def _files(files: Mapping[str, Sequence[Evidence]]) -> list[list[str]]:
    """Each file once, by code, with the hash by which it is known again."""
    known = {file.code: file for found in files.values() for file in found}
    return [
        [
            code,
            f"{file.title} ({reference.label(file.type)})",
            file.file_name,
            formats.short_day(file.valid_until) if file.valid_until else "tanpa batas",
            grouped(file.sha256),
        ]
        for code, file in sorted(known.items())
    ]


def grouped(sha256: str) -> str:
    """A hash in groups of sixteen, so that it breaks into lines."""
    return " ".join(sha256[at : at + 16] for at in range(0, len(sha256), 16))


def _places(institution: Institution) -> Iterator[Region]:
    region: Region | None = institution.region or institution.regency
    while region is not None:
        yield region
        region = region.parent


def _previous(assessment: Assessment) -> Certificate | None:
    earlier = assessment.institution.certificates.filter(revoked_on=None).exclude(assessment=assessment)
    return earlier.order_by("-valid_until").first()
