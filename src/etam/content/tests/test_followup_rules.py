"""The rules of follow-up as they ship, and each fault that an edition can have."""

import shutil

import pytest

from etam.content.files import ContentError
from etam.content.followup_rules import check_followup_rules, followup_folders, load_followup_rules


@pytest.fixture(scope="module")
def rules():
    return load_followup_rules(followup_folders()[-1])


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(followup_folders()[-1], tmp_path / "2026.1")


def replace(folder, old, new):
    """Change the first `old`; returns the line it stood on."""
    path = folder / "rules.yml"
    text = path.read_text()
    line = text[: text.index(old)].count("\n") + 1
    path.write_text(text.replace(old, new, 1))
    return line


class TestShippedRules:
    def test_give_sixty_days_to_answer_and_thirty_to_judge(self, rules):
        assert (rules.answer_days, rules.review_days) == (60, 30)
        assert {rules.clocks[name].confidence for name in ("answer_days", "review_days")} == {"secondary"}

    def test_say_that_the_way_of_counting_days_was_not_found(self, rules):
        assert rules.calendar == "calendar_days"
        assert rules.clocks["calendar"].confidence == "not_found"

    def test_call_old_what_both_limits_have_passed(self, rules):
        assert rules.age_alert_days == rules.answer_days + rules.review_days
        assert rules.clocks["age_alert_days"].confidence == "derived"

    def test_hold_the_four_statuses_with_letter_and_abbreviation(self, rules):
        shown = [(one.letter, one.code, one.short, one.short_confidence) for one in rules.statuses.values()]
        assert shown == [
            ("a", "done", "SSR", "secondary"),
            ("b", "partly", "BSR", "secondary"),
            ("c", "open", "BD", "secondary"),
            ("d", "impossible", "TDD", "unverified"),
        ]

    def test_settle_what_is_done_or_impossible(self, rules):
        assert rules.settled == {"done", "impossible"}

    def test_ask_for_a_reason_and_a_document_only_where_nothing_can_be_done(self, rules):
        assert [one.code for one in rules.statuses.values() if one.needs_reason and one.needs_document] == [
            "impossible"
        ]

    def test_accept_three_reasons_for_impossible_and_five_for_being_late(self, rules):
        assert list(rules.impossible_reasons) == ["force_majeure", "in_court", "not_effective"]
        assert list(rules.late_reasons) == ["force_majeure", "illness", "custody", "convict", "other_lawful"]

    def test_rest_on_the_regulation_of_the_audit_board(self, rules):
        assert rules.basis == ("PERBPK-2-2017",)


BROKEN = {
    "a version in another folder": ('"2026.1"', '"2026.2"', "stands in the folder"),
    "a way of counting nobody knows": ("value: calendar_days", "value: moon_days", "moon_days"),
    "days that are no number": ("value: 60", "value: sixty", "sixty"),
    "a status that is not one of the four": ("code: partly", "code: half", "half"),
    "impossible without a document": ("needs_document: true", "needs_document: false", "a reason and a document"),
    "a reason for a status without a list": (
        "needs_reason: false",
        "needs_reason: true",
        'no list of reasons belongs to status "done"',
    ),
    "a reason that stands twice": ("{code: convict", "{code: custody", '"custody" stands twice'),
    "a topic that stands twice": ("{code: staff", "{code: archives", '"archives" stands twice'),
}


class TestEachFault:
    @pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
    def test_is_told_with_its_message(self, copy, old, new, message):
        replace(copy, old, new)
        assert any(message in fault.message for fault in check_followup_rules(copy))

    def test_is_told_with_its_line(self, copy):
        line = replace(copy, "value: calendar_days", "value: moon_days")
        assert [fault.line for fault in check_followup_rules(copy)] == [line]

    def test_statuses_out_of_order_are_told(self, copy):
        replace(copy, "code: done\n    letter: a", "code: done\n    letter: b")
        assert "in this order" in check_followup_rules(copy)[0].message

    def test_keeps_the_rules_from_being_loaded(self, copy):
        replace(copy, "value: 30", "value: 0")
        with pytest.raises(ContentError, match="review_days"):
            load_followup_rules(copy)
