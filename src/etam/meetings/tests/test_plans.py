"""Action plans of adopted points, from the first to what the next meeting decides of it."""

from datetime import date, timedelta

import pytest

from etam.followup import actions as followup
from etam.followup.exceptions import WrongPerson
from etam.followup.models import Recommendation
from etam.followup.owners import owner_on
from etam.institutions.actions import merge as merge_institutions
from etam.meetings import actions
from etam.meetings.actions import ActionPlan
from etam.meetings.exceptions import BadInput, WrongState
from etam.meetings.models import CarriedOver
from etam.meetings.queries import plans as reading
from etam.meetings.tests.cast import NOW, TODAY
from etam.meetings.tests.table import drafted

DUE = date(2026, 6, 30)


@pytest.fixture
def point(cast):
    """The fourth point of 2020."""
    return cast.adopted().points.get(number=4)


def planned(cast, point, **changes):
    given = {"action": "Perbarui data.", "due_on": DUE, "institution": cast.village, **changes}
    return actions.plan_action(point, ActionPlan(**given), by=cast.officer)


def answered(one, by):
    followup.respond(one, text="Sudah.", progress=60, no_evidence_reason="Cukup laporan.", by=by)
    return one


class TestPlanAction:
    def test_is_a_recommendation_under_the_key_of_the_point(self, cast, point):
        first = planned(cast, point, output="Daftar", budget_line="2.23.02", supporters="DPMPD")
        second = planned(cast, point, institution=None, owner_name="Biro Organisasi", topic="staff")
        assert [(one.source, one.source_id, one.number) for one in (first, second)] == [
            ("meeting", "rakornis-2020-4", 1),
            ("meeting", "rakornis-2020-4", 2),
        ]
        assert first.text == point.text
        assert (first.action, first.output, first.topic, first.due_on) == ("Perbarui data.", "Daftar", point.topic, DUE)
        assert (second.owner_name, second.topic) == ("Biro Organisasi", "staff")
        assert first.source_title == "Rakornis 2020, butir R4"

    def test_waits_for_the_adoption(self, cast):
        with pytest.raises(WrongState, match="butir yang sudah ditetapkan"):
            planned(cast, drafted(cast))

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"action": " "}, "Tulis apa yang akan dilakukan"),
            ({"institution": None}, "^Sebutkan satu penanggung jawab"),
            ({"due_on": TODAY - timedelta(days=1)}, r"^Batas jawabannya sudah lewat\. Pilih hari ini"),
        ],
    )
    def test_says_what_is_wrong(self, cast, point, changes, sentence):
        with pytest.raises(BadInput, match=sentence):
            planned(cast, point, **changes)
        assert not Recommendation.objects.exists()

    def test_does_not_ask_an_institution_that_has_ended(self, cast, point):
        cast.village.valid_to = TODAY - timedelta(days=1)
        with pytest.raises(BadInput, match="sudah berakhir pada 16 Februari 2026"):
            planned(cast, point)

    def test_is_not_judged_by_its_owner(self, cast, point):
        one = answered(planned(cast, point), cast.operator)
        with pytest.raises(WrongPerson):
            followup.judge(one, status="partly", note="Bagus.", by=cast.operator)
        followup.judge(one, status="partly", note="Belum semua desa.", by=cast.second_officer)
        assert one.status == "partly"

    def test_is_inherited_when_its_owner_is_merged(self, cast, point):
        one = planned(cast, point)
        merge_institutions([cast.village], into=cast.school, on=TODAY, by=cast.officer)
        assert owner_on(one, TODAY) == cast.school
        (row,) = [found for found in reading.planned_points(point.meeting, TODAY) if found.plans]
        assert (row.plans[0].line.owner_name, row.plans[0].line.is_inherited) == (cast.school.name, True)


class TestPlannedPoints:
    def test_tell_progress_and_turn(self, cast, point):
        answered(planned(cast, point), cast.operator)
        rows = reading.planned_points(point.meeting, TODAY)
        assert [len(row.plans) for row in rows] == [0, 0, 0, 1, 0, 0, 0]
        assert rows[3].plans[0].progress == 60
        assert rows[3].plans[0].line.turn.who == "judge"

    def test_ask_no_more_for_more_plans(self, cast, point, django_assert_num_queries):
        planned(cast, point)
        with django_assert_num_queries(5):
            reading.planned_points(point.meeting, TODAY)
        planned(cast, point)
        with django_assert_num_queries(5):
            reading.planned_points(point.meeting, TODAY)


class TestCarryOver:
    def test_lists_what_earlier_meetings_left_the_oldest_first(self, cast, point):
        newer = planned(cast, point)
        older = planned(cast, point)
        Recommendation.objects.filter(pk=older.pk).update(issued_at=NOW - timedelta(days=400))
        rows = reading.carried(cast.planned, TODAY)
        assert [row.plan.recommendation.pk for row in rows] == [older.pk, newer.pk]
        assert rows[0].plan.age_days == 400
        assert reading.carried(point.meeting, TODAY) == []

    def test_continues_until_a_later_day_by_agreement(self, cast, point):
        one = planned(cast, point)
        given = {"decision": "continues", "due_on": date(2026, 12, 1), "note": "Anggaran perubahan."}
        actions.carry_over(cast.planned, one, **given, by=cast.officer)
        one.refresh_from_db()
        extension = one.extensions.get()
        assert (one.due_on, extension.reason) == (date(2026, 12, 1), "other_lawful")
        assert extension.note == "Disepakati Rakornis 2026. Anggaran perubahan."

    def test_is_decided_once(self, cast, point):
        one = planned(cast, point)
        given = {"decision": "continues", "due_on": date(2026, 12, 1), "by": cast.officer}
        actions.carry_over(cast.planned, one, **given)
        with pytest.raises(WrongState, match="dicatat satu kali"):
            actions.carry_over(cast.planned, one, **{**given, "due_on": date(2027, 1, 1)})
        assert CarriedOver.objects.get().due_on == date(2026, 12, 1)
        assert one.extensions.count() == 1

    def test_asks_for_a_verdict_where_an_answer_waits(self, cast, point):
        one = answered(planned(cast, point), cast.operator)
        made = actions.carry_over(cast.planned, one, decision="to_judge", by=cast.officer)
        assert (made.decision, made.due_on) == ("to_judge", None)

    def test_says_what_does_not_fit(self, cast, point):
        one = planned(cast, point)
        for given, sentence in (
            ({"decision": "to_judge"}, "Belum ada jawaban yang dapat dinilai"),
            ({"decision": "continues"}, "Isi batas barunya"),
            ({"decision": "continues", "due_on": TODAY}, "Batas baru harus sesudah 30 Juni 2026"),
            ({"decision": ""}, "Pilih dilanjutkan"),
        ):
            with pytest.raises((BadInput, WrongState), match=sentence):
                actions.carry_over(cast.planned, one, **given, by=cast.officer)
        assert not CarriedOver.objects.exists()

    def test_keeps_what_was_decided_after_the_action_was_finished(self, cast, point):
        one = answered(planned(cast, point), cast.operator)
        actions.carry_over(cast.planned, one, decision="to_judge", by=cast.officer)
        followup.judge(one, status="done", by=cast.second_officer)
        (row,) = reading.carried(cast.planned, TODAY)
        assert (row.decided.decision, row.plan.recommendation.status) == ("to_judge", "done")
