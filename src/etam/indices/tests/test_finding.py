"""The title of a ranking, case by case; and that it never claims more than the groups allow."""

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.indices.finding import Place, blocks, in_words, reach, title

NAMES = (
    "Bontang",
    "Samarinda",
    "Kutai Kartanegara",
    "Balikpapan",
    "Berau",
    "Penajam Paser Utara",
    "Kutai Timur",
    "Paser",
    "Kutai Barat",
    "Mahakam Ulu",
)


def places(count: int, ranks: Sequence[float] | None = None) -> list[Place]:
    return [Place(name, name, rank) for name, rank in zip(NAMES, ranks or range(1, count + 1), strict=False)][:count]


def groups(*positions: Sequence[int]) -> list[list[str]]:
    """Groups by position: groups([1, 2], [3]) holds Bontang with Samarinda, and Kutai Kartanegara alone."""
    return [[NAMES[position - 1] for position in members] for members in positions]


class TestTitle:
    @pytest.mark.parametrize(
        ("count", "together", "expected"),
        [
            (
                9,
                [[1, 2], [3], [4], [5, 6, 7], [7, 8], [9]],
                "Bontang dan Samarinda teratas; urutan 5 sampai 8 belum dapat dipastikan",
            ),
            (
                9,
                [[1, 2], [3, 4], [5, 6, 7], [7, 8], [9]],
                "Bontang dan Samarinda teratas; urutan 3–4 dan 5–8 belum dapat dipastikan",
            ),
            (
                9,
                [[1], [2, 3], [4, 5], [6], [7, 8, 9]],
                "Bontang teratas; urutan 2–3, 4–5, dan 7–9 belum dapat dipastikan",
            ),
            (9, [[1], [2], [3, 4]], "Bontang teratas; urutan 3 dan 4 belum dapat dipastikan"),
            (4, [[1], [2, 3, 4]], "Bontang teratas; semua urutan lain belum dapat dipastikan"),
            (4, [[1], [2, 3], [3, 4]], "Bontang teratas; semua urutan lain belum dapat dipastikan"),
            (5, [[1, 2], [3, 4, 5]], "Bontang dan Samarinda teratas; semua urutan lain belum dapat dipastikan"),
            (
                4,
                [[1, 2, 3], [4]],
                "Bontang, Samarinda, dan Kutai Kartanegara teratas; semua urutan lain bertahan dalam perhitungan ulang",
            ),
            (
                6,
                [[1, 2, 3, 4]],
                "Empat daerah teratas belum dapat dibedakan; semua urutan lain bertahan dalam perhitungan ulang",
            ),
            (
                7,
                [[1, 2, 3, 4], [6, 7]],
                "Empat daerah teratas belum dapat dibedakan; urutan 6 dan 7 belum dapat dipastikan",
            ),
            (3, [[1], [2], [3]], "Bontang teratas; semua urutan bertahan dalam perhitungan ulang"),
            (3, [], "Bontang teratas; semua urutan bertahan dalam perhitungan ulang"),
            (2, [[1, 2]], "Urutan Bontang dan Samarinda belum dapat dipastikan"),
            (10, [range(1, 11)], "Urutan sepuluh daerah belum dapat dipastikan"),
            (
                10,
                [[1, 2, 3, 4, 5, 6], [6, 7, 8, 9, 10]],
                "Enam daerah di kelompok teratas; urutan sepuluh daerah belum dapat dipastikan",
            ),
            (
                9,
                [[1, 2], [2, 3, 4, 5], [6], [7, 8], [9]],
                "Bontang dan Samarinda di kelompok teratas; urutan 1–5 dan 7–8 belum dapat dipastikan",
            ),
            (
                10,
                [[1], [2, 3], [4, 5], [6, 7], [8, 9]],
                "Bontang teratas; delapan urutan belum dapat dipastikan",
            ),
            (1, [[1]], "Hanya Bontang yang dapat diperingkat"),
        ],
    )
    def test_says_what_the_groups_allow(self, count: int, together: list[list[int]], expected: str) -> None:
        assert title(places(count), groups(*together)) == expected

    def test_a_doubt_between_units_far_apart_reaches_over_those_between(self) -> None:
        said = title(places(6), groups([1], [2], [3], [4], [5], [6]), pairs=groups([1, 5]))
        assert said == "Bontang di kelompok teratas; urutan 1 sampai 5 belum dapat dipastikan"

    def test_tells_when_little_is_known_of_those_it_ranks(self) -> None:
        thin = [place._replace(coverage=share) for place, share in zip(places(3), (0.9, 0.5, 0.19), strict=True)]
        assert title(thin, groups([1], [2], [3])) == (
            "Bontang teratas; semua urutan bertahan dalam perhitungan ulang; isian satu daerah kurang dari separuh"
        )

    def test_calls_provinces_provinces(self) -> None:
        assert (
            title(places(6), groups([1, 2, 3, 4, 5, 6]), level="province")
            == "Urutan enam provinsi belum dapat dipastikan"
        )

    def test_joins_a_shared_rank_that_no_group_names(self) -> None:
        assert title(places(3, [1, 1, 3]), groups([3])) == (
            "Bontang dan Samarinda teratas; semua urutan lain bertahan dalam perhitungan ulang"
        )

    def test_leaves_units_without_rank_out_of_the_order(self) -> None:
        with_one_out = [*places(2), Place("64.11", "Mahakam Ulu", None, 0.46)]
        assert title(with_one_out, groups([1], [2])) == "Bontang teratas; semua urutan bertahan dalam perhitungan ulang"

    def test_does_not_depend_on_the_order_of_its_input(self) -> None:
        assert title(places(4)[::-1], groups([4, 3, 2])) == title(places(4), groups([2, 3, 4]))

    def test_says_when_nobody_has_looked_at_uncertainty(self) -> None:
        assert (
            title(places(3), None, level="province")
            == "Bontang di urutan 1 dari 3 provinsi; ketidakpastian urutan tidak diketahui"
        )

    def test_names_those_who_share_the_first_place(self) -> None:
        assert title(places(3, [1, 1, 3]), None) == (
            "Bontang dan Samarinda berbagi urutan 1 dari 3 daerah; ketidakpastian urutan tidak diketahui"
        )

    def test_counts_many_who_share_the_first_place(self) -> None:
        assert title(places(5, [1, 1, 1, 1, 5]), None).startswith("Empat daerah berbagi urutan 1 dari 5 daerah")


class TestTitleWithoutRanks:
    def test_names_the_coverage_rule_when_nobody_meets_it(self) -> None:
        nobody = [Place("a", "A", None, 0.46), Place("b", "B", None, 0.0)]
        assert title(nobody, None, coverage_minimum=0.68) == "Belum ada daerah yang memenuhi batas cakupan 68%"

    def test_does_not_blame_coverage_when_one_meets_it(self) -> None:
        kept_out_otherwise = [Place("a", "A", None, 0.46), Place("b", "B", None, 0.9)]
        assert title(kept_out_otherwise, None, coverage_minimum=0.68) == "Belum ada daerah yang dapat diperingkat"

    def test_does_not_blame_coverage_when_it_is_unknown(self) -> None:
        assert title([Place("a", "A", None)], None, coverage_minimum=0.68) == "Belum ada daerah yang dapat diperingkat"

    def test_needs_no_unit_at_all(self) -> None:
        assert title([], None, level="province") == "Belum ada provinsi yang dapat diperingkat"


class TestBlocks:
    def test_overlapping_groups_are_one_block(self) -> None:
        parts = blocks(places(9), groups([1, 2], [3, 4], [5, 6, 7], [7, 8], [9]))
        assert [len(part) for part in parts] == [2, 2, 4, 1]

    def test_a_group_that_skips_a_unit_still_holds_it(self) -> None:
        assert [len(part) for part in blocks(places(4), groups([1, 3]))] == [3, 1]


@given(st.data())
def test_the_top_is_never_smaller_than_what_cannot_be_told_apart(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 10))
    members = st.lists(st.integers(1, count), min_size=1, max_size=4, unique=True)
    together = groups(*data.draw(st.lists(members, max_size=6)))
    said = title(places(count), together)
    for words, is_alone in ((" teratas;", True), (" di kelompok teratas;", False)):
        named = {name for name in NAMES if words in said and name in said.partition(words)[0].split(" di ")[0]}
        reaching = [set(group) for group in together if set(group) & (named if is_alone else {NAMES[0]})]
        assert not named or NAMES[0] in named
        assert not named or all(group <= named for group in reaching)


@given(st.data())
def test_fits_into_a_title(data: st.DataObject) -> None:
    count = data.draw(st.integers(2, 38))
    many = [Place(str(rank), "Kepulauan Bangka Belitung", rank, 0.1) for rank in range(1, count + 1)]
    starts = data.draw(st.sets(st.integers(1, count), max_size=count))
    together = [[str(start), str(min(count, start + 1))] for start in sorted(starts)]
    assert len(title(many, together, level="province")) <= 200


@given(st.integers(2, 10), st.data())
def test_every_uncertain_neighbour_is_told(count: int, data: st.DataObject) -> None:
    first = data.draw(st.integers(2, count)) - 1
    said = title(places(count), groups([first, first + 1]))
    assert "belum dapat dipastikan" in said or f"{NAMES[first - 1]} dan {NAMES[first]} teratas" in said


class TestReach:
    def test_counts_in_words(self) -> None:
        ten = [*places(9), Place("x", "X", None)]
        assert reach(ten) == "Sembilan dari sepuluh daerah dapat diperingkat."

    def test_says_all(self) -> None:
        assert reach(places(2), "province") == "Semua provinsi dapat diperingkat: 2."

    def test_says_none(self) -> None:
        assert reach([Place("a", "A", None)]) == "Belum ada daerah yang dapat diperingkat."


def test_large_numbers_stay_figures() -> None:
    assert in_words(38) == "38"
