"""The rules of workload analysis as they ship, and each fault that an edition can have."""

import shutil
from fractions import Fraction

import pytest

from etam.content.bases import Basis, resting_on
from etam.content.files import CONTENT_ROOT, versions
from etam.content.workload import check_workload, latest_workload, load_workload


@pytest.fixture(scope="module")
def workload():
    return latest_workload()


class TestShippedWorkload:
    def test_takes_1250_hours_unless_told_otherwise(self, workload):
        time = workload.default_time
        assert (time.minutes, time.minutes / 60) == (75_000, 1250)
        assert time.basis == (Basis("PERMENPANRB-1-2020", "", "secondary"),)

    def test_names_no_basis_for_a_time_whose_basis_was_not_seen(self, workload):
        times = workload.effective_times.values()
        assert [one.minutes for one in times if not one.basis] == [74_760]

    def test_marks_its_rounding_and_its_formulas_as_unverified(self, workload):
        assert {one.confidence for one in (workload.rounding, *workload.formulas.values())} == {"unverified"}

    def test_bounds_classes_by_exact_tenths(self, workload):
        tenths = [(one.code, one.bound, one.ratio * 10) for one in workload.classes]
        assert tenths == [("A", "above", 10), ("B", "from", 9), ("C", "from", 7), ("D", "from", 5), ("E", "from", 0)]
        assert workload.classes[1].ratio == Fraction(9, 10)

    def test_measures_no_time(self, workload):
        assert not any(hasattr(one, "minutes") for one in workload.measures.values())

    def test_still_reads_the_edition_without_measures(self, workload):
        first = load_workload(versions(CONTENT_ROOT / "workload")[0])
        assert (first.version, first.from_year, first.measures) == ("2026.1", None, {})
        assert (first.effective_times, first.rounding) == (workload.effective_times, workload.rounding)

    def test_rests_on_the_guideline_of_workload_analysis(self):
        resting = {(one.kind, one.item) for one in resting_on("PERMENPANRB-1-2020")}
        assert resting == {("effective-time", "hours_1250"), ("formation-desk", "unit")}


BROKEN = {
    "a version in another folder": ('"2026.2"', '"2026.3"', "stands in the folder"),
    "a time that stands twice": ("code: hours_1200", "code: hours_1250", '"hours_1250" stands twice'),
    "an unknown default": ("default_time: hours_1250", "default_time: hours_1300", '"hours_1300" is not one of'),
    "classes in the wrong order": ("ratio: 0.70", "ratio: 0.95", "go downwards"),
    "an effectiveness without a class": ("ratio: 0,", "ratio: 0.1,", "begin from 0"),
    "a rule of rounding that nobody computes": ("rule: half_up", "rule: up", "'up' is not one of"),
    "a measure that stands twice": ("code: users_served", "code: ict_users_guided", '"ict_users_guided" stands twice'),
    "a measure from nowhere": ("from: assessment", "from: memory", "'memory' is not one of"),
    "a time of nothing": ("minutes: 75000", "minutes: 0", "less than the minimum"),
}


@pytest.mark.parametrize(("old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_each_fault_is_told(tmp_path, old, new, message):
    folder = shutil.copytree(versions(CONTENT_ROOT / "workload")[-1], tmp_path / "2026.2")
    path = folder / "workload.yml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert any(message in fault.message for fault in check_workload(folder))
