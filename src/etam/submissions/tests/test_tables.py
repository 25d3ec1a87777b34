"""The tables that rooms above gather, former rounds, and the list beside last year's."""

import pytest

from etam.accounts.models import JournalEntry
from etam.institutions.actions import rename
from etam.submissions import actions, queries
from etam.submissions.exceptions import BadInput
from etam.submissions.queries.frames import frame_check
from etam.submissions.tests.cast import LAST_YEAR, NOW, OPENS, Cast


class TestFigures:
    def test_hold_one_row_for_each_question_that_asks_for_a_number(self, cast: Cast) -> None:
        table = queries.figures(2024).filter(institution="L-1")
        assert table.height == 31  # 3 on identity, 28 from O to AP

    def test_keep_the_kinds_of_nothing_apart(self, cast: Cast) -> None:
        cast.accepted(partnerships={"nothing": "missing"}, digital_titles=0.0)
        rows = {row["element"]: row for row in queries.figures(2025).iter_rows(named=True)}
        found = {name: (rows[name]["value"], rows[name]["nothing"]) for name in ("partnerships", "digital_titles")}
        assert found == {"partnerships": (None, "missing"), "digital_titles": (0.0, "")}
        assert rows["pupils_total"]["nothing"] == "not_applicable"

    def test_carry_kind_and_place_of_the_round(self, cast: Cast) -> None:
        row = queries.figures(2024).filter(institution="L-2").row(0, named=True)
        assert (row["kind"], row["subtype"], row["regency"], row["period"]) == ("school", "sd_mi", "64.08", 2024)

    def test_of_an_unknown_period_are_an_empty_table(self, cast: Cast) -> None:
        assert queries.figures(1999).height == 0


class TestFrame:
    def test_holds_every_expected_institution_with_its_state(self, cast: Cast) -> None:
        cast.submitted()
        cast.save(cast.school)
        states = dict(queries.frame(2025).select("institution", "state").iter_rows())
        assert states == {"L-1": "submitted", "L-2": "draft", "L-3": "none"}

    def test_reads_accepted_while_the_figures_of_a_reopened_return_count(self, cast: Cast) -> None:
        actions.reopen(cast.accepted(), reason="Kunjungan tertulis dua kali.", by=cast.officer, at=NOW)
        states = dict(queries.frame(2025).select("institution", "state").iter_rows())
        assert states["L-1"] == "accepted"

    def test_tells_who_was_on_time(self, cast: Cast) -> None:
        cast.submitted()
        actions.submit(cast.save(cast.school), by=cast.operator, at=NOW.replace(month=4, day=1))
        told = dict(queries.frame(2025).select("institution", "submitted_on_time").iter_rows())
        assert told == {"L-1": True, "L-2": False, "L-3": None}


class TestImportHistory:
    def test_keeps_dates_and_states(self, cast: Cast) -> None:
        submission = cast.last_round.submissions.get(institution=cast.village)
        assert (submission.state, submission.first_submitted_at) == ("accepted", LAST_YEAR)
        assert [step.to_state for step in submission.transitions.all()] == [
            "draft",
            "submitted",
            "verified",
            "accepted",
        ]

    def test_leaves_one_journal_entry_for_the_round(self, cast: Cast) -> None:
        assert JournalEntry.objects.filter(action="round.import_history").count() == 1

    def test_refuses_to_overwrite_what_was_begun(self, cast: Cast) -> None:
        cast.save()
        archived = actions.ArchivedReturn(institution="L-1", answers={}, state="draft", saved_at=NOW)
        with pytest.raises(BadInput, match="L-1"):
            actions.import_history(cast.round, [archived], by=None)


class TestFrameCheck:
    def test_names_who_was_renamed_since(self, cast: Cast) -> None:
        assert frame_check(cast.round) == []
        rename(cast.village, name="Perpustakaan Desa Baru", on=OPENS.replace(year=2025, month=6), by=None)
        (found,) = frame_check(cast.round)
        assert (found.change, found.before[0].name) == ("renamed", "Perpustakaan Desa Nehes Liah Bing")

    def test_names_who_is_no_longer_expected(self, cast: Cast) -> None:
        cast.round.submissions.filter(institution=cast.school).delete()
        (found,) = frame_check(cast.round)
        assert (found.change, found.before[0].code) == ("missing", "L-2")
