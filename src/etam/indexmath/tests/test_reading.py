"""What a table of elements may look like, and what bad input gets."""

import math

import pytest

from etam.indexmath.errors import DataError
from etam.indexmath.method import find_method, load_method
from etam.indexmath.reading import parse_data
from etam.indexmath.tests.cast import data, method
from etam.indexmath.writing import csv_bytes, table_bytes

HEADER = "unit,a_raw,b_raw,c_raw,d_raw\n"


def read(text, small=None):
    return parse_data(small or method(), text.encode() if isinstance(text, str) else text, "data.csv")


def faults(text, small=None):
    with pytest.raises(DataError) as caught:
        read(text, small)
    return str(caught.value)


class TestCells:
    def test_empty_is_missing_and_na_is_not_applicable(self):
        table = read(HEADER + "x,1,,NA,0\n").table
        assert [math.isnan(value) for value in table.values[0]] == [False, True, True, False]
        assert table.not_applicable[0].tolist() == [False, False, True, False]

    def test_zero_is_a_value(self):
        assert read(HEADER + "x,1,2,3,0\n").table.cell("x", "d_raw") == 0

    def test_a_byte_order_mark_and_windows_lines_are_taken(self):
        assert read(b"\xef\xbb\xbf" + HEADER.replace("\n", "\r\n").encode() + b"x,1,2,3,4\r\n").table.units == ("x",)

    def test_blank_lines_are_passed_over(self):
        assert read(HEADER + "\nx,1,2,3,4\n,,,,\n").table.units == ("x",)

    def test_columns_may_stand_in_any_order(self):
        assert read("unit,d_raw,c_raw,b_raw,a_raw\nx,4,3,2,1\n").table.cell("x", "a_raw") == 1

    def test_the_mark_of_sample_data_is_left_aside(self):
        assert "sample" not in read(HEADER.strip() + ",sample\nx,1,2,3,4,DATA CONTOH\n").table.columns

    def test_what_was_written_reads_back(self):
        table = data({"a": [0.1 + 0.2, None], "b": [1e-17, 2], "c": [3, -4.5], "d": [123456789.123, 0]}).table
        back = read(table_bytes(table)).table
        assert back.values.tobytes() == table.values.tobytes()


class TestFaults:
    def test_text_is_named_with_line_and_column(self):
        assert faults(HEADER + "x,1,2,3,4\ny,1,banyak,3,4\n") == (
            'data.csv:3: kolom "b_raw": "banyak" bukan angka. '
            'Kosongkan bila tidak ada data, tulis "NA" bila tidak berlaku.'
        )

    def test_decimal_comma_is_told_apart(self):
        assert "memakai koma desimal. Tulis dengan titik" in faults(HEADER + 'x,"1,5",2,3,4\n')

    @pytest.mark.parametrize("cell", ["1.234.567", "1 234", '"1,234,567"'])
    def test_thousands_separators_are_told_apart(self, cell):
        assert "memakai pemisah ribuan" in faults(HEADER + f"x,{cell},2,3,4\n")

    @pytest.mark.parametrize("cell", ["nan", "inf", "1_000", "0x10", "1e999", "１"])
    def test_what_only_a_programme_would_call_a_number_is_refused(self, cell):
        assert "bukan angka" in faults(HEADER + f"x,{cell},2,3,4\n")

    def test_all_faults_are_told_at_once(self):
        assert len(faults(HEADER + "x,a,b,3,4\nx,1,2,3,d\n").splitlines()) == 4

    def test_many_faults_are_cut_short(self):
        told = faults(HEADER + "".join(f"u{number},a,2,3,4\n" for number in range(30))).splitlines()
        assert (len(told), told[-1]) == (21, "… dan 10 lagi.")

    def test_a_duplicate_unit_names_both_lines(self):
        assert faults(HEADER + "x,1,2,3,4\nx,1,2,3,4\n") == (
            'data.csv:3: kolom unit: "x" sudah ada di baris 2. Satu unit satu baris.'
        )

    def test_an_unknown_column_is_named(self):
        assert 'data.csv:1: kolom "z" bukan elemen metode small/2026.1' in faults(HEADER.strip() + ",z\n")

    def test_an_absent_column_is_named(self):
        assert 'kolom "d_raw" (d) tidak ada' in faults("unit,a_raw,b_raw,c_raw\nx,1,2,3\n")

    def test_a_column_twice_is_named(self):
        assert 'kolom "a_raw" ada dua kali' in faults(HEADER.strip() + ",a_raw\n")

    def test_a_first_column_of_another_name(self):
        assert "kolom pertama harus unit" in faults(HEADER.replace("unit", "daerah"))

    def test_semicolons(self):
        assert "titik koma" in faults(HEADER.replace(",", ";"))

    def test_a_row_with_too_few_cells(self):
        assert faults(HEADER + "x,1,2\n") == "data.csv:2: ada 3 sel, seharusnya 5. Periksa koma di dalam teks."

    @pytest.mark.parametrize("content", [b"", b"  \n \n", b"\xef\xbb\xbf"])
    def test_an_empty_file(self, content):
        assert "berkas kosong" in faults(content)

    def test_a_header_alone(self):
        assert "tidak ada satu unit pun" in faults(HEADER)

    def test_another_encoding_names_the_line(self):
        assert faults(HEADER.encode() + b"Kabupat\xe9n,1,2,3,4\n").startswith("data.csv:2: berkas bukan UTF-8")

    def test_a_binary_file(self):
        assert "NUL" in faults(b"PK\x03\x04\0\0")

    def test_an_unnamed_unit(self):
        assert "kolom unit: kosong" in faults(HEADER + ",1,2,3,4\n")

    @pytest.mark.parametrize("name", ["=1+1", "+x", "-x", "@x"])
    def test_a_unit_that_a_spreadsheet_would_run(self, name):
        assert "diawali tanda rumus" in faults(HEADER + f"{name},1,2,3,4\n")


class TestLibraries:
    def test_need_an_area(self):
        simulation = load_method(find_method("iplm/2025.1"))
        assert "kolom pertama harus unit lalu area" in faults("unit,print_titles\nx,1\n", simulation)


class TestWriting:
    def test_a_number_keeps_all_its_digits(self):
        assert csv_bytes(("x",), [[0.1 + 0.2]]) == b"x\n0.30000000000000004\n"

    def test_whole_numbers_have_no_point(self):
        assert csv_bytes(("x", "y"), [[5.0, 2]]) == b"x,y\n5,2\n"

    def test_sample_data_say_so_in_every_row(self):
        assert csv_bytes(("x",), [[1]], is_sample=True) == b"x,sample\n1,DATA CONTOH\n"
