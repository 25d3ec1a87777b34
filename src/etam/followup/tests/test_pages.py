"""The pages as people of each role get them."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from etam.accounts.models import JournalEntry
from etam.evidence import actions as evidence
from etam.evidence import storage
from etam.followup import actions
from etam.followup.models import Recommendation
from etam.followup.tests.cast import NOW
from etam.institutions import actions as institutions

INDEX = "/meja/tindak-lanjut/"


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_ROLES = set()


def address(name, one, *more):
    return reverse(f"followup:{name}", args=[one.code, *more])


def text(answer):
    return " ".join(answer.content.decode().split())


class TestList:
    def test_says_the_finding_in_its_title(self, cast, sign_in):
        cast.judged("done")
        cast.issue(cast.item(2, due_on=date(2026, 2, 1)), at=NOW - timedelta(days=30))
        assert "<h1>1 dari 2 rekomendasi selesai; 1 lewat batas</h1>" in text(sign_in(cast.officer).get(INDEX))

    def test_counts_the_four_statuses(self, cast, sign_in):
        cast.judged("partly")
        page = text(sign_in(cast.officer).get(INDEX))
        assert "<span>Belum sesuai</span><b>1</b>" in page
        assert "<span>Sesuai</span><b>0</b>" in page

    def test_shows_an_operator_the_own_only(self, cast, sign_in):
        cast.issue(cast.item(1), cast.item(2, institution=cast.elsewhere))
        page = text(sign_in(cast.operator).get(INDEX))
        assert "arsip 1." in page
        assert "arsip 2." not in page

    def test_says_why_it_is_empty(self, cast, sign_in):
        assert "Tidak ada rekomendasi untuk Anda" in text(sign_in(cast.operator).get(INDEX))

    def test_leads_back_from_a_filter_that_finds_nothing(self, cast, sign_in):
        cast.issued()
        page = text(sign_in(cast.officer).get(INDEX, {"status": "done"}))
        assert "Tidak ada yang cocok" in page

    def test_leaves_out_a_filter_that_does_not_exist(self, cast, sign_in):
        cast.issued()
        assert "1 rekomendasi" in text(sign_in(cast.officer).get(INDEX, {"status": "selesai", "daerah": "99"}))

    def test_names_who_was_asked_before_a_merger(self, cast, sign_in):
        cast.issued()
        institutions.merge([cast.office], into=cast.elsewhere, on=NOW.date(), by=None)
        assert f"{cast.elsewhere.name}, Bontang (semula {cast.office.name})" in text(sign_in(cast.officer).get(INDEX))

    def test_needs_the_same_number_of_queries_however_long_it_is(self, cast, sign_in):
        client = sign_in(cast.officer)
        cast.issue(*(cast.item(number) for number in range(1, 3)))
        few = count_queries(client)
        cast.issue(*(cast.item(number) for number in range(3, 20)))
        assert count_queries(client) == few

    def test_escapes_what_people_wrote(self, cast, sign_in):
        cast.issued(text="<script>alert(1)</script>")
        assert "<script>alert" not in sign_in(cast.officer).get(INDEX).content.decode()


def count_queries(client):
    with CaptureQueriesContext(connection) as caught:
        client.get(INDEX)
    return len(caught)


class TestMatrix:
    def rows(self, client, **filters):
        answer = client.get(reverse("followup:csv"), filters)
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    def test_is_a_table_with_a_row_for_each(self, cast, sign_in):
        one = cast.judged("partly")
        (row,) = self.rows(sign_in(cast.observer))
        assert (row["kode"], row["status_huruf"], row["kemajuan_persen"], row["batas_jawaban"]) == (
            one.code,
            "b",
            "100",
            "2026-04-18",
        )
        assert (row["catatan_penilai"], row["kabupaten_kota"], row["lewat_batas"]) == (
            "Lampiran belum ada.",
            "Kabupaten Kutai Timur",
            "tidak",
        )

    def test_follows_the_filters(self, cast, sign_in):
        cast.judged("done")
        assert self.rows(sign_in(cast.officer), status="open") == []

    def test_never_starts_a_formula(self, cast, sign_in):
        cast.issued(text="=1+1")
        assert self.rows(sign_in(cast.officer))[0]["rekomendasi"] == "'=1+1"

    def test_says_that_it_is_sample_data(self, cast, sign_in):
        cast.issue(is_sample=True)
        assert "DATA CONTOH" in self.rows(sign_in(cast.officer))[0]["keterangan"]

    def test_can_be_printed_with_its_filters(self, cast, sign_in):
        cast.judged("partly")
        page = text(sign_in(cast.officer).get(reverse("followup:print"), {"status": "partly"}))
        assert "Status: Belum sesuai" in page
        assert "Penilai: Lampiran belum ada." in page


class TestRecommendation:
    def test_shows_what_was_asked_and_whose_turn_it_is(self, cast, sign_in):
        one = cast.issued(action="Tetapkan.", indicator="Jadwal", target="1", supporters="Biro Hukum")
        page = text(sign_in(cast.operator).get(one.get_absolute_url()))
        for part in ("Tetapkan.", "Jadwal, target 1", "Biro Hukum", "jawab paling lambat 6 Maret 2026, 17 hari lagi"):
            assert part in page

    def test_says_how_sure_the_clocks_are(self, cast, sign_in):
        page = text(sign_in(cast.operator).get(cast.issued().get_absolute_url()))
        assert '60 hari <span class="unverified">sumber kedua</span>' in page
        assert 'hari kalender</b> <span class="unverified">belum ditemukan</span>' in page

    def test_offers_each_their_step_only(self, cast, sign_in):
        one = cast.issued()
        assert address("respond", one) in text(sign_in(cast.operator).get(one.get_absolute_url()))
        assert address("respond", one) not in text(sign_in(cast.verifier).get(one.get_absolute_url()))
        cast.answer(one)
        assert address("judge", one) in text(sign_in(cast.verifier).get(one.get_absolute_url()))
        assert address("judge", one) not in text(sign_in(cast.observer).get(one.get_absolute_url()))

    def test_warns_when_the_evidence_was_withdrawn(self, cast, sign_in):
        one = cast.judged("done")
        evidence.withdraw(cast.office.evidence.get(), reason="Salah.", by=cast.operator, at=NOW + timedelta(days=1))
        assert "Bukti di bawah penilaian terakhir ditarik" in text(sign_in(cast.officer).get(one.get_absolute_url()))

    def test_tells_an_observer_the_name_of_a_file_without_a_link(self, cast, sign_in):
        paper = cast.paper()
        one = cast.answered(paper)
        page = text(sign_in(cast.observer).get(one.get_absolute_url()))
        assert paper.title in page
        assert address("evidence", one, paper.code) not in page


class TestEvidenceDownload:
    def test_is_an_attachment_and_noted(self, cast, sign_in, var):
        sha = storage.keep(b"%PDF-1.7\n")
        paper = cast.paper(sha256=sha, size_bytes=9)
        one = cast.answered(paper)
        answer = sign_in(cast.verifier).get(address("evidence", one, paper.code))
        assert answer.headers["Content-Disposition"].startswith("attachment")
        assert b"".join(answer.streaming_content) == b"%PDF-1.7\n"
        assert JournalEntry.objects.get(action="evidence.view").by == cast.verifier


class TestRespondPage:
    def test_sends_an_answer_with_the_chosen_evidence(self, cast, sign_in):
        one, paper = cast.issued(), cast.paper()
        data = {"text": "Sudah.", "progress": "80", "evidence": [paper.code]}
        answer = sign_in(cast.operator).post(address("respond", one), data)
        assert answer.url == one.get_absolute_url()
        assert Recommendation.objects.get().pending.progress == 80

    def test_offers_the_evidence_that_was_just_uploaded_as_chosen(self, cast, sign_in):
        one, paper = cast.issued(), cast.paper()
        page = text(sign_in(cast.operator).get(address("respond", one), {"bukti": paper.code}))
        assert f'value="{paper.code}" checked' in page

    def test_keeps_what_was_typed_when_it_is_refused(self, cast, sign_in):
        one, paper = cast.issued(), cast.paper(valid_until=date(2026, 1, 31))
        data = {"text": "Sudah.", "progress": "80", "evidence": [paper.code]}
        answer = sign_in(cast.operator).post(address("respond", one), data)
        assert answer.status_code == 422
        for part in ("tidak berlaku lagi sejak 31 Januari 2026", "Sudah.</textarea>", f'value="{paper.code}" checked'):
            assert part in text(answer)

    def test_shows_what_the_judge_found_wanting(self, cast, sign_in):
        one = cast.judged("partly")
        assert "Lampiran belum ada." in text(sign_in(cast.operator).get(address("respond", one)))

    def test_says_when_it_is_not_the_owners_turn(self, cast, sign_in):
        one = cast.answered()
        page = text(sign_in(cast.operator).get(address("respond", one)))
        assert "Belum dapat dijawab sekarang" in page
        assert "Kirim jawaban" not in page

    def test_of_an_owner_that_is_not_registered_asks_for_a_reason(self, cast, sign_in):
        one = cast.issued(owner_name="Biro Hukum")
        client = sign_in(cast.officer)
        assert "evidence-picker" not in text(client.get(address("respond", one)))
        data = {"text": "Sudah.", "progress": "100", "no_evidence_reason": "Surat biro."}
        assert client.post(address("respond", one), data).status_code == 302

    def test_takes_an_answer_back(self, cast, sign_in):
        one = cast.answered()
        sign_in(cast.operator).post(address("withdraw", one))
        assert Recommendation.objects.get().pending is None


class TestJudgePage:
    def test_gives_a_verdict(self, cast, sign_in):
        one = cast.answered(cast.paper())
        data = {"status": "partly", "note": "Lampirannya kurang.", "response_number": "1"}
        assert sign_in(cast.verifier).post(address("judge", one), data).status_code == 302
        assert Recommendation.objects.get().verdict.note == "Lampirannya kurang."

    def test_gives_impossible_with_reason_and_document(self, cast, sign_in):
        paper = cast.paper()
        one = cast.answered(paper)
        data = {"status": "impossible", "reason": "in_court", "document": paper.code, "response_number": "1"}
        sign_in(cast.verifier).post(address("judge", one), data)
        assert Recommendation.objects.get().verdict.document == paper

    def test_says_what_is_missing(self, cast, sign_in):
        one = cast.answered(cast.paper())
        answer = sign_in(cast.verifier).post(address("judge", one), {"status": "partly", "response_number": "1"})
        assert answer.status_code == 422
        assert "Tulis catatannya" in text(answer)

    def test_tells_one_who_has_a_part_in_it_that_somebody_else_judges(self, cast, sign_in):
        one = cast.answered(by=cast.officer)
        page = text(sign_in(cast.officer).get(address("judge", one)))
        assert "Anda ikut menjawab" in page
        assert "Simpan penilaian" not in page

    def test_says_when_nothing_waits(self, cast, sign_in):
        assert "Belum ada yang dinilai" in text(sign_in(cast.verifier).get(address("judge", cast.issued())))


class TestSteerPage:
    def test_extends(self, cast, sign_in):
        one = cast.issued()
        data = {"do": "extend", "extend-due_on": "2026-05-01", "extend-reason": "illness"}
        sign_in(cast.verifier).post(address("steer", one), data)
        assert Recommendation.objects.get().due_on == date(2026, 5, 1)

    def test_passes_on(self, cast, sign_in):
        one = cast.issued()
        data = {"do": "owner", "owner-institution": "K-2", "owner-reason": "Salah alamat."}
        sign_in(cast.officer).post(address("steer", one), data)
        assert Recommendation.objects.get().institution == cast.elsewhere

    def test_names_a_code_that_nobody_carries(self, cast, sign_in):
        data = {"do": "owner", "owner-institution": "K-99", "owner-reason": "Salah alamat."}
        answer = sign_in(cast.officer).post(address("steer", cast.issued()), data)
        assert "Tidak ada lembaga dengan kode K-99" in text(answer)

    def test_lets_only_officers_pass_on(self, cast, sign_in):
        one = cast.issued()
        data = {"do": "owner", "owner-institution": "K-2", "owner-reason": "Salah alamat."}
        sign_in(cast.verifier).post(address("steer", one), data)
        assert Recommendation.objects.get().institution == cast.office

    def test_reopens(self, cast, sign_in):
        one = cast.judged("done")
        sign_in(cast.officer).post(address("steer", one), {"do": "reopen", "reopen-reason": "Belum semua."})
        assert Recommendation.objects.get().status == "partly"

    def test_confirms_what_was_shaken(self, cast, sign_in):
        one = cast.judged("done")
        evidence.withdraw(cast.office.evidence.get(), reason="Salah.", by=cast.operator, at=NOW + timedelta(seconds=1))
        client = sign_in(cast.officer)
        assert "Tidak ada lagi yang diminta" not in text(client.get(one.get_absolute_url()))
        assert "Kukuhkan penilaian" in text(client.get(address("steer", one)))
        client.post(address("steer", one), {"do": "confirm", "confirm-reason": "Ada arsip aslinya."})
        assert Recommendation.objects.get().verdict.kind == "confirmed"

    def test_shows_what_is_wrong(self, cast, sign_in):
        data = {"do": "extend", "extend-due_on": "2026-01-01", "extend-reason": "illness"}
        answer = sign_in(cast.verifier).post(address("steer", cast.issued()), data)
        assert answer.status_code == 422
        assert "Batas baru harus sesudah 6 Maret 2026" in text(answer)

    def test_offers_nothing_to_one_who_answered(self, cast, sign_in):
        one = cast.answered(by=cast.officer)
        actions.judge(one, status="partly", note="Kurang.", by=cast.verifier)
        page = text(sign_in(cast.officer).get(address("steer", one)))
        assert "Anda ikut menjawab" in page
        assert "Perpanjang batas jawaban" not in page

    def test_says_why_nothing_can_be_done(self, cast, sign_in):
        one = cast.answered()
        assert "Nilai dulu jawaban itu" in text(sign_in(cast.officer).get(address("steer", one)))
