"""What followed after events, hand-counted."""

from datetime import date

import pytest

from etam.institutions.models import Institution
from etam.outreach import telling
from etam.outreach.queries.effect import Follower
from etam.outreach.tests.cast import TODAY

HELD = date(2024, 2, 1)


def counts(effect, side="attended"):
    """How far a side came: number of libraries for each step, and of how many."""
    return [getattr(line, side).count for line in effect.lines], getattr(effect.lines[0], side).total


@pytest.fixture
def event(cast):
    """The village library came to an event two years ago; that of Sepaso did not."""
    return cast.event(cast.village, held_on=HELD)


class TestOfEvent:
    def test_counts_each_step_within_the_months(self, cast, event):
        cast.accreditation(
            cast.village,
            ("planned", date(2024, 3, 1)),
            ("checking", date(2024, 9, 1)),
            ("determined", date(2025, 6, 1)),
        )
        follower = Follower(TODAY)
        assert counts(follower.of_event(event, 12)) == ([1, 1, 0, 0], 1)
        assert counts(follower.of_event(event, 24)) == ([1, 1, 1, 0], 1)

    def test_counts_the_last_day(self, cast, event):
        cast.accreditation(cast.village, ("planned", date(2025, 2, 1)))
        assert counts(Follower(TODAY).of_event(event, 12)) == ([1, 0, 0, 0], 1)

    def test_leaves_out_the_day_after(self, cast, event):
        cast.accreditation(cast.village, ("planned", date(2025, 2, 2)))
        assert counts(Follower(TODAY).of_event(event, 12)) == ([0, 0, 0, 0], 1)

    def test_counts_an_intent_at_the_event_itself(self, cast, event):
        cast.accreditation(cast.village, ("planned", HELD))
        assert counts(Follower(TODAY).of_event(event, 12)) == ([1, 0, 0, 0], 1)

    def test_leaves_out_an_attempt_that_was_given_up(self, cast, event):
        cast.accreditation(cast.village, ("planned", date(2024, 3, 1)), ("withdrawn", date(2024, 4, 1)))
        assert counts(Follower(TODAY).of_event(event, 12)) == ([0, 0, 0, 0], 1)

    def test_a_certificate_without_a_recorded_way_counts_for_every_step(self, cast, event):
        cast.certificate(cast.village, date(2024, 8, 1), date(2027, 7, 31))
        assert counts(Follower(TODAY).of_event(event, 12)) == ([1, 1, 1, 1], 1)

    def test_sets_those_beside_it_that_stayed_away(self, cast, event):
        cast.accreditation(cast.second_village, ("planned", date(2024, 5, 1)))
        effect = Follower(TODAY).of_event(event, 12)
        # Sepaso alone: the school is of another kind, Loktuan of another kab/kota.
        assert counts(effect, "others") == ([1, 0, 0, 0], 1)

    def test_those_that_came_to_a_later_event_within_the_months_are_no_comparison(self, cast, event):
        cast.event(cast.second_village, held_on=date(2024, 12, 1))
        follower = Follower(TODAY)
        assert follower.of_event(event, 12).others == 0

    def test_those_that_came_only_afterwards_are(self, cast, event):
        cast.event(cast.second_village, held_on=date(2025, 12, 1))
        assert Follower(TODAY).of_event(event, 12).others == 1

    def test_those_that_did_not_exist_then_are_not(self, cast, event):
        Institution.objects.filter(pk=cast.second_village.pk).update(valid_from=date(2025, 1, 1))
        assert Follower(TODAY).of_event(event, 12).others == 0

    def test_leaves_out_who_was_accredited_then(self, cast, event):
        cast.certificate(cast.village, date(2023, 1, 1), date(2025, 12, 31))
        effect = Follower(TODAY).of_event(event, 12)
        assert (effect.attended, effect.left_out) == (0, 1)

    def test_a_certificate_that_was_revoked_before_leaves_nobody_out(self, cast, event):
        cast.certificate(cast.village, date(2023, 1, 1), date(2025, 12, 31), revoked_on=date(2023, 6, 1))
        assert Follower(TODAY).of_event(event, 12).left_out == 0

    def test_leaves_out_who_was_on_the_way_then(self, cast, event):
        cast.accreditation(cast.second_village, ("planned", date(2024, 1, 5)))
        assert Follower(TODAY).of_event(event, 12).others == 0

    def test_looks_until_today_while_the_months_run(self, cast):
        event = cast.event(cast.village, held_on=date(2025, 9, 1))
        cast.accreditation(cast.village, ("planned", date(2025, 10, 1)))
        effect = Follower(TODAY).of_event(event, 12)
        assert (effect.is_over, effect.until) == (False, TODAY)
        assert counts(effect) == ([1, 0, 0, 0], 1)

    def test_takes_a_constant_number_of_questions(self, cast, event, django_assert_num_queries):
        for one in cast.more_libraries(4):
            cast.accreditation(one, ("planned", date(2024, 5, 1)))
        with django_assert_num_queries(5):
            Follower(TODAY).of_event(event, 12)


class TestOverall:
    def test_begins_with_the_first_time_a_library_came(self, cast, event):
        cast.event(cast.village, held_on=date(2025, 1, 10))
        cast.accreditation(cast.village, ("planned", date(2025, 6, 1)))
        # 16 months after the first event, though less than six after the second.
        assert counts(Follower(TODAY).overall(12)) == ([0, 0, 0, 0], 1)

    def test_leaves_out_who_came_too_late_to_tell(self, cast, event):
        cast.event(cast.school, held_on=date(2025, 9, 1))
        effect = Follower(TODAY).overall(12)
        assert (effect.attended, effect.too_recent) == (1, 1)

    def test_begins_for_the_others_in_the_middle_of_those_who_came(self, cast):
        first, second, third, other = cast.more_libraries(4)
        Institution.objects.exclude(pk__in=[one.pk for one in (first, second, third, other)]).update(kind="office")
        for one, day in ((first, date(2022, 1, 1)), (second, date(2023, 1, 1)), (third, date(2024, 1, 1))):
            cast.event(one, held_on=day)
        cast.accreditation(other, ("planned", date(2023, 7, 1)))
        # From 1 January 2023, the middle day: the intent falls within 12 months of it, not of the first day.
        assert counts(Follower(TODAY).overall(12), "others") == ([1, 0, 0, 0], 1)

    def test_of_nothing_is_nothing(self, cast):
        assert counts(Follower(TODAY).overall(12)) == ([0, 0, 0, 0], 0)


class TestTelling:
    def fill(self, cast, came, stayed):
        """Of 20 that came so many declared an intent, of the same number that stayed away so many others."""
        libraries = cast.more_libraries(40)
        Institution.objects.exclude(pk__in=[one.pk for one in libraries]).update(kind="office")
        event = cast.event(*libraries[:20], held_on=HELD)
        for one in [*libraries[:came], *libraries[20 : 20 + stayed]]:
            cast.accreditation(one, ("planned", date(2024, 5, 1)))
        return telling.what_followed(Follower(TODAY).of_event(event, 12))

    def test_says_both_sides_and_a_clear_difference(self, cast):
        first, second = self.fill(cast, 12, 2)
        assert first == (
            "Dalam 12 bulan, 12 dari 20 perpustakaan (60,0%) yang hadir menyatakan niat akreditasi; "
            "di antara yang tidak hadir, dari daerah dan jenis yang sama, 2 dari 20 (10,0%)."
        )
        # Newcombe by hand from Wilson's 38.66–78.12 and 2.79–30.10:
        # 50 − √(21.34² + 20.10²) = 20.7 and 50 + √(18.12² + 7.21²) = 69.50.
        assert second == "Selisihnya 50,0 poin lebih tinggi, selang 20,7 sampai 69,5."

    def test_says_when_it_may_be_chance(self, cast):
        assert "dapat saja kebetulan" in self.fill(cast, 4, 3)[1]

    def test_says_when_there_are_too_few(self, cast, event):
        found = telling.what_followed(Follower(TODAY).of_event(event, 12))
        assert found[1].startswith("Perpustakaannya terlalu sedikit")

    def test_says_when_nothing_is_left_to_compare_with(self, cast, event):
        cast.event(cast.second_village, held_on=HELD)
        assert "Tidak ada pembanding" in telling.what_followed(Follower(TODAY).of_event(event, 12))[0]

    def test_says_when_all_were_accredited(self, cast, event):
        cast.certificate(cast.village, date(2023, 1, 1), date(2025, 12, 31))
        (sentence,) = telling.what_followed(Follower(TODAY).of_event(event, 12))
        assert "sudah terakreditasi" in sentence
