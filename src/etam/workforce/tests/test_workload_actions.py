"""What may be written into a workload analysis, and what is refused."""

from typing import Any

import pytest

from etam.accounts.models import JournalEntry
from etam.workforce.actions import workload as actions
from etam.workforce.actions import workload_tasks as tasks
from etam.workforce.actions.workload_tasks import Typed
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.queries.need import needs
from etam.workforce.tests.analysed import NOW, World, analysis, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


@pytest.fixture
def draft(world: World) -> Workload:
    return start(world)


def start(world: World, **changes: Any) -> Workload:
    wanted = {"office": world.library, "position_code": "pustakawan", "year": 2026, "effective_time": "hours_1250"}
    return actions.start(**{**wanted, **changes}, by=world.operator, at=NOW)


def typed(**changes: Any) -> Typed:
    wanted = {"level": "ahli_pertama", "activity": "Layanan rujukan", "volume": 4500.0, "standard_minutes": 25.0}
    return Typed(**{**wanted, **changes})


def add(world: World, workload: Workload, **changes: Any) -> WorkloadTask:
    workload.refresh_from_db()
    return tasks.add_task(workload, typed(**changes), version=workload.version, by=world.operator)


class TestStart:
    def test_keeps_the_edition_and_the_minutes_of_that_day(self, world: World) -> None:
        made = start(world, effective_time="minutes_74760")
        assert (made.edition, made.effective_minutes, made.state) == ("2026.2", 74_760, "draft")

    def test_copies_the_tasks_of_another_year(self, world: World) -> None:
        earlier = analysis(world.library, ("ahli_pertama", 3000, 25), year=2025)
        copied = start(world, copy_from=earlier).tasks.get()
        assert (copied.activity, copied.volume, earlier.tasks.count()) == ("Kegiatan 1", 3000, 1)

    @pytest.mark.parametrize(
        ("changes", "words"),
        [
            ({"position_code": "pustakwan"}, "Jabatan ini tidak ada"),
            ({"effective_time": "hours_1300"}, "Waktu kerja efektif ini tidak ada"),
            ({"year": 2019}, "Tidak ada aturan ABK untuk tahun 2019; isi acuan memuat aturan mulai 2020"),
            ({"year": 2029}, "Tahun 2029 terlalu jauh"),
        ],
    )
    def test_refuses_what_has_no_rules(self, world: World, changes: dict[str, Any], words: str) -> None:
        with pytest.raises(BadInput, match=words):
            start(world, **changes)
        assert not Workload.objects.exists()

    def test_copies_from_no_other_office(self, world: World) -> None:
        with pytest.raises(BadInput, match="kantor dan jabatan yang sama"):
            start(world, copy_from=analysis(world.elsewhere))

    @pytest.mark.parametrize(("state", "words"), [("draft", "sudah dimulai"), ("settled", "sudah ditetapkan")])
    def test_happens_once_a_year(self, world: World, state: str, words: str) -> None:
        analysis(world.library, ("ahli_pertama", 1, 1), state=state)
        with pytest.raises(WrongState, match=words):
            start(world)


class TestTasks:
    @pytest.mark.parametrize(
        ("changes", "words", "field"),
        [
            ({"volume": -1.0}, "volume setahun harus 0 atau lebih", "volume"),
            ({"volume": float("nan")}, "volume setahun", "volume"),
            ({"standard_minutes": 0.0}, "lebih dari 0 menit", "standard_minutes"),
            ({"standard_minutes": 600_000.0}, "paling lama setahun", "standard_minutes"),
            ({"level": "terampil"}, "jenjang “Terampil” tidak ada pada Pustakawan. Yang ada: Ahli Pertama", "level"),
            ({"level": "ahli"}, "jenjang “ahli” tidak ada", "level"),
            ({"activity": "  "}, "Tulis nama kegiatannya", "activity"),
            ({"activity": "layanan  RUJUKAN"}, "sudah ada pada jenjang Ahli Pertama", "activity"),
        ],
    )
    def test_refuse_what_cannot_be(
        self, world: World, draft: Workload, changes: dict[str, Any], words: str, field: str
    ) -> None:
        add(world, draft)
        with pytest.raises(BadInput, match=words) as refused:
            add(world, draft, **changes)
        assert (refused.value.field, draft.tasks.count()) == (field, 1)

    def test_may_stand_on_two_levels(self, world: World, draft: Workload) -> None:
        add(world, draft)
        assert add(world, draft, level="ahli_muda").place == 2

    def test_keep_zero_and_unknown_apart(self, world: World, draft: Workload) -> None:
        zero, unknown = add(world, draft, volume=0.0), add(world, draft, activity="Lain", volume=None)
        assert (zero.volume, unknown.volume) == (0.0, None)

    def test_are_imported_all_or_none(self, world: World, draft: Workload) -> None:
        rows = [typed(activity="Satu"), typed(activity="Dua", volume=-1.0)]
        with pytest.raises(BadInput, match="“Dua”"):
            tasks.add_tasks(draft, rows, version=draft.version, by=world.operator)
        assert not draft.tasks.exists()

    def test_change_places_within_their_level(self, world: World, draft: Workload) -> None:
        add(world, draft, activity="A")
        add(world, draft, activity="B", level="ahli_muda")
        last = add(world, draft, activity="C")
        draft.refresh_from_db()
        tasks.move_task(last, up=True, version=draft.version, by=world.operator)
        ordered = draft.tasks.filter(level="ahli_pertama").order_by("place")
        assert [one.activity for one in ordered] == ["C", "A"]

    def test_leave_when_removed(self, world: World, draft: Workload) -> None:
        task = add(world, draft)
        draft.refresh_from_db()
        tasks.remove_task(task, version=draft.version, by=world.operator)
        assert not draft.tasks.exists()
        assert JournalEntry.objects.first().summary.startswith("Menghapus kegiatan “Layanan rujukan”")  # type: ignore[union-attr]

    def test_are_refused_when_somebody_else_was_faster(self, world: World, draft: Workload) -> None:
        seen = draft.version
        tasks.add_task(draft, typed(activity="Satu"), version=seen, by=world.verifier)
        with pytest.raises(WrongState, match="baru saja diubah orang lain"):
            tasks.add_task(draft, typed(activity="Dua"), version=seen, by=world.operator)
        assert [one.activity for one in draft.tasks.all()] == ["Satu"]

    def test_of_a_settled_analysis_stay(self, world: World) -> None:
        settled = analysis(world.library, ("ahli_pertama", 1, 1))
        task = settled.tasks.get()
        for attempt in (
            lambda: add(world, settled),
            lambda: tasks.edit_task(task, typed(), version=1, by=world.operator),
            lambda: tasks.remove_task(task, version=1, by=world.operator),
            lambda: actions.discard(settled, version=1, by=world.operator),
        ):
            with pytest.raises(WrongState, match="sudah ditetapkan dan tidak dapat diubah"):
                attempt()


class TestSettle:
    def settle(self, world: World, workload: Workload, signed_by: str = "Ir. Suparno") -> Workload:
        workload.refresh_from_db()
        return actions.settle(workload, version=workload.version, signed_by=signed_by, by=world.operator, at=NOW)

    def test_lets_the_need_count(self, world: World, draft: Workload) -> None:
        add(world, draft)
        assert needs(2026) == []
        settled = self.settle(world, draft)
        assert (settled.state, settled.signed_by) == ("settled", "Ir. Suparno")
        assert [(one.raw, one.persons) for one in needs(2026)] == [(1.5, 2)]

    def test_needs_a_signature(self, world: World, draft: Workload) -> None:
        add(world, draft)
        with pytest.raises(BadInput, match="nama kepala unit"):
            self.settle(world, draft, signed_by=" ")

    def test_needs_a_task(self, world: World, draft: Workload) -> None:
        with pytest.raises(BadInput, match="belum memuat kegiatan"):
            self.settle(world, draft)

    @pytest.mark.parametrize("what", ["volume", "standard_minutes"])
    def test_waits_for_what_is_unknown(self, world: World, draft: Workload, what: str) -> None:
        add(world, draft, **{what: None})
        with pytest.raises(BadInput, match="1 kegiatan belum lengkap, misalnya “Layanan rujukan”"):
            self.settle(world, draft)

    def test_replaces_the_one_before_with_its_reason(self, world: World, draft: Workload) -> None:
        add(world, draft)
        first = self.settle(world, draft)
        second = actions.replace_settled(first, reason="Gedung layanan baru", by=world.operator, at=NOW)
        assert [one.workload_id for one in needs(2026)] == [first.pk]
        add(world, second, activity="Layanan baru")
        self.settle(world, second)
        first.refresh_from_db()
        assert (first.state, first.tasks.count()) == ("replaced", 1)
        assert [(one.workload_id, one.persons) for one in needs(2026)] == [(second.pk, 3)]

    def test_replacing_needs_a_reason_and_one_draft_only(self, world: World) -> None:
        settled = analysis(world.library, ("ahli_pertama", 1, 1))
        with pytest.raises(BadInput, match="Tulis alasannya"):
            actions.replace_settled(settled, reason="", by=world.operator)
        actions.replace_settled(settled, reason="Salah hitung", by=world.operator)
        with pytest.raises(WrongState, match="sudah ada"):
            actions.replace_settled(settled, reason="Salah hitung", by=world.operator)


def test_another_time_counts_the_need_anew(world: World, draft: Workload) -> None:
    add(world, draft)
    draft.refresh_from_db()
    changed = actions.change_time(draft, version=draft.version, effective_time="hours_1200", by=world.operator)
    assert changed.effective_minutes == 72_000


def test_a_discarded_draft_leaves_its_line_in_the_journal(world: World, draft: Workload) -> None:
    actions.discard(draft, version=draft.version, by=world.operator)
    assert not Workload.objects.exists()
    assert JournalEntry.objects.filter(action="workload_discarded").count() == 1
