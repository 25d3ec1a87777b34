from datetime import date

import pytest
from django.utils.timezone import localdate

from etam.institutions.actions import InstitutionProblem, body_changes, body_lists
from etam.institutions.actions.bodies import NewBody, register_bodies
from etam.institutions.body_intake import Intake
from etam.institutions.models import BodyDoubt, ParentBody

pytestmark = pytest.mark.django_db
HEADER = "NPSN;Nama;Bentuk;Status;Kecamatan;Kab/Kota;Desa;Jumlah Siswa"
BENGALON = "30400001;SD Negeri 001 Bengalon;SD;Negeri;Bengalon;Kab. Kutai Timur;Sepaso;214"
SAMARINDA = "30400002;SMP Negeri 2 Samarinda;SMP;Negeri;;Kota Samarinda;;600"
DAY = date(2026, 8, 1)


@pytest.fixture
def officer_(officer, regions):
    return officer


def intake(*lines, ministries=("disdikbud", "kemenag"), schools=None):
    data = "\n".join((HEADER, *lines)).encode()
    return Intake(data, 2**20, ParentBody.objects.all() if schools is None else schools, ministries)


def stored(by, *lines):
    held = body_lists.receive(file_name="a.csv", sha256="0" * 64, as_of=DAY, source="Dapodik", scope="", by=by)
    return body_lists.store(held, intake(*lines), seen=dict(intake(*lines).preview().counts), by=by)


def school(code):
    return ParentBody.objects.get(kind="school", code=code)


class TestFirstList:
    def test_registers_every_school_where_it_stands(self, officer_):
        held = stored(officer_, BENGALON, SAMARINDA)
        assert held.counts == {"new": 2}
        assert (school("30400001").region_id, school("30400001").people) == ("64.08.05.2001", 214)
        assert (school("30400002").regency_id, school("30400002").district) == ("64.72", None)

    def test_stores_nothing_while_a_row_is_wrong(self, officer_):
        with pytest.raises(InstitutionProblem, match="keliru"):
            stored(officer_, BENGALON, SAMARINDA.replace("Kota Samarinda", "Atlantis"))
        assert not ParentBody.objects.exists()

    def test_names_the_line_that_holds_a_number_twice(self, regions):
        found = intake(BENGALON, BENGALON.replace("Negeri 001", "Negeri 002")).preview()
        assert "Baris 3, kolom NPSN: NPSN 30400001 sudah ada di baris 2" in found.shown["fault"][0].why


class TestNextList:
    @pytest.fixture(autouse=True)
    def _first(self, officer_):
        stored(officer_, BENGALON, SAMARINDA)

    def test_shows_what_changed_before_storing(self):
        found = intake(BENGALON.replace("214", "220").replace("Negeri 001", "Negeri 001 Inpres"), SAMARINDA).preview()
        assert found.counts == {"changed": 1, "same": 1}
        assert [one[0] for one in found.shown["changed"][0].changes] == ["name", "people"]

    def test_keeps_the_old_name_in_the_history(self, officer_):
        stored(officer_, BENGALON.replace("Negeri 001", "Negeri 001 Inpres"))
        assert school("30400001").changes.get().before == "SD Negeri 001 Bengalon"

    def test_shows_the_absent_and_deletes_none(self, officer_):
        found = intake(SAMARINDA, SAMARINDA.replace("30400002", "30400009").replace("2 Sam", "3 Sam")).preview()
        assert found.absent_count == 0
        found = intake(BENGALON.replace("30400001", "30400007").replace("SD Negeri 001", "SD Mutiara")).preview()
        assert [one.name for one in found.absent] == ["SD Negeri 001 Bengalon"]

    def test_that_was_seen_in_another_state_is_not_stored(self, officer_):
        held = body_lists.receive(file_name="a", sha256="0" * 64, as_of=DAY, source="Dapodik", scope="", by=officer_)
        with pytest.raises(InstitutionProblem, match="berubah sejak pratinjau"):
            body_lists.store(held, intake(BENGALON), seen={"new": 1}, by=officer_)
        held.refresh_from_db()
        assert held.stored_at is None

    def test_is_not_stored_twice(self, officer_):
        held = stored(officer_, BENGALON.replace("214", "215"))
        with pytest.raises(InstitutionProblem, match="sudah diproses"):
            body_lists.store(held, intake(BENGALON), seen={}, by=officer_)

    def test_leaves_what_another_agency_keeps(self):
        found = intake(BENGALON, ministries=("kemenag",)).preview()
        assert "dibina instansi lain" in found.shown["held"][0].why


class TestDoubts:
    @pytest.fixture(autouse=True)
    def _first(self, officer_):
        stored(officer_, BENGALON, SAMARINDA)

    def renumbered(self, officer):
        stored(officer, BENGALON.replace("30400001", "30499999"))
        return BodyDoubt.objects.get()

    def moved(self, officer):
        stored(officer, BENGALON.replace("Kab. Kutai Timur", "Kota Samarinda"))
        return BodyDoubt.objects.get()

    def test_a_like_name_under_another_number_is_not_guessed(self, officer_):
        doubt = self.renumbered(officer_)
        assert (doubt.kind, doubt.likeness, doubt.decision) == ("name", 100, "open")
        assert not ParentBody.objects.filter(code="30499999").exists()

    def test_the_same_gets_the_new_number_and_keeps_the_old_one(self, officer_):
        body_lists.decide(self.renumbered(officer_), decision="same", by=officer_)
        body = school("30499999")
        assert body.changes.get().before == "30400001"
        assert intake(BENGALON).preview().shown["held"][0].why.startswith("Baris 2: 30400001 nomor lama")

    def test_another_one_is_registered_and_not_asked_again(self, officer_):
        body_lists.decide(self.renumbered(officer_), decision="new", by=officer_)
        assert school("30499999").pk != school("30400001").pk
        assert intake(BENGALON.replace("30400001", "30499999")).preview().counts == {"same": 1}

    def test_what_was_put_off_is_not_asked_again(self, officer_):
        body_lists.decide(self.renumbered(officer_), decision="later", by=officer_)
        found = intake(BENGALON.replace("30400001", "30499999")).preview()
        assert "ditunda" in found.shown["held"][0].why

    def test_is_decided_once(self, officer_):
        doubt = self.renumbered(officer_)
        body_lists.decide(doubt, decision="same", by=officer_)
        with pytest.raises(InstitutionProblem, match="sudah diputuskan"):
            body_lists.decide(doubt, decision="new", by=officer_)

    def test_a_school_in_another_regency_asks_for_the_day(self, officer_):
        doubt = self.moved(officer_)
        assert school("30400001").regency_id == "64.08"
        with pytest.raises(InstitutionProblem, match="Isi tanggal"):
            body_lists.decide(doubt, decision="same", by=officer_)
        body_lists.decide(doubt, decision="same", on=DAY, by=officer_)
        change = school("30400001").changes.get()
        assert (school("30400001").regency_id, change.before, change.on) == ("64.72", "64.08.05.2001", DAY)

    def test_a_number_that_another_school_holds_is_not_taken_from_it(self, officer_):
        stored(officer_, BENGALON.replace("SD Negeri 001 Bengalon", "SD Katolik Santa Maria"))
        doubt = BodyDoubt.objects.get()
        assert "sudah dipegang SD Negeri 001 Bengalon" in doubt.why
        with pytest.raises(InstitutionProblem, match="ganti dulu NPSN-nya"):
            body_lists.decide(doubt, decision="new", by=officer_)


class TestChanges:
    @pytest.fixture
    def villages(self, regions):
        news = [NewBody("village", f"64.08.05.200{i}", f"Desa {i}", "desa", regions["64.08.05"]) for i in (1, 2)]
        return register_bodies(news, by=None)

    def test_of_a_split_leave_everything_with_the_old_village(self, villages, village_library):
        old, new = villages
        old.refresh_from_db()
        assert old.library == village_library
        body_changes.split(old, into=[new], on=DAY, by=None)
        old.refresh_from_db()
        new.refresh_from_db()
        assert (old.state, new.state) == ("has", "unknown")
        assert "masih tercatat di Desa 1" in new.stated_source

    def test_a_village_does_not_move(self, villages, regions):
        with pytest.raises(InstitutionProblem, match="kode barunya"):
            body_changes.move(villages[0], region=regions["64.72"], on=DAY, by=None)

    def test_a_merged_one_ends_the_day_before(self, villages):
        body_changes.merge(villages[0], into=villages[1], on=DAY, by=None)
        assert villages[0].valid_to == date(2026, 7, 31)

    def test_what_ended_does_not_change(self, villages):
        body_changes.close(villages[0], on=DAY, reason="Digenangi", by=None)
        with pytest.raises(InstitutionProblem, match="sudah berakhir"):
            body_changes.rename(villages[0], name="Baru", on=localdate(), by=None)

    def test_a_code_is_not_taken_from_another(self, villages):
        with pytest.raises(InstitutionProblem, match="sudah dipakai Desa 2"):
            body_changes.renumber(villages[0], code="64.08.05.2002", on=DAY, by=None)
