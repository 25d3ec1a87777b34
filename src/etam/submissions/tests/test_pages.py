"""Two pages in a real browser on a phone: what axe finds, saving as one goes, and what the device keeps meanwhile."""

from typing import Any

import pytest
from django.urls import reverse

from etam.submissions import actions
from etam.submissions.tests.cast import NOW, Cast, make_cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def cast(transactional_db: None) -> Cast:
    return make_cast()


class TestSectionForm:
    def test_is_free_of_what_axe_finds(self, cast: Cast, open_as: Any, axe: Any) -> None:
        submission = cast.save(print_titles=12500.0, users_total=14600.0)
        page = open_as(cast.operator, reverse("submissions:section", args=[submission.pk, "collection"]) + "?periksa=1")
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390

    def test_saves_as_one_goes_and_shows_the_check_at_the_field(self, cast: Cast, open_as: Any) -> None:
        page = open_as(cast.operator, reverse("submissions:section", args=[cast.submission.pk, "collection"]))
        page.fill("#print_titles-v", "12500")
        page.fill("#print_items-v", "1180")
        page.locator("#print_items-v").blur()
        page.get_by_text("Jumlah judul (12.500) melebihi jumlah eksemplar (1.180)").wait_for()
        page.locator("#saved").get_by_text("Tersimpan").wait_for()
        assert cast.submission.latest.answers == {"print_titles": 12500, "print_items": 1180}

    def test_moves_the_steps_and_colours_the_edge_while_saving(self, cast: Cast, open_as: Any) -> None:
        page = open_as(cast.operator, reverse("submissions:section", args=[cast.submission.pk, "collection"]))
        page.set_viewport_size({"width": 1280, "height": 900})
        page.fill("#print_titles-v", "12500")
        page.fill("#print_items-v", "1215")
        page.locator("#print_items-v").blur()
        page.locator("#steps [aria-current]").get_by_text("1 perbaikan").wait_for()
        assert _edge(page, "#print_titles") == "5px"
        assert page.get_attribute("#print_titles-v", "aria-invalid") == "true"
        page.fill("#print_titles-v", "1082")
        page.locator("#print_titles-v").blur()
        page.locator("#steps [aria-current]").get_by_text("2 dari 9").wait_for()
        assert _edge(page, "#print_titles") == "0px"

    def test_does_not_call_saved_what_could_not_be_read(self, cast: Cast, open_as: Any) -> None:
        page = open_as(cast.operator, reverse("submissions:section", args=[cast.submission.pk, "collection"]))
        page.fill("#print_titles-v", "dua ratus")
        page.locator("#print_titles-v").blur()
        page.locator("#saved").get_by_text("1 jawaban belum tersimpan").wait_for()


class TestKeptOnTheDevice:
    @pytest.fixture
    def form(self, cast: Cast, open_as: Any) -> Any:
        """The collection section, typed into while the network was gone, and opened again."""
        page = open_as(cast.operator, reverse("submissions:section", args=[cast.submission.pk, "collection"]))
        page.on("dialog", lambda dialog: dialog.accept())
        page.context.set_offline(True)
        page.fill("#print_titles-v", "1250")
        page.locator("#print_titles-v").blur()
        page.locator("#saved").get_by_text("Jaringan terputus").wait_for()
        page.context.set_offline(False)
        page.reload()
        return page

    def test_is_offered_again_and_saved(self, cast: Cast, form: Any) -> None:
        assert form.input_value("#print_titles-v") == ""
        form.get_by_role("button", name="Pakai jawaban itu").click()
        form.locator("#saved").get_by_text("Tersimpan", exact=True).wait_for()
        assert cast.submission.latest.answers == {"print_titles": 1250}
        form.reload()
        assert form.locator("#kept").is_hidden()

    def test_can_be_thrown_away(self, cast: Cast, form: Any) -> None:
        form.get_by_role("button", name="Buang").click()
        form.reload()
        assert form.locator("#kept").is_hidden()
        assert cast.submission.latest is None

    def test_is_overtaken_by_what_was_saved_elsewhere(self, cast: Cast, form: Any) -> None:
        cast.save(print_titles=900.0)
        form.reload()
        assert form.locator("#kept").is_hidden()
        assert form.input_value("#print_titles-v") == "900"

    def test_holds_what_the_server_could_not_read(self, cast: Cast, open_as: Any) -> None:
        page = open_as(cast.operator, reverse("submissions:section", args=[cast.submission.pk, "collection"]))
        page.on("dialog", lambda dialog: dialog.accept())
        page.fill("#print_titles-v", "dua ratus")
        page.fill("#print_items-v", "300")
        page.locator("#print_items-v").blur()
        page.locator("#saved").get_by_text("1 jawaban belum tersimpan").wait_for()
        page.reload()
        page.get_by_role("button", name="Pakai jawaban itu").click()
        assert page.input_value("#print_titles-v") == "dua ratus"

    def test_holds_no_telephone_number(self, cast: Cast, open_as: Any) -> None:
        page = open_as(cast.operator, reverse("submissions:section", args=[cast.submission.pk, "identity"]))
        page.context.set_offline(True)
        page.fill("#respondent_whatsapp-v", "081200000000")
        page.fill("#address-v", "Jalan Pelabuhan 1")
        kept = page.evaluate("JSON.stringify(localStorage)")
        assert "Jalan Pelabuhan 1" in kept
        assert "081200000000" not in kept


def _edge(page: Any, question: str) -> str:
    width: str = page.locator(question).evaluate("one => getComputedStyle(one).borderInlineStartWidth")
    return width


class TestVerification:
    def test_keeps_a_remark_while_only_flagged_questions_are_shown(self, cast: Cast, open_as: Any) -> None:
        submission = cast.save(users_total=14600.0)
        reasons = dict.fromkeys(submission.failed_checks, "Perpustakaan keliling.")
        actions.save_answers(submission, answers={}, reasons=reasons, base_revision=1, by=cast.operator, at=NOW)
        actions.submit(submission, by=cast.operator, at=NOW)
        page = open_as(cast.verifier, reverse("submissions:verify", args=[submission.pk]))
        page.fill("#remark-users_total", "Hitung ulang.")
        page.get_by_label("Hanya yang bertanda").check()
        assert page.get_by_role("rowheader", name="Judul tercetak").is_hidden()
        assert page.get_by_role("rowheader", name="Koleksi", exact=True).is_hidden()
        page.set_viewport_size({"width": 1280, "height": 900})
        assert page.get_by_role("columnheader", name="Perubahan").is_visible()
        assert page.input_value("#remark-users_total") == "Hitung ulang."
        page.get_by_label("Hanya yang bertanda").uncheck()
        assert page.get_by_role("rowheader", name="Judul tercetak").first.is_visible()
        assert page.input_value("#remark-users_total") == "Hitung ulang."

    def test_is_free_of_what_axe_finds(self, cast: Cast, open_as: Any, axe: Any) -> None:
        submission = cast.submitted()
        page = open_as(cast.verifier, reverse("submissions:verify", args=[submission.pk]))
        assert axe(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") == 390
