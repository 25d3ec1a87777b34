"""What the workbook of a sheet holds, and what a filled one would change."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from etam.assessments import access, editions
from etam.assessments.actions.attaching import PLACE
from etam.assessments.models import Sheet
from etam.evidence import queries as evidence
from etam.evidence import reference
from etam.exchange.assessing.book import AssessmentTask, ListedFile
from etam.exchange.assessing.reading import TEST_WORDS
from etam.exchange.models import SheetUpload
from etam.questionnaire import Answer, Question, shown, to_value
from etam.web.formats import NOTHING
from etam.web.formats import day as written

WORDS_OF_TESTS = {code: word for word, code in TEST_WORDS.items()}


@dataclass(frozen=True)
class Line:
    """One change in words: which question, what of it, before and after."""

    number: str
    label: str
    what: str
    old: str
    new: str


def key_of(sheet: Sheet) -> str:
    """What the hidden page of a workbook says about the sheet that it belongs to."""
    return f"penilaian-{sheet.assessment_id}-{sheet.pk}"


def assessment_task(sheet: Sheet, *, generated_on: date) -> AssessmentTask:
    """Everything the workbook of `sheet` holds. An assessor sees the institution's answers beside the own ones."""
    assessment, is_assessor = sheet.assessment, sheet.side == Sheet.Side.ASSESSOR
    used = evidence.uses(PLACE, assessment.pk)
    own = access.self_sheet(assessment)
    tests: Mapping[str, list[str]] = sheet.latest.tests if sheet.latest else {}
    extra = (
        {element: [WORDS_OF_TESTS[one] for one in ways] for element, ways in tests.items()}
        if is_assessor
        else {element: [one.code for one in files] for element, files in used.items()}
    )
    return AssessmentTask(
        instrument=editions.instrument_of(assessment),
        key=key_of(sheet),
        title=f"{assessment.get_kind_display()} {assessment.year}",
        place=str(assessment),
        institution=assessment.institution.code,
        year=assessment.year,
        generated_on=generated_on,
        context=editions.context_of(assessment),
        revision=sheet.revision_number,
        for_assessor=is_assessor,
        answers=_answers(sheet),
        notes=sheet.notes,
        extra=extra,
        beside=_answers(own) if is_assessor else {},
        files=[] if is_assessor else _files(sheet),
        is_sample=assessment.is_sample,
    )


def lines(upload: SheetUpload) -> list[Line]:
    """What a waiting upload would change, in the order of the questions."""
    sheet, content = upload.sheet, upload.content
    edition = editions.instrument_of(sheet.assessment)
    used = {
        element: [one.code for one in files] for element, files in evidence.uses(PLACE, sheet.assessment_id).items()
    }
    tests: Mapping[str, list[str]] = sheet.latest.tests if sheet.latest else {}
    before = {"answers": sheet.answers, "notes": sheet.notes, "tests": tests, "evidence": used}
    spoken = {"answers": "jawaban", "notes": "catatan", "tests": "cara menguji", "evidence": "bukti"}
    return [
        Line(question.number, question.short.id, word, _words(part, question, old), _words(part, question, new))
        for question in edition.questions
        for part, word in spoken.items()
        if (new := content.get(part, {}).get(question.element)) is not None
        and (old := before[part].get(question.element)) != new
        and not (part == "evidence" and sorted(new) == sorted(used.get(question.element, [])))
    ]


def _words(part: str, question: Question, value: Any) -> str:
    if value is None or value == "":
        return NOTHING[""]
    if part == "answers":
        return shown(to_value(value), question)
    if part == "tests":
        return ", ".join(WORDS_OF_TESTS.get(one, one) for one in value)
    return str(value) if part == "notes" else ", ".join(value)


def _answers(sheet: Sheet) -> dict[str, Answer]:
    return dict(sheet.latest.answers) if sheet.latest else {}


def _files(sheet: Sheet) -> list[ListedFile]:
    return [
        ListedFile(
            one.code,
            one.title,
            reference.label(one.type),
            written(one.valid_until) if one.valid_until else "tanpa batas",
        )
        for one in evidence.current(sheet.assessment.institution)
    ]
