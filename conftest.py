"""Fixtures that every room's tests share."""

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from hypothesis import settings as hypothesis_settings

# Playwright's event loop lives in the test's thread; Django would refuse the database there.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "true")

hypothesis_settings.register_profile("etam", derandomize=True, deadline=None, max_examples=60)
hypothesis_settings.load_profile("etam")

CHROMIUM_NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")


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
def var(tmp_path: Path, settings: Any) -> Path:
    """A folder of its own for what the application writes."""
    settings.VAR = tmp_path
    settings.RELEASES = tmp_path / "releases"
    return tmp_path
