"""Every write on a whole workload analysis: begin it, settle it, replace a settled one, give up a draft."""

from datetime import datetime

from django.db import transaction
from django.utils import timezone
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.models import Institution
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.rules import position, position_name, workload_rules

State = Workload.State
# An analysis serves the budget of the next years; further ahead nobody knows the volumes.
YEARS_AHEAD = 2


@transaction.atomic
def start(
    *,
    office: Institution,
    position_code: str,
    year: int,
    effective_time: str,
    by: User | None,
    copy_from: Workload | None = None,
    at: datetime | None = None,
    is_sample: bool = False,
) -> Workload:
    """Begin the analysis of one post for one year, empty or with the tasks of another analysis of the same post.

    Raises BadInput for a post, a year or a time without rules; WrongState when the year has an analysis already.
    """
    now = at or timezone.now()
    rules = workload_rules()
    if position(position_code) is None:
        raise BadInput("Jabatan ini tidak ada dalam isi acuan. Pilih dari daftar.", "position")
    refuse_year(year, localdate(now).year)
    if effective_time not in rules.effective_times:
        raise BadInput("Waktu kerja efektif ini tidak ada dalam isi acuan. Pilih dari daftar.", "effective_time")
    if copy_from is not None and (copy_from.office_id, copy_from.position) != (office.pk, position_code):
        raise BadInput("Kegiatan hanya dapat disalin dari analisis kantor dan jabatan yang sama.", "copy_from")
    _refuse_second(office, position_code, year)
    time = rules.effective_times[effective_time]
    made = Workload.objects.create(
        office=office,
        year=year,
        position=position_code,
        edition=rules.version,
        effective_time=time.code,
        effective_minutes=time.minutes,
        made_at=now,
        made_by=by,
        is_sample=is_sample,
    )
    copied = _copy_tasks(copy_from, made) if copy_from else 0
    beside = f", {copied} kegiatan disalin dari {copy_from.year}" if copy_from else ""
    journal.record("workload_started", made, by=by, summary=f"Memulai ABK {_named(made)}{beside}.")
    return made


@transaction.atomic
def change_time(workload: Workload, *, version: int, effective_time: str, by: User) -> Workload:
    """Let a draft rest on another effective working time of its edition."""
    row = draft_to_change(workload, version)
    times = workload_rules(row.edition).effective_times
    if effective_time not in times:
        raise BadInput("Waktu kerja efektif ini tidak ada dalam isi acuan. Pilih dari daftar.", "effective_time")
    row.effective_time, row.effective_minutes = effective_time, times[effective_time].minutes
    row.save(update_fields=["effective_time", "effective_minutes"])
    summary = f"Mengganti waktu kerja efektif ABK {_named(row)} menjadi {row.effective_minutes} menit."
    journal.record("workload_time", row, by=by, summary=summary)
    return row


@transaction.atomic
def settle(
    workload: Workload, *, version: int, signed_by: str, by: User | None, at: datetime | None = None
) -> Workload:
    """Settle a draft as the head of the unit signed it; a settled one of the same year is replaced by it.

    Raises BadInput without a name, without a task, or while a volume or a time is open.
    """
    row = draft_to_change(workload, version)
    if not signed_by.strip():
        raise BadInput("Tulis nama kepala unit yang menandatangani.", "signed_by")
    tasks = list(row.tasks.all())
    if not tasks:
        raise BadInput("Analisis ini belum memuat kegiatan. Tambahkan paling sedikit satu, lalu tetapkan.")
    if open_tasks := [one for one in tasks if one.volume is None or one.standard_minutes is None]:
        raise BadInput(
            f"{len(open_tasks)} kegiatan belum lengkap, misalnya “{open_tasks[0].activity}”. "
            "Isi volume dan waktu standarnya, atau hapus kegiatannya."
        )
    Workload.objects.filter(office=row.office_id, year=row.year, position=row.position, state=State.SETTLED).update(
        state=State.REPLACED
    )
    row.state, row.signed_by = State.SETTLED, signed_by.strip()
    row.settled_at, row.settled_by = at or timezone.now(), by
    row.save(update_fields=["state", "signed_by", "settled_at", "settled_by"])
    beside = f", menggantikan yang sebelumnya: {row.reason}" if row.replaces_id else ""
    summary = f"Menetapkan ABK {_named(row)} dengan {len(tasks)} kegiatan{beside}."
    journal.record("workload_settled", row, by=by, summary=summary)
    return row


@transaction.atomic
def replace_settled(workload: Workload, *, reason: str, by: User, at: datetime | None = None) -> Workload:
    """Begin a draft that is to replace a settled analysis; the settled one counts until the draft is settled.

    Raises BadInput without a reason, WrongState when it is not settled or a draft of the year exists.
    """
    row = Workload.objects.select_for_update().get(pk=workload.pk)
    if row.state != State.SETTLED:
        raise WrongState("Hanya analisis yang sudah ditetapkan yang dapat diganti.")
    if not reason.strip():
        raise BadInput("Tulis alasannya: apa yang berubah sejak ditetapkan.", "reason")
    if Workload.objects.filter(office=row.office_id, year=row.year, position=row.position, state=State.DRAFT).exists():
        raise WrongState("Draf pengganti untuk tahun ini sudah ada. Lanjutkan draf itu.")
    made = Workload.objects.create(
        office=row.office,
        year=row.year,
        position=row.position,
        edition=row.edition,
        effective_time=row.effective_time,
        effective_minutes=row.effective_minutes,
        replaces=row,
        reason=reason.strip(),
        made_at=at or timezone.now(),
        made_by=by,
        is_sample=row.is_sample,
    )
    _copy_tasks(row, made)
    journal.record("workload_replacing", made, by=by, summary=f"Menyiapkan pengganti ABK {_named(row)}: {made.reason}.")
    return made


@transaction.atomic
def discard(workload: Workload, *, version: int, by: User) -> None:
    """Give up a draft with its tasks; the journal keeps that it was there."""
    row = draft_to_change(workload, version)
    journal.record(
        "workload_discarded", row, by=by, summary=f"Membuang draf ABK {_named(row)}, {row.tasks.count()} kegiatan."
    )
    row.delete()


def draft_to_change(workload: Workload, version: int) -> Workload:
    """The draft, locked and counted one version on. Call inside a transaction.

    Raises WrongState when it is settled, or when somebody changed it since `version`.
    """
    row = Workload.objects.select_for_update().filter(pk=workload.pk).first()
    if row is None:
        raise WrongState("Draf ini sudah dibuang. Mulai analisis baru dari daftar.")
    if row.state != State.DRAFT:
        raise WrongState("Analisis ini sudah ditetapkan dan tidak dapat diubah. Siapkan penggantinya, dengan alasan.")
    if row.version != version:
        raise WrongState("Analisis ini baru saja diubah orang lain. Muat ulang halamannya, lalu ulangi perubahan Anda.")
    row.version += 1
    row.save(update_fields=["version"])
    return row


def refuse_year(year: int, this_year: int) -> None:
    """Raises BadInput for a year that has no rules, or lies too far ahead."""
    first = workload_rules().from_year or 0
    if year < first:
        raise BadInput(f"Tidak ada aturan ABK untuk tahun {year}; isi acuan memuat aturan mulai {first}.", "year")
    if year > this_year + YEARS_AHEAD:
        raise BadInput(f"Tahun {year} terlalu jauh; volume hanya dapat diperkirakan sampai {this_year + 2}.", "year")


def _refuse_second(office: Institution, position_code: str, year: int) -> None:
    held = Workload.objects.filter(office=office, position=position_code, year=year).exclude(state=State.REPLACED)
    if found := held.order_by("pk").first():
        what = "sudah ditetapkan. Buka, lalu siapkan penggantinya" if found.state == State.SETTLED else "sudah dimulai"
        raise WrongState(f"Analisis {position_name(position_code)} {year} di kantor ini {what}.")


def _copy_tasks(source: Workload, target: Workload) -> int:
    """The tasks of one analysis written for another; how many."""
    rows = [_moved(task, target) for task in source.tasks.order_by("place", "pk")]
    return len(WorkloadTask.objects.bulk_create(rows))


def _moved(task: WorkloadTask, target: Workload) -> WorkloadTask:
    task.pk, task.workload = None, target
    task._state.adding = True
    return task


def _named(row: Workload) -> str:
    return f"{position_name(row.position)} {row.year}, {row.office}"
