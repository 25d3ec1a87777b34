from datetime import date

import pytest

from etam.regulations.actions import load_regulations
from etam.regulations.force import Force
from etam.regulations.models import RegulationRelation
from etam.regulations.queries.register import standing_of, standings_on

pytestmark = pytest.mark.django_db
MEETING, TODAY = date(2020, 3, 18), date(2026, 11, 26)


@pytest.fixture(autouse=True)
def _register():
    load_regulations()


class TestStandingsOn:
    def test_tell_another_list_at_the_meeting_than_today(self):
        then, now = standings_on(MEETING), standings_on(TODAY)
        assert (then["PERMENPANRB-9-2014"].force, now["PERMENPANRB-9-2014"].force) == (Force.IN_FORCE, Force.ENDED)

    def test_ask_the_database_twice_however_many_there_are(self, django_assert_num_queries):
        with django_assert_num_queries(2):
            assert len(standings_on(MEETING)) == 105


class TestStandingOf:
    @pytest.mark.parametrize("day", [MEETING, TODAY])
    def test_says_of_each_what_the_whole_list_says(self, day):
        for code, standing in standings_on(day).items():
            assert standing_of(code, day) == standing

    def test_heeds_a_day_that_the_relation_names(self):
        relation = RegulationRelation.objects.get(subject="PERMENPANRB-55-2022", object="PERMENPANRB-9-2014")
        relation.since = TODAY
        relation.save()
        found = standing_of("PERMENPANRB-9-2014", date(2026, 11, 25))
        assert found is not None
        assert found.force == Force.IN_FORCE

    def test_is_none_for_what_the_register_does_not_hold(self):
        assert standing_of("UU-1-1900", TODAY) is None
