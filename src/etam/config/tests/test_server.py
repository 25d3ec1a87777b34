import socket
import sys

import pytest

from etam.config import server


class TestPortProblem:
    def test_is_none_for_a_free_port(self):
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            port = probe.getsockname()[1]
        assert server.port_problem("127.0.0.1", port) is None

    def test_names_a_busy_port_and_offers_another(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = taken.getsockname()[1]
            assert f"--port {port + 1}" in server.port_problem("127.0.0.1", port)

    def test_refuses_a_number_that_is_no_port(self):
        assert "70000" in server.port_problem("127.0.0.1", 70000)


def test_a_busy_port_ends_the_demonstration_with_one_sentence(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        status = server.demo(["--port", str(taken.getsockname()[1])])
    assert status == 1
    assert capsys.readouterr().err.count("\n") == 1


def test_links_of_the_demonstration_lead_to_its_port(monkeypatch):
    monkeypatch.setenv("ETAM_ADDRESS", "")
    monkeypatch.delenv("ETAM_ADDRESS")
    monkeypatch.setattr(server, "prepare_demo", lambda var: None)
    server.demo(["--port", "18931", "--prepare-only"])
    assert server.os.environ["ETAM_ADDRESS"] == "http://127.0.0.1:18931"


class TestServing:
    @pytest.fixture
    def started(self, monkeypatch):
        """What would be started, as lists of words; every process ends at once."""
        commands = []

        class Process:
            def __init__(self, command, **options):
                commands.append(command)

            def poll(self):
                return 0

            def wait(self, timeout=None):
                return 0

            def terminate(self):
                """Nothing runs."""

            kill = terminate

        monkeypatch.setattr(server.subprocess, "Popen", Process)
        monkeypatch.setattr(server.signal, "signal", lambda *arguments: None)
        return commands

    def test_never_forks_the_process_that_prepared_the_data(self, started):
        server._serve("127.0.0.1", 8000, workers=1)
        assert all(command[0] == sys.executable for command in started)
        assert "granian" in started[0]

    def test_brings_a_worker_for_long_tasks(self, started):
        server._serve("127.0.0.1", 8000, workers=1)
        assert started[1][-1] == "worker"
