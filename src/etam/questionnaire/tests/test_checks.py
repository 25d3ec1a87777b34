import pytest

from etam.expressions import Verdict
from etam.questionnaire import Context, Fence, blocking, failed, run_checks
from etam.questionnaire.tests.returns import (
    MISSING,
    NOT_APPLICABLE,
    REGENCY,
    SCHOOL,
    SPECIAL,
    VILLAGE,
    clean_return,
    with_last_year,
)


def failing(instrument, context: Context = VILLAGE, **changes) -> dict[str, str]:
    """Ids and severities of the checks that fail on a clean return with `changes`."""
    outcomes = run_checks(instrument, clean_return(context, **changes), context)
    return {outcome.check_id: outcome.severity for outcome in failed(outcomes)}


class TestCleanReturn:
    @pytest.mark.parametrize("context", [VILLAGE, SCHOOL, REGENCY, SPECIAL], ids=lambda context: context.subtype)
    def test_passes_every_check(self, library_return, context):
        assert failing(library_return, context) == {}


class TestRules:
    @pytest.mark.parametrize(
        ("context", "changes", "check", "severity"),
        [
            (VILLAGE, {"print_items": 1200.5}, "print_items_range", "must_fix"),
            (VILLAGE, {"service_budget": -1}, "service_budget_range", "must_fix"),
            (VILLAGE, {"npp": "12"}, "R7", "explain"),
            (SCHOOL, {"npsn": "123"}, "R7_npsn", "explain"),
            (VILLAGE, {"library_subtype": "sd_mi"}, "R8_kind", "must_fix"),
            (VILLAGE, {"regency": "64.09"}, "R8_region", "must_fix"),
            (VILLAGE, {"evidence_url": "http://a.id"}, "evidence_url_range", "must_fix"),
            (VILLAGE, {"print_titles": 1250}, "R10_print", "must_fix"),
            (VILLAGE, {"digital_titles": 26}, "R10_digital", "must_fix"),
            (VILLAGE, {"print_titles_added": 41}, "R11_print", "must_fix"),
            (VILLAGE, {"digital_titles_added": 4}, "R11_digital", "must_fix"),
            (VILLAGE, {"print_titles": 29, "print_titles_used": 20}, "R12_print_titles", "must_fix"),
            (VILLAGE, {"print_items_added": 1201}, "R12_print_items", "must_fix"),
            (VILLAGE, {"digital_titles": 1, "digital_titles_used": 1}, "R12_digital_titles", "must_fix"),
            (VILLAGE, {"digital_items_added": 26}, "R12_digital_items", "must_fix"),
            (VILLAGE, {"print_titles_used": 1001, "print_items_used": 1001}, "R13_print", "must_fix"),
            (VILLAGE, {"digital_titles_used": 21, "digital_items_used": 21}, "R13_digital", "must_fix"),
            (VILLAGE, {"print_items_used": 1201}, "R14_print", "explain"),
            (VILLAGE, {"digital_items_used": 26}, "R14_digital", "explain"),
            (VILLAGE, {"print_items_used": 299}, "R15_print", "explain"),
            (VILLAGE, {"digital_items_used": 4}, "R15_digital", "explain"),
            (VILLAGE, {"ict_users": 1501}, "R16", "must_fix"),
            (VILLAGE, {"staff_cpd": 3}, "R17", "must_fix"),
            (SCHOOL, {"collection_budget_bos": 8_000_001}, "R18", "must_fix"),
            (VILLAGE, {"literacy_activities": 0}, "R19_participants", "must_fix"),
            (VILLAGE, {"literacy_participants": 0}, "R19_activities", "must_fix"),
            (VILLAGE, {"collection_budget_total": 0}, "R20_gifts", "explain"),
            (VILLAGE, {"users_total": 0, "ict_users": 0}, "R21", "explain"),
            (SCHOOL, {"school_staff_total": 0, "pupils_total": 0}, "R22_school", "must_fix"),
            (SPECIAL, {"employees_total": 0}, "R22_special", "must_fix"),
        ],
        ids=lambda value: value if isinstance(value, str) else "",
    )
    def test_finds_the_fault(self, library_return, context, changes, check, severity):
        assert failing(library_return, context, **changes) == {check: severity}

    def test_knows_the_options_of_a_closed_question(self, library_return):
        assert "library_type_range" in failing(library_return, library_type="museum")

    def test_finds_a_budget_that_bought_nothing(self, library_return):
        nothing_added = dict.fromkeys(
            ("print_titles_added", "print_items_added", "digital_titles_added", "digital_items_added"), 0
        )
        assert failing(library_return, **nothing_added) == {"R20_unspent": "explain"}

    @pytest.mark.parametrize("npp", ["0", "6408052D1000001"])
    def test_takes_a_library_number_or_none_yet(self, library_return, npp):
        assert failing(library_return, npp=npp) == {}


class TestNothing:
    def test_missing_leaves_a_rule_unknown(self, library_return):
        outcomes = {o.check_id: o for o in run_checks(library_return, clean_return(print_items=MISSING), VILLAGE)}
        assert outcomes["R10_print"].verdict is Verdict.UNKNOWN

    def test_not_applicable_leaves_a_rule_without_object(self, library_return):
        answers = clean_return(digital_titles=NOT_APPLICABLE)
        outcomes = {o.check_id: o for o in run_checks(library_return, answers, VILLAGE)}
        assert outcomes["R10_digital"].verdict is Verdict.NOT_APPLICABLE

    def test_zero_is_a_value(self, library_return):
        assert "R10_print" in failing(library_return, print_items=0, print_items_added=0, print_items_used=0)

    def test_explicit_missing_counts_as_answered(self, library_return):
        assert failing(library_return, partnerships=MISSING) == {}

    def test_question_left_open_must_be_answered(self, library_return):
        answers = clean_return()
        del answers["partnerships"]
        outcomes = failed(run_checks(library_return, answers, VILLAGE))
        assert [(outcome.check_id, outcome.rule) for outcome in outcomes] == [("partnerships_answered", "answered")]
        assert outcomes[0].message.id.startswith("Kerja sama belum diisi.")

    def test_question_that_does_not_apply_need_not_be_answered(self, library_return):
        assert "pupils_total" not in clean_return(VILLAGE)
        assert failing(library_return, VILLAGE) == {}

    def test_value_for_a_question_that_does_not_apply_is_left_out(self, library_return):
        assert failing(library_return, VILLAGE, collection_budget_bos=5) == {}


class TestRow:
    @pytest.mark.parametrize(("element", "answer"), [("print_titles", "banyak"), ("npp", 0)])
    def test_refuses_an_answer_of_another_type(self, library_return, element, answer):
        with pytest.raises(TypeError, match=f'the answer to "{element}" is'):
            run_checks(library_return, clean_return(**{element: answer}), VILLAGE)


class TestMessage:
    def test_fills_in_figures_and_numbers_of_questions(self, library_return):
        outcomes = failed(run_checks(library_return, clean_return(print_titles=1250), VILLAGE))
        assert outcomes[0].message.id == (
            "Jumlah judul (1.250) melebihi jumlah eksemplar (1.200). "
            "Perbaiki salah satunya: judul di 2.1 atau eksemplar di 2.2."
        )

    def test_writes_figures_the_english_way_in_english(self, library_return):
        outcomes = failed(run_checks(library_return, clean_return(print_titles=1250), VILLAGE))
        assert outcomes[0].message.en.startswith("More titles (1,250) than items (1,200).")

    def test_shows_computed_values(self, library_return):
        outcomes = failed(run_checks(library_return, clean_return(staff_cpd=3), VILLAGE))
        assert outcomes[0].message.id == (
            "Tenaga yang ikut PKB (3) melebihi seluruh tenaga (2). Hitung orang, bukan kegiatan."
        )

    def test_is_empty_while_nothing_is_wrong(self, library_return):
        assert {o.message.id for o in run_checks(library_return, clean_return(), VILLAGE)} == {""}


class TestLastYear:
    def test_flags_a_jump_with_both_figures(self, library_return):
        context = with_last_year(clean_return(print_titles_added=34, print_items_added=40))
        outcomes = failed(
            run_checks(library_return, clean_return(print_titles_added=106, print_items_added=110), context)
        )
        assert outcomes[0].message.id.startswith("Tambahan judul tercetak: Naik dari 34 menjadi 106 judul.")

    def test_needs_share_and_floor_to_be_exceeded(self, library_return):
        # share 1 and floor 50: from 30 to 80 is 50 more, allowed; from 30 to 81 is 51 more, flagged
        context = with_last_year(clean_return(print_titles_added=30))
        for added, flagged in ((80, False), (81, True)):
            answers = clean_return(print_titles_added=added, print_items_added=90)
            ids = {o.check_id for o in failed(run_checks(library_return, answers, context))}
            assert ("R23_added_print_titles_added" in ids) is flagged

    def test_flags_exactly_ten_times(self, library_return):
        context = with_last_year(clean_return(users_total=1460))
        outcomes = failed(run_checks(library_return, clean_return(users_total=14600), context))
        messages = {outcome.check_id: outcome.message.id for outcome in outcomes}
        assert messages["R23_tenfold_users_total"] == (
            "Pemustaka 14.600 tepat sepuluh kali tahun lalu (1.460). Periksa apakah ada nol berlebih."
        )

    def test_flags_what_is_no_longer_recorded(self, library_return):
        context = with_last_year(clean_return(ict_users=210))
        outcomes = failed(run_checks(library_return, clean_return(ict_users=MISSING), context))
        assert [outcome.check_id for outcome in outcomes if "vanished" in outcome.check_id] == [
            "R23_vanished_ict_users"
        ]

    def test_waits_for_the_answer_before_saying_it_is_gone(self, library_return):
        answers = clean_return()
        del answers["ict_users"]
        outcomes = failed(run_checks(library_return, answers, with_last_year(clean_return(ict_users=210))))
        assert [outcome.check_id for outcome in outcomes] == ["ict_users_answered"]

    def test_flags_a_return_copied_from_last_year(self, library_return):
        outcomes = failed(run_checks(library_return, clean_return(), with_last_year(clean_return())))
        assert [outcome.message.id[:46] for outcome in outcomes] == ["14 dari 14 angka sama persis dengan tahun lalu"]

    def test_ignores_zeros_that_stay_zero(self, library_return):
        zeros = dict.fromkeys(
            ("digital_titles", "digital_items", "digital_titles_added", "digital_items_added", "digital_titles_used"), 0
        )
        changed = {name: clean_return()[name] - 1 for name in ("print_titles", "users_total", "ict_users")}
        changed |= {"print_items": 1199, "literacy_participants": 179, "print_titles_used": 299}
        answers = clean_return(**zeros, **changed, digital_items_used=0)
        outcomes = failed(
            run_checks(library_return, answers, with_last_year(clean_return(**zeros, digital_items_used=0)))
        )
        assert [outcome.check_id for outcome in outcomes] == []

    def test_says_nothing_without_a_last_year(self, library_return):
        outcomes = {o.check_id: o.verdict for o in run_checks(library_return, clean_return(), VILLAGE)}
        assert outcomes["R23_copied"] is Verdict.PASS
        assert outcomes["R23_stock_print_titles"] is Verdict.NOT_APPLICABLE


class TestCheck:
    def test_tells_what_it_reads_from_where_it_is_shown(self, library_return):
        check = next(check for check in library_return.checks if check.id == "R8_region")
        assert check.reads == {"regency", "province"}

    def test_waits_for_every_answer_it_reads(self, library_return):
        answers = clean_return(print_titles=1250)
        del answers["print_items"]
        outcomes = {o.check_id: o.verdict for o in run_checks(library_return, answers, VILLAGE)}
        assert outcomes["R10_print"] is Verdict.UNKNOWN


class TestPeers:
    def context(self, low: float, high: float) -> Context:
        fences = {"peers_items_per_title": Fence(low, high, (low + high) / 2, 40)}
        return Context("public", "village", "64.08", None, fences)

    def test_flag_a_ratio_outside_the_fence(self, library_return):
        outcomes = failed(run_checks(library_return, clean_return(), self.context(1.5, 3.25)))
        assert outcomes[0].message.id.startswith(
            "Rata-rata 1,2 eksemplar tiap judul; perpustakaan sejenis biasanya 1,5 sampai 3,25."
        )

    def test_accept_a_ratio_on_the_fence(self, library_return):
        assert failed(run_checks(library_return, clean_return(), self.context(1.2, 3))) == []

    def test_say_nothing_about_an_empty_library(self, library_return):
        answers = clean_return(print_titles=0)
        outcomes = {o.check_id: o.verdict for o in run_checks(library_return, answers, self.context(1.5, 3))}
        assert outcomes["peers_items_per_title"] is Verdict.NOT_APPLICABLE


class TestBlocking:
    def test_lets_an_explained_finding_pass(self, library_return):
        outcomes = run_checks(library_return, clean_return(collection_budget_total=0), VILLAGE)
        assert [outcome.check_id for outcome in blocking(outcomes, {})] == ["R20_gifts"]
        assert blocking(outcomes, {"R20_gifts": "Hibah Perpusnas."}) == []

    def test_is_not_satisfied_by_blanks(self, library_return):
        outcomes = run_checks(library_return, clean_return(collection_budget_total=0), VILLAGE)
        assert len(blocking(outcomes, {"R20_gifts": "  "})) == 1

    def test_never_lets_an_error_pass(self, library_return):
        outcomes = run_checks(library_return, clean_return(ict_users=1501), VILLAGE)
        assert len(blocking(outcomes, {"R16": "Memang begitu."})) == 1
