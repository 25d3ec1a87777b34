"""The officer's pages in a real browser: nothing for axe to find, no sideways scrolling, progress without a reload."""

from collections.abc import Callable
from typing import Any

import pytest
from django.urls import reverse

from etam.indices import actions
from etam.indices.models import IndexRun
from etam.submissions.tests.cast import Cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

Open = Callable[[str], Any]


@pytest.fixture
def open_page(cast: Cast, done: IndexRun, open_as: Any, settings: Any) -> Open:
    """Opens an address as the second officer, without the second factor that has its own tests."""
    settings.SECOND_FACTOR_ROLES = set()
    return lambda address: open_as(cast.second_officer, address)


@pytest.mark.parametrize("width", [390, 1280])
def test_axe_finds_nothing(
    cast: Cast, done: IndexRun, open_page: Open, axe: Callable[[Any], list[str]], width: int
) -> None:
    release = actions.propose_release(done, by=cast.officer)
    addresses = [
        reverse("indices:runs"),
        reverse("indices:new-run") + "?method=items%2F2026.1&period=2024",
        reverse("indices:run", args=[done.pk]),
        reverse("indices:release", args=[release.code]),
    ]
    for address in addresses:
        page = open_page(address)
        page.set_viewport_size({"width": width, "height": 900})
        assert axe(page) == [], address
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), address


def test_progress_moves_by_itself_and_ends_in_the_preview(done: IndexRun, open_page: Open) -> None:
    IndexRun.objects.update(state="running", progress=5, progress_note="Mengumpulkan angka")
    page = open_page(reverse("indices:run", args=[done.pk]))
    IndexRun.objects.update(progress=65, progress_note="Menyusun temuan")
    page.get_by_text("Menyusun temuan").wait_for()
    IndexRun.objects.update(state="done", progress=100)
    page.get_by_role("heading", name="Kutai Timur teratas").wait_for()
