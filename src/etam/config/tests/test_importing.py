from pathlib import Path
from typing import Any

import pytest

from etam.config.importing import main
from etam.institutions.models import Institution
from etam.submissions.tests.cast import Cast, make_cast

HEADER = "name;kind;subtype;region;npsn\n"
GOOD = HEADER + "SD Negeri 007;school;sd_mi;64.74;30407777\n"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


class TestImportInstitutions:
    def run(self, folder: Path, text: str, email: str = "rina@example.id") -> int:
        file = folder / "lembaga.csv"
        file.write_text(text, encoding="utf-8")
        return main(["institutions", str(file), "--as", email])

    def test_registers_and_counts(self, cast: Cast, tmp_path: Path, capsys: Any) -> None:
        assert self.run(tmp_path, GOOD) == 0
        assert capsys.readouterr().out == "1 lembaga didaftarkan, 0 dilewati, 0 perlu diperiksa.\n"
        assert Institution.objects.filter(npsn="30407777").exists()

    def test_adds_nothing_the_second_time_and_says_why(self, cast: Cast, tmp_path: Path, capsys: Any) -> None:
        self.run(tmp_path, GOOD)
        assert self.run(tmp_path, GOOD) == 0
        assert "NPSN 30407777 sudah terdaftar" in capsys.readouterr().out
        assert Institution.objects.filter(npsn="30407777").count() == 1

    def test_stores_nothing_when_a_row_is_wrong(self, cast: Cast, tmp_path: Path, capsys: Any) -> None:
        assert self.run(tmp_path, GOOD + "SD 8;school;sd_mi;Surabaya;\n") == 1
        assert "Baris 3, kolom region: Wilayah “Surabaya” tidak dikenal." in capsys.readouterr().err
        assert not Institution.objects.filter(npsn="30407777").exists()

    def test_is_for_officers(self, cast: Cast, tmp_path: Path, capsys: Any) -> None:
        assert self.run(tmp_path, GOOD, "yusran@example.id") == 1
        assert "petugas provinsi" in capsys.readouterr().err

    def test_does_not_know_a_stranger(self, cast: Cast, tmp_path: Path, capsys: Any) -> None:
        assert self.run(tmp_path, GOOD, "siapa@example.id") == 1
        assert "Tidak ada akun aktif dengan surel siapa@example.id." in capsys.readouterr().err

    def test_names_a_file_that_is_not_there(self, cast: Cast, tmp_path: Path, capsys: Any) -> None:
        assert main(["institutions", str(tmp_path / "tidak-ada.csv"), "--as", "rina@example.id"]) == 1
        assert "tidak-ada.csv tidak dapat dibaca" in capsys.readouterr().err
