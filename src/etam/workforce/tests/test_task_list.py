"""Lists of tasks: both languages, both ways of writing numbers, and every row that cannot be."""

import pytest

from etam.web.csv_list import ListingProblem
from etam.workforce.need import Task
from etam.workforce.task_list import LARGEST_BYTES, NotANumber, amount, read_tasks

ENGLISH, INDONESIAN = "activity,volume,standard_minutes\n", "kegiatan;volume;waktu_standar\n"


def faults(text):
    read = read_tasks(text.encode())
    return [str(fault) for fault in read.faults]


class TestReading:
    def test_takes_english_and_indonesian_lists_alike(self):
        english = read_tasks(f'{ENGLISH}Layanan,"1,250.5",12.5\n'.encode())
        indonesian = read_tasks("\ufeffKegiatan;Volume;Waktu standar\r\nLayanan;1.250,5;12,5\r\n".encode())
        assert english == indonesian
        assert english.tasks == (Task("Layanan", amount("1250,5"), amount("12,5"), 2),)

    def test_keeps_an_activity_that_stands_twice(self):
        assert [one.line for one in read_tasks(f"{ENGLISH}Layanan,1,2\n\nLayanan,3,4\n".encode()).tasks] == [2, 4]

    def test_allows_a_volume_of_zero(self):
        assert read_tasks(f"{ENGLISH}Layanan,0,2\n".encode()).tasks[0].minutes == 0


ROWS = {
    "Layanan;1.234;5": "Baris 2, kolom volume: “1.234” dapat berarti 1.234 (ribuan) atau 1,234 (desimal). "
    "Tulis 1234 atau 1.2340.",
    "Layanan;-2;5": "Baris 2, kolom volume: −2 tidak mungkin. Isi angka 0 atau lebih.",
    "Layanan;2;0": "Baris 2, kolom waktu_standar: 0 tidak mungkin. Isi angka lebih dari 0.",
    "Layanan;2;-1": "Baris 2, kolom waktu_standar: −1 tidak mungkin. Isi angka lebih dari 0.",
    "Layanan;banyak;5": "Baris 2, kolom volume: “banyak” bukan angka. Tulis seperti 1250 atau 12,5.",
    "Layanan;Rp 500;5": "Baris 2, kolom volume: “Rp 500” bukan angka. Tulis seperti 1250 atau 12,5.",
    "Layanan;;5": "Baris 2, kolom volume: Belum diisi.",
    "Layanan;5": "Baris 2, kolom waktu_standar: Belum diisi.",
    ";5;5": "Baris 2, kolom kegiatan: Belum diisi.",
    "Layanan;1234567890123456;5": "Baris 2, kolom volume: Lebih dari 15 karakter.",
    "Layanan;1;5;9": "Baris 2: Selnya lebih banyak daripada kolomnya. Beri tanda kutip pada teks yang memuat pemisah.",
}


@pytest.mark.parametrize(("row", "sentence"), ROWS.items())
def test_a_wrong_row_is_told_in_the_words_of_its_heading(row, sentence):
    assert faults(f"{INDONESIAN}{row}\n") == [sentence]


def test_every_wrong_row_is_told_in_the_order_of_lines():
    assert [one[:7] for one in faults(f"{ENGLISH}a,x,y\n,1,1\nb,1,1\nc,1,0\n")] == [
        "Baris 2",
        "Baris 2",
        "Baris 3",
        "Baris 5",
    ]


FILES = {
    "nothing": (b"", "kosong"),
    "a header alone": (ENGLISH.encode(), "hanya memuat nama kolom"),
    "an unknown column": (b"activity,volume,standard_minutes,cost\n", "Kolom “cost” tidak dikenal"),
    "a column too few": (b"kegiatan;volume\nLayanan;5\n", "Kolom waktu_standar tidak ada"),
    "a column twice": (b"activity,volume,volume,standard_minutes\n", "ada dua kali: volume"),
    "no text": (b"\xff\xfe\x00", "bukan UTF-8"),
    "a quote that never ends": (f'{ENGLISH}"Layanan,1,2\n'.encode(), "Periksa tanda kutip"),
    "far too much": (b" " * (LARGEST_BYTES + 1), "lebih besar dari 5 MB"),
}  # fmt: skip


@pytest.mark.parametrize(("data", "words"), FILES.values(), ids=FILES)
def test_an_unreadable_file_is_refused_as_a_whole(data, words):
    with pytest.raises(ListingProblem, match=words):
        read_tasks(data)


def test_a_number_too_long_for_any_use_is_refused():
    with pytest.raises(NotANumber, match="15 karakter"):
        amount("9" * 400)
