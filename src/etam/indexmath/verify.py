"""Recomputes a release and says in which files it differs."""

import hashlib
import tempfile
import urllib.request
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urljoin, urlsplit

import polars as pl

from etam.content.files import ContentError
from etam.indexmath import bundle
from etam.indexmath.bundle import MANIFEST
from etam.indexmath.errors import BundleError, IndexMathError
from etam.indexmath.reading import MARK_COLUMN

MAX_MANIFEST = 5_000_000
MAX_FILE = 500_000_000
MAX_TOTAL = 2_000_000_000
MAX_FILES = 5_000
TIMEOUT_SECONDS = 30


@dataclass(frozen=True, order=True)
class Difference:
    """One file that is not what the release says it is."""

    path: str
    problem: str

    def __str__(self) -> str:
        return f"{self.path}: {self.problem}"


def verify(folder: Path) -> list[Difference]:
    """Everything in `folder` that differs from what its inputs and its method give; empty when it is the same.

    Raises BundleError when the folder is no release of this engine.
    """
    if not (folder / MANIFEST).is_file():
        unpack = " Buka dulu berkas ZIP-nya, lalu sebutkan foldernya." if folder.suffix == ".zip" else ""
        raise BundleError(f"{folder}: tidak ada {MANIFEST}; ini bukan folder rilis.{unpack}")
    manifest = bundle.read_manifest((folder / MANIFEST).read_bytes())
    found = {difference.path: difference for difference in _against_manifest(folder, manifest)}
    for difference in _against_recomputation(folder, manifest, set(found)):
        found.setdefault(difference.path, difference)
    return sorted(found.values())


def verify_url(url: str) -> list[Difference]:
    """Download a release by its manifest and verify it.

    Only http and https; files are limited in number and size. Raises BundleError when a download fails.
    """
    with tempfile.TemporaryDirectory(prefix="etam-verify-") as place:
        folder = Path(place)
        missing = download(url, folder)
        return sorted({*missing, *(found for found in verify(folder) if found.path not in {m.path for m in missing})})


def download(url: str, folder: Path) -> list[Difference]:
    """Fetch the manifest at `url` and every file it names into `folder`; the differences are files that are absent."""
    if urlsplit(url).scheme not in ("http", "https"):
        raise BundleError(f"{url}: hanya alamat http dan https yang dapat dibuka.")
    base = url.removesuffix(MANIFEST).rstrip("/") + "/"
    try:
        content = _fetch(urljoin(base, MANIFEST), MAX_MANIFEST)
    except BundleError as error:
        raise BundleError(f"{error}. Alamat yang diperiksa berbentuk https://…/rilis/KODE/.") from error
    manifest = bundle.read_manifest(content)
    (folder / MANIFEST).write_bytes(content)
    if len(manifest["files"]) > MAX_FILES or sum(file["bytes"] for file in manifest["files"].values()) > MAX_TOTAL:
        raise BundleError(
            f"{url}: rilis ini terlalu besar untuk diunduh otomatis. Unduh foldernya, lalu periksa di sini."
        )
    absent = []
    for path, file in manifest["files"].items():
        target = folder / path
        target.parent.mkdir(parents=True, exist_ok=True)
        try:
            target.write_bytes(_fetch(urljoin(base, quote(path)), min(file["bytes"] + 1, MAX_FILE)))
        except BundleError as error:
            absent.append(Difference(path, f"tidak dapat diunduh ({error})."))
    return absent


def _fetch(url: str, limit: int) -> bytes:
    """The body at `url`, at most `limit` bytes; what is longer is cut there and so fails its hash."""
    try:
        with _OPENER.open(url, timeout=TIMEOUT_SECONDS) as answer:
            body: bytes = answer.read(limit)
    except HTTPError as error:
        raise BundleError(f"{url}: server menjawab {error.code} ({error.reason})") from error
    except (URLError, OSError, ValueError) as error:
        raise BundleError(f"{url}: {error}") from error
    return body


def _opener() -> urllib.request.OpenerDirector:
    # No handler for file: or ftp:, so that a redirect cannot lead there.
    opener = urllib.request.OpenerDirector()
    for handler in (
        urllib.request.HTTPHandler,
        urllib.request.HTTPSHandler,
        urllib.request.HTTPRedirectHandler,
        urllib.request.HTTPDefaultErrorHandler,
        urllib.request.HTTPErrorProcessor,
    ):
        opener.add_handler(handler())
    return opener


_OPENER = _opener()


def _against_manifest(folder: Path, manifest: Mapping[str, Any]) -> Iterator[Difference]:
    listed = manifest["files"]
    present = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    for path in sorted(present - set(listed) - {MANIFEST}):
        yield Difference(path, "tidak tercantum dalam manifest.json.")
    for path, file in listed.items():
        if path not in present:
            yield Difference(path, "hilang.")
        elif _sha256(folder / path) != file["sha256"]:
            yield Difference(path, "isinya tidak sama dengan SHA-256 dalam manifest.json.")


def _against_recomputation(folder: Path, manifest: Mapping[str, Any], known: set[str]) -> list[Difference]:
    """What differs from the recomputed files. `known` are the paths that already differ from the manifest."""
    roles = {path: file["role"] for path, file in manifest["files"].items()}
    if any(roles.get(path, "extra") in ("input", "method") for path in known):
        # The inputs are not those of the release; what they give would differ everywhere and say nothing.
        return []
    extras = {path: _bytes(folder / path) for path, role in roles.items() if role == "extra" and path not in known}
    try:
        files = bundle.recompute(folder, manifest, extras)
    except (IndexMathError, ContentError, TypeError, KeyError) as error:
        return [Difference(MANIFEST, f"rilis tidak dapat dihitung ulang: {error}")]
    found = list(_unlike(folder, files, roles))
    # Every file is right and yet the manifest is not: what it says of the release was changed.
    same_writer = files.get("figures.parquet", b"") == _bytes(folder / "figures.parquet")
    if not found and not known and same_writer and files[MANIFEST] != _bytes(folder / MANIFEST):
        return [Difference(MANIFEST, "hitungan ulang memberi isi yang berbeda.")]
    return found


def _unlike(folder: Path, files: Mapping[str, bytes], roles: Mapping[str, str]) -> Iterator[Difference]:
    for path, content in files.items():
        if path == "figures.parquet":
            yield from _parquet_difference(folder)
        elif path not in roles and path != MANIFEST:
            yield Difference(path, "seharusnya ada menurut hitungan ulang, tetapi tidak tercantum.")
        elif path != MANIFEST and _bytes(folder / path) != content:
            yield Difference(path, "hitungan ulang memberi isi yang berbeda.")
    for path in sorted(set(roles) - set(files)):
        yield Difference(path, "tercantum, tetapi hitungan ulang tidak menghasilkannya.")


def _parquet_difference(folder: Path) -> Iterator[Difference]:
    # Another version of the Parquet writer gives other bytes for the same table, so the tables are compared.
    try:
        found = pl.read_parquet(folder / "figures.parquet").drop(MARK_COLUMN, strict=False)
        table = bundle.read_table(folder / "figures.csv", "figures")
    except (pl.exceptions.PolarsError, OSError, BundleError) as error:
        yield Difference("figures.parquet", f"tidak dapat dibaca ({error}).")
        return
    if not found.equals(table):
        yield Difference("figures.parquet", "isinya tidak sama dengan figures.csv.")


def _bytes(path: Path) -> bytes:
    return path.read_bytes() if path.is_file() else b""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()
