"""The sentences about one unit."""

from typing import Any

import pytest

from etam.indices.explaining import explain, within
from etam.indices.results import Unit


def a_unit(**changed: Any) -> Unit:
    """Kutai Timur as in a ranking of nine: 58.9 points where the mean is 62.2."""
    values: dict[str, Any] = {
        "score": 58.9,
        "rank": 7,
        "is_tied": False,
        "interval": [5, 8],
        "difference": -3.3,
        "contributions": [
            {"node": "staff", "label": "Tenaga perpustakaan", "points": -2.4},
            {"node": "use", "label": "Pemanfaatan", "points": -1.8},
            {"node": "activities", "label": "Kegiatan literasi", "points": 0.9},
        ],
        "lever": {
            "node": "staff",
            "label": "Tenaga perpustakaan",
            "median": 61.0,
            "score": 61.1,
            "rank": 6,
            "interval": [5, 6],
        },
        "why_not": "",
    }
    return {**values, **changed}  # type: ignore[typeddict-item]


def said(unit: Unit, **options: Any) -> str:
    return " ".join(explain(unit, **{"mean": 62.2, "ranked": 9, **options}))


class TestExplain:
    def test_tells_the_whole_story(self) -> None:
        assert explain(a_unit(), mean=62.2, ranked=9, alike=["Berau", "Paser"]) == [
            "Nilainya 58,9, lebih rendah 3,3 dari rata-rata sembilan daerah (62,2).",
            "Yang paling menurunkan adalah tenaga perpustakaan (−2,4); "
            "yang paling menaikkan adalah kegiatan literasi (+0,9).",
            "Urutan 7 dari 9 daerah, selang 5–8; urutannya terhadap Berau dan Paser belum dapat dipastikan.",
            "Jika tenaga perpustakaan setara median daerah yang diperingkat, "
            "nilai menjadi 61,1 dan selang peringkat menjadi 5–6.",
        ]

    def test_names_what_raises_first_when_above_the_mean(self) -> None:
        assert "Yang paling menaikkan adalah kegiatan literasi (+0,9); yang paling menurunkan" in said(
            a_unit(difference=1.0)
        )

    def test_a_difference_too_small_to_show_is_the_same(self) -> None:
        assert "Nilainya 58,9, sama dengan rata-rata" in said(a_unit(difference=-0.04))

    def test_says_nothing_of_parts_too_small_to_show(self) -> None:
        parts = [{"node": "staff", "label": "Tenaga", "points": 0.01}]
        assert "paling" not in said(a_unit(contributions=parts, lever=None))

    def test_a_single_place_is_said_to_hold(self) -> None:
        assert "Urutan 1 dari 9 daerah, tetap 1 pada perhitungan ulang." in said(a_unit(rank=1, interval=[1, 1]))

    def test_a_shared_place_is_called_shared(self) -> None:
        assert "Berbagi urutan 7 dari 9 daerah" in said(a_unit(is_tied=True))

    def test_says_when_no_interval_is_known(self) -> None:
        assert "ketidakpastiannya tidak diketahui" in said(a_unit(interval=None))

    def test_counts_many_neighbours(self) -> None:
        assert "terhadap lima daerah lain" in said(a_unit(), alike=["A", "B", "C", "D", "E"])

    def test_a_lever_without_interval_stops_at_the_score(self) -> None:
        lever = {**(a_unit()["lever"] or {}), "interval": None}
        assert said(a_unit(lever=lever)).endswith("nilai menjadi 61,1.")

    def test_a_unit_without_rank_gets_its_reason_alone(self) -> None:
        reason = "Isian diterima 46%, batas 68%. Nilai tidak dihitung."
        assert explain(a_unit(rank=None, why_not=reason), mean=62.2, ranked=9) == [reason]

    def test_one_ranked_unit_is_not_compared_with_itself(self) -> None:
        assert said(a_unit(difference=0.0), ranked=1).startswith("Nilainya 58,9. ")


@pytest.mark.parametrize(("label", "inside"), [("Koleksi", "koleksi"), ("TIK", "TIK"), ("UPLM 1", "UPLM 1"), ("", "")])
def test_labels_fit_into_a_sentence(label: str, inside: str) -> None:
    assert within(label) == inside
