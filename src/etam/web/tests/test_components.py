import pytest

from etam.web import components
from etam.web.components import PageLinks


class TestSteps:
    def test_a_band_contains_its_lower_end_and_not_its_upper(self):
        edges = [40, 60, 75, 90]
        assert [components.step_of(value, edges) for value in (39.9, 40, 74.9, 75, 90)] == [1, 2, 3, 4, 5]

    def test_fewer_bands_reach_over_the_whole_scale(self):
        assert [components.step_of_band(position, 3) for position in range(3)] == [1, 3, 5]

    def test_more_than_five_bands_have_no_colours(self):
        with pytest.raises(ValueError, match="five steps"):
            components.step_of_band(0, 6)

    def test_of_more_bands_is_shared_by_neighbours(self):
        assert [components.shared_step(position, 7) for position in range(7)] == [1, 1, 2, 3, 3, 4, 5]
        assert [components.shared_step(position, 3) for position in range(3)] == [1, 3, 5]


class TestLegend:
    BANDS = (("Rendah", None, 50), ("Sedang", 50, 60), ("Tinggi", 60, None))

    def test_shows_half_open_bands(self):
        assert [key.band for key in components.legend(self.BANDS)] == ["< 50", "50–<60", "≥ 60", ""]

    def test_ends_with_what_is_not_ranked(self):
        assert components.legend(self.BANDS)[-1] == components.Key(0, "Belum diperingkat")

    def test_leaves_that_out_when_all_are_ranked(self):
        assert len(components.legend(self.BANDS, unranked="")) == 3


class TestGroups:
    ROWS = components.group_rows(["a", "b", "c", "d"], [("b", "a"), ("c", "b")])

    def test_a_line_begins_at_the_best_and_ends_at_the_last(self):
        first, second = self.ROWS["a"].lines[0], self.ROWS["b"].lines[0]
        assert (first.is_top, first.is_end, second.is_top, second.is_end) == (True, False, False, True)

    def test_a_unit_may_stand_in_two(self):
        assert self.ROWS["b"].letters == "A dan B"

    def test_a_unit_alone_has_no_line(self):
        assert self.ROWS["d"] == components.GroupRow()

    def test_letters_go_on_after_z(self):
        assert [components.letter(position) for position in (1, 26, 27, 52)] == ["A", "Z", "AA", "AZ"]


class TestContributions:
    def test_the_largest_fills_its_half(self):
        parts = components.contributions([("a", -2.0), ("b", 1.0)])
        assert [part.share for part in parts] == [1.0, 0.5]

    def test_nothing_but_zeros_can_be_drawn(self):
        assert components.contributions([("a", 0.0)])[0].share == 0


class TestPageLinks:
    @pytest.mark.parametrize(
        ("current", "last", "shown"),
        [(1, 1, [1]), (3, 24, [1, 2, 3, 4, 0, 24]), (12, 24, [1, 0, 11, 12, 13, 0, 24]), (24, 24, [1, 0, 23, 24])],
    )
    def test_shows_the_ends_and_the_neighbours(self, current, last, shown):
        assert list(PageLinks(current, last)) == shown


class TestStatuses:
    def test_every_look_exists_in_the_stylesheet(self):
        looks = components.STATUSES.values()
        assert {look.lozenge for look in looks} <= components.LOZENGES
        assert {look.tone for look in looks} <= components.TONES
