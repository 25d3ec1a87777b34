from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from etam.institutions import actions
from etam.institutions.actions import InstitutionProblem, NewInstitution, body_links
from etam.institutions.actions import bodies as body_actions
from etam.institutions.actions.bodies import NewBody, load_villages, register_bodies
from etam.institutions.models import BodyDoubt, ParentBody, Region
from etam.institutions.queries.bodies import Coverage, coverage, found

pytestmark = pytest.mark.django_db
SEPASO = "64.08.05.2001"


@pytest.fixture
def villages(regions):
    load_villages()
    return {body.code: body for body in ParentBody.objects.all()}


@pytest.fixture
def school(regions):
    new = NewBody("school", "30401234", "SD Negeri 001 Samarinda", "sd_mi", regions["64.72"], form="SD")
    return register_bodies([new], by=None)[0]


def fresh(body):
    return ParentBody.objects.select_related("library").get(pk=body.pk)


class TestLoadVillages:
    def test_takes_every_village_of_the_regions(self):
        actions.load_regions()
        assert (load_villages(), load_villages()) == (1038, 0)
        assert ParentBody.objects.filter(subtype="kelurahan").count() == 197
        assert ParentBody.objects.filter(form="Kampung").exclude(regency__in=["64.03", "64.07", "64.11"]).count() == 0

    def test_leaves_unknown_what_nobody_said(self, villages):
        assert {body.state for body in villages.values()} == {"unknown"}

    def test_follows_a_new_name_and_keeps_the_old_one(self, villages):
        Region.objects.filter(code=SEPASO).update(name="Sepaso Raya")
        load_villages()
        body = fresh(villages[SEPASO])
        assert (body.name, body.changes.get().before) == ("Sepaso Raya", "Sepaso")

    def test_links_the_libraries_that_were_there_before(self, village_library):
        load_villages()
        assert ParentBody.objects.get(code=SEPASO).library == village_library


class TestLinking:
    def test_a_village_library_belongs_to_the_village_of_its_region(self, villages, village_library):
        body = fresh(villages[SEPASO])
        assert (body.library, body.state) == (village_library, "has")

    def test_a_school_library_belongs_to_the_school_of_its_number(self, school, school_library):
        assert fresh(school).library == school_library

    def test_a_library_that_ended_no_longer_counts_and_what_follows_is_unknown(self, villages, village_library):
        actions.close(village_library, on=localdate(), reason="Gedung terbakar", by=None)
        body = fresh(villages[SEPASO])
        assert (body.library, body.state) == (None, "unknown")
        assert "berakhir" in body.stated_source

    def test_a_library_that_will_end_stays_until_its_last_day_has_come(self, villages, village_library, monkeypatch):
        last_day = localdate() + timedelta(3)
        actions.close(village_library, on=last_day, reason="Pindah ke kantor baru", by=None)
        assert body_links.let_go_ended() == 0
        assert fresh(villages[SEPASO]).state == "has"
        monkeypatch.setattr(body_links, "localdate", lambda: last_day)
        assert body_links.let_go_ended() == 1
        assert (fresh(villages[SEPASO]).library, fresh(villages[SEPASO]).state) == (None, "unknown")
        assert body_links.let_go_ended() == 0

    def test_the_next_library_of_the_village_takes_its_place(self, villages, village_library, regions):
        second = actions.register_institution(
            NewInstitution("Pojok baca", "public", "village", regions[SEPASO]), by=None
        )
        assert fresh(villages[SEPASO]).library == village_library
        actions.close(village_library, on=localdate(), reason="Pindah", by=None)
        assert fresh(villages[SEPASO]).library == second

    def test_a_library_that_moves_takes_its_link_along(self, villages, village_library, regions):
        there = regions["64.08.05.2002"]
        actions.move(village_library, region=there, on=localdate(), by=None)
        assert fresh(villages[SEPASO]).state == "unknown"
        assert fresh(villages[there.code]).library == village_library

    def test_a_merged_library_no_longer_counts(self, villages, village_library, regions):
        other = actions.register_institution(
            NewInstitution("Perpus", "public", "village", regions["64.08.05.2002"]), by=None
        )
        actions.merge([village_library], into=other, on=localdate(), by=None)
        assert fresh(villages[SEPASO]).state == "unknown"

    def test_a_corrected_number_finds_its_school(self, school, regions):
        library = actions.register_institution(NewInstitution("SDN 1", "school", "sd_mi", regions["64.72"]), by=None)
        actions.correct(library, npsn="30401234", by=None)
        assert fresh(school).library == library

    def test_a_number_from_another_regency_waits_for_a_person(self, school, regions):
        new = NewInstitution("SDN 1", "school", "sd_mi", regions["64.08"], npsn="30401234")
        library = actions.register_institution(new, by=None)
        assert fresh(school).library is None
        assert BodyDoubt.objects.get().institution == library

    def test_a_number_used_by_two_libraries_waits_for_a_person(self, school, school_library, regions):
        new = NewInstitution("SDN 1", "school", "sd_mi", regions["64.72"], npsn="30401234")
        actions.register_institution(new, by=None)
        assert fresh(school).library == school_library
        assert BodyDoubt.objects.get().decision == "open"

    def test_a_library_without_number_waits_for_a_person_where_name_and_place_are_alike(self, school, regions):
        new = NewInstitution("Perpustakaan SDN 001 Samarinda", "school", "sd_mi", regions["64.72"], npsn="0")
        library = actions.register_institution(new, by=None)
        doubt = BodyDoubt.objects.get()
        assert (doubt.institution, doubt.body, doubt.decision) == (library, school, "open")
        assert fresh(school).library is None

    def test_a_new_school_is_asked_about_when_a_library_without_number_is_alike(self, regions):
        new = NewInstitution("Perpustakaan SDN 001 Samarinda", "school", "sd_mi", regions["64.72"])
        library = actions.register_institution(new, by=None)
        school = register_bodies([NewBody("school", "30401234", "SD Negeri 1", "sd_mi", regions["64.72"])], by=None)[0]
        assert BodyDoubt.objects.get(institution=library).body == school

    @pytest.mark.parametrize(
        ("name", "level", "place"),
        [("SDN 002 Samarinda", "sd_mi", "64.72"), ("SDN 001", "smp_mts", "64.72"), ("SDN 001", "sd_mi", "64.08")],
    )
    def test_another_number_level_or_place_is_not_asked_about(self, school, regions, name, level, place):
        actions.register_institution(NewInstitution(name, "school", level, regions[place]), by=None)
        assert not BodyDoubt.objects.exists()

    def test_by_hand_is_refused_across_regencies(self, villages, school_library):
        with pytest.raises(InstitutionProblem, match="tercatat di Kota Samarinda"):
            body_links.link(villages[SEPASO], school_library, by=None)

    def test_taken_away_by_hand_leaves_it_unknown(self, villages, village_library):
        body = body_links.unlink(fresh(villages[SEPASO]), reason="Milik desa sebelah", by=None)
        assert (fresh(body).state, body.stated) == ("unknown", "unknown")


class TestStating:
    def test_none_is_what_somebody_said_on_a_day(self, villages):
        body = body_links.state(villages[SEPASO], stated="none", on=localdate(), source="Kepala desa", by=None)
        assert (body.state, body.stated_source) == ("none", "Kepala desa")

    def test_keeps_the_year_since_when(self, villages):
        body = body_links.state(
            villages[SEPASO], stated="has", on=localdate(), source="Kepala desa", since=2019, by=None
        )
        assert (body.state, body.library_since) == ("has", 2019)

    def test_needs_a_source(self, villages):
        with pytest.raises(InstitutionProblem, match="siapa"):
            body_links.state(villages[SEPASO], stated="none", on=localdate(), source=" ", by=None)

    def test_is_refused_for_a_day_to_come(self, villages):
        with pytest.raises(InstitutionProblem, match="sesudah hari ini"):
            body_links.state(villages[SEPASO], stated="none", on=localdate() + timedelta(1), source="x", by=None)

    def test_none_is_refused_while_a_library_is_linked(self, villages, village_library):
        with pytest.raises(InstitutionProblem, match="tertaut"):
            body_links.state(fresh(villages[SEPASO]), stated="none", on=localdate(), source="x", by=None)


class TestRegister:
    def test_a_code_is_used_once(self, school, regions):
        with pytest.raises(InstitutionProblem, match="sudah dipakai SD Negeri 001"):
            register_bodies([NewBody("school", "30401234", "SDN 2", "sd_mi", regions["64.72"])], by=None)

    def test_a_code_stands_once_in_a_list(self, regions):
        new = NewBody("school", "30401234", "SDN 2", "sd_mi", regions["64.72"])
        with pytest.raises(InstitutionProblem, match="dua kali"):
            register_bodies([new, new], by=None)

    def test_the_kecamatan_follows_from_the_village(self, regions):
        new = NewBody("school", "30401234", "SDN 2", "sd_mi", regions[SEPASO])
        body = register_bodies([new], by=None)[0]
        assert (body.regency_id, body.district_id) == ("64.08", "64.08.05")

    def test_people_are_not_negative(self, school):
        with pytest.raises(InstitutionProblem, match="negatif"):
            body_actions.count_people(school, people=-1, year=2026, source="Dapodik", by=None)


class TestCoverage:
    def test_unknown_is_never_none(self, villages, village_library):
        assert coverage("regency") == [Coverage("64.08", has=1, none=0, unknown=1)]

    def test_a_village_with_two_libraries_counts_once(self, villages, village_library, regions):
        actions.register_institution(NewInstitution("Pojok baca", "public", "village", regions[SEPASO]), by=None)
        assert coverage("regency")[0].has == 1

    def test_shares_say_of_what(self):
        one = Coverage("", has=2, none=2, unknown=4)
        assert (one.share_of_all, one.share_of_known) == (25, 50)
        assert Coverage("").share_of_all is None

    def test_by_district_and_level(self, villages, school):
        assert [one.key for one in coverage("district")] == ["", "64.08.05"]
        assert [one.key for one in coverage("subtype")] == ["desa", "sd_mi"]

    def test_what_ended_is_left_out(self, villages):
        ParentBody.objects.filter(code=SEPASO).update(valid_to=date(2020, 1, 1))
        assert coverage("regency")[0].total == 1

    def test_of_another_group_is_refused(self):
        with pytest.raises(ValueError, match="regency, district"):
            coverage("name")


class TestFound:
    def test_by_words_and_code(self, villages, school):
        everything = ParentBody.objects.all()
        assert list(found(everything, kind="school", text="samarinda 001")) == [school]
        assert list(found(everything, kind="school", text="30401234")) == [school]
        assert list(found(everything, kind="village", text=SEPASO)) == [villages[SEPASO]]

    def test_by_state(self, villages, village_library):
        assert [one.code for one in found(ParentBody.objects.all(), kind="village", state="has")] == [SEPASO]
