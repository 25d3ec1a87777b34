from hypothesis import given
from hypothesis import strategies as st

from etam.questionnaire import applicable, national_value, options_for, settle, unanswered
from etam.questionnaire.tests.returns import (
    COUNTS,
    MISSING,
    NOT_APPLICABLE,
    REGENCY,
    SCHOOL,
    SPECIAL,
    VILLAGE,
    clean_return,
)


def columns_put(instrument, context) -> set[str]:
    return {question.column for question in applicable(instrument, context)}


class TestApplicable:
    def test_asks_only_schools_about_pupils_numbers_and_bos(self, library_return):
        assert columns_put(library_return, SCHOOL) - columns_put(library_return, VILLAGE) == {"C", "D", "G", "W", "X"}

    def test_asks_only_special_libraries_about_employees(self, library_return):
        assert columns_put(library_return, SPECIAL) - columns_put(library_return, VILLAGE) == {"E"}

    def test_asks_only_province_and_regency_about_regional_policies(self, library_return):
        assert columns_put(library_return, REGENCY) - columns_put(library_return, VILLAGE) == {"AO"}


class TestSettle:
    def test_answers_not_applicable_for_what_is_not_asked(self, library_return):
        assert settle(library_return, {"pupils_total": 5}, VILLAGE)["pupils_total"] == NOT_APPLICABLE

    def test_leaves_open_what_is_not_answered(self, library_return):
        assert "print_titles" not in settle(library_return, {}, VILLAGE)

    def test_drops_what_the_instrument_does_not_ask(self, library_return):
        assert "nope" not in settle(library_return, {"nope": 1}, VILLAGE)

    @given(
        st.dictionaries(st.sampled_from([*COUNTS, "pupils_total"]), st.sampled_from([0, 5, MISSING, NOT_APPLICABLE]))
    )
    def test_twice_is_once(self, library_return, answers):
        once = settle(library_return, answers, VILLAGE)
        assert settle(library_return, once, VILLAGE) == once


class TestUnanswered:
    def test_is_empty_for_a_complete_return(self, library_return):
        assert unanswered(library_return, clean_return(), VILLAGE) == []


class TestOptions:
    def test_of_the_subtype_belong_to_the_kind(self, library_return):
        question = library_return.question("library_subtype")
        assert options_for(question, SCHOOL) == ["sd_mi", "smp_mts", "sma_smk_ma", "slb"]


class TestNationalValue:
    def test_writes_zero_where_the_form_writes_zero_for_not_applicable(self, library_return):
        assert national_value(library_return.question("pupils_total"), NOT_APPLICABLE) == 0
        assert national_value(library_return.question("npsn"), NOT_APPLICABLE) == "0"

    def test_leaves_missing_empty_and_keeps_zero(self, library_return):
        assert national_value(library_return.question("print_titles"), MISSING) is None
        assert national_value(library_return.question("print_titles"), 0) == 0

    def test_uses_the_words_of_the_form(self, library_return):
        assert national_value(library_return.question("library_subtype"), "village") == "Desa/Kelurahan"
