"""What the worker does for a run: collect, compute, put into words, freeze. Long, so no transaction is held open."""

import logging
from collections.abc import Callable

from django.db import models, transaction
from django.utils import timezone

from etam.accounts import journal
from etam.content.files import ContentError
from etam.indexmath import bundle
from etam.indexmath.errors import IndexMathError
from etam.indexmath.model import Method
from etam.indices import collecting, freezing, methods, queries
from etam.indices.exceptions import IndicesProblem
from etam.indices.frames import frame_changes
from etam.indices.models import IndexRun
from etam.indices.shaping import Before, Circumstances, shape

logger = logging.getLogger(__name__)

State = IndexRun.State
Tell = Callable[[int, str], None]


class Superseded(Exception):
    """Another attempt has taken the run over, so this one stops and writes nothing more."""


def compute(run_id: int, attempt: int) -> None:
    """Do the `attempt` of a run, once; afterwards it is done, or failed with one sentence that says why.

    A worker that was only slow finds that its attempt no longer counts, and leaves the run alone.
    """
    claimed = _of(run_id, attempt).filter(state=State.QUEUED)
    if not claimed.update(state=State.RUNNING, alive_at=timezone.now()):
        return
    run = IndexRun.objects.select_related("by").get(pk=run_id)
    try:
        _compute(run, _teller(run))
    except Superseded:
        logger.info("run %s: attempt %s was superseded", run_id, attempt)
    except Exception as error:
        _fail(run, error)


def _compute(run: IndexRun, tell: Tell) -> None:
    tell(5, "Mengumpulkan angka dari isian yang diterima")
    method = methods.load(run.method_code, run.method_version)
    inputs = collecting.collect(method, run.period)
    run.is_sample = collecting.is_sample(method, run.period)
    tell(35, "Menghitung indeks dan perhitungan ulangnya")
    calculation = bundle.calculate(method, inputs, run.draws, run.seed)
    tell(65, "Menyusun temuan dan penjelasan setiap daerah")
    run.results = shape(calculation.result, _circumstances(run, method, calculation))
    tell(80, "Membekukan masukan, metode, dan hasil")
    run.folder, run.manifest_sha256 = freezing.freeze_run(run, calculation, run.results)
    run.method_checksum = method.checksum
    _finish(run)


def _circumstances(run: IndexRun, method: Method, calculation: bundle.Calculation) -> Circumstances:
    assert calculation.inputs is not None  # noqa: S101 -- a run is always gathered
    inputs = calculation.inputs
    before = queries.release_before(method.code, method.version, run.period)
    has_notes = (method.path.parent / "NOTES.md").is_file()
    return Circumstances(
        period=run.period,
        table_title=table_title(method, run.period),
        names=collecting.names(run.period),
        sample=run.is_sample,
        regulations=methods.regulations(),
        returns=collecting.returns(inputs.frame, method.accepted_states) if collecting.uses_returns(method) else {},
        quality=collecting.quality(method, inputs),
        frame=frame_changes(run.period) if collecting.uses_returns(method) else None,
        series=collecting.series_used(method, inputs),
        before=Before(before.code, before.results) if before else None,
        notes_path="method/NOTES.md" if has_notes else "",
    )


def table_title(method: Method, period: int) -> str:
    """The name of the table under its finding."""
    title = method.title["id"]
    named = title if str(period) in title else f"{title} {period}"
    return f"Peringkat {named}, kabupaten/kota di Kalimantan Timur"


def _of(run_id: int, attempt: int) -> models.QuerySet[IndexRun]:
    return IndexRun.objects.filter(pk=run_id, attempt=attempt)


def _teller(run: IndexRun) -> Tell:
    def tell(progress: int, note: str) -> None:
        alive = _of(run.pk, run.attempt).filter(state=State.RUNNING)
        if not alive.update(progress=progress, progress_note=note, alive_at=timezone.now()):
            raise Superseded

    return tell


@transaction.atomic
def _finish(run: IndexRun) -> None:
    now = timezone.now()
    done = _of(run.pk, run.attempt).filter(state=State.RUNNING)
    if not done.update(
        state=State.DONE,
        progress=100,
        progress_note="Selesai",
        problem="",
        results=run.results,
        folder=run.folder,
        manifest_sha256=run.manifest_sha256,
        method_checksum=run.method_checksum,
        is_sample=run.is_sample,
        alive_at=now,
        finished_at=now,
    ):
        raise Superseded
    journal.record("run.done", run, by=None, summary=f"Perhitungan {run} selesai.", manifest=run.manifest_sha256)


@transaction.atomic
def _fail(run: IndexRun, error: Exception) -> None:
    problem, now = sentence(error), timezone.now()
    failed = _of(run.pk, run.attempt).filter(state=State.RUNNING)
    if failed.update(state=State.FAILED, problem=problem, alive_at=now, finished_at=now):
        journal.record("run.fail", run, by=None, summary=f"Perhitungan {run} gagal: {problem}")


def sentence(error: Exception) -> str:
    """What went wrong, as one Indonesian sentence that says what to do next."""
    if isinstance(error, (IndicesProblem, IndexMathError)):
        return str(error)
    if isinstance(error, ContentError):
        return f"Berkas metode tidak dapat dipakai: {error.faults[0]}. Beri tahu administrator."
    if isinstance(error, OSError):
        return f"Folder hasil tidak dapat ditulis ({error.strerror}). Beri tahu administrator, lalu ulangi."
    logger.exception("a run failed")
    return (
        f"Perhitungan berhenti karena kesalahan tak terduga ({type(error).__name__}). "
        "Ulangi; bila terjadi lagi, beri tahu administrator."
    )
