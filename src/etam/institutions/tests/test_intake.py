import pytest

from etam.accounts.models import JournalEntry
from etam.institutions import intake
from etam.institutions.actions import InstitutionProblem, NewInstitution, register_institution
from etam.institutions.models import Institution
from etam.web.csv_list import ListingProblem

HEADER = "code;name;kind;subtype;region;npp;npsn\n"
SCHOOL = ";SD Negeri 007;school;sd_mi;64.72;;30407777\n"
NUMBERLESS = ";Taman Baca Ceria;tbm;tbm;64.08;;\n"
BOTH = HEADER + SCHOOL + NUMBERLESS


class TestReadText:
    def test_stores_nothing(self, regions):
        assert len(intake.read_text(BOTH).new) == 2
        assert Institution.objects.count() == 0

    @pytest.mark.parametrize(
        ("row", "why"),
        [
            ("K-1;Lain;school;sd_mi;64.72;;\n", "kode K-1 sudah terdaftar (K-1 SD Ada)"),
            (";Lain;school;sd_mi;64.72;;30401111\n", "NPSN 30401111 sudah terdaftar (K-1 SD Ada)"),
            (";Lain;school;sd_mi;64.72;6472011C0000001;\n", "NPP 6472011C0000001 sudah terdaftar (K-1 SD Ada)"),
            (";sd ada;school;sd_mi;64.72;;\n", "nama, jenis, dan wilayahnya sudah terdaftar (K-1 SD Ada)"),
        ],
    )
    def test_passes_over_and_names_what_exists(self, regions, row, why):
        there = NewInstitution(
            "SD Ada", "school", "sd_mi", regions["64.72"], code="K-1", npp="6472011C0000001", npsn="30401111"
        )
        register_institution(there, by=None)
        found = intake.read_text(HEADER + row)
        assert found.new == ()
        assert found.skipped[0].endswith(f"{why}.")

    def test_takes_no_number_for_no_likeness(self, regions):
        register_institution(NewInstitution("A", "tbm", "tbm", regions["64.08"], npp="0"), by=None)
        assert len(intake.read_text(HEADER + ";B;tbm;tbm;64.08;0;\n").new) == 1

    def test_warns_of_odd_numbers_without_refusing_them(self, regions):
        found = intake.read_text(HEADER + ";SD A;school;sd_mi;64.72;6408011C0000001;123\n")
        assert found.can_store
        assert "menunjuk wilayah 64.08" in found.warnings[0]
        assert "biasanya delapan angka" in found.warnings[1]

    def test_warns_of_a_number_that_two_rows_carry(self, regions):
        found = intake.read_text(HEADER + SCHOOL + SCHOOL.replace("007", "008"))
        assert found.warnings == ("NPSN ganda: 30407777 ada di baris 2, 3.",)

    def test_names_a_region_that_the_directory_lacks(self, regions):
        found = intake.read_text(HEADER + ";A;public;village;64.08.09.2001;;\n")
        assert "Wilayah 64.08.09.2001 belum dimuat" in str(found.faults[0])


class TestImportListing:
    def test_registers_every_row_with_an_entry_in_the_journal(self, regions, officer):
        intake.import_listing(BOTH.encode(), by=officer)
        assert set(Institution.objects.values_list("name", flat=True)) == {"SD Negeri 007", "Taman Baca Ceria"}
        assert JournalEntry.objects.filter(action="institution_registered", by=officer).count() == 2

    def test_adds_nothing_the_second_time(self, regions, officer):
        intake.import_listing(BOTH.encode(), by=officer)
        assert len(intake.import_listing(BOTH.encode(), by=officer).skipped) == 2
        assert Institution.objects.count() == 2

    def test_stores_nothing_when_one_row_is_wrong(self, regions, officer):
        with pytest.raises(ListingProblem, match=r"1 masalah\.\nBaris 4, kolom name: Belum diisi\."):
            intake.import_listing((BOTH + ";;tbm;tbm;64.08;;\n").encode(), by=officer)
        assert Institution.objects.count() == 0

    def test_is_for_officers(self, verifier):
        with pytest.raises(InstitutionProblem, match="hanya dapat didaftarkan oleh petugas provinsi"):
            intake.import_listing(BOTH.encode(), by=verifier)

    def test_puts_the_provincial_library_in_the_province(self, regions, officer):
        intake.import_listing((HEADER + ";Perpustakaan Daerah;public;province;Samarinda;;\n").encode(), by=officer)
        found = Institution.objects.get()
        assert (found.region_id, found.regency_id) == ("64", "64.72")


class TestStore:
    def test_refuses_a_plan_with_faults(self, regions, officer):
        with pytest.raises(InstitutionProblem, match="Tidak ada yang disimpan"):
            intake.store(intake.read_text(BOTH + ";;tbm;tbm;64.08;;\n"), by=officer)
