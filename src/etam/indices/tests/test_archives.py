"""Official values of audits enter an index beside, or instead of, figures of returns."""

from datetime import timedelta
from pathlib import Path

import pytest

from etam.assessments import actions as assessments
from etam.assessments import editions
from etam.assessments.tests.cast import NOW, SIX, make_audit_cast
from etam.indexmath.verify import verify
from etam.indices import collecting, computing, methods, queries
from etam.indices.exceptions import CannotCompute
from etam.indices.models import IndexRun
from etam.indices.results import unit

METHOD = ("archive-order", "2026.1")


@pytest.fixture
def cast(db, var):
    """Kutai Timur with one office whose units are determined, and its external audit under way."""
    cast = make_audit_cast()
    units = [("unit_pengolah", 60), ("unit_kearsipan", 80)]
    results = [
        assessments.OldResult(cast.office, part, dict.fromkeys(SIX, value), NOW, lead=cast.sari)
        for part, value in units
    ]
    cast.internal = assessments.import_results(cast.programme, results, by=cast.officer)
    external = assessments.create_programme(
        code="aske", kind="external_audit", title="ASKE", year=2026, region=cast.province,
        scheme=editions.scheme("archive-supervision", "2020.1"), starts_on=NOW.date(), ends_on=NOW.date(),
        by=cast.officer,
    )  # fmt: skip
    answers = dict.fromkeys(("policy", "guidance", "management", "resources"), 90)
    old = assessments.OldResult(cast.archive, "external", answers, NOW, lead=cast.sari)
    assessments.import_results(external, [old], by=cast.officer)
    return cast


def run(cast) -> IndexRun:
    made = IndexRun.objects.create(
        method_code=METHOD[0], method_version=METHOD[1], method_checksum="", period=2026, seed=1, draws=20,
        by=cast.officer, alive_at=NOW, created_at=NOW,
    )  # fmt: skip
    computing.compute(made.pk, made.attempt)
    made.refresh_from_db()
    return made


class TestArchiveOrder:
    def test_mixes_the_external_value_with_the_mean_of_the_offices(self, cast):
        inputs = collecting.collect(methods.load(*METHOD), 2026)
        values = {row["element"]: row["value"] for row in inputs.figures.rows(named=True)}
        # Office (60 + 80) / 2 = 70, external 90; 0.6 × 90 + 0.4 × 70 = 82 is computed by the method.
        assert values == {"archive_internal_score": pytest.approx(70), "archive_external_score": pytest.approx(90)}

    def test_leaves_libraries_out_of_the_frame(self, cast):
        frame = collecting.collect(methods.load(*METHOD), 2026).frame
        assert sorted(frame["institution"]) == ["K-1", "K-2"]

    def test_gives_a_folder_that_anybody_can_recompute(self, cast, settings):
        made = run(cast)
        assert (made.state, made.problem) == ("done", "")
        assert unit(made.results, "64.08")["score"] == pytest.approx(82)
        assert verify(Path(settings.RELEASES) / made.folder) == []

    def test_says_that_there_was_no_audit(self, cast):
        with pytest.raises(CannotCompute, match="Belum ada program audit tentang tahun 2019"):
            collecting.collect(methods.load(*METHOD), 2019)

    def test_offers_the_year_of_an_audit_for_a_computation(self, cast):
        assert 2026 in collecting.periods()


class TestReopened:
    def test_assessment_is_named_to_whoever_relied_on_it(self, cast):
        made = run(cast)
        asked = assessments.ask_reopening(cast.internal[0], reason="Salah hitung", by=cast.officer)
        later = made.created_at + timedelta(hours=1)
        assessments.decide_reopening(asked, is_approved=True, by=cast.second_officer, at=later)
        assert [(one.institution, one.reason) for one in queries.reopened_since(made)] == [
            (cast.office, "Salah hitung")
        ]
        assert queries.with_reopened(IndexRun.objects.all()).get().is_shaken
