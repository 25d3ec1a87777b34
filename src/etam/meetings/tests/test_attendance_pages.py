"""The attendance page on a phone, and the list of those who organise."""

from datetime import timedelta

import pytest
from django.utils import timezone

from etam.accounts.limits import WRONG_TOKENS
from etam.meetings import actions
from etam.meetings.tests.cast import DURING
from etam.outreach.limits import ENTRIES

LIST = "/meja/rapat/rakornis-2026/hadir/"
HARTATI = {"person_name": "Hartati", "institution_name": "Perpustakaan Desa Nehes Liah Bing"}


@pytest.fixture
def during(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DURING)


@pytest.fixture
def page_url(cast):
    return f"/rapat/hadir/{cast.planned.token}/"


class TestAttend:
    def test_signs_once_and_tells_the_second_time_kindly(self, cast, during, page_url, client):
        cast.participant()
        assert "Kehadiran tercatat" in client.post(page_url, HARTATI).content.decode()
        again = client.post(page_url, HARTATI).content.decode()
        assert "Anda sudah tercatat sebelumnya" in again
        assert "tidak ada yang digandakan" in again
        assert cast.planned.participants.get().attended_at == DURING

    def test_keeps_what_was_typed_when_the_institution_is_absent(self, cast, during, page_url, client):
        answer = client.post(page_url, {"person_name": "Hartati"})
        assert answer.status_code == 422
        assert "Instansi Anda belum diisi." in answer.content.decode()
        assert 'value="Hartati"' in answer.content.decode()

    def test_before_its_hours_says_when_to_come_back(self, cast, page_url, client):
        assert "Buka lagi halaman ini mulai 17 Maret 2026" in client.get(page_url).content.decode()

    def test_shows_nobody_from_the_list(self, cast, during, page_url, client):
        cast.participant(person_name="Sulastri")
        assert "Sulastri" not in client.get(page_url).content.decode()

    def test_with_an_unknown_address_says_what_to_check_and_then_to_wait(self, cast, client):
        address = "/rapat/hadir/abcd-efgh-jkmn-pqrs/"
        answers = [client.get(address).status_code for _ in range(WRONG_TOKENS + 1)]
        assert answers == [404] * WRONG_TOKENS + [429]

    def test_takes_a_hall_full_of_people_and_no_flood(self, cast, during, page_url, client, monkeypatch):
        monkeypatch.setattr("etam.meetings.views.attending.ENTRIES", 2)
        assert ENTRIES >= 300
        codes = [
            client.post(page_url, {**HARTATI, "person_name": f"Orang {number}"}).status_code for number in range(3)
        ]
        assert codes == [200, 200, 429]

    def test_after_a_change_of_address_the_old_one_opens_nothing(self, cast, during, page_url, client):
        actions.renew_token(cast.planned, by=cast.officer)
        assert client.get(page_url).status_code == 404


class TestSignByInvitation:
    def test_is_offered_while_the_page_is_open(self, cast, client, monkeypatch):
        _, token = cast.invited()
        address = f"/rapat/undangan/{token}/"
        assert "Catat kehadiran saya" not in client.get(address).content.decode()
        monkeypatch.setattr(timezone, "now", lambda: DURING)
        assert "Catat kehadiran saya" in client.get(address).content.decode()
        assert "Kehadiran tercatat" in client.post(address, {"do": "sign"}).content.decode()
        assert "Anda tercatat hadir" in client.get(address).content.decode()

    def test_outside_its_hours_is_refused_with_a_sentence(self, cast, client):
        _, token = cast.invited()
        page = client.post(f"/rapat/undangan/{token}/", {"do": "sign"}, follow=True).content.decode()
        assert "Daftar hadir belum dibuka." in page


class TestList:
    def test_notes_who_is_marked_and_takes_it_back(self, cast, during, sign_in):
        one, client = cast.participant(), sign_in(cast.officer)
        assert "1 peserta dicatat hadir." in client.post(LIST, {"participant": one.pk}, follow=True).content.decode()
        client.post(f"{LIST}{one.pk}/batal/")
        assert cast.planned.participants.get().attended_at is None

    def test_before_the_first_day_offers_no_marks(self, cast, sign_in):
        cast.participant()
        page = sign_in(cast.officer).get(LIST).content.decode()
        assert "Kehadiran dicatat mulai 17 Maret 2026" in page
        assert "checkbox" not in page

    def test_stays_readable_after_names_were_wiped(self, cast, sign_in, monkeypatch):
        cast.participant()
        actions.wipe_names(DURING.date() + timedelta(days=1500))
        assert "nama sudah dihapus" in sign_in(cast.officer).get(LIST).content.decode()


class TestPoster:
    def test_carries_the_address_and_its_hours(self, cast, page_url, sign_in):
        page = sign_in(cast.officer).get("/meja/rapat/rakornis-2026/poster/").content.decode()
        assert page_url in page
        assert "17 Maret 2026 pukul 07.00 WITA sampai 18 Maret 2026 pukul 18.00 WITA" in page
