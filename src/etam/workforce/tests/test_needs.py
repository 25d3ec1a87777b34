"""The need of a year: which analysis counts, and how it is told level by level."""

import pytest

from etam.workforce.queries.need import needs
from etam.workforce.tests.analysed import World, analysis, make_world

pytestmark = pytest.mark.django_db


@pytest.fixture
def world() -> World:
    return make_world()


def test_each_level_is_told_raw_and_rounded_for_itself(world: World) -> None:
    # 112,500 / 75,000 = 1.5 and 37,500 / 75,000 = 0.5; both go up, so that the levels add up to 3, their sum to 2.
    made = analysis(world.library, ("ahli_muda", 1500, 25), ("ahli_pertama", 4500, 25))
    first, second = needs(2026)
    assert (first.level, first.raw, first.persons) == ("ahli_pertama", 1.5, 2)
    assert (second.level, second.raw, second.persons) == ("ahli_muda", 0.5, 1)
    assert (first.office_id, first.regency_code, first.workload_id) == (world.library.pk, "64.08", made.pk)


def test_the_latest_settled_year_counts_until_there_is_another(world: World) -> None:
    older = analysis(world.library, ("ahli_pertama", 3000, 25), year=2024)
    newer = analysis(world.library, ("ahli_pertama", 6000, 25), year=2026)
    assert [one.workload_id for year in (2023, 2024, 2025, 2026) for one in needs(year)] == [
        older.pk,
        older.pk,
        newer.pk,
    ]


def test_drafts_and_replaced_ones_count_for_nothing(world: World) -> None:
    for state in ("draft", "replaced"):
        analysis(world.library, ("ahli_pertama", 3000, 25), state=state)
    assert needs(2026) == []


def test_posts_of_one_office_stand_beside_each_other(world: World) -> None:
    analysis(world.library, ("ahli_pertama", 3000, 25))
    analysis(world.library, ("terampil", 3000, 25), position="asisten_perpustakaan")
    analysis(world.elsewhere, ("ahli_pertama", 0, 25))
    assert [(one.regency_code, one.position, one.raw) for one in needs(2026)] == [
        ("64.08", "asisten_perpustakaan", 1.0),
        ("64.08", "pustakawan", 1.0),
        ("64.74", "pustakawan", 0.0),
    ]


def test_it_takes_two_questions_however_many_offices_there_are(world: World, django_assert_num_queries: object) -> None:
    for office in (world.library, world.archive, world.elsewhere):
        analysis(office, ("ahli_pertama", 3000, 25))
    with django_assert_num_queries(2):  # type: ignore[operator]
        assert len(needs(2026)) == 3
