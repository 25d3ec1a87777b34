"""Evidence at a return in a real browser on a phone: what axe finds, the Enter key, and working without a script."""

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etam.evidence import actions as evidence
from etam.evidence.models import Evidence
from etam.evidence.tests.files import pdf
from etam.submissions import actions
from etam.submissions.models import Submission
from etam.submissions.tests.cast import NOW, Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None, var: Any, settings: Any) -> Cast:
    settings.SECOND_FACTOR_ROLES = set()
    return make_cast()


@pytest.fixture
def file(cast: Cast) -> Evidence:
    return evidence.receive(
        institution=cast.village,
        data=pdf(),
        file_name="induk.pdf",
        type="decree",
        title="Buku induk koleksi tahun 2025 dengan rekapitulasi",
        by=cast.operator,
        at=NOW,
    )


@pytest.fixture
def submission(cast: Cast, file: Evidence) -> Submission:
    """A complete draft with a file that was withdrawn since, at two questions."""
    submission = cast.save()
    for element in ("print_titles", "evidence_url"):
        actions.attach(submission, element=element, codes=[file.code], by=cast.operator, at=NOW)
    evidence.withdraw(file, reason="Keliru", by=cast.operator)
    return submission


class TestOnAPhone:
    @pytest.mark.parametrize(
        ("role", "name", "rest", "query"),
        [
            ("operator", "section", ("collection",), ""),
            ("operator", "attach", (), "?pertanyaan=print_titles"),
            ("operator", "review", (), ""),
            ("observer", "overview", (), ""),
            ("verifier", "verify", (), ""),
        ],
    )
    def test_page_is_fine(
        self,
        cast: Cast,
        submission: Submission,
        open_as: Any,
        axe: Any,
        role: str,
        name: str,
        rest: tuple[str, ...],
        query: str,
    ) -> None:
        path = reverse(f"submissions:{name}", args=[submission.pk, *rest]) + query
        page = open_as(getattr(cast, role), path)
        assert page.get_by_text("Ditarik").or_(page.get_by_text("ditarik")).first.is_visible()
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390

    def test_enter_saves_and_goes_on_to_the_next_section(self, cast: Cast, open_as: Any) -> None:
        page = open_as(cast.operator, reverse("submissions:section", args=[cast.submission.pk, "collection"]))
        page.fill("#print_titles-v", "1082")
        page.keyboard.press("Enter")
        page.wait_for_url("**/staff/")


class TestWithoutScript:
    def test_chooses_evidence_and_keeps_what_was_typed(
        self, cast: Cast, file: Evidence, browser: Any, live_server: Any, settings: Any
    ) -> None:
        context = browser.new_context(java_script_enabled=False, viewport={"width": 390, "height": 844})
        client = Client()
        client.force_login(cast.operator, backend="allauth.account.auth_backends.AuthenticationBackend")
        value = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": value, "url": live_server.url}])
        page = context.new_page()
        page.goto(live_server.url + reverse("submissions:section", args=[cast.submission.pk, "collection"]))
        page.fill("#print_titles-v", "1082")
        page.locator("#print_titles").get_by_role("button", name="Pilih bukti").click()
        page.get_by_label("Buku induk koleksi").check()
        page.get_by_role("button", name="Simpan bukti").click()
        page.locator("#print_titles").get_by_text("Buku induk koleksi").wait_for()
        context.close()
        assert cast.submission.latest.answers == {"print_titles": 1082}
