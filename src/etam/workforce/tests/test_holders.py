"""Recording who holds a post, changing the level, ending, correcting."""

from datetime import date, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.workforce.actions import holders
from etam.workforce.actions.holders import Doubtful
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Holder
from etam.workforce.persons import Person
from etam.workforce.queries.held import held
from etam.workforce.queries.people import masked, person_of
from etam.workforce.tests.holding import AGUS, NOW, SITI, make_cast


@pytest.fixture
def cast(db):
    return make_cast()


class TestRecord:
    def test_stores_nothing_that_names_the_person(self, cast):
        row = cast.record()
        stored = repr([*Holder.objects.values(), *JournalEntry.objects.values()])
        assert not any(part in stored for part in (SITI.nip, SITI.name, "1985-05-17", "datetime.date(1985"))
        assert person_of(row) == SITI

    def test_refuses_a_nip_that_holds_a_post_and_says_where_to_who_may_see_it(self, cast):
        cast.record()
        with pytest.raises(BadInput, match="sudah tercatat sebagai Pustakawan Ahli Muda di Dinas Perpustakaan Kutai"):
            cast.record()

    def test_does_not_say_where_to_others(self, cast):
        cast.record()
        with pytest.raises(BadInput, match="di kantor lain") as refused:
            cast.record(office=cast.other_office, by=cast.neighbour)
        assert "Kutai Timur" not in str(refused.value)

    def test_a_nip_is_free_again_after_the_end(self, cast):
        row = cast.record()
        holders.end(row, on=date(2026, 1, 1), reason="moved", by=cast.operator, version=1, at=NOW)
        assert cast.record(office=cast.other_office, appointed_on=date(2026, 1, 1), by=cast.neighbour).pk

    @pytest.mark.parametrize(
        ("changes", "field", "words"),
        [
            ({"appointed_on": date(1985, 1, 1)}, "appointed_on", "sebelum lahir"),
            ({"appointed_on": date(2001, 5, 16)}, "appointed_on", "belum 17 tahun"),
            ({"appointed_on": date(2026, 3, 3)}, "appointed_on", "belum tiba"),
            ({"level": "penyelia"}, "level", "tidak mempunyai jenjang itu"),
            ({"position": "kurator"}, "position", "tidak dikenal"),
            ({"certificate": "a.n. siti  nurhaliza contoh"}, "certificate", "tidak disegel"),
        ],
    )
    def test_refuses_what_cannot_be(self, cast, changes, field, words):
        with pytest.raises(BadInput, match=words) as refused:
            cast.record(**changes)
        assert refused.value.field == field
        assert not Holder.objects.exists()

    def test_refuses_retirement_before_appointment(self, cast):
        old = Person("196001022000011001", "Umar Contoh", date(1960, 1, 2))
        with pytest.raises(BadInput, match="Pensiun 1 Februari 2018 mendahului pengangkatan 1 April 2020"):
            cast.record(old)

    @pytest.mark.parametrize("nip", ["19850517201001200", "19850517201001200x", "1,98505E+17"])
    def test_refuses_what_is_no_nip(self, cast, nip):
        with pytest.raises(BadInput, match="NIP"):
            cast.record(Person(nip, SITI.name, SITI.born_on))

    def test_asks_about_a_nip_with_another_birth_date(self, cast):
        odd = Person(SITI.nip, SITI.name, date(1985, 5, 16))
        with pytest.raises(Doubtful, match="biasanya tanggal lahir"):
            cast.record(odd)
        assert cast.record(odd, is_sure=True).pk


class TestChangeLevel:
    def test_keeps_the_past_level_for_past_days(self, cast):
        row = cast.record()
        holders.change_level(row, level="ahli_madya", on=date(2025, 7, 1), by=cast.operator, version=1, at=NOW)
        assert [next(iter(held(day)))[2] for day in (date(2025, 6, 30), date(2025, 7, 1))] == [
            "ahli_muda",
            "ahli_madya",
        ]

    def test_counts_nobody_twice(self, cast):
        row = cast.record()
        holders.change_level(row, level="ahli_madya", on=date(2025, 7, 1), by=cast.operator, version=1, at=NOW)
        assert sum(held(date(2025, 7, 1)).values()) == 1

    def test_refuses_the_same_level(self, cast):
        with pytest.raises(BadInput, match="sudah Ahli Muda"):
            holders.change_level(
                cast.record(), level="ahli_muda", on=date(2025, 7, 1), by=cast.operator, version=1, at=NOW
            )

    def test_refuses_a_day_before_the_present_level(self, cast):
        with pytest.raises(BadInput, match="baru mulai 1 April 2020"):
            holders.change_level(
                cast.record(), level="ahli_madya", on=date(2020, 4, 1), by=cast.operator, version=1, at=NOW
            )


class TestEnd:
    def test_refuses_a_day_before_the_appointment(self, cast):
        with pytest.raises(BadInput, match="lebih awal daripada diangkat 1 April 2020"):
            holders.end(cast.record(), on=date(2020, 3, 31), reason="moved", by=cast.operator, version=1, at=NOW)

    def test_refuses_twice(self, cast):
        row = holders.end(cast.record(), on=date(2026, 1, 1), reason="moved", by=cast.operator, version=1, at=NOW)
        with pytest.raises(WrongState, match="sudah berakhir"):
            holders.end(row, on=date(2026, 1, 1), reason="moved", by=cast.operator, version=2, at=NOW)

    def test_refuses_a_stale_page(self, cast):
        row = cast.record()
        holders.set_certificate(row, certificate="LSP 12", by=cast.operator, version=1)
        with pytest.raises(WrongState, match="diubah orang lain"):
            holders.end(row, on=date(2026, 1, 1), reason="moved", by=cast.operator, version=1, at=NOW)


class TestCorrect:
    def test_mends_every_row_of_the_person(self, cast):
        row = cast.record()
        new = holders.change_level(row, level="ahli_madya", on=date(2025, 7, 1), by=cast.operator, version=1, at=NOW)
        holders.correct(new, name="Siti Nurhaliza, S.IP. Contoh", by=cast.operator, version=1)
        assert {person_of(one).name for one in Holder.objects.all()} == {"Siti Nurhaliza, S.IP. Contoh"}

    def test_names_fields_and_no_values_in_the_journal(self, cast):
        holders.correct(cast.record(), name="Siti Aminah", by=cast.operator, version=1)
        entry = JournalEntry.objects.get(action="holder_corrected")
        assert entry.detail == {"fields": ["name"]}
        assert "Aminah" not in entry.summary

    def test_refuses_the_nip_of_somebody_else(self, cast):
        cast.record(AGUS)
        with pytest.raises(BadInput, match="sudah tercatat"):
            holders.correct(cast.record(), nip=AGUS.nip, born_on=AGUS.born_on, by=cast.operator, version=1)

    def test_refuses_to_change_nothing(self, cast):
        with pytest.raises(BadInput, match="Tidak ada yang berubah"):
            holders.correct(cast.record(), name=SITI.name, by=cast.operator, version=1)


class TestMasked:
    def test_shows_initials_and_four_digits(self, cast):
        (row,) = masked([cast.record()])
        assert (row.initials, row.nip) == ("S. N. C.", "19••••••••••••••03")

    def test_a_mask_is_as_long_as_a_nip(self, cast):
        assert len(SITI.masked_nip) == 18

    def test_shows_nothing_where_no_key_opens(self, cast, settings):
        row = cast.record()
        settings.SEAL_KEYS = ("A" * 43 + "=",)
        assert masked([row])[0].initials == ""


def test_an_ended_row_may_lie_a_year_ahead_and_no_more(db):
    cast = make_cast()
    row = cast.record()
    with pytest.raises(BadInput, match="terlalu jauh"):
        holders.end(row, on=NOW.date() + timedelta(days=700), reason="retired", by=cast.operator, version=1, at=NOW)
