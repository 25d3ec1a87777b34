import pytest

from etam.indices.models import Release
from etam.publishing.queries import releases

pytestmark = pytest.mark.django_db


def earlier(world, **changes) -> Release:
    """A release over the year before the latest one."""
    fields = {
        "code": "budaya-2023-1",
        "kind": Release.Kind.COMPUTED,
        "title": "Tahun lalu",
        "method_code": world.latest.method_code,
        "method_version": "2025.1",
        "period": 2023,
        "state": Release.State.PUBLISHED,
        "proposed_by": world.officer,
        "proposed_at": world.latest.proposed_at,
        "published_by": world.publisher,
        "published_at": world.latest.published_at,
    }
    return Release.objects.create(**fields | changes)


class TestCurrent:
    def test_leaves_out_what_a_correction_replaced(self, world):
        assert world.replaced not in releases.current()

    def test_keeps_a_release_whose_correction_is_only_proposed(self, world):
        Release.objects.filter(pk=world.latest.pk).update(state=Release.State.PROPOSED, published_by=None)
        assert world.replaced in releases.current()


class TestLatestOwn:
    def test_is_the_correction_and_not_what_it_replaced(self, world):
        assert releases.latest_own() == world.latest

    def test_is_never_a_publication_from_outside(self, world):
        Release.objects.filter(pk=world.external.pk).update(period=2030)
        assert releases.latest_own() == world.latest

    def test_is_the_main_index_though_another_method_has_a_newer_release(self, world):
        earlier(world, code="arsip-2025-1", method_code="archive-order", period=2025)
        assert releases.latest_own() == world.latest

    def test_falls_back_to_another_method_without_a_release_of_the_main_index(self, world):
        Release.objects.filter(method_code=releases.MAIN).update(method_code="literacy-and-archive-order")
        assert releases.latest_own() == world.latest


class TestLatestOf:
    def test_is_the_newest_of_its_method(self, world):
        archives = earlier(world, code="arsip-2025-1", method_code="archive-order", period=2025)
        assert releases.latest_of("archive-order") == archives
        assert releases.latest_of(releases.MAIN) == world.latest

    def test_is_nothing_before_the_method_has_a_release(self, world):
        assert releases.latest_of("archive-order") is None


class TestFamily:
    def test_knows_the_correction_of_a_replaced_release(self, world):
        assert releases.family(world.replaced).correction == world.latest

    def test_knows_the_release_over_the_period_before(self, world):
        before = earlier(world)
        assert releases.family(world.latest).before == before

    def test_has_nothing_before_a_first_release(self, world):
        assert releases.family(world.latest).before is None

    def test_counts_the_corrections_of_its_period_only(self, world):
        earlier(world)
        assert releases.family(world.latest).corrections == 1

    def test_does_not_mix_in_other_methods(self, world):
        assert [entry.release for entry in releases.family(world.latest).others] == [world.replaced]


class TestHistoryOf:
    def test_runs_from_the_oldest_to_the_newest_current_release(self, world):
        earlier(world, results=world.latest.results)
        assert [release.period for release, _ in releases.history_of("64.08", releases.MAIN)] == [2023, 2024]

    def test_leaves_out_releases_that_do_not_hold_the_region(self, world):
        earlier(world, results={"units": []})
        assert [release.period for release, _ in releases.history_of("64.08", releases.MAIN)] == [2024]

    def test_never_mixes_two_methods(self, world):
        earlier(world, method_code="archive-order", results=world.latest.results)
        assert [release.period for release, _ in releases.history_of("64.08", releases.MAIN)] == [2024]
        assert [release.period for release, _ in releases.history_of("64.08", "archive-order")] == [2023]


class TestShelves:
    def test_put_our_own_before_publications_from_outside(self, world):
        assert [shelf.is_external for shelf in releases.shelves(releases.listed())] == [False, True]

    def test_begin_with_the_main_index(self, world):
        earlier(world, code="arsip-2025-1", method_code="archive-order", method_version="2026.1", period=2025)
        titles = [shelf.title for shelf in releases.shelves(releases.listed())]
        assert titles[:2] == ["Indeks Budaya Baca dan Literasi Informasi", "Nilai Tertib Arsip"]
