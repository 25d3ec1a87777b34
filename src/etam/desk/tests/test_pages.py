"""The pages of the desk: what they cost and how they look."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from etam.institutions.tests.cast import person
from etam.submissions.tests.cast import NOW, Cast, make_cast

PAGES = ("desk", "people", "journal")


@pytest.fixture
def cast(db: None, settings: Any, monkeypatch: pytest.MonkeyPatch) -> Cast:
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    return make_cast()


@pytest.mark.parametrize("name", PAGES)
def test_a_page_costs_at_most_15_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: Callable[[int], Any], name: str
) -> None:
    client.force_login(person("maya@example.id", "Maya", "administrator"))
    with django_assert_max_num_queries(15):
        assert client.get(reverse(name)).status_code == 200


@pytest.mark.parametrize("role", ["operator", "verifier", "officer", "observer"])
def test_the_desk_of_every_role_costs_at_most_30_queries(
    cast: Cast, client: Client, django_assert_max_num_queries: Callable[[int], Any], role: str
) -> None:
    cast.submitted()
    client.force_login(getattr(cast, role))
    with django_assert_max_num_queries(30):
        assert client.get(reverse("desk")).status_code == 200


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing_and_nothing_scrolls_sideways(
    cast: Cast, page: Any, live_server: Any, axe: Callable[[Any], list[str]], browse_as: Any, width: int
) -> None:
    browse_as(person("maya@example.id", "Maya", "administrator"))
    page.set_viewport_size({"width": width, "height": 900})
    addresses = [*map(reverse, PAGES), reverse("person", args=[cast.operator.pk])]
    for address in addresses:
        page.goto(live_server.url + address)
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth") <= width, address
