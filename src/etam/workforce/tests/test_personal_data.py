"""Reading, copies, requests for correction, forgetting."""

import io
from datetime import date, timedelta

import pytest
from python_calamine import CalamineWorkbook

from etam.accounts.models import JournalEntry
from etam.workforce import copy_sheet
from etam.workforce.actions import holders, personal_data
from etam.workforce.exceptions import BadInput, WrongState
from etam.workforce.models import Holder
from etam.workforce.queries.held import held
from etam.workforce.queries.people import asked
from etam.workforce.queries.personal_data import readings_of, waiting_for
from etam.workforce.tests.holding import AGUS, NOW, SITI, make_cast

PURPOSE = "Mencocokkan dengan surat keputusan"


@pytest.fixture
def cast(db):
    return make_cast()


def ask(cast, row, **changes):
    given = {"text": "Tanggal lahir saya 16 Mei", "way": "surat", "asked_at": NOW, "at": NOW, **changes}
    return personal_data.ask_correction(row, by=cast.operator, **given)


class TestRead:
    @pytest.mark.parametrize("way", ["page", "print"])
    def test_writes_who_which_fields_and_what_for(self, cast, way):
        row = cast.record()
        assert personal_data.read(row, way=way, purpose=PURPOSE, by=cast.bkd) == SITI
        entry = readings_of(row).get()
        assert (entry.by, entry.subject_id) == (cast.bkd, str(row.pk))
        assert entry.detail == {"way": way, "fields": ["name", "nip", "born_on"], "purpose": PURPOSE}

    def test_writes_no_value(self, cast):
        row = cast.record()
        personal_data.read(row, way="page", purpose=PURPOSE, by=cast.bkd)
        told = repr(JournalEntry.objects.values())
        assert not any(part in told for part in (SITI.nip, SITI.name, "1985"))

    @pytest.mark.parametrize("purpose", ["", "  ", SITI.name, "NIP 198505172010012003", "x" * 201])
    def test_needs_a_purpose_that_names_nobody(self, cast, purpose):
        with pytest.raises(BadInput):
            personal_data.read(cast.record(), way="page", purpose=purpose, by=cast.bkd)
        assert not JournalEntry.objects.filter(action="holder_read").exists()


class TestExport:
    def test_holds_everything_about_the_person_with_who_read_it(self, cast):
        row = cast.record()
        personal_data.read(row, way="page", purpose=PURPOSE, by=cast.bkd)
        ask(cast, row)
        copy = personal_data.export(row, purpose="Permintaan orangnya", by=cast.operator, at=NOW)
        with CalamineWorkbook.from_filelike(io.BytesIO(copy_sheet.workbook(copy))) as book:
            told = {name: repr(book.get_sheet_by_name(name).to_python()) for name in book.sheet_names}
        assert SITI.nip in told["Data"]
        assert "Ahli Muda" in told["Jabatan"]
        assert "16 Mei" in told["Permintaan pembetulan"]
        assert "Joko" in told["Riwayat"]

    def test_is_a_reading_itself(self, cast):
        row = cast.record()
        personal_data.export(row, purpose="Permintaan orangnya", by=cast.operator)
        assert readings_of(row).get().detail["way"] == "export"

    def test_holds_nobody_else(self, cast):
        cast.record(AGUS)
        copy = personal_data.export(cast.record(), purpose="Permintaan orangnya", by=cast.operator)
        assert {one.pk for one in copy.posts} == {Holder.objects.last().pk}


class TestCorrectionRequest:
    def test_is_due_three_times_twenty_four_hours_later(self, cast):
        assert ask(cast, cast.record()).due_at == NOW + timedelta(hours=72)

    def test_counts_from_when_it_arrived(self, cast):
        assert ask(cast, cast.record(), asked_at=NOW - timedelta(hours=70)).due_at == NOW + timedelta(hours=2)

    def test_seals_what_was_asked(self, cast):
        row = ask(cast, cast.record())
        assert b"16 Mei" not in bytes(row.sealed)
        assert asked(row) == "Tanggal lahir saya 16 Mei"

    def test_refuses_a_moment_to_come(self, cast):
        with pytest.raises(BadInput, match="belum tiba"):
            ask(cast, cast.record(), asked_at=NOW + timedelta(hours=1))

    def test_is_settled_once_with_outcome_and_answer(self, cast):
        row = ask(cast, cast.record())
        with pytest.raises(BadInput, match="jawaban"):
            personal_data.settle_correction(row, outcome="done", answer=" ", by=cast.operator)
        personal_data.settle_correction(row, outcome="done", answer="Sudah dibetulkan.", by=cast.operator)
        with pytest.raises(WrongState, match="sudah dijawab"):
            personal_data.settle_correction(row, outcome="done", answer="Sudah.", by=cast.operator)

    def test_says_in_the_journal_that_it_was_late(self, cast):
        row = ask(cast, cast.record())
        personal_data.settle_correction(
            row, outcome="refused", answer="Sesuai akta.", by=cast.operator, at=NOW + timedelta(hours=73)
        )
        assert "terlambat" in JournalEntry.objects.get(action="correction_settled").summary

    def test_waits_for_the_office_and_for_bkd_until_it_is_answered(self, cast):
        row = ask(cast, cast.record())
        day = NOW.date()
        waiting = {name: len(list(waiting_for(getattr(cast, name), day))) for name in ("operator", "bkd", "officer")}
        assert waiting == {"operator": 1, "bkd": 1, "officer": 0}
        personal_data.settle_correction(row, outcome="done", answer="Sudah.", by=cast.operator)
        assert list(waiting_for(cast.operator, day)) == []


class TestForgetting:
    def end(self, cast, row, on=date(2021, 1, 1)):
        return holders.end(row, on=on, reason="retired", by=cast.operator, version=row.version, at=NOW)

    def test_wipes_nothing_while_no_time_is_set(self, cast):
        self.end(cast, cast.record())
        assert personal_data.wipe_people(date(2090, 1, 1)) == 0

    def test_wipes_what_names_the_person_and_keeps_the_post(self, cast, settings):
        settings.HOLDER_YEARS = 5
        row = self.end(cast, cast.record(certificate="LSP 12"))
        assert personal_data.wipe_people(date(2026, 1, 1)) == 0
        assert personal_data.wipe_people(date(2026, 1, 2)) == 1
        row.refresh_from_db()
        assert (bytes(row.sealed), row.nip_digest, row.certificate) == (b"", "", "")
        assert held(date(2020, 6, 1)) == {(cast.office.pk, "pustakawan", "ahli_muda"): 1}
        assert personal_data.wipe_people(date(2026, 1, 2)) == 0

    def test_keeps_earlier_posts_of_who_still_holds_one(self, cast, settings):
        settings.HOLDER_YEARS = 5
        self.end(cast, cast.record())
        cast.record(office=cast.other_office, appointed_on=date(2021, 1, 1), by=cast.neighbour)
        assert personal_data.wipe_people(date(2040, 1, 1)) == 0
