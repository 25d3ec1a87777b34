"""The files of a release as the public may fetch them: only those that its manifest names, never outside its folder."""

import io
import json
import zipfile
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from django.urls import reverse

from etam.indices.models import Release

MANIFEST = "manifest.json"
CONTENT_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".md": "text/plain; charset=utf-8",
    ".parquet": "application/vnd.apache.parquet",
    ".pdf": "application/pdf",
    ".txt": "text/plain; charset=utf-8",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".yml": "text/plain; charset=utf-8",
    ".zip": "application/zip",
}
# A browser may show these; everything else is handed over as a file.
SHOWN = frozenset({".json", ".md", ".pdf", ".txt", ".yml"})
# What most readers want, in this order, and what it is called.
LABELS = {
    "results.csv": "Hasil peringkat (CSV)",
    "results.xlsx": "Tabel siap baca (XLSX)",
    "results.json": "Hasil lengkap (JSON)",
    "report.pdf": "Dokumen rilis (PDF/A)",
    "figures.parquet": "Angka masukan (Parquet)",
    "figures.csv": "Angka masukan (CSV)",
}
# The earliest moment a ZIP file can hold: the same folder gives the same bytes whenever it is packed.
ZIP_EPOCH = (1980, 1, 1, 0, 0, 0)


@dataclass(frozen=True)
class File:
    """One file of a release; `sha256` in hex, `size` in bytes."""

    name: str
    label: str
    sha256: str
    size: int
    url: str

    @property
    def content_type(self) -> str:
        return content_type(self.name)


@dataclass(frozen=True)
class Folder:
    """The folder of a release: its manifest and the files that the manifest names."""

    release: Release
    path: Path
    manifest: dict[str, Any]
    files: tuple[File, ...]

    @property
    def url(self) -> str:
        address: str = reverse("release-folder", args=[self.release.code])
        return address

    @property
    def main(self) -> list[File]:
        """The files that most readers want."""
        by_name = {file.name: file for file in self.files}
        return [by_name[name] for name in LABELS if name in by_name]

    @property
    def size(self) -> int:
        return sum(file.size for file in self.files)

    def find(self, name: str) -> File | None:
        """The file called `name`, the manifest itself included; None for anything the manifest does not name."""
        if name == MANIFEST:
            size = (self.path / MANIFEST).stat().st_size
            return _file(self.release, MANIFEST, {"sha256": self.release.manifest_sha256, "bytes": size})
        return next((file for file in self.files if file.name == name), None)

    def read(self, file: File) -> bytes:
        """Raises FileNotFoundError when the file is gone, or a link leads it out of the folder."""
        path = (self.path / file.name).resolve()
        if not path.is_relative_to(self.path.resolve()):
            raise FileNotFoundError(file.name)
        return path.read_bytes()

    def pack(self) -> bytes:
        """Every file and the manifest as one ZIP file; the same folder gives the same bytes."""
        return _pack(self.path, self.release.code, tuple(sorted([MANIFEST, *(file.name for file in self.files)])))


def open_folder(release: Release) -> Folder | None:
    """The folder of a release; None when it has none, or its manifest cannot be read on this machine."""
    if not release.folder:
        return None
    path = release.path
    try:
        manifest = json.loads((path / MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError):
        return None
    files = (_file(release, name, entry) for name, entry in sorted(manifest["files"].items()))
    return Folder(release, path, manifest, tuple(files))


def content_type(name: str) -> str:
    return CONTENT_TYPES.get(Path(name).suffix, "application/octet-stream")


def is_shown(name: str) -> bool:
    """Whether a browser may show the file instead of saving it."""
    return Path(name).suffix in SHOWN


def _file(release: Release, name: str, entry: Mapping[str, Any]) -> File:
    url = reverse("release-file", args=[release.code, name])
    return File(name, LABELS.get(name, name), entry["sha256"], entry["bytes"], url)


# A release never changes, and packing one takes a second: the last few are kept.
@lru_cache(maxsize=4)
def _pack(folder: Path, code: str, names: tuple[str, ...]) -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as archive:
        for name in names:
            entry = zipfile.ZipInfo(f"{code}/{name}", ZIP_EPOCH)
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, (folder / name).read_bytes())
    return packed.getvalue()
