from datetime import date

import pytest

from etam.accounts import journal
from etam.institutions import queries
from etam.institutions.actions import (
    InstitutionProblem,
    NewInstitution,
    close,
    correct,
    merge,
    move,
    register_institution,
    rename,
    split,
)

pytestmark = pytest.mark.django_db
DAY = date(2025, 7, 1)


@pytest.fixture
def other(regions):
    new = NewInstitution("Perpustakaan Keraitan", "public", "village", regions["64.08.05.2002"])
    return register_institution(new, by=None)


class TestRename:
    def test_keeps_the_old_name_in_history(self, village_library):
        rename(village_library, name="Perpustakaan Sepaso Cerdas", on=DAY, by=None)
        assert queries.name_on(village_library, date(2025, 6, 30)) == "Perpustakaan Sepaso"
        assert queries.name_on(village_library, DAY) == "Perpustakaan Sepaso Cerdas"

    def test_refuses_the_same_name(self, village_library):
        with pytest.raises(InstitutionProblem, match="berbeda"):
            rename(village_library, name="Perpustakaan Sepaso ", on=DAY, by=None)

    def test_is_refused_before_the_institution_began(self, village_library):
        with pytest.raises(InstitutionProblem, match="baru berdiri"):
            rename(village_library, name="Baru", on=date(2023, 1, 1), by=None)

    def test_is_journalled_with_person_and_names(self, village_library, officer):
        rename(village_library, name="Baru", on=DAY, by=officer)
        entry = journal.of(village_library).first()
        assert (entry.action, entry.by) == ("institution_renamed", officer)
        assert (entry.detail["before"], entry.detail["after"]) == ("Perpustakaan Sepaso", "Baru")


class TestMove:
    def test_takes_the_regency_along(self, village_library, regions):
        change = move(village_library, region=regions["64.72"], on=DAY, by=None)
        assert village_library.regency == regions["64.72"]
        assert (change.before, change.after) == ("64.08.05.2001", "64.72")


class TestMerge:
    def test_ends_the_old_the_day_before_and_names_the_successor(self, village_library, other):
        merge([village_library], into=other, on=DAY, by=None)
        village_library.refresh_from_db()
        assert village_library.valid_to == date(2025, 6, 30)
        assert [change.successor for change in queries.lineage(village_library)] == [other]

    def test_leaves_exactly_one_institution_on_each_day(self, village_library, other):
        other.valid_from = DAY
        other.save()
        merge([village_library], into=other, on=DAY, by=None)
        for day, expected in ((date(2025, 6, 30), village_library), (DAY, other)):
            assert list(queries.institutions_on(day)) == [expected]

    def test_is_told_on_the_side_of_the_successor_too(self, village_library, other):
        merge([village_library], into=other, on=DAY, by=None)
        assert [change.institution for change in queries.lineage(other)] == [village_library]

    def test_into_itself_is_refused(self, village_library):
        with pytest.raises(InstitutionProblem):
            merge([village_library], into=village_library, on=DAY, by=None)


class TestSplit:
    def test_notes_the_parts(self, village_library, other):
        split(village_library, into=[other], on=DAY, by=None)
        village_library.refresh_from_db()
        assert village_library.valid_to is None
        assert [change.kind for change in queries.lineage(village_library)] == ["split"]

    def test_ends_the_whole_when_asked(self, village_library, other):
        split(village_library, into=[other], on=DAY, by=None, closes=True)
        village_library.refresh_from_db()
        assert village_library.valid_to == date(2025, 6, 30)


class TestClose:
    def test_lets_the_institution_exist_on_its_last_day(self, village_library):
        close(village_library, on=DAY, reason="Gedung terbakar", by=None)
        assert village_library in queries.institutions_on(DAY)
        assert village_library not in queries.institutions_on(date(2025, 7, 2))

    def test_needs_a_reason(self, village_library):
        with pytest.raises(InstitutionProblem, match="alasan"):
            close(village_library, on=DAY, reason=" ", by=None)

    def test_twice_is_refused(self, village_library):
        close(village_library, on=DAY, reason="Tutup", by=None)
        with pytest.raises(InstitutionProblem, match="sudah berakhir"):
            close(village_library, on=date(2025, 8, 1), reason="Tutup", by=None)


class TestCorrect:
    def test_changes_a_number_and_journals_both(self, village_library):
        correct(village_library, by=None, npp="6408052D0000001")
        entry = journal.of(village_library).first()
        assert (entry.detail["before"], entry.detail["after"]) == ({"npp": ""}, {"npp": "6408052D0000001"})

    def test_does_not_change_what_has_a_history(self, village_library):
        with pytest.raises(InstitutionProblem, match="name"):
            correct(village_library, by=None, name="Lain")
