"""What everybody may open: events to come, and the attendance page."""

from datetime import datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from etam.outreach import actions, limits
from etam.outreach.tests.cast import TODAY, WITA
from etam.outreach.views import public

SENT = {"library": "L-1", "person_name": "Sulastriani", "position": "Pustakawan"}


def text(answer):
    return " ".join(answer.content.decode().split())


def page_of(event):
    return reverse("attend", args=[event.token])


class TestComing:
    def test_lists_what_is_to_come(self, cast, client):
        cast.event(held_on=TODAY + timedelta(days=3))
        page = text(client.get("/sosialisasi/"))
        assert "<h1>1 sosialisasi akreditasi akan datang</h1>" in page
        assert "3 hari lagi" in page

    def test_leaves_out_what_was_and_what_was_called_off(self, cast, client):
        cast.event(held_on=TODAY - timedelta(days=3), title="Lama")
        actions.call_off(cast.event(title="Batal"), reason="Banjir.", by=cast.officer)
        assert "Belum ada sosialisasi yang dijadwalkan" in text(client.get("/sosialisasi/"))

    def test_shows_neither_people_nor_the_address_of_the_list(self, cast, client):
        event = cast.event(notes="Catatan dalam")
        cast.attend(event, person_name="Sulastriani")
        page = text(client.get("/sosialisasi/"))
        assert not [word for word in ("Sulastriani", event.token, "Rina", "Catatan dalam") if word in page]


class TestAttend:
    def test_begins_with_a_search_in_the_region_of_the_event(self, cast, client):
        page = text(client.get(page_of(cast.event())))
        assert "1. Cari perpustakaan Anda" in page
        assert '<option value="64.08" selected>Kutai Timur</option>' in page
        assert "2. Catat kehadiran" not in page

    def test_finds_the_library_by_name(self, cast, client):
        page = text(client.get(page_of(cast.event()), {"cari": "liah nehes", "daerah": "64.08"}))
        assert 'value="L-1" checked' in page
        assert "UU 27/2022" in page
        assert "Nama dihapus setelah 17 Februari 2028" in page

    def test_finds_libraries_only(self, cast, client):
        assert "K-1" not in text(client.get(page_of(cast.event()), {"cari": "kesehatan", "daerah": ""}))

    def test_says_when_more_answer_than_are_shown(self, cast, client):
        cast.more_libraries(20)
        page = text(client.get(page_of(cast.event()), {"cari": "perpustakaan", "daerah": "64.08"}))
        assert page.count('type="radio"') == 13
        assert "Masih banyak yang cocok" in page

    def test_offers_a_name_where_nothing_answers(self, cast, client):
        page = text(client.get(page_of(cast.event()), {"cari": "zzz", "daerah": ""}))
        assert "Tidak ditemukan; tulis namanya" in page
        assert 'value="lain" checked' in page
        assert page.count('<option value="64.08" selected>') == 1

    def test_notes_who_came_and_says_so(self, cast, client):
        event = cast.event()
        page = text(client.post(page_of(event), SENT))
        assert "<h1>Kehadiran tercatat</h1>" in page
        assert "Sulastriani, Perpustakaan Desa Nehes Liah Bing" in page
        assert event.attendances.get().way == "qr"

    def test_sent_twice_is_said_kindly_and_noted_once(self, cast, client):
        event = cast.event()
        client.post(page_of(event), SENT)
        page = text(client.post(page_of(event), SENT))
        assert "Anda sudah tercatat sebelumnya" in page
        assert "tidak ada yang digandakan" in page
        assert event.attendances.count() == 1

    def test_shows_nothing_of_others(self, cast, client):
        event = cast.event()
        cast.attend(event, person_name="Dewi Lestari", position="Kepala")
        page = text(client.post(page_of(event), {**SENT, "person_name": "DEWI LESTARI", "position": ""}))
        assert "Kepala" not in page

    def test_takes_a_library_that_is_not_on_the_list(self, cast, client):
        event = cast.event()
        sent = {**SENT, "library": "lain", "institution_name": "Perpustakaan Baru", "regency": "64.74"}
        page = text(client.post(page_of(event), sent))
        assert "Perpustakaan Anda belum ada di daftar" in page
        assert event.attendances.get().regency == cast.other_regency

    def test_takes_a_library_of_another_region_and_says_so(self, cast, client):
        page = text(client.post(page_of(cast.event()), {**SENT, "library": "L-3"}))
        assert "di luar Kutai Timur" in page

    @pytest.mark.parametrize(
        ("changes", "sentence"),
        [
            ({"person_name": " "}, "Nama Anda belum diisi."),
            ({"library": ""}, "Pilih perpustakaan, atau tulis namanya"),
            ({"library": "lain"}, "Pilih perpustakaan, atau tulis namanya"),
            ({"library": "L-99"}, "Tidak ada lembaga dengan kode L-99"),
            ({"library": "\x00"}, "null"),
        ],
    )
    def test_says_what_is_missing_and_keeps_what_was_written(self, cast, client, changes, sentence):
        event = cast.event()
        answer = client.post(page_of(event), {**SENT, **changes})
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert 'value="Pustakawan"' in text(answer)
        assert not event.attendances.exists()

    def test_keeps_the_library_that_was_chosen(self, cast, client):
        page = text(client.post(page_of(cast.event()), {**SENT, "person_name": ""}))
        assert 'value="L-1" checked' in page

    @pytest.mark.parametrize(("hour", "sentence"), [(7, "belum dibuka"), (15, "sudah ditutup")])
    def test_is_closed_outside_its_hours(self, cast, client, monkeypatch, hour, sentence):
        event = cast.event()
        monkeypatch.setattr(timezone, "now", lambda: datetime(2026, 2, 17, hour, tzinfo=WITA))
        assert sentence in text(client.get(page_of(event)))
        assert sentence in text(client.post(page_of(event), SENT))
        assert not event.attendances.exists()

    def test_is_closed_when_the_event_was_called_off(self, cast, client):
        event = actions.call_off(cast.event(), reason="Gedung banjir.", by=cast.officer)
        assert "Gedung banjir." in text(client.get(page_of(event)))

    @pytest.mark.parametrize("token", ["abcd-efgh-jkmn-pqrs", "x", "abcd-efgh-jkmn-pqr0"])
    def test_says_what_to_do_about_a_wrong_address(self, cast, client, token):
        answer = client.get(f"/hadir/{token}/")
        assert answer.status_code == 404
        assert "Alamat daftar hadir ini tidak dikenal" in text(answer)

    def test_takes_a_token_in_capitals(self, cast, client):
        event = cast.event()
        assert client.get(page_of(event).replace(event.token, event.token.upper())).status_code == 200

    def test_ends_with_an_address_that_was_replaced(self, cast, client):
        event = cast.event()
        before = page_of(event)
        actions.renew_token(event, by=cast.officer)
        assert client.get(before).status_code == 404

    def test_slows_down_who_guesses(self, cast, client, monkeypatch):
        monkeypatch.setattr(public, "WRONG_TOKENS", 2)
        answers = [client.get("/hadir/abcd-efgh-jkmn-pqrs/").status_code for _ in range(3)]
        assert answers == [404, 404, 429]
        assert client.get(page_of(cast.event())).status_code == 200

    def test_slows_down_who_sends_without_end(self, cast, client, monkeypatch):
        monkeypatch.setattr(limits, "ENTRIES", 1)
        event = cast.event()
        client.post(page_of(event), SENT)
        answer = client.post(page_of(event), {**SENT, "person_name": "Lain"})
        assert answer.status_code == 429
        assert "Kehadiran Anda belum tercatat" in text(answer)
        assert event.attendances.count() == 1

    def test_is_kept_by_nobody_on_the_way(self, cast, client):
        assert "no-store" in client.get(page_of(cast.event()))["Cache-Control"]

    def test_takes_few_questions(self, cast, client, django_assert_max_num_queries):
        event = cast.event()
        with django_assert_max_num_queries(4):
            client.get(page_of(event), {"cari": "nehes", "daerah": ""})
