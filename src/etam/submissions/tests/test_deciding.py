"""The way of a submission, and who may take which step."""

import pytest

from etam.accounts import journal
from etam.accounts.models import JournalEntry
from etam.submissions import actions, queries
from etam.submissions.exceptions import BadInput, NotReady, RoundClosed, WrongPerson, WrongState
from etam.submissions.models import Figure, Submission, Transition
from etam.submissions.tests.cast import NOW, Cast

State = Submission.State


def bring_to(cast: Cast, state: str) -> Submission:
    """The village's return in the given state, by the usual way and people."""
    if state == State.NONE:
        return cast.submission
    if state == State.DRAFT:
        return cast.save()
    if state == State.SUBMITTED:
        return cast.submitted()
    if state == State.SENT_BACK:
        return actions.send_back(cast.submitted(), remarks={"users_total": "Cek."}, by=cast.verifier, at=NOW)
    if state == State.VERIFIED:
        return cast.verified()
    accepted = cast.accepted()
    if state == State.LOCKED:
        actions.lock_round(cast.round, by=cast.officer, at=NOW.replace(month=5))
        accepted.refresh_from_db()
    return accepted


STEPS = {
    "submit": lambda cast, one: actions.submit(one, by=cast.operator, at=NOW),
    "withdraw": lambda cast, one: actions.withdraw(one, by=cast.operator, at=NOW),
    "send_back": lambda cast, one: actions.send_back(one, remarks={"users_total": "Cek."}, by=cast.verifier, at=NOW),
    "verify": lambda cast, one: actions.verify(one, by=cast.verifier, at=NOW),
    "accept": lambda cast, one: actions.accept(one, by=cast.officer, at=NOW),
    "reopen": lambda cast, one: actions.reopen(one, reason="Salah hitung.", by=cast.second_officer, at=NOW),
}
ALLOWED = {
    "submit": {State.DRAFT: State.SUBMITTED, State.SENT_BACK: State.SUBMITTED},
    "withdraw": {State.SUBMITTED: State.DRAFT},
    "send_back": {State.SUBMITTED: State.SENT_BACK, State.VERIFIED: State.SENT_BACK},
    "verify": {State.SUBMITTED: State.VERIFIED},
    "accept": {State.VERIFIED: State.ACCEPTED},
    "reopen": {State.ACCEPTED: State.SENT_BACK},
}


class TestEveryStep:
    @pytest.mark.parametrize("state", State.values)
    @pytest.mark.parametrize("step", STEPS)
    def test_begins_only_where_it_may(self, cast: Cast, step: str, state: str) -> None:
        submission = bring_to(cast, state)
        if state in ALLOWED[step]:
            STEPS[step](cast, submission)
            assert cast.submission.state == ALLOWED[step][state]
        else:
            with pytest.raises((WrongState, NotReady, RoundClosed)):
                STEPS[step](cast, submission)
            assert cast.submission.state == state

    @pytest.mark.parametrize("step", STEPS)
    def test_leaves_one_transition_and_one_journal_entry(self, cast: Cast, step: str) -> None:
        submission = bring_to(cast, next(iter(ALLOWED[step])))
        transitions, entries = Transition.objects.count(), JournalEntry.objects.count()
        STEPS[step](cast, submission)
        assert Transition.objects.count() == transitions + 1
        assert JournalEntry.objects.count() == entries + 1
        assert JournalEntry.objects.first().action == f"submission.{step}"


class TestMakerAndChecker:
    @pytest.mark.parametrize("step", ["verify", "send_back"])
    def test_who_saved_a_revision_does_not_decide_about_it(self, cast: Cast, step: str) -> None:
        actions.save_answers(cast.submission, answers={"npp": "0"}, base_revision=0, by=cast.verifier, at=NOW)
        cast.submitted()
        with pytest.raises(WrongPerson, match="ikut mengisi"):
            STEPS[step](cast, cast.submission)

    def test_who_sent_a_return_does_not_verify_it(self, cast: Cast) -> None:
        submission = actions.submit(cast.save(), by=cast.verifier, at=NOW)
        with pytest.raises(WrongPerson):
            actions.verify(submission, by=cast.verifier, at=NOW)

    def test_who_saved_a_revision_does_not_accept_it(self, cast: Cast) -> None:
        actions.save_answers(cast.submission, answers={"npp": "0"}, base_revision=0, by=cast.officer, at=NOW)
        with pytest.raises(WrongPerson, match="ikut mengisi"):
            actions.accept(cast.verified(), by=cast.officer, at=NOW)

    def test_who_verified_a_return_does_not_accept_it(self, cast: Cast) -> None:
        submission = actions.verify(cast.submitted(), by=cast.officer, at=NOW)
        with pytest.raises(WrongPerson, match="memverifikasi"):
            actions.accept(submission, by=cast.officer, at=NOW)


class TestSubmit:
    def test_lists_every_question_without_an_answer(self, cast: Cast) -> None:
        actions.save_answers(cast.submission, answers={"print_titles": 5.0}, base_revision=0, by=cast.operator, at=NOW)
        with pytest.raises(NotReady) as refused:
            actions.submit(cast.submission, by=cast.operator, at=NOW)
        assert "print_items" in {obstacle.element for obstacle in refused.value.obstacles}

    def test_is_blocked_by_what_must_be_fixed(self, cast: Cast) -> None:
        with pytest.raises(NotReady) as refused:
            cast.submitted(print_titles=1250.0, print_items=1180.0)
        assert "Jumlah judul (1.250) melebihi jumlah eksemplar (1.180)" in refused.value.obstacles[0].sentence

    def test_is_blocked_by_a_jump_without_a_reason(self, cast: Cast) -> None:
        with pytest.raises(NotReady) as refused:
            cast.submitted(users_total=14600.0)
        assert {obstacle.element for obstacle in refused.value.obstacles} == {"users_total"}

    def test_goes_on_with_a_reason(self, cast: Cast) -> None:
        submission = cast.save(users_total=14600.0)
        reasons = dict.fromkeys(submission.failed_checks, "Perpustakaan keliling mulai berjalan.")
        actions.save_answers(submission, answers={}, reasons=reasons, base_revision=1, by=cast.operator, at=NOW)
        assert actions.submit(submission, by=cast.operator, at=NOW).state == "submitted"

    def test_keeps_the_first_moment_when_sent_again(self, cast: Cast) -> None:
        actions.withdraw(cast.submitted(), by=cast.operator, at=NOW)
        actions.submit(cast.submission, by=cast.operator, at=NOW.replace(day=20))
        assert cast.submission.first_submitted_at == NOW


class TestSendBack:
    def test_needs_a_remark(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="sedikitnya satu catatan"):
            actions.send_back(cast.submitted(), remarks={"users_total": "  "}, by=cast.verifier, at=NOW)

    def test_refuses_a_remark_on_an_unknown_question(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="coffee_cups"):
            actions.send_back(cast.submitted(), remarks={"coffee_cups": "Cek."}, by=cast.verifier, at=NOW)

    def test_refuses_a_remark_that_nobody_would_read(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match=r"paling panjang 2\.000 huruf"):
            actions.send_back(cast.submitted(), remarks={"users_total": "x" * 2001}, by=cast.verifier, at=NOW)

    def test_keeps_the_answers(self, cast: Cast) -> None:
        submission = cast.submitted()
        before = submission.latest.answers
        actions.send_back(submission, remarks={"users_total": "Cek."}, by=cast.verifier, at=NOW)
        assert cast.submission.latest.answers == before

    def test_remark_is_settled_when_its_question_changes(self, cast: Cast) -> None:
        remarks = {"users_total": "Cek.", "ict_users": "Cek juga."}
        submission = actions.send_back(cast.submitted(), remarks=remarks, by=cast.verifier, at=NOW)
        actions.save_answers(submission, answers={"users_total": 1500.0}, base_revision=1, by=cast.operator, at=NOW)
        waiting = submission.findings.filter(settled_at=None).values_list("element", flat=True)
        assert list(waiting) == ["ict_users"]


class TestMany:
    def test_verifies_the_clean_ones_and_says_why_not_the_others(self, cast: Cast) -> None:
        cast.submitted()
        school = cast.save(cast.school, users_total=14600.0)
        reasons = dict.fromkeys(school.failed_checks, "Benar.")
        actions.save_answers(school, answers={}, reasons=reasons, base_revision=1, by=cast.operator, at=NOW)
        actions.submit(school, by=cast.operator, at=NOW)
        done, skipped = actions.verify_many(cast.round.submissions.filter(state="submitted"), by=cast.verifier, at=NOW)
        assert [one.institution for one in done] == [cast.village]
        assert [(one.submission.institution, one.why) for one in skipped] == [
            (cast.school, "Ada tanda pemeriksaan; periksa satu per satu.")
        ]

    def test_accepts_all_that_can_be_accepted(self, cast: Cast) -> None:
        cast.verified()
        cast.submitted(cast.school)
        done, skipped = actions.accept_many(cast.round.submissions.order_by("pk"), by=cast.officer, at=NOW)
        assert [one.institution for one in done] == [cast.village]
        assert len(skipped) == 2
        assert queries.figures(2025)["institution"].unique().to_list() == ["L-1"]

    def test_leaves_out_what_the_same_person_filled_in_or_verified(self, cast: Cast) -> None:
        submission = cast.save()
        actions.save_answers(submission, answers={"address": "Jalan Lama 2"}, base_revision=1, by=cast.verifier, at=NOW)
        actions.submit(submission, by=cast.operator, at=NOW)
        done, [skipped] = actions.verify_many([submission], by=cast.verifier, at=NOW)
        assert not done
        assert "ikut mengisi" in skipped.why
        actions.verify(submission, by=cast.outsider, at=NOW)
        done, [skipped] = actions.accept_many([submission], by=cast.outsider, at=NOW)
        assert not done
        assert "Anda yang memverifikasi" in skipped.why

    def test_leaves_the_same_traces_as_one_by_one(self, cast: Cast) -> None:
        one, many = cast.submitted(), cast.submitted(cast.school)
        actions.verify(one, by=cast.verifier, at=NOW)
        actions.verify_many([many], by=cast.verifier, at=NOW)
        assert many.state == cast.of(cast.school).state == "verified"
        for submission in (one, many):
            step = submission.transitions.last()
            assert (step.from_state, step.to_state, step.by, step.at) == ("submitted", "verified", cast.verifier, NOW)
            assert step.revision == submission.latest
            assert journal.of(submission).first().action == "submission.verify"

    def test_settles_remarks_like_a_verification_of_one(self, cast: Cast) -> None:
        submission = actions.send_back(cast.submitted(), remarks={"users_total": "Cek."}, by=cast.verifier, at=NOW)
        actions.submit(submission, by=cast.operator, at=NOW)
        actions.verify_many([submission], by=cast.verifier, at=NOW)
        assert not submission.findings.filter(settled_at=None).exists()

    @pytest.mark.parametrize(("step", "most"), [("verify", 12), ("accept", 14)])
    def test_costs_as_many_queries_for_three_as_for_one(
        self, cast: Cast, django_assert_max_num_queries, step: str, most: int
    ) -> None:
        libraries = (cast.village, cast.school, cast.elsewhere)
        ready = [(cast.submitted if step == "verify" else cast.verified)(one) for one in libraries]
        with django_assert_max_num_queries(most):
            if step == "verify":
                done, _ = actions.verify_many(ready, by=cast.verifier, at=NOW)
            else:
                done, _ = actions.accept_many(ready, by=cast.officer, at=NOW)
        assert len(done) == 3


class TestReopen:
    def test_needs_a_reason(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="alasannya"):
            actions.reopen(cast.accepted(), reason=" ", by=cast.officer, at=NOW)

    def test_leaves_the_figures_counting_until_it_is_accepted_again(self, cast: Cast) -> None:
        actions.reopen(cast.accepted(), reason="Salah hitung.", by=cast.officer, at=NOW)
        assert queries.figures(2025).filter(element="users_total")["value"].to_list() == [1490.0]

    def test_is_listed_for_whoever_relies_on_the_figures(self, cast: Cast) -> None:
        actions.reopen(cast.accepted(), reason="Salah hitung.", by=cast.officer, at=NOW)
        assert [one.institution.code for one in queries.reopened(2025)] == ["L-1"]

    def test_replaces_only_what_changed(self, cast: Cast) -> None:
        submission = actions.reopen(cast.accepted(), reason="Salah hitung.", by=cast.officer, at=NOW)
        actions.save_answers(submission, answers={"users_total": 1500.0}, base_revision=1, by=cast.operator, at=NOW)
        actions.submit(submission, by=cast.operator, at=NOW)
        actions.verify(submission, by=cast.verifier, at=NOW)
        actions.accept(submission, by=cast.officer, at=NOW)
        old = Figure.objects.filter(period=2025).exclude(replaced_at=None)
        assert list(old.values_list("element", "number")) == [("users_total", 1490.0)]
        assert queries.figures(2025).filter(element="users_total")["value"].to_list() == [1500.0]
        assert not queries.reopened(2025)


class TestLockRound:
    def test_waits_until_the_round_closed(self, cast: Cast) -> None:
        with pytest.raises(RoundClosed, match="setelah ditutup"):
            actions.lock_round(cast.round, by=cast.officer, at=NOW)

    def test_ends_every_change(self, cast: Cast) -> None:
        bring_to(cast, State.LOCKED)
        with pytest.raises(RoundClosed):
            actions.save_answers(cast.of(cast.school), answers={"npp": "0"}, base_revision=0, by=cast.operator, at=NOW)
        with pytest.raises(RoundClosed):
            actions.reschedule_round(
                cast.round,
                opens_on=cast.round.opens_on,
                due_on=cast.round.due_on,
                closes_on=cast.round.closes_on.replace(month=6),
                by=cast.officer,
            )
