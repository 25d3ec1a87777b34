"""What the office does with its proposal."""

import pytest

from etam.accounts.models import JournalEntry
from etam.workforce.actions import proposals
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Holder, Proposal
from etam.workforce.tests.analysed import NOW, analysis
from etam.workforce.tests.proposed import (
    NEEDED,
    YEAR,
    at_desk,
    column,
    decided,
    fresh,
    make_desks,
    sent,
    settled,
    started,
)


@pytest.fixture
def desks(db):
    return make_desks()


def hold(office, level, count=1):
    for number in range(count):
        Holder.objects.create(
            office=office,
            position="pustakawan",
            level=level,
            sealed=b"",
            nip_digest=f"{level}{number}",
            appointed_on=NOW.date(),
            at=NOW,
        )


class TestStart:
    def test_takes_need_and_holders_and_proposes_what_is_missing(self, desks):
        hold(desks.world.library, "ahli_pertama", 2)
        made = started(desks)
        assert column(made, "needed") == {**NEEDED, "ahli_utama": None}
        assert column(made, "held") == {"ahli_pertama": 2, "ahli_muda": 0, "ahli_madya": 0, "ahli_utama": 0}
        assert column(made, "proposed") == {**NEEDED, "ahli_pertama": 1}

    def test_does_not_take_unrecorded_holders_for_none(self, desks):
        assert set(column(started(desks), "held").values()) == {None}

    def test_needs_a_settled_analysis(self, desks):
        draft = analysis(desks.world.library, ("ahli_muda", 750, 100), state="draft")
        with pytest.raises(WrongState, match="belum ditetapkan kepala unit"):
            proposals.start(draft, year=YEAR, by=desks.world.operator, at=NOW)

    def test_refuses_a_second_one_under_way(self, desks):
        row = started(desks)
        with pytest.raises(
            WrongState, match="Usulan Pustakawan 2027 dari Perpustakaan Umum Kutai Timur masih berjalan"
        ):
            proposals.start(row.workload, year=YEAR, by=desks.world.operator, at=NOW)
        assert Proposal.objects.count() == 1

    def test_may_begin_again_once_the_first_was_withdrawn(self, desks):
        row = started(desks)
        proposals.withdraw(row, reason="Salah tahun.", version=row.version, by=desks.world.operator, at=NOW)
        assert proposals.start(row.workload, year=YEAR, by=desks.world.operator, at=NOW).pk != row.pk

    @pytest.mark.parametrize("year", [2025, 2032])
    def test_refuses_an_odd_year(self, desks, year):
        with pytest.raises(BadInput, match="Tulis 2026 sampai 2031"):
            proposals.start(settled(desks), year=year, by=desks.world.operator, at=NOW)


class TestSend:
    def test_moves_to_the_check_and_sets_the_clock(self, desks):
        row = sent(desks)
        assert (row.state, row.desk, str(row.due_on)) == ("at_desk", "check", "2026-12-04")

    def test_fixes_route_and_edition(self, desks):
        row = sent(desks)
        assert (row.route, row.route_edition) == ("biro_first", "2026.1")

    def test_asks_why_more_is_proposed_than_is_missing(self, desks):
        row = started(desks)
        with pytest.raises(BadInput, match="Ahli Muda: 5 diusulkan, sedangkan kekurangannya 2"):
            sent(desks, row, numbers={**NEEDED, "ahli_muda": 5})
        assert column(row, "proposed") == NEEDED
        sent(desks, row, numbers={**NEEDED, "ahli_muda": 5}, explanation="Dua orang pensiun tahun depan.")
        assert column(row, "proposed")["ahli_muda"] == 5

    @pytest.mark.parametrize(
        ("number", "sentence"), [(-1, "-1 orang tidak mungkin"), (None, "tulis jumlah orangnya"), ("tiga", "tulis")]
    )
    def test_refuses_what_is_no_number_of_persons(self, desks, number, sentence):
        with pytest.raises(BadInput, match=f"Ahli Muda: {sentence}") as refused:
            sent(desks, numbers={**NEEDED, "ahli_muda": number})
        assert refused.value.field == "n_ahli_muda"

    def test_refuses_to_propose_nobody(self, desks):
        with pytest.raises(BadInput, match="Tidak ada orang yang diusulkan"):
            sent(desks, numbers=dict.fromkeys(NEEDED, 0))

    def test_is_refused_once_it_lies_elsewhere(self, desks):
        row = sent(desks)
        with pytest.raises(WrongState, match="ada di meja Pemeriksaan kab/kota"):
            sent(desks, row)

    def test_refuses_who_was_overtaken(self, desks):
        row = started(desks)
        old = fresh(row).version
        proposals.save(row, numbers=NEEDED, explanation="", version=old, by=desks.second_operator)
        with pytest.raises(WrongState, match="sudah diubah sejak Anda membukanya"):
            proposals.send(row, numbers=NEEDED, explanation="", version=old, by=desks.world.operator, at=NOW)

    def test_leaves_an_entry_in_the_journal(self, desks):
        row = sent(desks)
        entry = JournalEntry.objects.get(action="formation_sent", subject_id=str(row.pk))
        assert entry.summary.endswith("dari Perpustakaan Umum Kutai Timur ke meja Pemeriksaan kab/kota.")


class TestWithdraw:
    def test_ends_it_from_any_desk(self, desks):
        row = at_desk(desks, "perpusnas")
        proposals.withdraw(row, reason="Struktur berubah.", version=row.version, by=desks.world.operator, at=NOW)
        assert (fresh(row).state, fresh(row).desk) == ("withdrawn", "")

    def test_needs_a_reason(self, desks):
        row = sent(desks)
        with pytest.raises(BadInput, match="alasan usulan ini ditarik"):
            proposals.withdraw(row, reason=" ", version=row.version, by=desks.world.operator, at=NOW)

    def test_is_refused_after_the_decision(self, desks):
        row = decided(desks)
        with pytest.raises(WrongState, match="sudah ditetapkan"):
            proposals.withdraw(row, reason="Batal.", version=row.version, by=desks.world.operator, at=NOW)


class TestNoteFilled:
    def fill(self, desks, row, **changes):
        numbers = {**dict.fromkeys(NEEDED, 0), **changes}
        return proposals.note_filled(row, numbers=numbers, version=row.version, by=desks.world.operator, at=NOW)

    def test_counts_who_came(self, desks):
        row = self.fill(desks, decided(desks), ahli_pertama=2)
        assert column(row, "filled")["ahli_pertama"] == 2
        assert fresh(row).state == "decided"

    def test_refuses_more_than_were_decided(self, desks):
        with pytest.raises(BadInput, match="Ahli Muda: 2 terisi, padahal hanya 1 yang ditetapkan"):
            self.fill(desks, decided(desks), ahli_muda=2)

    def test_is_refused_before_the_decision(self, desks):
        with pytest.raises(WrongState, match="belum ditetapkan"):
            self.fill(desks, at_desk(desks, "bkd"))
