"""The pages of official documents: who may make and fetch what, and what they say when something is missing."""

import io
import re
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from pypdf import PdfReader

from etam.accounts.models import User
from etam.assessments import actions
from etam.assessments.documents import storage
from etam.assessments.models import Document
from etam.assessments.tests.cast import SIX
from etam.assessments.tests.documents_cast import DATED, NOW, DocumentsCast, make_documents_cast
from etam.institutions.tests.cast import library, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast(db: None, var: Any, settings: Any) -> DocumentsCast:
    settings.SECOND_FACTOR_ROLES = set()
    return make_documents_cast()


def as_user(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def of(assessment: Any) -> str:
    return reverse("assessments:make_document", args=[assessment.pk])


def of_programme(programme: Any) -> str:
    return reverse("assessments:programme_documents", args=[programme.code])


def send(user: User, address: str, **changes: Any) -> Any:
    given = {"document": "rhas", "number": "", "dated": DATED.isoformat(), **changes}
    return as_user(user).post(address, given)


def made(cast: DocumentsCast, kind: str = "rhas", **about: Any) -> Document:
    about = about or {"assessment": cast.responding()}
    return actions.make_document(kind, number="1", dated=DATED, by=cast.officer, at=NOW, **about)


def words_of(document: Document) -> str:
    return " ".join(page.extract_text() for page in PdfReader(io.BytesIO(storage.fetch(document.sha256))).pages)


def figures(text: str) -> set[str]:
    """Every value with two decimals in a page or a document."""
    return set(re.findall(r"(?<![\d,.])\d{1,3},\d\d(?![\d,])", text))


class TestAssessmentPage:
    def test_makes_a_document_and_lists_it(self, cast):
        one = cast.responding()
        assert send(cast.sari, of(one)).status_code == 302
        page = as_user(cast.sari).get(of(one)).content.decode()
        assert "1 dokumen" in page
        assert Document.objects.get().content_sha256[:16] in page

    def test_says_why_a_document_cannot_be_made_yet(self, cast):
        page = as_user(cast.sari).get(of(cast.moderating())).content.decode()
        assert "RHAS dibuat setelah rapat akhir" in page
        assert "aria-disabled" in page

    def test_says_what_is_wrong_and_keeps_what_was_typed(self, cast):
        answer = send(cast.sari, of(cast.responding()), dated="2026-01-02", number="000.5/9")
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "sebelum program audit dimulai" in page
        assert "000.5/9" in page

    def test_offers_nothing_to_the_audited_office(self, cast):
        one = cast.responding()
        assert "Buat PDF" not in as_user(cast.auditee).get(of(one)).content.decode()
        assert send(cast.auditee, of(one)).status_code == 403

    def test_is_not_there_for_an_outsider(self, cast):
        assert as_user(cast.outsider).get(of(cast.responding())).status_code == 404

    def test_lets_the_team_make_no_external_report(self, cast):
        one = cast.audited_outside()
        assert send(cast.sari, of(one), document="lake", number="1").status_code == 200
        assert not Document.objects.exists()
        assert send(cast.officer, of(one), document="lake", number="1").status_code == 302

    def test_lets_the_library_make_its_form(self, cast):
        assert send(cast.operator, of(cast.form_sent()), document="mandiri").status_code == 302


class TestProgrammePage:
    def test_makes_a_report_about_all_and_about_one_office(self, cast):
        cast.office_audited()
        for chosen in ("semua", cast.office.code):
            assert send(cast.officer, of_programme(cast.programme), document=chosen, number="1").status_code == 302
        assert set(Document.objects.values_list("kind", flat=True)) == {"laki", "laki-gabungan"}

    def test_offers_only_offices_that_are_determined(self, cast):
        cast.office_audited()
        other = library("K-9", "Dinas Sosial Kutai Timur", "office", "regency_office", cast.regency, cast.regency)
        actions.add_objects(cast.programme, [actions.AuditObject(other, "unit_pengolah")], by=cast.verifier, at=NOW)
        page = as_user(cast.verifier).get(of_programme(cast.programme)).content.decode()
        assert f'value="{cast.office.code}"' in page
        assert 'value="K-9"' not in page
        assert "LAKI Dinas Sosial Kutai Timur menunggu 1 unit ditetapkan." in page

    def test_asks_for_the_number_of_a_final_report(self, cast):
        cast.office_audited()
        answer = send(cast.officer, of_programme(cast.programme), document="semua")
        assert "Tulis nomor suratnya" in answer.content.decode()

    def test_lets_an_observer_read_but_not_make(self, cast):
        cast.office_audited()
        assert "Buat PDF" not in as_user(cast.observer).get(of_programme(cast.programme)).content.decode()
        assert send(cast.observer, of_programme(cast.programme), document="semua").status_code == 403

    def test_costs_the_same_queries_with_more_documents(self, cast, django_assert_max_num_queries):
        one = cast.responding()
        client = as_user(cast.officer)
        for number in range(12):
            actions.make_document("rhas", number=str(number), dated=DATED, by=cast.officer, at=NOW, assessment=one)
        with django_assert_max_num_queries(25):
            assert "12 dokumen" in client.get(of_programme(cast.programme)).content.decode()


class TestFigures:
    """What a document prints is what the page beside it says."""

    def test_of_minutes_are_those_of_the_overview(self, cast):
        one = cast.responding()
        page = figures(as_user(cast.officer).get(one.get_absolute_url()).content.decode())
        printed = figures(words_of(made(cast, assessment=one)))
        # The whole and both aspects, worked by hand in documents_cast.
        assert {"48,45", "43,50", "60,00"} <= page & printed

    def test_of_a_report_are_those_of_the_programme(self, cast):
        cast.office_audited()
        page = figures(as_user(cast.officer).get(cast.programme.get_absolute_url()).content.decode())
        printed = figures(words_of(made(cast, "laki", programme=cast.programme, institution=cast.office)))
        assert {"48,45", "80,00", "70,00", "64,23", "67,11"} <= printed
        assert page <= printed

    def test_of_the_consolidated_report_are_those_of_the_programme(self, cast):
        cast.office_audited()
        other = library("K-9", "Dinas Sosial Kutai Timur", "office", "regency_office", cast.regency, cast.regency)
        rows = [cast.old(other, part, dict.fromkeys(SIX, 43)) for part in ("unit_pengolah", "unit_kearsipan")]
        actions.import_results(cast.programme, rows, by=cast.officer)
        page = figures(as_user(cast.officer).get(cast.programme.get_absolute_url()).content.decode())
        printed = figures(words_of(made(cast, "laki-gabungan", programme=cast.programme)))
        # (67.1125 + 43) / 2 = 55.05625
        assert "55,06" in page & printed


class TestDownload:
    def test_gives_the_stored_bytes_to_save(self, cast):
        document = made(cast)
        answer = as_user(cast.auditee).get(reverse("assessments:document", args=[document.pk]))
        assert answer.content == storage.fetch(document.sha256)
        assert answer["Content-Type"] == "application/pdf"
        assert answer["Content-Disposition"].startswith('attachment; filename="rhas-aski-2026-kutim-')

    def test_answers_a_copy_that_is_known_with_304(self, cast):
        document = made(cast)
        address = reverse("assessments:document", args=[document.pk])
        answer = as_user(cast.auditee).get(address, headers={"if-none-match": f'"{document.sha256}"'})
        assert (answer.status_code, answer.content) == (304, b"")

    @pytest.mark.parametrize("damage", ["missing", "altered"])
    def test_says_that_a_file_is_missing_or_altered(self, cast, damage):
        document = made(cast)
        path = storage.path_of(document.sha256)
        path.unlink() if damage == "missing" else path.write_bytes(b"%PDF-1.7 lain")
        answer = as_user(cast.auditee).get(reverse("assessments:document", args=[document.pk]))
        assert answer.status_code == 404
        assert "tidak dapat diunduh" in answer.content.decode()
        assert document.sha256 in answer.content.decode()

    def test_of_an_office_report_is_for_the_office_and_its_overseers(self, cast):
        cast.office_audited()
        document = made(cast, "laki", programme=cast.programme, institution=cast.office)
        neighbour = person("tetangga@example.id", "Tetangga", "operator", institution=cast.archive)
        got = {
            user.name: as_user(user).get(reverse("assessments:document", args=[document.pk])).status_code
            for user in (
                cast.auditee,
                cast.verifier,
                cast.officer,
                cast.observer,
                cast.outsider,
                cast.operator,
                neighbour,
            )
        }
        assert got == {
            "Hasan": 200, "Yusran": 200, "Rina": 200, "Lestari": 200, "Surya": 404, "Hartati": 404, "Tetangga": 404
        }  # fmt: skip


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 1280])
def test_pages_please_axe_and_fit_the_phone(
    cast: DocumentsCast, page: Any, live_server: Any, browse_as: Any, axe: Any, width: int
) -> None:
    cast.office_audited()
    one = cast.responding()
    made(cast, "laki-gabungan", programme=cast.programme)
    made(cast, "rhas", assessment=one)
    browse_as(cast.officer)
    page.set_viewport_size({"width": width, "height": 900})
    for address in (of(one), of_programme(cast.programme)):
        page.goto(live_server.url + address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address
