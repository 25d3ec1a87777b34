"""Which events happened to a basis, and what they flag. No database."""

from dataclasses import replace
from datetime import date

import pytest

from etam.content.bases import Rest
from etam.regulations.flags import Change, Event, decider_of, events, touches, wanted
from etam.regulations.force import Effect, Rule
from etam.regulations.models import Flag

TODAY = date(2026, 2, 17)
OLD, NEW = Rule("OLD", 2014, "berlaku"), Rule("NEW", 2022, "berlaku", in_force_on=date(2022, 5, 1))
QUESTION = Rest("question", "library-return", "2026.1", "npp", "OLD", "23(6)", "Nomor Pokok Perpustakaan")


def told(*effects, rules=(OLD, NEW), day=TODAY, confidence="official"):
    changes = [Change(effect, confidence) for effect in effects]
    return [one for one in events(rules, changes, day) if one.what != "began"]


def flagged(rest, *happened, named_on=None):
    return [(one.event.what, one.article) for one in wanted(happened, [rest], lambda rest: named_on).values()]


class TestEvents:
    @pytest.mark.parametrize(
        ("effect", "what"),
        [
            (Effect("NEW", "mencabut", "OLD"), "revoked"),
            (Effect("NEW", "menggantikan", "OLD"), "revoked"),
            (Effect("NEW", "mencabut", "OLD", ("23",)), "partly_revoked"),
            (Effect("NEW", "mengubah", "OLD"), "amended"),
            (Effect("NEW", "memutakhirkan", "OLD"), "updated"),
        ],
    )
    def test_follow_from_relations(self, effect, what):
        (event,) = told(effect)
        assert (event.what, event.regulation, event.by, event.on) == (what, "OLD", "NEW", date(2022, 5, 1))
        assert (event.articles, event.confidence) == (effect.articles, "official")

    def test_do_not_follow_from_a_rule_that_only_implements_another(self):
        assert told(Effect("NEW", "melaksanakan", "OLD")) == []

    def test_wait_for_the_day(self):
        effect = Effect("NEW", "mencabut", "OLD", since=date(2026, 2, 18))
        assert told(effect) == []
        assert len(told(effect, day=date(2026, 2, 18))) == 1

    def test_are_unverified_while_they_may_lie_ahead_within_the_year(self):
        rules = (OLD, Rule("NEW", 2026, "berlaku"))
        (event,) = told(Effect("NEW", "mencabut", "OLD"), rules=rules)
        assert (event.confidence, event.on) == ("unverified", None)

    def test_keep_the_doubt_about_a_relation(self):
        (event,) = told(Effect("NEW", "mencabut", "OLD"), confidence="unverified")
        assert event.confidence == "unverified"

    def test_tell_of_an_end_of_its_own(self):
        (event,) = told(rules=[OLD._replace(ended_on=date(2025, 12, 31))])
        assert (event.what, event.by, event.on) == ("ended", "", date(2025, 12, 31))

    def test_tell_with_doubt_of_one_that_is_revoked_nobody_knows_by_what(self):
        (event,) = told(rules=[OLD._replace(status="dicabut")])
        assert (event.what, event.by, event.confidence) == ("revoked", "", "unverified")

    def test_use_the_words_that_are_stored(self):
        effects = [Effect("NEW", verb, "OLD") for verb in ("mencabut", "mengubah", "memutakhirkan")]
        whole = events([OLD._replace(ended_on=TODAY), NEW], [Change(one) for one in effects], TODAY)
        assert {one.what for one in whole} | {"partly_revoked"} == set(Flag.Event.values)


class TestWanted:
    def test_flags_an_article_that_the_event_names_and_its_parts(self):
        assert flagged(QUESTION, Event("partly_revoked", "OLD", "NEW", ("5", "23"))) == [("partly_revoked", "23(6)")]
        assert flagged(QUESTION, Event("partly_revoked", "OLD", "NEW", ("24",))) == []

    def test_flags_what_names_no_article_whichever_it_is(self):
        rest = replace(QUESTION, article="")
        assert flagged(rest, Event("amended", "OLD", "NEW", ("24",))) == [("amended", "")]

    def test_flags_a_thing_once_with_all_articles_that_are_touched(self):
        rests = [QUESTION, replace(QUESTION, article="24"), replace(QUESTION, article="9")]
        (one,) = wanted([Event("amended", "OLD", "NEW", ("23", "24"))], rests).values()
        assert one.article == "23(6); 24"

    @pytest.mark.parametrize(("what", "count"), [("amended", 0), ("updated", 0), ("revoked", 1)])
    def test_leaves_alone_what_names_the_amending_regulation_too(self, what, count):
        rests = [QUESTION, replace(QUESTION, regulation="NEW", article="")]
        assert len(wanted([Event(what, "OLD", "NEW")], rests)) == count

    def test_leaves_editions_alone_that_were_replaced(self):
        assert flagged(replace(QUESTION, is_latest=False), Event("revoked", "OLD", "NEW")) == []

    def test_gives_a_new_version_a_flag_of_its_own(self):
        event = Event("revoked", "OLD", "NEW")
        first, again = wanted([event], [QUESTION]), wanted([replace(event, confidence="official")], [QUESTION])
        assert first.keys() == again.keys()
        assert first.keys() != wanted([event], [replace(QUESTION, version="2027.1")]).keys()

    @pytest.mark.parametrize(
        ("named_on", "found"), [(date(2022, 4, 30), [("began", "23(6)")]), (date(2022, 5, 1), []), (None, [])]
    )
    def test_flags_a_beginning_only_after_content_named_it(self, named_on, found):
        begun = [one for one in events([NEW._replace(id="OLD")], [], TODAY) if one.what == "began"]
        assert flagged(QUESTION, *begun, named_on=named_on) == found

    def test_says_who_must_decide(self):
        assert decider_of("question") == decider_of("instrument") == "Petugas provinsi"
        assert "Bappeda" in decider_of("nomenclature")
        assert "BKD" in decider_of("effective-time")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [("23", "23(6)", True), ("23(6)", "23", True), ("23", "23A", False), ("2", "23", False), ("23(6)", "23(1)", False),
     ("23(6)", "Pasal 23 ayat (6) huruf a", True), ("lampiran I", "Lampiran II", False)],
)  # fmt: skip
def test_articles_touch_when_one_holds_the_other(one, other, same):
    assert touches([one], other) == same
