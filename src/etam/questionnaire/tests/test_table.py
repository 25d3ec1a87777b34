"""Over a table every check says what it says on a single return."""

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etam.questionnaire import (
    Context,
    answered_id,
    fences_for,
    fences_table,
    peer_fences,
    run_checks,
    run_table,
    table_failures,
    to_table,
)
from etam.questionnaire.tests.returns import COUNTS, MISSING, NOT_APPLICABLE, SCHOOL, VILLAGE, clean_return

OPEN = object()
ANSWERS = (OPEN, MISSING, NOT_APPLICABLE, 0, 1, 10, 100, 1000, 10000, 2.5)


@st.composite
def returns(draw) -> list[tuple[str, dict, Context]]:
    """Eight returns with some answers spoilt, some of them with a last year."""
    drawn = []
    for code in "abcdefgh":
        place = draw(st.sampled_from([VILLAGE, SCHOOL]))
        spoilt = draw(
            st.dictionaries(st.sampled_from([*COUNTS, "npp", "pupils_total"]), st.sampled_from(ANSWERS), max_size=8)
        )
        if isinstance(spoilt.get("npp"), int | float):
            spoilt["npp"] = str(spoilt["npp"])
        answers = {name: value for name, value in clean_return(place, **spoilt).items() if value is not OPEN}
        last_year = draw(
            st.sampled_from([None, clean_return(place), clean_return(place, users_total=150, ict_users=MISSING)])
        )
        drawn.append((code, answers, Context(place.kind, place.subtype, place.region, last_year)))
    return drawn


class TestRunTable:
    @settings(max_examples=10, deadline=None)
    @given(returns())
    def test_agrees_with_the_single_return(self, library_return, drawn):
        table = to_table(library_return, drawn)
        over_table = run_table(library_return, table)
        for code, answers, context in drawn:
            expected = {
                outcome.check_id: outcome.verdict.value for outcome in run_checks(library_return, answers, context)
            }
            found = over_table.row(by_predicate=pl.col("institution") == code, named=True)
            differing = {
                check: (verdict, expected.get(check, "pass"))
                for check, verdict in found.items()
                if check != "institution" and verdict != expected.get(check, "pass")
            }
            assert differing == {}

    def test_reads_a_plain_table_of_figures(self, library_return):
        table = pl.DataFrame(
            {"institution": ["a"], "kind": ["public"], "subtype": ["village"], "region": ["64.08"],
             "print_titles": [1250], "print_items": [1180]}
        )  # fmt: skip
        failures = table_failures(run_table(library_return, table))
        assert failures.rows() == [("a", "R10_print")]

    def test_knows_which_questions_were_left_open(self, library_return):
        answers = clean_return()
        del answers["partnerships"]
        failures = table_failures(run_table(library_return, to_table(library_return, [("a", answers, VILLAGE)])))
        assert failures.rows() == [("a", answered_id("partnerships"))]

    def test_has_a_column_for_every_check(self, library_return):
        verdicts = run_table(library_return, to_table(library_return, []))
        assert set(verdicts.columns) >= {check.id for check in library_return.checks}


class TestPeerFences:
    def village_returns(self, ratios: list[float]) -> list:
        return [
            (str(n), clean_return(print_titles=100, print_items=100 * ratio), VILLAGE) for n, ratio in enumerate(ratios)
        ]

    def test_are_worked_by_hand(self, library_return):
        # 21 ratios e^-10 … e^10 in steps of e: log median 0, log MAD 5 (deviations 0,1,1,…,10,10), so
        # high = exp(3.5 × 1.4826 × 5) = exp(25.9455) and low its inverse.
        table = to_table(library_return, self.village_returns([2.718281828459045**n for n in range(-10, 11)]))
        fence = fences_for(peer_fences(library_return, table), "public", "village")["peers_items_per_title"]
        assert fence.median == pytest.approx(1)
        assert fence.high == pytest.approx(2.718281828459045**25.9455, rel=1e-6)
        assert fence.low == pytest.approx(1 / fence.high)
        assert fence.peers == 21

    def test_need_enough_peers(self, library_return):
        table = to_table(library_return, self.village_returns([1 + n / 10 for n in range(19)]))
        assert fences_for(peer_fences(library_return, table), "public", "village") == {}

    def test_need_peers_that_differ(self, library_return):
        table = to_table(library_return, self.village_returns([1.2] * 30))
        assert fences_for(peer_fences(library_return, table), "public", "village") == {}

    def test_come_back_from_storage_as_they_were(self, library_return):
        table = to_table(library_return, self.village_returns([1 + n / 10 for n in range(30)]))
        fences = peer_fences(library_return, table)
        mine = fences_for(fences, "public", "village")
        assert fences_for(fences_table({("public", "village"): mine}), "public", "village") == mine

    def test_reach_the_table_of_returns(self, library_return):
        table = to_table(library_return, self.village_returns([1 + n / 100 for n in range(40)]))
        fences = peer_fences(library_return, table)
        odd = to_table(library_return, [("odd", clean_return(print_titles=31, print_titles_used=31), VILLAGE)])
        assert ("odd", "peers_items_per_title") in table_failures(run_table(library_return, odd, fences)).rows()
