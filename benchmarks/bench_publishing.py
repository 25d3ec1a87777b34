"""How fast the real server hands out public pages, with a small database of its own."""

import http.client
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

PAGES = (
    ("Halaman peringkat", "/peringkat/budaya-2024-2/"),
    ("Beranda", "/"),
    ("Profil daerah", "/daerah/64.08/"),
)
SECONDS = 3.0
READERS = 4
PREPARE = """
import django
django.setup()
from django.conf import settings
from django.core.management import call_command
settings.VAR.mkdir(parents=True, exist_ok=True)
call_command("migrate", verbosity=0)
call_command("createcachetable", verbosity=0)
call_command("collectstatic", verbosity=0, interactive=False)
from etam.publishing.tests.cast import make_world, write_folder
write_folder(make_world().latest, settings.RELEASES)
"""


def measure() -> list[tuple[str, str, str]]:
    """(what, figure, target) for each page, from a warm start."""
    with tempfile.TemporaryDirectory() as folder, _server(Path(folder)) as port:
        return [row for what, path in PAGES for row in _rows(what, port, path)]


def _rows(what: str, port: int, path: str) -> list[tuple[str, str, str]]:
    body = _fetch(http.client.HTTPConnection("127.0.0.1", port), path)
    waits = _load(port, path)
    rate = len(waits) / SECONDS
    p95 = statistics.quantiles(waits, n=20)[-1] * 1000
    return [
        (f"{what}: permintaan per detik, {READERS} pembaca", f"{rate:,.0f}".replace(",", "."), "≥ 200"),
        (f"{what}: p95", f"{p95:.1f} ms", "< 60 ms"),
        (f"{what}: bobot HTML terkirim", f"{len(body) / 1000:.1f} kB", "–"),
    ]


def _load(port: int, path: str) -> list[float]:
    """Seconds that each answer took while `READERS` ask one after another for `SECONDS`."""
    waits: list[list[float]] = [[] for _ in range(READERS)]
    end = time.perf_counter() + SECONDS
    readers = [threading.Thread(target=_read, args=(port, path, end, own)) for own in waits]
    for reader in readers:
        reader.start()
    for reader in readers:
        reader.join()
    return [wait for own in waits for wait in own]


def _read(port: int, path: str, end: float, waits: list[float]) -> None:
    connection = http.client.HTTPConnection("127.0.0.1", port)
    while (start := time.perf_counter()) < end:
        _fetch(connection, path)
        waits.append(time.perf_counter() - start)
    connection.close()


def _fetch(connection: http.client.HTTPConnection, path: str) -> bytes:
    connection.request("GET", path, headers={"Accept-Encoding": "gzip"})
    answer = connection.getresponse()
    body = answer.read()
    if answer.status != 200:
        raise RuntimeError(f"{path} answered {answer.status}")
    return body


@contextmanager
def _server(folder: Path) -> Iterator[int]:
    """The server of `etam serve` with two processes on a free port, and its pages drawn once."""
    port = _free_port()
    environment = {
        **os.environ,
        "ETAM_MODE": "demo",
        "ETAM_VAR": str(folder),
        "ETAM_DATABASE": f"sqlite:///{folder / 'etam.sqlite3'}",
        "DJANGO_SETTINGS_MODULE": "etam.config.settings",
        "PYTHONPATH": os.pathsep.join(sys.path),
    }
    subprocess.run([sys.executable, "-c", PREPARE], env=environment, check=True)
    options = ["--interface", "wsgi", "--workers", "2", "--blocking-threads", "4", "--no-ws", "--log-level", "error"]
    command = [sys.executable, "-m", "granian", *options, "--port", str(port), "etam.config.wsgi:application"]
    server = subprocess.Popen(command, env=environment)
    try:
        _warm(port, server)
        yield port
    finally:
        server.terminate()
        server.wait(10)


def _warm(port: int, server: "subprocess.Popen[bytes]") -> None:
    deadline = time.monotonic() + 60
    while True:
        if server.poll() is not None or time.monotonic() > deadline:
            raise RuntimeError("the server did not start")
        try:
            # Several connections, so that each process draws each page once.
            for _, path in PAGES * 6:
                _fetch(http.client.HTTPConnection("127.0.0.1", port), path)
        except ConnectionRefusedError:
            time.sleep(0.2)
        else:
            return


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        free: int = probe.getsockname()[1]
        return free
