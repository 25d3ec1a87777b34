"""Sub-activities: what is recorded, what is refused, what is asked about."""

import pytest

from etam.accounts.models import JournalEntry
from etam.institutions.models import Region
from etam.institutions.tests.cast import library
from etam.programmes.actions import activities
from etam.programmes.actions.activities import Indicator, Plan
from etam.programmes.actions.nomenclature import load_lists
from etam.programmes.exceptions import BadInput, NeedsReason, WrongState
from etam.programmes.models import BudgetCode, CodeVersion, SubActivity
from etam.programmes.queries.activities import standing
from etam.programmes.queries.nomenclature import codes_of, usual_version
from etam.programmes.tests.cast_of_programmes import COLLECTION, NOW, OF_THE_PROVINCE, make_programmes


@pytest.fixture
def cast(db):
    return make_programmes()


class TestLists:
    def test_of_content_are_loaded_once(self, cast):
        counts = [one.codes.count() for one in CodeVersion.objects.order_by("place")]
        load_lists()
        assert counts == [121, 11]
        assert [one.codes.count() for one in CodeVersion.objects.order_by("place")] == counts

    def test_are_searched_by_number_and_name_within_a_level(self, cast):
        found = codes_of(cast.list(), "regency", "literasi inklusi")
        assert [one.code for one in found] == ["2.23.02.2.02.04"]
        assert codes_of(cast.list(), "province", "2.23.02.2").count() == 0

    def test_the_usual_one_is_the_newest_that_is_whole(self, cast):
        assert usual_version("regency") == cast.list()


class TestRecord:
    def test_keeps_targets_money_places_and_aims(self, cast):
        row = cast.record(places=[cast.district], aims=[("element", "users_total")], note="Rutin")
        kept = activities.plan_of(standing().get(pk=row.pk))
        assert kept.money == {"apbd": 100_000_000}
        assert kept.places == [cast.district]
        assert kept.aims == [("element", "users_total")]
        assert kept.indicators[0].target == 500
        assert JournalEntry.objects.filter(action="activity_recorded").count() == 1

    def test_refuses_a_code_of_another_level(self, cast):
        with pytest.raises(BadInput, match=r"2\.23\.02\.1\.02\.01 adalah kode provinsi"):
            cast.record(OF_THE_PROVINCE)

    def test_takes_a_code_of_the_province_for_its_office(self, cast):
        assert cast.record(OF_THE_PROVINCE, office=cast.provincial)

    def test_refuses_what_is_no_sub_activity(self, cast):
        with pytest.raises(BadInput, match="bukan kode subkegiatan"):
            cast.record("2.23.02.2.02")

    def test_takes_an_affair_beside_libraries_and_archives_when_the_list_has_it(self, cast):
        other = BudgetCode.objects.create(
            version=cast.list(), level="regency", code="2.16.02.2.01.01", kind="sub_activity", name="Layanan digital"
        )
        assert activities.record(cast.office, year=2025, code=other, plan=Plan(), by=cast.operator, at=NOW)

    def test_refuses_the_same_sub_activity_twice(self, cast):
        cast.record()
        with pytest.raises(BadInput, match="sudah tercatat pada 2025"):
            cast.record()
        assert SubActivity.objects.count() == 1

    def test_refuses_a_negative_budget(self, cast):
        with pytest.raises(BadInput, match="tidak boleh negatif"):
            cast.record(budget=-1)

    def test_refuses_a_place_outside_the_area(self, cast):
        with pytest.raises(BadInput, match=r"Kota Bontang \(64\.74\) di luar wilayah kerja"):
            cast.record(places=[Region.objects.get(code="64.74")])

    def test_takes_any_place_of_the_province_for_the_provinces_office(self, cast):
        assert cast.record(OF_THE_PROVINCE, office=cast.provincial, places=[cast.district])

    def test_refuses_a_share_above_a_hundred(self, cast):
        with pytest.raises(BadInput, match="paling tinggi 100"):
            cast.record(indicators=[Indicator("Perpustakaan dibina", "%", 140)])

    @pytest.mark.parametrize("year", [2014, 2029])
    def test_refuses_a_year_out_of_reach(self, cast, year):
        with pytest.raises(BadInput, match="Pilih 2015 sampai 2028"):
            cast.record(year=year)

    def test_refuses_an_institution_that_does_not_budget(self, cast):
        village = library("L-9", "Perpustakaan Desa", "public", "village", cast.regency, cast.district)
        with pytest.raises(BadInput, match="bukan perangkat daerah"):
            cast.record(office=village)


class TestAThousandTimesTheYearBefore:
    def test_is_asked_about(self, cast):
        cast.record(year=2024)
        with pytest.raises(NeedsReason, match="kira-kira seperseribunya"):
            cast.record(budget=100_000)
        with pytest.raises(NeedsReason, match="seribu kali lipat"):
            cast.record(budget=100_000_000_000)

    def test_is_taken_once_confirmed_with_a_reason(self, cast):
        cast.record(year=2024)
        said = {"year": 2025, "code": cast.code(), "by": cast.operator, "confirmed": True, "at": NOW}
        with pytest.raises(NeedsReason):
            activities.record(cast.office, plan=cast.plan(100_000), **said)
        assert activities.record(cast.office, plan=cast.plan(100_000, note="Hanya sisa pekerjaan"), **said)

    def test_follows_the_name_into_a_later_list(self, cast):
        cast.record("2.23.02.2.02.04", year=2024)
        later = cast.code("2.23.02.2.02.07", "observed-after-2019")
        with pytest.raises(NeedsReason):
            activities.record(cast.office, year=2025, code=later, plan=cast.plan(100_000), by=cast.operator, at=NOW)


class TestChange:
    def change(self, cast, row, version=1, **changes):
        return activities.change(row, plan=cast.plan(**changes), version=version, by=cast.operator, at=NOW)

    def test_replaces_what_was_meant(self, cast):
        row = self.change(cast, cast.record(), budget=150_000_000)
        assert row.version == 2
        assert activities.plan_of(standing().get(pk=row.pk)).budget == 150_000_000

    def test_refuses_a_stale_version(self, cast):
        row = cast.record()
        self.change(cast, row, budget=110_000_000)
        with pytest.raises(WrongState, match="diubah orang lain"):
            self.change(cast, row, budget=120_000_000)

    def test_refuses_a_budget_below_what_was_spent(self, cast):
        row = cast.record()
        cast.report(row, 1, 60_000_000, 50)
        with pytest.raises(BadInput, match=r"Sudah Rp60\.000\.000 terpakai"):
            self.change(cast, row, budget=50_000_000)


class TestWithdraw:
    def test_needs_a_reason_and_makes_room(self, cast):
        row = cast.record()
        with pytest.raises(BadInput, match="Tulis alasannya"):
            activities.withdraw(row, reason=" ", version=1, by=cast.operator)
        activities.withdraw(row, reason="Salah kode", version=1, by=cast.operator)
        assert cast.record()

    def test_happens_once(self, cast):
        row = cast.record()
        activities.withdraw(row, reason="Salah kode", version=1, by=cast.operator)
        with pytest.raises(WrongState, match="sudah ditarik"):
            activities.withdraw(row, reason="Salah kode", version=1, by=cast.operator)


class TestCopyYear:
    def test_takes_targets_and_money_but_nothing_reached(self, cast):
        row = cast.record(indicators=[Indicator("Orang", "orang", 500, 420)])
        cast.report(row, 1, 10_000_000, 10)
        (made,) = activities.copy_year(cast.office, source=2025, target=2026, by=cast.operator, at=NOW)
        kept = activities.plan_of(standing().get(pk=made.pk))
        assert (kept.budget, kept.indicators[0].reached, made.realisations.count()) == (100_000_000, None, 0)

    def test_leaves_what_is_there(self, cast):
        cast.record()
        cast.record(COLLECTION)
        cast.record(year=2026)
        assert len(activities.copy_year(cast.office, source=2025, target=2026, by=cast.operator, at=NOW)) == 1
        with pytest.raises(BadInput, match="Tidak ada subkegiatan 2025"):
            activities.copy_year(cast.office, source=2025, target=2026, by=cast.operator, at=NOW)


class TestReport:
    def test_counts_from_january(self, cast):
        row = cast.record()
        cast.report(row, 1, 10_000_000, 10)
        cast.report(row, 2, 40_000_000, 45.5)
        assert [one.spent for one in row.realisations.all()] == [10_000_000, 40_000_000]

    def test_refuses_spending_above_the_budget(self, cast):
        with pytest.raises(BadInput, match=r"melebihi anggaran Rp100\.000\.000\. Naikkan anggarannya dulu"):
            cast.report(cast.record(), 1, 100_000_001, 10)

    @pytest.mark.parametrize(("spent", "physical"), [(-1, 10), (0, -1), (0, 100.1)])
    def test_refuses_what_cannot_be(self, cast, spent, physical):
        with pytest.raises(BadInput):
            cast.report(cast.record(), 1, spent, physical)

    def test_refuses_a_quarter_that_is_not_over(self, cast):
        with pytest.raises(BadInput, match="baru berakhir 31 Maret 2026"):
            cast.report(cast.record(year=2026), 1, 0, 0)

    @pytest.mark.parametrize(("spent", "physical"), [(39_000_000, 50), (41_000_000, 40)])
    def test_asks_about_a_fall_from_quarter_to_quarter(self, cast, spent, physical):
        row = cast.record()
        cast.report(row, 1, 40_000_000, 45)
        with pytest.raises(NeedsReason, match="lebih kecil daripada triwulan 1"):
            cast.report(row, 2, spent, physical, confirmed=True)
        assert cast.report(row, 2, spent, physical, confirmed=True, note="Uang muka dikembalikan")

    def test_asks_as_well_when_an_earlier_quarter_is_filled_in_later(self, cast):
        row = cast.record()
        cast.report(row, 2, 40_000_000, 45)
        with pytest.raises(NeedsReason, match="Keuangan triwulan 2"):
            cast.report(row, 1, 50_000_000, 10)

    def test_refuses_a_stale_version(self, cast):
        row = cast.record()
        cast.report(row, 1, 10_000_000, 10)
        with pytest.raises(WrongState, match="sudah dilaporkan orang lain"):
            cast.report(row, 1, 12_000_000, 10)
        assert cast.report(row, 1, 12_000_000, 10, version=1).version == 2
