"""What in the product rests on which article: every `basis` that content names, one row each."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.files import CONTENT_ROOT, folder_checksum, read_yaml, versions

# Folder of content → what its editions are called, and what the entries of a list inside an edition are called.
KINDS: dict[str, tuple[str, dict[str, str]]] = {
    "instruments": ("instrument", {"questions": "question", "checks": "check", "mechanisms": "mechanism"}),
    "methods": ("method", {"indicators": "indicator", "children": "dimension"}),
    "schemes": ("scheme", {"parts": "scheme-part"}),
    "category-scales": ("category-scale", {}),
    "evidence-types": ("evidence-types", {"types": "evidence-type"}),
    "institution-kinds": ("institution-kinds", {"kinds": "institution-kind", "subtypes": "institution-subtype"}),
    "followup": ("followup", {}),
    "formation-routes": ("formation-routes", {"desks": "formation-desk", "routes": "formation-route"}),
    "funding-rules": ("funding-rules", {"rules": "funding-rule"}),
    "positions": (
        "positions",
        {"positions": "position", "retirement_ages": "retirement-age", "credits": "credit"},
    ),
    "nomenclature": ("nomenclature", {"lists": "nomenclature"}),
    "documents": ("documents", {"documents": "document"}),
    "gnsta": ("gnsta", {}),
    "obligations": ("obligations", {"obligations": "obligation"}),
    "workload": ("workload", {"effective_times": "effective-time"}),
}
# What people call one thing of each kind.
WORDS = {
    "instrument": "instrumen",
    "question": "pertanyaan",
    "check": "pemeriksaan",
    "mechanism": "aturan pengisian",
    "method": "metode",
    "indicator": "indikator",
    "dimension": "dimensi",
    "scheme": "skema penilaian",
    "scheme-part": "bagian skema penilaian",
    "category-scale": "skala kategori",
    "evidence-types": "daftar jenis bukti dukung",
    "evidence-type": "jenis bukti dukung",
    "institution-kinds": "daftar jenis lembaga",
    "institution-kind": "jenis lembaga",
    "institution-subtype": "subjenis lembaga",
    "followup": "aturan tindak lanjut",
    "formation-routes": "jalur usulan formasi",
    "formation-desk": "meja usulan formasi",
    "formation-route": "urutan meja usulan formasi",
    "funding-rules": "daftar aturan dana",
    "funding-rule": "aturan dana",
    "positions": "daftar jabatan fungsional",
    "position": "jabatan fungsional",
    "retirement-age": "usia pensiun",
    "credit": "angka kredit",
    "nomenclature": "nomenklatur",
    "documents": "daftar dokumen resmi",
    "document": "dokumen resmi",
    "gnsta": "gerakan tertib arsip",
    "obligations": "daftar permintaan pusat",
    "obligation": "permintaan pusat",
    "workload": "aturan analisis beban kerja",
    "effective-time": "waktu kerja efektif",
}
# What is asked for its basis. Parts of these, such as checks and indicators, may name one of their own but need none.
WHOLE = frozenset({"method", "scheme", "category-scale", "followup", "gnsta"})
PARTS = frozenset(
    {
        "question", "institution-kind", "funding-rule", "position", "retirement-age", "credit", "nomenclature",
        "document", "obligation", "effective-time", "formation-desk", "formation-route",
    }
)  # fmt: skip
CODES = ("code", "element", "id", "rule")
LABELS = ("label", "title", "text", "message", "question")


@dataclass(frozen=True, order=True)
class Rest:
    """One thing that rests on one regulation; `item` is "" for a whole edition, `article` "" where none is named.

    `version` is the edition, "" for what has none. `is_latest` says whether a newer edition replaced it.
    """

    kind: str
    code: str
    version: str
    item: str
    regulation: str
    article: str = ""
    label: str = ""
    confidence: str = ""
    is_latest: bool = True


@dataclass(frozen=True)
class Basis:
    """A regulation that something rests on, with the article where one is named, and how well that is known."""

    regulation: str
    article: str = ""
    confidence: str = ""


def read_basis(entries: Iterable[str | Mapping[str, str]], confidence: str = "") -> tuple[Basis, ...]:
    """A `basis` as it stands in a file: ids, or mappings that may name an article.

    What says nothing of its own confidence has that of the thing which names it.
    """
    return tuple(
        Basis(entry, "", confidence) if isinstance(entry, str) else Basis(**{"confidence": confidence, **entry})
        for entry in entries
    )


def regulations_of(entries: Iterable[str | Mapping[str, str]]) -> tuple[str, ...]:
    """The ids in a `basis`, each once, in the order of the file."""
    return tuple(dict.fromkeys(basis.regulation for basis in read_basis(entries)))


def rests(root: Path = CONTENT_ROOT) -> tuple[Rest, ...]:
    """Everything below `root` that names a basis, in the order of kind, code, version and item."""
    return tuple(one for one in _things(root) if one.regulation)


def resting_on(regulation: str, root: Path = CONTENT_ROOT) -> tuple[Rest, ...]:
    """What rests on one regulation."""
    return tuple(one for one in rests(root) if one.regulation == regulation)


def with_basis(root: Path = CONTENT_ROOT) -> tuple[int, int]:
    """How many things of the newest editions name a basis, and how many there are that should.

    A question that names none rests on what its instrument names, as a method rests as a whole.
    """
    things = [one for one in _things(root) if one.is_latest]
    named = {_name(one) for one in things if one.regulation}
    asked = {_name(one) for one in things if one.kind in (PARTS if one.item else WHOLE)}
    inheriting = {name for name in asked if name[0] == "question" and ("instrument", *name[1:3], "") in named}
    return len(asked & named | inheriting), len(asked)


def _name(one: Rest) -> tuple[str, str, str, str]:
    return one.kind, one.code, one.version, one.item


def _things(root: Path) -> tuple[Rest, ...]:
    """Every thing that could rest on something, without a regulation, and everything that does."""
    # What is shipped does not change while a program runs, and to add up the checksums of it all takes milliseconds.
    if root == CONTENT_ROOT:
        return _read(root, ())
    return _read(root, tuple(folder_checksum(root / name) for name in KINDS if (root / name).is_dir()))


@cache
def _read(root: Path, _checksums: tuple[str, ...]) -> tuple[Rest, ...]:
    return tuple(sorted(set(_all(root))))


def _all(root: Path) -> Iterator[Rest]:
    for name, (kind, inner) in KINDS.items():
        for path, is_latest in _files(root / name):
            data = read_yaml(path).data
            code, version = str(data.get("code", name)), str(data.get("version", ""))
            label, confidence = _label(data) or WORDS[kind].capitalize(), str(data.get("confidence", ""))
            whole = Rest(kind, code, version, "", "", label=label, confidence=confidence, is_latest=is_latest)
            yield whole
            yield from _inside(data, whole, inner)


def _files(folder: Path) -> Iterator[tuple[Path, bool]]:
    """Every file of a kind, and whether it is of the newest edition of its code."""
    if not folder.is_dir():
        return
    yield from ((path, True) for path in sorted(folder.glob("*.yml")))
    inner = versions(folder)
    if any(any(one.glob("*.yml")) for one in inner):
        yield from _editions(inner)
        return
    for code in inner:
        yield from _editions(versions(code))


def _editions(folders: Iterable[Path]) -> Iterator[tuple[Path, bool]]:
    editions = list(folders)
    for folder in editions:
        yield from (
            (path, folder == editions[-1]) for path in sorted(folder.glob("*.yml")) if path.name != "source.yml"
        )


def _inside(data: Any, above: Rest, inner: Mapping[str, str]) -> Iterator[Rest]:
    """The things in `data`, and what it and they rest on; `above` is the thing that `data` belongs to."""
    if isinstance(data, list):
        for value in data:
            yield from _inside(value, above, inner)
    if not isinstance(data, Mapping):
        return
    for basis in read_basis(data.get("basis", ()), str(data.get("confidence", above.confidence))):
        yield replace(above, regulation=basis.regulation, article=basis.article, confidence=basis.confidence)
    for key, value in data.items():
        if key in inner and isinstance(value, list):
            things = ((place, entry) for place, entry in enumerate(value, start=1) if isinstance(entry, Mapping))
            for place, entry in things:
                thing = _thing(entry, above, inner[key], place)
                yield thing
                yield from _inside(entry, thing, inner)
        elif key != "basis":
            yield from _inside(value, above, inner)


def _thing(entry: Mapping[str, Any], above: Rest, kind: str, place: int) -> Rest:
    """An entry of a list as a thing of its own; without a code it is called by its place, from 1."""
    item = next((str(entry[name]) for name in CODES if name in entry), str(place))
    return replace(above, kind=kind, item=item, label=_label(entry), confidence=str(entry.get("confidence", "")))


def _label(data: Mapping[str, Any]) -> str:
    found = next((data[name] for name in LABELS if name in data), "")
    return str(found.get("id", "")) if isinstance(found, Mapping) else str(found)
