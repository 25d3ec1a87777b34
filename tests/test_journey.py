"""The main job in a real browser: from a downloaded template to a rank that a stranger recomputes.

Hartati answers for her village library with a workbook, Yusran sends it back and verifies the correction, Rina accepts
and computes, Dewi publishes, and a visitor without an account downloads the release.
"""

import io
import zipfile
from pathlib import Path
from typing import Any
from urllib.request import urlopen

import pytest
from django.utils import timezone

from etam.indexmath.__main__ import release as release_command
from etam.indices import methods
from etam.indices.tests.tiny import METHOD, TINY
from etam.institutions.actions import load_regions
from etam.regulations.actions import load_regulations
from etam.submissions import actions
from etam.submissions.tests.cast import NOW, Cast, complete_answers, make_cast
from journeys import DESK, Person
from workbook import fill_form

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(var: Path, settings: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Cast:
    """An open round in which the two other libraries are accepted already, and one small method."""
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)
    (tmp_path / "methods" / TINY / "2026.1").mkdir(parents=True)
    (tmp_path / "methods" / TINY / "2026.1" / "method.yml").write_text(METHOD, encoding="utf-8")
    monkeypatch.setattr(methods, "METHODS", tmp_path / "methods")
    load_regulations()
    load_regions()
    cast = make_cast()
    cast.accepted(cast.school)
    bontang = cast.of(cast.elsewhere)
    actions.save_answers(bontang, answers=complete_answers(bontang), base_revision=0, by=cast.operator)
    actions.submit(bontang, by=cast.operator)
    actions.accept(actions.verify(bontang, by=cast.outsider), by=cast.officer)
    return cast


@pytest.fixture
def person(page: Any, live_server: Any) -> Person:
    page.set_viewport_size(DESK)
    return Person(page, live_server.url)


def test_from_a_librarys_figures_to_a_ranking_that_anyone_can_recompute(
    cast: Cast, person: Person, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    answers_with_a_workbook(cast, person, tmp_path)
    sends_back(cast, person)
    corrects_on_the_phone(cast, person)
    verifies(cast, person)
    accepts(cast, person)
    code = computes_and_proposes(cast, person)
    another_publishes(cast, person, code)
    address = a_visitor_sees_the_rank(person, code)
    assert release_command(["verify", address]) == 0
    a_touched_byte_is_named(person, address, tmp_path, capsys)


def answers_with_a_workbook(cast: Cast, person: Person, folder: Path) -> None:
    person.signs_in(cast.operator)
    person.opens("/meja/unggah/")
    with person.page.expect_download() as download:
        person.page.locator(f"a[href$='/{cast.village.code}.xlsx']").first.click()
    download.value.save_as(folder / "templat.xlsx")
    answers = {name: value for name, value in cast.answers(users_total=14_600).items() if not isinstance(value, dict)}
    numbers = {name: value for name, value in answers.items() if isinstance(value, float)}
    words = {name: answers[name] for name in ("npp", "respondent_name", "respondent_whatsapp", "evidence_url")}
    fill_form(folder / "templat.xlsx", folder / "terisi.xlsx", {**numbers, **words, "users_total": 14_600})
    person.opens("/meja/unggah/")
    person.page.locator("input[type=file]").set_input_files(folder / "terisi.xlsx")
    person.presses("Unggah dan lihat perubahan")
    person.presses("Simpan 1 isian")
    explains_the_jump(cast, person)
    sends(cast, person)


def explains_the_jump(cast: Cast, person: Person) -> None:
    person.opens(f"/meja/isian/{cast.submission.pk}/services/")
    for box in person.page.locator("textarea").all():
        box.fill("Sejak Maret layanan buka sampai malam.")
    person.presses("Simpan")


def sends(cast: Cast, person: Person) -> None:
    person.opens(f"/meja/isian/{cast.submission.pk}/kirim/")
    person.presses("Kirim isian")
    assert cast.submission.state == "submitted"


def sends_back(cast: Cast, person: Person) -> None:
    person.signs_in(cast.verifier)
    person.opens(f"/meja/verifikasi/{cast.submission.pk}/")
    remark = person.page.locator("textarea[name*=users_total]")
    remark.evaluate(
        "box => { for (let up = box; up; up = up.parentElement) if (up.tagName === 'DETAILS') up.open = true }"
    )
    remark.fill("Angka 14.600 tepat sepuluh kali tahun lalu. Apakah ada nol berlebih?")
    person.presses("Kembalikan dengan catatan")
    assert cast.submission.state == "sent_back"


def corrects_on_the_phone(cast: Cast, person: Person) -> None:
    person.page.set_viewport_size({"width": 390, "height": 844})
    person.signs_in(cast.operator)
    person.opens(f"/meja/isian/{cast.submission.pk}/services/")
    person.sees("Apakah ada nol berlebih?")
    person.page.locator("input[name=users_total]").fill("1490")
    person.presses("Simpan")
    sends(cast, person)
    person.page.set_viewport_size(DESK)


def verifies(cast: Cast, person: Person) -> None:
    person.signs_in(cast.verifier)
    person.opens(f"/meja/verifikasi/{cast.submission.pk}/")
    person.presses("Verifikasi")
    assert cast.submission.state == "verified"


def accepts(cast: Cast, person: Person) -> None:
    person.signs_in(cast.officer)
    person.opens(f"/meja/penerimaan/{cast.submission.pk}/")
    person.presses("Terima")
    assert cast.submission.state == "accepted"


def computes_and_proposes(cast: Cast, person: Person) -> str:
    person.opens("/meja/perhitungan/baru/")
    person.presses("Tampilkan kesiapan")
    person.presses("Hitung Indeks Eksemplar 2025")
    person.presses("Usulkan untuk terbit")
    return str(person.page.url.rstrip("/").rsplit("/", 1)[-1])


def another_publishes(cast: Cast, person: Person, code: str) -> None:
    person.signs_in(cast.second_officer)
    person.opens(f"/meja/perhitungan/rilis/{code}/")
    person.presses("Terbitkan rilis")


def a_visitor_sees_the_rank(person: Person, code: str) -> str:
    person.signs_out()
    person.opens(f"/peringkat/{code}/")
    # Two libraries with 1,215 items each against one: 2,430 and 1,215 between 0 and 4,696.
    person.sees("51,7")
    return f"{person.address}/rilis/{code}/"


def a_touched_byte_is_named(person: Person, address: str, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with urlopen(address.rstrip("/") + ".zip") as answer:
        zipfile.ZipFile(io.BytesIO(answer.read())).extractall(folder / "unduhan")
    manifest = next((folder / "unduhan").rglob("manifest.json"))
    results = manifest.with_name("results.csv")
    results.write_bytes(results.read_bytes().replace(b"51.", b"52.", 1))
    capsys.readouterr()
    assert release_command(["verify", str(manifest.parent)]) == 1
    said = capsys.readouterr()
    assert "results.csv" in said.out + said.err
