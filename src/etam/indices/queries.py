"""Reads that join or count, named by what they answer."""

import math
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from functools import lru_cache
from pathlib import Path

from django.db.models import Exists, Max, OuterRef, Q, QuerySet

from etam.assessments.models import Assessment, Step
from etam.indexmath.gather import Inputs, gather
from etam.indexmath.model import Method
from etam.indexmath.screen import screen
from etam.indices import collecting, methods
from etam.indices.frames import frame_changes
from etam.indices.models import IndexRun, Release
from etam.indices.results import FrameChanges
from etam.institutions.models import Institution
from etam.submissions.models import Submission, Transition

COUNTING = (Submission.State.ACCEPTED, Submission.State.LOCKED)


@dataclass(frozen=True)
class RegencyReadiness:
    """How ready one kab/kota is for a computation. Shares run from 0 to 1."""

    code: str
    name: str
    accepted: int
    expected: int
    coverage: float | None
    problem: str
    missing: int
    cells: int
    must_fix: int
    explain: int
    frame: dict[str, int]


@dataclass(frozen=True)
class Readiness:
    """What an officer looks at before computing."""

    regencies: list[RegencyReadiness]
    frame: FrameChanges
    minimum: float | None
    is_sample: bool

    @property
    def ranked(self) -> int:
        """How many kab/kota would get a rank."""
        return sum(not one.problem for one in self.regencies)

    @property
    def frame_changes(self) -> int:
        """How many institutions came, went, merged or were renamed since the period before."""
        return self.frame["new"] + self.frame["gone"] + self.frame["merged"] + self.frame["renamed"]


@dataclass(frozen=True)
class Reliance:
    """What rests on the figures of one submission."""

    runs: list[IndexRun]
    releases: list[Release]

    def __bool__(self) -> bool:
        return bool(self.runs or self.releases)


@dataclass(frozen=True)
class Reopened:
    """A return or an assessment whose figures a run used and that was opened again since."""

    institution: Institution
    at: datetime
    reason: str


def readiness(method: Method, period: int) -> Readiness:
    """Coverage, frame changes, failed checks and missing figures by kab/kota, before computing.

    Raises CannotCompute when no return was expected about the period, DataError when the figures contradict themselves.
    """
    inputs = collecting.collect(method, period)
    counts = collecting.returns(inputs.frame, method.accepted_states)
    flags, missing = collecting.flags_by_regency(period), collecting.missing_by_regency(inputs.figures)
    coverage = _coverage(method, inputs)
    changes = frame_changes(period)
    rows = [
        RegencyReadiness(
            code=code,
            name=name.short,
            accepted=counts.get(code, (0, 0))[0],
            expected=counts.get(code, (0, 0))[1],
            coverage=coverage.get(code, (None, ""))[0],
            problem=coverage.get(code, (None, ""))[1],
            missing=missing.get(code, (0, 0))[0],
            cells=missing.get(code, (0, 0))[1],
            must_fix=flags.get(code, {}).get("must_fix", 0),
            explain=flags.get(code, {}).get("explain", 0),
            frame=changes["by_regency"].get(code, {}),
        )
        for code, name in collecting.names(period).items()
    ]
    minimum = method.coverage[0].minimum if method.coverage else None
    return Readiness(rows, changes, minimum, collecting.is_sample(method, period))


def relying_on(submission: Submission) -> Reliance:
    """Runs and releases that used the figures of this submission: it was accepted when they were collected."""
    accepted = Transition.objects.filter(submission=submission, to_state=Submission.State.ACCEPTED)
    first = accepted.order_by("at").values_list("at", flat=True).first()
    if first is None:
        return Reliance([], [])
    runs = [
        run
        for run in IndexRun.objects.filter(
            state=IndexRun.State.DONE, period=submission.round.period, created_at__gte=first
        )
        if _was_accepted(submission, run.created_at)
    ]
    releases = Release.objects.filter(run__in=runs, state=Release.State.PUBLISHED).select_related("run")
    return Reliance(runs, list(releases))


def reopened_since(run: IndexRun) -> list[Reopened]:
    """Returns and assessments whose figures the run used and that were reopened since, the latest first; once each."""
    moves = (
        Transition.objects.filter(submission__round__period=run.period, at__gt=run.created_at, from_state__in=COUNTING)
        .exclude(to_state__in=COUNTING)
        .select_related("submission__institution__regency")
        .order_by("-at")
    )
    found: dict[object, Reopened] = {}
    for move in moves:
        found.setdefault(move.submission_id, Reopened(move.submission.institution, move.at, move.reason))
    for step in _reopenings(run):
        found.setdefault((step.assessment_id,), Reopened(step.assessment.institution, step.at, step.reason))
    return sorted(found.values(), key=lambda one: one.at, reverse=True)


def _reopenings(run: IndexRun) -> Iterable[Step]:
    if not collecting.uses_assessments(methods.load(run.method_code, run.method_version)):
        return []
    return (
        Step.objects.filter(assessment__year=run.period, at__gt=run.created_at, from_state=Assessment.State.DETERMINED)
        .select_related("assessment__institution__regency")
        .order_by("-at")
    )


def with_reopened(runs: QuerySet[IndexRun]) -> QuerySet[IndexRun]:
    """Annotate `is_shaken`: a return that the run used was reopened since."""
    return runs.annotate(is_shaken=_reopened_since("period", "created_at", "method_code"))


def shaken(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Those that are published, not corrected yet, and rest on a return which was reopened since their run."""
    standing = releases.filter(state=Release.State.PUBLISHED).exclude(corrections__state=Release.State.PUBLISHED)
    return standing.filter(_reopened_since("run__period", "run__created_at", "method_code"))


def _reopened_since(period: str, moment: str, method: str) -> Q:
    moves = Transition.objects.filter(
        submission__round__period=OuterRef(period), at__gt=OuterRef(moment), from_state__in=COUNTING
    )
    steps = Step.objects.filter(
        assessment__year=OuterRef(period), at__gt=OuterRef(moment), from_state=Assessment.State.DETERMINED
    )
    return Q(Exists(moves.exclude(to_state__in=COUNTING))) | Q(
        Exists(steps), **{f"{method}__in": _audited(methods.METHODS)}
    )


@lru_cache(maxsize=8)
def _audited(root: Path) -> frozenset[str]:
    """The methods below `root` that audits enter; released editions do not change while a program runs."""
    named = ((one.code, methods.load(one.code, one.version)) for one in methods.available())
    return frozenset(code for code, method in named if collecting.uses_assessments(method))


def current_release(method_code: str, period: int) -> Release | None:
    """The published release about that period that no published correction has replaced."""
    published = Release.objects.filter(state=Release.State.PUBLISHED, method_code=method_code, period=period)
    return published.exclude(corrections__state=Release.State.PUBLISHED).order_by("-number").first()


def current_releases(method_code: str) -> list[Release]:
    """The releases computed here by a method that no published correction has replaced, the earliest period first."""
    published = Release.objects.filter(
        state=Release.State.PUBLISHED, kind=Release.Kind.COMPUTED, method_code=method_code
    )
    found = published.exclude(corrections__state=Release.State.PUBLISHED).order_by("period", "number")
    return list({one.period: one for one in found}.values())


def release_before(method_code: str, version: str, period: int) -> Release | None:
    """The current release of the latest earlier period by the same edition of the method: what may be compared."""
    published = Release.objects.filter(
        state=Release.State.PUBLISHED, method_code=method_code, method_version=version, period__lt=period
    )
    return published.exclude(corrections__state=Release.State.PUBLISHED).order_by("-period", "-number").first()


def next_number(method_code: str, period: int) -> int:
    """The number of the next release about that period; a declined proposal keeps its number."""
    last = Release.objects.filter(method_code=method_code, period=period).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def awaiting(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Those that wait for a second officer."""
    return releases.filter(state=Release.State.PROPOSED).defer("results", "run__results")


def decided(releases: QuerySet[Release]) -> QuerySet[Release]:
    """Those that were published or declined, with what replaced them, the latest first."""
    return (
        releases.filter(~Q(state=Release.State.PROPOSED))
        .defer("results", "run__results", "replaces__results")
        .prefetch_related("corrections")
    )


def _coverage(method: Method, inputs: Inputs) -> dict[str, tuple[float | None, str]]:
    """By kab/kota: the share that the first coverage rule looks at, and why there would be no rank or ""."""
    if method.unit != "region":
        return {}
    # An officer wants to see the shares of everybody, also when too few are left to rank.
    lenient = replace(method, screen=replace(method.screen, minimum=0))
    screened = screen(lenient, gather(method, inputs).data.table)
    reasons = {note.unit: note.text for note in screened.entering.notes}
    shares = screened.coverage
    first = dict(zip(shares.units, shares.values[:, 0].tolist(), strict=True)) if shares.columns else {}
    return {
        unit: (None if math.isnan(first.get(unit, math.nan)) else first[unit], reasons.get(unit, ""))
        for unit in screened.everyone.table.units
    }


def _was_accepted(submission: Submission, at: datetime) -> bool:
    last = Transition.objects.filter(submission=submission, at__lte=at).order_by("-at", "-id").first()
    return last is not None and last.to_state in COUNTING
