import pytest

from etam.accounts import journal
from etam.accounts.models import JournalEntry
from etam.institutions.actions import InstitutionProblem, NewInstitution, register_institution, register_institutions
from etam.institutions.models import Institution

pytestmark = pytest.mark.django_db


class TestRegisterInstitution:
    def test_finds_the_regency_of_a_village(self, village_library):
        assert (village_library.regency_id, village_library.region_id) == ("64.08", "64.08.05.2001")

    def test_makes_a_code_from_regency_and_serial(self, village_library):
        village_library.refresh_from_db()
        assert village_library.code == f"64.08-{village_library.pk:05d}"

    def test_is_journalled(self, regions, officer):
        new = NewInstitution("TBM Cahaya", "tbm", "tbm", regions["64.72"])
        institution = register_institution(new, by=officer)
        assert [(entry.action, entry.by) for entry in journal.of(institution)] == [("institution_registered", officer)]

    def test_refuses_a_subtype_of_another_kind(self, regions):
        with pytest.raises(InstitutionProblem, match="sd_mi"):
            register_institution(NewInstitution("SD 1", "public", "sd_mi", regions["64.72"]), by=None)

    def test_refuses_an_empty_name(self, regions):
        with pytest.raises(InstitutionProblem, match="Nama"):
            register_institution(NewInstitution(" ", "tbm", "tbm", regions["64.72"]), by=None)

    def test_asks_where_the_provincial_library_stands(self, regions):
        new = NewInstitution("Perpustakaan Provinsi", "public", "province", regions["64"])
        with pytest.raises(InstitutionProblem, match="kabupaten/kota"):
            register_institution(new, by=None)

    def test_takes_the_regency_of_the_provincial_library_as_given(self, regions):
        new = NewInstitution("Perpustakaan Provinsi", "public", "province", regions["64"], regency=regions["64.72"])
        assert register_institution(new, by=None).regency == regions["64.72"]

    def test_refuses_a_village_in_another_regency(self, regions):
        new = NewInstitution("P", "public", "village", regions["64.08.05.2001"], regency=regions["64.72"])
        with pytest.raises(InstitutionProblem, match="tidak terletak"):
            register_institution(new, by=None)


class TestRegisterInstitutions:
    def test_stores_all_or_none(self, regions):
        good = NewInstitution("A", "tbm", "tbm", regions["64.72"])
        bad = NewInstitution("B", "tbm", "unknown", regions["64.72"])
        with pytest.raises(InstitutionProblem):
            register_institutions([good, bad], by=None)
        assert not Institution.objects.exists()

    def test_refuses_a_code_that_is_taken(self, regions):
        new = NewInstitution("A", "tbm", "tbm", regions["64.72"], code="TBM-1")
        register_institution(new, by=None)
        with pytest.raises(InstitutionProblem, match="TBM-1"):
            register_institution(new, by=None)

    def test_refuses_a_code_twice_in_one_list(self, regions):
        new = NewInstitution("A", "tbm", "tbm", regions["64.72"], code="TBM-1")
        with pytest.raises(InstitutionProblem, match="sudah dipakai"):
            register_institutions([new, new], by=None)

    def test_journals_each(self, regions):
        news = [NewInstitution(f"TBM {number}", "tbm", "tbm", regions["64.72"]) for number in range(3)]
        register_institutions(news, by=None)
        assert JournalEntry.objects.filter(action="institution_registered").count() == 3

    def test_asks_for_the_regencies_once(self, regions, django_assert_max_num_queries):
        news = [NewInstitution(f"TBM {n}", "tbm", "tbm", regions["64.08.05.2001"], code=f"T{n}") for n in range(20)]
        with django_assert_max_num_queries(8):
            register_institutions(news, by=None)
