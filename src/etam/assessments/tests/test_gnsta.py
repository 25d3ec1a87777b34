"""The six tertib as audits and the inventory tell of them."""

from datetime import date
from typing import Any

import pytest

from etam.assessments.models import Assessment
from etam.assessments.queries import gnsta
from etam.assessments.queries.gnsta import Tertibs
from etam.assessments.tests.cast import NOW, WORSE, AuditCast
from etam.assessments.tests.test_comparison import determined
from etam.institutions.models import Institution
from etam.submissions.models import Revision, Round, Submission

ANSWERS = {
    "archival_institution": "ya", "archival_institution_basis": "Perda 3/2018", "record_centre": "tidak",
    "classification_scheme": "ya", "classification_scheme_basis": "Perbup 5/2020", "retention_schedule": "tidak",
    "access_classification": {"nothing": "missing"}, "srikandi_use": "sebagian", "digitisation_level": 40,
    "static_digitised_share": {"nothing": "not_applicable"}, "archivists": 2, "record_managers": 3,
}  # fmt: skip


def reported(institution: Institution, state: str = "accepted", **changes: Any) -> Submission:
    """An inventory about 2025 that was accepted."""
    round_, _ = Round.objects.get_or_create(
        code="inventaris-2025",
        defaults={
            "title": "Inventaris 2025", "instrument_code": "archive-inventory", "instrument_version": "2026.1",
            "instrument_checksum": "0" * 64, "period": 2025, "opens_on": date(2026, 1, 1), "due_on": date(2026, 2, 1),
            "closes_on": date(2026, 3, 1),
        },
    )  # fmt: skip
    submission = Submission.objects.create(
        round=round_, institution=institution, kind=institution.kind, subtype=institution.subtype,
        regency=institution.regency, state=state, state_since=NOW,
    )  # fmt: skip
    submission.latest = Revision.objects.create(
        submission=submission, number=1, answers={**ANSWERS, **changes}, at=NOW, channel="web"
    )
    submission.save()
    return submission


def cells(cast: AuditCast, *institutions: Institution) -> dict[str, gnsta.Cell]:
    (row,) = Tertibs(list(institutions or [cast.office]), 2025).governments([cast.regency])
    return {cell.tertib.code: cell for cell in row.cells}


class TestTertibs:
    def test_take_the_audit_values_that_speak_of_one_alone(self, cast):
        determined(cast, 2025, "2020.1", WORSE)
        found = cells(cast)
        # Staff 50 in both units; facilities 70; management A.1 = B.1 = (60 + 50 + 40 + 30) / 4 = 45.
        assert {code: found[code].value for code in ("staff", "facilities", "management")} == {
            "staff": pytest.approx(50), "facilities": pytest.approx(70), "management": pytest.approx(45),
        }  # fmt: skip

    def test_never_take_a_wider_value_for_a_tertib(self, cast):
        determined(cast, 2025, "2020.1", WORSE)
        Assessment.objects.filter(part="unit_pengolah").update(
            instrument_code="archive-audit-external", nodes=[["E.4", 66.0]], institution=cast.archive
        )
        found = cells(cast, cast.office, cast.archive)
        assert (found["funding"].value, found["funding"].wider) == (None, 66.0)
        assert found["staff"].value == pytest.approx(50)

    def test_count_what_is_there_by_the_accepted_inventory(self, cast):
        reported(cast.office)
        # Policy asks of three guidelines: one yes, one no, one without data.
        assert cells(cast)["policy"].yes == (1, 2)
        assert cells(cast)["policy"].note == "1 dari 2 ada"

    def test_do_not_take_what_is_not_accepted(self, cast):
        reported(cast.office, state="submitted")
        assert cells(cast)["policy"].nothing == "open"

    def test_keep_three_kinds_of_nothing_apart(self, cast):
        reported(cast.office)
        told = {one.source.element: one.nothing for cell in cells(cast).values() for one in cell.told}
        assert (told["access_classification"], told["static_digitised_share"]) == ("missing", "not_applicable")
        assert told["uk2_count"] == "not_applicable"
        nodes = {one.source.node: one.nothing for cell in cells(cast).values() for one in cell.told}
        assert nodes["A.2.1"] == "open"

    def test_ask_the_database_as_often_for_one_as_for_many(self, cast, django_assert_num_queries):
        determined(cast, 2025, "2020.1", WORSE)
        reported(cast.office)
        for institutions in ([cast.office], [cast.office, cast.archive]):
            with django_assert_num_queries(2):
                Tertibs(institutions, 2025).offices()


class TestInventory:
    def test_shows_the_basis_of_a_yes(self, cast):
        reported(cast.office)
        (row,) = gnsta.inventory_rows(Tertibs([cast.office], 2025))
        found = {question.element: (reading.value, reading.nothing, basis) for question, reading, basis in row.answers}
        assert found["classification_scheme"] == ("ya", "", "Perbup 5/2020")
        assert found["access_classification"] == (None, "missing", "")
        assert found["archivists"] == (2.0, "", "")

    def test_of_an_office_without_a_return_is_open(self, cast):
        (row,) = gnsta.inventory_rows(Tertibs([cast.office], 2025))
        assert not row.has_return
        assert {reading.nothing for _, reading, _ in row.answers} == {"open"}


class TestFinding:
    def test_names_the_lowest(self, cast):
        determined(cast, 2025, "2020.1", WORSE)
        seen = Tertibs([cast.office], 2025)
        said = gnsta.finding(seen.offices(), seen.content, 2025)
        assert said == "Tertib pengelolaan arsip paling rendah pada 2025: rata-rata 45,0 dari 1 yang diaudit"

    def test_says_when_nothing_was_audited(self, cast):
        seen = Tertibs([cast.office], 2025)
        assert gnsta.finding(seen.offices(), seen.content, 2025).startswith("Belum ada hasil audit 2025")
