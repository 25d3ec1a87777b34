"""The rules that look for confusions: each on a few definitions made by hand, then all on the content as shipped."""

from dataclasses import replace
from datetime import date

import pytest

from etam.content.definitions import Definition, Term, Use, latest_definitions, united
from etam.content.implied import implied_terms
from etam.content.regulations import latest_register
from etam.regulations.confusions import Scene, detect, differs, no_source, orphan, succession
from etam.regulations.force import Force, Standing, in_register

TODAY = date(2026, 11, 26)
FORCES = {"OLD": Force.ENDED, "NEW": Force.IN_FORCE, "DOUBT": Force.UNCERTAIN, "LATER": Force.NOT_YET}
SCENE = Scene(TODAY, {code: Standing(force) for code, force in FORCES.items()})
USED = (Use("scheme", "audit", "2026.1"),)


def says(percent, regulation="", **more):
    return Definition(f"{regulation or 'nobody'}-{percent}".lower(), "", {"percent": percent}, regulation, **more)


FIVE, TEN = says(5, "NEW"), says(10, "DOUBT")


class TestDiffers:
    def test_finds_two_values_where_one_source_holds_and_one_may(self):
        assert differs([FIVE, TEN], SCENE) == (FIVE, TEN)

    def test_counts_another_document_as_a_source(self):
        form = says(10, document="Formulir")
        assert differs([FIVE, form], SCENE) == (FIVE, form)

    def test_leaves_agreement_alone(self):
        assert differs([FIVE, says(5, "DOUBT")], SCENE) == ()

    @pytest.mark.parametrize("other", [says(10, "OLD"), says(10, "LATER"), says(10)])
    def test_does_not_count_what_ended_has_not_begun_or_rests_on_nothing(self, other):
        assert differs([FIVE, other], SCENE) == ()

    def test_looks_at_the_days_of_a_definition(self):
        past, coming = says(10, "NEW", until=date(2026, 11, 25)), says(10, "NEW", since=date(2026, 11, 27))
        assert differs([FIVE, past], SCENE) == differs([FIVE, coming], SCENE) == ()
        assert differs([FIVE, replace(past, until=TODAY)], SCENE) != ()

    def test_takes_a_regulation_that_the_register_does_not_hold_as_in_doubt(self):
        unknown = says(10, "UNKNOWN")
        assert differs([FIVE, unknown], SCENE) == (FIVE, unknown)


class TestSuccession:
    def test_finds_an_ended_source_that_a_rule_in_doubt_still_cites(self):
        former = says(10, "OLD", cited_by=("DOUBT",))
        assert succession([FIVE, former], SCENE) == (former, FIVE)

    @pytest.mark.parametrize("more", [{"uses": USED}, {"still_seen": "Target Renstra"}])
    def test_finds_one_that_goes_on_in_etam_or_elsewhere(self, more):
        assert succession([FIVE, says(10, "OLD", **more)], SCENE)

    @pytest.mark.parametrize("more", [{}, {"cited_by": ("OLD",)}])
    def test_leaves_alone_what_nobody_uses_any_more(self, more):
        assert succession([FIVE, says(10, "OLD", **more)], SCENE) == ()

    def test_leaves_alone_a_successor_that_says_the_same(self):
        assert succession([FIVE, says(5, "OLD", uses=USED)], SCENE) == ()


class TestNoSource:
    def test_finds_a_value_in_use_that_nobody_states(self):
        mix = says(60, uses=USED)
        assert no_source([mix, FIVE], SCENE) == (mix,)

    def test_leaves_alone_what_is_not_used(self):
        assert no_source([says(60)], SCENE) == ()

    def test_leaves_alone_what_a_document_states(self):
        assert no_source([says(60, document="Paparan", uses=USED)], SCENE) == ()


class TestOrphan:
    def test_finds_a_value_in_use_after_its_source_ended(self):
        left = says(5, "OLD", uses=USED)
        assert orphan([left], SCENE) == (left,)

    def test_is_no_orphan_where_something_holds_in_its_place(self):
        assert orphan([says(5, "OLD", uses=USED), FIVE], SCENE) == ()


class TestConfusion:
    term = Term("share", "rate", {"id": "Bagian"}, "", (FIVE, TEN, says(7)))

    def test_holds_what_the_rules_look_at_and_nothing_else(self):
        (found,) = detect([self.term], SCENE)
        assert (found.key, found.rules, found.definitions) == ("share", ("differs",), (FIVE, TEN))

    def test_keeps_its_fingerprint_when_only_labels_or_uses_change(self):
        renamed = replace(self.term, label={"id": "Porsi"}, definitions=(replace(FIVE, uses=USED), TEN))
        assert detect([renamed], SCENE)[0].fingerprint == detect([self.term], SCENE)[0].fingerprint

    @pytest.mark.parametrize("change", [{"says": "Enam."}, {"value": {"percent": 6}}, {"article": "3"}])
    def test_has_another_fingerprint_when_a_text_changes(self, change):
        changed = replace(self.term, definitions=(replace(FIVE, **change), TEN))
        assert detect([changed], SCENE)[0].fingerprint != detect([self.term], SCENE)[0].fingerprint

    def test_stands_after_those_in_which_sources_differ(self):
        unsourced = Term("mix", "weight", {}, "", (says(60, uses=USED),))
        assert [one.key for one in detect([unsourced, self.term], SCENE)] == ["share", "mix"]


@pytest.fixture(scope="module")
def found_on():
    """The confusions of a day by key, over the content that ships."""
    terms = united(latest_definitions(), implied_terms())

    def found(day):
        return {one.key: one for one in detect(terms, Scene(day, in_register(latest_register(), day)))}

    return found


class TestShippedContent:
    @pytest.mark.parametrize(
        ("key", "rule", "grounds"),
        [
            ("school-library-share", "differs", ["UU-43-2007", "PERMENDIKDASMEN-8-2025"]),
            ("tgm-categories", "differs", ["", ""]),
            ("archive-supervision-mix", "no_source", [""]),
            ("librarian-post", "succession", ["PERMENPANRB-9-2014", "PERMENPANRB-55-2022"]),
            ("digital-government-index", "succession", ["PERMENPANRB-59-2020", "PERMENPANRB-8-2026"]),
        ],
    )
    def test_yields_the_five_confusions_that_offices_know(self, found_on, key, rule, grounds):
        confusion = found_on(TODAY)[key]
        assert (confusion.rules, [one.regulation for one in confusion.definitions]) == ((rule,), grounds)

    def test_yields_no_confusion_of_indices_before_the_second_is_in_force(self, found_on):
        assert "digital-government-index" not in found_on(date(2026, 6, 4))
        assert "digital-government-index" in found_on(date(2026, 6, 5))

    def test_yields_a_regional_rule_left_behind_by_its_law(self, found_on):
        assert found_on(TODAY)["regional-archive-law"].rules == ("orphan",)
