import pytest

from etam.institutions.listing import LIST, MAX_ROWS, Listing, read_listing
from etam.institutions.reference import kinds, regions
from etam.web.csv_list import ListingProblem

HEADER = "code;name;kind;subtype;region;npp;npsn;parent_name;address"
SCHOOL = "S-1;SD Negeri 001 Samarinda;school;sd_mi;64.72;0;30401234;;Jalan Pahlawan 1"


def read(*rows: str, header: str = HEADER) -> Listing:
    return read_listing("\n".join([header, *rows]), regions(), kinds())


def faults(*rows: str) -> list[str]:
    return [str(fault) for fault in read(*rows).faults]


class TestDecode:
    def test_passes_over_a_byte_order_mark(self):
        assert LIST.decode(b"\xef\xbb\xbfname") == "name"

    def test_names_the_byte_that_is_no_utf_8(self):
        with pytest.raises(ListingProblem, match=r"bukan UTF-8 \(bita ke-5\)"):
            LIST.decode(b"name\xe9")

    @pytest.mark.parametrize("data", [b"", b"\n \n"])
    def test_says_which_columns_an_empty_file_lacks(self, data):
        with pytest.raises(ListingProblem, match=r"kosong\. Baris pertama memuat nama kolom: code, name, kind"):
            LIST.decode(data)

    def test_refuses_what_is_no_text(self):
        with pytest.raises(ListingProblem, match="bukan teks CSV"):
            LIST.decode(b"PK\x00")


class TestReadListing:
    def test_reads_every_column(self):
        entry = read(SCHOOL).entries[0]
        assert (entry.code, entry.name, entry.kind, entry.subtype) == (
            "S-1",
            "SD Negeri 001 Samarinda",
            "school",
            "sd_mi",
        )
        assert (entry.region, entry.regency, entry.npp, entry.npsn) == ("64.72", "64.72", "0", "30401234")
        assert (entry.line, entry.parent_name, entry.address) == (2, "", "Jalan Pahlawan 1")

    def test_reads_commas_as_well(self):
        entry = read(
            '"Perpustakaan Sepaso, Bengalon",public,village,Sepaso', header="name,kind,subtype,region"
        ).entries[0]
        assert entry.name == "Perpustakaan Sepaso, Bengalon"

    def test_reads_indonesian_words_for_the_kind(self):
        entry = read(";A 1;Perpustakaan umum;Perpustakaan desa/kelurahan;Sepaso;;;;").entries[0]
        assert (entry.kind, entry.subtype) == ("public", "village")

    def test_takes_a_dash_for_no_number(self):
        assert read(";A;public;village;Sepaso;-;-;;").entries[0].npp == ""

    def test_passes_over_empty_lines(self):
        assert [entry.line for entry in read("", ";;;;;;;;", SCHOOL).entries] == [4]

    @pytest.mark.parametrize(
        ("row", "fault"),
        [
            (";;school;sd_mi;64.72;;;;", "Baris 2, kolom name: Belum diisi."),
            (";A;castle;sd_mi;64.72;;;;", "Baris 2, kolom kind: Jenis “castle” tidak dikenal."),
            (";A;school;village;64.72;;;;", "Baris 2, kolom subtype: Subjenis “village” tidak ada pada jenis school."),
            (";A;school;sd_mi;Surabaya;;;;", "Baris 2, kolom region: Wilayah “Surabaya” tidak dikenal."),
            (";A;school;sd_mi;64.72;;1234567890123;;", "Baris 2, kolom npsn: Lebih dari 12 karakter."),
            (";A;school;sd_mi;64.72;;3,04E+07;;", "Baris 2, kolom npsn: “3,04E+07” sudah diubah lembar kerja."),
            ("a/1;A;school;sd_mi;64.72;;;;", "Baris 2, kolom code: “a/1” tidak dapat menjadi kode."),
            ("baru;A;school;sd_mi;64.72;;;;", "Baris 2, kolom code: “baru” tidak dapat menjadi kode."),
            (";A;school;sd_mi;64.72;;;;;lebih", "Baris 2: Selnya lebih banyak daripada kolomnya."),
        ],
    )
    def test_names_line_and_column_of_what_is_wrong(self, row, fault):
        listing = read(row)
        assert listing.entries == ()
        assert str(listing.faults[0]).startswith(fault)

    def test_tells_every_fault_of_a_row(self):
        assert [text[:21] for text in faults(";;;sd_mi;64.72;;;;")] == [
            "Baris 2, kolom name: ",
            "Baris 2, kolom kind: ",
        ]

    def test_refuses_a_code_that_stands_twice(self):
        assert faults(SCHOOL, "S-1;Lain;school;sd_mi;64.72;;;;") == [
            "Baris 3, kolom code: Kode S-1 sudah ada di baris 2."
        ]

    def test_refuses_a_row_that_stands_twice(self):
        twice = ";Taman Baca;tbm;tbm;64.72;;;;"
        assert faults(twice, twice) == [
            "Baris 3, kolom name: Nama, jenis, dan wilayahnya sama dengan baris 2. Sisakan satu."
        ]

    @pytest.mark.parametrize(
        ("header", "sentence"),
        [
            ("name;kind;subtype", "Kolom region tidak ada."),
            ("name;kind;subtype;region;name", "Kolom ini ada dua kali: name."),
            ("name;kind;subtype;region;telepon", "Kolom “telepon” tidak dikenal."),
        ],
    )
    def test_refuses_a_header_that_it_cannot_read(self, header, sentence):
        with pytest.raises(ListingProblem, match=sentence):
            read(header=header)

    def test_names_the_line_of_a_quote_that_never_ends(self):
        with pytest.raises(ListingProblem, match="Baris 2 tidak dapat dibaca sebagai CSV"):
            read(';"A;school;sd_mi;64.72;;;;')

    def test_refuses_more_rows_than_a_session_can_keep(self):
        with pytest.raises(ListingProblem, match="lebih dari 20000 lembaga"):
            read(*[";;;;x;;;;"] * (MAX_ROWS + 1))
