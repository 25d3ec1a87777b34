from datetime import date

import pytest

from etam.content.regulations import latest_register
from etam.regulations.force import Effect, Force, Rule, in_register, standings

MEETING, TODAY = date(2020, 3, 18), date(2026, 11, 26)


def force_of(day, *rules, effects=(), of="A"):
    return standings(rules, effects, day)[of].force


class TestBeginning:
    def test_is_the_day_it_comes_into_force_before_all_others(self):
        rule = Rule("A", 2020, "berlaku", date(2020, 1, 2), date(2020, 1, 3), date(2020, 6, 1))
        assert force_of(date(2020, 5, 31), rule) == Force.NOT_YET
        assert force_of(date(2020, 6, 1), rule) == Force.IN_FORCE

    def test_is_uncertain_within_the_year_when_only_the_year_is_known(self):
        rule = Rule("A", 2020, "berlaku")
        assert force_of(date(2019, 12, 31), rule) == Force.NOT_YET
        assert force_of(MEETING, rule) == Force.UNCERTAIN
        assert force_of(date(2020, 12, 31), rule) == Force.IN_FORCE


class TestEnding:
    def test_comes_with_the_revoker(self):
        rules = (Rule("A", 2014, "dicabut"), Rule("B", 2022, "berlaku"))
        effects = [Effect("B", "mencabut", "A")]
        assert force_of(MEETING, *rules, effects=effects) == Force.IN_FORCE
        assert force_of(TODAY, *rules, effects=effects) == Force.ENDED

    def test_in_part_leaves_it_in_force(self):
        rules = (Rule("A", 2014, "berlaku"), Rule("B", 2022, "berlaku"))
        assert force_of(TODAY, *rules, effects=[Effect("B", "mencabut", "A", ("23",))]) == Force.IN_FORCE

    @pytest.mark.parametrize(("status", "force"), [("berlaku", Force.UNCERTAIN), ("dicabut", Force.ENDED)])
    def test_that_nobody_verified_counts_only_where_the_register_calls_it_revoked(self, status, force):
        rules = (Rule("A", 2014, status), Rule("B", 2022, "berlaku"))
        assert force_of(TODAY, *rules, effects=[Effect("B", "mencabut", "A", confidence="unverified")]) == force

    def test_is_uncertain_when_nobody_wrote_down_by_what(self):
        assert force_of(TODAY, Rule("A", 2014, "dicabut")) == Force.UNCERTAIN


def test_doubt_about_the_status_stays_doubt():
    assert force_of(TODAY, Rule("A", 2014, "perlu verifikasi")) == Force.UNCERTAIN


# Read by hand from regulations.csv and relations.csv.
@pytest.mark.parametrize(
    ("day", "regulation", "force"),
    [
        (date(2015, 1, 1), "UU-43-2007", Force.IN_FORCE),
        (date(2015, 1, 1), "PERANRI-6-2019", Force.NOT_YET),
        (MEETING, "PERMENPANRB-9-2014", Force.IN_FORCE),
        (MEETING, "PERKAANRI-38-2015", Force.ENDED),
        (MEETING, "PERMENPANRB-59-2020", Force.UNCERTAIN),
        (TODAY, "PERMENPANRB-9-2014", Force.ENDED),
        (TODAY, "PERMENPANRB-8-2026", Force.IN_FORCE),
        (TODAY, "PERMENDIKBUDRISTEK-63-2023", Force.UNCERTAIN),
    ],
)
def test_the_shipped_register_tells_what_held(day, regulation, force):
    assert in_register(latest_register(), day)[regulation].force == force
