"""Volumes from accepted returns: taken with where they are from, and asked about again when they change."""

import pytest

from etam.submissions.models import Figure
from etam.submissions.tests.cast import Cast, make_cast
from etam.workforce.actions import workload as actions
from etam.workforce.actions import workload_tasks as tasks
from etam.workforce.actions.workload_tasks import Typed
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.queries.measured import measured, moved
from etam.workforce.rules import workload_rules
from etam.workforce.tests.analysed import NOW

pytestmark = pytest.mark.django_db
USERS = workload_rules().measures["users_served"]


@pytest.fixture
def cast() -> Cast:
    made = make_cast()
    made.accepted()
    return made


@pytest.fixture
def draft(cast: Cast) -> Workload:
    return begin(cast)


def begin(cast: Cast, position: str = "pustakawan") -> Workload:
    post = {"office": cast.village, "position_code": position, "effective_time": "hours_1250"}
    return actions.start(**post, year=2026, by=cast.operator, at=NOW)


def take(cast: Cast, draft: Workload, code: str = "users_served") -> WorkloadTask:
    draft.refresh_from_db()
    return tasks.take_measured(
        draft,
        workload_rules().measures[code],
        level="ahli_pertama",
        standard_minutes=None,
        version=draft.version,
        by=cast.operator,
    )


def correct(cast: Cast, number: float | None, nothing: str = "") -> None:
    """As if the return were accepted anew with another number of users."""
    rows = Figure.objects.filter(institution=cast.village, element="users_total", period=2025, replaced_at=None)
    assert rows.update(number=number, nothing=nothing) == 1


def test_a_measured_volume_comes_with_its_year_and_question(cast: Cast, draft: Workload) -> None:
    task = take(cast, draft)
    assert (task.volume, task.source, task.element, task.period) == (1490, "return", "users_total", 2025)
    assert task.provenance == "Isian yang diterima, data 2025: Pemustaka setahun"
    assert (task.unit, task.standard_minutes) == ("orang", None)


def test_a_zero_is_a_volume(cast: Cast, draft: Workload) -> None:
    assert take(cast, draft, "digital_titles_catalogued").volume == 0


def test_missing_data_leave_the_volume_open(cast: Cast, draft: Workload) -> None:
    correct(cast, None, "missing")
    task = take(cast, draft)
    assert task.volume is None
    assert task.provenance.endswith("(tidak ada data)")


def test_what_does_not_apply_is_not_taken(cast: Cast, draft: Workload) -> None:
    correct(cast, None, "not_applicable")
    with pytest.raises(BadInput, match="tidak berlaku di kantor ini"):
        take(cast, draft)


def test_an_office_without_an_accepted_return_has_nothing_to_take(cast: Cast) -> None:
    Figure.objects.filter(institution=cast.elsewhere).delete()
    other = actions.start(
        office=cast.elsewhere, position_code="pustakawan", effective_time="hours_1250", year=2026, by=None, at=NOW
    )
    assert {one.nothing for one in measured(other)} == {"absent"}
    with pytest.raises(BadInput, match="Belum ada isian yang diterima"):
        take(cast, other)


def test_a_measure_of_another_post_is_refused(cast: Cast) -> None:
    archivist = begin(cast, "arsiparis")
    assert [one.measure.code for one in measured(archivist)] == ["internal_audits_done"]
    with pytest.raises(BadInput, match="tidak mengukur pekerjaan Arsiparis"):
        tasks.take_measured(archivist, USERS, level="terampil", standard_minutes=1.0, version=1, by=cast.operator)


class TestAChangedFigure:
    @pytest.fixture
    def task(self, cast: Cast, draft: Workload) -> WorkloadTask:
        task = take(cast, draft)
        assert moved(draft) == []
        correct(cast, 2000)
        return task

    def answer(self, cast: Cast, task: WorkloadTask, *, takes_new: bool) -> WorkloadTask:
        version = Workload.objects.get(pk=task.workload_id).version
        return tasks.answer_moved(task, takes_new=takes_new, version=version, by=cast.operator)

    def test_is_shown_old_and_new_and_changes_nothing_by_itself(self, draft: Workload, task: WorkloadTask) -> None:
        (one,) = moved(draft)
        assert (one.task.volume, one.now.number) == (1490, 2000)

    def test_may_be_taken(self, cast: Cast, draft: Workload, task: WorkloadTask) -> None:
        assert self.answer(cast, task, takes_new=True).volume == 2000
        assert moved(draft) == []

    def test_may_be_declined_and_is_then_a_number_of_ones_own(
        self, cast: Cast, draft: Workload, task: WorkloadTask
    ) -> None:
        kept = self.answer(cast, task, takes_new=False)
        assert (kept.volume, kept.source, kept.element) == (1490, "typed", "")
        assert kept.provenance.startswith("Dipertahankan 1.490; Isian yang diterima, data 2025")
        assert moved(draft) == []

    def test_that_became_missing_leaves_the_volume_open(self, cast: Cast, task: WorkloadTask) -> None:
        correct(cast, None, "missing")
        assert self.answer(cast, task, takes_new=True).volume is None

    def test_is_told_of_a_settled_analysis_too(self, cast: Cast, draft: Workload, task: WorkloadTask) -> None:
        Workload.objects.filter(pk=draft.pk).update(state="settled", settled_at=NOW)
        assert len(moved(draft)) == 1
        with pytest.raises(WrongState, match="sudah ditetapkan"):
            self.answer(cast, task, takes_new=True)


def test_typing_another_number_makes_it_ones_own(cast: Cast, draft: Workload) -> None:
    task = take(cast, draft)
    draft.refresh_from_db()
    typed = Typed("ahli_pertama", task.activity, 1500.0, 5.0, "orang")
    edited = tasks.edit_task(task, typed, version=draft.version, by=cast.operator)
    assert (edited.source, edited.element) == ("typed", "")
    assert "menggantikan angka terukur 1.490" in edited.provenance


def test_typing_a_time_keeps_the_volume_measured(cast: Cast, draft: Workload) -> None:
    task = take(cast, draft)
    draft.refresh_from_db()
    typed = Typed("ahli_muda", task.activity, 1490.0, 5.0, "orang")
    assert tasks.edit_task(task, typed, version=draft.version, by=cast.operator).source == "return"
