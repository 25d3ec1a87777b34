"""`etam content instrument-sheet` and `import-instrument`."""

import shutil
from pathlib import Path

import pytest

from etam.config import content_commands
from etam.config.content_check import main
from etam.content.files import CONTENT_ROOT
from etam.exchange.instrument_sheet.checking import read_workbook
from etam.exchange.tests.test_instrument_sheet import VERSION, about, cell, edited
from etam.questionnaire import check_instrument, load_instrument


@pytest.fixture
def root(tmp_path, monkeypatch):
    """A copy of the content, so that nothing is written beside the shipped one."""
    copy = tmp_path / "content"
    shutil.copytree(CONTENT_ROOT / "instruments", copy / "instruments")
    monkeypatch.setattr(content_commands, "CONTENT_ROOT", copy)
    return copy


class TestCommands:
    def bring(self, tmp_path: Path, data: bytes, *options: str) -> int:
        (tmp_path / "isian.xlsx").write_bytes(data)
        return main(["import-instrument", str(tmp_path / "isian.xlsx"), *options])

    def test_write_the_sheet_of_a_version(self, tmp_path, capsys):
        out = tmp_path / "desa.xlsx"
        assert main(["instrument-sheet", "accreditation-village@2018.1", "--out", str(out)]) == 0
        assert read_workbook(out.read_bytes()).instrument is not None
        assert "Ganti Versi" in capsys.readouterr().out

    def test_never_write_over_a_sheet_that_somebody_filled_in(self, tmp_path, capsys):
        out = tmp_path / "desa.xlsx"
        out.write_bytes(b"isi orang")
        assert main(["instrument-sheet", "accreditation-village@2018.1", "--out", str(out)]) == 1
        assert out.read_bytes() == b"isi orang"
        assert "sudah ada" in capsys.readouterr().err

    def test_name_the_instruments_that_there_are(self, tmp_path, capsys):
        assert main(["instrument-sheet", "accreditation-castle@1", "--out", str(tmp_path / "x.xlsx")]) == 1
        assert "accreditation-village@2018.1" in capsys.readouterr().err

    def test_preview_without_writing(self, tmp_path, root, capsys):
        changed = {cell("Pertanyaan", "Label", 5): "Koleksi muatan lokal", cell("Pertanyaan", "Elemen", 6): "new_06"}
        assert self.bring(tmp_path, edited(changed), "--out", str(root)) == 0
        said = capsys.readouterr().out
        assert "Dibandingkan dengan 2018.1: 1 pertanyaan baru, 1 berubah, 1 tidak ada lagi." in said
        assert "+ new_06" in said
        assert "~ collection_05  Koleksi 5: label" in said
        assert "− collection_06" in said
        assert "Koleksi                          18 pertanyaan, bobot 20, 14 belum diverifikasi" in said
        assert "Bobot berjumlah 100." in said
        assert "Belum ditulis" in said
        assert not (root / "instruments/accreditation-village/2026.1").exists()

    def test_write_a_version_that_passes_every_check(self, tmp_path, root, capsys):
        changed = {about("Yang berubah"): "Bunyi resmi indikator 5 dilengkapi."}
        assert self.bring(tmp_path, edited(changed), "--out", str(root), "--write") == 0
        folder = root / "instruments/accreditation-village/2026.1"
        assert check_instrument(folder) == []
        assert load_instrument(folder).version == "2026.1"
        history = (folder / "CHANGES.md").read_text(encoding="utf-8")
        assert "Bunyi resmi indikator 5 dilengkapi." in history
        assert "0 pertanyaan baru, 0 berubah, 0 tidak ada lagi" in history
        assert (
            (folder / "instrument.yml")
            .read_text(encoding="utf-8")
            .startswith("# Dari lembar kerja isian.xlsx, SHA-256")
        )
        assert "Ditulis:" in capsys.readouterr().out

    def test_never_write_over_a_version(self, tmp_path, root, capsys):
        data = edited({VERSION: "2018.1"})
        before = (root / "instruments/accreditation-village/2018.1/instrument.yml").read_bytes()
        assert self.bring(tmp_path, data, "--out", str(root), "--write") == 1
        assert (root / "instruments/accreditation-village/2018.1/instrument.yml").read_bytes() == before
        assert "versi 2018.1 sudah ada" in capsys.readouterr().out

    def test_write_nothing_where_anything_is_wrong(self, tmp_path, root, capsys):
        data = edited({cell("Komponen", "Bobot", 1): 25})
        assert self.bring(tmp_path, data, "--out", str(root), "--write") == 1
        assert not (root / "instruments/accreditation-village/2026.1").exists()
        said = capsys.readouterr().out
        assert "sel I7: bobot berjumlah 105" in said
        assert "1 kesalahan. Tidak ada yang ditulis." in said

    def test_say_what_a_wrong_file_is(self, tmp_path, capsys):
        assert self.bring(tmp_path, b"PK") == 1
        assert "isian.xlsx: Berkas ini bukan lembar kerja Excel" in capsys.readouterr().err

    def test_say_that_a_file_is_not_there(self, tmp_path, capsys):
        assert main(["import-instrument", str(tmp_path / "tak-ada.xlsx")]) == 1
        assert "tidak dapat dibaca" in capsys.readouterr().err
