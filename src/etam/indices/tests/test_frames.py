"""Who is expected now and was not before."""

from datetime import date

from etam.indices.frames import frame_changes
from etam.institutions.models import InstitutionChange
from etam.institutions.tests.cast import library
from etam.submissions import actions, editions
from etam.submissions.models import Round
from etam.submissions.tests.cast import Cast

BETWEEN = date(2025, 6, 1)


def inventory(cast: Cast, period: int = 2025) -> Round:
    """A round of offices about the same year as a round of libraries."""
    office = library("K-1", "Dinas Sosial Bontang", "office", "regency_office", cast.other_regency, cast.other_regency)
    return actions.open_round(
        code="arsip",
        title="Inventaris kearsipan",
        instrument=editions.instrument("archive-inventory", "2026.1"),
        period=period,
        opens_on=date(period + 1, 2, 1),
        due_on=date(period + 1, 3, 31),
        closes_on=date(period + 1, 4, 14),
        institutions=[office],
        is_sample=True,
        by=None,
    )


class TestFrameChanges:
    def test_nothing_changed(self, cast: Cast) -> None:
        changes = frame_changes(2025)
        assert (changes["previous"], changes["new"], changes["gone"]) == (2024, 0, 0)

    def test_the_first_period_has_nothing_to_compare_with(self, cast: Cast) -> None:
        assert frame_changes(2024)["previous"] is None

    def test_counts_the_new_in_their_regency(self, cast: Cast) -> None:
        new = library("L-9", "TBM Baru", "tbm", "tbm", cast.other_regency, cast.other_regency)
        actions.expect(cast.round, institutions=[new], by=cast.officer)
        changes = frame_changes(2025)
        assert changes["new"] == 1
        assert changes["by_regency"]["64.74"] == {"new": 1, "gone": 0, "merged": 0, "renamed": 0}

    def test_who_is_no_longer_expected_is_gone(self, cast: Cast) -> None:
        cast.round.submissions.filter(institution=cast.school).delete()
        assert frame_changes(2025)["gone"] == 1

    def test_who_was_merged_is_not_gone(self, cast: Cast) -> None:
        cast.round.submissions.filter(institution=cast.school).delete()
        InstitutionChange.objects.create(institution=cast.school, kind="merged", on=BETWEEN, successor=cast.village)
        changes = frame_changes(2025)
        assert (changes["gone"], changes["merged"]) == (0, 1)

    def test_counts_new_names_between_the_rounds(self, cast: Cast) -> None:
        InstitutionChange.objects.create(institution=cast.village, kind="renamed", on=BETWEEN, before="A", after="B")
        assert frame_changes(2025)["by_regency"]["64.08"]["renamed"] == 1

    def test_a_name_from_before_the_last_round_is_no_change(self, cast: Cast) -> None:
        InstitutionChange.objects.create(
            institution=cast.village, kind="renamed", on=date(2024, 6, 1), before="A", after="B"
        )
        assert frame_changes(2025)["renamed"] == 0

    def test_offices_of_another_round_are_not_new_libraries(self, cast: Cast) -> None:
        inventory(cast)
        assert frame_changes(2025)["new"] == 0

    def test_another_period_may_be_named(self, cast: Cast) -> None:
        assert frame_changes(2025, previous=2019)["new"] == 3
