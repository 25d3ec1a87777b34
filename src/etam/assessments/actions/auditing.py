"""Work in the field: random samples, findings, and what the audited office answers to them."""

import random
from collections.abc import Mapping
from datetime import date, datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.assessments import editions, teams
from etam.assessments.actions.moving import lock, move, refuse_other_state
from etam.assessments.actions.recommending import issued_numbers
from etam.assessments.actions.sheets import open_obstacles
from etam.assessments.exceptions import BadInput, NotReady, Obstacle, WrongPerson, WrongState
from etam.assessments.models import Assessment, Discussion, Irregularity, Sample, Sheet
from etam.web.formats import day, number

State, Side = Assessment.State, Sheet.Side
WRITTEN_IN = (State.SCORING, State.MODERATING)
LARGEST_SAMPLE = 1000


@transaction.atomic
def draw_sample(
    assessment: Assessment,
    *,
    element: str,
    population: str,
    size: int,
    count: int,
    seed: int,
    by: User,
    at: datetime | None = None,
) -> Sample:
    """Draw `count` of the `size` files in a list, by a seed that anybody can draw again; numbers begin with 1.

    Raises BadInput for a sample larger than its list or an unknown question, WrongState, WrongPerson.
    """
    row = lock(assessment)
    refuse_other_state(row, WRITTEN_IN, "disampel")
    _refuse_outsider(row, by)
    if element not in editions.instrument_of(row).by_element:
        raise BadInput(f"Pertanyaan “{element}” tidak ada dalam instrumen ini.")
    if not population.strip():
        raise BadInput("Sebutkan daftar yang disampel, misalnya “Daftar arsip aktif 2025”.")
    if not 1 <= count <= min(size, LARGEST_SAMPLE):
        raise BadInput(
            f"Dari daftar {number(size)} berkas dapat diambil 1 sampai "
            f"{number(min(size, LARGEST_SAMPLE))}, bukan {number(count)}."
        )
    sample = Sample.objects.create(
        assessment=row,
        element=element,
        population=population.strip()[:200],
        size=size,
        seed=seed,
        drawn=drawn(size, count, seed),
        at=at or timezone.now(),
        by=by,
    )
    journal.record(
        "assessment.draw_sample", row, by=by, summary=f"{row}: menyampel {sample}, benih {seed}.", sample=sample.pk
    )
    return sample


def drawn(size: int, count: int, seed: int) -> list[int]:
    """The numbers that a seed draws from 1 … size, ascending; Python's Mersenne Twister, so that all draw the same."""
    return sorted(random.Random(seed).sample(range(1, size + 1), count))  # noqa: S311


@transaction.atomic
def record_sample(sample: Sample, *, results: Mapping[str, tuple[bool, str]], by: User) -> Sample:
    """Note for drawn files whether each is in order.

    Raises BadInput for a file that was not drawn; WrongState, WrongPerson.
    """
    row = lock(sample.assessment)
    refuse_other_state(row, WRITTEN_IN, "dicatat hasil sampelnya")
    _refuse_outsider(row, by)
    # Two auditors tick on their phones: what the other has noted meanwhile stays.
    sample.refresh_from_db(fields=["results"])
    known = {str(one) for one in sample.drawn}
    if strange := sorted(results.keys() - known):
        raise BadInput(f"Berkas nomor {strange[0]} tidak terambil dalam sampel ini.")
    sample.results = {**sample.results, **{key: [is_right, note.strip()] for key, (is_right, note) in results.items()}}
    sample.save(update_fields=["results"])
    journal.record(
        "assessment.record_sample", row, by=by, summary=f"{row}: hasil sampel {sample} dicatat.", sample=sample.pk
    )
    return sample


@transaction.atomic
def write_irregularity(
    assessment: Assessment,
    *,
    condition: str,
    recommendation: str,
    by: User,
    element: str = "",
    criterion: str = "",
    cause: str = "",
    due_on: date | None = None,
    at: datetime | None = None,
) -> Irregularity:
    """A new finding.

    Raises BadInput without condition and recommendation or for a due date in the past; WrongState, WrongPerson.
    """
    at = at or timezone.now()
    row = lock(assessment)
    refuse_other_state(row, WRITTEN_IN, "diberi temuan")
    _refuse_outsider(row, by)
    _refuse_empty(row, condition, recommendation, due_on, element, at)
    last: int = row.irregularities.aggregate(last=Max("number"))["last"] or 0
    made = Irregularity.objects.create(
        assessment=row,
        number=last + 1,
        element=element,
        condition=condition.strip(),
        criterion=criterion.strip(),
        cause=cause.strip(),
        recommendation=recommendation.strip(),
        due_on=due_on,
        at=at,
        by=by,
    )
    journal.record("assessment.write_irregularity", row, by=by, summary=f"{row}: temuan {made.number} ditulis.")
    return made


@transaction.atomic
def change_irregularity(
    irregularity: Irregularity,
    *,
    condition: str,
    recommendation: str,
    criterion: str,
    cause: str,
    element: str,
    due_on: date | None,
    by: User,
) -> Irregularity:
    """Another wording, before the findings are presented. Raises as `write_irregularity`."""
    row = lock(irregularity.assessment)
    refuse_other_state(row, WRITTEN_IN, "diubah temuannya")
    _refuse_outsider(row, by)
    _refuse_empty(row, condition, recommendation, due_on, element, timezone.now())
    if irregularity.number in issued_numbers(row):
        raise WrongState(
            f"Temuan {irregularity.number} sudah terbit sebagai rekomendasi, jadi bunyinya tidak "
            "diubah. Cabut, lalu tulis yang baru."
        )
    before = irregularity.condition
    irregularity.condition, irregularity.recommendation = condition.strip(), recommendation.strip()
    irregularity.criterion, irregularity.cause = criterion.strip(), cause.strip()
    irregularity.element, irregularity.due_on = element, due_on
    irregularity.save()
    summary = f"{row}: temuan {irregularity.number} diubah."
    journal.record("assessment.change_irregularity", row, by=by, summary=summary, before=before)
    return irregularity


@transaction.atomic
def drop_irregularity(irregularity: Irregularity, *, reason: str, by: User, at: datetime | None = None) -> Irregularity:
    """Take a finding back with a reason, also after the auditee disputed it; it stays readable.

    Raises BadInput, WrongState, WrongPerson.
    """
    row = lock(irregularity.assessment)
    refuse_other_state(row, (*WRITTEN_IN, State.RESPONDING), "dicabut temuannya")
    _refuse_outsider(row, by)
    if not reason.strip():
        raise BadInput("Tulis sebab temuan ini dicabut.")
    irregularity.dropped_at, irregularity.dropped_reason = at or timezone.now(), reason.strip()
    irregularity.save(update_fields=["dropped_at", "dropped_reason"])
    summary = f"{row}: temuan {irregularity.number} dicabut: {reason.strip()}"
    journal.record("assessment.drop_irregularity", row, by=by, summary=summary)
    return irregularity


@transaction.atomic
def answer_irregularity(
    irregularity: Irregularity, *, answer: str, text: str, by: User, at: datetime | None = None
) -> Irregularity:
    """What the audited office says to a finding: agreed, or disputed with a reason.

    Raises BadInput, WrongState, WrongPerson.
    """
    row = lock(irregularity.assessment)
    refuse_other_state(row, State.RESPONDING, "ditanggapi")
    if not teams.is_auditee(by, row):
        raise WrongPerson("Hanya petugas lembaga yang diaudit yang menanggapi temuan.")
    if answer not in (Irregularity.Answer.AGREED, Irregularity.Answer.DISPUTED):
        raise BadInput("Pilih setuju atau tidak setuju.")
    if answer == Irregularity.Answer.DISPUTED and not text.strip():
        raise BadInput(
            f"Temuan {irregularity.number}: tulis sebab Anda tidak setuju, supaya tim dapat mempertimbangkannya."
        )
    if irregularity.dropped_at:
        raise WrongState(f"Temuan {irregularity.number} sudah dicabut, jadi tidak perlu ditanggapi.")
    irregularity.answer, irregularity.answer_text = answer, text.strip()
    irregularity.answered_at, irregularity.answered_by = at or timezone.now(), by
    irregularity.save()
    summary = f"{row}: temuan {irregularity.number} {irregularity.get_answer_display().lower()}."
    journal.record("assessment.answer_irregularity", row, by=by, summary=summary)
    return irregularity


@transaction.atomic
def discuss(assessment: Assessment, *, element: str, text: str, by: User, at: datetime | None = None) -> Discussion:
    """Say something about a question on which the team disagrees. Raises BadInput, WrongState, WrongPerson."""
    row = lock(assessment)
    refuse_other_state(row, (State.MODERATING, State.RESPONDING), "dibicarakan")
    _refuse_outsider(row, by)
    if element not in editions.instrument_of(row).by_element or not text.strip():
        raise BadInput("Tulis pendapat Anda pada salah satu pertanyaan.")
    said = Discussion.objects.create(assessment=row, element=element, text=text.strip(), at=at or timezone.now(), by=by)
    journal.record("assessment.discuss", row, by=by, summary=f"{row}: pendapat tentang {element}.")
    return said


@transaction.atomic
def present(assessment: Assessment, *, by: User, at: datetime | None = None) -> Assessment:
    """The exit meeting: scores and findings are presented to the audited office, which answers them now.

    Raises NotReady while a question is open, WrongState, WrongPerson (who is not of the team).
    """
    at = at or timezone.now()
    row = lock(assessment)
    refuse_other_state(row, State.MODERATING, "disampaikan")
    if row.is_accreditation:
        raise WrongState("Akreditasi tidak mengenal rapat akhir audit; hasilnya langsung ditetapkan.")
    _refuse_outsider(row, by)
    if found := open_obstacles(row.sheets.select_related("latest", "assessment").get(side=Side.FINAL)):
        raise NotReady(found)
    count = row.irregularities.filter(dropped_at=None).count()
    summary = f"Hasil sementara disampaikan dengan {number(count)} temuan."
    return move(row, State.RESPONDING, by=by, at=at, action="present", summary=summary, given=assessment)


def unanswered_irregularities(assessment: Assessment) -> list[Obstacle]:
    """Findings to which the audited office has not yet said anything."""
    left = assessment.irregularities.filter(dropped_at=None, answer="")
    return [Obstacle("", f"Temuan {one.number} belum ditanggapi auditi.") for one in left]


def _refuse_outsider(row: Assessment, by: User) -> None:
    if not teams.is_in_team(by, row):
        raise WrongPerson("Hanya anggota tim yang mengerjakan ini.")
    if reason := teams.own_office(by, row):
        raise WrongPerson(reason)


def _refuse_empty(
    row: Assessment, condition: str, recommendation: str, due_on: date | None, element: str, at: datetime
) -> None:
    if not condition.strip() or not recommendation.strip():
        raise BadInput("Temuan berisi kondisi dan rekomendasi. Tulis keduanya.")
    if element and element not in editions.instrument_of(row).by_element:
        raise BadInput(f"Pertanyaan “{element}” tidak ada dalam instrumen ini.")
    if due_on and due_on < timezone.localdate(at):
        raise BadInput(f"Tenggat {day(due_on)} sudah lewat. Pilih hari yang akan datang.")
