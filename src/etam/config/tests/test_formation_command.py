"""`etam formation need`: what it prints, and what it refuses before computing anything."""

import json
import subprocess
import sys

import pytest

from etam.config.cli import main
from etam.config.environment import ROOT

# 3,000 × 25 = 75,000 and 1,500 × 25 = 37,500 minutes: 112,500 / 75,000 = 1.5.
TASKS = "activity,volume,standard_minutes\nKatalogisasi,3000,25\nLayanan,1500,25\n"


@pytest.fixture
def ask(tmp_path, capsys):
    def run(text, *options):
        path = tmp_path / "tasks.csv"
        path.write_text(text)
        status = main(["formation", "need", str(path), *options])
        return status, *capsys.readouterr()

    return run


class TestJson:
    def test_tells_need_before_and_after_rounding_with_the_rule(self, ask):
        status, out, _ = ask(TASKS, "--json")
        found = json.loads(out)
        assert (status, found["need"], found["need_rounded"], found["total_minutes"]) == (0, 1.5, 2, 112_500)
        assert [one["minutes"] for one in found["tasks"]] == [75_000, 37_500]
        assert found["parameters"]["rounding"]["rule"] == "half_up"
        assert found["parameters"]["rounding"]["confidence"] == "unverified"

    def test_tells_what_the_effective_time_rests_on(self, ask):
        time = json.loads(ask(TASKS, "--json")[1])["parameters"]["effective_minutes"]
        assert (time["value"], time["confidence"]) == (75_000, "secondary")
        assert [basis["regulation"] for basis in time["basis"]] == ["PERMENPANRB-1-2020"]

    def test_knows_another_constant_by_its_minutes(self, ask):
        # 112,500 / 72,000 = 1.5625.
        found = json.loads(ask(TASKS, "--json", "--effective-minutes", "72000")[1])
        assert (found["need"], found["parameters"]["effective_minutes"]["code"]) == (1.5625, "hours_1200")

    def test_lets_a_time_of_ones_own_rest_on_nothing(self, ask):
        time = json.loads(ask(TASKS, "--json", "--effective-minutes", "75001")[1])["parameters"]["effective_minutes"]
        assert (time["code"], time["basis"], time["confidence"]) == ("own", [], "unverified")

    def test_tells_ej_and_pej_of_those_who_hold_the_post(self, ask):
        found = json.loads(ask(TASKS, "--json", "--holders", "2")[1])["effectiveness"]
        assert (found["ej"], found["pej"], found["pej_confidence"]) == (0.75, "C", "secondary")

    def test_tells_neither_when_nobody_asked(self, ask):
        assert json.loads(ask(TASKS, "--json")[1])["effectiveness"] is None


class TestText:
    def test_begins_with_the_finding(self, ask):
        lines = ask(TASKS)[1].splitlines()
        assert lines[0] == "Kebutuhan: 2 orang, sebelum dibulatkan 1,5."
        assert "Waktu kerja efektif: 75.000 menit setahun (PermenPANRB 1/2020, sumber kedua)." in lines

    def test_says_which_activity_counts_twice(self, ask):
        out = ask(f"{TASKS}layanan,1,1\n")[1]
        assert "Catatan: “Layanan” ada pada baris 3 dan 4; semuanya dihitung." in out


class TestRefusal:
    def test_tells_every_row_and_computes_nothing(self, ask):
        status, out, said = ask(f"{TASKS}Promosi,1.234,5\nPromosi,-1,0\n", "--json")
        assert (status, out) == (2, "")
        assert [line.split(":")[2] for line in said.splitlines()] == [
            " Baris 4, kolom volume",
            " Baris 5, kolom volume",
            " Baris 5, kolom standard_minutes",
        ]

    @pytest.mark.parametrize("minutes", ["0", "-5", "75.000", "banyak", "12,5", "527041", "9" * 400])
    def test_of_an_effective_time_that_cannot_be(self, ask, minutes):
        status, out, said = ask(TASKS, "--effective-minutes", minutes)
        assert (status, out) == (2, "")
        assert said.startswith("etam: --effective-minutes: ")

    @pytest.mark.parametrize("holders", ["0", "-1", "1,5", "dua", "9" * 5000])
    def test_of_holders_that_cannot_be(self, ask, holders):
        assert ask(TASKS, "--holders", holders)[0] == 2

    @pytest.mark.parametrize(("name", "words"), [("tidak-ada.csv", "berkas tidak ada"), ("", "ini folder")])
    def test_of_a_file_that_is_not_there(self, tmp_path, capsys, name, words):
        assert main(["formation", "need", str(tmp_path / name)]) == 2
        assert words in capsys.readouterr().err


def test_starts_no_django(tmp_path):
    path = tmp_path / "tasks.csv"
    path.write_text(TASKS)
    command = ["formation", "need", str(path), "--holders", "2"]
    program = f"import sys; from etam.config.cli import main; main({command}); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={"PYTHONPATH": "src"}, capture_output=True)
    assert done.returncode == 0, done.stderr
