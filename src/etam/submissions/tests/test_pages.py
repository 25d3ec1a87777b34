"""Two pages in a real browser on a phone: what axe finds, and saving as one goes."""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.urls import reverse

from etam.accounts.models import User
from etam.submissions.tests.cast import Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


@pytest.fixture
def open_as(page: Any, live_server: Any) -> Callable[[User, str], Any]:
    """A function that opens an address as a person."""

    def open_page(person: User, path: str) -> Any:
        client = Client()
        client.force_login(person, backend="allauth.account.auth_backends.AuthenticationBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page.goto(live_server.url + path)
        return page

    return open_page


class TestSectionForm:
    def test_is_free_of_what_axe_finds(self, cast: Cast, open_as: Any, axe: Any) -> None:
        submission = cast.save(print_titles=12500.0, users_total=14600.0)
        page = open_as(cast.operator, reverse("submissions:section", args=[submission.pk, "collection"]) + "?periksa=1")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390

    def test_saves_as_one_goes_and_shows_the_check_at_the_field(self, cast: Cast, open_as: Any) -> None:
        page = open_as(cast.operator, reverse("submissions:section", args=[cast.submission.pk, "collection"]))
        page.fill("#print_titles-v", "12500")
        page.fill("#print_items-v", "1180")
        page.locator("#print_items-v").blur()
        page.get_by_text("Jumlah judul (12.500) melebihi jumlah eksemplar (1.180)").wait_for()
        page.locator("#saved").get_by_text("Tersimpan").wait_for()
        assert cast.submission.latest.answers == {"print_titles": 12500, "print_items": 1180}


class TestVerification:
    def test_is_free_of_what_axe_finds(self, cast: Cast, open_as: Any, axe: Any) -> None:
        submission = cast.submitted()
        page = open_as(cast.verifier, reverse("submissions:verify", args=[submission.pk]))
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
