"""Is the instrument of a workbook one that the software takes? What content checks find, told by sheet and cell."""

import re
import tempfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from etam.content.cross_checks import known_codes, references
from etam.content.files import CONTENT_ROOT, ContentError, Document, Fault, Pointer, read_yaml, versions
from etam.exchange.instrument_sheet.assembling import Assembler
from etam.exchange.instrument_sheet.cells import Line, Place, SheetFault, Tables, read_tables
from etam.exchange.instrument_sheet.layout import INSTRUMENT
from etam.questionnaire import Instrument, load_instrument
from etam.questionnaire.load import FILE, check_instrument

# A piece of what the loader says: how the sentence goes on in Indonesian.
SENTENCES: tuple[tuple[str, str], ...] = (
    (r'unknown element "([^"]+)"', "menyebut elemen “{0}” yang tidak ditanyakan."),
    (r'(?:basis|regulation) "([^"]+)" is not in the register', "“{0}” tidak ada dalam daftar peraturan."),
    (r"article (\S+) of (\S+) is not in articles.csv", "pasal {0} {1} tidak ada dalam daftar pasal."),
    (r'kind "([^"]+)" is not one of (.+)', "jenis “{0}” tidak dikenal. Pilih: {1}."),
    (r"does not begin exactly where", "tidak mulai tepat di tempat batas sebelumnya berakhir. Periksa kolom batasnya."),
    (r'element "([^"]+)" appears twice', "elemen “{0}” ada dua kali."),
    (r"is not an expression", "bukan ungkapan yang dapat dibaca. Periksa tanda kurung dan ejaannya."),
    (r"is no condition", 'bukan syarat: tulis perbandingan, misalnya ada_kebijakan == "ya".'),
    (r"scores, but gives no points", "bernilai, tetapi tidak mempunyai tangga atau poin."),
    (
        r"takes its answer as points",
        "memakai jawabannya sebagai poin, jadi perlu tipe angka dengan maksimum di atas 0.",
    ),
    (r"does not match '\^\[a-z\]", "hanya boleh berisi huruf kecil, angka, dan garis bawah atau tanda hubung."),
    (r"does not match '\^\[0-9\]\{4\}", "harus tahun dan nomor, misalnya 2026.1."),
)


@dataclass(frozen=True)
class Draft:
    """An instrument read from a workbook. Without faults `instrument` is what the loader made of it."""

    data: Mapping[str, Any]
    about: Line
    faults: tuple[SheetFault, ...]
    instrument: Instrument | None

    @property
    def code(self) -> str:
        return str(self.data.get("code", ""))

    @property
    def version(self) -> str:
        return str(self.data.get("version", ""))

    @property
    def changes(self) -> str:
        return str(self.about.get("[changes]") or "")


def read_workbook(data: bytes, root: Path = CONTENT_ROOT) -> Draft:
    """Read a workbook and hold it against the loader and against the content below `root`.

    Raises FileRefused when the file as a whole cannot be used.
    """
    tables = read_tables(data)
    faults = list(tables.faults)
    base = _base(tables, root, faults)
    assembler = Assembler(tables, base)
    faults += assembler.faults
    instrument = None
    if not faults:
        found, instrument = _loaded(assembler.data, assembler.places, root)
        faults += found
    return Draft(assembler.data, tables.about, tuple(faults), instrument)


def version_exists(draft: Draft, root: Path = CONTENT_ROOT) -> SheetFault | None:
    """The fault of a version that is already there; a released folder is not edited."""
    folder = root / "instruments" / draft.code
    if not draft.code or not (folder / draft.version).exists():
        return None
    newest = versions(folder)[-1].name
    return SheetFault(
        draft.about.at("version"),
        f"versi {draft.version} sudah ada dan tidak diubah lagi. Pakai versi baru, misalnya {_next(newest)}.",
    )


def to_yaml(data: Mapping[str, Any], remark: str = "") -> str:
    """The text of the instrument's file."""
    text: str = yaml.dump(data, Dumper=_Dumper, allow_unicode=True, sort_keys=False, width=10_000)
    return f"# {remark}\n{text}" if remark else text


def _base(tables: Tables, root: Path, faults: list[SheetFault]) -> Mapping[str, Any] | None:
    """The data of the edition that the workbook was made from; None when it names none."""
    named = tables.about.get("[base]")
    if named is None:
        return None
    code, _, version = str(named).partition("@")
    folder = root / "instruments" / code / version
    if not re.fullmatch(r"[a-z0-9-]+@[0-9.]+", str(named)) or not folder.is_dir():
        sentence = f"“{named}” tidak ada. Tulis KODE@VERSI, misalnya accreditation-village@2018.1, atau kosongkan."
        faults.append(SheetFault(tables.about.at("[base]"), sentence))
        return None
    data: Mapping[str, Any] = read_yaml(folder / FILE).data
    return data


def _loaded(
    data: Mapping[str, Any], places: Mapping[Pointer, Place], root: Path
) -> tuple[list[SheetFault], Instrument | None]:
    with tempfile.TemporaryDirectory() as temporary:
        folder = Path(temporary) / _folder_name(data, "code") / _folder_name(data, "version")
        folder.mkdir(parents=True)
        (folder / FILE).write_text(to_yaml(data), encoding="utf-8")
        (folder / "CHANGES.md").write_text("# \n", encoding="utf-8")
        try:
            document = read_yaml(folder / FILE)
        except ContentError as error:
            return [SheetFault(Place(), fault.message) for fault in error.faults], None
        found = [*check_instrument(folder), *references(document, known_codes(root))]
        faults = list(_told(found, document, places))
        return faults, None if faults else load_instrument(folder)


def _folder_name(data: Mapping[str, Any], key: str) -> str:
    """A name that no path can be made of, whatever the cell says."""
    return re.sub(r"[^a-z0-9.-]", "", str(data.get(key, ""))).strip(".") or key


def _told(found: list[Fault], document: Document, places: Mapping[Pointer, Place]) -> Iterator[SheetFault]:
    by_line: dict[int, list[Pointer]] = {}
    for pointer, line in document.lines.items():
        by_line.setdefault(line, []).append(pointer)
    seen = set()
    for fault in found:
        told = SheetFault(_nearest(by_line.get(fault.line, []), places), _sentence(fault.message))
        if told not in seen:
            seen.add(told)
            yield told


def _nearest(pointers: list[Pointer], places: Mapping[Pointer, Place]) -> Place:
    """The cell of the longest pointer on the line that has one, else of its nearest parent."""
    for pointer in sorted(pointers, key=len, reverse=True):
        for length in range(len(pointer), 0, -1):
            if pointer[:length] in places:
                return places[pointer[:length]]
    return Place(INSTRUMENT)


def _sentence(message: str) -> str:
    for pattern, sentence in SENTENCES:
        match = re.search(pattern, message)
        if match:
            return sentence.format(*match.groups())
    return f"tidak dapat dipakai ({message})."


def _next(version: str) -> str:
    year, _, number = version.partition(".")
    return f"{year}.{int(number) + 1}" if number.isdigit() else f"{version}.1"


class _Dumper(yaml.SafeDumper):
    """Texts in two languages stand on one line; a ladder that many questions share is written once."""

    def generate_anchor(self, node: yaml.Node) -> str:
        return f"steps_{super().generate_anchor(node)}"

    def ignore_aliases(self, data: Any) -> bool:
        return not (isinstance(data, list) and data and isinstance(data[0], dict) and "value" in data[0])


def _represent(dumper: yaml.SafeDumper, data: dict[str, Any]) -> yaml.Node:
    flow = bool(data) and all(not isinstance(value, dict | list) for value in data.values()) and len(data) <= 5
    return dumper.represent_mapping("tag:yaml.org,2002:map", data.items(), flow_style=flow)


_Dumper.add_representer(dict, _represent)
