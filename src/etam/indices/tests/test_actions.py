"""Who may start, propose, publish and decline, and what stops them."""

from datetime import timedelta
from pathlib import Path

import pytest
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.utils import timezone

from etam.accounts import journal
from etam.editions.models import ContentVersion
from etam.indexmath.verify import verify
from etam.indices import actions, queries
from etam.indices.exceptions import BadInput, WrongPerson, WrongState
from etam.indices.models import STALLED_AFTER, IndexRun, Release
from etam.indices.tests.tiny import compute, published
from etam.submissions import actions as submissions
from etam.submissions.tests.cast import Cast

STRANGERS = ["verifier", "operator", "outsider", "observer"]


class TestRecordMethods:
    def test_notes_every_edition_with_its_checksum(self, cast: Cast, tiny: Path) -> None:
        actions.record_methods()
        edition = ContentVersion.objects.get(kind="methods")
        assert (edition.code, edition.version, len(edition.checksum)) == ("items", "2026.1", 64)

    def test_may_be_repeated(self, cast: Cast, tiny: Path) -> None:
        actions.record_methods()
        actions.record_methods()
        assert ContentVersion.objects.filter(kind="methods").count() == 1


class TestStartRun:
    def test_takes_seed_and_draws_from_the_method(self, done: IndexRun) -> None:
        assert (done.seed, done.draws) == (7, 200)

    @pytest.mark.parametrize("role", STRANGERS)
    def test_is_refused_to_others(self, cast: Cast, tiny: Path, role: str) -> None:
        with pytest.raises(PermissionDenied):
            compute(cast, by=getattr(cast, role))

    def test_refuses_an_unknown_method(self, cast: Cast, tiny: Path) -> None:
        with pytest.raises(BadInput, match=r"Metode none/2026\.1 tidak ada"):
            compute(cast, method_code="none")

    @pytest.mark.parametrize("plan", [{"draws": -1}, {"draws": 100_001}, {"seed": -1}, {"seed": 2**63}])
    def test_refuses_plans_out_of_range(self, cast: Cast, tiny: Path, plan: dict[str, int]) -> None:
        with pytest.raises(BadInput, match=r"Perhitungan ulang 0 sampai 100\.000"):
            compute(cast, **plan)

    def test_refuses_a_year_the_method_is_not_for(self, cast: Cast, tiny: Path) -> None:
        file = tiny / "method.yml"
        file.write_text(file.read_text(encoding="utf-8") + "periods: {from: 2023, to: 2023}\n", encoding="utf-8")
        with pytest.raises(BadInput, match="berlaku untuk tahun 2023 saja; pilih metode lain untuk 2024"):
            compute(cast)


class TestRestartRun:
    def test_repeats_what_failed(self, cast: Cast, tiny: Path) -> None:
        failed = compute(cast, period=2025)
        again = actions.restart_run(failed, by=cast.second_officer)
        assert (again.attempt, again.state) == (2, "failed")

    def test_takes_over_from_a_worker_that_is_gone(self, cast: Cast, done: IndexRun) -> None:
        then = timezone.now() - STALLED_AFTER - timedelta(seconds=1)
        IndexRun.objects.filter(pk=done.pk).update(state="running", alive_at=then)
        assert actions.restart_run(done, by=cast.officer).state == "done"

    def test_leaves_a_living_worker_alone(self, cast: Cast, done: IndexRun) -> None:
        IndexRun.objects.filter(pk=done.pk).update(state="running", alive_at=timezone.now())
        with pytest.raises(WrongState):
            actions.restart_run(done, by=cast.officer)

    def test_leaves_what_is_done_alone(self, cast: Cast, done: IndexRun) -> None:
        with pytest.raises(WrongState):
            actions.restart_run(done, by=cast.officer)

    def test_is_refused_to_observers(self, cast: Cast, done: IndexRun) -> None:
        with pytest.raises(PermissionDenied):
            actions.restart_run(done, by=cast.observer)


class TestProposeRelease:
    def test_freezes_a_complete_folder(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        names = {path.relative_to(release.path).as_posix() for path in release.path.rglob("*") if path.is_file()}
        assert names >= {
            "figures.parquet",
            "figures.csv",
            "frame.csv",
            "series.csv",
            "regions.csv",
            "method/method.yml",
            "results.csv",
            "results.json",
            "results.xlsx",
            "report.pdf",
            "README.txt",
            "manifest.json",
        }
        assert verify(release.path) == []

    def test_takes_the_finding_as_its_title(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        assert (release.title, release.code, release.label) == (done.results["finding"], "items-2024-1", "2024.1")

    def test_leaves_no_half_made_folder_behind(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        assert {path.name for path in release.path.parent.iterdir()} == {f"run-{done.pk}-1", "items-2024-1"}

    def test_a_run_is_proposed_once(self, cast: Cast, done: IndexRun) -> None:
        actions.propose_release(done, by=cast.officer)
        with pytest.raises(WrongState, match=r"sudah diusulkan sebagai rilis 2024\.1"):
            actions.propose_release(done, by=cast.second_officer)

    def test_a_declined_run_may_be_proposed_again_under_the_next_number(self, cast: Cast, done: IndexRun) -> None:
        first = actions.propose_release(done, by=cast.officer)
        actions.decline(first, reason="Judul keliru.", by=cast.second_officer)
        assert actions.propose_release(done, by=cast.officer).label == "2024.2"

    def test_needs_a_finished_run(self, cast: Cast, tiny: Path) -> None:
        with pytest.raises(WrongState, match="belum selesai"):
            actions.propose_release(compute(cast, period=2025), by=cast.officer)

    def test_refuses_a_run_whose_folder_is_gone(self, cast: Cast, done: IndexRun) -> None:
        (done.path / "figures.csv").unlink()
        with pytest.raises(WrongState, match="tidak utuh lagi"):
            actions.propose_release(done, by=cast.officer)
        assert not Release.objects.exists()

    @pytest.mark.parametrize("role", STRANGERS)
    def test_is_refused_to_others(self, cast: Cast, done: IndexRun, role: str) -> None:
        with pytest.raises(PermissionDenied):
            actions.propose_release(done, by=getattr(cast, role))


class TestPublish:
    def test_needs_a_second_officer(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        with pytest.raises(WrongPerson, match="petugas provinsi lain"):
            actions.publish(release, by=cast.officer)

    def test_the_database_itself_refuses_one_person(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        with pytest.raises(IntegrityError), transaction.atomic():
            Release.objects.filter(pk=release.pk).update(published_by=cast.officer)

    def test_makes_it_current(self, cast: Cast, done: IndexRun) -> None:
        release = published(cast, done)
        assert queries.current_release("items", 2024) == release
        assert release.published_by == cast.second_officer

    def test_changes_no_byte_of_the_folder(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        actions.publish(release, by=cast.second_officer)
        assert verify(release.path) == []

    def test_refuses_a_folder_that_was_touched(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        (release.path / "results.csv").write_text("unit\n", encoding="utf-8")
        with pytest.raises(WrongState, match=r"berubah sejak diusulkan \(results\.csv"):
            actions.publish(release, by=cast.second_officer)

    def test_happens_once(self, cast: Cast, done: IndexRun) -> None:
        release = published(cast, done)
        with pytest.raises(WrongState, match="sudah diputuskan: terbit"):
            actions.publish(release, by=cast.second_officer)

    @pytest.mark.parametrize("role", STRANGERS)
    def test_is_refused_to_others(self, cast: Cast, done: IndexRun, role: str) -> None:
        release = actions.propose_release(done, by=cast.officer)
        with pytest.raises(PermissionDenied):
            actions.publish(release, by=getattr(cast, role))

    def test_leaves_a_journal_entry(self, cast: Cast, done: IndexRun) -> None:
        release = published(cast, done)
        assert [entry.action for entry in journal.of(release)] == ["release.publish", "release.propose"]


class TestDecline:
    def test_needs_a_reason(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        with pytest.raises(BadInput, match="Tulis alasannya"):
            actions.decline(release, reason="  ", by=cast.second_officer)

    def test_keeps_the_reason_and_the_person(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        declined = actions.decline(release, reason="Cakupan belum wajar.", by=cast.second_officer)
        assert (declined.state, declined.decline_reason) == ("declined", "Cakupan belum wajar.")
        assert declined.declined_by == cast.second_officer

    def test_the_proposer_may_withdraw(self, cast: Cast, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        assert actions.decline(release, reason="Keliru.", by=cast.officer).state == "declined"

    def test_nothing_published_is_declined(self, cast: Cast, done: IndexRun) -> None:
        with pytest.raises(WrongState):
            actions.decline(published(cast, done), reason="Terlambat.", by=cast.second_officer)


class TestCorrection:
    def test_a_second_release_must_name_the_first(self, cast: Cast, done: IndexRun) -> None:
        published(cast, done)
        with pytest.raises(BadInput, match="Rilis baru adalah pembetulan"):
            actions.propose_release(compute(cast), by=cast.officer)

    def test_needs_a_reason(self, cast: Cast, done: IndexRun) -> None:
        first = published(cast, done)
        with pytest.raises(BadInput, match="memerlukan alasan"):
            actions.propose_release(compute(cast), by=cast.officer, replaces=first)

    def test_takes_the_place_of_what_it_replaces(self, cast: Cast, done: IndexRun) -> None:
        first = published(cast, done)
        second = published(cast, compute(cast), replaces=first, reason="Kunjungan tertulis per bulan.")
        assert queries.current_release("items", 2024) == second
        assert first.replaced_by == second
        assert second.label == "2024.2"

    def test_the_replaced_folder_stays_as_it_was(self, cast: Cast, done: IndexRun) -> None:
        first = published(cast, done)
        published(cast, compute(cast), replaces=first, reason="Kunjungan tertulis per bulan.")
        assert verify(first.path) == []

    def test_only_the_current_release_can_be_replaced(self, cast: Cast, done: IndexRun) -> None:
        first = published(cast, done)
        published(cast, compute(cast), replaces=first, reason="Satu.")
        with pytest.raises(BadInput, match="bukan rilis yang berlaku"):
            actions.propose_release(compute(cast), by=cast.officer, replaces=first, reason="Dua.")

    def test_the_folder_names_what_it_replaces(self, cast: Cast, done: IndexRun) -> None:
        first = published(cast, done)
        second = published(cast, compute(cast), replaces=first, reason="Kunjungan tertulis per bulan.")
        told = (second.path / "README.txt").read_text(encoding="utf-8")
        assert "items-2024-1" in told
        assert "Kunjungan tertulis per bulan." in told


class TestReopenedFigures:
    def test_a_reopened_return_names_what_relies_on_it(self, cast: Cast, done: IndexRun) -> None:
        release = published(cast, done)
        submission = cast.last_round.submissions.get(institution=cast.village)
        submissions.reopen(submission, reason="Salah ketik.", by=cast.officer)
        relied = queries.relying_on(submission)
        assert (relied.runs, relied.releases) == ([done], [release])

    def test_the_run_knows_which_returns_were_reopened(self, cast: Cast, done: IndexRun) -> None:
        submission = cast.last_round.submissions.get(institution=cast.village)
        submissions.reopen(submission, reason="Salah ketik.", by=cast.officer)
        assert [(one.institution, one.reason) for one in queries.reopened_since(done)] == [
            (submission.institution, "Salah ketik.")
        ]

    def test_nothing_relies_on_a_draft(self, cast: Cast, done: IndexRun) -> None:
        assert not queries.relying_on(cast.save())

    def test_a_run_before_acceptance_does_not_rely_on_it(self, cast: Cast, tiny: Path) -> None:
        compute(cast, period=2025)
        assert not queries.relying_on(cast.accepted())
