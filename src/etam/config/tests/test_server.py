import socket

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
