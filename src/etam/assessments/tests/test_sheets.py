"""Sheets: saved by the right person at the right time, never over somebody else's answer."""

import pytest

from etam.assessments import actions, editions
from etam.assessments.exceptions import BadInput, Conflict, NotReady, WrongPerson, WrongState
from etam.assessments.models import Assessment, Sheet
from etam.assessments.tests.cast import NOW, SIX, WORSE, own
from etam.institutions.models import Membership
from etam.institutions.tests.cast import person

State = Assessment.State


def of(assessment, user):
    return assessment.sheets.select_related("latest").get(assessor=user)


class TestSaveSheet:
    def test_keeps_every_save_as_a_revision(self, cast):
        sheet = own(cast.answering())
        cast.save(sheet, {"creation": 50}, cast.auditee)
        cast.save(sheet, {"creation": 60, "use": 10}, cast.auditee)
        assert [one.answers for one in sheet.revisions.all()] == [{"creation": 50}, {"creation": 60, "use": 10}]

    def test_shows_the_score_as_a_range_while_questions_are_open(self, cast):
        sheet = own(cast.answering())
        cast.save(sheet, {"staff": 50, "facilities": 70}, cast.auditee)
        # A.2 = 60 is half of the whole; A.1 may still be anything from 0 to 100.
        assert (sheet.low, sheet.high) == (pytest.approx(30), pytest.approx(80))

    def test_makes_no_revision_of_what_is_stored_already(self, cast):
        sheet = own(cast.answering())
        cast.save(sheet, {"creation": 50}, cast.auditee)
        cast.save(sheet, {"creation": 50}, cast.auditee)
        assert sheet.revisions.count() == 1

    def test_refuses_a_value_above_its_maximum_by_name(self, cast):
        sheet = own(cast.answering())
        with pytest.raises(BadInput, match=r"nilai 101 melebihi nilai tertinggi 100"):
            cast.save(sheet, {"creation": 101}, cast.auditee)
        assert sheet.revisions.count() == 0

    def test_refuses_a_question_that_the_edition_does_not_ask(self, cast):
        with pytest.raises(BadInput, match="tidak menanyakan “speed”"):
            cast.save(own(cast.answering()), {"speed": 1}, cast.auditee)

    def test_keeps_notes_and_tests_beside_the_answer(self, cast):
        sheet = of(cast.scoring(), cast.sari)
        actions.save_sheet(
            sheet, answers={"use": 40}, notes={"use": "Buku peminjaman tidak lengkap."},
            tests={"use": ["interview", "document"]}, base_revision=0, by=cast.sari, at=NOW,
        )  # fmt: skip
        assert sheet.latest.notes == {"use": "Buku peminjaman tidak lengkap."}
        assert sheet.latest.tests == {"use": ["document", "interview"]}

    def test_lets_nobody_write_on_the_sheet_of_another_assessor(self, cast):
        sheet = of(cast.scoring(), cast.sari)
        with pytest.raises(WrongPerson, match="milik Sari"):
            cast.save(sheet, {"use": 1}, cast.tono)

    def test_refuses_an_assessor_who_was_posted_to_the_office_meanwhile(self, cast):
        sheet = of(cast.scoring(), cast.sari)
        Membership.objects.create(user=cast.sari, role="operator", institution=cast.office, valid_from=NOW.date())
        with pytest.raises(WrongPerson, match="bertugas di Dinas Kesehatan"):
            cast.save(sheet, {"use": 1}, cast.sari)

    def test_refuses_an_edition_whose_file_was_changed(self, cast):
        one = cast.answering()
        Assessment.objects.filter(pk=one.pk).update(instrument_checksum="0" * 64)
        with pytest.raises(BadInput, match="bukan lagi yang dipakai"):
            cast.save(own(one), {"use": 1}, cast.auditee)

    def test_is_closed_once_the_result_is_determined(self, cast):
        one = cast.determined()
        with pytest.raises(WrongState, match="terkunci"):
            cast.save(of(one, cast.sari), {"use": 1}, cast.sari)


class TestTwoAtOnce:
    def test_two_who_change_the_same_question_both_keep_their_answer(self, cast):
        one = cast.moderating(use=70)
        final = one.sheets.get(side=Sheet.Side.FINAL)
        base = final.latest.number
        actions.save_sheet(final, answers={"use": 55}, base_revision=base, by=cast.sari, at=NOW)
        with pytest.raises(Conflict, match="diubah Sari") as found:
            actions.save_sheet(final, answers={"use": 65}, base_revision=base, by=cast.tono, at=NOW)
        (clash,) = found.value.clashes
        assert (clash.element, clash.stored, clash.mine) == ("a:use", 55, 65)
        assert final.latest.answers["use"] == 55

    def test_two_who_change_different_questions_merge(self, cast):
        one = cast.moderating(use=70, staff=90)
        final = one.sheets.get(side=Sheet.Side.FINAL)
        base = final.latest.number
        actions.save_sheet(final, answers={"use": 55}, base_revision=base, by=cast.sari, at=NOW)
        actions.save_sheet(final, answers={"staff": 60}, base_revision=base, by=cast.tono, at=NOW)
        assert (final.latest.answers["use"], final.latest.answers["staff"]) == (55, 60)


class TestHandIn:
    def test_names_every_open_question(self, cast):
        one = cast.answering()
        cast.save(own(one), {"creation": 50}, cast.auditee)
        with pytest.raises(NotReady) as found:
            actions.hand_in(one, by=cast.auditee, at=NOW)
        assert [obstacle.element for obstacle in found.value.obstacles] == list(SIX[1:])

    def test_gives_an_audit_to_its_team(self, cast):
        assert cast.scoring().state == State.SCORING

    def test_can_be_taken_back_until_the_team_begins(self, cast):
        one = cast.scoring()
        actions.take_back(one, by=cast.auditee, at=NOW)
        assert one.state == State.ANSWERING

    def test_cannot_be_taken_back_once_the_team_has_begun(self, cast):
        one = cast.scoring()
        cast.save(of(one, cast.sari), {"use": 1}, cast.sari)
        with pytest.raises(WrongState, match="sudah mulai menilai"):
            actions.take_back(one, by=cast.auditee, at=NOW)


class TestFinishScoring:
    def test_begins_moderation_with_what_all_agree_on(self, cast):
        one = cast.moderating(use=70)
        final = one.sheets.get(side=Sheet.Side.FINAL)
        assert one.state == State.MODERATING
        assert final.answers == {element: value for element, value in WORSE.items() if element != "use"}

    def test_waits_for_the_last_of_the_team(self, cast):
        one = cast.scoring()
        cast.save(of(one, cast.sari), WORSE, cast.sari)
        actions.finish_scoring(of(one, cast.sari), by=cast.sari, at=NOW)
        one.refresh_from_db()
        assert one.state == State.SCORING

    def test_needs_every_question(self, cast):
        sheet = of(cast.scoring(), cast.sari)
        cast.save(sheet, {"use": 10}, cast.sari)
        with pytest.raises(NotReady):
            actions.finish_scoring(sheet, by=cast.sari, at=NOW)

    def test_is_enough_from_a_team_of_one(self, cast):
        one = cast.moderating(members=())
        assert one.sheets.get(side=Sheet.Side.FINAL).answers == WORSE

    def test_closes_the_sheet_until_it_is_resumed(self, cast):
        one = cast.scoring()
        sheet = of(one, cast.sari)
        cast.save(sheet, WORSE, cast.sari)
        actions.finish_scoring(sheet, by=cast.sari, at=NOW)
        with pytest.raises(WrongState, match="menyatakan selesai"):
            cast.save(sheet, {"use": 1}, cast.sari)
        actions.resume_scoring(sheet, by=cast.sari)
        cast.save(sheet, {"use": 1}, cast.sari)
        assert sheet.answers["use"] == 1


class TestRestore:
    def test_brings_an_earlier_revision_back_as_a_new_one(self, cast):
        sheet = own(cast.answering())
        cast.save(sheet, {"creation": 50}, cast.auditee)
        cast.save(sheet, {"creation": 60, "use": 10}, cast.auditee)
        actions.restore(sheet, number_=1, by=cast.auditee, at=NOW)
        assert (sheet.answers, sheet.revision_number) == ({"creation": 50}, 3)


class TestChecks:
    def test_of_the_instrument_keep_a_sheet_from_being_sent(self, cast):
        programme = actions.create_programme(
            code="aske", kind="external_audit", title="ASKE", year=2026, region=cast.province,
            scheme=editions.scheme("archive-supervision", "2020.1"), starts_on=NOW.date(), ends_on=NOW.date(),
            by=cast.officer,
        )  # fmt: skip
        one = actions.add_objects(programme, [actions.AuditObject(cast.archive, "external")], by=cast.officer)[0]
        actions.assign_team(one, lead=cast.sari, by=cast.officer)
        actions.start(one, by=cast.officer)
        keeper = person("kadir@example.id", "Kadir", "operator", institution=cast.archive)
        scores = dict.fromkeys(("policy", "guidance", "management", "resources"), 70)
        cast.save(own(one), {**scores, "record_managers": 2, "record_managers_competent": 3}, keeper)
        with pytest.raises(NotReady) as found:
            actions.hand_in(one, by=keeper, at=NOW)
        assert "Pengelola arsip yang kompeten (3) melebihi" in found.value.obstacles[0].sentence
