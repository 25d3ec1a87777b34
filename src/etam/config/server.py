"""Start Etam: the demonstration, or the real thing."""

import argparse
import contextlib
import hashlib
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator, Sequence
from pathlib import Path

from etam.config.cli import start_django
from etam.config.environment import ROOT

DEMO_VAR = ROOT / "var" / "demo"
TASK_WORKER = ("etam.config.cli", "worker")


def demo(arguments: Sequence[str]) -> int:
    """`etam demo`: make what is absent, keep what is there, serve."""
    parser = argparse.ArgumentParser(prog="etam demo", description="Peragaan dengan data contoh, tanpa jaringan luar.")
    parser.add_argument("--port", type=int, default=8000, help="bawaan 8000")
    parser.add_argument("--fresh", action="store_true", help="buang data peragaan dan mulai dari awal")
    parser.add_argument("--prepare-only", action="store_true", help="siapkan datanya saja, jangan melayani")
    options = parser.parse_args(arguments)
    if not options.prepare_only and (problem := port_problem("127.0.0.1", options.port)):
        print(f"etam: {problem}", file=sys.stderr)
        return 1
    if options.fresh:
        shutil.rmtree(DEMO_VAR, ignore_errors=True)
    # Signed links and QR codes lead to the port that is served.
    os.environ.setdefault("ETAM_ADDRESS", f"http://127.0.0.1:{options.port}")
    prepare_demo(DEMO_VAR)
    if options.prepare_only:
        return 0
    return _serve("127.0.0.1", options.port, workers=1)


def serve(arguments: Sequence[str]) -> int:
    """`etam serve`: web and task worker of an installation that `etam prepare` has made ready."""
    parser = argparse.ArgumentParser(prog="etam serve", description="Layani pengguna; pasang TLS di depannya.")
    parser.add_argument("--address", default="127.0.0.1")
    parser.add_argument("--port", type=int, default=8000)
    parser.add_argument("--processes", type=int, default=2, help="banyaknya proses web, bawaan 2")
    options = parser.parse_args(arguments)
    if problem := port_problem(options.address, options.port):
        print(f"etam: {problem}", file=sys.stderr)
        return 1
    start_django()
    return _serve(options.address, options.port, workers=options.processes)


def prepare(arguments: Sequence[str]) -> int:
    """`etam prepare`: tables, cache table, content and static files; may be repeated at any time."""
    argparse.ArgumentParser(prog="etam prepare", description=prepare.__doc__).parse_args(arguments)
    start_django()
    _prepare_database()
    return 0


def worker(arguments: Sequence[str]) -> int:
    """`etam worker`: one more process that takes long tasks from the queue."""
    argparse.ArgumentParser(prog="etam worker", description=worker.__doc__).parse_args(arguments)
    start_django()
    from django.core.management import call_command

    call_command("db_worker", interval=1)
    return 0


def port_problem(address: str, port: int) -> str | None:
    """Why `port` cannot be served, as one sentence, or None when it can."""
    if not 1 <= port <= 65535:
        return f"Port {port} tidak ada; pilih antara 1 dan 65535."
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((address, port))
        except PermissionError:
            return f"Port {port} memerlukan izin khusus. Pilih port lain: --port 8080"
        except OSError:
            other = port + 1 if port < 65535 else 8000
            return f"Port {port} sedang dipakai program lain. Hentikan program itu atau pilih: --port {other}"
    return None


def prepare_demo(var: Path) -> None:
    """Fill `var` once; an interrupted first start leaves nothing that looks complete."""
    complete = var / "complete"
    if not complete.exists():
        shutil.rmtree(var, ignore_errors=True)
    var.mkdir(parents=True, exist_ok=True)
    os.environ["ETAM_VAR"] = str(var)
    os.environ.setdefault("ETAM_DATABASE", f"sqlite:///{var / 'etam.sqlite3'}")
    start_django("demo")
    stamp = _code_stamp()
    if complete.exists() and complete.read_text() == stamp:
        return
    _prepare_database()
    if not complete.exists():
        from etam.demonstration.load import load

        with _step("Data contoh"):
            load(progress=lambda line: print(f"  {line}", flush=True))
    complete.write_text(stamp)


def _prepare_database() -> None:
    from django.conf import settings
    from django.core.management import call_command

    from etam.config.loading import load_content

    settings.VAR.mkdir(parents=True, exist_ok=True)
    with _step("Basis data"):
        call_command("migrate", verbosity=0, interactive=False)
        call_command("createcachetable", verbosity=0)
    with _step("Isi acuan"):
        load_content(progress=lambda line: print(f"  {line}", flush=True))
    with _step("Berkas statis"):
        call_command("collectstatic", verbosity=0, interactive=False, clear=True)


def _serve(address: str, port: int, *, workers: int) -> int:
    """Run the web server and the task worker until one ends or somebody stops them.

    Both are processes of their own: the server forks, and a process that has computed with Polars must not be forked.
    """
    web = [
        *(
            "granian",
            "etam.config.warm_wsgi:application",
            "--interface",
            "wsgi",
            "--host",
            address,
            "--port",
            str(port),
        ),
        *("--workers", str(workers), "--blocking-threads", "4", "--no-ws", "--log-level", "warning"),
        "--respawn-failed-workers",
    ]
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(0))
    children = [subprocess.Popen([sys.executable, "-m", *command], cwd=ROOT) for command in (web, TASK_WORKER)]
    try:
        if _answers(address, port, children[0]):
            print(f"\nEtam siap di http://{address}:{port}/  (Ctrl+C untuk berhenti)\n", flush=True)
        return children[0].wait()
    except KeyboardInterrupt:
        return 0
    finally:
        for child in children:
            child.terminate()
        for child in children:
            with contextlib.suppress(subprocess.TimeoutExpired):
                child.wait(5)
            child.kill()


def _answers(address: str, port: int, server: "subprocess.Popen[bytes]") -> bool:
    """Whether the server takes connections, as soon as it does; False when it ended instead."""
    while server.poll() is None:
        with contextlib.suppress(OSError), socket.create_connection((address, port), timeout=1):
            return True
        time.sleep(0.1)
    return False


def _code_stamp() -> str:
    """Changes whenever content, tables or static files may have: what to prepare again after an update."""
    total = hashlib.sha256()
    roots = [ROOT / "content", ROOT / "src" / "etam"]
    for path in sorted(path for root in roots for path in root.rglob("*") if path.is_file() and path.suffix != ".pyc"):
        details = path.stat()
        total.update(f"{path.relative_to(ROOT)} {details.st_size} {details.st_mtime_ns}\n".encode())
    return total.hexdigest()


@contextlib.contextmanager
def _step(label: str) -> Iterator[None]:
    print(f"{label} ...", flush=True)
    start = time.monotonic()
    yield
    print(f"{label}: selesai, {time.monotonic() - start:.1f} detik".replace(".", ","), flush=True)
