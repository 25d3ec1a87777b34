"""Sheets in a real browser on a phone: what axe finds, saving as one goes, and working without a script."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etam.accounts.models import User
from etam.assessments.models import Sheet
from etam.assessments.tests.cast import SIX, AuditCast, make_audit_cast, own

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None, settings: Any) -> AuditCast:
    settings.SECOND_FACTOR_ROLES = set()
    return make_audit_cast()


@pytest.fixture
def open_as(open_as: Callable[[User, str], Any]) -> Callable[..., Any]:
    """A function that opens an address of this room as a person."""

    def open_page(person: User, name: str, *keys: object) -> Any:
        return open_as(person, reverse(f"assessments:{name}", args=keys))

    return open_page


def _is_fine(page: Any, axe: Callable[[Any], list[str]]) -> None:
    assert axe(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") == 390


class TestOnAPhone:
    def test_a_section_of_the_institution_is_fine(self, cast: AuditCast, open_as: Any, axe: Any) -> None:
        _is_fine(open_as(cast.auditee, "section", cast.answering().pk, "records"), axe)

    def test_the_page_of_an_assessor_is_fine(self, cast: AuditCast, open_as: Any, axe: Any) -> None:
        _is_fine(open_as(cast.sari, "sheet", cast.scoring().pk), axe)

    def test_the_review_is_fine(self, cast: AuditCast, open_as: Any, axe: Any) -> None:
        _is_fine(open_as(cast.auditee, "review", cast.answering().pk), axe)

    def test_the_overview_is_fine(self, cast: AuditCast, open_as: Any, axe: Any) -> None:
        _is_fine(open_as(cast.verifier, "overview", cast.scoring().pk), axe)

    def test_moderation_is_fine(self, cast: AuditCast, open_as: Any, axe: Any) -> None:
        _is_fine(open_as(cast.sari, "moderation", cast.moderating(use=70).pk), axe)


class TestSavingAsOneGoes:
    def test_keeps_a_number_and_moves_the_range(self, cast: AuditCast, open_as: Any) -> None:
        one = cast.answering()
        page = open_as(cast.auditee, "section", one.pk, "records")
        page.fill("#creation-v", "40")
        page.locator("#creation-v").blur()
        page.locator("#saved").get_by_text("Tersimpan", exact=True).wait_for()
        page.locator("#score-phone").get_by_text("5,0–92,5").wait_for()
        assert own(one).answers == {"creation": 40}

    def test_keeps_how_an_assessor_tested(self, cast: AuditCast, open_as: Any) -> None:
        one = cast.scoring()
        page = open_as(cast.sari, "sheet", one.pk)
        page.locator("#use").get_by_label("Wawancara").check()
        page.locator("#saved").get_by_text("Tersimpan", exact=True).wait_for()
        latest = one.sheets.select_related("latest").get(assessor=cast.sari).latest
        assert latest.tests == {"use": ["interview"]}

    def test_offers_on_the_same_device_what_one_typed_but_never_what_another_did(
        self, cast: AuditCast, open_as: Any
    ) -> None:
        one = cast.scoring()
        page = open_as(cast.sari, "sheet", one.pk)
        page.route("**/isi/", lambda route: route.abort() if route.request.method == "POST" else route.continue_())
        page.fill("#use-v", "10")
        assert not open_as(cast.tono, "sheet", one.pk).locator("#kept").is_visible()
        open_as(cast.sari, "sheet", one.pk).locator("#kept").wait_for()

    def test_shows_at_the_field_what_cannot_be_stored(self, cast: AuditCast, open_as: Any) -> None:
        page = open_as(cast.auditee, "section", cast.answering().pk, "records")
        page.fill("#creation-v", "120")
        page.locator("#creation-v").blur()
        page.locator("#creation-checks").get_by_text("tidak boleh lebih dari 100").wait_for()
        assert page.get_attribute("#creation-v", "aria-invalid") == "true"

    def test_settles_a_value_in_moderation(self, cast: AuditCast, open_as: Any) -> None:
        one = cast.moderating(use=70)
        page = open_as(cast.sari, "moderation", one.pk)
        page.fill("#use-v", "55")
        page.locator("#use-v").blur()
        # A.1 = (60 + 55 + 40 + 30) / 4 = 46,25 and A.2 = 60: 53,125.
        page.locator("#score").get_by_text("53,13").wait_for()
        assert one.sheets.get(side=Sheet.Side.FINAL).latest.answers["use"] == 55

    def test_sends_an_opinion_without_touching_the_scores(self, cast: AuditCast, open_as: Any) -> None:
        one = cast.moderating(use=70)
        page = open_as(cast.sari, "moderation", one.pk)
        page.locator("#use").get_by_text("Bahas").click()
        page.fill("#say-use-text", "Buku pinjam ditunjukkan.")
        page.get_by_role("button", name="Kirim pendapat").click()
        page.get_by_text("1 pendapat").wait_for()
        assert one.discussions.get().text == "Buku pinjam ditunjukkan."


class TestWithoutScript:
    def test_a_section_saves_and_leads_on_to_the_evidence(
        self, cast: AuditCast, browser: Any, live_server: Any, settings: Any
    ) -> None:
        one = cast.answering()
        context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
        client = Client()
        client.force_login(cast.auditee, backend="allauth.account.auth_backends.AuthenticationBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + reverse("assessments:section", args=[one.pk, "records"]))
        page.fill("#creation-v", "40")
        page.locator("#creation").get_by_role("button", name="Pilih bukti").click()
        page.get_by_role("heading", name="Bukti untuk A.1.1").wait_for()
        context.close()
        assert own(one).answers == {"creation": 40}


class TestHandingIn:
    def test_gives_the_answers_to_the_team_and_takes_them_back(self, cast: AuditCast, open_as: Any) -> None:
        one = cast.answering()
        cast.save(own(one), dict.fromkeys(SIX, 80), cast.auditee)
        page = open_as(cast.auditee, "review", one.pk)
        page.get_by_role("button", name="Kirim", exact=True).click()
        page.get_by_text("Jawaban terkirim kepada tim audit.").wait_for()
        page.get_by_role("button", name="Tarik kembali").click()
        page.get_by_text("Lembar Anda terbuka lagi").wait_for()
