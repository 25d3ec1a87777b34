import os
import subprocess
import sys

import pytest

from etam.config import cli
from etam.config.environment import ROOT


def test_an_unknown_command_names_those_that_exist(capsys):
    assert cli.main(["rank"]) == 2
    assert "release" in capsys.readouterr().err


def test_help_lists_every_command(capsys):
    assert cli.main(["--help"]) == 0
    shown = capsys.readouterr().out
    assert all(name in shown for name in cli.COMMANDS)


def test_no_command_at_all_is_a_failure(capsys):
    assert cli.main([]) == 2


@pytest.mark.parametrize("command", [["index", "check", "iplm"], ["regulations", "rests-on", "UU-43-2007"]])
def test_pure_commands_start_no_django(command):
    program = f"import sys; from etam.config.cli import main; main({command}); sys.exit('django' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, env={"PYTHONPATH": "src"}, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_a_reader_that_has_seen_enough_is_no_fault():
    etam = f"{sys.executable} -m etam.config.cli regulations list --json"
    done = subprocess.run(
        f"{etam} | head -1", shell=True, cwd=ROOT, env={"PYTHONPATH": "src", "PATH": os.defpath}, capture_output=True
    )
    assert (done.stdout, done.stderr) == (b"[\n", b"")


def test_every_command_stands_in_the_readme_or_the_operating_guide():
    guide = (
        (ROOT / "README.md").read_text()
        + (ROOT / "docs/operating.md").read_text()
        + (ROOT / "docs/methods.md").read_text()
    )
    assert [name for name in cli.COMMANDS if f"etam {name}" not in guide] == []


@pytest.mark.parametrize("command", ["flags", "remind", "forget", "measures record", "jdih write"])
def test_a_database_that_was_never_prepared_is_told_in_one_sentence(command, tmp_path):
    environment = {"PYTHONPATH": "src", "ETAM_MODE": "demo", "ETAM_VAR": str(tmp_path)}
    etam = [sys.executable, "-m", "etam.config.cli", *command.split()]
    done = subprocess.run(etam, cwd=ROOT, env=environment, capture_output=True, text=True)
    sentence = "etam: Basis data belum disiapkan untuk versi ini. Jalankan `etam prepare`, lalu ulangi.\n"
    assert (done.returncode, done.stderr) == (1, sentence)
