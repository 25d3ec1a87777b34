"""Take the pictures of this folder from a running demonstration: `python docs/screenshots/take.py [address]`."""

import sys
from pathlib import Path
from typing import Any

from playwright.sync_api import sync_playwright

HERE = Path(__file__).parent
CHROMIUM = "/usr/bin/chromium"
WIDTHS = {390: 844, 1280: 900}
TALLEST = 2600
RELEASE = "a[href^='/peringkat/reading-culture']"
# name, role ("" for a visitor), where to begin, what to click on the way
PAGES: tuple[tuple[str, str, str, tuple[str, ...]], ...] = (
    ("beranda", "", "/", ()),
    ("peringkat", "", "/peringkat/", (RELEASE,)),
    ("daerah", "", "/daerah/64.08/", ()),
    ("desa-dan-sekolah", "", "/desa-dan-sekolah/", ()),
    ("formasi", "", "/formasi/", ()),
    ("program", "", "/program/", ()),
    ("perpustakaan", "", "/perpustakaan/?daerah=64.08", ()),
    ("metode", "", "/metode/reading-culture-and-information-literacy/2026.1/", ()),
    ("tugas", "operator", "/meja/", ()),
    ("isian", "operator", "/meja/", (".tasks .is-urgent a", "a[href$='/services/'] >> visible=true")),
    ("berkas", "operator", "/meja/unggah/", ()),
    ("verifikasi", "verifier", "/meja/verifikasi/?antrean=menunggu", (".queue a:has(.chip--warn)",)),
    ("kelengkapan", "officer", "/meja/kelengkapan/", ()),
    ("penerimaan", "officer", "/meja/penerimaan/", ()),
    ("perhitungan", "officer", "/meja/perhitungan/", ()),
)


def main(address: str) -> None:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox"])
        for name, role, path, clicks in PAGES:
            for width, height in WIDTHS.items():
                page = browser.new_page(viewport={"width": width, "height": height}, locale="id-ID")
                _go(page, address, role, path, clicks)
                _shoot(page, HERE / f"{name}-{width}.png", width)
                page.close()
        browser.close()


def _go(page: Any, address: str, role: str, path: str, clicks: tuple[str, ...]) -> None:
    if role:
        page.goto(address)
        page.select_option("#demo-role", role)
        page.click(".demobar button")
        page.wait_for_load_state()
    page.goto(address.rstrip("/") + path)
    for selector in clicks:
        page.locator(selector).first.click()
        page.wait_for_load_state()


def _shoot(page: Any, target: Path, width: int) -> None:
    # A window as tall as the page, so that what sticks to its foot stands there and not across the middle.
    height = min(page.evaluate("document.documentElement.scrollHeight"), TALLEST)
    page.set_viewport_size({"width": width, "height": height})
    page.screenshot(path=target)


if __name__ == "__main__":
    main(sys.argv[1] if len(sys.argv) > 1 else "http://127.0.0.1:8000/")
