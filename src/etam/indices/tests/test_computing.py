"""From accepted returns to a frozen run, with numbers worked out by hand (see tiny.py)."""

import shutil
from pathlib import Path

import polars as pl
import pytest

from etam.accounts import journal
from etam.indexmath.method import find_method, load_method
from etam.indexmath.verify import verify
from etam.indices import computing
from etam.indices.models import IndexRun
from etam.indices.results import unit
from etam.indices.tests.test_frames import inventory
from etam.indices.tests.tiny import compute
from etam.submissions import actions
from etam.submissions.models import Figure, Round, Submission
from etam.submissions.tests.cast import LAST_YEAR, Cast


class TestGoldenRun:
    def test_scores_are_those_worked_out_by_hand(self, done: IndexRun) -> None:
        assert [(one["name"], one["score"]) for one in done.results["units"]] == [
            ("Kutai Timur", pytest.approx(50.0)),
            ("Bontang", pytest.approx(25.0)),
        ]
        assert done.results["mean"] == pytest.approx(37.5)

    def test_ranks_categories_and_intervals_follow(self, done: IndexRun) -> None:
        first = unit(done.results, "64.08")
        assert (first["rank"], first["interval"], first["category"], first["groups"]) == (1, [1, 1], "medium", ["A"])

    def test_a_dimension_adds_the_whole_difference(self, done: IndexRun) -> None:
        parts = unit(done.results, "64.74")["contributions"]
        assert [(part["label"], part["points"]) for part in parts] == [("Eksemplar", pytest.approx(-12.5))]

    def test_the_title_states_the_finding(self, done: IndexRun) -> None:
        assert done.results["finding"] == "Kutai Timur teratas; semua urutan bertahan dalam perhitungan ulang"

    def test_a_certain_order_is_cut_into_single_blocks(self, done: IndexRun) -> None:
        assert done.results["blocks"] == [["64.08"], ["64.74"]]

    def test_quality_counts_what_came_in(self, done: IndexRun) -> None:
        quality = done.results["quality"]
        assert (quality["expected"], quality["accepted"], quality["on_time"]) == (3, 3, 3)
        assert quality["cells"] > quality["missing"] >= 0

    def test_names_the_series_it_divides_by(self, done: IndexRun) -> None:
        assert [(one["code"], one["period"]) for one in done.results["series"]] == [("population", 2024)]

    def test_ends_at_a_hundred_per_cent_with_a_journal_entry(self, done: IndexRun) -> None:
        assert (done.state, done.progress, done.problem) == ("done", 100, "")
        assert [entry.action for entry in journal.of(done)] == ["run.done", "run.start"]


class TestTableTitle:
    def test_names_the_year_once(self) -> None:
        simulation = load_method(find_method("iplm/2025.1"))
        assert computing.table_title(simulation, 2025).count("2025") == 1
        assert "2026, kabupaten/kota" in computing.table_title(simulation, 2026)


class TestFolder:
    def test_recomputes_to_the_same_bytes(self, done: IndexRun) -> None:
        assert verify(done.path) == []

    def test_one_touched_byte_names_the_file(self, done: IndexRun) -> None:
        file = done.path / "figures.csv"
        content = file.read_bytes()
        assert b",1174," in content
        file.write_bytes(content.replace(b",1174,", b",1175,", 1))
        assert "figures.csv" in {difference.path for difference in verify(done.path)}

    def test_holds_only_what_was_accepted_of_the_period(self, done: IndexRun) -> None:
        figures = pl.read_csv(done.path / "figures.csv")
        assert set(figures["period"]) == {2024}
        assert set(figures["institution"]) == {"L-1", "L-2", "L-3"}

    def test_the_same_seed_gives_the_same_bytes(self, cast: Cast, done: IndexRun) -> None:
        assert compute(cast).manifest_sha256 == done.manifest_sha256

    def test_another_seed_is_another_run(self, cast: Cast, done: IndexRun) -> None:
        assert compute(cast, seed=8).manifest_sha256 != done.manifest_sha256


class TestFailure:
    def test_says_that_there_was_no_round(self, cast: Cast, tiny: Path) -> None:
        run = compute(cast, period=2019)
        assert run.state == "failed"
        assert run.problem == "Belum ada putaran tentang tahun 2019, jadi tidak ada isian yang dapat dihitung."

    def test_says_that_nobody_meets_the_coverage_rule(self, cast: Cast, tiny: Path) -> None:
        run = compute(cast, period=2025)
        assert run.state == "failed"
        assert "Isian diterima 0%, batas 68%." in run.problem

    def test_hides_nothing_of_the_unexpected(self, cast: Cast, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(computing.collecting, "quality", lambda method, inputs: 1 / 0)
        run = compute(cast)
        assert (run.state, run.results) == ("failed", {})
        assert "kesalahan tak terduga (ZeroDivisionError)" in run.problem

    def test_says_when_the_disk_refuses(self, cast: Cast, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def full(*arguments: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(computing.freezing, "freeze_run", full)
        assert "Folder hasil tidak dapat ditulis (No space left on device)" in compute(cast).problem


class TestAttempt:
    def test_a_finished_attempt_is_not_done_again(self, done: IndexRun) -> None:
        shutil.rmtree(done.path)
        computing.compute(done.pk, done.attempt)
        assert not done.path.exists()

    def test_a_superseded_attempt_writes_nothing(self, cast: Cast, tiny: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def taken_over(method: object, run_period: int) -> bool:
            IndexRun.objects.update(attempt=2, state="queued")
            return False

        monkeypatch.setattr(computing.collecting, "is_sample", taken_over)
        run = compute(cast)
        assert (run.attempt, run.state, run.progress, run.results) == (2, "queued", 5, {})


class TestOffices:
    """Their rounds about the same year, sample data here, are none of a ranking of libraries."""

    def test_change_nothing_of_a_run(self, cast: Cast, tiny: Path, done: IndexRun) -> None:
        round_ = inventory(cast, period=2024)
        row = round_.submissions.get()
        actions.import_history(
            round_,
            [
                actions.ArchivedReturn(
                    institution=row.institution.code,
                    answers={"archivists": 2},
                    state="accepted",
                    saved_at=LAST_YEAR,
                    submitted_at=LAST_YEAR,
                    accepted_at=LAST_YEAR,
                )
            ],
            by=None,
        )
        assert Figure.objects.filter(element="archivists", replaced_at=None).exists()
        again = compute(cast)
        assert not again.is_sample
        assert (again.path / "figures.csv").read_bytes() == (done.path / "figures.csv").read_bytes()
        assert again.results == done.results


class TestSampleData:
    def test_marks_the_run_and_every_table(self, cast: Cast, tiny: Path) -> None:
        Round.objects.filter(pk=cast.last_round.pk).update(is_sample=True)
        run = compute(cast)
        assert run.is_sample
        assert run.results["sample"]
        assert (run.path / "figures.csv").read_text(encoding="utf-8").splitlines()[1].endswith("DATA CONTOH")

    def test_one_invented_return_is_enough(self, cast: Cast, tiny: Path) -> None:
        Submission.objects.filter(round=cast.last_round, institution=cast.school).update(is_sample=True)
        assert compute(cast).is_sample
