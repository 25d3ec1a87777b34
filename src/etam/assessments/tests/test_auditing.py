"""Samples, findings, the exit meeting, and the result."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.assessments import actions, queries
from etam.assessments.exceptions import BadInput, NotReady, WrongPerson, WrongState
from etam.assessments.models import Assessment, Irregularity
from etam.assessments.tests.cast import NOW
from etam.followup.models import Recommendation

State = Assessment.State
FINDING = {"condition": "Arsip inaktif menumpuk.", "recommendation": "Pindahkan ke unit kearsipan."}


def sample(cast, assessment, **changes):
    wanted = {"element": "use", "population": "Daftar arsip aktif", "size": 200, "count": 10, "seed": 7, **changes}
    return actions.draw_sample(assessment, **wanted, by=cast.sari, at=NOW)


class TestSample:
    def test_is_drawn_again_by_its_seed(self, cast):
        made = sample(cast, cast.scoring())
        assert made.drawn == actions.drawn(200, 10, 7) == sorted(set(made.drawn))

    @given(st.integers(1, 5000), st.integers(0, 2**31), st.data())
    def test_takes_as_many_different_files_of_the_list_as_asked(self, size, seed, data):
        count = data.draw(st.integers(1, min(size, 1000)))
        found = actions.drawn(size, count, seed)
        assert len(set(found)) == count
        assert 1 <= found[0] <= found[-1] <= size

    def test_cannot_be_larger_than_its_list(self, cast):
        with pytest.raises(BadInput, match="Dari daftar 5 berkas dapat diambil 1 sampai 5, bukan 6"):
            sample(cast, cast.scoring(), size=5, count=6)

    def test_notes_only_files_that_were_drawn(self, cast):
        made = sample(cast, cast.scoring())
        with pytest.raises(BadInput, match="tidak terambil"):
            actions.record_sample(made, results={"999": (True, "")}, by=cast.sari)

    def test_is_drawn_by_the_team_only(self, cast):
        one = cast.scoring()
        with pytest.raises(WrongPerson):
            actions.draw_sample(
                one, element="use", population="A", size=5, count=1, seed=1, by=cast.auditee, at=NOW
            )  # fmt: skip


class TestIrregularity:
    def test_needs_condition_and_recommendation(self, cast):
        with pytest.raises(BadInput, match="kondisi dan rekomendasi"):
            actions.write_irregularity(cast.moderating(), condition="A", recommendation=" ", by=cast.sari, at=NOW)

    def test_has_its_due_date_ahead(self, cast):
        with pytest.raises(BadInput, match="sudah lewat"):
            actions.write_irregularity(cast.moderating(), **FINDING, due_on=date(2020, 1, 1), by=cast.sari, at=NOW)

    def test_disputed_needs_a_reason(self, cast):
        one = cast.responding(**FINDING)
        with pytest.raises(BadInput, match="tidak setuju"):
            actions.answer_irregularity(one.irregularities.get(), answer="disputed", text="", by=cast.auditee, at=NOW)

    def test_is_answered_by_the_audited_office_only(self, cast):
        one = cast.responding(**FINDING)
        with pytest.raises(WrongPerson):
            actions.answer_irregularity(one.irregularities.get(), answer="agreed", text="", by=cast.sari, at=NOW)


class TestPresent:
    def test_waits_until_every_difference_is_settled(self, cast):
        with pytest.raises(NotReady):
            actions.present(cast.moderating(use=70), by=cast.sari, at=NOW)

    def test_is_done_by_the_team(self, cast):
        with pytest.raises(WrongPerson):
            actions.present(cast.moderating(), by=cast.verifier, at=NOW)


class TestDetermine:
    def test_takes_score_and_category_from_the_moderated_sheet(self, cast):
        one = cast.determined()
        # A.1 = 45, A.2 = 60, UP = 52.5 with the weights of 2020, worked by hand in cast.py.
        assert one.final_score == pytest.approx(52.5)
        assert (one.final_grade, one.state) == ("CC", State.DETERMINED)
        assert dict(one.nodes)["A.1"] == pytest.approx(45)

    def test_waits_for_the_answers_to_the_findings(self, cast):
        with pytest.raises(NotReady):
            actions.determine(cast.responding(**FINDING), by=cast.officer, at=NOW)

    def test_goes_on_without_answers_when_somebody_says_why(self, cast):
        one = cast.responding(**FINDING)
        actions.determine(one, silence_reason="Auditi tidak menjawab dalam 14 hari.", by=cast.officer, at=NOW)
        assert one.state == State.DETERMINED

    def test_makes_recommendations_of_the_findings_that_stand(self, cast):
        one = cast.moderating()
        kept = actions.write_irregularity(one, **FINDING, by=cast.sari, at=NOW)
        dropped = actions.write_irregularity(one, condition="Keliru", recommendation="Keliru", by=cast.sari, at=NOW)
        actions.present(one, by=cast.sari, at=NOW)
        actions.answer_irregularity(kept, answer="agreed", text="", by=cast.auditee, at=NOW)
        actions.drop_irregularity(dropped, reason="Bukti ditunjukkan.", by=cast.sari, at=NOW)
        actions.determine(one, by=cast.officer, at=NOW)
        (made,) = Recommendation.objects.all()
        assert (made.text, made.institution, made.status) == (FINDING["recommendation"], cast.office, "open")

    def test_is_done_neither_by_the_team_nor_by_the_audited_office(self, cast):
        one = cast.responding()
        for user in (cast.sari, cast.auditee):
            with pytest.raises(WrongPerson):
                actions.determine(one, by=user, at=NOW)

    def test_locks_the_findings(self, cast):
        one = cast.determined()
        with pytest.raises(WrongState):
            actions.write_irregularity(one, **FINDING, by=cast.sari, at=NOW)


class TestReopening:
    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis alasannya"):
            actions.ask_reopening(cast.determined(), reason="", by=cast.officer, at=NOW)

    def test_needs_a_second_person(self, cast):
        asked = actions.ask_reopening(cast.determined(), reason="Salah hitung", by=cast.officer, at=NOW)
        with pytest.raises(WrongPerson, match="orang kedua"):
            actions.decide_reopening(asked, is_approved=True, by=cast.officer, at=NOW)

    def test_goes_back_to_moderation_and_the_result_counts_meanwhile(self, cast):
        asked = actions.ask_reopening(cast.determined(), reason="Salah hitung", by=cast.officer, at=NOW)
        one = actions.decide_reopening(asked, is_approved=True, by=cast.second_officer, at=NOW)
        assert (one.state, one.final_score) == (State.MODERATING, pytest.approx(52.5))
        assert queries.reopened(2026) == [one]

    def test_keeps_what_was_determined_before(self, cast):
        asked = actions.ask_reopening(cast.determined(), reason="Salah hitung", by=cast.officer, at=NOW)
        assert asked.before["grade"] == "CC"

    def test_does_not_issue_a_recommendation_twice(self, cast):
        one = cast.responding(**FINDING)
        actions.determine(one, silence_reason="Tidak menjawab.", by=cast.officer, at=NOW)
        asked = actions.ask_reopening(one, reason="Salah hitung", by=cast.officer, at=NOW)
        one = actions.decide_reopening(asked, is_approved=True, by=cast.second_officer, at=NOW)
        actions.present(one, by=cast.sari, at=NOW)
        actions.determine(one, silence_reason="Tidak menjawab.", by=cast.officer, at=NOW)
        assert Recommendation.objects.count() == 1


class TestIrregularityWords:
    def test_no_longer_change_once_issued(self, cast):
        one = cast.responding(**FINDING)
        actions.determine(one, silence_reason="Tidak menjawab.", by=cast.officer, at=NOW)
        asked = actions.ask_reopening(one, reason="Salah hitung", by=cast.officer, at=NOW)
        actions.decide_reopening(asked, is_approved=True, by=cast.second_officer, at=NOW)
        with pytest.raises(WrongState, match="sudah terbit sebagai rekomendasi"):
            actions.change_irregularity(
                Irregularity.objects.get(), condition="B", recommendation="B", criterion="", cause="", element="",
                due_on=None, by=cast.sari,
            )  # fmt: skip
