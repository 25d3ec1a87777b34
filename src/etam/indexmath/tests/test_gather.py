"""From figures of institutions to elements of a unit: partial returns, three kinds of nothing, series."""

import math

import polars as pl
import pytest

from etam.indexmath.errors import DataError
from etam.indexmath.gather import Inputs, gather
from etam.indexmath.method import find_method, load_method
from etam.indexmath.model import Element, Gather
from etam.indexmath.tests.cast import method, text

REGIONS = pl.DataFrame({"region": ["64.01", "64.02"], "name": ["Paser", "Kutai Kartanegara"]})
STRATA = (("regency",), ("district", "village"), ("tbm",))


def frame(*rows):
    """(institution, kind, subtype, regency, state)"""
    names = ["institution", "kind", "subtype", "regency", "state"]
    return pl.DataFrame(rows, schema=names, orient="row").with_columns(period=pl.lit(2025, dtype=pl.Int64))


def figures(**values):
    """institution=value of the element `items`; None is missing, "-" is not applicable."""
    rows = [
        (
            name,
            "items",
            2025,
            None if value in (None, "-") else float(value),
            {None: "missing", "-": "not_applicable"}.get(value, ""),
        )
        for name, value in values.items()
    ]
    schema = {
        "institution": pl.String,
        "element": pl.String,
        "period": pl.Int64,
        "value": pl.Float64,
        "nothing": pl.String,
    }
    return pl.DataFrame(rows, schema=schema, orient="row")


def series(*rows):
    schema = {"series": pl.String, "region": pl.String, "period": pl.Int64, "value": pl.Float64}
    return pl.DataFrame([("population", *row) for row in rows], schema=schema, orient="row")


def gathered(rule, institutions, answers, populations=(), period=2025, **options):
    chosen = method(elements=(Element("x", text("x"), gather=rule),), **options)
    inputs = Inputs(answers, frame(*institutions), series(*populations), REGIONS, period)
    return gather(chosen, inputs)


def cell(found, unit="64.01"):
    """The value; None for missing, "-" for not applicable."""
    table = found.data.table
    value = table.cell(unit, "x")
    is_absent = table.not_applicable[table.units.index(unit), 0]
    return value if not math.isnan(value) else "-" if is_absent else None


VILLAGES = [
    ("main", "public", "regency", "64.01", "accepted"),
    ("v1", "public", "village", "64.01", "accepted"),
    ("v2", "public", "village", "64.01", "accepted"),
    ("v3", "public", "village", "64.01", "none"),
    ("v4", "public", "village", "64.01", "draft"),
]


class TestExpectedTotal:
    RULE = Gather("expected_total", of="items", strata=STRATA, answered=0.5)

    def test_each_stratum_is_scaled_to_those_expected(self):
        # 1 × 20000 + 4 × (500 + 700)/2; the stratum tbm has nobody and adds 0.
        assert cell(gathered(self.RULE, VILLAGES, figures(main=20000, v1=500, v2=700))) == 22400

    def test_what_is_not_accepted_does_not_count(self):
        with_draft = figures(main=20000, v1=500, v2=700, v4=99999)
        assert cell(gathered(self.RULE, VILLAGES, with_draft)) == 22400

    def test_a_missing_answer_is_not_zero(self):
        assert cell(gathered(self.RULE, VILLAGES, figures(main=20000, v1=500, v2=None))) == 22000

    def test_zero_is_an_answer(self):
        assert cell(gathered(self.RULE, VILLAGES, figures(main=20000, v1=500, v2=0))) == 21000

    def test_not_applicable_counts_as_none_of_it(self):
        assert cell(gathered(self.RULE, VILLAGES, figures(main=20000, v1=500, v2="-"))) == 21000

    def test_a_silent_stratum_makes_the_total_missing(self):
        assert cell(gathered(self.RULE, VILLAGES, figures(v1=500, v2=700))) is None

    def test_too_few_answers_make_it_missing(self):
        strict = Gather("expected_total", of="items", strata=STRATA, answered=0.8)
        assert cell(gathered(strict, VILLAGES, figures(main=20000, v1=500))) is None

    def test_a_unit_where_nobody_is_expected_has_none(self):
        assert cell(gathered(self.RULE, VILLAGES, figures(main=1, v1=1, v2=1)), "64.02") == "-"


class TestRatio:
    RULE = Gather("ratio", of="items", per="pupils", answered=0.5)
    SCHOOLS = [(name, "school", "sd_mi", "64.01", "accepted") for name in ("s1", "s2", "s3")]

    def answers(self, **pupils):
        items = figures(s1=100, s2=200, s3=900)
        counted = figures(**pupils).with_columns(element=pl.lit("pupils"))
        return pl.concat([items, counted])

    def test_both_sides_come_from_the_same_returns(self):
        found = gathered(self.RULE, self.SCHOOLS, self.answers(s1=50, s2=100, s3=None))
        assert cell(found) == 2

    def test_nobody_to_divide_by_does_not_apply(self):
        assert cell(gathered(self.RULE, self.SCHOOLS, self.answers(s1=0, s2=0, s3=0))) == "-"


class TestOthers:
    def test_mean_is_over_those_who_answered(self):
        assert cell(gathered(Gather("mean", of="items", answered=0.5), VILLAGES, figures(main=6, v1=2, v2=None))) == 4

    def test_a_question_that_applies_to_nobody_does_not_apply(self):
        assert (
            cell(gathered(Gather("mean", of="items", answered=0.5), VILLAGES, figures(main="-", v1="-", v2="-"))) == "-"
        )

    def test_sum_is_missing_while_one_accepted_return_lacks_it(self):
        assert cell(gathered(Gather("sum", of="items"), VILLAGES, figures(main=6, v1=2, v2=None))) is None
        assert cell(gathered(Gather("sum", of="items"), VILLAGES, figures(main=6, v1=2, v2=1))) == 9

    def test_expected_and_accepted_count_institutions(self):
        assert cell(gathered(Gather("expected"), VILLAGES, figures())) == 5
        assert cell(gathered(Gather("accepted"), VILLAGES, figures())) == 3
        assert cell(gathered(Gather("accepted", subtypes=("regency",)), VILLAGES, figures())) == 1

    def test_institutions_outside_the_method_are_left_aside(self):
        province = ("p", "public", "province", "64.01", "accepted")
        found = gathered(Gather("expected"), [*VILLAGES, province], figures(), subtypes=("regency", "village"))
        assert cell(found) == 5

    def test_support_says_what_a_cell_rests_on(self):
        found = gathered(Gather("mean", of="items", answered=0.5), VILLAGES, figures(main=6, v1=2, v2=None))
        assert found.support.row(0) == ("64.01", "x", 5, 3, 2)


class TestSeries:
    RULE = Gather("series", series="population")

    def found(self, *rows):
        return gathered(self.RULE, VILLAGES, figures(), rows)

    def test_takes_the_latest_year_not_after_the_period(self):
        assert cell(self.found(("64.01", 2020, 100), ("64.01", 2024, 120), ("64.01", 2026, 999))) == 120

    def test_says_which_year_was_used_once_for_all(self):
        notes = self.found(("64.01", 2024, 120), ("64.02", 2024, 90)).data.notes
        assert [(note.unit, note.text) for note in notes] == [("", "x: dipakai angka tahun 2024 untuk periode 2025.")]

    def test_says_which_unit_used_another_year(self):
        notes = self.found(("64.01", 2024, 120), ("64.02", 2025, 90)).data.notes
        assert [note.unit for note in notes] == ["64.01"]

    def test_takes_a_later_year_when_there_is_no_earlier_one(self):
        assert cell(self.found(("64.01", 2027, 130), ("64.01", 2026, 125))) == 125

    def test_a_region_without_value_is_missing(self):
        assert cell(self.found(("64.02", 2024, 5))) is None

    def test_two_values_for_one_year_are_refused(self):
        with pytest.raises(DataError, match=r"64\.01 tahun 2024 punya dua nilai: 100 dan 120"):
            self.found(("64.01", 2024, 100), ("64.01", 2024, 120))


class TestFaults:
    def test_an_institution_twice_in_the_frame_is_refused(self):
        with pytest.raises(DataError, match='"main" tercatat dua kali'):
            gathered(Gather("expected"), [*VILLAGES, VILLAGES[0]], figures())

    def test_an_element_twice_for_one_institution_is_refused(self):
        with pytest.raises(DataError, match="tercatat dua kali"):
            gathered(Gather("sum", of="items"), VILLAGES, pl.concat([figures(v1=1), figures(v1=2)]))

    def test_an_absent_column_is_named(self):
        inputs = Inputs(figures().drop("nothing"), frame(*VILLAGES), series(), REGIONS, 2025)
        with pytest.raises(DataError, match="figures tidak punya kolom nothing"):
            gather(method(), inputs)


class TestRealMethods:
    def test_the_proposal_names_only_elements_it_can_gather(self):
        proposal = load_method(find_method("reading-culture-and-information-literacy/2026.1"))
        inputs = Inputs(figures(), frame(*VILLAGES), series(("64.01", 2024, 100)), REGIONS, 2025)
        table = gather(proposal, inputs).data.table
        assert set(table.columns) == {element.code for element in proposal.elements}
        assert table.cell("64.01", "libraries_expected") == 5

    def test_libraries_keep_their_area_and_its_population(self):
        simulation = load_method(find_method("iplm/2025.1"))
        inputs = Inputs(figures(main=1), frame(*VILLAGES), series(), REGIONS, 2025)
        data = gather(simulation, inputs).data
        assert data.areas == {"main": "64.01", "v1": "64.01", "v2": "64.01"}
        assert data.table.column("libraries_in_population").tolist() == [5, 5, 5]
