"""The IPLM workbook: accepted returns in the columns and words of the national form, one sheet for each kab/kota."""

from collections import defaultdict

from django.db.models import QuerySet
from django.urls import reverse

from etam.obligations.exports.files import File, Gap, book
from etam.questionnaire import Context, Instrument, Question, national_value, settle
from etam.submissions import editions, queries
from etam.submissions.models import Round, Submission
from etam.web.formats import number
from etam.web.tables import Cell, Sheet

INSTRUMENT = "library-return"
ACCEPTED = (Submission.State.ACCEPTED, Submission.State.LOCKED)


def workbook(year: int) -> File:
    """Every accepted return about `year`; names and numbers of respondents stay out."""
    rounds = list(_rounds(year))
    sheets: dict[str, list[list[Cell]]] = defaultdict(list)
    header: list[str] = []
    for one in rounds:
        edition = editions.of_round(one)
        asked = columns(edition)
        header = [f"{question.column}. {question.label.id}" for question in asked]
        for submission in _accepted(one):
            sheets[submission.regency.short_name].append(_row(submission, edition, asked))
    made = [Sheet(title, header, rows) for title, rows in sorted(sheets.items())]
    nothing = Sheet("Kosong", [f"Belum ada isian yang diterima tentang data {year}."], [])
    is_sample = any(one.is_sample for one in rounds)
    return book(f"iplm-{year}.xlsx", made or [nothing], is_sample=is_sample)


def gaps(year: int) -> list[Gap]:
    """Libraries whose return about `year` is not accepted yet."""
    if not _rounds(year).exists():
        return [Gap(f"Belum ada putaran isian tentang data {year}.", url=reverse("submissions:rounds"))]
    frame = queries.frame(year)
    left = int((frame["state"] != "accepted").sum())
    if not left:
        return []
    sentence = f"{number(left)} dari {number(len(frame))} perpustakaan belum punya isian yang diterima."
    return [Gap(sentence, left, reverse("submissions:completeness"))]


def columns(edition: Instrument) -> list[Question]:
    """The questions that are columns of the national form and hold nothing personal, from A to Z, then AA."""
    asked = [one for one in edition.questions if one.column and not one.personal]
    return sorted(asked, key=lambda one: (len(one.column), one.column))


def _rounds(year: int) -> QuerySet[Round]:
    return queries.library_rounds().filter(instrument_code=INSTRUMENT, period=year).order_by("opens_on", "pk")


def _accepted(one: Round) -> list[Submission]:
    rows = one.submissions.filter(state__in=ACCEPTED, latest__isnull=False)
    return list(
        rows.select_related("institution", "regency__parent", "latest").order_by("regency_id", "institution__code")
    )


def _row(submission: Submission, edition: Instrument, asked: list[Question]) -> list[Cell]:
    context = Context(submission.kind, submission.subtype, submission.regency_id)
    answers = settle(edition, submission.latest.answers if submission.latest else {}, context)
    # The register holds regions by code; the national form names them.
    names = (
        {"province": submission.regency.parent.name, "regency": submission.regency.name}
        if submission.regency.parent
        else {}
    )
    return [names.get(one.element) or national_value(one, answers.get(one.element)) for one in asked]
