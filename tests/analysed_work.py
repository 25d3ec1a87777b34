"""Workload analyses in the world of the walk: one settled and one in draft, both of the village library."""

from django.utils import timezone

from etam.submissions.tests.cast import Cast
from etam.workforce.actions import workload, workload_tasks
from etam.workforce.actions.workload_tasks import Typed


def analysed_work(cast: Cast) -> dict[str, int | str]:
    """The keys by which addresses name the analyses and a task of the draft."""
    now = timezone.now()
    post = {"office": cast.village, "position_code": "pustakawan", "effective_time": "hours_1250"}
    settled = workload.start(**post, year=now.year - 1, by=cast.operator, at=now)
    typed = Typed("ahli_pertama", "Layanan rujukan", 1200.0, 15.0)
    workload_tasks.add_task(settled, typed, version=1, by=cast.operator)
    settled = workload.settle(settled, version=2, signed_by="Kepala desa", by=cast.operator, at=now)
    draft = workload.start(**post, year=now.year, copy_from=settled, by=cast.operator, at=now)
    return {"workload": draft.pk, "settled_workload": settled.pk, "task": draft.tasks.get().pk}
