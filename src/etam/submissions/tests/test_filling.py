"""The section form: saving as one goes, asking back, conflicts, an expired session, a closed round."""

import pytest
from django.test import Client
from django.urls import reverse

from etam.submissions import actions
from etam.submissions.tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def operator(cast: Cast, sign_in) -> Client:
    return sign_in(cast.operator)


def url(cast: Cast, section: str = "collection") -> str:
    return reverse("submissions:section", args=[cast.submission.pk, section])


class TestSection:
    def test_shows_last_year_beside_the_question(self, cast: Cast, operator: Client) -> None:
        assert "Tahun lalu<b>1.048</b>" in operator.get(url(cast)).text

    def test_saves_and_goes_on_to_the_next_section(self, cast: Cast, operator: Client) -> None:
        response = operator.post(url(cast), {"base": "0", "print_titles": "1082", "print_items": "1215"})
        assert response.url == url(cast, "staff")
        assert cast.submission.latest.answers == {"print_titles": 1082, "print_items": 1215}

    def test_stays_once_where_something_must_be_mended(self, cast: Cast, operator: Client) -> None:
        response = operator.post(url(cast), {"base": "0", "print_titles": "12500", "print_items": "1180"}, follow=True)
        assert "Satu hal harus diperbaiki" in response.text
        assert 'href="#print_titles-v"' in response.text

    def test_goes_on_when_pressed_again(self, cast: Cast, operator: Client) -> None:
        wrong = {"base": "0", "print_titles": "12500", "print_items": "1180"}
        page = operator.post(url(cast), wrong, follow=True)
        again = operator.post(url(cast), {**wrong, "base": "1", "seen": page.context["seen"]})
        assert again.url == url(cast, "staff")

    def test_asks_back_what_can_be_read_in_two_ways_and_saves_the_rest(self, cast: Cast, operator: Client) -> None:
        response = operator.post(url(cast), {"base": "0", "print_titles": "1.082", "print_items": "1215"})
        assert response.status_code == 422
        assert "dapat berarti" in response.text
        assert 'name="print_titles.choice"' in response.text
        assert cast.submission.latest.answers == {"print_items": 1215}

    def test_takes_the_reading_that_the_person_chose(self, cast: Cast, operator: Client) -> None:
        operator.post(url(cast), {"base": "0", "print_titles": "1.082", "print_titles.choice": "0"})
        assert cast.submission.latest.answers == {"print_titles": 1082}

    def test_ignores_the_number_when_a_kind_of_nothing_is_chosen(self, cast: Cast, operator: Client) -> None:
        operator.post(url(cast), {"base": "0", "print_titles": "12", "print_titles.nothing": "missing"})
        assert cast.submission.latest.answers == {"print_titles": {"nothing": "missing"}}

    def test_keeps_what_could_not_be_read_on_the_screen(self, cast: Cast, operator: Client) -> None:
        response = operator.post(url(cast), {"base": "0", "print_titles": "dua ratus"})
        assert 'value="dua ratus"' in response.text
        assert "bukan angka" in response.text

    def test_keeps_the_reason_for_a_flag(self, cast: Cast, operator: Client) -> None:
        submission = cast.save(users_total=14600.0)
        check = submission.failed_checks[0]
        operator.post(url(cast, "services"), {"base": "1", f"reason.{check}": "Perpustakaan keliling."})
        assert cast.submission.latest.reasons == {check: "Perpustakaan keliling."}

    def test_takes_nothing_that_the_section_does_not_ask(self, cast: Cast, operator: Client) -> None:
        data = {"base": "0", "print_titles": "1082", "users_total": "5", "reason.nonsense": "x" * 5000, "kopi": "1"}
        operator.post(url(cast), data)
        assert cast.submission.latest.answers == {"print_titles": 1082}
        assert cast.submission.latest.reasons == {}

    def test_refuses_an_endless_reason_and_keeps_the_form(self, cast: Cast, operator: Client) -> None:
        check = cast.save(users_total=14600.0).failed_checks[0]
        response = operator.post(url(cast, "services"), {"base": "1", f"reason.{check}": "x" * 2001})
        assert response.status_code == 409
        assert "paling panjang 2.000 huruf" in response.text

    @pytest.mark.parametrize("text", ["1e400", "9" * 400, "nan", "-inf", "12\x0034 buku"])
    def test_asks_again_for_what_is_no_number(self, cast: Cast, operator: Client, text: str) -> None:
        response = operator.post(url(cast), {"base": "0", "print_titles": text})
        assert response.status_code == 422
        assert cast.submission.latest is None

    def test_refuses_a_form_of_more_than_four_thousand_fields(self, cast: Cast, operator: Client) -> None:
        fields = {f"x{number}": "1" for number in range(4001)}
        assert operator.post(url(cast), {"base": "0", "print_titles": "1", **fields}).status_code == 400
        assert cast.submission.latest is None

    def test_says_how_many_answers_a_background_save_could_not_read(self, cast: Cast, operator: Client) -> None:
        data = {"base": "0", "print_titles": "banyak", "print_items": "1215"}
        text = operator.post(url(cast), data, headers={"HX-Request": "true"}).text
        assert 'data-state="partly"' in text
        assert "1 jawaban belum tersimpan" in text

    def test_background_save_answers_with_the_new_base_and_the_changed_checks(
        self, cast: Cast, operator: Client
    ) -> None:
        data = {"base": "0", "print_titles": "12500", "print_items": "1180"}
        text = operator.post(url(cast), data, headers={"HX-Request": "true"}).text
        assert 'name="base" id="base" value="1"' in text
        assert 'id="print_titles-checks"' in text
        assert 'id="digital_titles-checks"' not in text

    def test_fills_in_what_the_register_knows(self, cast: Cast, operator: Client) -> None:
        text = operator.get(url(cast, "identity")).text
        assert "Perpustakaan Desa Nehes Liah Bing" in text
        assert "dari daftar lembaga" in text

    def test_unknown_section_is_not_found(self, cast: Cast, operator: Client) -> None:
        assert operator.get(url(cast, "kopi")).status_code == 404

    def test_costs_at_most_fifteen_queries(self, cast: Cast, operator: Client, django_assert_max_num_queries) -> None:
        cast.save()
        with django_assert_max_num_queries(15):
            operator.get(url(cast))


class TestConflict:
    def test_page_shows_both_values_and_stores_nothing(self, cast: Cast, operator: Client) -> None:
        actions.save_answers(cast.submission, answers={"print_titles": 5}, base_revision=0, by=cast.officer, at=NOW)
        response = operator.post(url(cast), {"base": "0", "print_titles": "7", "print_items": "9"})
        assert response.status_code == 409
        assert "<b>7</b>" in response.text
        assert "<b>5</b>" in response.text
        assert cast.submission.latest.answers == {"print_titles": 5}

    @pytest.mark.parametrize(("choice", "kept"), [("mine", 7), ("stored", 5)])
    def test_choice_is_saved_with_everything_else_that_was_typed(
        self, cast: Cast, operator: Client, choice: str, kept: int
    ) -> None:
        actions.save_answers(cast.submission, answers={"print_titles": 5}, base_revision=0, by=cast.officer, at=NOW)
        data = {"base": "1", "print_titles": "7", "print_items": "9", "keep.print_titles": choice}
        operator.post(url(cast), data)
        assert cast.submission.latest.answers == {"print_titles": kept, "print_items": 9}


class TestExpiredSession:
    def test_leads_to_signing_in_and_says_that_nothing_is_lost(self, cast: Cast, client: Client) -> None:
        response = client.post(url(cast), {"base": "0", "print_titles": "1082"}, follow=True)
        assert response.redirect_chain[0][0].startswith(reverse("account_login"))
        assert "sudah kami simpankan" in response.text

    def test_shows_what_was_typed_after_signing_in(self, cast: Cast, client: Client) -> None:
        client.post(url(cast), {"base": "0", "print_titles": "1082"})
        login = {"login": cast.operator.email, "password": "rahasia-untuk-uji"}
        response = client.post(f"{reverse('account_login')}?next={url(cast)}", login, follow=True)
        assert 'value="1082"' in response.text
        assert "sebelum sesi berakhir" in response.text
        assert cast.submission.latest is None

    def test_shows_it_to_nobody_else(self, cast: Cast, client: Client) -> None:
        client.post(url(cast), {"base": "0", "print_titles": "1082"})
        login = {"login": cast.outsider.email, "password": "rahasia-untuk-uji"}
        response = client.post(f"{reverse('account_login')}?next={url(cast)}", login, follow=True)
        assert response.status_code == 404

    def test_refuses_a_background_save_without_a_page(self, cast: Cast, client: Client) -> None:
        response = client.post(url(cast), {"base": "0", "print_titles": "1"}, headers={"HX-Request": "true"})
        assert response.status_code == 401


class TestClosedRound:
    @pytest.fixture(autouse=True)
    def in_may(self, cast: Cast, monkeypatch) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW.replace(month=5))

    def test_form_leads_back_and_says_why(self, cast: Cast, sign_in) -> None:
        response = sign_in(cast.operator).get(url(cast), follow=True)
        assert "ditutup pada 14 April 2026" in response.text

    def test_late_save_keeps_the_answers_on_the_screen(self, cast: Cast, sign_in) -> None:
        response = sign_in(cast.operator).post(url(cast), {"base": "0", "print_titles": "1082"})
        assert response.status_code == 409
        assert 'value="1082"' in response.text
        assert "Isian belum tersimpan" in response.text
        assert cast.submission.latest is None


class TestReview:
    def test_lists_what_stands_in_the_way(self, cast: Cast, operator: Client) -> None:
        cast.save(print_titles=12500.0)
        text = operator.get(reverse("submissions:review", args=[cast.submission.pk])).text
        assert f'href="{url(cast)}#print_titles"' in text
        assert "Kirim isian</button>" not in text

    def test_counts_open_questions_by_section(self, cast: Cast, operator: Client) -> None:
        text = operator.get(reverse("submissions:review", args=[cast.submission.pk])).text
        assert "Tenaga: 4 pertanyaan belum dijawab." in text

    def test_reminds_of_a_remark_that_nobody_answered(self, cast: Cast, operator: Client) -> None:
        actions.send_back(cast.submitted(), remarks={"users_total": "Hitung ulang."}, by=cast.verifier, at=NOW)
        text = operator.get(reverse("submissions:review", args=[cast.submission.pk])).text
        assert "1 catatan verifikator belum dijawab" in text
        assert "Kirim isian</button>" in text

    def test_sends_and_gives_a_receipt(self, cast: Cast, operator: Client) -> None:
        cast.save()
        response = operator.post(reverse("submissions:review", args=[cast.submission.pk]), follow=True)
        assert "Isian sudah dikirim" in response.text
        assert "Giliran verifikator Kabupaten Kutai Timur" in response.text

    def test_can_be_withdrawn_again(self, cast: Cast, operator: Client) -> None:
        cast.submitted()
        operator.post(reverse("submissions:withdraw", args=[cast.submission.pk]))
        assert cast.submission.state == "draft"

    def test_old_revision_can_be_used_again(self, cast: Cast, operator: Client) -> None:
        cast.save()
        actions.save_answers(cast.submission, answers={"users_total": 5}, base_revision=1, by=cast.operator, at=NOW)
        operator.post(reverse("submissions:restore", args=[cast.submission.pk, 1]))
        assert cast.submission.latest.answers["users_total"] == 1490
