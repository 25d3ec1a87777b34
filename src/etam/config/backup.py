"""`etam backup` and `etam restore`: everything that cannot be made again, in one file."""

import argparse
import io
import json
import os
import shutil
import sqlite3
import subprocess
import sys
import tarfile
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path
from typing import Any

from etam.config.cli import start_django

FORMAT = 1
FOLDERS = ("releases", "uploads", "files")


class Problem(Exception):
    """Why a backup cannot be made or restored, as one sentence."""


def backup(arguments: Sequence[str]) -> int:
    """Write database, releases and uploaded files to one archive; people may go on working meanwhile."""
    parser = argparse.ArgumentParser(prog="etam backup", description=backup.__doc__)
    parser.add_argument("file", type=Path, help="berkas .tar.gz yang akan dibuat")
    options = parser.parse_args(arguments)
    start_django()
    return _say(lambda: _backup(options.file), f"Cadangan ditulis ke {options.file}.")


def restore(arguments: Sequence[str]) -> int:
    """Bring back an archive; what is there now is kept aside, never overwritten."""
    parser = argparse.ArgumentParser(prog="etam restore", description=restore.__doc__)
    parser.add_argument("file", type=Path)
    parser.add_argument("--replace", action="store_true", help="ganti data yang ada sekarang")
    options = parser.parse_args(arguments)
    start_django()
    return _say(
        lambda: _restore(options.file, replace=options.replace),
        "Data dipulihkan. Jalankan `etam prepare`, lalu `etam serve`.",
    )


def _say(work: Any, done: str) -> int:
    try:
        work()
    except Problem as problem:
        print(f"etam: {problem}", file=sys.stderr)
        return 1
    print(done)
    return 0


def _database() -> dict[str, Any]:
    from django.conf import settings

    return dict(settings.DATABASES["default"])


def _backup(target: Path) -> None:
    from django.conf import settings

    if target.exists():
        raise Problem(f"{target} sudah ada; pilih nama lain.")
    with tempfile.TemporaryDirectory() as folder:
        dump = Path(folder) / "database"
        vendor = _dump(_database(), dump)
        partial = target.with_name(target.name + ".part")
        with tarfile.open(partial, "w:gz") as archive:
            _add_json(archive, {"format": FORMAT, "vendor": vendor})
            archive.add(dump, "database")
            for name in FOLDERS:
                if (settings.VAR / name).is_dir():
                    archive.add(settings.VAR / name, name)
    partial.rename(target)


def _restore(source: Path, *, replace: bool) -> None:
    from django.conf import settings

    with tempfile.TemporaryDirectory(dir=settings.VAR.parent) as name:
        folder = Path(name)
        manifest = _unpack(source, folder)
        vendor = _vendor(_database())
        if manifest.get("vendor") != vendor:
            raise Problem(
                f"Cadangan ini dari {manifest.get('vendor')}, basis data sekarang {vendor}. "
                "Arahkan ETAM_DATABASE ke jenis yang sama."
            )
        _load(_database(), folder / "database", replace=replace)
        for part in FOLDERS:
            if (folder / part).is_dir():
                _put_aside(settings.VAR / part)
                shutil.move(folder / part, settings.VAR / part)


def _unpack(source: Path, folder: Path) -> dict[str, Any]:
    try:
        with tarfile.open(source) as archive:
            archive.extractall(folder, filter="data")
        manifest: dict[str, Any] = json.loads((folder / "manifest.json").read_text())
    except (OSError, tarfile.TarError, ValueError) as error:
        raise Problem(f"{source} bukan cadangan Etam yang utuh: {error}") from error
    if manifest.get("format") != FORMAT:
        raise Problem(f"{source} dibuat oleh Etam yang lebih baru; perbarui Etam dulu.")
    return manifest


def _vendor(database: dict[str, Any]) -> str:
    return "SQLite" if database["ENGINE"].endswith("sqlite3") else "PostgreSQL"


def _dump(database: dict[str, Any], target: Path) -> str:
    vendor = _vendor(database)
    if vendor == "SQLite":
        _copy(Path(database["NAME"]), target)
    else:
        _postgres("pg_dump", database, "--format=custom", f"--file={target}")
    return vendor


def _load(database: dict[str, Any], dump: Path, *, replace: bool) -> None:
    if _holds_data(database) and not replace:
        raise Problem("Basis data sudah berisi data. Hentikan Etam, lalu ulangi dengan --replace.")
    if _vendor(database) == "SQLite":
        live = Path(database["NAME"])
        if live.exists():
            # A copy, not a rename: what stands in the write-ahead log belongs to it.
            _copy(live, _aside(live))
        for suffix in ("", "-wal", "-shm"):
            live.with_name(live.name + suffix).unlink(missing_ok=True)
        shutil.move(dump, live)
    else:
        options = ("--clean", "--if-exists", "--no-owner", "--single-transaction")
        _postgres("pg_restore", database, *options, f"--dbname={database['NAME']}", str(dump))


def _holds_data(database: dict[str, Any]) -> bool:
    if _vendor(database) == "SQLite":
        return Path(database["NAME"]).exists()
    from django.db import connection

    return bool(connection.introspection.table_names())


def _postgres(program: str, database: dict[str, Any], *arguments: str) -> None:
    path = shutil.which(program)
    if path is None:
        raise Problem(f"{program} tidak ada. Pasang klien PostgreSQL, lalu ulangi.")
    environment = {
        **os.environ,
        "PGHOST": database.get("HOST") or "",
        "PGPORT": str(database.get("PORT") or ""),
        "PGUSER": database.get("USER") or "",
        "PGPASSWORD": database.get("PASSWORD") or "",
        "PGDATABASE": str(database["NAME"]),
    }
    done = subprocess.run([path, *arguments], env=environment, capture_output=True, text=True, check=False)
    if done.returncode:
        raise Problem(f"{program} gagal: {done.stderr.strip()}")


def _copy(source: Path, target: Path) -> None:
    with closing(sqlite3.connect(source)) as live, closing(sqlite3.connect(target)) as copy:
        live.backup(copy)


def _put_aside(path: Path) -> None:
    if path.exists():
        path.rename(_aside(path))


def _aside(path: Path) -> Path:
    """A name beside `path` that is still free: "etam.sqlite3.lama-1"."""
    number = 1
    while (aside := path.with_name(f"{path.name}.lama-{number}")).exists():
        number += 1
    return aside


def _add_json(archive: tarfile.TarFile, data: dict[str, Any]) -> None:
    content = json.dumps(data).encode()
    entry = tarfile.TarInfo("manifest.json")
    entry.size = len(content)
    archive.addfile(entry, io.BytesIO(content))
