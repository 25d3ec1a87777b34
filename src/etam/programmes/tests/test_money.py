"""Recording money: what is refused, what is asked, what is kept."""

import pytest

from etam.accounts import journal
from etam.programmes import money_intake
from etam.programmes.actions.money import CeilingEntry, record, record_all
from etam.programmes.exceptions import BadInput, Doubtful, WrongState
from etam.programmes.models import Ceiling, LibraryMoney
from etam.programmes.tests.money_cast import YEAR, Cast, make_cast
from etam.web.csv_list import ListingProblem
from etam.web.tables import Sheet, write_xlsx

HEADER = "kode;tahun;sumber_dana;untuk;anggaran;realisasi;sumber_angka;alasan"


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


class TestRecording:
    def test_keeps_what_was_said_with_its_source(self, cast: Cast) -> None:
        row = cast.record(24_000_000, source="RKAS 2026")
        assert (row.planned, row.spent, row.source, row.version) == (24_000_000, None, "RKAS 2026", 1)

    def test_a_correction_leaves_before_and_after_in_the_journal(self, cast: Cast) -> None:
        row = cast.record(24_000_000)
        cast.record(25_000_000, 20_000_000, version=1)
        entry = journal.of(row).first()
        assert entry.action == "money_corrected"
        assert entry.detail["before"] == {"planned": 24_000_000, "spent": None}
        assert entry.detail["after"] == {"planned": 25_000_000, "spent": 20_000_000}

    def test_the_same_again_writes_nothing(self, cast: Cast) -> None:
        row = cast.record(24_000_000)
        assert cast.record(24_000_000, version=1).version == 1
        assert journal.of(row).count() == 1

    def test_a_statement_may_be_taken_back(self, cast: Cast) -> None:
        cast.record(24_000_000)
        assert cast.record(None, version=1).planned is None

    def test_an_institution_has_money_too(self, cast: Cast) -> None:
        assert cast.record(5_000_000, subject=cast.library, fund="apbd").institution == cast.library

    def test_a_year_without_a_rule_is_stored(self, cast: Cast) -> None:
        assert cast.record(1_000_000, year=2027).year == 2027


class TestRefusals:
    def test_negative(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="tidak mungkin"):
            cast.record(-5)

    def test_spent_above_planned(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match=r"Realisasi Rp6.000.000 melebihi anggaran Rp5.000.000"):
            cast.record(5_000_000, 6_000_000)

    def test_nothing_said(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="Isi anggaran, realisasi"):
            cast.record(None)

    def test_village_funds_for_a_school(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="Sekolah tidak menerima Dana Desa"):
            cast.record(5_000_000, fund="dana_desa")

    def test_a_year_far_off(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="Tahun anggaran 1926"):
            cast.record(5_000_000, year=1926)

    def test_library_money_above_the_ceiling(self, cast: Cast) -> None:
        cast.ceiling(20_000_000)
        with pytest.raises(BadInput, match=r"melebihi Pagu BOSP Reguler Rp20.000.000"):
            cast.record(20_000_001)

    def test_the_sum_of_lines_above_the_ceiling(self, cast: Cast) -> None:
        cast.ceiling(20_000_000)
        cast.record(15_000_000)
        with pytest.raises(BadInput, match=r"berjumlah Rp21.000.000"):
            cast.record(6_000_000, purpose="upkeep")

    def test_all_of_the_ceiling_fits(self, cast: Cast) -> None:
        cast.ceiling(20_000_000)
        assert cast.record(20_000_000).planned == 20_000_000

    def test_a_ceiling_below_what_is_recorded(self, cast: Cast) -> None:
        cast.record(20_000_000)
        with pytest.raises(BadInput, match="melebihi Pagu"):
            cast.ceiling(19_999_999)

    def test_a_village_has_no_bosp_ceiling(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="tidak berlaku"):
            cast.ceiling(5, subject=cast.village)

    def test_what_somebody_else_changed_meanwhile(self, cast: Cast) -> None:
        cast.record(24_000_000)
        cast.record(25_000_000, version=1)
        with pytest.raises(WrongState, match="diubah orang lain"):
            cast.record(26_000_000, version=1)
        assert LibraryMoney.objects.get().planned == 25_000_000

    def test_a_new_line_over_one_that_stands(self, cast: Cast) -> None:
        cast.record(24_000_000)
        with pytest.raises(WrongState, match="sudah tercatat"):
            cast.record(26_000_000)

    def test_one_bad_line_stores_none(self, cast: Cast) -> None:
        with pytest.raises(BadInput):
            record_all([cast.line(5_000_000), cast.line(-1, purpose="upkeep")], by=cast.officer)
        assert not LibraryMoney.objects.exists()


class TestThousands:
    def test_a_thousandth_of_last_year_is_asked(self, cast: Cast) -> None:
        cast.record(23_500_000, year=YEAR - 1)
        with pytest.raises(Doubtful, match=r"Maksud Anda Rp24.000.000\?") as asked:
            cast.record(24_000)
        assert (asked.value.field, asked.value.meant) == ("planned", 24_000_000)
        assert not LibraryMoney.objects.filter(year=YEAR).exists()

    def test_a_thousandfold_of_last_year_is_asked(self, cast: Cast) -> None:
        cast.record(23_500_000, year=YEAR - 1)
        with pytest.raises(Doubtful, match=r"Maksud Anda Rp24.000.000\?"):
            cast.record(24_000_000_000)

    def test_a_reason_lets_it_pass_and_is_kept(self, cast: Cast) -> None:
        cast.record(23_500_000, year=YEAR - 1)
        row = cast.record(24_000, reason="Dana dialihkan ke kelas")
        assert journal.of(row).first().detail["reason"] == "Dana dialihkan ke kelas"

    def test_far_below_the_ceiling_is_asked(self, cast: Cast) -> None:
        cast.ceiling(200_000_000)
        with pytest.raises(Doubtful, match=r"jauh berbeda dari pagu Rp200.000.000. Maksud Anda Rp20.000.000\?"):
            cast.record(20_000)

    def test_a_thousandfold_above_the_ceiling_is_asked_what_was_meant(self, cast: Cast) -> None:
        cast.ceiling(200_000_000)
        with pytest.raises(BadInput, match=r"Maksud Anda Rp20.000.000\?"):
            cast.record(20_000_000_000, reason="Benar")

    def test_a_ceiling_is_held_to_last_year_too(self, cast: Cast) -> None:
        cast.ceiling(200_000_000, year=YEAR - 1)
        with pytest.raises(Doubtful, match=r"Maksud Anda Rp210.000.000\?"):
            cast.ceiling(210_000)


class TestFiles:
    def plan(self, cast: Cast, *lines: str) -> money_intake.Plan:
        bodies = type(cast.school).objects.all()
        return money_intake.plan(bodies, "\n".join([HEADER, *lines]))

    def test_lines_and_ceilings_of_many_are_stored_together(self, cast: Cast) -> None:
        plan = self.plan(
            cast,
            "30400004;2026;BOSP;buku;24000000;;RKAS;",
            "30400004;2026;BOSP;pagu;200000000;;RKAS;",
            "64.08.05.2001;2026;Dana Desa;lain;Rp15.000.000;12000000;APBDes;",
        )
        assert money_intake.store(plan, by=cast.officer) == 3
        assert Ceiling.objects.get().amount == 200_000_000
        assert cast.village.money.get().spent == 12_000_000

    def test_every_fault_is_told_with_its_line_and_nothing_is_stored(self, cast: Cast) -> None:
        plan = self.plan(
            cast,
            "30400004;2026;BOSP;buku;1.234;;;",
            "99999999;2026;BOSP;buku;5000000;;;",
            "30400004;2026;BOSP;pemeliharaan;5000000;6000000;;",
            "64.08.05.2001;2026;BOSP;buku;5000000;;;",
            "30400004;dua;BOSP;honor;5000000;;;",
            "30400004;2026;sumbangan;lain;5000000;;;",
            "64.74.01.1001;2026;APBD;buku;5000000;;;",
        )
        assert [(one.line, one.column) for one in plan.faults] == [
            (2, "anggaran"), (3, "kode"), (4, "realisasi"), (5, "sumber_dana"), (6, "tahun"), (7, "sumber_dana"),
        ]  # fmt: skip
        with pytest.raises(BadInput, match="Tidak ada yang disimpan"):
            money_intake.store(plan, by=cast.officer)
        assert not LibraryMoney.objects.exists()

    def test_the_same_row_twice_in_a_file_is_a_fault(self, cast: Cast) -> None:
        plan = self.plan(cast, "30400004;2026;BOSP;buku;5000000;;;", "30400004;2026;BOS;buku;6000000;;;")
        assert [str(one) for one in plan.faults] == [
            "Baris 3: Isinya tentang hal yang sama dengan baris 2. Sisakan satu."
        ]

    def test_what_stands_there_is_passed_over_and_corrected_only_with_a_reason(self, cast: Cast) -> None:
        cast.record(5_000_000)
        assert self.plan(cast, "30400004;2026;BOSP;buku;5000000;;;").same == 1
        assert "alasan" in str(self.plan(cast, "30400004;2026;BOSP;buku;6000000;;;").faults[0])
        money_intake.store(self.plan(cast, "30400004;2026;BOSP;buku;6000000;;;Perubahan"), by=cast.officer)
        assert LibraryMoney.objects.get().planned == 6_000_000

    def test_a_figure_in_thousands_is_a_fault_of_its_line(self, cast: Cast) -> None:
        cast.record(23_500_000, year=2025)
        (fault,) = self.plan(cast, "30400004;2026;BOSP;buku;24000;;;").faults
        assert "Maksud Anda Rp24.000.000?" in str(fault)
        assert "isi kolom alasan" in str(fault)

    def test_a_workbook_reads_like_a_text_file(self, cast: Cast) -> None:
        from etam.programmes.money_file import text_of

        rows = [["30400004", 2026, "BOSP", "buku", 24_000_000, None, "RKAS", None]]
        text = text_of(write_xlsx([Sheet("Dana", HEADER.split(";"), rows)]))
        assert money_intake.plan(type(cast.school).objects.all(), text).new[0].values["planned"] == 24_000_000

    def test_an_unreadable_file_says_so(self) -> None:
        from etam.programmes.money_file import text_of

        with pytest.raises(ListingProblem):
            text_of(b"PK\x03\x04rusak")


def test_a_ceiling_is_corrected_by_version(db: None) -> None:
    cast = make_cast()
    row = cast.ceiling(200_000_000)
    record(CeilingEntry(cast.school, YEAR, "bosp_regular", 210_000_000, version=row.version), by=cast.officer)
    assert Ceiling.objects.get().version == 2
