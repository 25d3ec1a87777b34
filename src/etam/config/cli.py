"""The `etam` command: one word for the task, then its own arguments."""

import argparse
import os
import sys
from collections.abc import Callable, Sequence
from importlib import import_module

DESCRIPTION = "Etam: literasi dan arsip Kalimantan Timur, dari isian sampai peringkat yang dapat dihitung ulang."

# name → (module, function, help). A module is imported only when its command is called: the pure ones start no Django.
COMMANDS: dict[str, tuple[str, str, str]] = {
    "demo": ("etam.config.server", "demo", "jalankan peragaan dengan data contoh di 127.0.0.1:8000"),
    "serve": ("etam.config.server", "serve", "layani pengguna (setelah `etam prepare`)"),
    "prepare": ("etam.config.server", "prepare", "siapkan basis data, isi acuan, dan berkas statis"),
    "worker": ("etam.config.server", "worker", "kerjakan tugas panjang dari antrean"),
    "user": ("etam.config.people", "main", "buat akun dan penugasan"),
    "content": ("etam.config.content_check", "main", "content check | instrument-sheet | import-instrument"),
    "index": ("etam.indexmath.__main__", "main", "index run | index check: hitung indeks tanpa basis data"),
    "instrument": ("etam.questionnaire.__main__", "main", "instrument score | list | office: nilai jawaban dari CSV"),
    "release": ("etam.indexmath.__main__", "release", "release verify: hitung ulang sebuah rilis dan bandingkan"),
    "remind": ("etam.config.reminding", "main", "ingatkan sertifikat akreditasi yang segera habis, sekali sehari"),
    "measures": ("etam.config.measuring", "main", "measures record: catat angka ukuran rekomendasi, sekali sehari"),
    "forget": ("etam.config.forgetting", "main", "hapus nama peserta dan pemangku yang masa simpannya lewat"),
    "flags": ("etam.config.flagging", "main", "tandai apa yang dasarnya berubah, sekali sehari"),
    "import": ("etam.config.importing", "main", "import returns | import institutions: isian atau lembaga dari CSV"),
    "regulations": ("etam.config.regulations_command", "main", "regulations list | rests-on: apa yang berlaku, kapan"),
    "formation": ("etam.config.formation_command", "main", "formation need: kebutuhan jabatan menurut beban kerja"),
    "workforce": ("etam.config.workforce_command", "main", "workforce reseal: segel ulang data pemangku, kunci baru"),
    "jdih": ("etam.config.jdih_command", "main", "jdih write: tulis umpan JDIHN dari daftar peraturan"),
    "backup": ("etam.config.backup", "backup", "cadangkan basis data dan rilis ke satu berkas"),
    "restore": ("etam.config.backup", "restore", "pulihkan dari berkas cadangan"),
    "test": ("etam.config.testing", "main", "periksa gaya, tipe, arsitektur, lalu jalankan semua uji"),
    "bench": ("etam.config.benching", "main", "ukur kecepatan dan cetak tabelnya"),
}


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; the exit status is 0 when it did what it was asked."""
    given = list(sys.argv[1:] if arguments is None else arguments)
    if not given or given[0] in ("-h", "--help"):
        _parser().print_help()
        return 0 if given else 2
    name, rest = given[0], given[1:]
    if name not in COMMANDS:
        print(f'etam: perintah "{name}" tidak dikenal. Yang ada: {", ".join(COMMANDS)}.', file=sys.stderr)
        return 2
    module, function, _ = COMMANDS[name]
    command: Callable[[Sequence[str]], int] = getattr(import_module(module), function)
    try:
        status = command(rest)
        sys.stdout.flush()
        return status
    except BrokenPipeError:
        # Whoever reads along has seen enough, as `| head` does; what is left to write goes nowhere.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print("\nDihentikan.", file=sys.stderr)
        return 130
    except Exception as error:
        if problem := _database_problem(error):
            print(f"etam: {problem}", file=sys.stderr)
            return 1
        raise


def start_django(mode: str | None = None) -> None:
    """Load settings and models; `mode` applies unless the machine already chose one."""
    if mode:
        os.environ["ETAM_MODE"] = mode
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "etam.config.settings")
    from etam.config.environment import SettingError

    try:
        import django

        django.setup()
    except SettingError as error:
        raise SystemExit(f"etam: {error}") from error


def _database_problem(error: Exception) -> str | None:
    """What to do about a database that was never prepared, or not since an update; None for any other fault."""
    # A command that started no Django has no database to blame.
    if "django.db" not in sys.modules:
        return None
    from django.db import DatabaseError, connection
    from django.db.migrations.executor import MigrationExecutor

    if not isinstance(error, DatabaseError):
        return None
    try:
        executor = MigrationExecutor(connection)
        is_behind = bool(executor.migration_plan(executor.loader.graph.leaf_nodes()))
    except DatabaseError:
        return f"Basis data tidak dapat dibuka: {error}. Periksa ETAM_DATABASE, lalu jalankan `etam prepare`."
    return "Basis data belum disiapkan untuk versi ini. Jalankan `etam prepare`, lalu ulangi." if is_behind else None


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="etam", description=DESCRIPTION, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    width = max(map(len, COMMANDS))
    parser.usage = "etam PERINTAH [pilihan]"
    parser.epilog = "\n".join(f"  {name:<{width}}  {help_text}" for name, (_, _, help_text) in COMMANDS.items())
    return parser


if __name__ == "__main__":
    sys.exit(main())
