"""Somebody at a browser, for the journeys across rooms."""

import io
import re
from pathlib import Path
from typing import Any

from pypdf import PdfReader

from etam.accounts.models import User

PASSWORD = "rahasia-untuk-uji"
DESK = {"width": 1280, "height": 900}
PHONE = {"width": 390, "height": 844}


class Person:
    """Somebody at a browser."""

    def __init__(self, page: Any, address: str):
        self.page = page
        self.address = address

    def opens(self, path: str) -> None:
        answer = self.page.goto(self.address + path)
        assert answer.status == 200, f"{path}: {answer.status}"

    def signs_in(self, user: User) -> None:
        self.page.context.clear_cookies()
        self.opens("/akun/login/")
        self.page.locator("input[name=login]").fill(user.email)
        self.page.locator("input[name=password]").fill(PASSWORD)
        self.page.locator("form:has(input[name=login]) button").click()
        self.page.wait_for_url("**/meja/")

    def signs_out(self) -> None:
        self.page.context.clear_cookies()

    def presses(self, button: str) -> None:
        self.page.get_by_role("button", name=button).first.click()
        self.page.wait_for_load_state()

    def sees(self, text: str) -> None:
        self.page.get_by_text(text).filter(visible=True).first.wait_for()

    def holds_a_phone(self) -> None:
        self.page.set_viewport_size(PHONE)

    def sits_at_a_desk(self) -> None:
        self.page.set_viewport_size(DESK)

    def goes_to(self, entry: str) -> None:
        """Choose an entry of the menu, which a phone keeps folded."""
        menu = self.page.locator("header").get_by_role("link", name=entry, exact=True).filter(visible=True)
        if not menu.count():
            self.page.locator("header summary").filter(visible=True).first.click()
        menu.first.click()
        self.page.wait_for_load_state()

    def follows(self, link: str, *, exact: bool = False) -> None:
        self.page.locator("main").get_by_role("link", name=link, exact=exact).filter(visible=True).first.click()
        self.page.wait_for_load_state()

    def goes_back_to(self, crumb: str) -> None:
        """Follow the path above the title."""
        self.page.locator("nav").get_by_role("link", name=crumb, exact=True).last.click()
        self.page.wait_for_load_state()

    def fills(self, label: str, value: str) -> None:
        self.page.get_by_label(label).filter(visible=True).first.fill(value)

    def chooses(self, label: str, option: str, *, exact: bool = False) -> None:
        """Choose the first option of a list that holds these words, or that is just them."""
        found = self.page.locator("select").and_(self.page.get_by_label(label)).first
        words = re.compile(rf"^\s*{re.escape(option)}\s*$") if exact else option
        found.select_option(value=found.locator("option", has_text=words).first.get_attribute("value"))

    def ticks(self, label: str) -> None:
        self.page.get_by_label(label).first.check()

    @property
    def headline(self) -> str:
        """The title of the page, without the marks that keep a range on one line."""
        return str(self.page.locator("h1").first.inner_text()).replace("\u2060", "")

    def sees_no(self, text: str) -> None:
        assert not self.page.get_by_text(text).filter(visible=True).count(), f"“{text}” is on {self.page.url}"

    def sees_all_without_scrolling_sideways(self) -> None:
        """What stands on the page is no wider than the screen."""
        width = self.page.evaluate("document.documentElement.scrollWidth")
        assert width <= self.page.viewport_size["width"], f"{self.page.url}: {width} wide"

    def downloads(self, link: str, folder: Path) -> Path:
        """Take a file and keep it in a folder under the name that it comes with."""
        with self.page.expect_download() as download:
            self.page.get_by_role("link", name=link).filter(visible=True).first.click()
        target = folder / str(download.value.suggested_filename)
        download.value.save_as(target)
        return target


def text_of(pdf: Path) -> str:
    """The text of a PDF on one line, its words one space apart."""
    pages = PdfReader(io.BytesIO(pdf.read_bytes())).pages
    return " ".join(" ".join(page.extract_text() for page in pages).split())
