"""The door to the questionnaire engine: which edition an assessment was opened with, and what its answers score."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

from etam.assessments.exceptions import BadInput
from etam.assessments.models import Assessment
from etam.expressions import Nothing
from etam.questionnaire import (
    Answers,
    Context,
    Instrument,
    Outcome,
    Question,
    Score,
    blocking,
    format_number,
    options_for,
    run_checks,
    score,
    settle,
    to_value,
    unanswered,
)
from etam.questionnaire.scheme import Scheme, load_scheme, scheme_folder, scheme_folders
from etam.submissions.editions import instrument, is_unanswered

TESTS: Mapping[str, str] = {
    "document": "Dokumen",
    "interview": "Wawancara",
    "observation": "Pengamatan",
    "sampling": "Uji petik",
}
"""How an auditor may have tested an answer."""


@lru_cache(maxsize=16)
def scheme(code: str, version: str) -> Scheme:
    """The released edition of a scheme. Raises etam.content.files.ContentError when it is absent or faulty."""
    return load_scheme(scheme_folder(code, version))


def schemes(use: str) -> list[Scheme]:
    """Every scheme of a use ("accreditation" or "archive-supervision"), the newest first."""
    found = [load_scheme(folder) for folder in scheme_folders()]
    return sorted((one for one in found if one.use == use), key=lambda one: one.version, reverse=True)


def scheme_of(assessment: Assessment) -> Scheme:
    """The scheme that the assessment belongs to."""
    return scheme(assessment.scheme_code, assessment.scheme_version)


def instrument_of(assessment: Assessment) -> Instrument:
    """The edition that the assessment was opened with."""
    return instrument(assessment.instrument_code, assessment.instrument_version)


def context_of(assessment: Assessment) -> Context:
    """What expressions may ask about the institution."""
    return Context(assessment.institution_kind, assessment.institution_subtype, assessment.regency_id)


def score_of(assessment: Assessment, answers: Answers) -> Score:
    """The score of `answers` under the assessment's edition: a range while answers are open."""
    return score(instrument_of(assessment), answers, context_of(assessment))


def known_nodes(score_: Score) -> list[list[Any]]:
    """[code, value] of every node that is certain; one to which nothing applies has no value, not 0."""
    return [[one.node.code, one.low] for one in score_.root.walk() if one.is_certain and one.weight]


def open_questions(assessment: Assessment, answers: Answers) -> list[Question]:
    """Required questions without an answer, and those that the score waits for though they are "tidak ada data"."""
    edition, context = instrument_of(assessment), context_of(assessment)
    scored = set(scored_elements(edition))
    settled = settle(edition, answers, context)
    without = {question.element for question in unanswered(edition, answers, context)}
    for element, answer in settled.items():
        if element in scored and to_value(answer) is Nothing.MISSING:
            without.add(element)
    return [question for question in edition.questions if question.element in without]


def blocked(assessment: Assessment, answers: Answers, notes: Mapping[str, str]) -> list[Outcome]:
    """Checks of the edition that keep a sheet from going on; a note at one of its questions explains a
    check that asks.
    """
    edition = instrument_of(assessment)
    explained = {
        check.id: " ".join(notes[element] for element in check.elements if notes.get(element))
        for check in edition.checks
    }
    found = blocking(run_checks(edition, answers, context_of(assessment)), explained)
    return [outcome for outcome in found if not is_unanswered(outcome)]


def scored_elements(edition: Instrument) -> list[str]:
    """The questions that give points, in the order of the tree."""
    if edition.scoring is None:
        return []
    nodes = [edition.scoring.root]
    found: list[str] = []
    while nodes:
        node = nodes.pop(0)
        found += node.questions
        nodes = [*node.parts, *nodes]
    return found


def refuse_changed_edition(assessment: Assessment) -> None:
    """Raise BadInput when the edition on disk is no longer the one that the assessment was opened with."""
    if instrument_of(assessment).checksum != assessment.instrument_checksum:
        raise BadInput(
            f"Berkas instrumen {assessment.instrument_code} {assessment.instrument_version} bukan "
            "lagi yang dipakai saat "
            "penilaian ini dibuka. Tidak ada yang disimpan. Minta administrator memulihkan edisi itu, atau pindahkan "
            "penilaian ke edisi baru."
        )


def refuse_impossible(assessment: Assessment, answers: Mapping[str, Any]) -> None:
    """Raise BadInput for a question the edition does not have, a value above its maximum, a step that does
    not exist.
    """
    edition, context = instrument_of(assessment), context_of(assessment)
    for element, answer in answers.items():
        if element not in edition.by_element:
            raise BadInput(
                f"Edisi {edition.code} {edition.version} tidak menanyakan “{element}”. Pakai templat edisi ini."
            )
        if sentence := impossible(edition.question(element), answer, context):
            raise BadInput(sentence)


def impossible(question: Question, answer: Any, context: Context) -> str:
    """Why this can be no answer to the question, as a sentence; "" when it can."""
    if answer is None or isinstance(answer, dict):
        return ""
    name = f"{question.number} {question.short.id}"
    if question.is_number:
        if isinstance(answer, str | bool):
            return f"{name}: “{answer}” bukan angka. Tulis angkanya."
        if question.maximum is not None and answer > question.maximum:
            most, given = format_number(question.maximum), format_number(answer)
            return f"{name}: nilai {given} melebihi nilai tertinggi {most}. Tulis {most} atau kurang."
        if question.minimum is not None and answer < question.minimum:
            least, given = format_number(question.minimum), format_number(answer)
            return f"{name}: nilai {given} di bawah nilai terendah {least}. Tulis {least} atau lebih."
        return ""
    if question.is_closed and answer not in options_for(question, context):
        return f"{name}: pilihan “{answer}” tidak ada. Pilih salah satu tangga yang tersedia."
    return ""
