"""An assessment taken away as a workbook and brought back."""

import io
from dataclasses import replace
from datetime import date

import pytest
from django.test import Client
from django.utils import timezone

from etam.assessments.actions import save_sheet
from etam.assessments.exceptions import AssessmentProblem, Conflict
from etam.assessments.tests.cast import NOW, AuditCast, make_audit_cast, own
from etam.evidence import actions as evidence
from etam.evidence import queries as evidence_queries
from etam.evidence.tests import files
from etam.exchange.assessing import actions, queries
from etam.exchange.assessing.book import write_assessment
from etam.exchange.exceptions import FileRefused, NothingToConfirm
from etam.exchange.models import SheetUpload
from etam.exchange.sheets import read_sheets
from etam.exchange.tests.small import LIMIT


@pytest.fixture
def cast(db, var, monkeypatch, settings) -> AuditCast:
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    settings.SECOND_FACTOR_ROLES = set()
    return make_audit_cast()


def book(sheet, **changes) -> bytes:
    """The workbook of a sheet with something else written into its cells."""
    return write_assessment(replace(queries.assessment_task(sheet, generated_on=date(2026, 2, 17)), **changes))


def receive(sheet, data, by) -> SheetUpload:
    return actions.receive_sheet(data=data, file_name="penilaian.xlsx", sheet=sheet, by=by)


def scan(cast, **changes):
    given = {
        "institution": cast.office, "file_name": "sk.pdf", "type": "decree", "title": "SK klasifikasi", "by":
        cast.auditee, "at": NOW, **changes,
    }  # fmt: skip
    return evidence.receive(data=files.pdf(), **given)


class TestRoundTrip:
    def test_brings_answers_notes_and_evidence_back(self, cast):
        sheet, file = own(cast.answering()), scan(cast)
        data = book(
            sheet, answers={"creation": 55.5, "use": 40}, notes={"use": "Buku tidak lengkap."},
            extra={"creation": [file.code.lower()]},
        )  # fmt: skip
        actions.confirm_sheet(receive(sheet, data, cast.auditee), by=cast.auditee)
        sheet = own(sheet.assessment)
        assert sheet.answers == {"creation": 55.5, "use": 40}
        assert sheet.notes == {"use": "Buku tidak lengkap."}
        assert evidence_queries.uses("assessment", sheet.assessment_id) == {"creation": [file]}

    def test_gives_an_assessor_the_institutions_answers_to_look_at(self, cast):
        one = cast.scoring(
            {**dict.fromkeys(("use", "maintenance", "disposal", "staff", "facilities"), 80), "creation": 37}
        )
        sheet = one.sheets.get(assessor=cast.sari)
        cells = [str(value) for row in read_sheets(book(sheet), LIMIT)["Isian"].cells for value in row]
        assert "37.0" in cells

    def test_keeps_how_an_assessor_tested(self, cast):
        sheet = cast.scoring().sheets.get(assessor=cast.sari)
        data = book(sheet, answers={"use": 10}, extra={"use": ["wawancara", "uji petik"]})
        actions.confirm_sheet(receive(sheet, data, cast.sari), by=cast.sari)
        sheet.refresh_from_db()
        assert sheet.latest.tests == {"use": ["interview", "sampling"]}

    def test_says_what_would_change_before_anything_is_stored(self, cast):
        sheet = own(cast.answering())
        upload = receive(sheet, book(sheet, answers={"creation": 55.5}), cast.auditee)
        assert [(line.what, line.old, line.new) for line in queries.lines(upload)] == [
            ("jawaban", "belum diisi", "55,5")
        ]
        assert own(sheet.assessment).latest is None

    def test_leaves_cells_that_were_left_empty_as_they_are(self, cast):
        sheet = own(cast.answering())
        cast.save(sheet, {"creation": 50}, cast.auditee)
        data = book(sheet, answers={"use": 20})
        actions.confirm_sheet(receive(sheet, data, cast.auditee), by=cast.auditee)
        assert own(sheet.assessment).answers == {"creation": 50, "use": 20}


class TestBadWorkbook:
    def test_with_a_score_above_its_maximum_stores_nothing(self, cast):
        sheet = own(cast.answering())
        upload = receive(sheet, book(sheet, answers={"creation": 120, "use": 5}), cast.auditee)
        assert "100" in upload.problems[0]
        with pytest.raises(NothingToConfirm):
            actions.confirm_sheet(upload, by=cast.auditee)
        assert own(sheet.assessment).latest is None

    def test_of_another_sheet_is_refused(self, cast):
        first, other = own(cast.answering()), own(cast.answering(cast.planned(unit_name="Bidang Lain")))
        with pytest.raises(FileRefused, match="milik penilaian atau lembar lain"):
            receive(other, book(first, answers={"use": 1}), cast.auditee)

    def test_with_evidence_of_nobody_stores_nothing_at_all(self, cast):
        sheet = own(cast.answering())
        upload = receive(sheet, book(sheet, answers={"use": 5}, extra={"use": ["ZZZZ99"]}), cast.auditee)
        with pytest.raises(AssessmentProblem, match="bukti ZZZZ99 tidak ada"):
            actions.confirm_sheet(upload, by=cast.auditee)
        assert own(sheet.assessment).latest is None

    def test_with_expired_evidence_says_so(self, cast):
        sheet, file = own(cast.answering()), scan(cast, valid_until=date(2026, 2, 1), issued_on=date(2025, 2, 1))
        upload = receive(sheet, book(sheet, extra={"use": [file.code]}, answers={"use": 5}), cast.auditee)
        with pytest.raises(AssessmentProblem, match="habis berlaku"):
            actions.confirm_sheet(upload, by=cast.auditee)

    def test_with_an_unknown_way_of_testing_names_the_cell(self, cast):
        sheet = cast.scoring().sheets.get(assessor=cast.sari)
        upload = receive(sheet, book(sheet, extra={"use": ["menebak"]}), cast.sari)
        assert "“menebak” bukan cara menguji" in upload.problems[0]

    def test_made_before_somebody_else_saved_is_a_conflict(self, cast):
        sheet = own(cast.answering())
        upload = receive(sheet, book(sheet, answers={"use": 5}), cast.auditee)
        save_sheet(sheet, answers={"use": 9}, base_revision=0, by=cast.auditee, at=NOW)
        with pytest.raises(Conflict):
            actions.confirm_sheet(upload, by=cast.auditee)

    def test_is_refused_while_the_sheet_is_closed(self, cast):
        sheet = own(cast.planned())
        with pytest.raises(FileRefused, match="tidak dapat"):
            receive(sheet, book(sheet, answers={"use": 1}), cast.auditee)


class TestPages:
    def test_lead_from_the_file_to_the_stored_answers(self, cast):
        one = cast.answering()
        client = Client()
        client.force_login(cast.auditee)
        assert client.get(f"/meja/penilaian/{one.pk}/templat.xlsx").status_code == 200
        file = io.BytesIO(book(own(one), answers={"use": 7}))
        file.name = "penilaian.xlsx"
        page = client.post(f"/meja/penilaian/{one.pk}/berkas/", {"file": file}, follow=True)
        assert "1 perubahan siap disimpan" in page.content.decode()
        upload = SheetUpload.objects.get()
        assert client.post(f"/meja/unggah/penilaian/{upload.pk}/simpan/").status_code == 302
        assert own(one).answers == {"use": 7}

    def test_are_closed_to_the_verifier(self, cast):
        one = cast.answering()
        client = Client()
        client.force_login(cast.verifier)
        assert client.get(f"/meja/penilaian/{one.pk}/berkas/").status_code == 403

    def test_of_an_upload_are_for_who_sent_it(self, cast):
        sheet = own(cast.answering())
        upload = receive(sheet, book(sheet, answers={"use": 1}), cast.auditee)
        client = Client()
        client.force_login(cast.officer)
        assert client.get(f"/meja/unggah/penilaian/{upload.pk}/").status_code == 404
