"""What each stage does to a table, one rule at a time."""

import math

import numpy as np
import pytest
from scipy import stats

from etam.indexmath.aggregate import AGGREGATORS, aggregate, children_of
from etam.indexmath.denominate import denominate
from etam.indexmath.errors import DataError
from etam.indexmath.impute import impute
from etam.indexmath.model import (
    CoverageRule,
    Element,
    Goalposts,
    Leaf,
    Normaliser,
    RankRule,
    Screen,
    Treatment,
)
from etam.indexmath.normalise import NORMALISERS, ConstantIndicatorError, Ends, normalise
from etam.indexmath.rank import rank
from etam.indexmath.screen import screen
from etam.indexmath.table import Table, settle
from etam.indexmath.tests.cast import FOUR, data, indicator, method, node, text
from etam.indexmath.treat import reshaped, treat, yeo_johnson
from etam.indexmath.weight import weight

UP = Ends("x", Goalposts(2, 12), is_down=False)
DOWN = Ends("x", Goalposts(2, 12), is_down=True)


def column(*values):
    return np.array(values, dtype=float)


def with_absent(table, unit, code):
    flags = table.not_applicable.copy()
    flags[table.units.index(unit), table.columns.index(code)] = True
    return Table(table.units, table.columns, table.values, flags)


class TestScreen:
    def test_keeps_every_unit_without_a_rule(self):
        assert screen(method(), data(FOUR).table).entering.table.units == ("unit 1", "unit 2", "unit 3", "unit 4")

    def test_leaves_out_a_unit_below_its_coverage_and_says_why(self):
        rule = CoverageRule("share", "a_raw / b_raw", 0.68, {"id": "Baru {share}, batas {minimum}.", "en": ""})
        screened = screen(method(coverage=(rule,)), data(FOUR).table)
        assert screened.entering.table.units == ("unit 2", "unit 3", "unit 4")
        assert [(note.unit, note.text) for note in screened.entering.notes] == [("unit 1", "Baru 40%, batas 68%.")]

    def test_coverage_just_below_the_limit_is_not_rounded_onto_it(self):
        rule = CoverageRule("share", "a_raw / b_raw", 0.68, {"id": "Baru {share}, batas {minimum}.", "en": ""})
        table = data({**FOUR, "a": [679, 4, 6, 8], "b": [1000, 5, 7, 9]}).table
        assert screen(method(coverage=(rule,)), table).entering.notes[0].text == "Baru 67,9%, batas 68%."

    def test_coverage_exactly_on_the_limit_is_enough(self):
        rule = CoverageRule("share", "a_raw / b_raw", 0.68, text(""))
        table = data({**FOUR, "a": [17, 4, 6, 8], "b": [25, 5, 7, 9]}).table
        assert "unit 1" in screen(method(coverage=(rule,)), table).entering.table.units

    def test_unknown_coverage_is_not_enough(self):
        rule = CoverageRule("share", "a_raw / b_raw", 0.5, text(""))
        table = data({**FOUR, "a": [None, 4, 6, 8]}).table
        assert "unit 1" not in screen(method(coverage=(rule,)), table).entering.table.units

    def test_a_rule_that_does_not_apply_refuses_nobody(self):
        rule = CoverageRule("share", "a_raw / b_raw", 0.5, text(""))
        table = data({**FOUR, "b": [0, 5, 7, 9]}).table
        assert "unit 1" in screen(method(coverage=(rule,)), table).entering.table.units

    def test_a_unit_with_nothing_is_left_out(self):
        table = data({code: [None, *values[1:]] for code, values in FOUR.items()}).table
        assert screen(method(), table).entering.notes[0].code == "nothing"

    def test_complete_leaves_out_a_unit_with_a_gap_and_names_it(self):
        table = data({**FOUR, "c": [1, None, 3, 9]}).table
        notes = screen(method(screen=Screen("complete")), table).entering.notes
        assert [(note.unit, note.text) for note in notes] == [("unit 2", "Tidak ada data: c. Tidak ikut dihitung.")]

    def test_refuses_to_go_on_with_too_few_units(self):
        with pytest.raises(DataError, match=r"sedikitnya 9 unit .* yang ada 4"):
            screen(method(screen=Screen("all", 9)), data(FOUR).table)

    def test_fills_a_default_and_says_so(self):
        element = Element("d_raw", text("Angka koreksi"), default=2.5, confidence="derived")
        small = method()
        changed = method(elements=(*small.elements[:3], element))
        table = data({code: FOUR[code] for code in "abc"}).table
        everyone = screen(changed, table).everyone
        assert everyone.table.column("d_raw").tolist() == [2.5] * 4
        assert everyone.notes[0].text == "Angka koreksi diisi nilai bawaan 2,5 (hasil turunan)."

    def test_refuses_a_column_the_method_does_not_know(self):
        with pytest.raises(DataError, match='"z_raw" bukan elemen'):
            screen(method(), data({**FOUR, "z": [1, 2, 3, 4]}).table)


class TestDenominate:
    def test_computes_the_expression_of_each_indicator(self):
        share = indicator("a")
        ratio = type(share)("r", text("r"), "100 * a_raw / b_raw", goalposts=Goalposts(0, 100))
        changed = method(elements=method().elements, indicators=(ratio,))
        assert denominate(changed, data(FOUR).table).table.column("r").tolist() == [
            40,
            80,
            settle(column(600 / 7))[0],
            settle(column(800 / 9))[0],
        ]

    def test_missing_stays_missing_and_is_told(self):
        stage = denominate(method(), data({**FOUR, "b": [None, 5, 7, 9]}).table)
        assert math.isnan(stage.table.cell("unit 1", "b"))
        assert [(note.unit, note.text) for note in stage.notes] == [("unit 1", "Tidak ada data: b.")]

    def test_division_by_zero_does_not_apply(self):
        ratio = type(indicator("a"))("r", text("r"), "a_raw / b_raw")
        stage = denominate(method(indicators=(ratio,)), data({**FOUR, "b": [0, 5, 7, 9]}).table)
        assert stage.table.not_applicable[0, 0]
        assert stage.notes[0].text == "Tidak berlaku: r."


class TestImpute:
    GAP = {**FOUR, "a": [None, 4, 6, 8]}

    def indicators(self):
        return denominate(method(), data(self.GAP).table).table

    def test_none_leaves_the_gap(self):
        assert math.isnan(impute(method(impute="none"), self.indicators()).table.cell("unit 1", "a"))

    def test_median_is_of_the_units_that_have_a_value(self):
        stage = impute(method(impute="median"), self.indicators())
        assert stage.table.cell("unit 1", "a") == 6
        assert stage.notes[0].text == "a: tidak ada data, diisi 6,00 menurut aturan metode."

    def test_zero_is_put_only_because_the_method_says_so(self):
        assert impute(method(impute="zero"), self.indicators()).table.cell("unit 1", "a") == 0

    def test_what_does_not_apply_is_never_filled(self):
        table = with_absent(self.indicators(), "unit 1", "a")
        assert math.isnan(impute(method(impute="zero"), table).table.cell("unit 1", "a"))

    def test_the_input_is_not_edited(self):
        table = self.indicators()
        impute(method(impute="zero"), table)
        assert math.isnan(table.cell("unit 1", "a"))


class TestTreat:
    POSTS = Goalposts(1, 100)

    def treated(self, treatment, values, posts=POSTS):
        changed = method(indicator("a", treatment=treatment, goalposts=posts), indicator("b"))
        return treat(changed, Table.of("wxyz", {"a": values, "b": [1, 2, 3, 4]}))

    def test_log_moves_values_and_goalposts_alike(self):
        made = self.treated(Treatment("log"), [1, 10, 100, None])
        assert made.stage.table.column("a")[:3] == pytest.approx([0, math.log(10), math.log(100)], abs=1e-11)
        assert made.goalposts["a"] == Goalposts(0.0, float(f"{math.log(100):.12g}"))

    def test_log_counts_zero_as_the_low_goalpost(self):
        assert self.treated(Treatment("log"), [0, 10, 100, 1]).stage.table.column("a")[0] == 0

    def test_log_refuses_a_negative_value(self):
        with pytest.raises(DataError, match="nilai −3 tidak punya logaritma"):
            self.treated(Treatment("log"), [-3, 10, 100, 1])

    def test_log_without_goalposts_refuses_zero(self):
        with pytest.raises(DataError, match="nilai 0 tidak punya logaritma"):
            self.treated(Treatment("log"), [0, 10, 100, 1], posts=None)

    def test_winsorise_pulls_in_the_tails(self):
        # Quantiles .25 and .75 of 0, 10, 20, 100 by linear interpolation: 7.5 and 40.
        made = self.treated(Treatment("winsorise", 0.25), [0, 10, 20, 100])
        assert made.stage.table.column("a").tolist() == [7.5, 10, 20, 40]
        assert made.stage.notes[0].text == "a: 2 nilai ditarik ke batas 7,50–40,00."

    def test_yeo_johnson_finds_the_lambda_scipy_finds(self):
        values = column(1, 3, 4, 9, 20, 55, 200)
        _, power, _ = yeo_johnson(indicator("a"), values)
        assert power == pytest.approx(stats.yeojohnson_normmax(values), abs=1e-4)

    def test_yeo_johnson_stays_within_minus_five_and_five(self):
        _, power, _ = yeo_johnson(indicator("a"), column(0, 0, 0, 0, 0, 0, 1e6))
        assert -5 <= power <= 5

    def test_yeo_johnson_leaves_a_constant_alone(self):
        _, power, _ = yeo_johnson(indicator("a"), column(4, 4, 4))
        assert math.isnan(power)

    @pytest.mark.parametrize("power", [-2.0, -0.3, 0.0, 0.5, 1.0, 2.0, 3.7])
    def test_reshaped_is_the_yeo_johnson_transform(self, power):
        values = column(-4, -0.5, 0, 0.5, 3, 250)
        assert reshaped(values, power) == pytest.approx(stats.yeojohnson(values, lmbda=power), rel=1e-12)

    def test_parameters_state_lambda_ends_and_n(self):
        made = self.treated(Treatment("yeo_johnson"), [1, 5, 20, None])
        assert made.parameters.columns == ("lambda", "minimum", "maximum", "n")
        assert made.parameters.cell("a", "minimum") == 1
        assert made.parameters.cell("a", "maximum") == 20
        assert made.parameters.cell("a", "n") == 3


class TestNormalise:
    def test_goalposts_are_the_ends(self):
        assert NORMALISERS["goalposts"](column(2, 7, 12), UP).tolist() == [0, 0.5, 1]

    def test_goalposts_turn_a_downward_indicator_round(self):
        assert NORMALISERS["goalposts"](column(2, 7, 12), DOWN).tolist() == [1, 0.5, 0]

    def test_minmax_ends_are_the_units_present(self):
        assert NORMALISERS["minmax"](column(3, 4, np.nan, 7), UP)[[0, 1, 3]].tolist() == [0, 0.25, 1]

    def test_zscore_divides_by_n_minus_one(self):
        # Mean 2, squared deviations 1 + 0 + 1, over n - 1 = 2: standard deviation 1.
        assert NORMALISERS["zscore"](column(1, 2, 3), UP).tolist() == [-1, 0, 1]

    def test_rank_shares_places_between_equals(self):
        # Places 1, 2.5, 2.5, 4 of four: (place - 1) / 3.
        assert NORMALISERS["rank"](column(1, 5, 5, 9), UP).tolist() == [0, 0.5, 0.5, 1]

    @pytest.mark.parametrize("name", ["minmax", "zscore", "rank"])
    def test_refuses_a_constant(self, name):
        with pytest.raises(ConstantIndicatorError, match=r'"x" sama \(4\) di semua unit'):
            NORMALISERS[name](column(4, 4, 4), UP)

    def test_constant_gets_zero_and_a_note_where_the_method_says_so(self):
        changed = method(normaliser=Normaliser("minmax", constant="zero"))
        stage = normalise(changed, Table.of("xyz", {"a": [4, 4, 4], **{c: [1, 2, 3] for c in "bcd"}}), {})
        assert stage.table.column("a").tolist() == [0, 0, 0]
        assert "bukan pernyataan mutu" in stage.notes[0].text

    def test_caps_hold_values_at_the_goalposts(self):
        table = Table.of("xy", {code: [-5, 15] for code in "abcd"})
        posts = {code: Goalposts(0, 10) for code in "abcd"}
        assert normalise(method(), table, posts).table.column("a").tolist() == [0, 100]

    def test_without_caps_values_go_beyond(self):
        table = Table.of("xy", {code: [-5, 15] for code in "abcd"})
        posts = {code: Goalposts(0, 10) for code in "abcd"}
        free = method(normaliser=Normaliser("goalposts", caps=False))
        assert normalise(free, table, posts).table.column("a").tolist() == [-50, 150]


class TestWeight:
    def test_weights_are_shares_of_the_parent_and_of_the_index(self):
        tree = node("index", node("first", Leaf("a", 3), Leaf("b", 1)), node("second", Leaf("c", 1), Leaf("d", 1)))
        table = weight(method(tree=tree)).table
        assert table.cell("a", "in_parent") == 0.75
        assert table.cell("a", "in_index") == 0.375

    def test_weights_of_a_sum_stay_as_written(self):
        tree = node("index", Leaf("a", 0.5), Leaf("b", 0.2), Leaf("c", 0.2), Leaf("d", 0.2), function="weighted_sum")
        assert weight(method(tree=tree)).table.cell("a", "in_parent") == 0.5


class TestAggregate:
    def scores(self, tree, **columns):
        table = Table.of(["u"], {code: [value] for code, value in columns.items()})
        return aggregate(method(tree=tree), table).table

    def test_arithmetic_is_the_weighted_mean(self):
        assert self.scores(node("index", Leaf("a", 3), Leaf("b", 1)), a=40, b=80).cell("u", "index") == 50

    def test_geometric_is_the_weighted_geometric_mean(self):
        tree = node("index", Leaf("a", 1), Leaf("b", 1), function="geometric")
        assert self.scores(tree, a=20, b=80).cell("u", "index") == 40

    def test_geometric_refuses_zero(self):
        with pytest.raises(DataError, match="di atas 0"):
            self.scores(node("index", Leaf("a", 1), Leaf("b", 1), function="geometric"), a=0, b=80)

    def test_weighted_sum_is_neither_rescaled_nor_capped(self):
        tree = node("index", Leaf("a", 0.5), Leaf("b", 0.2), function="weighted_sum", missing="refuse")
        assert self.scores(tree, a=400, b=100).cell("u", "index") == 220

    def test_average_available_rescales_to_what_is_there(self):
        assert self.scores(node("index", Leaf("a", 3), Leaf("b", 1)), a=40, b=None).cell("u", "index") == 40

    def test_refuse_gives_no_score(self):
        tree = node("index", Leaf("a", 3), Leaf("b", 1), missing="refuse")
        assert math.isnan(self.scores(tree, a=40, b=None).cell("u", "index"))

    def test_what_does_not_apply_is_left_out_even_where_missing_is_refused(self):
        tree = node("index", Leaf("a", 1), Leaf("b", 1), missing="refuse")
        table = with_absent(Table.of(["u"], {"a": [40], "b": [None]}), "u", "b")
        assert aggregate(method(tree=tree), table).table.cell("u", "index") == 40

    def test_a_node_of_which_nothing_applies_does_not_apply(self):
        table = Table.of(["u"], {"a": [None], "b": [None]})
        for code in "ab":
            table = with_absent(table, "u", code)
        assert aggregate(method(tree=node("index", Leaf("a", 1), Leaf("b", 1))), table).table.not_applicable[0, 0]

    def test_every_choice_has_a_function(self):
        values = np.array([[10.0, 20.0]])
        for combine in AGGREGATORS.values():
            assert combine(children_of(node("index", Leaf("a", 1), Leaf("b", 1)), values)).shape == (1,)


class TestRank:
    SCORES = column(70.004, 70.001, 50, np.nan, 50)

    def test_rounds_first_where_the_method_says_so_and_gives_ties_the_smallest_place(self):
        assert rank(self.SCORES, RankRule(decimals=2))[[0, 1, 2, 4]].tolist() == [1, 1, 3, 3]

    def test_unrounded_scores_keep_the_difference(self):
        assert rank(self.SCORES, RankRule())[[0, 1, 2, 4]].tolist() == [1, 2, 3, 3]

    def test_ties_can_share_the_mean_place(self):
        assert rank(self.SCORES, RankRule(ties="average"))[[2, 4]].tolist() == [3.5, 3.5]

    def test_no_score_no_place(self):
        assert math.isnan(rank(self.SCORES, RankRule())[3])

    def test_float_dust_is_no_difference(self):
        assert rank(column(0.1 + 0.2, 0.3), RankRule()).tolist() == [1, 1]

    def test_halves_are_rounded_up_as_in_print(self):
        assert rank(column(2.675, 2.68), RankRule(decimals=2)).tolist() == [1, 1]
