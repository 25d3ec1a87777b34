"""The officer's pages: who may see them, what they say, and how many queries they cost."""

from pathlib import Path
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etam.indices import actions
from etam.indices.models import IndexRun, Release
from etam.indices.tests.tiny import compute, published
from etam.submissions import actions as submissions
from etam.submissions.tests.cast import Cast

MOST_QUERIES = 15


@pytest.fixture(autouse=True)
def without_second_factor(settings: Any) -> None:
    """The second factor has its own tests in the room of accounts."""
    settings.SECOND_FACTOR_ROLES = set()


def signed_in(user: Any) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text_of(response: Any) -> str:
    return " ".join(response.content.decode().split())


@pytest.fixture
def officer(cast: Cast) -> Client:
    return signed_in(cast.officer)


@pytest.fixture
def second(cast: Cast) -> Client:
    return signed_in(cast.second_officer)


class TestAccess:
    @pytest.mark.parametrize("role", ["verifier", "operator", "outsider"])
    def test_runs_are_closed_to_others(self, cast: Cast, done: IndexRun, role: str) -> None:
        client = signed_in(getattr(cast, role))
        assert client.get(reverse("indices:runs")).status_code == 403
        assert client.get(reverse("indices:run", args=[done.pk])).status_code == 403

    def test_strangers_are_asked_to_sign_in(self, done: IndexRun) -> None:
        assert Client().get(reverse("indices:run", args=[done.pk])).status_code == 302

    def test_observers_look_but_do_not_touch(self, cast: Cast, done: IndexRun) -> None:
        client = signed_in(cast.observer)
        page = text_of(client.get(reverse("indices:run", args=[done.pk])))
        assert "Hanya petugas provinsi yang mengusulkan rilis." in page
        assert client.post(reverse("indices:propose", args=[done.pk])).status_code == 403
        assert client.get(reverse("indices:new-run")).status_code == 403


class TestRuns:
    def test_lists_runs_proposals_and_history(self, cast: Cast, officer: Client, done: IndexRun) -> None:
        first = published(cast, done)
        actions.propose_release(compute(cast), by=cast.officer, replaces=first, reason="Kunjungan per bulan.")
        page = text_of(officer.get(reverse("indices:runs")))
        assert "diusulkan Rina" in page
        assert "oleh Dewi" in page
        assert "Selesai dihitung" in page

    def test_says_what_is_missing_when_there_is_nothing(self, cast: Cast, tiny: Path, officer: Client) -> None:
        page = text_of(officer.get(reverse("indices:runs")))
        assert "Belum ada perhitungan" in page
        assert "Tidak ada usulan yang menunggu" in page

    def test_marks_a_run_whose_figures_were_reopened(self, cast: Cast, officer: Client, done: IndexRun) -> None:
        submission = cast.last_round.submissions.get(institution=cast.village)
        submissions.reopen(submission, reason="Salah ketik.", by=cast.officer)
        assert "angka dibuka kembali" in text_of(officer.get(reverse("indices:runs")))

    def test_costs_few_queries(
        self, cast: Cast, officer: Client, done: IndexRun, django_assert_max_num_queries: Any
    ) -> None:
        release = published(cast, done)
        for number in range(3):
            release = published(cast, compute(cast), replaces=release, reason=f"Pembetulan {number}.")
        with django_assert_max_num_queries(MOST_QUERIES):
            officer.get(reverse("indices:runs"))


class TestNewRun:
    def test_shows_how_ready_the_figures_are(self, cast: Cast, tiny: Path, officer: Client) -> None:
        page = text_of(officer.get(reverse("indices:new-run"), {"method": "items/2026.1", "period": 2024}))
        assert "2 dari 2 daerah memenuhi syarat" in page
        assert "Batas cakupan 68%" in page
        assert "Kutai Timur" in page

    def test_shows_who_falls_short_before_computing(self, cast: Cast, tiny: Path, officer: Client) -> None:
        page = text_of(officer.get(reverse("indices:new-run"), {"method": "items/2026.1", "period": 2025}))
        assert "0 dari 2 daerah memenuhi syarat" in page
        assert "Isian diterima 0%, batas 68%." in page

    def test_counts_what_changed_in_the_frame(self, cast: Cast, tiny: Path, officer: Client) -> None:
        cast.round.submissions.filter(institution=cast.school).delete()
        page = text_of(officer.get(reverse("indices:new-run"), {"method": "items/2026.1", "period": 2025}))
        assert "Dibanding 2024: 0 lembaga baru, 1 tidak lagi diharapkan" in page

    def test_says_that_the_frame_stayed_the_same(self, cast: Cast, tiny: Path, officer: Client) -> None:
        page = text_of(officer.get(reverse("indices:new-run"), {"method": "items/2026.1", "period": 2025}))
        assert "Daftar lembaga yang diharapkan sama dengan 2024." in page

    def test_shows_no_readiness_for_a_year_the_method_is_not_for(self, cast: Cast, tiny: Path, officer: Client) -> None:
        file = tiny / "method.yml"
        file.write_text(file.read_text(encoding="utf-8") + "periods: {from: 2023, to: 2023}\n", encoding="utf-8")
        page = text_of(officer.get(reverse("indices:new-run"), {"method": "items/2026.1", "period": 2024}))
        assert "berlaku untuk tahun 2023 saja" in page
        assert "memenuhi syarat" not in page

    def test_starts_and_leads_to_the_run(self, cast: Cast, tiny: Path, officer: Client) -> None:
        answer = officer.post(reverse("indices:new-run"), {"method": "items/2026.1", "period": 2024, "draws": 100})
        run = IndexRun.objects.get()
        assert answer.headers["Location"] == reverse("indices:run", args=[run.pk])
        assert (run.draws, run.by) == (100, cast.officer)

    def test_asks_again_when_the_plan_makes_no_sense(self, cast: Cast, tiny: Path, officer: Client) -> None:
        answer = officer.post(reverse("indices:new-run"), {"method": "items/2026.1", "period": 2024, "draws": -5})
        assert "Satu hal harus diperbaiki" in text_of(answer)
        assert not IndexRun.objects.exists()

    def test_costs_few_queries(
        self, cast: Cast, tiny: Path, officer: Client, django_assert_max_num_queries: Any
    ) -> None:
        with django_assert_max_num_queries(MOST_QUERIES):
            officer.get(reverse("indices:new-run"), {"method": "items/2026.1", "period": 2024})


class TestRun:
    def test_previews_the_finding(self, officer: Client, done: IndexRun) -> None:
        page = text_of(officer.get(reverse("indices:run", args=[done.pk])))
        assert "PRATINJAU" in page
        assert "Kutai Timur teratas; semua urutan bertahan dalam perhitungan ulang" in page

    def test_a_failure_says_why_and_offers_to_repeat(self, cast: Cast, tiny: Path, officer: Client) -> None:
        run = compute(cast, period=2025)
        page = text_of(officer.get(reverse("indices:run", args=[run.pk])))
        assert "Isian diterima 0%, batas 68%." in page
        assert "Ulangi perhitungan" in page

    def test_polls_only_while_it_is_under_way(self, officer: Client, done: IndexRun) -> None:
        assert "hx-trigger" not in text_of(officer.get(reverse("indices:run", args=[done.pk])))
        IndexRun.objects.update(state="running", progress=35, progress_note="Menghitung indeks")
        page = text_of(officer.get(reverse("indices:run", args=[done.pk])))
        assert 'hx-trigger="every 2s"' in page
        assert "35%" in page
        assert '<noscript><meta http-equiv="refresh"' in page

    def test_the_line_of_progress_asks_for_the_page_when_it_ends(self, officer: Client, done: IndexRun) -> None:
        address = reverse("indices:run-progress", args=[done.pk])
        assert officer.get(address).headers["HX-Refresh"] == "true"
        IndexRun.objects.update(state="running")
        assert "HX-Refresh" not in officer.get(address).headers

    def test_names_the_returns_that_were_reopened(self, cast: Cast, officer: Client, done: IndexRun) -> None:
        submission = cast.last_round.submissions.get(institution=cast.village)
        submissions.reopen(submission, reason="Salah ketik.", by=cast.officer)
        page = text_of(officer.get(reverse("indices:run", args=[done.pk])))
        assert "Angka yang dipakai sudah dibuka kembali" in page
        assert "Perpustakaan Desa Nehes Liah Bing" in page


class TestRelease:
    def test_is_proposed_and_then_published_by_another(
        self, cast: Cast, officer: Client, second: Client, done: IndexRun
    ) -> None:
        officer.post(reverse("indices:propose", args=[done.pk]), {"title": ""})
        release = Release.objects.get()
        own = text_of(officer.get(reverse("indices:release", args=[release.code])))
        assert "Anda yang mengusulkan rilis ini, jadi petugas provinsi lain yang menerbitkannya." in own
        second.post(reverse("indices:publish", args=[release.code]))
        release.refresh_from_db()
        assert (release.state, release.published_by) == ("published", cast.second_officer)

    def test_the_proposer_cannot_publish_by_hand_made_request(
        self, cast: Cast, officer: Client, done: IndexRun
    ) -> None:
        release = actions.propose_release(done, by=cast.officer)
        officer.post(reverse("indices:publish", args=[release.code]))
        release.refresh_from_db()
        assert release.state == "proposed"

    def test_declining_asks_for_a_reason(self, cast: Cast, second: Client, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        answer = second.post(reverse("indices:decline", args=[release.code]), {"reason": ""})
        assert "Satu hal harus diperbaiki" in text_of(answer)
        second.post(reverse("indices:decline", args=[release.code]), {"reason": "Cakupan belum wajar."})
        assert "Cakupan belum wajar." in text_of(second.get(reverse("indices:release", args=[release.code])))

    def test_a_correction_asks_for_its_reason(self, cast: Cast, officer: Client, done: IndexRun) -> None:
        published(cast, done)
        again = compute(cast)
        page = text_of(officer.get(reverse("indices:run", args=[again.pk])))
        assert "Ini akan menjadi pembetulan" in page
        officer.post(reverse("indices:propose", args=[again.pk]), {"title": "", "reason": ""})
        assert Release.objects.count() == 1

    def test_hands_out_the_report_before_it_is_public(self, cast: Cast, second: Client, done: IndexRun) -> None:
        release = actions.propose_release(done, by=cast.officer)
        answer = second.get(reverse("indices:release-file", args=[release.code, "report.pdf"]))
        assert b"".join(answer.streaming_content).startswith(b"%PDF-")

    @pytest.mark.parametrize("name", ["figures.csv", "..", "nothing.txt"])
    def test_hands_out_nothing_else(self, cast: Cast, second: Client, done: IndexRun, name: str) -> None:
        release = actions.propose_release(done, by=cast.officer)
        assert second.get(f"/meja/perhitungan/rilis/{release.code}/berkas/{name}").status_code == 404
