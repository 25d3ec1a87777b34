"""Signed links: an owner without an account answers once, and nothing else."""

from datetime import timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from etam.accounts import passes
from etam.accounts.models import Pass
from etam.followup import actions
from etam.followup.exceptions import BadInput, WrongPerson, WrongState
from etam.followup.models import ANSWER_PURPOSE, Recommendation, Response
from etam.followup.tests.cast import NOW
from etam.followup.views import public

SAID = {"text": "Sudah dianggarkan.", "progress": "70", "proof": "DPA 2026, halaman 12."}
HOLDER = "Suryani, Bappeda Kutai Timur"


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_ROLES = set()


@pytest.fixture
def asked(cast):
    return cast.issued(owner_name="Bappeda Kutai Timur")


@pytest.fixture
def url(asked, cast):
    return page_of(link(asked, cast)[1])


def link(asked, cast, **changes):
    return actions.make_link(asked, **{"holder": HOLDER, "by": cast.officer, **changes})


def page_of(token):
    return reverse("followup-answer", args=[token])


def text(answer):
    return " ".join(answer.content.decode().split())


class TestMakeLink:
    def test_needs_a_name(self, asked, cast):
        with pytest.raises(BadInput, match="Tulis siapa yang akan menjawab"):
            link(asked, cast, holder=" ")

    def test_serves_sixty_days_at_most(self, asked, cast):
        with pytest.raises(BadInput, match="1 sampai 60 hari"):
            link(asked, cast, days=61)

    def test_is_refused_while_an_answer_waits(self, cast):
        with pytest.raises(WrongState, match="menunggu penilaian"):
            link(cast.answered(), cast)

    def test_is_refused_once_settled(self, cast):
        with pytest.raises(WrongState, match="sudah dinyatakan"):
            link(cast.judged("done"), cast)


class TestAnswerPage:
    def test_shows_a_stranger_what_is_asked_and_of_whom(self, asked, url, client):
        page = text(client.get(url))
        assert asked.text in page
        assert HOLDER in page

    def test_keeps_the_answer_under_the_name_of_the_holder(self, url, client):
        assert "Jawaban Anda sudah diterima" in text(client.post(url, SAID))
        made = Response.objects.get()
        assert (made.by, made.by_name, made.progress) == (None, HOLDER, 70)
        assert Recommendation.objects.get().pending == made

    def test_serves_once(self, url, client):
        client.post(url, SAID)
        again = client.post(url, {**SAID, "text": "Tambahan."})
        assert again.status_code == 410
        assert "sudah dipakai satu kali" in text(again)
        assert all(typed in text(again) for typed in ("Tambahan.", SAID["progress"], SAID["proof"]))
        assert Response.objects.count() == 1

    def test_ends_with_its_time(self, url, client, monkeypatch):
        monkeypatch.setattr(timezone, "now", lambda: NOW + timedelta(days=15))
        answer = client.post(url, SAID)
        assert answer.status_code == 410
        assert "Masa tautan ini sudah lewat" in text(answer)
        assert not Response.objects.exists()

    def test_opens_nothing_else(self, asked, client):
        _, token = passes.issue(
            purpose="other", subject=asked.code, holder="A", expires_at=NOW + timedelta(days=1), by=None
        )
        answer = client.post(page_of(token), SAID)
        assert answer.status_code == 410
        assert "untuk keperluan lain" in text(answer)
        assert not Response.objects.exists()

    def test_is_closed_once_taken_back(self, url, client, cast):
        actions.revoke_link(Pass.objects.get(), by=cast.officer)
        assert "sudah ditarik" in text(client.get(url))

    def test_says_what_is_missing_and_still_serves(self, url, client):
        answer = client.post(url, {**SAID, "proof": ""})
        assert answer.status_code == 422
        assert "Sudah dianggarkan." in text(answer)
        assert Pass.objects.get().used_at is None

    def test_still_serves_after_a_progress_that_is_no_share(self, url, client):
        answer = client.post(url, {**SAID, "progress": "170"})
        assert "Kemajuan 170% tidak mungkin" in text(answer)
        assert Pass.objects.get().used_at is None

    def test_waits_while_another_answer_is_judged(self, asked, url, client, cast):
        cast.answer(asked, by=cast.officer)
        answer = client.post(url, SAID)
        assert answer.status_code == 409
        assert "Sudah ada jawaban yang menunggu penilaian" in text(answer)
        assert "Sudah dianggarkan." in text(answer)

    def test_slows_down_who_guesses(self, client, db, monkeypatch):
        monkeypatch.setattr(public, "WRONG_TOKENS", 1)
        client.get(page_of("salah"))
        assert client.get(page_of("salah")).status_code == 429


class TestVerdict:
    def test_is_refused_to_the_maker_of_the_link(self, asked, url, client, cast):
        client.post(url, SAID)
        with pytest.raises(WrongPerson, match="Anda yang membuat tautan"):
            actions.judge(asked, status="done", by=cast.officer)

    def test_is_given_by_another(self, asked, url, client, cast):
        client.post(url, SAID)
        assert actions.judge(asked, status="done", by=cast.second_officer).status == "done"


class TestRevokeLink:
    def test_is_refused_twice(self, asked, cast):
        one, _ = link(asked, cast)
        actions.revoke_link(one, by=cast.officer)
        with pytest.raises(WrongState, match="sudah ditarik"):
            actions.revoke_link(one, by=cast.officer)

    def test_is_refused_after_the_answer(self, asked, url, client, cast):
        client.post(url, SAID)
        with pytest.raises(WrongState, match="sudah dipakai"):
            actions.revoke_link(Pass.objects.get(), by=cast.officer)


class TestLinksPage:
    def test_shows_the_address_once(self, asked, cast, sign_in):
        client, page = sign_in(cast.officer), reverse("followup:links", args=[asked.code])
        shown = text(client.post(page, {"holder": HOLDER, "days": "14"}, follow=True))
        assert "/tindak-lanjut/jawab/" in shown
        assert "/tindak-lanjut/jawab/" not in text(client.get(page))

    def test_takes_back(self, asked, cast, sign_in):
        one, _ = link(asked, cast)
        sign_in(cast.second_officer).post(reverse("followup:revoke_link", args=[asked.code, one.pk]))
        assert Pass.objects.get().revoked_at == NOW

    def test_finds_no_link_of_another_recommendation(self, asked, cast, sign_in):
        other = cast.issued(number=2)
        one, _ = link(other, cast)
        answer = sign_in(cast.officer).post(reverse("followup:revoke_link", args=[asked.code, one.pk]))
        assert answer.status_code == 404

    def test_keeps_the_purpose_of_its_links_to_itself(self, asked, cast):
        assert link(asked, cast)[0].purpose == ANSWER_PURPOSE
