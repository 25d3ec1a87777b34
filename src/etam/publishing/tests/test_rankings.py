import pytest

from etam.publishing import rankings
from etam.publishing.tests import samples


class TestBuild:
    def test_keeps_units_without_a_rank_at_the_end_with_their_reason(self):
        last = rankings.build(samples.results()).rows[-1]
        assert not last.is_ranked
        assert "batas 68%" in last.unit["why_not"]

    def test_marks_the_median_of_the_ranked_units_in_every_dimension(self):
        # Scores 73.6 … 48.1: the fifth of nine is 61.3, and every collection score lies 4.0 above its unit's.
        cell = rankings.build(samples.results()).rows[0].cells[0]
        assert (cell.label, cell.value, cell.middle) == ("Koleksi", 77.6, 65.3)

    def test_names_the_groups_of_a_unit_in_two_of_them(self):
        row = next(row for row in rankings.build(samples.results()).rows if row.unit["name"] == "Kutai Timur")
        assert row.groups.letters == "C dan D"

    def test_marks_the_chosen_unit_only(self):
        rows = rankings.build(samples.results(), "64.08").rows
        assert [row.unit["code"] for row in rows if row.is_chosen] == ["64.08"]

    def test_spans_the_reason_over_every_column_between_name_and_coverage(self):
        # Score, category, change, interval, groups.
        assert rankings.build(samples.results()).why_span == 5

    def test_spans_one_column_less_without_changes(self):
        assert rankings.build(samples.results(), has_change=False).why_span == 4

    def test_shows_no_intervals_where_nobody_looked(self):
        assert not rankings.build(samples.external()).has_intervals


class TestDiffers:
    def test_is_silent_when_printed_and_recomputed_agree(self):
        assert rankings.build(samples.external()).rows[0].differs is None

    def test_tells_recomputed_minus_printed(self):
        # Printed 88.02, recomputed 88.
        assert rankings.build(samples.external()).rows[1].differs == pytest.approx(-0.02)

    def test_is_silent_without_a_printed_score(self):
        assert rankings.build(samples.results()).rows[0].differs is None


class TestRankAxis:
    def test_names_every_place_of_a_short_axis(self):
        assert [tick.label for tick in rankings.rank_axis(3)] == ["1", "2", "3"]

    def test_names_first_tenth_and_last_of_a_long_one(self):
        assert [tick.label for tick in rankings.rank_axis(38) if tick.label] == ["1", "10", "20", "30", "38"]

    def test_leaves_out_a_tenth_that_would_touch_the_last(self):
        assert [tick.label for tick in rankings.rank_axis(31) if tick.label] == ["1", "10", "20", "31"]


class TestChosenUnit:
    def test_is_the_one_asked_for(self):
        assert rankings.chosen_unit(samples.results(), "64.11")["name"] == "Mahakam Ulu"

    def test_is_the_middle_of_the_ranking_for_a_code_that_does_not_exist(self):
        assert rankings.chosen_unit(samples.results(), "<script>")["name"] == "Berau"

    def test_is_our_own_province_among_provinces(self):
        results = samples.external()
        results["units"][20]["name"] = "Kalimantan Timur"
        assert rankings.chosen_unit(results, "") is results["units"][20]

    def test_is_nobody_without_units(self):
        assert rankings.chosen_unit(samples.results(units=[]), "") is None


class TestExplanation:
    def test_asks_why_a_ranked_unit_stands_where_it_stands(self):
        told = rankings.explanation(rankings.chosen_unit(samples.results(), "64.08"))
        assert told.question == "Mengapa Kutai Timur di urutan 7?"
        assert told.sentences[0] == "Nilainya 58,9, lebih rendah 3,3 dari rata-rata sembilan daerah (62,2)."

    def test_sets_the_lever_apart(self):
        told = rankings.explanation(rankings.chosen_unit(samples.results(), "64.08"))
        assert told.lever.startswith("Jika tenaga perpustakaan")
        assert told.lever not in told.sentences

    def test_gives_the_reason_of_a_unit_without_a_rank(self):
        told = rankings.explanation(rankings.chosen_unit(samples.results(), "64.11"))
        assert told.question == "Mengapa Mahakam Ulu belum diperingkat?"
        assert told.parts == ()
        assert "Nilai tidak dihitung" in told.sentences[0]


class TestPlacesByBlock:
    def test_tells_stretches_whose_order_is_no_result(self):
        assert rankings.places_by_block(samples.results()) == [
            ("1–2", ["Bontang", "Samarinda"]),
            ("3–4", ["Kutai Kartanegara", "Balikpapan"]),
            ("5–8", ["Berau", "Penajam Paser Utara", "Kutai Timur", "Paser"]),
            ("9", ["Kutai Barat"]),
        ]

    def test_is_empty_without_ranked_units(self):
        assert rankings.places_by_block(samples.results(units=[], groups=[])) == []


class TestWords:
    def test_names_the_period_that_changes_are_counted_from(self):
        words = rankings.words(samples.results(), (2023, "2026.1"))
        assert (words.change_head, words.no_change) == ("Dari 2023", "baru sejak 2023")

    def test_says_that_another_version_cannot_be_compared(self):
        words = rankings.words(samples.external(), (2023, "2021.1"))
        assert (words.change_head, words.no_change) == ("Dari 2023", "metode berbeda")

    def test_has_no_column_for_changes_in_a_first_release(self):
        assert rankings.words(samples.external(), None).change_head == ""

    def test_tells_shares_of_the_robustness_analysis_per_hundred(self):
        words = rankings.words(samples.results(), None)
        assert (words.interval_percent, words.uncertain_percent) == (90, 5)


class TestMarks:
    def test_says_place_score_and_category_to_those_who_listen(self):
        mark = rankings.marks(samples.results())["64.03"]
        assert mark.title == "Kabupaten Berau: peringkat 5, nilai 61,3, tinggi"

    def test_hatches_units_without_a_rank(self):
        mark = rankings.marks(samples.results())["64.11"]
        assert (mark.step, mark.number, mark.title) == (0, "–", "Kabupaten Mahakam Ulu: belum diperingkat")

    def test_links_only_when_told_where_to(self):
        assert rankings.marks(samples.results())["64.03"].url == ""
        assert rankings.marks(samples.results(), "?daerah={}")["64.03"].url == "?daerah=64.03"


class TestQualityStats:
    def test_writes_shares_of_what_was_expected(self):
        # 1,917 of 2,310 accepted; 3,280 cells missing of 80,000 less the 8,000 that do not apply.
        values = [stat.value for stat in rankings.quality_stats(samples.results(), corrections=1)]
        assert values == ["83%", "78%", "4,6%", "1"]

    def test_claims_nothing_for_a_publication_from_outside(self):
        assert rankings.quality_stats(samples.external(), corrections=0) == []
