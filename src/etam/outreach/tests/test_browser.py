"""The pages in a real browser: nothing for axe to find, no sideways scrolling, light enough for a weak signal."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse

from etam.outreach import actions
from etam.outreach.models import Attendance
from etam.outreach.tests.cast import NOW, TODAY, Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]
INDEX = "/meja/sosialisasi/"
MOST_BYTES = 40_000


@pytest.fixture
def cast(transactional_db: None, settings: Any) -> Cast:
    settings.SECOND_FACTOR_ROLES = set()
    return make_cast()


def test_somebody_signs_on_a_phone(cast: Cast, page: Any, live_server: Any, looks_right: Any) -> None:
    event = cast.event()
    cast.more_libraries(20)
    sizes: dict[str, int] = {}
    page.on("response", lambda answer: sizes.__setitem__(answer.url, len(answer.body())))
    page.goto(live_server.url + reverse("attend", args=[event.token]))
    page.wait_for_load_state("networkidle")
    looks_right(page)
    page.get_by_label("Nama, NPP, atau NPSN perpustakaan").fill("perpustakaan")
    page.get_by_role("button", name="Cari").click()
    page.wait_for_load_state("networkidle")
    # Uncompressed, the longest step with all that it loads; the styles of the first step are kept already.
    longest = max(size for url, size in sizes.items() if "/hadir/" in url)
    assert longest + sum(size for url, size in sizes.items() if "/hadir/" not in url) < MOST_BYTES
    looks_right(page)
    page.get_by_role("button", name="Catat kehadiran").click()
    page.get_by_role("heading", name="hal harus diperbaiki").wait_for()
    looks_right(page)
    page.get_by_label("Perpustakaan 10").check()
    page.get_by_label("Nama Anda").fill("Hartati")
    page.get_by_role("button", name="Catat kehadiran").click()
    page.get_by_role("heading", name="Kehadiran tercatat").wait_for()
    looks_right(page)
    assert Attendance.objects.get().person_name == "Hartati"


def test_the_pages_around_the_list(cast: Cast, page: Any, live_server: Any, looks_right: Any) -> None:
    event = cast.event(held_on=TODAY + timedelta(days=3))
    for path in (reverse("attend", args=[event.token]), "/hadir/abcd-efgh-jkmn-pqrs/", "/sosialisasi/"):
        page.goto(live_server.url + path)
        looks_right(page)


def test_the_pages_of_those_who_organise(cast: Cast, open_as: Any, looks_right: Any) -> None:
    libraries = cast.more_libraries(24)
    cast.event(*libraries[:12], held_on=date(2024, 2, 1), title="Sosialisasi generasi 2022 di Sangatta")
    for one in libraries[:6]:
        cast.accreditation(one, ("planned", date(2024, 5, 1)))
    today = cast.event(organiser_institution=cast.village)
    cast.attend(today, cast.elsewhere)
    removed = cast.attend(today, person_name="Salah")
    actions.remove(removed, reason="Salah pilih.", by=cast.officer, at=NOW)
    cast.paper()
    actions.add_link(today, title="Paparan", url="https://example.id/paparan.pdf", by=cast.officer)
    page = open_as(cast.officer, INDEX)
    looks_right(page)
    page.get_by_role("link", name="Sosialisasi generasi 2022 di Sangatta").click()
    page.get_by_role("heading", name="Sesudah kegiatan").wait_for()
    looks_right(page)
    entry = Attendance.objects.filter(event=today, removed_at=None).get()
    names = ("event", "edit", "people", "import", "materials", "poster")
    addresses = [reverse(f"outreach:{name}", args=[today.code]) for name in names]
    addresses += [reverse(f"outreach:{name}") for name in ("new", "coverage", "never", "effect")]
    addresses += [reverse("outreach:entry", args=[today.code, entry.pk]), f"{reverse('outreach:coverage')}?tahun=2024"]
    for path in addresses:
        page.goto(page.url.partition("/meja/")[0] + path)
        page.locator("details.more").evaluate_all("all => all.forEach(one => one.open = true)")
        looks_right(page)


def test_a_list_is_imported(cast: Cast, open_as: Any, looks_right: Any) -> None:
    event = cast.event()
    page = open_as(cast.verifier, reverse("outreach:import", args=[event.code]))
    content = "kode;nama\nL-1;Hartati\nL-3;Nina\nL-9;Surya\n"
    page.get_by_label("Berkas .csv").set_input_files(
        {"name": "hadir.csv", "mimeType": "text/csv", "buffer": content.encode()}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="Belum dapat disimpan: 1 masalah").wait_for()
    looks_right(page)
    page.get_by_label("Berkas .csv").set_input_files(
        {"name": "hadir.csv", "mimeType": "text/csv", "buffer": content.replace("L-9;Surya\n", "").encode()}
    )
    page.get_by_role("button", name="Periksa berkas").click()
    page.get_by_role("heading", name="2 peserta dari 2 lembaga siap dicatat").wait_for()
    looks_right(page)
    page.get_by_role("button", name="Catat 2 peserta").click()
    page.get_by_text("2 peserta dicatat.").wait_for()
    assert Attendance.objects.count() == 2
