"""What accepted returns and assessments measure of the volumes of a workload analysis."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.utils.timezone import localdate

from etam.assessments.models import Assessment, Programme
from etam.assessments.queries.programmes import government_of
from etam.assessments.queries.results import offices
from etam.content.workload import Measure
from etam.institutions.models import Institution
from etam.submissions import editions
from etam.submissions.models import Figure
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.rules import workload_rules

Source = WorkloadTask.Source
ABSENT = "absent"


@dataclass(frozen=True)
class Measured:
    """What is known of one measure at one office: a number, or why there is none.

    `nothing` is "" beside a number; else "missing" or "not_applicable" as the return says it, or "absent" where nothing
    was accepted. `period` is the year that the figure is about; None when absent.
    """

    measure: Measure
    number: float | None
    nothing: str
    period: int | None
    provenance: str

    @property
    def source(self) -> str:
        return self.measure.taken_from


@dataclass(frozen=True)
class Moved:
    """A task whose measured volume is no longer what the returns or assessments say now."""

    task: WorkloadTask
    now: Measured


def measured(workload: Workload) -> list[Measured]:
    """What is known of every measure that fits the post, from the latest year up to that of the analysis."""
    fitting = [one for one in workload_rules().measures.values() if workload.position in one.positions]
    returned = _returned(workload.office, workload.year, [one for one in fitting if one.taken_from == Source.RETURN])
    return [returned.get(one.code) or _assessed(workload, one) for one in fitting]


def moved(workload: Workload) -> list[Moved]:
    """The tasks whose measured volume changed since it was taken: corrected, of a later year, or gone."""
    tasks = [task for task in workload.tasks.all() if task.source != Source.TYPED]
    if not tasks:
        return []
    known = {(one.source, one.measure.element): one for one in measured(workload)}
    found = [Moved(task, known[key]) for task in tasks if (key := (task.source, task.element)) in known]
    return [one for one in found if (one.now.number, one.now.period) != (one.task.volume, one.task.period)]


def measure_of(workload: Workload, task: WorkloadTask) -> Measured | None:
    """What is known now of the measure that a task's volume was taken from; None for a typed volume."""
    known = (one for one in measured(workload) if (one.source, one.measure.element) == (task.source, task.element))
    return next(known, None)


def _returned(office: Institution, year: int, measures: Iterable[Measure]) -> dict[str, Measured]:
    """The measures taken from accepted returns, by code."""
    wanted = list(measures)
    rows = Figure.objects.filter(
        institution=office, element__in=[one.element for one in wanted], period__lte=year, replaced_at=None
    ).select_related("revision__submission__round")
    latest = {row.element: row for row in rows.order_by("period", "pk")}
    return {
        one.code: _of_figure(one, latest[one.element])
        if one.element in latest
        else Measured(one, None, ABSENT, None, "Belum ada isian yang diterima")
        for one in wanted
    }


def _of_figure(measure: Measure, figure: Figure) -> Measured:
    edition = editions.of_round(figure.revision.submission.round)
    question = edition.by_element.get(figure.element)
    asked = f": {question.label.id}" if question else ""
    said = f"Isian yang diterima, data {figure.period}{asked}"
    return Measured(measure, figure.number, figure.nothing, figure.period, said[:300])


def _assessed(workload: Workload, measure: Measure) -> Measured:
    """How many offices of the same government got an official value, in the latest year that is over or all done."""
    region = government_of(workload.office)
    programmes = Programme.objects.filter(kind=Assessment.Kind.INTERNAL, region=region, year__lte=workload.year)
    for programme in programmes.order_by("-year", "-pk"):
        found = offices(programme)
        done = sum(one.is_complete for one in found)
        # A year that still runs would measure half of its work.
        if done and (done == len(found) or programme.year < localdate().year):
            said = f"Hasil penilaian {programme.year}: perangkat daerah dengan nilai audit internal yang ditetapkan"
            return Measured(measure, float(done), "", programme.year, said)
    return Measured(measure, None, ABSENT, None, "Belum ada nilai audit internal yang ditetapkan")
