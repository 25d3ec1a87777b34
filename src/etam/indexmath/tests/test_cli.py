"""`etam index run | check` and `etam release verify` as somebody at a terminal meets them."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from etam.indexmath.__main__ import main, release
from etam.indexmath.method import METHODS

GOLDEN = METHODS / "iplm" / "2023.1" / "golden" / "aceh-input.csv"


def run(*arguments: object) -> int:
    return main([str(argument) for argument in ("run", *arguments)])


class TestRun:
    def test_writes_results_stages_and_manifest(self, tmp_path):
        assert run("iplm/2023.1", GOLDEN, "--out", tmp_path / "out", "--draws", 50) == 0
        names = {path.relative_to(tmp_path / "out").as_posix() for path in (tmp_path / "out").rglob("*")}
        assert {"results.csv", "manifest.json", "stages/01-elements.csv", "stages/08-nodes.csv"} <= names

    def test_results_are_in_order_of_rank(self, tmp_path):
        run("iplm/2023.1", GOLDEN, "--out", tmp_path / "out", "--draws", 50)
        with (tmp_path / "out" / "results.csv").open(encoding="utf-8", newline="") as file:
            rows = list(csv.DictReader(file))
        assert [row["unit"] for row in rows][:2] == ["Kab. Aceh Barat Daya", "Kab. Aceh Besar"]
        assert rows[0]["category"] == "Sedang"
        assert 1 <= int(rows[0]["rank_low"]) <= int(rows[0]["rank_high"]) <= 5

    def test_results_hold_the_score_of_every_node_and_indicator(self, tmp_path):
        run("iplm/2023.1", GOLDEN, "--out", tmp_path / "out", "--draws", 0)
        with (tmp_path / "out" / "results.csv").open(encoding="utf-8", newline="") as file:
            best = next(csv.DictReader(file))
        components = [float(score) for name, score in best.items() if name.startswith("uplm")]
        assert len(components) == 7
        # Kab. Aceh Barat Daya 2023 as published: UPLM1 0,365385 and IPLM 72,170648, the mean of the seven.
        assert components[0] == pytest.approx(36.5385)
        assert sum(components) / 7 == pytest.approx(float(best["iplm"]))

    def test_results_over_areas_leave_the_libraries_scores_to_their_stage(self, tmp_path):
        golden = METHODS / "iplm" / "2025.1" / "golden" / "input.csv"
        run("iplm/2025.1", golden, "--out", tmp_path / "out", "--draws", 0)
        header = (tmp_path / "out" / "results.csv").read_text().splitlines()[0].split(",")
        assert "print_titles" not in header

    def test_says_what_it_found_in_indonesian(self, tmp_path, capsys):
        run("iplm/2023.1", GOLDEN, "--out", tmp_path / "out", "--draws", 0)
        assert "   1  Kab. Aceh Barat Daya: 72,17 Sedang\n" in capsys.readouterr().out

    def test_a_reader_who_has_seen_enough_is_no_fault(self, tmp_path):
        command = f"{sys.executable} -m etam.indexmath run iplm/2023.1 {GOLDEN} --draws 0 --out {tmp_path / 'out'}"
        script = f"{command} | true; exit ${{PIPESTATUS[0]}}"
        done = subprocess.run(
            ["bash", "-c", script],
            capture_output=True,
            text=True,
            env={**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)},
        )
        assert (done.returncode, done.stderr) == (0, "")
        assert (tmp_path / "out" / "manifest.json").is_file()

    def test_seed_and_draws_stand_in_the_manifest(self, tmp_path):
        run("iplm/2023.1", GOLDEN, "--out", tmp_path / "out", "--draws", 30, "--seed", 5)
        manifest = json.loads((tmp_path / "out" / "manifest.json").read_text())
        assert (manifest["draws"], manifest["seed"]) == (30, 5)

    def test_names_the_input_by_its_hash(self, tmp_path):
        run("iplm/2023.1", GOLDEN, "--out", tmp_path / "out", "--draws", 0)
        source = json.loads((tmp_path / "out" / "manifest.json").read_text())["release"]["source"]
        assert source.startswith("aceh-input.csv sha256:")

    def test_a_method_of_ones_own_is_taken_from_its_file(self, tmp_path):
        text = (METHODS / "iplm" / "2023.1" / "method.yml").read_text(encoding="utf-8")
        (tmp_path / "mine.yml").write_text(text.replace("code: iplm\nversion", "code: mine\nversion"), encoding="utf-8")
        assert run(tmp_path / "mine.yml", GOLDEN, "--out", tmp_path / "out", "--draws", 0) == 0
        assert release(["verify", str(tmp_path / "out")]) == 0

    def test_bad_data_is_told_and_nothing_is_written(self, tmp_path, capsys):
        (tmp_path / "data.csv").write_text(GOLDEN.read_text(encoding="utf-8").replace("0.271669", "banyak"))
        assert run("iplm/2023.1", tmp_path / "data.csv", "--out", tmp_path / "out") == 2
        assert capsys.readouterr().err.startswith('data.csv:2: kolom "uplm1": "banyak" bukan angka')
        assert not (tmp_path / "out").exists()

    def test_a_file_that_is_not_there(self, tmp_path, capsys):
        assert run("iplm/2023.1", tmp_path / "none.csv", "--out", tmp_path / "out") == 2
        assert "tidak dapat dibaca" in capsys.readouterr().err

    def test_a_filled_folder_is_left_alone(self, tmp_path, capsys):
        (tmp_path / "mine.txt").write_text("x")
        assert run("iplm/2023.1", GOLDEN, "--out", tmp_path, "--draws", 0) == 2
        assert "tidak ditimpa" in capsys.readouterr().err

    @pytest.mark.parametrize("name", ["file", "file/below"])
    def test_a_file_where_the_folder_should_be(self, tmp_path, capsys, name):
        (tmp_path / "file").write_text("x")
        assert run("iplm/2023.1", GOLDEN, "--out", tmp_path / name, "--draws", 0) == 2
        assert str(tmp_path / "file") in capsys.readouterr().err

    def test_an_unknown_method(self, tmp_path, capsys):
        assert run("ipml", GOLDEN, "--out", tmp_path / "out") == 2
        assert "is no method" in capsys.readouterr().err

    @pytest.mark.parametrize("count", ["-1", "1.5", "banyak"])
    def test_draws_are_a_whole_number(self, tmp_path, count):
        with pytest.raises(SystemExit) as stopped:
            run("iplm/2023.1", GOLDEN, "--out", tmp_path / "out", f"--draws={count}")
        assert stopped.value.code == 2


class TestCheck:
    def test_a_sound_method_names_its_columns(self, capsys):
        assert main(["check", "tkm"]) == 0
        assert "Kolom DATA: unit, before_reading, during_reading, after_reading" in capsys.readouterr().out

    def test_a_faulty_method_is_told_with_its_line(self, tmp_path, capsys):
        text = (METHODS / "iplm" / "2023.1" / "method.yml").read_text(encoding="utf-8")
        (tmp_path / "method.yml").write_text(text.replace("expression: uplm3", "expression: uplm8"), encoding="utf-8")
        assert main(["check", str(tmp_path)]) == 1
        told = capsys.readouterr().out
        assert 'names "uplm8"' in told
        assert "1 kesalahan." in told


class TestRelease:
    @pytest.fixture
    def folder(self, tmp_path) -> Path:
        run("iplm/2023.1", GOLDEN, "--out", tmp_path / "out", "--draws", 20)
        return tmp_path / "out"

    def test_the_same(self, folder, capsys):
        assert release(["verify", str(folder)]) == 0
        assert "Sama:" in capsys.readouterr().out

    def test_a_touched_file_is_named(self, folder, capsys):
        (folder / "results.csv").write_text("x")
        capsys.readouterr()
        assert release(["verify", str(folder)]) == 1
        assert capsys.readouterr().out.startswith("results.csv: isinya tidak sama")

    def test_no_release(self, tmp_path, capsys):
        assert release(["verify", str(tmp_path)]) == 2
        assert "bukan folder rilis" in capsys.readouterr().err


def test_needs_neither_django_nor_a_database():
    code = "import sys, etam.indexmath.__main__; sys.exit('django' in sys.modules)"
    environment = {**os.environ, "PYTHONPATH": os.pathsep.join(sys.path)}
    assert subprocess.run([sys.executable, "-c", code], check=False, env=environment).returncode == 0
