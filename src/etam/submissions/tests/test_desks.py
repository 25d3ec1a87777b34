"""The desks of verifier and officer, completeness and rounds, seen from the outside."""

import pytest
from django.test import Client
from django.urls import reverse

from etam.submissions import actions
from etam.submissions.models import Finding, Round
from etam.submissions.tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings) -> None:
    settings.SECOND_FACTOR_ROLES = set()


PAGES = {
    "mine": (),
    "queue": (),
    "acceptance": (),
    "completeness": (),
    "completeness_csv": (),
    "rounds": (),
    "open_round": (),
    "overview": ("pk",),
    "review": ("pk",),
    "revisions": ("pk",),
    "print": ("pk",),
    "verify": ("pk",),
    "accept": ("pk",),
    "regency": ("region",),
    "round": ("round",),
}
OPEN_TO = {
    "operator": {"mine": 200, "overview": 200, "review": 200, "revisions": 200, "print": 200},
    "verifier": {
        "mine": 200,
        "queue": 200,
        "verify": 200,
        "overview": 200,
        "revisions": 200,
        "print": 200,
        "completeness": 200,
        "completeness_csv": 200,
        "regency": 200,
    },
    "officer": {
        **dict.fromkeys(PAGES, 200),
        "queue": 403,
        "verify": 403,
        "review": 403,
    },
    "observer": {
        **dict.fromkeys(("mine", "overview", "revisions", "print"), 200),
        **dict.fromkeys(("completeness", "completeness_csv", "regency"), 200),
    },
    "outsider": {
        **dict.fromkeys(("mine", "queue", "completeness", "completeness_csv"), 200),
        **dict.fromkeys(("overview", "review", "revisions", "print", "verify", "accept", "regency"), 404),
    },
}


def address(cast: Cast, name: str) -> str:
    values = {"pk": cast.submission.pk, "region": "64.08", "round": "2025"}
    return reverse(f"submissions:{name}", args=[values[one] for one in PAGES[name]])


class TestWhoMaySeeWhat:
    @pytest.mark.parametrize("name", PAGES)
    @pytest.mark.parametrize("role", OPEN_TO)
    def test_page_answers_each_role_as_the_table_says(self, cast: Cast, sign_in, role: str, name: str) -> None:
        cast.save()
        response = sign_in(getattr(cast, role)).get(address(cast, name))
        assert response.status_code == OPEN_TO[role].get(name, 403)

    @pytest.mark.parametrize("name", PAGES)
    def test_stranger_is_led_to_signing_in(self, cast: Cast, client: Client, name: str) -> None:
        response = client.get(address(cast, name))
        assert response.url.startswith(reverse("account_login"))

    def test_observer_does_not_read_who_filled_it_in(self, cast: Cast, sign_in) -> None:
        cast.save(respondent_whatsapp="081299998888")
        assert "081299998888" not in sign_in(cast.observer).get(address(cast, "print")).text
        assert "081299998888" not in sign_in(cast.observer).get(address(cast, "revisions")).text


class TestVerifier:
    def test_sees_oldest_first_with_flags(self, cast: Cast, sign_in) -> None:
        cast.submitted()
        text = sign_in(cast.verifier).get(reverse("submissions:queue")).text
        assert "Perpustakaan Desa Nehes Liah Bing" in text
        assert "bersih" in text

    def test_does_not_see_another_region(self, cast: Cast, sign_in) -> None:
        cast.submitted(cast.elsewhere)
        assert "Loktuan" not in sign_in(cast.verifier).get(reverse("submissions:queue")).text

    def test_verifies(self, cast: Cast, sign_in) -> None:
        submission = cast.submitted()
        sign_in(cast.verifier).post(reverse("submissions:decide", args=[submission.pk]), {"decision": "verify"})
        assert cast.submission.state == "verified"

    def test_sends_back_with_a_remark_on_a_question(self, cast: Cast, sign_in) -> None:
        submission = cast.submitted()
        data = {"decision": "send_back", "remark.users_total": "Cek buku kunjungan."}
        sign_in(cast.verifier).post(reverse("submissions:decide", args=[submission.pk]), data)
        assert cast.submission.state == "sent_back"
        assert Finding.objects.get().text == "Cek buku kunjungan."

    def test_is_told_when_a_remark_would_be_lost(self, cast: Cast, sign_in) -> None:
        submission = cast.submitted()
        data = {"decision": "verify", "remark.users_total": "Cek buku kunjungan."}
        response = sign_in(cast.verifier).post(reverse("submissions:decide", args=[submission.pk]), data)
        assert response.status_code == 409
        assert "Cek buku kunjungan." in response.text
        assert cast.submission.state == "submitted"

    def test_reads_why_the_decision_is_closed(self, cast: Cast, sign_in) -> None:
        actions.save_answers(cast.submission, answers={"npp": "0"}, base_revision=0, by=cast.verifier, at=NOW)
        cast.submitted()
        text = sign_in(cast.verifier).get(reverse("submissions:verify", args=[cast.submission.pk])).text
        assert "Anda ikut mengisi isian ini" in text

    def test_verifies_many_after_a_page_that_names_them(self, cast: Cast, sign_in) -> None:
        submission, client = cast.submitted(), sign_in(cast.verifier)
        asked = client.post(reverse("submissions:verify_many"), {"pk": [submission.pk]})
        assert "Verifikasi 1 isian ini?" in asked.text
        assert cast.submission.state == "submitted"
        client.post(reverse("submissions:verify_many"), {"pk": [submission.pk], "confirm": "ya"})
        assert cast.submission.state == "verified"


class TestOfficer:
    def test_accepts_the_chosen_ones(self, cast: Cast, sign_in) -> None:
        submission, client = cast.verified(), sign_in(cast.officer)
        client.post(reverse("submissions:acceptance"), {"pk": [submission.pk], "confirm": "ya"})
        assert cast.submission.state == "accepted"

    def test_accepts_one(self, cast: Cast, sign_in) -> None:
        url = reverse("submissions:accept_decide", args=[cast.verified().pk])
        sign_in(cast.officer).post(url, {"decision": "accept"})
        assert cast.submission.state == "accepted"

    def test_reopens_with_a_reason(self, cast: Cast, sign_in) -> None:
        url = reverse("submissions:reopen", args=[cast.accepted().pk])
        assert sign_in(cast.officer).post(url, {"reason": " "}).status_code == 409
        sign_in(cast.officer).post(url, {"reason": "Salah hitung."})
        assert cast.submission.state == "sent_back"

    def test_opens_a_round_for_every_institution_that_exists(self, cast: Cast, sign_in) -> None:
        data = {
            "title": "Putaran 2026",
            "code": "2026",
            "edition": "library-return/2026.1",
            "period": "2026",
            "opens_on": "2027-01-05",
            "due_on": "2027-03-31",
            "closes_on": "2027-04-14",
        }
        sign_in(cast.officer).post(reverse("submissions:open_round"), data)
        assert Round.objects.get(code="2026").submissions.count() == 3

    def test_is_told_when_dates_are_out_of_order(self, cast: Cast, sign_in) -> None:
        data = {"opens_on": "2026-01-05", "due_on": "2025-03-31", "closes_on": "2026-04-14"}
        response = sign_in(cast.officer).post(reverse("submissions:reschedule", args=["2025"]), data)
        assert response.status_code == 422
        assert "Tanggal harus berurutan" in response.text


class TestCompleteness:
    def test_title_states_the_finding(self, cast: Cast, sign_in) -> None:
        cast.submitted()
        assert (
            "<h1>1 dari 3 lembaga sudah mengirim</h1>" in sign_in(cast.officer).get(address(cast, "completeness")).text
        )

    def test_verifier_counts_only_the_own_region(self, cast: Cast, sign_in) -> None:
        cast.submitted()
        assert "1 dari 2 lembaga" in sign_in(cast.verifier).get(address(cast, "completeness")).text

    def test_csv_holds_one_row_for_each_regency_and_round(self, cast: Cast, sign_in) -> None:
        cast.submitted()
        rows = sign_in(cast.officer).get(address(cast, "completeness_csv")).content.decode("utf-8-sig").splitlines()
        assert len(rows) == 5
        assert "64.08,Kabupaten Kutai Timur,2025,2,1,0,1,1" in rows

    def test_drill_down_names_who_has_not_begun(self, cast: Cast, sign_in) -> None:
        text = sign_in(cast.officer).get(address(cast, "regency")).text
        assert "2 lembaga belum mulai" in text
        assert "Muara Wahau" in text


class TestQueries:
    @pytest.mark.parametrize(
        ("role", "name"),
        [
            ("operator", "mine"),
            ("verifier", "queue"),
            ("verifier", "verify"),
            ("officer", "acceptance"),
            ("officer", "completeness"),
            ("officer", "regency"),
            ("officer", "rounds"),
            ("officer", "round"),
        ],
    )
    def test_page_costs_at_most_fifteen(
        self, cast: Cast, sign_in, django_assert_max_num_queries, role: str, name: str
    ) -> None:
        cast.submitted()
        cast.submitted(cast.school)
        client = sign_in(getattr(cast, role))
        with django_assert_max_num_queries(15):
            client.get(address(cast, name))


class TestOperator:
    def test_list_is_parted_by_whose_turn_it_is(self, cast: Cast, sign_in) -> None:
        cast.submitted(cast.school)
        text = sign_in(cast.operator).get(address(cast, "mine")).text
        assert text.index("Harus diisi") < text.index("Sudah dikirim")
        assert "Satu isian menunggu Anda" in text

    def test_missed_round_is_named_as_missed(self, cast: Cast, sign_in, monkeypatch) -> None:
        monkeypatch.setattr("django.utils.timezone.now", lambda: NOW.replace(month=5))
        text = sign_in(cast.operator).get(address(cast, "mine")).text
        assert "Terlewat, putarannya sudah ditutup" in text
        assert "Tidak ada isian yang menunggu Anda" in text


class TestAllCleanOnes:
    def test_verifier_is_shown_every_clean_return_of_the_region(self, cast: Cast, sign_in) -> None:
        cast.submitted()
        cast.submitted(cast.school)
        cast.submitted(cast.elsewhere)
        text = sign_in(cast.verifier).post(reverse("submissions:verify_many"), {"all": "2025"}).text
        assert "Verifikasi 2 isian ini?" in text
        assert "Loktuan" not in text

    def test_officer_is_shown_every_clean_return_that_was_verified(self, cast: Cast, sign_in) -> None:
        cast.verified()
        cast.submitted(cast.school)
        text = sign_in(cast.officer).post(reverse("submissions:acceptance"), {"all": "2025"}).text
        assert "Terima 1 isian ini?" in text
