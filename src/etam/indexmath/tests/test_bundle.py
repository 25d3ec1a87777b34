"""A release folder: complete, the same bytes twice, and found out when touched."""

import functools
import hashlib
import http.server
import json
import threading
from dataclasses import replace
from pathlib import Path

import polars as pl
import pytest

from etam.indexmath import bundle
from etam.indexmath.bundle import ReleaseInfo, calculate, write
from etam.indexmath.errors import BundleError
from etam.indexmath.gather import Inputs
from etam.indexmath.method import METHODS, find_method, load_method
from etam.indexmath.reading import read_data
from etam.indexmath.verify import verify, verify_url

PROPOSAL = "reading-culture-and-information-literacy/2026.1"
SAMPLE = ReleaseInfo(code="contoh-1", title="Rilis contoh", period=2025, published_on="2026-03-01", sample=True)


def small_inputs() -> Inputs:
    """Two regions with a main library, two villages and two schools each; all numbers invented."""
    subtypes = {"main": ("public", "regency"), "v1": ("public", "village"), "v2": ("public", "village")}
    subtypes |= {"s1": ("school", "sd_mi"), "s2": ("school", "smp_mts")}
    frame, figures = [], []
    for scale, region in enumerate(("64.01", "64.02"), start=2):
        for place, (name, (kind, subtype)) in enumerate(subtypes.items(), start=1):
            code = f"{region}-{name}"
            frame.append((code, kind, subtype, region, 2025, "accepted", True))
            answers = _answers(scale * place, is_school=kind == "school")
            figures += [(code, element, 2025, value, nothing) for element, (value, nothing) in answers.items()]
    series = [
        ("population", region, 2024, size, "DUKCAPIL") for region, size in (("64.01", 90000.0), ("64.02", 120000.0))
    ]
    regions = [("64.01", "Paser"), ("64.02", "Kutai Kartanegara")]
    rows = {"figures": figures, "frame": frame, "series": series, "regions": regions}
    tables = {name: pl.DataFrame(rows[name], schema=bundle.COLUMNS[name], orient="row") for name in rows}
    return Inputs(**tables, period=2025)


def _answers(size: int, is_school: bool) -> dict[str, tuple[float | None, str]]:
    base = {
        "print_titles": 200, "print_items": 400, "digital_titles": 10, "digital_items": 12, "print_items_added": 20,
        "digital_items_added": 1, "staff_qualified": 1, "staff_not_qualified": 2, "staff_cpd": 1, "users_total": 700,
        "ict_users": 90, "print_titles_used": 60, "digital_titles_used": 3, "print_items_used": 150,
        "digital_items_used": 4, "literacy_activities": 3, "literacy_participants": 100, "partnerships": 1,
        "service_types": 3,
    }  # fmt: skip
    answers = {code: (float(value * size), "") for code, value in base.items()}
    people = {"pupils_total": 90.0, "school_staff_total": 10.0}
    answers |= {code: (value * size, "") if is_school else (None, "not_applicable") for code, value in people.items()}
    if size == 4:
        answers["ict_users"] = (None, "missing")
    return answers


@pytest.fixture(scope="module")
def calculation():
    return calculate(load_method(find_method(PROPOSAL)), small_inputs(), draws=60)


@pytest.fixture
def folder(tmp_path, calculation) -> Path:
    write(tmp_path / "release", calculation, SAMPLE, {"report.pdf": b"%PDF-1.7 contoh"})
    return tmp_path / "release"


def files_of(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


class TestWrite:
    def test_holds_everything_a_stranger_needs(self, folder):
        wanted = {
            "figures.csv", "figures.parquet", "frame.csv", "series.csv", "regions.csv", "results.csv", "results.json",
            "README.txt", "manifest.json", "report.pdf", "method/method.yml", "method/NOTES.md",
            "method/reading-culture-2026.yml", "stages/00-gather.csv", "stages/01-elements.csv", "stages/09-nodes.csv",
            "robustness/frequency.csv", "robustness/above.csv", "robustness/categories.csv",
        }  # fmt: skip
        assert wanted <= set(files_of(folder))

    def test_twice_the_same_bytes(self, folder, tmp_path):
        again = calculate(load_method(find_method(PROPOSAL)), small_inputs(), draws=60)
        write(tmp_path / "again", again, SAMPLE, {"report.pdf": b"%PDF-1.7 contoh"})
        assert files_of(tmp_path / "again") == files_of(folder)

    def test_rows_in_another_order_give_the_same_bytes(self, folder, tmp_path):
        given = small_inputs()
        turned = replace(given, figures=given.figures.reverse(), frame=given.frame.reverse())
        again = calculate(load_method(find_method(PROPOSAL)), turned, draws=60, threads=1)
        write(tmp_path / "again", again, SAMPLE, {"report.pdf": b"%PDF-1.7 contoh"})
        assert files_of(tmp_path / "again") == files_of(folder)

    def test_manifest_names_the_hash_of_every_other_file(self, folder):
        listed = json.loads((folder / "manifest.json").read_text())["files"]
        hashes = {path: hashlib.sha256(content).hexdigest() for path, content in files_of(folder).items()}
        del hashes["manifest.json"]
        assert {path: entry["sha256"] for path, entry in listed.items()} == hashes

    def test_returns_the_hash_of_the_manifest(self, tmp_path, calculation):
        returned = write(tmp_path / "r", calculation, SAMPLE)
        assert returned == hashlib.sha256((tmp_path / "r" / "manifest.json").read_bytes()).hexdigest()

    def test_sample_data_say_so_in_every_file_that_can(self, folder):
        for path, content in files_of(folder).items():
            if not path.startswith("method/") and path.endswith((".csv", ".json", ".txt")):
                assert "DATA CONTOH" in content.decode(), path
        assert pl.read_parquet(folder / "figures.parquet")["sample"].unique().to_list() == ["DATA CONTOH"]

    def test_real_data_carry_no_mark(self, tmp_path, calculation):
        write(tmp_path / "real", calculation, replace(SAMPLE, sample=False))
        assert not [path for path, content in files_of(tmp_path / "real").items() if b"DATA CONTOH" in content]

    def test_a_filled_folder_is_not_overwritten(self, folder, calculation):
        before = files_of(folder)
        with pytest.raises(BundleError, match="tidak ditimpa"):
            write(folder, calculation, SAMPLE)
        assert files_of(folder) == before

    def test_nothing_is_left_when_it_fails(self, tmp_path, calculation):
        with pytest.raises(BundleError, match=r'Lampiran "results\.csv"'):
            write(tmp_path / "release", calculation, SAMPLE, {"results.csv": b""})
        assert list(tmp_path.iterdir()) == []

    @pytest.mark.parametrize("name", ["../outside.txt", "/etc/passwd", "a\\b"])
    def test_an_extra_stays_in_its_folder(self, tmp_path, calculation, name):
        with pytest.raises(BundleError, match="tidak dapat dipakai"):
            write(tmp_path / "release", calculation, SAMPLE, {name: b""})


class TestVerify:
    def test_an_untouched_folder_is_the_same(self, folder):
        assert verify(folder) == []

    @pytest.mark.parametrize(
        "name",
        ["results.csv", "figures.csv", "method/method.yml", "stages/05-treated.csv", "report.pdf", "figures.parquet"],
    )
    def test_one_byte_touched_names_the_file(self, folder, name):
        content = bytearray((folder / name).read_bytes())
        content[len(content) // 2] ^= 1
        (folder / name).write_bytes(content)
        assert [difference.path for difference in verify(folder)] == [name]

    def test_a_missing_file_is_named(self, folder):
        (folder / "results.json").unlink()
        assert [str(difference) for difference in verify(folder)] == ["results.json: hilang."]

    def test_an_extra_file_is_named(self, folder):
        (folder / "stages" / "new.csv").write_text("x")
        assert [difference.path for difference in verify(folder)] == ["stages/new.csv"]

    def test_a_result_forged_with_its_hash_is_found_by_recomputing(self, folder):
        forge(folder, "results.csv", b"64.01", b"64.99")
        assert [str(difference) for difference in verify(folder)] == [
            "results.csv: hitungan ulang memberi isi yang berbeda."
        ]

    def test_an_input_forged_with_its_hash_changes_what_follows(self, folder):
        forge(folder, "series.csv", b"90000", b"91000")
        found = [difference.path for difference in verify(folder)]
        assert "results.csv" in found
        assert "series.csv" not in found

    def test_parquet_must_hold_what_the_csv_holds(self, folder):
        table = pl.read_parquet(folder / "figures.parquet").with_columns(pl.col("value") + 1)
        table.write_parquet(folder / "figures.parquet")
        relist(folder, "figures.parquet")
        assert [str(difference) for difference in verify(folder)] == [
            "figures.parquet: isinya tidak sama dengan figures.csv."
        ]

    def test_changed_release_data_are_found(self, folder):
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["release"]["published_on"] = "2020-01-01"
        (folder / "manifest.json").write_text(json.dumps(manifest))
        assert "README.txt" in [difference.path for difference in verify(folder)]

    def test_a_folder_without_manifest_is_no_release(self, tmp_path):
        with pytest.raises(BundleError, match="bukan folder rilis"):
            verify(tmp_path)

    @pytest.mark.parametrize("content", [b"", b"[]", b"{}", b'{"files": 3}', b"\xff"])
    def test_a_broken_manifest_is_told(self, folder, content):
        (folder / "manifest.json").write_bytes(content)
        with pytest.raises(BundleError, match=r"manifest\.json"):
            verify(folder)

    def test_a_manifest_that_leaves_its_folder_is_refused(self, folder):
        manifest = json.loads((folder / "manifest.json").read_text())
        manifest["files"]["../secret"] = {"sha256": "", "bytes": 1, "role": "extra"}
        (folder / "manifest.json").write_text(json.dumps(manifest))
        with pytest.raises(BundleError, match=r"\.\./secret"):
            verify(folder)

    def test_another_engine_is_told(self, folder):
        manifest = json.loads((folder / "manifest.json").read_text())
        (folder / "manifest.json").write_text(json.dumps({**manifest, "engine": "0"}))
        with pytest.raises(BundleError, match="mesin versi 0"):
            verify(folder)


class TestWideTable:
    @pytest.mark.parametrize("name", ["iplm/2023.1", "iplm/2025.1"])
    def test_a_release_from_a_wide_table_is_the_same(self, tmp_path, name):
        method = load_method(find_method(name))
        data = read_data(method, METHODS / name / "golden" / "input.csv").data
        write(tmp_path / "release", calculate(method, data, draws=40), ReleaseInfo(title="Luar", sample=True))
        assert verify(tmp_path / "release") == []


class TestReadme:
    def test_names_only_what_the_folder_holds(self, folder):
        told = (folder / "README.txt").read_text(encoding="utf-8")
        assert "figures.csv " in told
        assert "table.csv " not in told

    def test_a_lost_attachment_leaves_it_as_it_is(self, folder):
        (folder / "report.pdf").unlink()
        assert [difference.path for difference in verify(folder)] == ["report.pdf"]


class TestUrl:
    @pytest.fixture
    def served(self, folder):
        handler = functools.partial(Quiet, directory=str(folder))
        with http.server.ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
            thread = threading.Thread(target=server.serve_forever, daemon=True)
            thread.start()
            yield f"http://127.0.0.1:{server.server_address[1]}/"
            server.shutdown()

    def test_a_release_on_the_web_is_the_same(self, served):
        assert verify_url(served) == []

    def test_the_manifest_may_be_named(self, served):
        assert verify_url(served + "manifest.json") == []

    def test_a_file_the_server_does_not_have_is_named(self, served, folder):
        (folder / "report.pdf").unlink()
        assert [difference.path for difference in verify_url(served)] == ["report.pdf"]

    def test_a_longer_file_on_the_server_is_named(self, served, folder):
        (folder / "results.csv").write_bytes((folder / "results.csv").read_bytes() + b"x" * 1000)
        assert [difference.path for difference in verify_url(served)] == ["results.csv"]

    def test_no_release_there_is_told_with_the_form_of_an_address(self, served):
        with pytest.raises(BundleError, match=r"404.*/rilis/KODE/"):
            verify_url(served + "elsewhere/")

    @pytest.mark.parametrize("url", ["file:///etc/", "ftp://127.0.0.1/"])
    def test_only_http_is_opened(self, url):
        with pytest.raises(BundleError, match="hanya alamat http"):
            verify_url(url)


class Quiet(http.server.SimpleHTTPRequestHandler):
    def log_message(self, *arguments):
        pass


def forge(folder: Path, name: str, old: bytes, new: bytes) -> None:
    content = (folder / name).read_bytes()
    assert old in content
    (folder / name).write_bytes(content.replace(old, new, 1))
    relist(folder, name)


def relist(folder: Path, name: str) -> None:
    """Enter the file's present hash in the manifest, as a forger would."""
    manifest = json.loads((folder / "manifest.json").read_text())
    content = (folder / name).read_bytes()
    manifest["files"][name] |= {"sha256": hashlib.sha256(content).hexdigest(), "bytes": len(content)}
    (folder / "manifest.json").write_text(json.dumps(manifest))
