"""A release as a folder that anyone can recompute: inputs, method, every stage, results, and the hash of each file."""

import hashlib
import io
import json
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path, PurePosixPath
from typing import Any, cast

import polars as pl

from etam.indexmath.errors import BundleError
from etam.indexmath.gather import Gathered, Inputs, gather
from etam.indexmath.method import load_method
from etam.indexmath.model import Method
from etam.indexmath.pipeline import Data, run
from etam.indexmath.reading import MARK, MARK_COLUMN, parse_data
from etam.indexmath.readme import readme
from etam.indexmath.result import IndexResult
from etam.indexmath.writing import csv_bytes, json_bytes, result_files, table_bytes

ENGINE = "1"
"""Changes whenever the same inputs would give other numbers."""

MANIFEST = "manifest.json"
COLUMNS: dict[str, dict[str, type[pl.DataType]]] = {
    "figures": {
        "institution": pl.String,
        "element": pl.String,
        "period": pl.Int64,
        "value": pl.Float64,
        "nothing": pl.String,
    },
    "frame": {
        "institution": pl.String,
        "kind": pl.String,
        "subtype": pl.String,
        "regency": pl.String,
        "period": pl.Int64,
        "state": pl.String,
        "submitted_on_time": pl.Boolean,
    },
    "series": {
        "series": pl.String,
        "region": pl.String,
        "period": pl.Int64,
        "value": pl.Float64,
        "source": pl.String,
    },
    "regions": {"region": pl.String, "name": pl.String},
}


@dataclass(frozen=True)
class ReleaseInfo:
    """What the publisher says of a release; dates are given, never read from a clock."""

    code: str = ""
    title: str = ""
    period: int | None = None
    published_on: str = ""
    replaces: str = ""
    reason: str = ""
    source: str = ""
    defects: tuple[str, ...] = ()
    sample: bool = False


@dataclass(frozen=True)
class Calculation:
    """A result with everything it was computed from; `inputs` is None when the wide table was given."""

    result: IndexResult
    data: Data
    inputs: Inputs | None
    gathered: Gathered | None
    draws: int
    seed: int


def calculate(
    method: Method, source: Inputs | Data, draws: int | None = None, seed: int | None = None, threads: int = 2
) -> Calculation:
    """Gather (from `Inputs`) and run. Raises DataError when the data do not fit the method."""
    plan = method.robustness
    draws = 0 if plan is None else plan.draws if draws is None else draws
    seed = 0 if plan is None else plan.seed if seed is None else seed
    inputs = _ordered(source) if isinstance(source, Inputs) else None
    gathered = gather(method, inputs) if inputs else None
    data = gathered.data if gathered else cast(Data, source)
    return Calculation(run(method, data, draws, seed, threads), data, inputs, gathered, draws, seed)


def write(
    folder: Path, calculation: Calculation, release: ReleaseInfo, extras: Mapping[str, bytes] | None = None
) -> str:
    """Write the release folder and return the SHA-256 (hex) of its manifest.

    The folder appears whole or not at all. `extras` (a workbook, a PDF) are kept and hashed but not recomputed.
    Raises BundleError when the folder already holds something or an extra has the name of a computed file.
    """
    if folder.is_file() or (folder.exists() and any(folder.iterdir())):
        raise BundleError(f"{folder} sudah berisi berkas. Pilih folder lain; rilis yang ada tidak ditimpa.")
    files = _files(calculation, release, dict(extras or {}))
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}-", dir=folder.parent))
    try:
        made.chmod(0o755)
        for path, content in files.items():
            target = made / path
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(content)
        if folder.exists():
            folder.rmdir()
        made.rename(folder)
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return hashlib.sha256(files[MANIFEST]).hexdigest()


def recompute(folder: Path, manifest: Mapping[str, Any], extras: Mapping[str, bytes]) -> dict[str, bytes]:
    """Every file of the release in `folder`, made anew from its inputs and its method.

    Raises BundleError, DataError or ContentError when an input or the method cannot be read.
    """
    method = load_method(folder / "method")
    release = ReleaseInfo(**{**manifest["release"], "defects": tuple(manifest["release"]["defects"])})
    source = _read_source(folder, method, release)
    calculation = calculate(method, source, manifest["draws"], manifest["seed"])
    return _files(calculation, release, dict(extras))


def read_manifest(content: bytes) -> dict[str, Any]:
    """The manifest, checked for what recomputing relies on. Raises BundleError."""
    try:
        manifest = json.loads(content)
        entries = manifest["files"].items()
        fits = all(isinstance(manifest[key], kind) for key, kind in _MANIFEST_TYPES.items())
        fits &= all(set(entry) == {"sha256", "bytes", "role"} for _, entry in entries)
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise BundleError(
            f"{MANIFEST} tidak dapat dibaca; ini bukan folder rilis Etam, atau berkasnya rusak."
        ) from error
    unsafe = [path for path, _ in entries if not is_safe(path)]
    if not fits or unsafe:
        raise BundleError(f"{MANIFEST} rusak: {unsafe[0] if unsafe else 'isinya tidak lengkap'}.")
    if manifest["engine"] != ENGINE:
        told = f"Rilis ini dihitung mesin versi {manifest['engine']}; yang terpasang versi {ENGINE}."
        raise BundleError(f"{told} Pakai Etam yang sezaman dengan rilisnya.")
    return dict(manifest)


_MANIFEST_TYPES: dict[str, type] = {"engine": str, "files": dict, "release": dict, "draws": int, "seed": int}


def is_safe(path: str) -> bool:
    """Whether a path from a manifest stays inside its folder."""
    pure = PurePosixPath(path)
    return bool(path) and not pure.is_absolute() and ".." not in pure.parts and "\\" not in path and ":" not in path


def _files(calculation: Calculation, release: ReleaseInfo, extras: dict[str, bytes]) -> dict[str, bytes]:
    """Path to bytes of the whole folder, the manifest included."""
    method = calculation.result.method
    roles: dict[str, dict[str, bytes]] = {
        "input": _input_files(calculation, release.sample),
        "method": _method_files(method),
        "computed": result_files(calculation.result, release.sample),
    }
    if calculation.gathered is not None:
        support = calculation.gathered.support
        content = csv_bytes(support.columns, support.iter_rows(), release.sample)
        roles["computed"]["stages/00-gather.csv"] = content
    # Without the extras: one that is lost must not make the README differ too.
    paths = {path for made in roles.values() for path in made}
    roles["computed"]["README.txt"] = readme(method, asdict(release), calculation.draws, calculation.seed, paths)
    taken = {path for made in roles.values() for path in made} | {MANIFEST}
    clashes = sorted(taken & set(extras)) + [path for path in extras if not is_safe(path)]
    if clashes:
        raise BundleError(f'Lampiran "{clashes[0]}" memakai nama yang tidak dapat dipakai. Ganti namanya.')
    roles["extra"] = extras
    manifest = _manifest(calculation, release, roles)
    return {**{path: content for made in roles.values() for path, content in made.items()}, MANIFEST: manifest}


def _manifest(calculation: Calculation, release: ReleaseInfo, roles: Mapping[str, Mapping[str, bytes]]) -> bytes:
    method = calculation.result.method
    entries = {
        path: {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content), "role": role}
        for role, made in roles.items()
        for path, content in made.items()
    }
    return json_bytes(
        {
            **({"mark": MARK} if release.sample else {}),
            "engine": ENGINE,
            "release": asdict(release),
            "method": {"code": method.code, "version": method.version, "status": method.status},
            "draws": calculation.draws,
            "seed": calculation.seed,
            "files": dict(sorted(entries.items())),
        }
    )


def _method_files(method: Method) -> dict[str, bytes]:
    """The method's folder and its category scale, so that the release needs nothing else."""
    folder = method.path.parent
    paths = sorted(path for path in folder.rglob("*") if path.is_file()) if method.path.name == "method.yml" else []
    files = {f"method/{path.relative_to(folder).as_posix()}": path.read_bytes() for path in paths}
    files["method/method.yml"] = method.path.read_bytes()
    if method.scale is not None:
        files[f"method/{method.scale.code}.yml"] = method.scale.path.read_bytes()
    return files


def _input_files(calculation: Calculation, is_sample: bool) -> dict[str, bytes]:
    inputs = calculation.inputs
    if inputs is None:
        return {"table.csv": _wide_bytes(calculation.data, is_sample)}
    tables = {name: getattr(inputs, name) for name in COLUMNS}
    files = {f"{name}.csv": csv_bytes(table.columns, table.iter_rows(), is_sample) for name, table in tables.items()}
    files["figures.parquet"] = _parquet(inputs.figures, is_sample)
    return files


def _wide_bytes(data: Data, is_sample: bool) -> bytes:
    return table_bytes(data.table, is_sample, data.areas)


def _parquet(table: pl.DataFrame, is_sample: bool) -> bytes:
    marked = table.with_columns(pl.lit(MARK).alias(MARK_COLUMN)) if is_sample else table
    buffer = io.BytesIO()
    marked.write_parquet(buffer, compression="zstd", statistics=True)
    return buffer.getvalue()


def _ordered(inputs: Inputs) -> Inputs:
    """The same inputs with only their known columns, in one order, so that equal inputs give equal bytes."""
    made = {name: _conformed(getattr(inputs, name), columns) for name, columns in COLUMNS.items()}
    return Inputs(made["figures"], made["frame"], made["series"], made["regions"], inputs.period)


def _conformed(table: pl.DataFrame, columns: Mapping[str, type[pl.DataType]]) -> pl.DataFrame:
    chosen = [
        pl.col(name).cast(kind) if name in table.columns else pl.lit(None, dtype=kind).alias(name)
        for name, kind in columns.items()
    ]
    return table.select(chosen).sort([name for name in columns if name != "value"], nulls_last=True)


def _read_source(folder: Path, method: Method, release: ReleaseInfo) -> Inputs | Data:
    if (folder / "table.csv").is_file():
        return parse_data(method, (folder / "table.csv").read_bytes(), "table.csv")
    if release.period is None:
        raise BundleError(f"{MANIFEST} tidak menyebut periode, padahal angka lembaga memerlukannya.")
    tables = {name: read_table(folder / f"{name}.csv", name) for name in COLUMNS}
    return Inputs(tables["figures"], tables["frame"], tables["series"], tables["regions"], release.period)


def read_table(path: Path, name: str) -> pl.DataFrame:
    """One of the tables of `COLUMNS` from its CSV file. Raises BundleError when it cannot be read."""
    try:
        table = pl.read_csv(path, infer_schema=False)
        return table.select(_parsed(column, kind) for column, kind in COLUMNS[name].items())
    except (pl.exceptions.PolarsError, OSError) as error:
        raise BundleError(f"{path.name}: tidak dapat dibaca sebagai tabel ({error}).") from error


def _parsed(name: str, kind: type[pl.DataType]) -> pl.Expr:
    column = pl.col(name)
    if kind is pl.Boolean:
        return pl.when(column.is_not_null()).then(column == "True")
    return column.fill_null("") if name == "nothing" else column.cast(kind)
