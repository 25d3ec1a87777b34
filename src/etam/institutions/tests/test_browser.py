"""The registry in a real browser: nothing for axe to find, no sideways scrolling, a list seen and stored."""

from pathlib import Path
from typing import Any

import pytest

from etam.accounts.models import User
from etam.institutions.models import Institution

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

CSV = """name;kind;subtype;region;npp;npsn
SD Negeri 007;school;sd_mi;64.72;6408011C0000001;12
SD Negeri 001 Samarinda;school;sd_mi;64.72;;30401234
"""


def test_the_pages_of_the_registry(
    open_as: Any,
    live_server: Any,
    settings: Any,
    officer: User,
    village_library: Institution,
    school_library: Institution,
    tmp_path: Path,
    looks_right: Any,
) -> None:
    settings.SECOND_FACTOR_ROLES = set()
    file = tmp_path / "lembaga.csv"
    file.write_text(CSV, encoding="utf-8")

    page = open_as(officer, "/meja/lembaga/")
    looks_right(page)
    page.get_by_role("link", name="Daftarkan lembaga").click()
    page.get_by_role("button", name="Daftarkan").click()
    page.get_by_role("heading", name="Daftarkan lembaga").wait_for()
    looks_right(page)
    page.goto(f"{live_server.url}/meja/lembaga/impor/")
    page.get_by_label("Berkas .csv").set_input_files(file)
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="1 lembaga baru").wait_for()
    looks_right(page)
    page.get_by_role("button", name="Daftarkan 1 lembaga").click()
    page.get_by_role("link", name="SD Negeri 007").click()
    page.locator("details.more").evaluate_all("all => all.forEach(one => one.open = true)")
    looks_right(page)
