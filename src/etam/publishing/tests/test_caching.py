import gzip

import pytest
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.test import RequestFactory

from etam.accounts import journal
from etam.accounts.models import User
from etam.publishing.caching import public_page

pytestmark = pytest.mark.django_db


class Counted:
    """A page that says how often it was drawn."""

    def __init__(self, **answer: object) -> None:
        self.drawn = 0
        self.answer = answer

    def __call__(self, request: HttpRequest) -> HttpResponse:
        self.drawn += 1
        return HttpResponse(f"halaman {self.drawn}", **self.answer)


def ask(view: object, path: str = "/", **extra: object) -> HttpResponse:
    return public_page(view)(RequestFactory().get(path, **extra))


def record_something() -> None:
    user = User.objects.create_user("rina@contoh.etam", name="Rina")
    journal.record("renamed", user, by=None, summary="Sesuatu berubah.")


@pytest.mark.usefixtures("kept_pages")
class TestPublicPage:
    def test_is_drawn_once_for_everybody(self):
        view = Counted()
        assert ask(view).content == ask(view).content == b"halaman 1"

    def test_is_drawn_anew_when_something_was_recorded(self, kept_pages):
        view = Counted()
        ask(view)
        record_something()
        kept_pages.delete("stamp")  # the two seconds are over
        assert ask(view).content == b"halaman 2"

    def test_differs_by_what_was_asked_for(self):
        view = Counted()
        ask(view, "/?daerah=64.08")
        assert ask(view, "/?daerah=64.01").content == b"halaman 2"

    def test_is_always_fresh_for_somebody_with_a_session(self):
        view = Counted()
        ask(view)
        assert ask(view, HTTP_COOKIE="sessionid=abc").content == b"halaman 2"

    def test_never_gives_a_page_of_a_session_to_others(self):
        view = Counted()
        ask(view, HTTP_COOKIE="sessionid=abc")
        assert ask(view).content == b"halaman 2"

    def test_is_not_kept_with_a_token_in_it(self):
        def with_form(request: HttpRequest) -> HttpResponse:
            return HttpResponse(get_token(request))

        assert ask(with_form).content != ask(with_form).content

    def test_is_not_kept_when_nothing_was_found(self):
        view = Counted(status=404)
        ask(view)
        ask(view)
        assert view.drawn == 2

    def test_is_sent_compressed_to_those_who_accept_it(self):
        answer = ask(Counted(), HTTP_ACCEPT_ENCODING="gzip, br")
        assert answer["Content-Encoding"] == "gzip"
        assert gzip.decompress(answer.content) == b"halaman 1"
        assert "Accept-Encoding" in answer["Vary"]

    def test_is_sent_plain_to_others(self):
        assert "Content-Encoding" not in ask(Counted())

    def test_is_not_sent_again_to_those_who_have_it(self):
        view = Counted()
        etag = ask(view)["ETag"]
        assert ask(view, HTTP_IF_NONE_MATCH=etag).status_code == 304

    def test_must_be_asked_for_each_time(self):
        assert ask(Counted())["Cache-Control"] == "no-cache"
