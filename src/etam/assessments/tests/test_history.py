"""Results of former years, and what assessments give to an index."""

from datetime import date, timedelta

import pytest

from etam.assessments import actions, queries
from etam.assessments.exceptions import BadInput
from etam.assessments.tests.cast import NOW, SIX, WORSE
from etam.followup.models import Recommendation


def result(cast, part="unit_pengolah", answers=WORSE, **changes):
    return actions.OldResult(
        institution=cast.office, part=part, answers=dict(answers), determined_at=NOW, lead=cast.sari, **changes
    )


class TestImportResults:
    def test_computes_the_score_from_the_answers(self, cast):
        (made,) = actions.import_results(cast.programme, [result(cast)], by=cast.officer)
        assert (made.final_score, made.final_grade) == (pytest.approx(52.5), "CC")

    def test_stores_nothing_when_one_answer_is_lacking(self, cast):
        whole, part = result(cast, unit_name="A"), result(cast, answers={"use": 50}, unit_name="B")
        with pytest.raises(BadInput, match="belum dijawab"):
            actions.import_results(cast.programme, [whole, part], by=cast.officer)
        assert cast.programme.assessments.count() == 0

    def test_makes_recommendations_of_the_findings(self, cast):
        finding = actions.OldFinding("Tidak ada daftar arsip.", "Susun daftar arsip.", "use")
        actions.import_results(cast.programme, [result(cast, findings=[finding])], by=cast.officer)
        assert Recommendation.objects.get().institution == cast.office

    def test_refuses_a_unit_twice(self, cast):
        with pytest.raises(BadInput, match="sudah ada dalam"):
            actions.import_results(cast.programme, [result(cast), result(cast)], by=cast.officer)


class TestFigures:
    def test_have_no_value_of_an_office_until_every_unit_is_determined(self, cast):
        actions.import_results(cast.programme, [result(cast)], by=cast.officer)
        assert queries.figures(2026).filter(element="archive_internal_score").is_empty()

    def test_hold_the_value_of_a_complete_office(self, cast):
        # UP = 52.5 and UK all 80 → (52.5 + 80) / 2 = 66.25
        both = [result(cast), result(cast, "unit_kearsipan", dict.fromkeys(SIX, 80))]
        actions.import_results(cast.programme, both, by=cast.officer)
        (row,) = queries.figures(2026).rows(named=True)
        assert (row["institution"], row["value"]) == ("K-1", pytest.approx(66.25))

    def test_take_the_mean_of_several_units_of_one_part(self, cast):
        # UP: 52.5 and 80 → 66.25; UK 80 → (66.25 + 80) / 2 = 73.125
        rows = [
            result(cast, unit_name="A"),
            result(cast, answers=dict.fromkeys(SIX, 80), unit_name="B"),
            result(cast, "unit_kearsipan", dict.fromkeys(SIX, 80)),
        ]
        actions.import_results(cast.programme, rows, by=cast.officer)
        assert queries.figures(2026)["value"].to_list() == [pytest.approx(73.125)]

    def test_count_a_library_as_accredited_by_its_certificate(self, cast):
        actions.register_certificate(
            cast.village, number="1/2026", grade="B", score=None, scheme_code="accreditation", scheme_version="2018.1",
            valid_from=date(2026, 1, 1), valid_until=date(2026, 1, 1) + timedelta(days=1095), by=cast.officer,
        )  # fmt: skip
        found = queries.figures(2026).filter(element="library_accredited")
        assert dict(zip(found["institution"], found["value"], strict=True)) == {"L-1": 1.0}
