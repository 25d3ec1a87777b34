"""The pages of programmes: the list, a new one, its objects, teams for many, and the table."""

from datetime import date
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from etam.assessments import actions, editions
from etam.assessments.models import Assessment, Programme
from etam.assessments.tests.cast import NOW, AuditCast, own
from etam.institutions.tests.cast import library, person

State = Assessment.State


pytestmark = pytest.mark.usefixtures("audit_day")


def text(answer: Any) -> str:
    return " ".join(str(answer.content.decode()).split())


def url(name: str, *keys: Any) -> str:
    return reverse(f"assessments:{name}", args=keys)


def external(cast: AuditCast, code: str = "aske-2026") -> Programme:
    return actions.create_programme(
        code=code, kind=Programme.Kind.EXTERNAL, title="Audit eksternal 2026", year=2026, region=cast.province,
        scheme=editions.scheme("archive-supervision", "2020.1"), starts_on=date(2026, 1, 1),
        ends_on=date(2026, 12, 31), by=cast.officer,
    )  # fmt: skip


NEW = {"kind": "internal_audit", "region": "64.08", "year": "2027", "scheme": "2026.1", "starts_on": "2027-02-01",
       "ends_on": "2027-11-30"}  # fmt: skip


class TestList:
    def test_says_in_its_title_how_many_are_determined(self, cast, as_):
        cast.determined()
        cast.planned(unit_name="Bidang Lain")
        assert "1 dari 2 audit kearsipan 2026 sudah ditetapkan" in text(as_(cast.verifier).get(url("programmes")))

    def test_counts_what_was_given_up_as_no_object(self, cast, as_):
        cast.determined()
        actions.withdraw(cast.planned(unit_name="Bidang Lain"), reason="Digabung.", by=cast.verifier, at=NOW)
        assert "Semua 1 audit kearsipan 2026 sudah ditetapkan" in text(as_(cast.verifier).get(url("programmes")))

    def test_shows_a_verifier_of_elsewhere_nothing(self, cast, as_):
        cast.planned()
        assert cast.programme.title not in text(as_(cast.outsider).get(url("programmes")))

    def test_keeps_to_one_kind(self, cast, as_):
        external(cast)
        shown = text(as_(cast.officer).get(url("programmes"), {"jenis": "eksternal"}))
        assert "Audit eksternal 2026" in shown
        assert cast.programme.title not in shown


class TestNewProgramme:
    def test_proposes_title_and_code(self, cast, as_):
        as_(cast.verifier).post(url("new_programme"), NEW)
        made = Programme.objects.get(year=2027)
        assert (made.code, made.title) == ("aski-2027-kutai-timur", "Audit kearsipan internal Kutai Timur 2027")

    def test_proposes_another_code_where_the_first_is_in_use(self, cast, as_):
        for _ in range(2):
            as_(cast.verifier).post(url("new_programme"), NEW)
        assert sorted(Programme.objects.filter(year=2027).values_list("code", flat=True)) == [
            "aski-2027-kutai-timur",
            "aski-2027-kutai-timur-2",
        ]

    @pytest.mark.parametrize("change", [{"region": "64.74"}, {"kind": "external_audit"}])
    def test_of_a_verifier_is_internal_and_of_the_own_government(self, cast, as_, change):
        assert as_(cast.verifier).post(url("new_programme"), {**NEW, **change}).status_code == 422
        assert not Programme.objects.filter(year=2027).exists()

    def test_keeps_its_code_off_other_addresses(self, cast, as_):
        answer = as_(cast.officer).post(url("new_programme"), {**NEW, "code": "gnsta"})
        assert "dipakai alamat lain" in text(answer)

    def test_says_how_sure_each_edition_is(self, cast, as_):
        assert "sumber kedua" in text(as_(cast.officer).get(url("new_programme")))

    def test_refuses_days_out_of_order_and_keeps_the_draft(self, cast, as_):
        answer = as_(cast.officer).post(url("new_programme"), {**NEW, "ends_on": "2027-01-01", "title": "Judul saya"})
        assert answer.status_code == 422
        assert "sebelum mulai" in text(answer)
        assert "Judul saya" in text(answer)


class TestProgramme:
    def test_shows_the_value_of_an_office_as_a_range_with_its_arithmetic(self, cast, as_):
        cast.determined()
        shown = text(as_(cast.verifier).get(cast.programme.get_absolute_url()))
        # UP 52,5 is determined, UK is anything: (52,5 + 0) / 2 to (52,5 + 100) / 2.
        assert (
            "UP: 52,50. UK: belum ada unit, jadi 0\u2060–\u2060100. Nilai = (UP + UK) / 2 = 26,25\u2060–\u206076,25."
            in shown
        )
        assert "belum pasti" in shown

    def test_hides_other_offices_from_an_audited_one(self, cast, as_):
        cast.planned()
        other = library("K-3", "Dinas Sosial", "office", "regency_office", cast.regency, cast.regency)
        actions.add_objects(cast.programme, [actions.AuditObject(other, "unit_pengolah", "X")], by=cast.verifier)
        shown = text(as_(cast.auditee).get(cast.programme.get_absolute_url()))
        assert "Dinas Kesehatan Kutai Timur" in shown
        assert "Dinas Sosial" not in shown
        assert "Rata-rata" not in shown

    def test_hides_an_offices_value_from_who_sees_a_part_of_it(self, cast, as_):
        cast.answering(cast.planned(), members=())
        cast.planned(unit_name="Bidang Lain")
        shown = text(as_(cast.sari).get(cast.programme.get_absolute_url()))
        assert "tidak semua unit terlihat" in shown

    def test_puts_the_external_value_beside_and_marks_the_mix(self, cast, as_):
        programme = external(cast)
        (one,) = actions.add_objects(
            programme, [actions.AuditObject(cast.archive, "external")], by=cast.officer, at=NOW
        )
        Assessment.objects.filter(pk=one.pk).update(state="determined", final_score=70.0)
        cast.determined()
        shown = text(as_(cast.verifier).get(cast.programme.get_absolute_url()))
        # 0,6 × 70 + 0,4 × (26,25 to 76,25) = 52,5 to 72,5
        assert "52,50–72,50" in shown
        assert "belum diverifikasi" in shown

    def test_of_the_province_counts_the_governments_that_are_not_in_it_yet(self, cast, as_):
        programme = external(cast)
        (one,) = actions.add_objects(
            programme, [actions.AuditObject(cast.archive, "external")], by=cast.officer, at=NOW
        )
        Assessment.objects.filter(pk=one.pk).update(state="determined", final_score=70.0)
        shown = text(as_(cast.officer).get(programme.get_absolute_url()))
        assert "1 dari 2 kab/kota dalam audit eksternal Kalimantan Timur 2026 sudah ditetapkan" in shown
        assert "Lembaga kearsipannya belum terdaftar: Bontang" in shown

    def test_finds_objects_without_a_team(self, cast, as_):
        cast.answering(cast.planned())
        cast.planned(unit_name="Bidang Lain")
        shown = text(as_(cast.verifier).get(cast.programme.get_absolute_url(), {"tim": "belum"}))
        assert "Bidang Lain" in shown
        assert "Bidang Pelayanan" not in shown

    def test_asks_the_database_as_often_for_one_office_as_for_many(self, cast, as_):
        browser = as_(cast.verifier)

        def count() -> int:
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(cast.programme.get_absolute_url()).status_code == 200
            return len(seen)

        cast.answering(cast.planned())
        count()
        few = count()
        for number in range(4):
            office = library(f"K-1{number}", f"Dinas {number}", "office", "regency_office", cast.regency, cast.regency)
            unit = actions.AuditObject(office, "unit_pengolah", "A")
            (one,) = actions.add_objects(cast.programme, [unit], by=cast.verifier, at=NOW)
            actions.assign_team(one, lead=cast.tono, members=[cast.sari], by=cast.verifier, at=NOW)
        assert count() == few


class TestMany:
    def test_get_the_same_team(self, cast, as_):
        keys = [cast.planned(unit_name=name).pk for name in ("A", "B")]
        data = {"do": "team", "cakupan": "centang", "pk": keys, "lead": cast.sari.pk, "members": [cast.tono.pk]}
        as_(cast.verifier).post(cast.programme.get_absolute_url(), data)
        assert [sorted(one.team.values_list("user", flat=True)) for one in Assessment.objects.all()] == [
            sorted([cast.sari.pk, cast.tono.pk])
        ] * 2

    def test_skip_the_office_where_somebody_works_and_say_why(self, cast, as_):
        own_people = person("nur@example.id", "Nur", "assessor", institution=cast.office)
        one = cast.planned()
        data = {"do": "team", "cakupan": "semua", "lead": own_people.pk}
        answer = as_(cast.verifier).post(cast.programme.get_absolute_url(), data, follow=True)
        assert "Nur bertugas di Dinas Kesehatan Kutai Timur" in text(answer)
        assert not one.team.exists()

    def test_are_opened_where_they_have_a_lead(self, cast, as_):
        staffed, bare = cast.planned(unit_name="A"), cast.planned(unit_name="B")
        actions.assign_team(staffed, lead=cast.sari, by=cast.verifier, at=NOW)
        data = {"do": "start", "cakupan": "semua"}
        answer = as_(cast.verifier).post(cast.programme.get_absolute_url(), data, follow=True)
        staffed.refresh_from_db()
        bare.refresh_from_db()
        assert (staffed.state, bare.state) == (State.ANSWERING, State.PLANNED)
        assert "Tugaskan ketua tim" in text(answer)

    def test_let_the_browser_open_them_although_no_lead_is_chosen(self, cast, as_):
        cast.planned()
        shown = text(as_(cast.verifier).get(cast.programme.get_absolute_url()))
        # One form has three buttons: what the browser itself demanded for one of them would stop the other two.
        assert '<form method="post" id="banyak" class="stack stack--loose" novalidate>' in shown

    def test_are_visited_on_the_same_day_within_the_programme(self, cast, as_):
        one = cast.planned()
        send = as_(cast.verifier).post
        address = cast.programme.get_absolute_url()
        answer = send(address, {"do": "visit", "cakupan": "semua", "on": "2027-01-01"}, follow=True)
        assert "di luar program" in text(answer)
        send(address, {"do": "visit", "cakupan": "semua", "on": "2026-03-02"})
        one.refresh_from_db()
        assert one.visit_on == date(2026, 3, 2)

    def test_are_for_the_managers_only(self, cast, as_):
        cast.planned()
        assert as_(cast.auditee).post(cast.programme.get_absolute_url(), {"do": "start"}).status_code == 403


class TestObjects:
    def test_are_named_unit_by_unit(self, cast, as_):
        data = {
            "K-1-units": "Bidang A\n\nBidang B\n",
            "K-1-has_records_office": "on",
            "K-1-records_office": "Sekretariat",
        }
        as_(cast.verifier).post(f"{url('add_objects', cast.programme.code)}?lembaga=K-1", data)
        found = Assessment.objects.values_list("part", "unit_name").order_by("part", "unit_name")
        assert list(found) == [
            ("unit_kearsipan", "Sekretariat"), ("unit_pengolah", "Bidang A"), ("unit_pengolah", "Bidang B"),
        ]  # fmt: skip

    def test_are_added_all_or_none(self, cast, as_):
        cast.planned(unit_name="Bidang B")
        data = {"K-1-units": "Bidang A\nBidang B"}
        answer = as_(cast.verifier).post(f"{url('add_objects', cast.programme.code)}?lembaga=K-1", data)
        assert answer.status_code == 422
        assert "sudah ada dalam program ini" in text(answer)
        assert "Bidang A Bidang B" in text(answer)
        assert Assessment.objects.count() == 1

    def test_without_any_unit_are_asked_for(self, cast, as_):
        answer = as_(cast.verifier).post(f"{url('add_objects', cast.programme.code)}?lembaga=K-1", {"K-1-units": ""})
        assert "Tulis sedikitnya satu unit" in text(answer)

    def test_offer_the_own_government_only(self, cast, as_):
        library("K-9", "Dinas Bontang", "office", "regency_office", cast.other_regency, cast.other_regency)
        assert "Dinas Bontang" not in text(as_(cast.verifier).get(url("add_objects", cast.programme.code)))

    def test_of_an_external_programme_come_with_one_button(self, cast, as_):
        library("K-8", "DPK Bontang", "archive", "regency", cast.other_regency, cast.other_regency)
        programme = external(cast)
        as_(cast.officer).post(url("add_objects", programme.code), {"do": "all"})
        assert programme.assessments.count() == 2

    def test_of_a_government_without_archival_institution_are_told(self, cast, as_):
        shown = text(as_(cast.officer).get(url("add_objects", external(cast).code)))
        assert "Bontang" in shown
        assert reverse("institutions:new") in shown


class TestClose:
    def test_names_what_is_left(self, cast, as_):
        one = cast.planned()
        answer = as_(cast.verifier).post(url("close_programme", cast.programme.code))
        assert answer.status_code == 409
        assert one.get_absolute_url() in text(answer)

    def test_ends_the_programme(self, cast, as_):
        cast.determined()
        as_(cast.verifier).post(url("close_programme", cast.programme.code))
        cast.programme.refresh_from_db()
        assert cast.programme.closed_at


class TestChange:
    def test_notes_the_letter(self, cast, as_):
        data = {"title": "Baru", "starts_on": "2026-02-01", "ends_on": "2026-10-01", "letter_number": "090/12"}
        as_(cast.verifier).post(url("change_programme", cast.programme.code), data)
        cast.programme.refresh_from_db()
        assert (cast.programme.title, cast.programme.letter_number) == ("Baru", "090/12")


class TestTeam:
    def test_shows_who_works_in_the_audited_office_but_closed(self, cast, as_):
        person("nur@example.id", "Nur", "assessor", institution=cast.office)
        shown = text(as_(cast.verifier).get(url("team", cast.planned().pk)))
        assert "Nur bertugas di Dinas Kesehatan Kutai Timur, jadi tidak boleh menilainya" in shown

    def test_closes_an_external_audit_to_the_verifier_of_the_place(self, cast, as_):
        (one,) = actions.add_objects(external(cast), [actions.AuditObject(cast.archive, "external")], by=cast.officer)
        shown = text(as_(cast.officer).get(url("team", one.pk)))
        assert "Yusran bertugas di Kutai Timur" in shown
        assert f'<option value="{cast.outsider.pk}">' in shown

    def test_of_an_internal_audit_has_no_verifier_of_elsewhere(self, cast, as_):
        assert "Surya" not in text(as_(cast.verifier).get(url("team", cast.planned().pk)))

    def test_closes_it_to_who_answered_for_the_office(self, cast, as_):
        one = cast.answering()
        actions.save_sheet(own(one), answers={"use": 50}, base_revision=0, by=cast.second_officer, at=NOW)
        assert "Dewi ikut mengisi" in text(as_(cast.verifier).get(url("team", one.pk)))

    def test_is_saved_with_its_lead(self, cast, as_):
        one = cast.planned()
        as_(cast.verifier).post(url("team", one.pk), {"do": "team", "lead": cast.tono.pk, "members": [cast.sari.pk]})
        assert list(one.team.values_list("user__name", "is_lead")) == [("Tono", True), ("Sari", False)]

    def test_is_visited_within_the_programme(self, cast, as_):
        answer = as_(cast.verifier).post(url("team", cast.planned().pk), {"do": "visit", "on": "2027-01-01"})
        assert answer.status_code == 422
        assert "di luar program" in text(answer)


class TestResultsCsv:
    def test_has_a_line_for_each_unit_with_its_teams_and_values(self, cast, as_):
        cast.determined()
        answer = as_(cast.verifier).get(url("results_csv", cast.programme.code))
        header, line = answer.content.decode("utf-8-sig").splitlines()
        row = dict(zip(header.split(","), line.split(","), strict=True))
        assert (row["unit"], row["nilai_terendah"], row["kategori"]) == ("Bidang Pelayanan", "52.5", "CC")
        assert (row["nilai_lembaga_terendah"], row["nilai_lembaga_tertinggi"]) == ("26.25", "76.25")
        assert row["tim"] == "Sari (ketua); Tono"
