"""Every write to runs and releases: keyword arguments, `by=` for the person, one transaction, one journal entry."""

from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.text import slugify

from etam.accounts import journal
from etam.accounts.models import User
from etam.editions.actions import record_version
from etam.indexmath.errors import IndexMathError
from etam.indexmath.model import Method
from etam.indices import external, freezing, methods, queries, tasks
from etam.indices.access import require_officer
from etam.indices.exceptions import BadInput, WrongPerson, WrongState
from etam.indices.models import IndexRun, Release

MOST_DRAWS = 100_000
LARGEST_SEED = 2**63 - 1


def record_methods(*, by: User | None = None) -> None:
    """Note every method on disk with its checksum; doing it again changes nothing.

    Raises ContentError when a method has a fault.
    """
    with transaction.atomic():
        for choice in methods.available():
            method = methods.load(choice.code, choice.version)
            record_version("methods", method.code, method.version, method.checksum, by=by)


def start_run(
    *,
    method_code: str,
    method_version: str,
    period: int,
    by: User,
    seed: int | None = None,
    draws: int | None = None,
    at: datetime | None = None,
) -> IndexRun:
    """Queue a computation; seed and draws default to those of the method.

    Raises PermissionDenied (no officer), BadInput.
    """
    require_officer(by)
    method = methods.load(method_code, method_version)
    seed, draws = _plan(method, period, seed, draws)
    with transaction.atomic():
        run = IndexRun.objects.create(
            method_code=method.code,
            method_version=method.version,
            method_checksum=method.checksum,
            period=period,
            seed=seed,
            draws=draws,
            by=by,
            alive_at=at or timezone.now(),
        )
        journal.record("run.start", run, by=by, summary=f"Memulai perhitungan {run}.", seed=seed, draws=draws)
    tasks.compute.enqueue(run.pk, run.attempt)
    run.refresh_from_db()
    return run


def restart_run(run: IndexRun, *, by: User, at: datetime | None = None) -> IndexRun:
    """Queue a failed run, or one whose worker is gone, once more.

    Raises PermissionDenied (no officer), WrongState (it is done, or a worker is still at it).
    """
    require_officer(by)
    now = at or timezone.now()
    with transaction.atomic():
        row = IndexRun.objects.select_for_update().get(pk=run.pk)
        if row.state != IndexRun.State.FAILED and not row.is_stalled_at(now):
            raise WrongState("Perhitungan ini tidak gagal dan masih berjalan atau sudah selesai; tidak perlu diulang.")
        row.state, row.attempt, row.alive_at = IndexRun.State.QUEUED, row.attempt + 1, now
        row.progress, row.progress_note, row.problem, row.finished_at = 0, "", "", None
        row.save()
        journal.record("run.repeat", row, by=by, summary=f"Mengulang perhitungan {row}.", attempt=row.attempt)
    tasks.compute.enqueue(row.pk, row.attempt)
    row.refresh_from_db()
    return row


def propose_release(
    run: IndexRun,
    *,
    by: User,
    title: str = "",
    replaces: Release | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Release:
    """Freeze the release of a run and lay it before a second officer; the title defaults to the finding.

    Raises PermissionDenied (no officer), WrongState, BadInput (a correction without its reason, or a second release
    about the same period that names nothing to replace).
    """
    require_officer(by)
    _refuse_unproposable(run, replaces, reason.strip())
    now = at or timezone.now()
    number = queries.next_number(run.method_code, run.period)
    code = slugify(f"{run.method_code}-{run.period}-{number}")
    release = Release(
        code=code,
        kind=Release.Kind.COMPUTED,
        title=(title.strip() or run.results["finding"])[:200],
        method_code=run.method_code,
        method_version=run.method_version,
        period=run.period,
        number=number,
        run=run,
        replaces=replaces,
        reason=reason.strip() if replaces else "",
        results=run.results,
        folder=code,
        proposed_by=by,
        proposed_at=now,
        is_sample=run.is_sample,
    )
    try:
        calculation = freezing.thaw(run)
    except IndexMathError as error:
        raise WrongState(f"Folder perhitungan ini tidak utuh lagi: {error} Jalankan perhitungan baru.") from error
    with freezing.prepared(release, calculation, timezone.localdate(now)) as prepared:
        _save_proposal(release, prepared, by)
    return release


def publish(release: Release, *, by: User, at: datetime | None = None) -> Release:
    """Make a proposed release public; by another officer than the one who proposed it.

    Raises PermissionDenied (no officer), WrongPerson, WrongState (decided already, or its folder was touched).
    """
    require_officer(by)
    if release.proposed_by_id == by.pk:
        raise WrongPerson("Anda yang mengusulkan rilis ini, jadi petugas provinsi lain yang menerbitkannya.")
    _refuse_decided(release)
    if changed := freezing.differences(release):
        raise WrongState(f"Folder rilis berubah sejak diusulkan ({changed[0]}). Tolak usulan ini, lalu usulkan lagi.")
    with transaction.atomic():
        row = _locked(release)
        if row.replaces and row.replaces.replaced_by:
            raise WrongState(f"Rilis {row.replaces.label} sudah digantikan rilis lain. Tolak usulan ini.")
        row.state, row.published_by, row.published_at = Release.State.PUBLISHED, by, at or timezone.now()
        row.save(update_fields=["state", "published_by", "published_at"])
        journal.record(
            "release.publish", row, by=by, summary=f"Menerbitkan rilis {row.code}.", manifest=row.manifest_sha256
        )
    return row


def decline(release: Release, *, reason: str, by: User, at: datetime | None = None) -> Release:
    """Close a proposal without publishing it; the proposer may withdraw it in the same way.

    Raises PermissionDenied (no officer), WrongState, BadInput (no reason).
    """
    require_officer(by)
    if not reason.strip():
        raise BadInput("Tulis alasannya: pengusul perlu tahu apa yang harus diperbaiki.")
    with transaction.atomic():
        row = _locked(release)
        row.state, row.declined_by, row.declined_at = Release.State.DECLINED, by, at or timezone.now()
        row.decline_reason = reason.strip()
        row.save(update_fields=["state", "declined_by", "declined_at", "decline_reason"])
        summary = f"Tidak menerbitkan usulan rilis {row.code}: {row.decline_reason}"
        journal.record("release.decline", row, by=by, summary=summary)
    return row


def publish_external(*, by: User | None = None, at: datetime | None = None) -> list[Release]:
    """Publish the rankings of others that the product ships with, recomputed, with source and known defects.

    What is there already is left alone, so this may be repeated. Raises ContentError when a publication has a fault.
    """
    now = at or timezone.now()
    published = []
    for publication in external.rankings():
        found = Release.objects.filter(code=publication.code).first()
        published.append(found or _publish_external(external.recompute(publication), by, now))
    return published


def _publish_external(recomputed: external.Recomputed, by: User | None, now: datetime) -> Release:
    publication, method = recomputed.publication, recomputed.calculation.result.method
    release = Release(
        code=publication.code,
        kind=Release.Kind.EXTERNAL,
        title=recomputed.results["finding"],
        method_code=method.code,
        method_version=method.version,
        period=recomputed.period,
        number=queries.next_number(method.code, recomputed.period),
        state=Release.State.PUBLISHED,
        source=publication.source,
        defects=list(publication.defects),
        results=recomputed.results,
        folder=publication.code,
        proposed_at=now,
        published_at=now,
    )
    with freezing.prepared(release, recomputed.calculation, recomputed.day) as prepared:
        release.manifest_sha256 = prepared.manifest_sha256
        with transaction.atomic():
            release.save(force_insert=True)
            summary = f"Memuat publikasi luar {release.code}: {publication.source}."
            journal.record("release.load_external", release, by=by, summary=summary, manifest=release.manifest_sha256)
            prepared.move_to(release.path)
    return release


def _plan(method: Method, period: int, seed: int | None, draws: int | None) -> tuple[int, int]:
    """Seed and draws of a run. Raises BadInput when the method, the period or one of them makes no sense."""
    if not methods.can_gather(method):
        raise BadInput(f"Metode {method.name} tidak dihitung dari isian; masukannya tabel dari luar.")
    methods.require_period(method, period)
    plan = method.robustness
    seed = (plan.seed if plan else 0) if seed is None else seed
    draws = (plan.draws if plan else 0) if draws is None else draws
    if not 0 <= draws <= MOST_DRAWS or not 0 <= seed <= LARGEST_SEED:
        raise BadInput(
            f"Perhitungan ulang 0 sampai {MOST_DRAWS:_}".replace("_", ".") + ", benih bilangan bulat positif."
        )
    return seed, draws if plan else 0


def _refuse_unproposable(run: IndexRun, replaces: Release | None, reason: str) -> None:
    if run.state != IndexRun.State.DONE:
        raise WrongState("Perhitungan ini belum selesai, jadi belum ada yang dapat diusulkan.")
    live = run.releases.exclude(state=Release.State.DECLINED).first()
    if live:
        raise WrongState(f"Perhitungan ini sudah diusulkan sebagai rilis {live.label}.")
    current = queries.current_release(run.method_code, run.period)
    if current is not None and replaces is None:
        raise BadInput(
            f"Rilis {current.label} tentang {run.period} sudah terbit. Rilis baru adalah pembetulan: "
            "pilih rilis yang digantikan dan tulis alasannya."
        )
    if replaces is not None and replaces != current:
        raise BadInput(f"Rilis {replaces.label} bukan rilis yang berlaku untuk metode dan tahun ini.")
    if replaces is not None and not reason:
        raise BadInput("Pembetulan memerlukan alasan: apa yang salah dan apa yang berubah.")


def _save_proposal(release: Release, prepared: freezing.Prepared, by: User) -> None:
    release.manifest_sha256 = prepared.manifest_sha256
    summary = f"Mengusulkan rilis {release.code}: {release.title}."
    try:
        with transaction.atomic():
            release.save(force_insert=True)
            journal.record("release.propose", release, by=by, summary=summary, manifest=release.manifest_sha256)
            # The row's unique number makes the place ours; another proposal of the same moment fails above.
            prepared.move_to(release.path)
    except IntegrityError as error:
        raise WrongState("Rilis lain baru saja diusulkan. Muat ulang halaman, lalu periksa keadaannya.") from error


def _locked(release: Release) -> Release:
    row = Release.objects.select_for_update(of=("self",)).select_related("replaces").get(pk=release.pk)
    _refuse_decided(row)
    return row


def _refuse_decided(release: Release) -> None:
    if release.state != Release.State.PROPOSED:
        raise WrongState(f"Rilis ini sudah diputuskan: {release.get_state_display().lower()}.")
