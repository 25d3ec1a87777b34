"""Folders of runs and releases: inputs, method, stages and results, frozen so that anyone can recompute them."""

import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from uuid import uuid4

from django.conf import settings

from etam.indexmath import bundle
from etam.indexmath.bundle import Calculation, ReleaseInfo
from etam.indexmath.gather import Inputs
from etam.indexmath.method import load_method
from etam.indexmath.verify import verify
from etam.indices.models import IndexRun, Release
from etam.indices.report import Cover, report_pdf
from etam.indices.results import Results
from etam.indices.workbook import results_workbook


def freeze_run(run: IndexRun, calculation: Calculation, results: Results) -> tuple[str, str]:
    """Write the folder of a run; its name below `settings.RELEASES`, and the SHA-256 of its manifest."""
    name = f"run-{run.pk}-{run.attempt}"
    info = ReleaseInfo(title=results["finding"], period=run.period, sample=run.is_sample)
    return name, bundle.write(_root() / name, calculation, info)


def thaw(run: IndexRun) -> Calculation:
    """The computation of a run again, from what its folder froze. Raises BundleError when the folder is damaged."""
    tables = {name: bundle.read_table(run.path / f"{name}.csv", name) for name in bundle.COLUMNS}
    inputs = Inputs(**tables, period=run.period)
    return bundle.calculate(load_method(run.path / "method"), inputs, run.draws, run.seed)


@dataclass(frozen=True)
class Prepared:
    """A complete release folder beside the place where it will stand."""

    folder: Path
    manifest_sha256: str

    def move_to(self, place: Path) -> None:
        """Put the folder where its release says; whoever calls this owns the place, so a left-over there goes."""
        shutil.rmtree(place, ignore_errors=True)
        self.folder.rename(place)


@contextmanager
def prepared(release: Release, calculation: Calculation, day: date) -> Iterator[Prepared]:
    """Write the folder of a release, with workbook and report. What was not moved into its place is removed."""
    folder = release.path.with_name(f".{release.code}-{uuid4().hex}")
    try:
        yield Prepared(folder, bundle.write(folder, calculation, _info(release), _extras(release, day)))
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def differences(release: Release) -> list[str]:
    """What in the folder of a release is no longer as it was frozen, one line a file."""
    return [str(difference) for difference in verify(release.path)]


def _root() -> Path:
    return Path(settings.RELEASES)


def _info(release: Release) -> ReleaseInfo:
    return ReleaseInfo(
        code=release.code,
        title=release.title,
        period=release.period,
        replaces=release.replaces.code if release.replaces else "",
        reason=release.reason,
        source=release.source,
        defects=tuple(release.defects),
        sample=release.is_sample,
    )


def _extras(release: Release, day: date) -> dict[str, bytes]:
    results: Results = release.results
    replaced = release.replaces.label if release.replaces else ""
    cover = Cover(release.code, release.label, day, replaced, release.reason)
    return {"report.pdf": report_pdf(results, cover), "results.xlsx": results_workbook(results)}
