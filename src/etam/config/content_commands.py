"""`etam content instrument-sheet` and `import-instrument`: an instrument to a workbook and back, without a database."""

import argparse
import hashlib
import sys
from pathlib import Path

from etam.content.files import CONTENT_ROOT, ContentError, read_yaml, versions
from etam.exchange.exceptions import FileRefused
from etam.exchange.instrument_sheet.checking import Draft, read_workbook, to_yaml, version_exists
from etam.exchange.instrument_sheet.comparing import changes, preview
from etam.exchange.instrument_sheet.writing import write_workbook
from etam.questionnaire import Instrument, check_instrument, instrument_folders, load_instrument
from etam.questionnaire.load import FILE


def add_parsers(commands: "argparse._SubParsersAction[argparse.ArgumentParser]") -> None:
    """Add both commands to those of `etam content`."""
    sheet = commands.add_parser("instrument-sheet", help="tulis lembar kerja sebuah instrumen untuk dilengkapi")
    sheet.add_argument("instrument", metavar="KODE@VERSI")
    sheet.add_argument("--out", type=Path, required=True, metavar="BERKAS.xlsx", help="berkas yang ditulis")
    sheet.set_defaults(run=lambda options: instrument_sheet(options.instrument, options.out))
    bring = commands.add_parser("import-instrument", help="periksa versi baru dari lembar kerja, lalu tulis")
    bring.add_argument("file", type=Path, metavar="BERKAS.xlsx")
    bring.add_argument("--out", type=Path, default=CONTENT_ROOT, metavar="FOLDER", help="folder isi acuan")
    bring.add_argument("--write", action="store_true", help="tulis versi baru bila tidak ada kesalahan")
    bring.set_defaults(run=lambda options: import_instrument(options.file, options.out, write=options.write))


def instrument_sheet(name: str, out: Path) -> int:
    """Write the workbook of an existing version."""
    code, _, version = name.partition("@")
    folder = next((one for one in instrument_folders() if (one.parent.name, one.name) == (code, version)), None)
    if folder is None:
        known = ", ".join(f"{one.parent.name}@{one.name}" for one in instrument_folders())
        return _failed(f"Instrumen {name} tidak ada. Yang ada: {known}.")
    if out.suffix.lower() != ".xlsx":
        return _failed(f"{out} tidak berakhir .xlsx.")
    if out.exists():
        return _failed(f"{out} sudah ada. Pakai nama lain agar isinya tidak hilang.")
    try:
        out.write_bytes(write_workbook(read_yaml(folder / FILE).data, name))
    except (ContentError, OSError) as error:
        return _failed(f"{name} tidak dapat ditulis: {error}")
    print(f"{out} ditulis dari {name}. Ganti Versi pada lembar Instrumen, lengkapi, lalu impor.")
    return 0


def import_instrument(file: Path, out: Path, *, write: bool) -> int:
    """Preview the version that a workbook holds, and write it when asked to and when nothing is wrong."""
    try:
        data = file.read_bytes()
        draft = read_workbook(data)
    except OSError as error:
        return _failed(f"{file} tidak dapat dibaca: {error.strerror}.")
    except FileRefused as problem:
        return _failed(f"{file.name}: {problem}")
    faults = [*draft.faults, *filter(None, {version_exists(draft), version_exists(draft, out)})]
    for fault in faults:
        print(fault)
    before = _before(draft.code)
    if draft.instrument is not None:
        print("\n".join(preview(draft.instrument, before)))
    if faults or draft.instrument is None:
        print(f"{len(faults)} kesalahan. Tidak ada yang ditulis. Perbaiki selnya, simpan, lalu impor lagi.")
        return 1
    folder = out / "instruments" / draft.code / draft.version
    if not write:
        print(f"Tidak ada kesalahan. Belum ditulis: ulangi dengan --write untuk menulis {folder}.")
        return 0
    return _write(folder, draft, draft.instrument, before, f"{file.name}, SHA-256 {hashlib.sha256(data).hexdigest()}")


def _before(code: str) -> Instrument | None:
    """The newest version there is; None for the first of its code or one that cannot be read."""
    folder = CONTENT_ROOT / "instruments" / code
    if not code or not folder.is_dir():
        return None
    try:
        return load_instrument(versions(folder)[-1])
    except (ContentError, IndexError):
        return None


def _write(folder: Path, draft: Draft, instrument: Instrument, before: Instrument | None, origin: str) -> int:
    text = to_yaml(draft.data, f"Dari lembar kerja {origin}.")
    folder.mkdir(parents=True)
    (folder / FILE).write_text(text, encoding="utf-8")
    told = f"{draft.changes}\n\n" if draft.changes else ""
    heading = f"# {instrument.title.id} {instrument.version}"
    (folder / "CHANGES.md").write_text(f"{heading}\n\n{told}{changes(instrument, before).sentence}\n", encoding="utf-8")
    faults = check_instrument(folder)
    for fault in faults:
        print(fault)
    print(f"Ditulis: {folder}. Jalankan etam content check, lalu etam prepare.")
    return 1 if faults else 0


def _failed(sentence: str) -> int:
    print(f"etam: {sentence}", file=sys.stderr)
    return 1
