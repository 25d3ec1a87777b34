"""The pages of what the centre asks."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone

from etam.obligations.models import Delivery, DueDate
from etam.submissions.tests.cast import NOW, make_cast

INDEX = "/meja/permintaan/"


@pytest.fixture(autouse=True)
def now(monkeypatch, settings):
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def cast(db, var):
    return make_cast()


def page(code="tkm", year=2025):
    return reverse("obligations:obligation", args=[code, year])


def text(answer):
    return " ".join(answer.content.decode().split())


SENT = {
    "send": "1",
    "sent-delivered_on": "2026-02-16",
    "sent-receipt": "041/2026",
    "sent-choice": "none",
}


class TestIndex:
    def test_says_the_finding_in_its_title(self, cast, sign_in):
        shown = text(sign_in(cast.observer).get(INDEX))
        assert "<h1>0 dari 10 permintaan pusat tentang data 2025 sudah diserahkan</h1>" in shown

    def test_takes_a_year_that_does_not_exist_for_the_last(self, cast, sign_in):
        assert "tentang data 2025" in text(sign_in(cast.officer).get(INDEX, {"tahun": "99"}))


class TestObligation:
    def test_notes_a_due_date(self, cast, sign_in):
        sign_in(cast.officer).post(page(), {"due": "1", "due-due_on": "2026-03-31", "due-source": "Surat 12/2026"})
        assert DueDate.objects.get().due_on == date(2026, 3, 31)

    def test_says_at_the_field_what_is_wrong_and_keeps_the_rest(self, cast, sign_in):
        answer = sign_in(cast.officer).post(page(), {"due": "1", "due-due_on": "2020-03-31", "due-source": "Surat 12"})
        assert answer.status_code == 422
        assert "tidak cocok dengan data 2025" in text(answer)
        assert "Surat 12" in text(answer)

    def test_records_the_export_as_it_was_delivered(self, cast, sign_in):
        client = sign_in(cast.officer)
        client.post(page("ms-var"), {**SENT, "sent-choice": "made"})
        made = Delivery.objects.get()
        assert made.file_name == "ms-var-2025.xlsx"
        fetched = client.get(reverse("obligations:delivered", args=[made.pk, "berkas"]))
        assert b"".join(fetched.streaming_content)[:2] == b"PK"

    def test_asks_for_the_file_that_was_promised(self, cast, sign_in):
        answer = sign_in(cast.officer).post(page(), {**SENT, "sent-choice": "uploaded"})
        assert "Pilih berkasnya" in text(answer)
        assert not Delivery.objects.exists()

    def test_keeps_the_receipt(self, cast, sign_in):
        file = SimpleUploadedFile("tanda.png", b"\x89PNG\r\n")
        sign_in(cast.officer).post(page(), {**SENT, "sent-receipt_file": file})
        assert Delivery.objects.get().receipt_media_type == "image/png"

    def test_is_only_read_by_an_observer(self, cast, sign_in):
        assert sign_in(cast.observer).post(page(), SENT).status_code == 403
        assert "Catat penyerahan" not in text(sign_in(cast.observer).get(page()))

    def test_does_not_exist_in_years_to_come(self, cast, sign_in):
        assert sign_in(cast.officer).get(page(year=2031)).status_code == 404


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_the_pages_look_right(open_as, looks_right, var):
    cast = make_cast()
    shown = open_as(cast.officer, INDEX)
    looks_right(shown)
    shown.get_by_role("link", name="Metadata variabel (MS-Var)").click()
    looks_right(shown)
    shown.get_by_label("Tanda terima").fill("041/2026")
    shown.get_by_label("Diserahkan pada").fill("2026-02-16")
    shown.get_by_role("button", name="Catat penyerahan").click()
    shown.get_by_text("Tanda terima: 041/2026").wait_for()
    looks_right(shown)
