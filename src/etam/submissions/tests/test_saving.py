"""Saving answers: revisions, merging, conflicts, and when nothing may be saved."""

from datetime import timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.submissions import actions, editions
from etam.submissions.exceptions import BadInput, Conflict, RoundClosed, WrongState
from etam.submissions.tests.cast import CLOSES, NOW, OPENS, Cast


def save(cast: Cast, base: int, *, by=None, at=NOW, reasons=None, **answers):
    return actions.save_answers(
        cast.submission, answers=answers, reasons=reasons, base_revision=base, by=by or cast.operator, at=at
    )


class TestSave:
    def test_makes_a_draft_of_what_was_not_begun(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        assert cast.submission.state == "draft"

    def test_keeps_every_revision_with_what_changed(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0, print_items=1300.0)
        save(cast, 1, print_titles=1260.0)
        kept = cast.submission.revisions.order_by("number").values_list("answers", "changed")
        assert list(kept) == [
            ({"print_titles": 1250.0, "print_items": 1300.0}, ["print_items", "print_titles"]),
            ({"print_titles": 1260.0, "print_items": 1300.0}, ["print_titles"]),
        ]

    def test_of_the_same_content_makes_no_revision(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        save(cast, 1, print_titles=1250.0)
        assert cast.submission.revisions.count() == 1

    def test_of_nothing_stores_nothing(self, cast: Cast) -> None:
        assert save(cast, 0) is None
        assert cast.submission.state == "none"

    def test_takes_an_answer_back_with_none(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        save(cast, 1, print_titles=None)
        assert cast.submission.latest.answers == {}

    def test_counts_what_the_checks_flag(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0, print_items=1180.0)
        assert cast.submission.must_fix_count == 1

    def test_does_not_count_an_open_question_as_a_flag(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1100.0)
        assert cast.submission.is_clean

    def test_leaves_one_journal_entry(self, cast: Cast) -> None:
        JournalEntry.objects.all().delete()
        save(cast, 0, print_titles=1250.0)
        assert [entry.action for entry in JournalEntry.objects.all()] == ["submission.save"]

    def test_refuses_a_question_that_the_instrument_does_not_have(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="coffee_cups"):
            save(cast, 0, coffee_cups=3.0)

    def test_is_refused_before_the_round_opens(self, cast: Cast) -> None:
        with pytest.raises(RoundClosed, match="baru dibuka pada 5 Januari 2026"):
            save(cast, 0, at=NOW.replace(month=1, day=4), print_titles=1.0)

    def test_is_allowed_on_the_first_and_the_last_day(self, cast: Cast) -> None:
        save(cast, 0, at=NOW.replace(month=OPENS.month, day=OPENS.day), print_titles=1.0)
        save(cast, 1, at=NOW.replace(month=CLOSES.month, day=CLOSES.day), print_titles=2.0)
        assert cast.submission.latest.number == 2

    def test_is_refused_after_the_round_closed(self, cast: Cast) -> None:
        with pytest.raises(RoundClosed, match="ditutup pada 14 April 2026"):
            save(cast, 0, at=NOW.replace(month=4, day=15), print_titles=1.0)

    def test_is_allowed_after_closing_when_a_desk_asked_for_it(self, cast: Cast) -> None:
        submission = cast.submitted()
        actions.send_back(submission, remarks={"users_total": "Cek buku kunjungan."}, by=cast.verifier, at=NOW)
        save(cast, 1, at=NOW.replace(month=4, day=15), users_total=1470.0)
        assert cast.submission.latest.answers["users_total"] == 1470.0

    def test_is_refused_while_it_lies_with_the_verifier(self, cast: Cast) -> None:
        cast.submitted()
        with pytest.raises(WrongState, match="terkirim"):
            save(cast, 1, print_titles=1.0)


class TestTwoAtOnce:
    def test_edits_of_different_questions_both_stay(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0, print_items=1300.0)
        save(cast, 1, print_titles=1260.0, print_items=1300.0)
        save(cast, 1, by=cast.officer, print_titles=1250.0, print_items=1310.0)
        assert cast.submission.latest.answers == {"print_titles": 1260.0, "print_items": 1310.0}

    def test_the_same_edit_twice_is_no_conflict(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        save(cast, 1, print_titles=1260.0)
        save(cast, 1, by=cast.officer, print_titles=1260.0)
        assert cast.submission.latest.number == 2

    def test_different_edits_of_one_question_are_a_conflict_that_shows_both(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        save(cast, 1, print_titles=1260.0)
        with pytest.raises(Conflict) as refused:
            save(cast, 1, by=cast.officer, print_titles=1270.0)
        (clash,) = refused.value.clashes
        assert (clash.element, clash.base, clash.stored, clash.mine) == ("print_titles", 1250.0, 1260.0, 1270.0)
        assert refused.value.latest.by == cast.operator

    def test_a_conflict_stores_nothing_of_the_second_save(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        with pytest.raises(Conflict):
            save(cast, 0, by=cast.officer, print_titles=1.0, print_items=2.0)
        assert cast.submission.latest.answers == {"print_titles": 1250.0}

    def test_choosing_after_a_conflict_saves_the_choice(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        with pytest.raises(Conflict) as refused:
            save(cast, 0, by=cast.officer, print_titles=1.0)
        save(cast, refused.value.latest.number, by=cast.officer, print_titles=1.0)
        assert cast.submission.latest.answers == {"print_titles": 1.0}


class TestRestore:
    def test_brings_an_old_revision_back_as_a_new_one(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        save(cast, 1, print_titles=None, print_items=3.0)
        actions.restore(cast.submission, number_=1, by=cast.operator, at=NOW)
        assert cast.submission.latest.number == 3
        assert cast.submission.latest.answers == {"print_titles": 1250.0}

    def test_of_an_unknown_revision_is_refused(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        with pytest.raises(BadInput, match="revisi 9"):
            actions.restore(cast.submission, number_=9, by=cast.operator, at=NOW)


class TestSaveMany:
    @pytest.mark.parametrize("few", [0, 20])
    def test_comes_to_the_same_verdicts_as_saving_one_by_one(
        self, cast: Cast, monkeypatch: pytest.MonkeyPatch, few: int
    ) -> None:
        monkeypatch.setattr(editions, "FEW", few)
        wrong = {
            "L-1": cast.answers(print_titles=9000.0, users_total=14600.0),
            "L-2": {"print_titles": 5.0, "pupils_total": {"nothing": "missing"}},
            "L-3": cast.answers(users_total={"nothing": "not_applicable"}),
        }
        actions.save_many(cast.round, answers=wrong, by=cast.officer, channel="csv", at=NOW)
        many = {one.institution.code: found(one) for one in cast.round.submissions.select_related("institution")}
        for institution in (cast.village, cast.school, cast.elsewhere):
            submission = cast.of(institution)
            answers = submission.latest.answers
            save_again(cast, submission)
            assert found(cast.of(institution)) == many[institution.code], answers

    def test_refuses_an_institution_that_is_not_expected_and_saves_the_others(self, cast: Cast) -> None:
        report = actions.save_many(
            cast.round,
            answers={"L-1": {"print_titles": 1.0}, "L-9": {"print_titles": 1.0}},
            by=cast.officer,
            channel="csv",
            at=NOW,
        )
        assert (report.saved, list(report.refused)) == (["L-1"], ["L-9"])

    def test_of_the_same_file_twice_changes_nothing(self, cast: Cast) -> None:
        for _ in range(2):
            report = actions.save_many(
                cast.round, answers={"L-1": {"print_titles": 1.0}}, by=cast.officer, channel="csv", at=NOW
            )
        assert (report.saved, report.unchanged) == ([], ["L-1"])

    def test_refuses_what_changed_since_the_preview(self, cast: Cast) -> None:
        save(cast, 0, print_titles=1250.0)
        report = actions.save_many(
            cast.round,
            answers={"L-1": {"print_titles": 1.0}},
            base_revisions={"L-1": 0},
            by=cast.officer,
            channel="csv",
            at=NOW,
        )
        assert "sejak pratinjau" in report.refused["L-1"]

    def test_refuses_a_return_that_lies_with_the_verifier(self, cast: Cast) -> None:
        cast.submitted()
        report = actions.save_many(
            cast.round, answers={"L-1": {"print_titles": 1.0}}, by=cast.officer, channel="csv", at=NOW
        )
        assert "terkirim" in report.refused["L-1"]


def found(submission):
    return (
        submission.failed_checks,
        submission.must_fix_count,
        submission.explain_count,
        submission.answered_count,
        submission.state,
    )


def save_again(cast: Cast, submission):
    """A single save that takes one answer away and puts it back, so that the single path runs its checks."""
    element, value = next(iter(submission.latest.answers.items()))
    base = submission.latest.number
    at = NOW + timedelta(minutes=1)
    actions.save_answers(submission, answers={element: None}, base_revision=base, by=cast.operator, at=at)
    return actions.save_answers(submission, answers={element: value}, base_revision=base + 1, by=cast.operator, at=at)
