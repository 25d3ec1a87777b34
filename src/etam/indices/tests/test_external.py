"""Publications of others: what was printed comes out again, and says where it is from."""

from pathlib import Path

import pytest

from etam.indexmath.verify import verify
from etam.indices import actions, external
from etam.indices.models import Release
from etam.indices.results import Results, ranked, unit


@pytest.fixture(scope="module")
def results() -> Results:
    return next(external.recompute(one).results for one in external.rankings() if one.code == "iplm-provinces-2024")


class TestIplm2024:
    def test_recomputes_what_was_printed(self, results: Results) -> None:
        # The components are printed with four decimals, which moves the index by at most 0.006.
        gaps = [abs((one["score"] or 0) - float(one["printed"]["score"] or 0)) for one in ranked(results)]
        assert len(gaps) == 38
        assert max(gaps) < 0.006

    def test_holds_the_value_that_the_press_confirms(self, results: Results) -> None:
        kaltim = unit(results, "kalimantan-timur")
        assert (kaltim["name"], kaltim["printed"]["score"]) == ("Kalimantan Timur", 78.34)
        assert kaltim["score"] == pytest.approx(78.34, abs=0.006)

    def test_contributions_sum_to_the_difference(self, results: Results) -> None:
        for one in ranked(results):
            assert sum(part["points"] for part in one["contributions"]) == pytest.approx(one["difference"], abs=1e-6)

    def test_has_the_seven_elements_as_dimensions(self, results: Results) -> None:
        assert len(results["dimensions"]) == 7
        assert all(one["nodes"][code] is not None for one in ranked(results) for code in results["dimensions"])

    def test_names_source_and_defects(self, results: Results) -> None:
        assert results["source"].startswith("Perpustakaan Nasional 2024")
        assert any("UPLM5 sampai UPLM7 terpotong" in defect for defect in results["defects"])

    def test_speaks_of_provinces(self, results: Results) -> None:
        assert results["level"] == "province"
        assert "daerah" not in results["finding"]


@pytest.mark.django_db
class TestPublishExternal:
    def test_is_public_without_a_proposer(self, var: Path) -> None:
        releases = actions.publish_external()
        assert [(one.state, one.kind, one.proposed_by) for one in releases] == [("published", "external", None)]

    def test_freezes_a_folder_that_recomputes(self, var: Path) -> None:
        (release,) = actions.publish_external()
        assert verify(release.path) == []
        assert (release.path / "report.pdf").read_bytes().startswith(b"%PDF-")

    def test_may_be_repeated(self, var: Path) -> None:
        assert actions.publish_external() == actions.publish_external()
        assert Release.objects.count() == 1
