"""What desks do with a proposal."""

from datetime import date, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.workforce.actions import passing
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import ProposalStep
from etam.workforce.tests.analysed import NOW
from etam.workforce.tests.proposed import (
    LETTER,
    NEEDED,
    at_desk,
    column,
    decided,
    fresh,
    later,
    make_desks,
    passed,
    sent,
    started,
)


@pytest.fixture
def desks(db):
    return make_desks()


class TestPassOn:
    def test_leads_through_all_desks_in_order(self, desks):
        row = at_desk(desks, "kemenpanrb")
        came = list(row.steps.values_list("to_desk", flat=True))
        assert came == ["check", "biro_organisasi", "perpusnas", "bkd", "kemenpanrb"]

    def test_leads_an_archivist_to_anri(self, desks):
        row = sent(
            desks,
            started(desks, position="arsiparis"),
            numbers={**NEEDED, "terampil": 0, "mahir": 0, "penyelia": 0},
        )
        row = passed(desks, row)
        numbers = column(row, "proposed")
        assert passed(desks, row, numbers=numbers).desk == "anri"

    def test_refuses_to_skip_a_desk(self, desks):
        row = sent(desks)
        with pytest.raises(BadInput, match="belum dapat ke meja BKD: sesudah Pemeriksaan kab/kota datang Biro") as no:
            passed(desks, row, to="bkd")
        assert no.value.field == "to"
        assert fresh(row).desk == "check"

    def test_refuses_who_made_the_proposal(self, desks):
        with pytest.raises(WrongState, match="orang lain yang memeriksanya"):
            passed(desks, sent(desks), by=desks.world.operator)

    def test_keeps_recommended_numbers_apart_from_proposed_ones(self, desks):
        row = passed(desks, at_desk(desks, "biro_organisasi"), numbers={**NEEDED, "ahli_pertama": 2})
        assert column(row, "proposed")["ahli_pertama"] == 3
        assert column(row, "recommended")["ahli_pertama"] == 2

    def test_asks_why_more_is_recommended_than_proposed(self, desks):
        row = at_desk(desks, "biro_organisasi")
        with pytest.raises(BadInput, match="4 direkomendasikan, lebih banyak daripada 3 yang diusulkan"):
            passed(desks, row, numbers={**NEEDED, "ahli_pertama": 4})
        assert passed(desks, row, numbers={**NEEDED, "ahli_pertama": 4}, note="Menurut peta jabatan.").desk

    def test_asks_for_the_letter(self, desks):
        with pytest.raises(BadInput, match="nomor dan tanggal suratnya") as refused:
            passed(desks, at_desk(desks, "bkd"), document="")
        assert refused.value.field == "document"

    def test_notes_that_a_desk_was_late(self, desks):
        row = at_desk(desks, "biro_organisasi")
        passed(desks, row, at=later(22))
        assert row.steps.latest("pk").is_late
        assert fresh(row).due_on == later(22).date() + timedelta(days=30)

    def test_refuses_who_was_overtaken(self, desks):
        row = at_desk(desks, "bkd")
        with pytest.raises(WrongState, match="sudah diubah sejak Anda membukanya"):
            passed(desks, row, version=row.version - 1)

    def test_ends_at_the_last_desk(self, desks):
        with pytest.raises(WrongState, match="meja terakhir"):
            passed(desks, at_desk(desks, "kemenpanrb"))


class TestSendBack:
    def back(self, desks, row, to="unit", reason="Lampirkan peta jabatan.", **changes):
        options = {"to": to, "reason": reason, "version": row.version, "by": desks.world.personnel, "at": NOW}
        return passing.send_back(row, **{**options, **changes})

    def test_keeps_what_was_typed(self, desks):
        row = self.back(desks, at_desk(desks, "bkd"))
        assert (row.state, row.desk) == ("sent_back", "unit")
        assert column(row, "proposed") == NEEDED
        assert column(row, "recommended") == NEEDED

    def test_may_go_to_any_desk_before(self, desks):
        row = self.back(desks, at_desk(desks, "bkd"), to="biro_organisasi")
        assert passed(desks, row, numbers={**NEEDED, "ahli_muda": 1}).desk == "perpusnas"

    def test_comes_again_on_the_route_with_which_it_set_out(self, desks):
        row = sent(desks, self.back(desks, at_desk(desks, "bkd")))
        assert (row.desk, row.route_edition) == ("check", "2026.1")

    def test_needs_a_reason(self, desks):
        with pytest.raises(BadInput, match="apa yang harus dibetulkan"):
            self.back(desks, at_desk(desks, "bkd"), reason="  ")

    @pytest.mark.parametrize("to", ["bkd", "kemenpanrb", "anri", ""])
    def test_refuses_a_desk_that_it_did_not_pass(self, desks, to):
        with pytest.raises(BadInput, match="meja yang sudah dilewati"):
            self.back(desks, at_desk(desks, "bkd"), to=to)


class TestRefuse:
    def test_ends_the_proposal(self, desks):
        row = at_desk(desks, "biro_organisasi")
        row = passing.refuse(row, reason="Tidak ada anggaran.", version=row.version, by=desks.biro, at=NOW)
        assert (row.state, row.desk, row.due_on) == ("refused", "", None)

    def test_needs_a_reason(self, desks):
        row = at_desk(desks, "biro_organisasi")
        with pytest.raises(BadInput, match="alasan usulan ini ditolak"):
            passing.refuse(row, reason="", version=row.version, by=desks.biro, at=NOW)


class TestDecide:
    def test_brings_the_numbers_back(self, desks):
        row = decided(desks)
        assert (row.state, row.decision, row.decided_on) == ("decided", "B/99/M.SM.01.00/2026", NOW.date())
        assert column(row, "decided") == {**NEEDED, "ahli_muda": 1}

    def test_is_refused_before_the_last_desk(self, desks):
        row = at_desk(desks, "biro_organisasi")
        with pytest.raises(WrongState, match="baru di meja KemenPANRB ditetapkan"):
            passing.decide(
                row,
                numbers=NEEDED,
                document=LETTER,
                decided_on=NOW.date(),
                note="",
                version=row.version,
                by=desks.biro,
                at=NOW,
            )

    def test_asks_why_more_is_decided_than_proposed(self, desks):
        row = at_desk(desks, "kemenpanrb")
        with pytest.raises(BadInput, match="Ahli Madya: 2 ditetapkan, lebih banyak daripada 1 yang diusulkan"):
            decided(desks, row, numbers={**NEEDED, "ahli_madya": 2})
        assert decided(desks, row, numbers={**NEEDED, "ahli_madya": 2}, note="Termasuk sisa tahun lalu.").state

    def test_asks_for_the_letter(self, desks):
        with pytest.raises(BadInput, match="nomor dan tanggal suratnya"):
            decided(desks, document="")

    @pytest.mark.parametrize("day", [date(2026, 11, 21), date(2026, 11, 19)])
    def test_refuses_a_day_to_come_or_before_it_was_sent(self, desks, day):
        with pytest.raises(BadInput, match="tidak cocok") as refused:
            decided(desks, decided_on=day)
        assert refused.value.field == "decided_on"

    def test_is_refused_twice(self, desks):
        row = decided(desks)
        with pytest.raises(WrongState, match="sudah ditetapkan"):
            passing.refuse(row, reason="Batal.", version=row.version, by=desks.world.personnel, at=NOW)


def test_every_step_is_in_the_journal(desks):
    row = decided(desks)
    entries = JournalEntry.objects.filter(subject_kind="workforce.proposal", subject_id=str(row.pk))
    assert entries.exclude(action="formation_started").count() == ProposalStep.objects.filter(proposal=row).count()
