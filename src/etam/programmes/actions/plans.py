"""Planning help to villages and schools, giving plans up, registering the library that came of one, and notes."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.actions import InstitutionProblem, NewInstitution, register_institution
from etam.institutions.models import Institution, ParentBody
from etam.programmes.actions.ledger import NOT_OF_BODY
from etam.programmes.exceptions import BadInput, WrongState
from etam.programmes.models import BodyNote, HelpPlan
from etam.programmes.models.money import Fund
from etam.web.formats import day as written_day
from etam.web.formats import listed, number

YEARS_AHEAD = 5
NAMED = 3
KINDS = {ParentBody.Kind.VILLAGE: ("public", "village"), ParentBody.Kind.SCHOOL: ("school", "")}


@transaction.atomic
def plan_help(
    bodies: Sequence[ParentBody],
    *,
    year: int,
    agency: str,
    fund: str,
    by: User,
    note: str = "",
    at: datetime | None = None,
    is_sample: bool = False,
) -> list[HelpPlan]:
    """Plan to help these villages and schools to a library, all or none.

    Raises BadInput for a year or fund that cannot be and for no body at all; WrongState where a plan is under way or a
    library is known already.
    """
    today = localdate(at) if at else localdate()
    if not bodies:
        raise BadInput("Pilih sedikitnya satu desa atau sekolah.", "bodies")
    if not today.year - 5 <= year <= today.year + YEARS_AHEAD:
        raise BadInput(f"Tahun rencana {year} tidak mungkin. Pilih sampai {today.year + YEARS_AHEAD}.", "year")
    if fund not in Fund.values:
        raise BadInput("Pilih sumber dananya.", "fund")
    _refuse_fund(bodies, fund)
    _refuse_known(bodies)
    at = at or timezone.now()
    new = [
        HelpPlan(body=one, year=year, agency=agency, fund=fund, note=note.strip(), at=at, by=by, is_sample=is_sample)
        for one in bodies
    ]
    try:
        with transaction.atomic():
            plans = HelpPlan.objects.bulk_create(new)
    except IntegrityError as error:
        raise WrongState("Salah satunya baru saja direncanakan orang lain. Muat ulang daftarnya.") from error
    summary = f"Merencanakan bantuan {year} ({Fund(fund).label})."
    journal.record_many("help_planned", plans, by=by, summary=summary, year=year, agency=agency, fund=fund)
    return plans


@transaction.atomic
def plan_for_agencies(
    by_agency: Mapping[str, Sequence[ParentBody]], *, year: int, fund: str, by: User, note: str = ""
) -> list[HelpPlan]:
    """The same for several agencies at once, all or none."""
    told: dict[str, Any] = {"year": year, "fund": fund, "note": note, "by": by}
    return [one for agency, bodies in by_agency.items() for one in plan_help(bodies, agency=agency, **told)]


@transaction.atomic
def withdraw_plan(plan: HelpPlan, *, reason: str, by: User, at: datetime | None = None) -> None:
    """Give a plan up; it stays readable with its reason. Raises BadInput without a reason, WrongState twice."""
    row = HelpPlan.objects.select_for_update().get(pk=plan.pk)
    if row.withdrawn_at is not None:
        raise WrongState("Rencana ini sudah ditarik.")
    if not reason.strip():
        raise BadInput("Tulis alasannya: mengapa rencana ini tidak dilanjutkan.", "reason")
    row.withdrawn_at, row.withdrawn_by, row.withdrawn_reason = at or timezone.now(), by, reason.strip()
    row.save(update_fields=["withdrawn_at", "withdrawn_by", "withdrawn_reason"])
    journal.record("help_withdrawn", row, by=by, summary=f"Menarik rencana: {row.withdrawn_reason}")


@transaction.atomic
def register_library(
    plan: HelpPlan, *, name: str, since: date, npp: str = "", by: User, is_sample: bool = False
) -> Institution:
    """Enter the library that came of a plan in the directory and link it to its village or school.

    Raises WrongState where the plan was given up or a library is linked already, BadInput for a day to come.
    """
    body = ParentBody.objects.select_for_update().select_related("region", "regency").get(pk=plan.body_id)
    if HelpPlan.objects.get(pk=plan.pk).withdrawn_at is not None:
        raise WrongState("Rencana ini sudah ditarik. Buat rencana baru dulu.")
    if body.library_id is not None:
        raise WrongState(f"{body} sudah tertaut dengan perpustakaan. Muat ulang halaman.")
    if since > localdate():
        raise BadInput(f"{written_day(since)} belum tiba. Daftarkan setelah perpustakaannya berdiri.", "since")
    kind, subtype = KINDS[ParentBody.Kind(body.kind)]
    new = NewInstitution(
        name=name.strip(), kind=kind, subtype=subtype or body.subtype, region=body.region, regency=body.regency,
        npp=npp.strip(), npsn=body.code if kind == "school" else "", parent_name=body.name, address=body.address,
        latitude=body.latitude, longitude=body.longitude, valid_from=since, is_sample=is_sample,
    )  # fmt: skip
    try:
        library = register_institution(new, by=by)
    except InstitutionProblem as problem:
        raise BadInput(str(problem), "name") from problem
    # Registering links by code where that leaves no doubt; a plan leaves none.
    ParentBody.objects.filter(pk=body.pk).update(library=library, library_since=since.year)
    journal.record("help_registered", plan, by=by, summary=f"Mendaftarkan {library} ({library.code}).")
    return library


@transaction.atomic
def note(
    body: ParentBody,
    *,
    on: date,
    meeting: str,
    text: str,
    by: User,
    at: datetime | None = None,
    is_sample: bool = False,
) -> BodyNote:
    """Note what a joint meeting decided about a village or school. Raises BadInput for a day to come or no text."""
    if not meeting.strip():
        raise BadInput("Tulis rapat apa yang memutuskan.", "meeting")
    if not text.strip():
        raise BadInput("Tulis apa yang diputuskan.", "text")
    if on > localdate():
        raise BadInput(f"{written_day(on)} belum tiba. Catat setelah rapatnya.", "on")
    row = BodyNote.objects.create(
        body=body,
        on=on,
        meeting=meeting.strip(),
        text=text.strip(),
        at=at or timezone.now(),
        by=by,
        is_sample=is_sample,
    )
    journal.record("body_noted", row, by=by, summary=f"Mencatat putusan {row} tentang {body}.")
    return row


@transaction.atomic
def withdraw_note(row: BodyNote, *, by: User, at: datetime | None = None) -> None:
    """Take back a decision that was noted wrongly; it stays readable. Raises WrongState twice."""
    kept = BodyNote.objects.select_for_update().get(pk=row.pk)
    if kept.withdrawn_at is not None:
        raise WrongState("Catatan ini sudah ditarik.")
    kept.withdrawn_at = at or timezone.now()
    kept.save(update_fields=["withdrawn_at"])
    journal.record("body_note_withdrawn", kept, by=by, summary=f"Menarik putusan {kept} tentang {kept.body}.")


def _refuse_fund(bodies: Sequence[ParentBody], fund: str) -> None:
    wrong = [one for one in bodies if NOT_OF_BODY[ParentBody.Kind(one.kind)] == fund]
    if wrong:
        raise BadInput(f"{Fund(fund).label} tidak untuk {_some(wrong)}. Pilih sumber dana lain.", "fund")


def _refuse_known(bodies: Sequence[ParentBody]) -> None:
    with_library = [one for one in bodies if one.library_id is not None]
    if with_library:
        raise WrongState(f"Sudah berperpustakaan: {_some(with_library)}. Keluarkan dari pilihan.")
    under_way = HelpPlan.objects.filter(body__in=bodies, withdrawn_at=None).select_related("body")
    if under_way:
        raise WrongState(f"Sudah direncanakan: {_some([one.body for one in under_way])}. Keluarkan dari pilihan.")


def _some(bodies: Sequence[ParentBody]) -> str:
    """The first names, and how many more."""
    names = [one.name for one in bodies[:NAMED]]
    more = len(bodies) - NAMED
    return listed([*names, f"{number(more)} lainnya"] if more > 0 else names)
