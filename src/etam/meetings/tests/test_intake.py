"""A list of participants, from a CSV file or a workbook."""

import pytest

from etam.institutions.models import Institution
from etam.meetings import intake
from etam.meetings.exceptions import BadInput
from etam.meetings.sheet import LIST, read_rows, text_of
from etam.web.csv_list import ListingProblem
from etam.web.tables import Sheet, write_xlsx

HEADER = "nama;jabatan;instansi;kode;kabupaten_kota;surel;peran"


def plan(cast, *lines):
    return intake.plan(cast.planned, "\n".join((HEADER, *lines)))


class TestRead:
    def test_takes_a_workbook_with_the_same_lines(self):
        data = write_xlsx(
            [Sheet("Data", ("Nama", "Kode", "Kabupaten/Kota"), [("Hartati", "L-1", "Kutai Timur"), ("Yusran", 12, "")])]
        )
        rows, faults = read_rows(text_of(data))
        assert [(one.line, one.nama, one.kode, one.kabupaten_kota) for one in rows] == [
            (2, "Hartati", "L-1", "Kutai Timur"),
            (3, "Yusran", "12", ""),
        ]
        assert faults == []

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"PK\x03\x04rusak", "rusak"),
            (b"", "kosong"),
            (b"nama;kode\nA;Caf\xe9", "bukan UTF-8"),
        ],
    )
    def test_says_why_a_file_cannot_be_read(self, data, sentence):
        with pytest.raises(ListingProblem, match=sentence):
            text_of(data)

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("kode\nL-1", "Kolom nama tidak ada"),
            ("nama;umur\nA;3", "Kolom “umur” tidak dikenal"),
            ("nama;kode", "hanya memuat nama kolom"),
        ],
    )
    def test_says_why_a_table_cannot_be_read(self, text, sentence):
        with pytest.raises(ListingProblem, match=sentence):
            read_rows(LIST.decode(text.encode()))


class TestPlan:
    def test_finds_institutions_by_code_and_by_name_however_it_is_written(self, cast):
        found = plan(cast, "A;;;L-1;;;", "B;;perpustakaan  sdn 004 MUARA wahau;;;;tim perumus")
        assert [one.person.institution for one in found.new] == [cast.village, cast.school]
        assert [one.person.part for one in found.new] == ["participant", "drafter"]
        assert not found.faults

    def test_takes_a_name_that_is_not_registered_and_warns(self, cast):
        found = plan(cast, "A;;Bappeda Kaltim;;;;")
        assert found.warnings == ("Baris 2, Bappeda Kaltim: tidak terdaftar di Etam; ditulis apa adanya.",)
        assert found.can_store

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("A;;;L-9;;;", "Baris 2, kolom kode: Tidak ada lembaga dengan kode L-9."),
            ("A;;X;;Bandung;;", "Baris 2, kolom kabupaten_kota: Kabupaten/kota “Bandung” tidak dikenal."),
            ("A;;X;;;a@;", "Baris 2, kolom surel: “a@” bukan alamat surel."),
            ("A;;X;;;;raja", "Baris 2, kolom peran: Peran “raja” tidak dikenal."),
            ("A;;;;;;", "Baris 2: Instansinya belum diisi."),
            (";;X;;;;", "Baris 2, kolom nama: Belum diisi."),
        ],
    )
    def test_says_what_is_wrong_with_a_row(self, cast, line, sentence):
        found = plan(cast, line)
        assert str(found.faults[0]).startswith(sentence)
        assert not found.can_store

    def test_says_which_institutions_a_name_may_mean(self, cast):
        Institution.objects.filter(pk=cast.school.pk).update(name=cast.village.name)
        found = plan(cast, f"A;;{cast.village.name};;;;")
        assert "dapat berarti L-1 (Kutai Timur), L-2 (Kutai Timur). Isi kodenya." in str(found.faults[0])

    def test_names_a_row_that_stands_twice(self, cast):
        found = plan(cast, "Hartati;;;L-1;;;", " hartati;Kepala;;L-1;;;")
        assert str(found.faults[0]) == "Baris 3: Orang dan instansinya sama dengan baris 2. Sisakan satu."

    def test_passes_over_who_is_on_the_list(self, cast):
        cast.participant()
        found = plan(cast, "HARTATI;;;L-1;;;", "Yusran;;;L-1;;;")
        assert [one.line for one in found.new] == [3]
        assert found.skipped == ("Baris 2, HARTATI: sudah ada di daftar peserta.",)

    def test_takes_as_many_questions_for_many_rows(self, cast, django_assert_max_num_queries):
        lines = [f"Orang {number};;{cast.village.name};;;;" for number in range(40)]
        with django_assert_max_num_queries(6):
            plan(cast, *lines)


class TestStore:
    def test_adds_none_while_a_row_is_wrong(self, cast):
        with pytest.raises(BadInput, match="Tidak ada yang disimpan: 1 masalah"):
            intake.store(cast.planned, plan(cast, "A;;;L-1;;;", "B;;;L-9;;;"), by=cast.officer)
        assert not cast.planned.participants.exists()
