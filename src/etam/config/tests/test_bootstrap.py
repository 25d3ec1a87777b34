"""The `etam` script itself: what it says before anything is installed."""

import importlib.machinery
import importlib.util
import sys

import pytest

from etam.config.environment import ROOT


@pytest.fixture
def script(tmp_path):
    loader = importlib.machinery.SourceFileLoader("etam_script", str(ROOT / "etam"))
    module = importlib.util.module_from_spec(importlib.util.spec_from_loader("etam_script", loader))
    loader.exec_module(module)
    module.VENV = str(tmp_path / "venv")
    module.PYTHON = str(tmp_path / "venv" / "bin" / "python")
    return module


def test_too_old_a_python_is_told_in_one_sentence(script, monkeypatch, capsys):
    monkeypatch.setattr(sys, "version_info", (3, 9, 2, "final", 0))
    with pytest.raises(SystemExit) as stop:
        script.main()
    assert stop.value.code == 1
    assert "3.11" in capsys.readouterr().err


def test_a_missing_venv_module_names_the_package_to_install(script, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "ensurepip", None)
    with pytest.raises(SystemExit) as stop:
        script.make_venv(uv=None)
    assert stop.value.code == 1
    assert "python3-venv" in capsys.readouterr().err


def test_no_network_is_told_after_the_installer_failed(script, monkeypatch, capsys):
    monkeypatch.setattr(script.subprocess, "call", lambda command: 1 if "install" in command else 0)
    with pytest.raises(SystemExit) as stop:
        script.prepare("run")
    assert stop.value.code == 1
    assert "sambungan internet" in capsys.readouterr().err


def test_a_venv_that_fits_the_list_is_left_alone(script, monkeypatch, tmp_path):
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").touch()
    (tmp_path / "venv" / "etam-run.sha256").write_text(script.digest("run"))
    monkeypatch.setattr(script.subprocess, "call", lambda command: pytest.fail("installs again"))
    script.prepare("run")


def test_a_changed_list_is_installed_again(script, monkeypatch, tmp_path):
    (tmp_path / "venv" / "bin").mkdir(parents=True)
    (tmp_path / "venv" / "bin" / "python").touch()
    (tmp_path / "venv" / "etam-run.sha256").write_text("of an older list")
    called = []
    monkeypatch.setattr(script.subprocess, "call", lambda command: called.append(command) or 0)
    script.prepare("run")
    assert any("--require-hashes" in command for command in called)


@pytest.mark.parametrize("kind", ["run", "dev"])
def test_every_package_is_pinned_with_a_hash(kind):
    entries = (ROOT / "requirements" / f"{kind}.txt").read_text().replace("\\\n", " ").splitlines()
    packages = [entry for entry in entries if entry and not entry.lstrip().startswith("#")]
    assert packages
    assert [entry for entry in packages if "==" not in entry or "--hash=sha256:" not in entry] == []
