from dataclasses import dataclass
from datetime import date

import pytest

from etam.regulations.checks import article, articles, refuse_days, refuse_relation, refuse_status, refuse_year
from etam.regulations.exceptions import BadInput, Impossible

TODAY = date(2026, 11, 26)


@dataclass
class Known:
    code: str
    year: int
    set_on: date | None = None
    promulgated_on: date | None = None

    def __str__(self) -> str:
        return self.code


class TestDays:
    @pytest.mark.parametrize(
        ("first", "second"),
        [("set_on", "promulgated_on"), ("promulgated_on", "in_force_on"), ("in_force_on", "ended_on")],
    )
    def test_in_the_wrong_order_name_both(self, first, second):
        with pytest.raises(BadInput, match=r"\(1 Maret 2020\) mendahului .* \(2 Maret 2020\)") as problem:
            refuse_days({first: date(2020, 3, 2), second: date(2020, 3, 1)}, TODAY)
        assert problem.value.field == second

    def test_are_compared_across_those_that_are_not_known(self):
        with pytest.raises(BadInput, match="Tanggal berakhir"):
            refuse_days({"set_on": date(2020, 3, 2), "promulgated_on": None, "ended_on": date(2019, 1, 1)}, TODAY)

    def test_may_be_the_same(self):
        refuse_days({"set_on": date(2020, 3, 2), "promulgated_on": date(2020, 3, 2)}, TODAY)

    def test_of_setting_is_not_to_come(self):
        with pytest.raises(BadInput, match="belum tiba"):
            refuse_days({"set_on": date(2026, 11, 27)}, TODAY)


@pytest.mark.parametrize("year", [1799, 2027])
def test_a_year_in_which_nothing_can_have_been_set_is_refused(year):
    with pytest.raises(BadInput, match=str(year)):
        refuse_year(year, None, TODAY)


class TestRefuseYear:
    @pytest.mark.parametrize("set_on", [date(2020, 1, 2), date(2017, 12, 30)])
    def test_takes_none_that_the_day_of_setting_contradicts(self, set_on):
        with pytest.raises(BadInput, match="Tahunnya 2019, padahal ditetapkan"):
            refuse_year(2019, set_on, TODAY)

    @pytest.mark.parametrize("set_on", [date(2019, 1, 2), date(2018, 12, 30)])
    def test_takes_that_of_setting_or_the_next(self, set_on):
        refuse_year(2019, set_on, TODAY)


class TestArticle:
    @pytest.mark.parametrize(
        ("written", "address"),
        [("23", "23"), ("Pasal 23 ayat (6)", "23(6)"), ("23 (6)", "23(6)"), ("23a", "23A"), ("pasal 7(1a)", "7(1a)")],
    )
    def test_is_read_as_people_write_it(self, written, address):
        assert article(written) == address

    @pytest.mark.parametrize("written", ["", "pasal", "23.6", "23(", "huruf e", "23(6) dan 24"])
    def test_of_another_form_is_refused(self, written):
        with pytest.raises(BadInput, match=r"23, 23A, atau 23\(6\)"):
            article(written)

    def test_stands_once_in_a_list(self):
        assert articles("23(6); Pasal 24, 23 (6)") == ["23(6)", "24"]


class TestRelation:
    def test_of_a_regulation_with_itself_is_refused(self):
        with pytest.raises(Impossible, match="dirinya sendiri"):
            refuse_relation("mencabut", Known("A", 2020), Known("A", 2020), None)

    def test_that_touches_a_later_year_is_refused(self):
        with pytest.raises(Impossible, match="lebih dulu ditetapkan"):
            refuse_relation("mencabut", Known("A", 2014), Known("B", 2015), None)

    def test_that_touches_a_later_day_of_the_year_is_refused(self):
        with pytest.raises(Impossible, match="lebih dulu ditetapkan"):
            refuse_relation("mengubah", Known("A", 2020, date(2020, 3, 1)), Known("B", 2020, date(2020, 3, 2)), None)

    def test_that_carries_out_a_later_law_may_be(self):
        refuse_relation("melaksanakan", Known("A", 2014), Known("B", 2015), None)

    def test_from_before_its_subject_was_set_is_refused(self):
        for subject in (Known("A", 2020, date(2020, 3, 2)), Known("A", 2021)):
            with pytest.raises(BadInput, match="baru ditetapkan"):
                refuse_relation("mencabut", subject, Known("B", 2014), date(2020, 3, 1))


class TestStatus:
    def test_in_force_is_refused_where_something_ended_it(self):
        with pytest.raises(BadInput, match="karena B"):
            refuse_status("berlaku", {}, ["B"], TODAY)

    def test_in_force_is_refused_after_its_last_day(self):
        with pytest.raises(BadInput, match="berakhir 26 November 2026"):
            refuse_status("berlaku", {"ended_on": TODAY}, [], TODAY)
