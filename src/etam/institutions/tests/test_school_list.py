import io

import pytest
import xlsxwriter

from etam.institutions.likeness import likeness
from etam.institutions.school_list import OtherLevel, SchoolRow, read
from etam.web.csv_list import ListingProblem, RowFault

HEADER = "NPSN;Nama;Bentuk;Status;Kecamatan;Kab/Kota;Desa;Lintang;Bujur;Jumlah Siswa"
GOOD = "30400001;SD Negeri 001 Bengalon;SD;Negeri;Kec. Bengalon;Kab. Kutai Timur;Sepaso;0,71;117,6;214"
LIMIT = 2**20


def rows(*lines):
    return list(read("\n".join(lines).encode(), LIMIT))


def fault(line):
    found = rows(HEADER, line)[0]
    assert isinstance(found, RowFault)
    return str(found)


class TestHeader:
    def test_takes_the_names_that_exports_give(self):
        one = rows("NO,Nama Satuan Pendidikan,NPSN,BP,Kabupaten/Kota,PD", '1,SDN 1,30400001,SD,Kab. Paser,"1.214"')[0]
        assert (one.npsn, one.name, one.pupils) == ("30400001", "SDN 1", 1214)

    def test_passes_over_titles_above_it(self):
        assert rows("Daftar sekolah", "Kalimantan Timur", HEADER, GOOD)[0].line == 4

    def test_that_lacks_a_column_says_which(self):
        with pytest.raises(ListingProblem, match="Kolom Bentuk, Kab/Kota tidak ada"):
            rows("NPSN;Nama", "30400001;SDN 1")

    def test_with_a_column_twice_is_refused(self):
        with pytest.raises(ListingProblem, match="dua kali"):
            rows("NPSN;NPSN;Nama;Bentuk;Kab/Kota", GOOD)

    def test_that_is_not_there_says_what_is_needed(self):
        with pytest.raises(ListingProblem, match="Baris judul tidak ditemukan"):
            rows("a;b", "c;d")


class TestRow:
    def test_is_read_with_all_it_says(self):
        assert rows(HEADER, GOOD) == [
            SchoolRow(
                2, "30400001", "SD Negeri 001 Bengalon", "SD", "sd_mi", True,
                "Kab. Kutai Timur", "Kec. Bengalon", "Sepaso", "", 0.71, 117.6, 214,
            )
        ]  # fmt: skip

    @pytest.mark.parametrize(
        ("npsn", "sentence"),
        [
            ("3,04E+07", "sudah diubah lembar kerja"),
            ("400001", "hanya 6 angka. Nol di depannya mungkin hilang"),
            ("304000011", "bukan NPSN"),
            ("", "Baris 2, kolom NPSN: Belum diisi"),
        ],
    )
    def test_with_a_mangled_number_says_what_happened(self, npsn, sentence):
        assert sentence in fault(GOOD.replace("30400001", npsn))

    @pytest.mark.parametrize(
        ("was", "now", "sentence"),
        [
            (";SD;", ";Akademi;", "Bentuk “Akademi” tidak dikenal"),
            (";214", ";-4", "bukan jumlah"),
            (";214", ";214000", "tidak mungkin"),
            ("0,71", "71000", "di luar −90 sampai 90"),
        ],
    )
    def test_with_an_impossible_cell_says_which(self, was, now, sentence):
        assert sentence in fault(GOOD.replace(was, now))

    def test_without_pupils_says_nothing_about_them(self):
        assert rows(HEADER, GOOD.replace(";214", ";"))[0].pupils is None

    def test_of_a_kindergarten_is_of_another_level(self):
        assert isinstance(rows(HEADER, GOOD.replace(";SD;", ";TK;"))[0], OtherLevel)

    def test_of_a_madrasah_belongs_to_kemenag(self):
        assert rows(HEADER, GOOD.replace(";SD;", ";MTs;"))[0].ministry == "kemenag"


class TestWorkbook:
    def test_reads_numbers_that_excel_made_of_npsn(self):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as book:
            sheet = book.add_worksheet()
            for row, line in enumerate((HEADER, GOOD)):
                for column, cell in enumerate(line.split(";")):
                    sheet.write(row, column, int(cell) if cell.isdigit() else cell)
        assert next(read(file.getvalue(), LIMIT)).npsn == "30400001"


class TestLikeness:
    @pytest.mark.parametrize(
        ("one", "other", "alike"),
        [
            ("SDN 001 Bengalon", "SD Negeri 1 Bengalon", 100),
            ("SDN 001 Bengalon", "SD Negeri 002 Bengalon", 0),
            ("MI Al Ikhlas", "MI Al Ikhlas Bengalon", 86),
        ],
    )
    def test_is_the_share_of_words_that_both_have(self, one, other, alike):
        assert likeness(one, other) == alike
