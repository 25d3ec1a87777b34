"""A whole list of holders: read by line, all rows or none."""

import io

import pytest
import xlsxwriter

from etam.web.csv_list import ListingProblem
from etam.workforce.actions import holder_import
from etam.workforce.holder_list import read_listing
from etam.workforce.models import Holder
from etam.workforce.queries.people import person_of
from etam.workforce.rules import positions
from etam.workforce.tests.holding import NOW, SITI, make_cast

HEADER = "nip;nama;tanggal_lahir;jabatan;jenjang;sertifikat;kantor;diangkat"
SITI_ROW = "198505172010012003;Siti Nurhaliza Contoh;1985-05-17;Pustakawan;Ahli Muda;;;2020-04-01"
AGUS_ROW = "197002032000011002;Agus Contoh;3/2/1970;arsiparis;ahli_madya;LSP 7;D-1;1/4/2019"


def read(*rows):
    return read_listing("\n".join([HEADER, *rows]).encode(), positions())


def workbook(*rows):
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        sheet = book.add_worksheet()
        for number, row in enumerate([HEADER.split(";"), *rows]):
            sheet.write_row(number, 0, row)
    return file.getvalue()


class TestReadListing:
    def test_takes_codes_and_names_and_both_kinds_of_days(self):
        one, other = read(SITI_ROW, AGUS_ROW).entries
        assert (one.person, one.position, one.level) == (SITI, "pustakawan", "ahli_muda")
        assert (other.position, other.level, other.appointed_on.isoformat()) == (
            "arsiparis",
            "ahli_madya",
            "2019-04-01",
        )

    def test_reads_a_workbook_whose_nip_is_text(self):
        assert read_listing(workbook(SITI_ROW.split(";")), positions()).entries[0].person == SITI

    def test_refuses_a_nip_that_a_spreadsheet_made_a_number(self):
        cells = [198505172010012003, *SITI_ROW.split(";")[1:]]
        (fault,) = read_listing(workbook(cells), positions()).faults
        assert "sudah diubah lembar kerja" in str(fault)

    @pytest.mark.parametrize(
        ("change", "words"),
        [
            (("Ahli Muda", "Penyelia"), "Baris 2, kolom jenjang: Jabatan itu tidak mempunyai jenjang ini"),
            (("Pustakawan", "Kurator"), "Baris 2, kolom jabatan: Jabatan ini tidak dikenal"),
            (("1985-05-17", "17 Mei"), "Baris 2, kolom tanggal_lahir: Tanggal tidak terbaca"),
            (("198505172010012003", "1985"), "Baris 2, kolom nip: NIP terdiri atas 18 angka; yang ditulis 4"),
        ],
    )
    def test_names_line_and_column_of_what_is_wrong(self, change, words):
        assert words in str(read(SITI_ROW.replace(*change)).faults[0])

    def test_refuses_the_same_nip_twice(self):
        assert str(read(SITI_ROW, SITI_ROW).faults[0]).startswith("Baris 3, kolom nip: NIP ini sudah ada di baris 2")

    def test_refuses_another_header(self):
        with pytest.raises(ListingProblem, match="Kolom"):
            read_listing(b"nama;umur\nSiti;40\n", positions())


@pytest.fixture
def cast(db):
    return make_cast()


class TestStore:
    def store(self, cast, *rows, by=None, **options):
        return holder_import.store(read(*rows).entries, by=by or cast.operator, at=NOW, **options)

    def test_records_every_row_at_the_only_office(self, cast):
        assert len(self.store(cast, SITI_ROW, AGUS_ROW).holders) == 2
        assert {one.office for one in Holder.objects.all()} == {cast.office}
        assert person_of(Holder.objects.get(position="pustakawan")) == SITI

    def test_stores_nothing_when_one_row_is_wrong(self, cast):
        done = self.store(cast, SITI_ROW, AGUS_ROW.replace("D-1", "D-2"))
        assert [str(fault) for fault in done.faults] == [
            "Baris 3, kolom kantor: Kantor “D-2” tidak ada di antara kantor yang Anda pegang."
        ]
        assert not Holder.objects.exists()

    def test_tells_every_wrong_row_at_once(self, cast):
        cast.record()
        done = self.store(cast, SITI_ROW, AGUS_ROW.replace("1/4/2019", "1/4/1980"))
        assert [fault.line for fault in done.faults] == [2, 3]

    def test_asks_before_it_stores_what_looks_odd(self, cast):
        odd = SITI_ROW.replace("1985-05-17", "1985-05-16")
        assert [question.line for question in self.store(cast, odd).questions] == [2]
        assert not Holder.objects.exists()
        assert len(self.store(cast, odd, is_sure=True).holders) == 1

    def test_needs_the_office_from_who_has_many(self, cast):
        assert "Tulis kode kantornya" in str(self.store(cast, SITI_ROW, by=cast.bkd).faults[0])
