from datetime import date

from etam.content.relations import Set, along, circle, is_older


class TestCircle:
    def test_is_none_where_no_chain_leads_back(self):
        assert circle("C", "B", along([("B", "A"), ("D", "C")])) == []

    def test_of_two(self):
        assert circle("A", "B", along([("B", "A")])) == ["A", "B", "A"]

    def test_names_the_whole_chain(self):
        assert circle("A", "B", along([("B", "C"), ("B", "X"), ("C", "D"), ("D", "A")])) == ["A", "B", "C", "D", "A"]

    def test_ends_though_others_go_round(self):
        assert circle("A", "B", along([("B", "C"), ("C", "B")])) == []


class TestIsOlder:
    def test_goes_by_the_year_where_no_day_is_known(self):
        assert is_older(Set(2014), Set(2015))
        assert not is_older(Set(2015), Set(2015))

    def test_goes_by_the_day_within_a_year(self):
        assert is_older(Set(2020, date(2020, 3, 1)), Set(2020, date(2020, 3, 2)))
        assert not is_older(Set(2020, date(2020, 3, 2)), Set(2020, date(2020, 3, 2)))

    def test_takes_the_day_of_promulgation_as_the_latest_on_which_it_was_set(self):
        assert is_older(Set(2020, None, date(2020, 3, 1)), Set(2020, date(2020, 3, 2)))
        assert not is_older(Set(2020, date(2020, 3, 1)), Set(2020, None, date(2020, 3, 2)))
