"""The pages of proposals and the board, as each person sees them."""

import pytest
from django.urls import reverse
from django.utils import timezone

from etam.workforce.models import Proposal
from etam.workforce.tests.analysed import NOW
from etam.workforce.tests.proposed import (
    LETTER,
    NEEDED,
    YEAR,
    at_desk,
    decided,
    fresh,
    make_desks,
    sent,
    settled,
    started,
)

BOARD = "/meja/jabatan/"
INBOX = "/meja/jabatan/usulan/"


@pytest.fixture(autouse=True)
def now(monkeypatch, settings):
    settings.SECOND_FACTOR_ROLES = set()
    monkeypatch.setattr(timezone, "now", lambda: NOW)


@pytest.fixture
def desks(db):
    return make_desks()


def text(answer):
    return " ".join(answer.content.decode().split())


def url(name, proposal):
    return reverse(f"workforce:{name}", args=[proposal.pk])


def typed(proposal, numbers=NEEDED, **more):
    return {"version": proposal.version, **{f"n_{level}": persons for level, persons in numbers.items()}, **more}


class TestBoard:
    def test_says_the_finding_in_its_title(self, desks, sign_in):
        decided(desks)
        shown = text(sign_in(desks.world.observer).get(BOARD))
        assert "<h1>5 dari 6 formasi yang diusulkan disetujui; 5 belum terisi</h1>" in shown

    def test_does_not_show_unknown_holders_as_none(self, desks, sign_in):
        sent(desks)
        shown = text(sign_in(desks.world.officer).get(BOARD))
        assert "belum tercatat" in shown

    def test_says_what_to_do_while_it_is_empty(self, desks, sign_in):
        shown = text(sign_in(desks.world.operator).get(BOARD))
        assert "Susun usulan" in shown

    def test_is_taken_away_as_csv(self, desks, sign_in):
        decided(desks)
        lines = sign_in(desks.world.observer).get(f"{BOARD}papan.csv").content.decode("utf-8-sig").splitlines()
        assert lines[1] == "64.08,Kutai Timur,Pustakawan,2027,6,,6,0,5,0"

    def test_takes_a_year_without_proposals_for_the_last(self, desks, sign_in):
        sent(desks)
        assert "Formasi 2027" in text(sign_in(desks.world.officer).get(BOARD, {"tahun": "1999"}))


class TestInbox:
    def test_shows_what_lies_at_the_own_desk_first(self, desks, sign_in):
        sent(desks)
        assert "<h1>1 usulan menunggu Anda</h1>" in text(sign_in(desks.world.verifier).get(INBOX))
        assert "<h1>Tidak ada usulan yang menunggu Anda</h1>" in text(sign_in(desks.biro).get(INBOX))

    def test_filters(self, desks, sign_in):
        sent(desks)
        client = sign_in(desks.world.officer)
        assert "Tidak ada usulan yang cocok" in text(client.get(INBOX, {"status": "decided"}))
        assert "1 usulan." in text(client.get(INBOX, {"status": "at_desk", "jabatan": "pustakawan"}))


class TestWhoSeesWhat:
    def test_a_desk_sees_it_once_it_came(self, desks, sign_in):
        row = at_desk(desks, "biro_organisasi")
        assert sign_in(desks.biro).get(url("proposal", row)).status_code == 200
        assert sign_in(desks.perpusnas).get(url("proposal", row)).status_code == 404

    def test_a_desk_still_sees_what_it_passed_on(self, desks, sign_in):
        row = at_desk(desks, "bkd")
        assert sign_in(desks.biro).get(url("proposal", row)).status_code == 200

    def test_a_partner_of_another_kabupaten_sees_nothing(self, desks, sign_in):
        row = at_desk(desks, "biro_organisasi")
        assert sign_in(desks.world.organisation).get(url("act", row)).status_code == 404

    def test_a_verifier_of_another_kabupaten_sees_nothing(self, desks, sign_in):
        assert sign_in(desks.world.outsider).get(url("proposal", sent(desks))).status_code == 404

    def test_anri_sees_no_librarians(self, desks, sign_in):
        assert sign_in(desks.anri).get(url("proposal", decided(desks))).status_code == 404

    def test_another_desk_is_told_where_it_lies(self, desks, sign_in):
        row = at_desk(desks, "perpusnas")
        answer = sign_in(desks.biro).post(url("act", row), typed(row, **{"pass": "1", "to": "bkd"}))
        assert answer.status_code == 403
        assert "ada di meja Perpusnas, instansi pembina, bukan di meja Anda" in text(answer)

    def test_an_observer_only_reads(self, desks, sign_in):
        row = at_desk(desks, "bkd")
        client = sign_in(desks.world.observer)
        assert client.get(url("proposal", row)).status_code == 200
        assert client.get(url("act", row)).status_code == 403


class TestStart:
    def test_leads_from_the_analysis_to_the_numbers(self, desks, sign_in):
        client = sign_in(desks.world.operator)
        answer = client.post(reverse("workforce:start_proposal"), {"workload": settled(desks).pk, "year": YEAR})
        assert answer.url == url("edit_proposal", Proposal.objects.get())
        assert 'value="3"' in text(client.get(answer.url))

    def test_refuses_an_analysis_that_is_not_settled(self, desks, sign_in):
        draft = settled(desks, state="draft")
        answer = sign_in(desks.world.operator).post(
            reverse("workforce:start_proposal"), {"workload": draft.pk, "year": YEAR}
        )
        assert answer.status_code == 422
        assert "belum ditetapkan kepala unit" in text(answer)

    def test_offers_only_the_own_offices(self, desks, sign_in):
        other = settled(desks, office=desks.world.elsewhere)
        answer = sign_in(desks.world.operator).post(
            reverse("workforce:start_proposal"), {"workload": other.pk, "year": YEAR}
        )
        assert "Pilih analisis beban kerja kantor Anda" in text(answer)


class TestEdit:
    def test_saves_without_sending(self, desks, sign_in):
        row = started(desks)
        data = typed(row, {**NEEDED, "ahli_muda": 0}, save="1", explanation="")
        sign_in(desks.world.operator).post(url("edit_proposal", row), data)
        assert fresh(row).state == "draft"
        assert row.lines.get(level="ahli_muda").proposed == 0

    @pytest.mark.parametrize(
        ("number", "sentence"),
        [
            ("-1", "Jumlah orang tidak dapat kurang dari 0."),
            ("dua", "Tulis bilangan bulat, misalnya 3."),
            ("", "Tulis jumlah orangnya, 0 bila tidak ada."),
        ],
    )
    def test_says_at_the_level_what_is_wrong_and_keeps_the_rest(self, desks, sign_in, number, sentence):
        row = started(desks)
        data = typed(row, {**NEEDED, "ahli_muda": number}, send="1", explanation="Peta jabatan baru.")
        answer = sign_in(desks.world.operator).post(url("edit_proposal", row), data)
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert "Peta jabatan baru." in text(answer)
        assert fresh(row).state == "draft"

    def test_tells_who_was_overtaken(self, desks, sign_in):
        row = started(desks)
        answer = sign_in(desks.world.operator).post(
            url("edit_proposal", row), {**typed(row, send="1"), "version": row.version - 1}
        )
        assert answer.status_code == 422
        assert "sudah diubah sejak Anda membukanya" in text(answer)


class TestAct:
    def test_passes_on(self, desks, sign_in):
        row = at_desk(desks, "biro_organisasi")
        data = typed(row, **{"pass": "1", "to": "perpusnas", "document": LETTER})
        sign_in(desks.biro).post(url("act", row), data)
        assert fresh(row).desk == "perpusnas"

    def test_says_that_no_desk_is_skipped(self, desks, sign_in):
        row = at_desk(desks, "biro_organisasi")
        data = typed(row, **{"pass": "1", "to": "bkd", "document": LETTER})
        answer = sign_in(desks.biro).post(url("act", row), data)
        assert answer.status_code == 422
        assert "Tidak ada meja yang dilompati" in text(answer)
        assert LETTER in text(answer)

    def test_sends_back(self, desks, sign_in):
        row = at_desk(desks, "biro_organisasi")
        data = {"back": "1", "back-version": row.version, "back-to": "unit", "back-reason": "Peta jabatan tidak ada."}
        sign_in(desks.biro).post(url("act", row), data)
        assert "Peta jabatan tidak ada." in text(sign_in(desks.world.operator).get(url("edit_proposal", row)))

    def test_asks_why_it_is_sent_back(self, desks, sign_in):
        row = at_desk(desks, "biro_organisasi")
        data = {"back": "1", "back-version": row.version, "back-to": "unit", "back-reason": ""}
        answer = sign_in(desks.biro).post(url("act", row), data)
        assert answer.status_code == 422
        assert "Tulis apa yang harus dibetulkan" in text(answer)

    def test_writes_the_decision_down(self, desks, sign_in):
        row = at_desk(desks, "kemenpanrb")
        data = typed(row, decide="1", document="B/99", decided_on="2026-11-20")
        sign_in(desks.world.personnel).post(url("act", row), data)
        assert fresh(row).state == "decided"

    def test_refuses_a_decision_above_what_was_proposed(self, desks, sign_in):
        row = at_desk(desks, "kemenpanrb")
        numbers = {**NEEDED, "ahli_madya": 7}
        data = typed(row, numbers, decide="1", document="B/99", decided_on="2026-11-20")
        answer = sign_in(desks.world.personnel).post(url("act", row), data)
        assert answer.status_code == 422
        assert "7 ditetapkan, lebih banyak daripada 1 yang diusulkan" in text(answer)


class TestAfterwards:
    def test_notes_who_came(self, desks, sign_in):
        row = decided(desks)
        data = {f"fill-n_{level}": 0 for level in NEEDED} | {"fill-n_ahli_pertama": 2, "fill-version": row.version}
        sign_in(desks.world.personnel).post(url("fill_proposal", row), data)
        assert "5 dari 6 Pustakawan disetujui; 3 belum terisi" in text(
            sign_in(desks.world.officer).get(url("proposal", row))
        )

    def test_says_on_the_page_that_more_cannot_be_filled_than_decided(self, desks, sign_in):
        row = decided(desks)
        data = {f"fill-n_{level}": 9 for level in NEEDED} | {"fill-version": row.version}
        answer = sign_in(desks.world.operator).post(url("fill_proposal", row), data)
        assert answer.status_code == 422
        assert "hanya 3 yang ditetapkan" in text(answer)

    def test_withdraws_with_a_reason(self, desks, sign_in):
        row = sent(desks)
        client = sign_in(desks.world.operator)
        assert client.post(url("withdraw_proposal", row), {"withdraw-version": row.version}).status_code == 422
        data = {"withdraw-version": row.version, "withdraw-reason": "Struktur berubah."}
        client.post(url("withdraw_proposal", row), data)
        assert fresh(row).state == "withdrawn"


def test_shows_on_the_desk_page_what_waits(desks, sign_in):
    sent(desks)
    assert "Usulan formasi Pustakawan 2027" in text(sign_in(desks.world.verifier).get("/meja/"))
