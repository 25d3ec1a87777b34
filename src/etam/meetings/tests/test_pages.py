"""The pages at the desk: what they say, and to whom."""

from datetime import time

import pytest

from etam.meetings import actions
from etam.meetings.actions import AgendaPart
from etam.meetings.models import Meeting
from etam.meetings.tests.cast import FIRST_DAY

ADDRESS = "/meja/rapat/rakornis-2026/"


class TestIndex:
    def test_tells_what_is_to_come_and_what_was(self, cast, sign_in):
        cast.adopted()
        page = sign_in(cast.operator).get("/meja/rapat/").content.decode()
        assert "1 rapat akan datang" in page
        assert "7 rekomendasi" in page
        assert "Rencanakan rapat" not in page

    def test_without_any_says_what_to_do(self, cast, sign_in):
        Meeting.objects.all().delete()
        assert "Catat yang pertama" in sign_in(cast.officer).get("/meja/rapat/").content.decode()

    def test_is_closed_to_an_assessor(self, cast, sign_in):
        assert sign_in(cast.assessor).get("/meja/rapat/").status_code == 403


class TestNew:
    FIELDS = {
        "label": "Rakor", "name": "Rapat Koordinasi", "state": "planned", "starts_on": "2026-05-04",
        "ends_on": "2026-05-05", "host": "64.08", "keep_months": "24",
    }  # fmt: skip

    def test_plans_a_meeting(self, cast, sign_in):
        answer = sign_in(cast.officer).post("/meja/rapat/baru/", self.FIELDS)
        assert answer["Location"] == "/meja/rapat/rakor-2026/"
        assert Meeting.objects.get(code="rakor-2026").host == cast.regency

    def test_keeps_what_was_typed_and_says_what_is_wrong_at_its_field(self, cast, sign_in):
        answer = sign_in(cast.officer).post("/meja/rapat/baru/", {**self.FIELDS, "ends_on": "2026-05-01"})
        assert answer.status_code == 422
        assert "ends_on" in answer.context["form"].errors
        assert "Rapat Koordinasi" in answer.content.decode()

    def test_is_for_officers(self, cast, sign_in):
        assert sign_in(cast.verifier).get("/meja/rapat/baru/").status_code == 403


class TestMeeting:
    @pytest.mark.parametrize("role", ["operator", "verifier", "partner", "observer"])
    def test_of_a_mere_reader_offers_no_change(self, cast, sign_in, role):
        page = sign_in(getattr(cast, role)).get(ADDRESS).content.decode()
        assert "28 hari lagi" in page
        assert "Batalkan rapat" not in page

    def test_of_2020_tells_its_points_and_that_the_next_was_not_found(self, cast, sign_in):
        cast.adopted()
        page = sign_in(cast.observer).get("/meja/rapat/rakornis-2020/").content.decode()
        assert "7 rekomendasi ditetapkan pada 18 Maret 2020" in page
        assert "Rapat yang disepakati belum ditemukan" in page
        assert "Butir 7 menyepakati rapat 2021 di Kutai Timur" in page

    def test_offers_to_cancel_and_then_to_resume(self, cast, sign_in):
        client = sign_in(cast.officer)
        client.post(f"{ADDRESS}atur/", {"do": "cancel", "reason": "Banjir."})
        page = client.get(ADDRESS).content.decode()
        assert "Dibatalkan: Banjir." in page
        assert "Pulihkan rapat" in page

    def test_says_of_an_unknown_step_that_it_is_unknown(self, cast, sign_in):
        page = sign_in(cast.officer).post(f"{ADDRESS}atur/", {"do": "x"}, follow=True).content.decode()
        assert "Tindakan itu tidak dikenal" in page


class TestEdit:
    def test_of_an_adopted_meeting_shows_no_form(self, cast, sign_in):
        cast.adopted()
        page = sign_in(cast.officer).get("/meja/rapat/rakornis-2020/ubah/").content.decode()
        assert "Simpan rapat" not in page

    def test_sent_to_an_adopted_meeting_is_refused_with_a_sentence(self, cast, sign_in):
        cast.adopted()
        fields = {**TestNew.FIELDS, "starts_on": "2020-03-17", "ends_on": "2020-03-18"}
        answer = sign_in(cast.officer).post("/meja/rapat/rakornis-2020/ubah/", fields)
        assert "tidak berubah lagi. Yang perlu dibetulkan dibawa ke rapat berikutnya." in answer.content.decode()


class TestAgenda:
    def test_is_added_changed_and_removed(self, cast, sign_in):
        client = sign_in(cast.officer)
        client.post(f"{ADDRESS}acara/", {"day": "2026-03-17", "title": "Pembukaan", "starts_at": "08:00"})
        item = cast.planned.agenda.get()
        client.post(f"{ADDRESS}acara/{item.pk}/", {"day": "2026-03-18", "title": "Pembukaan resmi"})
        item.refresh_from_db()
        assert (str(item.day), item.title, item.starts_at) == ("2026-03-18", "Pembukaan resmi", None)
        client.post(f"{ADDRESS}acara/{item.pk}/", {"do": "remove"})
        assert not cast.planned.agenda.exists()

    def test_stands_on_the_page_of_the_meeting(self, cast, sign_in):
        part = AgendaPart(FIRST_DAY, "Paparan", time(9), time(10), "Ir. Contoh", "Kepala Bidang")
        actions.add_part(cast.planned, part, by=cast.officer)
        page = sign_in(cast.operator).get(ADDRESS).content.decode()
        assert "09.00–10.00" in page
        assert "Ir. Contoh, Kepala Bidang" in page
