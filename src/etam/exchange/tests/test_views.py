"""The pages of files, by who may open them and what they say."""

import csv
import io

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etam.exchange.models import Upload
from etam.exchange.sheets import read_sheets
from etam.exchange.tests.small import LIMIT
from etam.exchange.tests.test_actions import filled
from etam.submissions.models import Revision, Round
from etam.submissions.tests.cast import NOW

UPLOADS = "/meja/unggah/"


@pytest.fixture(autouse=True)
def in_february(cast, monkeypatch, settings):
    """The round of the cast is open, whatever day the tests run on; nobody has a second factor to show."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    settings.SECOND_FACTOR_ROLES = set()


def desk(user) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, data: bytes, cast, url: str = UPLOADS, name: str = "isian.xlsx", **fields):
    file = io.BytesIO(data)
    file.name = name
    return client.post(url, {"file": file, "round": cast.round.code, **fields}, follow=True)


def cells(response) -> str:
    sheet = read_sheets(response.content, LIMIT)["Isian"]
    return " ".join(str(value) for row in sheet.cells for value in row)


class TestTemplates:
    def test_an_operator_gets_the_template_of_their_library(self, cast):
        response = desk(cast.operator).get(f"/meja/templat/{cast.round.code}/L-1.xlsx")
        assert "Perpustakaan Desa Nehes Liah Bing" in cells(response)
        assert response["Content-Disposition"] == 'attachment; filename="isian-2025-L-1.xlsx"'

    def test_another_library_does_not_exist_for_them(self, cast):
        assert desk(cast.operator).get(f"/meja/templat/{cast.round.code}/L-3.xlsx").status_code == 404

    def test_a_verifier_gets_the_workbook_of_their_region(self, cast):
        response = desk(cast.verifier).get(f"/meja/templat/{cast.round.code}/kab/64.08.xlsx")
        assert "L-1" in cells(response)
        assert "L-3" not in cells(response)

    def test_another_region_does_not_exist_for_them(self, cast):
        assert desk(cast.verifier).get(f"/meja/templat/{cast.round.code}/kab/64.74.xlsx").status_code == 404

    def test_an_operator_may_not_have_a_region(self, cast):
        assert desk(cast.operator).get(f"/meja/templat/{cast.round.code}/kab/64.08.xlsx").status_code == 403

    def test_an_officer_gets_any_region(self, cast):
        assert desk(cast.officer).get(f"/meja/templat/{cast.round.code}/kab/64.74.xlsx").status_code == 200

    def test_no_name_in_the_address_leads_out_of_the_register(self, cast):
        assert desk(cast.officer).get(f"/meja/templat/{cast.round.code}/..%2F..%2Fetc.xlsx").status_code == 404

    def test_a_stranger_is_asked_to_sign_in(self, cast):
        assert Client().get(f"/meja/templat/{cast.round.code}/L-1.xlsx").status_code == 302


class TestUploads:
    def test_offers_the_templates_of_an_operator(self, cast):
        page = desk(cast.operator).get(UPLOADS).content.decode()
        assert f"/meja/templat/{cast.round.code}/L-1.xlsx" in page
        assert "/kab/" not in page

    def test_an_observer_never_fills_anything_in(self, cast):
        assert desk(cast.observer).get(UPLOADS).status_code == 403

    def test_a_good_file_leads_to_its_preview(self, cast):
        response = send(desk(cast.operator), filled(cast, cast.village), cast)
        assert "1 isian siap disimpan" in response.content.decode()
        assert not Revision.objects.filter(submission__round=cast.round).exists()

    def test_a_bad_file_is_answered_at_the_field(self, cast):
        response = send(desk(cast.operator), b"halo", cast)
        assert response.status_code == 422
        assert "bukan lembar kerja Excel" in response.content.decode()

    def test_an_empty_file(self, cast):
        assert "kosong (0 bita)" in send(desk(cast.operator), b"", cast).content.decode()

    def test_no_file(self, cast):
        response = desk(cast.operator).post(UPLOADS, {"round": cast.round.code})
        assert "Pilih berkasnya dulu." in response.content.decode()

    def test_200_megabytes_are_refused_by_their_announced_length(self, cast):
        response = desk(cast.operator).post(UPLOADS, {"round": cast.round.code}, CONTENT_LENGTH=str(200 * 1024 * 1024))
        assert response.status_code == 413
        assert "lebih besar dari 20 MB" in response.content.decode()

    def test_a_post_from_another_site_is_refused(self, cast):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.operator)
        assert client.post(UPLOADS, {"round": cast.round.code}).status_code == 403

    def test_the_clients_name_of_the_file_is_only_shown(self, cast):
        send(desk(cast.operator), filled(cast, cast.village), cast, name="../../<b>isian</b>.xlsx")
        upload = Upload.objects.get()
        assert "/" not in upload.file_name
        page = desk(cast.operator).get(reverse("exchange:upload", args=[upload.pk])).content.decode()
        assert "<b>isian</b>" not in page


class TestUpload:
    @pytest.fixture
    def upload(self, cast):
        send(desk(cast.operator), filled(cast, cast.village), cast)
        return Upload.objects.get()

    def test_shows_every_change_with_its_old_answer(self, cast, upload):
        page = desk(cast.operator).get(f"{UPLOADS}{upload.pk}/").content.decode()
        assert "2.1 Judul tercetak" in page
        assert "belum diisi" in page

    def test_belongs_to_the_one_who_sent_it(self, cast, upload):
        assert desk(cast.officer).get(f"{UPLOADS}{upload.pk}/").status_code == 404

    def test_only_the_sender_stores_it(self, cast, upload):
        assert desk(cast.officer).post(f"{UPLOADS}{upload.pk}/simpan/").status_code == 404
        assert not Revision.objects.filter(submission__round=cast.round).exists()

    def test_storing_says_what_happened(self, cast, upload):
        page = desk(cast.operator).post(f"{UPLOADS}{upload.pk}/simpan/", follow=True).content.decode()
        assert "1 isian disimpan" in page
        assert cast.submission.state == "draft"

    def test_storing_twice_says_that_it_was_done(self, cast, upload):
        desk(cast.operator).post(f"{UPLOADS}{upload.pk}/simpan/")
        page = desk(cast.operator).post(f"{UPLOADS}{upload.pk}/simpan/", follow=True).content.decode()
        assert "sudah selesai (disimpan)" in page

    def test_the_same_file_again_says_that_nothing_changes(self, cast, upload):
        data = filled(cast, cast.village)
        desk(cast.operator).post(f"{UPLOADS}{upload.pk}/simpan/")
        page = send(desk(cast.operator), data, cast).content.decode()
        assert "Berkas ini tidak mengubah apa pun" in page
        assert "simpan/" not in page

    def test_throwing_it_away(self, cast, upload):
        page = desk(cast.operator).post(f"{UPLOADS}{upload.pk}/buang/", follow=True).content.decode()
        assert "Unggahan ini dibatalkan" in page

    def test_a_link_alone_stores_nothing(self, cast, upload):
        assert desk(cast.operator).get(f"{UPLOADS}{upload.pk}/simpan/").status_code == 405

    def test_asks_the_database_little(self, cast, upload, django_assert_max_num_queries):
        client = desk(cast.operator)
        with django_assert_max_num_queries(15):
            client.get(f"{UPLOADS}{upload.pk}/")
        with django_assert_max_num_queries(15):
            client.get(UPLOADS)


class TestImport:
    def test_an_officer_imports(self, cast):
        page = send(desk(cast.officer), b"institution;print_titles\nL-1;5\n", cast, "/meja/impor/", "a.csv")
        assert "1 isian disimpan" in page.content.decode()

    def test_problems_are_listed_and_nothing_is_stored_when_asked_so(self, cast):
        data = b"institution;print_titles\nL-1;5\nL-2;banyak\n"
        response = send(desk(cast.officer), data, cast, "/meja/impor/", "a.csv", all_or_nothing="on")
        assert "Baris 3, kolom print_titles" in response.content.decode()
        assert not Revision.objects.filter(submission__round=cast.round).exists()

    def test_only_for_officers(self, cast):
        assert desk(cast.verifier).get("/meja/impor/").status_code == 403


class TestReturnsCsv:
    def test_holds_no_personal_data(self, cast):
        cast.save(respondent_name="Hartati binti Saleh")
        data = desk(cast.officer).get(f"/meja/unduh/{cast.round.code}/isian.csv").content.decode("utf-8-sig")
        assert "Hartati" not in data
        assert "respondent" not in data

    def test_can_be_imported_as_it_is(self, cast):
        cast.save()
        data = desk(cast.officer).get(f"/meja/unduh/{cast.round.code}/isian.csv").content
        page = send(desk(cast.officer), data, cast, "/meja/impor/", "a.csv")
        assert "1 tidak berubah" in page.content.decode()

    def test_neutralises_formulas(self, cast):
        cast.save(library_name="=HYPERLINK(1)")
        data = desk(cast.officer).get(f"/meja/unduh/{cast.round.code}/isian.csv").content.decode("utf-8-sig")
        assert "'=HYPERLINK(1)" in next(iter(csv.DictReader(io.StringIO(data))))["library_name"]

    def test_only_for_officers(self, cast):
        assert desk(cast.verifier).get(f"/meja/unduh/{cast.round.code}/isian.csv").status_code == 403

    def test_says_that_it_is_sample_data(self, cast):
        cast.save()
        Round.objects.update(is_sample=True)
        data = desk(cast.officer).get(f"/meja/unduh/{cast.round.code}/isian.csv").content.decode("utf-8-sig")
        assert "DATA CONTOH" in data
