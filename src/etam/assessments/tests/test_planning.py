"""Programmes, objects and teams: who is audited by whom."""

from datetime import date

import pytest

from etam.assessments import actions, editions
from etam.assessments.exceptions import BadInput, NotReady, WrongPerson, WrongState
from etam.assessments.models import Assessment, Programme
from etam.assessments.tests.cast import NOW, own
from etam.institutions.models import Membership
from etam.institutions.tests.cast import person

State = Assessment.State


def external(cast):
    programme = actions.create_programme(
        code="aske-2026", kind=Programme.Kind.EXTERNAL, title="Audit eksternal 2026", year=2026, region=cast.province,
        scheme=editions.scheme("archive-supervision", "2020.1"), starts_on=date(2026, 3, 1), ends_on=date(2026, 12, 31),
        by=cast.officer,
    )  # fmt: skip
    return actions.add_objects(programme, [actions.AuditObject(cast.archive, "external")], by=cast.officer, at=NOW)[0]


class TestProgramme:
    def test_refuses_days_out_of_order(self, cast):
        with pytest.raises(BadInput, match="sebelum mulai"):
            actions.change_programme(
                cast.programme, title="A", starts_on=date(2026, 5, 1), ends_on=date(2026, 4, 1), letter_number="",
                letter_on=None, by=cast.verifier,
            )  # fmt: skip

    def test_refuses_a_code_in_use(self, cast):
        with pytest.raises(BadInput, match="sudah dipakai"):
            actions.create_programme(
                code=cast.programme.code, kind="internal_audit", title="B", year=2026, region=cast.regency,
                scheme=editions.scheme("archive-supervision", "2020.1"), starts_on=date(2026, 1, 1),
                ends_on=date(2026, 2, 1), by=cast.verifier,
            )  # fmt: skip

    def test_cannot_be_closed_before_everything_is_determined(self, cast):
        cast.planned()
        with pytest.raises(NotReady):
            actions.close_programme(cast.programme, by=cast.verifier, at=NOW)


class TestObjects:
    def test_audit_a_unit_once(self, cast):
        cast.planned()
        with pytest.raises(BadInput, match="sudah ada dalam program ini"):
            cast.planned()

    def test_are_all_added_or_none(self, cast):
        twice = [
            actions.AuditObject(cast.office, "unit_pengolah", "A"),
            actions.AuditObject(cast.village, "unit_pengolah"),
        ]
        with pytest.raises(BadInput, match="bukan perangkat daerah"):
            actions.add_objects(cast.programme, twice, by=cast.verifier, at=NOW)
        assert cast.programme.assessments.count() == 0

    def test_may_be_planned_again_after_being_given_up(self, cast):
        actions.withdraw(cast.planned(), reason="Salah unit.", by=cast.verifier, at=NOW)
        assert cast.planned().state == State.PLANNED


class TestTeam:
    def test_never_audits_the_own_office(self, cast):
        insider = person("ida@example.id", "Ida", "assessor", institution=cast.office)
        with pytest.raises(WrongPerson, match="Ida bertugas di Dinas Kesehatan Kutai Timur"):
            actions.assign_team(cast.planned(), lead=insider, by=cast.verifier, at=NOW)

    def test_of_an_external_audit_has_nobody_of_that_government(self, cast):
        Membership.objects.create(user=cast.tono, role="operator", institution=cast.office, valid_from=date(2020, 1, 1))
        with pytest.raises(WrongPerson, match="bagian dari pemerintah daerah yang diaudit"):
            actions.assign_team(external(cast), lead=cast.tono, by=cast.officer, at=NOW)

    def test_of_an_external_audit_has_no_verifier_of_that_region(self, cast):
        with pytest.raises(WrongPerson, match="Pilih orang dari daerah lain"):
            actions.assign_team(external(cast), lead=cast.verifier, by=cast.officer, at=NOW)

    def test_of_an_external_audit_may_come_from_another_government(self, cast):
        one = actions.assign_team(external(cast), lead=cast.outsider, by=cast.officer, at=NOW)
        assert [str(member) for member in one.team.all()] == ["Surya (ketua)"]

    def test_keeps_an_assessor_who_has_scored(self, cast):
        one = cast.scoring()
        cast.save(one.sheets.get(assessor=cast.tono), {"use": 5}, cast.tono)
        with pytest.raises(BadInput, match="Tono sudah memberi nilai"):
            actions.assign_team(one, lead=cast.sari, by=cast.verifier, at=NOW)

    def test_is_needed_before_an_audit_starts(self, cast):
        with pytest.raises(NotReady):
            actions.start(cast.planned(), by=cast.verifier, at=NOW)

    def test_visits_within_the_programme(self, cast):
        with pytest.raises(BadInput, match="di luar program"):
            actions.schedule_visit(cast.planned(), on=date(2027, 1, 1), by=cast.verifier)


class TestChangeEdition:
    def test_carries_answers_along_and_keeps_the_old_revision(self, cast):
        one = cast.answering()
        cast.save(own(one), {"creation": 50}, cast.auditee)
        lost = actions.change_edition(one, version="2026.1", reason="Keputusan baru", by=cast.verifier, at=NOW)
        assert lost == []
        assert own(one).answers == {"creation": 50}
        # Weights of 2026: creation is 20 % of A.1, which is 70 %: 0.7 × 0.2 × 50 = 7.
        assert own(one).low == pytest.approx(7)

    def test_is_refused_in_the_middle_of_scoring(self, cast):
        with pytest.raises(WrongState, match="diselesaikan dengan edisi itu"):
            actions.change_edition(cast.scoring(), version="2026.1", reason="Baru", by=cast.verifier, at=NOW)

    def test_needs_an_edition_that_exists(self, cast):
        with pytest.raises(BadInput, match=r"tidak punya edisi 1999\.1"):
            actions.change_edition(cast.planned(), version="1999.1", reason="Baru", by=cast.verifier, at=NOW)


class TestWithdraw:
    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis sebabnya"):
            actions.withdraw(cast.planned(), reason=" ", by=cast.verifier, at=NOW)
