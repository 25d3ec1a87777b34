"""Participants at the desk, and the invitation that everybody holds on their own."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone

from etam.accounts.limits import WRONG_TOKENS
from etam.accounts.models import JournalEntry
from etam.meetings import actions
from etam.meetings.tests.cast import NOW

PEOPLE = "/meja/rapat/rakornis-2026/peserta/"


def links(page):
    return re.findall(r"/rapat/undangan/([\w-]+)/", page)


class TestPeople:
    def test_adds_one_and_says_which_institution_was_matched(self, cast, sign_in):
        fields = {"person_name": "Hartati", "institution_name": cast.village.name.upper(), "part": "participant"}
        page = sign_in(cast.officer).post(PEOPLE, fields, follow=True).content.decode()
        assert "dicocokkan dengan L-1" in page
        assert cast.planned.participants.get().institution == cast.village

    def test_keeps_what_was_typed_when_a_code_is_unknown(self, cast, sign_in):
        fields = {"person_name": "Hartati", "institution_code": "L-9", "part": "participant"}
        answer = sign_in(cast.officer).post(PEOPLE, fields)
        assert answer.status_code == 422
        assert "Tidak ada lembaga dengan kode L-9" in answer.content.decode()

    def test_narrows_by_answer_and_word(self, cast, sign_in):
        coming, _ = cast.invited()
        actions.answer(coming, is_coming=True, at=NOW)
        cast.participant(person_name="Yusran")
        page = sign_in(cast.officer).get(f"{PEOPLE}?keadaan=coming&cari=nehes").content.decode()
        assert "Hartati" in page
        assert "Yusran" not in page

    @pytest.mark.parametrize("role", ["operator", "verifier", "partner", "observer"])
    def test_is_closed_to_all_who_do_not_organise(self, cast, sign_in, role):
        assert sign_in(getattr(cast, role)).get(PEOPLE).status_code == 403

    def test_taken_as_a_file_leaves_an_entry_in_the_journal(self, cast, sign_in):
        cast.participant()
        table = sign_in(cast.officer).get("/meja/rapat/rakornis-2026/peserta.csv").content.decode()
        assert "Hartati,Pustakawan,Perpustakaan Desa Nehes Liah Bing,L-1,Kutai Timur,,peserta" in table
        assert JournalEntry.objects.filter(action="names_taken").exists()

    def test_reads_its_own_file_again(self, cast, sign_in):
        cast.participant()
        client = sign_in(cast.officer)
        table = client.get("/meja/rapat/rakornis-2026/peserta.csv").content.decode("utf-8-sig").splitlines()
        again = "\n".join(",".join(line.split(",")[:7]) for line in table)
        page = client.post(f"{PEOPLE}impor/", {"file": SimpleUploadedFile("peserta.csv", again.encode())})
        assert "Tidak ada peserta baru" in page.content.decode()


class TestImport:
    def test_shows_first_and_stores_then(self, cast, sign_in):
        client = sign_in(cast.officer)
        file = SimpleUploadedFile("peserta.csv", b"nama;kode\nHartati;L-1\nYusran;L-2\n")
        page = client.post(f"{PEOPLE}impor/", {"file": file})
        assert "2 peserta siap ditambahkan" in page.content.decode()
        assert not cast.planned.participants.exists()
        client.post(f"{PEOPLE}impor/", {"text": page.context["text"]})
        assert cast.planned.participants.count() == 2


class TestInvite:
    def test_shows_the_link_once(self, cast, sign_in):
        one, client = cast.participant(), sign_in(cast.officer)
        first = client.post(f"{PEOPLE}{one.pk}/undang/", {"do": "make"}, follow=True).content.decode()
        (token,) = set(links(first))
        assert client.get(f"/rapat/undangan/{token}/").status_code == 200
        assert not links(client.get(f"{PEOPLE}{one.pk}/").content.decode())

    def test_sends_a_letter_that_holds_the_link(self, cast, sign_in, mailoutbox):
        one = cast.participant(email="hartati@example.id")
        sign_in(cast.officer).post(f"{PEOPLE}{one.pk}/undang/", {"do": "send"})
        (letter,) = mailoutbox
        assert (letter.to, letter.subject) == (["hartati@example.id"], "Undangan Rakornis 2026, 17–18 Maret 2026")
        assert "Yth. Hartati, Pustakawan" in letter.body
        assert links(letter.body)

    def test_of_all_sends_letters_and_shows_the_links_of_those_without_an_address(self, cast, sign_in, mailoutbox):
        cast.participant(email="hartati@example.id")
        cast.participant(person_name="Yusran")
        client = sign_in(cast.officer)
        page = client.post(f"{PEOPLE}undang/").content.decode()
        assert "1 undangan terkirim lewat surel; 1 perlu Anda kirim sendiri" in page
        assert (len(mailoutbox), len(links(page))) == (1, 1)
        assert "Semua peserta sudah punya undangan." in client.post(f"{PEOPLE}undang/", follow=True).content.decode()

    def test_says_when_the_post_fails_and_shows_the_link_all_the_same(self, cast, sign_in, settings):
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", 1
        one = cast.participant(email="hartati@example.id")
        page = sign_in(cast.officer).post(f"{PEOPLE}{one.pk}/undang/", {"do": "send"}, follow=True).content.decode()
        assert "Suratnya tidak terkirim" in page
        assert links(page)

    def test_taken_back_opens_nothing(self, cast, sign_in):
        one, token = cast.invited()
        client = sign_in(cast.officer)
        client.post(f"{PEOPLE}{one.pk}/undang/", {"do": "take_back"})
        answer = client.get(f"/rapat/undangan/{token}/")
        assert answer.status_code == 410
        assert "sudah ditarik" in answer.content.decode()


class TestInvitation:
    def test_takes_an_answer_and_shows_it(self, cast, client):
        _, token = cast.invited()
        page = client.post(f"/rapat/undangan/{token}/", {"answer": "coming"}, follow=True).content.decode()
        assert "Anda menyatakan hadir di Rakornis 2026" in page
        assert cast.planned.participants.get().answer == "coming"

    def test_without_a_choice_says_so(self, cast, client):
        _, token = cast.invited()
        page = client.post(f"/rapat/undangan/{token}/", {}, follow=True).content.decode()
        assert "Pilih akan hadir atau tidak dapat hadir." in page

    def test_of_a_cancelled_meeting_says_why_and_asks_nothing(self, cast, client):
        _, token = cast.invited()
        actions.cancel(cast.planned, reason="Banjir di Sangatta.", by=cast.officer)
        page = client.get(f"/rapat/undangan/{token}/").content.decode()
        assert "Banjir di Sangatta." in page
        assert "Saya akan hadir" not in page

    def test_after_its_time_says_so(self, cast, client, monkeypatch):
        _, token = cast.invited()
        monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=90))
        answer = client.get(f"/rapat/undangan/{token}/")
        assert answer.status_code == 410
        assert "Masa tautan ini sudah lewat" in answer.content.decode()

    def test_guessed_too_often_has_to_wait(self, cast, client):
        codes = [client.get(f"/rapat/undangan/x{number}/").status_code for number in range(WRONG_TOKENS + 1)]
        assert codes == [410] * WRONG_TOKENS + [429]
