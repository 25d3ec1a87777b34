"""Fixtures that every room's tests share."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from django.test import Client, TransactionTestCase
from hypothesis import settings as hypothesis_settings

# Playwright's event loop lives in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

hypothesis_settings.register_profile("etam", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.load_profile("etam")

DATABASE_FIXTURES = {"db", "transactional_db"}
WIDTHS = (1280, 390)
BACKEND = "allauth.account.auth_backends.AuthenticationBackend"
CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what asks for the database, before `-m` chooses."""
    for item in items:
        if asks_database(item):
            item.add_marker("database")


def asks_database(item: pytest.Item) -> bool:
    """Whether a test says, by itself, by a fixture or by its class, that it touches the database."""
    written_as_class = getattr(item, "cls", None)
    of_django = written_as_class is not None and issubclass(written_as_class, TransactionTestCase)
    fixtures = DATABASE_FIXTURES.intersection(getattr(item, "fixturenames", ()))
    return of_django or bool(fixtures) or item.get_closest_marker("django_db") is not None


def chromium_path() -> str | None:
    """Where this machine keeps Chromium, if it has one."""
    return next((path for name in CHROMIUM_NAMES if (path := shutil.which(name))), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium for the whole session."""
    path = chromium_path()
    if path is None:
        pytest.skip("Chromium is not installed")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=["--no-sandbox", "--disable-gpu"])
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Any) -> Iterator[Any]:
    """A fresh page on a phone-wide window; a test that wants the desk calls `page.set_viewport_size`."""
    context = browser.new_context(viewport={"width": 390, "height": 844}, locale="id-ID", timezone_id="Asia/Makassar")
    page = context.new_page()
    page.set_default_timeout(10_000)
    yield page
    context.close()


@pytest.fixture(scope="session")
def axe() -> Callable[[Any], list[str]]:
    """A function that returns what axe finds on a page, one line each."""
    from axe_playwright_python.sync_playwright import Axe

    def violations(page: Any) -> list[str]:
        found = Axe().run(page).response["violations"]
        return [f"{rule['id']}: {rule['help']} – {node['html'][:160]}" for rule in found for node in rule["nodes"]]

    return violations


@pytest.fixture
def looks_right(axe: Callable[[Any], list[str]]) -> Callable[[Any], None]:
    """A function that fails where axe finds something, or a page scrolls sideways, at the desk or on a phone."""

    def check(page: Any) -> None:
        for width in WIDTHS:
            page.set_viewport_size({"width": width, "height": 900})
            assert axe(page) == [], page.url
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url

    return check


@pytest.fixture
def sign_in(client: Any) -> Callable[[Any], Any]:
    """A function that makes `client` act as a person."""

    def as_person(person: Any) -> Any:
        client.force_login(person, backend=BACKEND)
        return client

    return as_person


@pytest.fixture
def browse_as(page: Any, live_server: Any, settings: Any) -> Callable[[Any], None]:
    """A function that makes `page` act as a person, with nothing typed."""

    def as_person(person: Any) -> None:
        client = Client()
        client.force_login(person, backend=BACKEND)
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])

    return as_person


@pytest.fixture
def open_as(page: Any, live_server: Any, browse_as: Callable[[Any], None]) -> Callable[[Any, str], Any]:
    """A function that opens an address as a person and returns the page."""

    def open_page(person: Any, path: str) -> Any:
        browse_as(person)
        page.goto(live_server.url + path)
        return page

    return open_page


@pytest.fixture
def var(tmp_path: Path, settings: Any) -> Path:
    """A folder of its own for what the application writes."""
    settings.VAR = tmp_path
    settings.RELEASES = tmp_path / "releases"
    return tmp_path
