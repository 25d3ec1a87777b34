import pytest

from etam.content.recommendations import latest_recommendations


@pytest.fixture(scope="module")
def recommendations():
    return latest_recommendations()


class TestRecommendations:
    def test_are_seven_in_order(self, recommendations):
        assert [point.code for point in recommendations.points] == ["R1", "R2", "R3", "R4", "R5", "R6", "R7"]

    def test_were_adopted_in_tana_grogot_in_march_2020(self, recommendations):
        assert recommendations.adopted_on.isoformat() == "2020-03-18"
        assert "Tana Grogot" in recommendations.meeting["venue"]

    def test_keep_the_words_that_were_adopted(self, recommendations):
        assert recommendations.points[4].text == (
            "Dinas Perpustakaan dan Kearsipan beserta instansi terkait untuk mengoptimalkan sosialisasi akreditasi "
            "perpustakaan."
        )

    def test_the_main_job_is_measured(self, recommendations):
        assert [measure.code for measure in recommendations.points[3].measured_by] == [
            "returns_accepted_share",
            "returns_on_time_share",
            "libraries_covered_share",
            "regencies_ranked",
            "releases_published",
        ]

    def test_each_has_a_measure_and_says_what_is_still_not_measured(self, recommendations):
        assert all(point.is_measured for point in recommendations.points)
        open_ones = [point for point in recommendations.points if point.not_yet]
        assert [point.code for point in open_ones] == ["R1", "R2", "R3"]
        assert all(point.not_yet["id"].startswith("Belum diukur") for point in open_ones)
