"""The README.txt of a release folder."""

from collections.abc import Collection, Mapping
from typing import Any

from etam.indexmath.model import Method
from etam.indexmath.reading import MARK

STATUSES = {
    "official": "metode resmi",
    "simulation": "SIMULASI: parameter resminya tidak diterbitkan",
    "proposal": "USULAN: belum ada definisi resmi",
    "external": "publikasi lembaga lain",
}

CONTENTS = {
    "results.csv": "nilai setiap simpul dan indikator, peringkat, selang peringkat, kategori, cakupan, catatan",
    "results.json": "hal yang sama untuk program",
    "table.csv": "masukan: satu baris per unit",
    "figures.csv": "masukan: angka lembaga yang isiannya diterima",
    "figures.parquet": "tabel yang sama, untuk program",
    "frame.csv": "masukan: lembaga yang diharapkan melapor dan keadaan isiannya",
    "series.csv": "masukan: penduduk dan deret lain",
    "regions.csv": "masukan: kode dan nama daerah yang diperingkat",
    "method/": "berkas metode, catatan, contoh hitungan, dan skala kategori",
    "stages/": "tabel setiap tahap, dari elemen sampai indeks",
    "robustness/": "seberapa pasti peringkat: frekuensi, urutan berpasangan, pergeseran",
}


def readme(method: Method, release: Mapping[str, Any], draws: int, seed: int, paths: Collection[str]) -> bytes:
    """What the folder holds, of which `paths` are the files, and how to recompute it, in Indonesian."""
    title = release["title"] or method.title["id"]
    parts = [
        f"{MARK}. Angka di folder ini rekaan untuk peragaan. Jangan dikutip.\n" if release["sample"] else "",
        f"{title}\n{'=' * len(title)}\n",
        _identity(method, release),
        _files(paths, release),
        _recompute(draws, seed),
    ]
    return "\n".join(part for part in parts if part).encode("utf-8")


def _identity(method: Method, release: Mapping[str, Any]) -> str:
    lines = [f"Metode      : {method.title['id']}, {method.name} ({STATUSES[method.status]})"]
    told = (
        ("Rilis", release["code"]),
        ("Periode", release["period"]),
        ("Terbit", release["published_on"]),
        ("Menggantikan", release["replaces"]),
        ("Alasan", release["reason"]),
        ("Sumber", release["source"]),
    )
    lines += [f"{label:<12}: {value}" for label, value in told if value]
    lines += [f"Cacat       : {defect}" for defect in release["defects"]]
    return "\n".join(lines) + "\n"


def _files(paths: Collection[str], release: Mapping[str, Any]) -> str:
    lines = [f"{name:<31}{told}" for name, told in CONTENTS.items() if any(path.startswith(name) for path in paths)]
    if release["code"]:
        lines.append(f"{'results.xlsx, report.pdf':<31}lembar kerja dan dokumen cetak, bila disertakan")
    mark = '\nKolom "sample" dan kunci "mark" menandai data contoh.' if release["sample"] else ""
    return f"""\
Isi folder
----------
{chr(10).join(lines)}
manifest.json                  SHA-256 setiap berkas, benih acak, jumlah hitung ulang

CSV: UTF-8, pemisah koma, desimal titik. Sel kosong = tidak ada data; NA = tidak berlaku; 0 = nol.{mark}
"""


def _recompute(draws: int, seed: int) -> str:
    varied = f"Selang peringkat: {draws} hitung ulang dengan benih {seed}.\n" if draws else ""
    return f"""\
Menghitung ulang
----------------
Dengan Etam terpasang, tanpa basis data:

    etam release verify FOLDER

Perintah itu menghitung ulang semuanya dari masukan dan metode di folder ini, membandingkan setiap bita,
dan menyebut berkas yang berbeda, hilang, atau berlebih.
{varied}"""
