"""The years of an office or a government beside each other, and what a change of weights does to them."""

from datetime import date, datetime
from typing import Any

import pytest

from etam.assessments import actions, editions
from etam.assessments.actions.history import OldResult, import_results
from etam.assessments.models import Assessment, Programme
from etam.assessments.queries import comparison as comparing
from etam.assessments.tests.cast import NOW, SIX, WORSE, AuditCast

GOOD = dict.fromkeys(SIX, 80)
PARTS = ("unit_pengolah", "unit_kearsipan")


def determined(cast: AuditCast, year: int, version: str, answers: dict[str, Any], parts=PARTS) -> Programme:
    """A programme of the year in which the office was audited with these answers in every unit."""
    programme = actions.create_programme(
        code=f"aski-{year}", kind=Programme.Kind.INTERNAL, title=f"Audit {year}", year=year, region=cast.regency,
        scheme=editions.scheme("archive-supervision", version), starts_on=date(year, 1, 1),
        ends_on=date(year, 12, 31), by=cast.officer,
    )  # fmt: skip
    at = datetime(year, 6, 1, tzinfo=NOW.tzinfo)
    import_results(programme, [OldResult(cast.office, part, dict(answers), at) for part in parts], by=cast.officer)
    return programme


def compared(cast: AuditCast) -> comparing.Comparison:
    rows = Assessment.objects.filter(institution=cast.office).select_related("institution").order_by("year", "pk")
    return comparing.compare("Dinas Kesehatan", Programme.Kind.INTERNAL, rows)


class TestCompare:
    def test_gives_an_earlier_year_on_the_new_weights_too(self, cast):
        determined(cast, 2024, "2020.1", WORSE)
        determined(cast, 2025, "2026.1", GOOD)
        early, late = compared(cast).years
        # Weights of 2020: UP = UK = (45 + 60) / 2 = 52,5, so the office has 52,5.
        # Weights of 2026: UP = 0,7 × (0,2·60 + 0,2·50 + 0,35·40 + 0,25·30) + 0,3 × 60 = 48,45;
        # UK = 0,6 × (0,1·60 + 0,25·50 + 0,35·40 + 0,3·30) + 0,4 × 60 = 48,9; the office (48,45 + 48,9) / 2 = 48,675.
        assert early.own.value.low == pytest.approx(52.5)
        assert early.on("2026.1").value.low == pytest.approx(48.675)
        assert (late.own.value.low, late.on("2020.1").value.low) == (pytest.approx(80), pytest.approx(80))

    def test_says_in_its_title_how_far_it_moved_on_the_same_weights(self, cast):
        determined(cast, 2024, "2020.1", WORSE)
        determined(cast, 2025, "2026.1", GOOD)
        # 80 − 48,68 = 31,32, from what is printed.
        said = "Dinas Kesehatan: naik 31,32 poin ke 80,00 dari 2024 ke 2025 pada bobot 2026.1"
        assert comparing.finding(compared(cast)) == said

    def test_breaks_where_the_instrument_changed(self, cast):
        determined(cast, 2023, "2020.1", WORSE)
        determined(cast, 2024, "2020.1", WORSE)
        determined(cast, 2025, "2026.1", GOOD)
        found = compared(cast)
        assert [(before.year, after.year) for before, after in found.breaks] == [(2024, 2025)]
        assert len(comparing.chart(found).lines) == 2
        assert "bobot 2020 menjadi" in comparing.change_told(*found.breaks[0])

    def test_goes_on_while_it_is_the_same(self, cast):
        determined(cast, 2024, "2020.1", WORSE)
        determined(cast, 2025, "2020.1", GOOD)
        found = compared(cast)
        assert found.breaks == []
        assert comparing.finding(found) == "Dinas Kesehatan: naik 27,50 poin ke 80,00 dari 2024 ke 2025"

    def test_does_not_compare_without_the_answers(self, cast):
        determined(cast, 2024, "2020.1", WORSE)
        determined(cast, 2025, "2026.1", GOOD)
        Assessment.objects.get(year=2024, part="unit_pengolah").sheets.update(latest=None)
        found = compared(cast)
        assert found.years[0].on("2026.1").value is None
        assert found.lacking == ["jawaban 2024 tidak disimpan"]
        assert "tidak dapat dibandingkan: instrumennya berganti" in comparing.finding(found)

    def test_shows_a_year_that_is_not_complete_as_a_range_and_draws_no_point(self, cast):
        determined(cast, 2024, "2020.1", WORSE, parts=("unit_pengolah",))
        found = compared(cast)
        # UP 52,5, UK anything: 26,25 to 76,25.
        assert (found.years[0].value.low, found.years[0].value.high) == (pytest.approx(26.25), pytest.approx(76.25))
        assert comparing.chart(found) is None
        assert comparing.finding(found) == "Dinas Kesehatan: belum ada nilai yang lengkap"

    def test_takes_one_query_however_many_units(self, cast, django_assert_num_queries):
        determined(cast, 2024, "2020.1", WORSE)
        determined(cast, 2025, "2026.1", GOOD)
        rows = list(Assessment.objects.select_related("institution").order_by("year", "pk"))
        with django_assert_num_queries(1):
            comparing.compare("X", Programme.Kind.INTERNAL, rows)
