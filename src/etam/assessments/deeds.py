"""What somebody may do with an assessment now, and why the rest is closed."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.urls import reverse

from etam.assessments import access, standing, teams
from etam.assessments.generations import NO_GRADE
from etam.assessments.models import Assessment, Certificate, Reopening, Sheet
from etam.institutions.access import has_role

State, Side = Assessment.State, Sheet.Side
BEFORE_SCORING = (State.PLANNED, State.ANSWERING, State.CHECKING, State.CHECKED, State.DELIVERED)
BEYOND_BLIND = (State.MODERATING, State.RESPONDING, State.DETERMINED)


@dataclass(frozen=True)
class Part:
    """What a person is to an assessment; most are one of these, some none."""

    answers: bool = False
    scores: bool = False
    checks: bool = False
    manages: bool = False
    reads_moderation: bool = False


@dataclass(frozen=True)
class Deed:
    """One thing to do: a link, or a button where `is_post`. With `why` it is closed, and `why` says until when."""

    label: str
    url: str = ""
    why: str = ""
    is_post: bool = False
    is_main: bool = False
    is_grave: bool = False


def part_of(user: Any, assessment: Assessment) -> Part:
    """What `user` is to an assessment that has come through a door of this room."""
    checks = assessment.is_accreditation and access.assessments_to_check(user).filter(pk=assessment.pk).exists()
    return Part(
        answers=teams.is_auditee(user, assessment),
        scores=teams.is_in_team(user, assessment),
        checks=checks,
        manages=access.assessments_to_manage(user).filter(pk=assessment.pk).exists(),
        reads_moderation=not access.is_auditee_only(user, assessment),
    )


def deeds(user: Any, assessment: Assessment, part: Part, own: Sheet | None, reopening: Reopening | None) -> list[Deed]:
    """Every action of this person now, the next step first. `own` is their blind sheet, `reopening` an open request."""
    found: list[Deed] = []
    if part.answers:
        found += _of_institution(assessment)
    if part.scores:
        found += _of_team(assessment, own)
    if part.checks:
        found += _of_checker(assessment)
    if part.manages:
        found += _of_manager(user, assessment, reopening)
    if part.reads_moderation and not part.scores and assessment.state in BEYOND_BLIND:
        found.append(Deed("Lihat moderasi", _to("moderation", assessment)))
    if assessment.is_accreditation and assessment.state == State.DETERMINED:
        found += _of_certificate(user, assessment)
    if _may_give_up(assessment, part):
        found.append(Deed("Batalkan penilaian", _to("withdraw", assessment), is_grave=True))
    return _one_main(found)


def _of_institution(one: Assessment) -> Iterator[Deed]:
    if one.state == State.PLANNED:
        if one.is_accreditation:
            yield Deed("Mulai penilaian mandiri", _to("start", one), is_post=True, is_main=True)
        else:
            yield Deed("Jawab pertanyaan", why="Pengelola program belum membuka penilaian ini.")
    elif one.state == State.ANSWERING:
        yield Deed("Isi jawaban dan bukti", _to("sheet", one), is_main=True)
        yield _by_file(one)
        yield Deed("Periksa dan kirim", _to("review", one))
    elif one.state == (State.CHECKING if one.is_accreditation else State.SCORING):
        yield Deed("Tarik kembali", _to("take_back", one), why=_too_late(one), is_post=True)
    elif one.state == State.RESPONDING:
        yield Deed("Tanggapi temuan", _to("irregularities", one), is_main=True)
    if one.is_accreditation and one.state in (State.PLANNED, State.ANSWERING):
        yield Deed("Lihat saran menaikkan nilai", _to("readiness", one))


def _by_file(one: Assessment) -> Deed:
    """The same sheet as a workbook, for where there is no network."""
    return Deed("Isi lewat buku kerja (XLSX)", reverse("exchange:sheet_file", args=[one.pk]))


def _too_late(one: Assessment) -> str:
    begun = one.sheets.filter(side=Side.ASSESSOR).exclude(latest=None).exists()
    return "Tim sudah mulai menilai. Sampaikan perbaikan kepada ketua tim." if begun else ""


def _of_team(one: Assessment, own: Sheet | None) -> Iterator[Deed]:
    if one.state in BEFORE_SCORING:
        yield Deed("Nilai", why="Penilaian dibuka setelah jawaban lembaga dikirim.")
    elif one.state == State.SCORING and own is not None and own.finished_at:
        yield Deed("Lanjutkan menilai", _to("take_back", one), is_post=True)
    elif one.state == State.SCORING:
        yield Deed("Nilai", _to("sheet", one), is_main=True)
        yield _by_file(one)
        yield Deed("Periksa dan nyatakan selesai", _to("review", one))
    elif one.state in BEYOND_BLIND:
        yield Deed("Buka moderasi", _to("moderation", one), is_main=one.state != State.DETERMINED)
    if not one.is_accreditation and one.state in (State.SCORING, State.MODERATING, State.RESPONDING):
        yield Deed("Temuan", _to("irregularities", one))
        yield Deed("Sampel", _to("samples", one))


def _of_checker(one: Assessment) -> Iterator[Deed]:
    if one.state == State.CHECKING:
        yield Deed("Periksa isian dan bukti", _to("check", one), is_main=True)
    elif one.state == State.CHECKED:
        yield Deed("Ajukan ke Perpusnas", _to("deliver", one), is_main=True)
    if one.state in (State.CHECKED, State.DELIVERED):
        yield Deed("Kembalikan kepada perpustakaan", _to("check", one))


def _of_certificate(user: Any, one: Assessment) -> Iterator[Deed]:
    """What follows on a result: the certificate is registered, then it can be seen."""
    made = Certificate.objects.filter(assessment=one).first()
    if made is not None:
        yield Deed("Lihat sertifikat", made.get_absolute_url())
    elif one.final_grade != NO_GRADE and has_role(user, "officer"):
        url = f"{reverse('assessments:new_certificate')}?penilaian={one.pk}"
        yield Deed("Catat sertifikat", url, is_main=True)


def _of_manager(user: Any, one: Assessment, reopening: Reopening | None) -> Iterator[Deed]:
    if one.state in (*BEFORE_SCORING, State.SCORING):
        yield Deed("Tim dan jadwal", _to("team", one))
    if one.state == State.PLANNED and not one.is_accreditation:
        has_lead = one.team.filter(is_lead=True).exists()
        why = "" if has_lead else "Tugaskan ketua tim lebih dulu."
        yield Deed("Buka penilaian", _to("start", one), why=why, is_post=True, is_main=has_lead)
    if one.state in (State.PLANNED, State.ANSWERING) and standing.other_editions(one):
        yield Deed("Pindah edisi instrumen", _to("edition", one))
    if one.state == State.DETERMINED:
        yield _reopening(user, one, reopening)
    elif one.state != State.WITHDRAWN:
        yield Deed("Tetapkan hasil", _to("determine", one), why=_not_yet(one), is_main=not _not_yet(one))


def _reopening(user: Any, one: Assessment, reopening: Reopening | None) -> Deed:
    if reopening is None:
        return Deed("Minta dibuka kembali", _to("ask_reopening", one))
    own = reopening.asked_by_id == user.pk
    why = "Anda yang memintanya, jadi orang kedua yang memutuskan." if own else ""
    return Deed("Putuskan permintaan membuka kembali", _to("decide_reopening", one), why=why, is_main=not own)


def _not_yet(one: Assessment) -> str:
    if one.is_accreditation:
        allowed: tuple[str, ...] = (State.DELIVERED, State.MODERATING)
        return "" if one.state in allowed else "Hasil ditetapkan setelah berkas diajukan ke Perpusnas."
    return "" if one.state == State.RESPONDING else "Hasil ditetapkan setelah tim menyampaikan hasil sementara."


def _may_give_up(one: Assessment, part: Part) -> bool:
    return not one.is_locked and (part.manages or (one.is_accreditation and (part.answers or part.checks)))


def _one_main(found: list[Deed]) -> list[Deed]:
    """One thing loud: the first open main step stays so, and stands first."""
    main = next((one for one in found if one.is_main and not one.why), None)
    rest = [Deed(one.label, one.url, one.why, one.is_post, False, one.is_grave) for one in found if one is not main]
    return [*([main] if main else []), *rest]


def _to(name: str, one: Assessment) -> str:
    return reverse(f"assessments:{name}", args=[one.pk])
