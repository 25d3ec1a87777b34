"""The pages of the six tertib and of the years, for those who may see them."""

import csv
import io
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from etam.assessments.tests.cast import SIX, WORSE
from etam.assessments.tests.test_comparison import GOOD, determined
from etam.assessments.tests.test_gnsta import reported
from etam.assessments.tests.test_programme_pages import text, url
from etam.institutions.tests.cast import library

pytestmark = pytest.mark.usefixtures("audit_day")


def table(answer: Any) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))


class TestGnsta:
    def test_shows_a_verifier_the_own_government_only(self, cast, as_):
        determined(cast, 2025, "2020.1", WORSE)
        shown = text(as_(cast.verifier).get(url("gnsta")))
        assert "Kutai Timur" in shown
        assert "Bontang" not in shown
        assert as_(cast.verifier).get(url("gnsta"), {"daerah": "64.74"}).status_code == 404

    def test_lists_every_source_of_a_government(self, cast, as_):
        determined(cast, 2025, "2020.1", WORSE)
        reported(cast.office)
        shown = text(as_(cast.officer).get(url("gnsta"), {"tahun": 2025, "rincian": "64.08"}))
        assert "A.2.1 SDM kearsipan" in shown
        assert "Belum ada pertanyaan tersendiri tentang anggaran kearsipan." in shown
        assert "1 dari 2 lembaga sudah mengirim inventaris 2025" in shown

    def test_gives_a_line_for_each_source_with_its_kind_of_nothing(self, cast, as_):
        determined(cast, 2025, "2020.1", WORSE)
        rows = table(as_(cast.officer).get(url("gnsta"), {"tahun": 2025, "daerah": "64.08", "format": "csv"}))
        found = {(row["kode"], row["sumber"]): (row["rata_rata"], row["ketiadaan"]) for row in rows}
        assert found["K-1", "A.2.1 SDM kearsipan"] == ("50.0", "")
        assert found["K-2", "A.2.1 SDM kearsipan"] == ("", "open")
        assert found["K-1", "E.1 Kebijakan kearsipan"] == ("", "not_applicable")

    def test_gives_the_inventory_with_its_basis(self, cast, as_):
        reported(cast.office)
        rows = table(as_(cast.officer).get(url("gnsta"), {"tahun": 2025, "format": "inventaris"}))
        (row,) = [one for one in rows if one["kode"] == "K-1"]
        assert (row["classification_scheme"], row["classification_scheme_dasar"]) == ("ya", "Perbup 5/2020")
        assert row["access_classification_ketiadaan"] == "missing"

    def test_says_when_there_is_nothing_yet(self, cast, as_):
        assert "Belum ada audit atau inventaris kearsipan" in text(as_(cast.officer).get(url("gnsta")))

    def test_asks_the_database_as_often_for_many_offices(self, cast, as_):
        determined(cast, 2025, "2020.1", WORSE)
        reported(cast.office)
        browser = as_(cast.officer)

        def count() -> int:
            with CaptureQueriesContext(connection) as seen:
                assert browser.get(url("gnsta"), {"tahun": 2025, "daerah": "64.08"}).status_code == 200
            return len(seen)

        count()
        few = count()
        for number in range(4):
            reported(library(f"K-4{number}", f"Dinas {number}", "office", "regency_office", cast.regency, cast.regency))
        assert count() == few


class TestComparison:
    def test_shows_both_years_on_both_weights_and_says_what_changed(self, cast, as_):
        determined(cast, 2024, "2020.1", WORSE)
        determined(cast, 2025, "2026.1", GOOD)
        shown = text(as_(cast.auditee).get(url("comparison"), {"lembaga": "K-1"}))
        assert '<b><span class="nowrap">52,50</span></b>' in shown
        assert "Antara 2024 dan 2025 instrumennya berganti" in shown
        assert "Bobot 2026.1" in shown

    def test_of_a_government_takes_the_mean_of_its_offices(self, cast, as_):
        determined(cast, 2024, "2020.1", dict.fromkeys(SIX, 60))
        shown = text(as_(cast.verifier).get(url("comparison"), {"daerah": "64.08"}))
        assert "Kabupaten Kutai Timur: 60,00 pada 2024" in shown

    @pytest.mark.parametrize("asked", [{"lembaga": "K-1"}, {"daerah": "64.08"}])
    def test_is_closed_to_a_verifier_of_elsewhere(self, cast, as_, asked):
        assert as_(cast.outsider).get(url("comparison"), asked).status_code == 404

    def test_offers_what_was_audited(self, cast, as_):
        determined(cast, 2024, "2020.1", WORSE)
        shown = text(as_(cast.officer).get(url("comparison")))
        assert "?lembaga=K-1" in shown
        assert "?lembaga=K-2" not in shown
