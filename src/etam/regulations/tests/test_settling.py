"""Who settles a confusion, how it is read, and what makes it open again."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

import pytest
from django.test import TestCase

from etam.accounts.models import JournalEntry
from etam.content.definitions import Definition, Term
from etam.institutions.tests.cast import person
from etam.regulations.actions.settling import assign, reopen, settle
from etam.regulations.exceptions import BadInput, Changed, WrongState
from etam.regulations.models import Settlement
from etam.regulations.queries import confusions
from etam.regulations.queries.confusions import State, case, history, open_count, waiting_for

NOW = datetime(2026, 2, 17, 10, 42, tzinfo=ZoneInfo("Asia/Makassar"))
TODAY, DUE = NOW.date(), date(2026, 3, 1)
KEY = "share"


def terms(said="Sepuluh persen."):
    """A term on which a form and a blog differ, one on which nobody does."""
    form = Definition("form", "Lima persen.", {"percent": 5}, document="Formulir")
    blog = Definition("blog", said, {"percent": 10}, document="Blog")
    agreed = Term("agreed", "rate", {"id": "Sepakat"}, "", (form,))
    return Term(KEY, "rate", {"id": "Bagian anggaran"}, "", (form, blog)), agreed


class Settling(TestCase):
    @classmethod
    def setUpTestData(cls):
        cls.officer = person("rina@example.id", "Rina", "officer")
        cls.observer = person("budi@example.id", "Budi", "observer")

    @pytest.fixture(autouse=True)
    def _content(self, monkeypatch):
        self.says = lambda *said: monkeypatch.setattr(confusions, "latest_definitions", lambda: terms(*said))
        monkeypatch.setattr(confusions, "implied_terms", tuple)
        self.says()

    def case(self, day=TODAY):
        return case(KEY, day)

    def assign(self, owner="Bidang Perpustakaan", due_on=DUE, **more):
        return assign(KEY, owner=owner, due_on=due_on, by=self.officer, at=NOW, **more)

    def settle(self, reading="Pakai lima persen.", reason="Undang-undang lebih tinggi.", seen=None):
        seen = seen or self.case().seen
        return settle(KEY, reading=reading, reason=reason, seen=seen, by=self.officer, at=NOW)


class TestAssigning(Settling):
    def test_gives_it_an_owner_and_a_day(self):
        assert self.case().state == State.OPEN
        self.assign(" Bidang Perpustakaan ")
        assert (self.case().state, self.case().latest.owner, self.case().latest.due_on) == (
            State.ASSIGNED,
            "Bidang Perpustakaan",
            DUE,
        )

    def test_leaves_it_open(self):
        self.assign()
        assert open_count(TODAY) == 1

    def test_is_written_in_the_journal(self):
        row = self.assign()
        entry = JournalEntry.objects.get(action="confusion_assigned", subject_id=str(row.pk))
        told = "Menyerahkan kerancuan “Bagian anggaran” kepada Bidang Perpustakaan, paling lambat 1 Maret 2026."
        assert (entry.by, entry.summary) == (self.officer, told)

    def test_needs_a_name_and_a_day_to_come(self):
        for wrong, field in (({"owner": " "}, "owner"), ({"due_on": date(2026, 2, 16)}, "due_on")):
            with pytest.raises(BadInput) as caught:
                self.assign(**wrong)
            assert caught.value.field == field

    def test_is_late_after_its_day_and_not_on_it(self):
        self.assign()
        assert not self.case(DUE).is_late
        assert self.case(date(2026, 3, 2)).is_late


class TestReading(Settling):
    def test_settles_it_and_keeps_its_owner(self):
        self.assign()
        self.settle()
        latest = self.case().latest
        assert (self.case().state, latest.owner, latest.reading) == (
            State.SETTLED,
            "Bidang Perpustakaan",
            "Pakai lima persen.",
        )
        assert open_count(TODAY) == 0

    def test_is_written_in_the_journal(self):
        row = self.settle()
        entry = JournalEntry.objects.get(action="confusion_settled", subject_id=str(row.pk))
        assert entry.summary == "Menetapkan bacaan atas kerancuan “Bagian anggaran”: Pakai lima persen."

    def test_needs_the_reading_and_the_reason(self):
        for wrong in ({"reading": ""}, {"reason": "  "}, {"reason": "a" * 4001}):
            with pytest.raises(BadInput):
                self.settle(**wrong)
        assert not Settlement.objects.exists()

    def test_is_refused_for_a_key_that_no_rule_finds(self):
        for unknown in ("agreed", "nothing"):
            with pytest.raises(WrongState, match="tidak ditemukan lagi"):
                settle(unknown, reading="Ya.", reason="Ya.", seen="", by=self.officer, at=NOW)

    def test_is_refused_when_a_text_changed_while_the_form_was_open(self):
        seen = self.case().seen
        self.says("Sebelas persen.")
        with pytest.raises(Changed, match="Salah satu teksnya berubah"):
            self.settle(seen=seen)

    def test_is_refused_when_somebody_else_was_faster(self):
        seen = self.case().seen
        self.assign()
        with pytest.raises(Changed, match="Petugas lain"):
            self.settle(seen=seen)

    def test_is_not_settled_twice(self):
        self.settle()
        with pytest.raises(WrongState, match="sudah punya bacaan"):
            self.settle()

    def test_must_be_done_again_when_a_text_changes(self):
        self.settle()
        self.says("Sebelas persen.")
        assert (self.case().state, open_count(TODAY)) == (State.REREAD, 1)
        self.settle("Pakai sebelas persen.")
        assert self.case().state == State.SETTLED


class TestOpeningAgain(Settling):
    def test_takes_the_reading_back_and_keeps_history(self):
        self.assign()
        self.settle()
        row = reopen(KEY, reason="Ada surat baru.", by=self.officer, at=NOW)
        assert (self.case().state, row.owner, row.due_on) == (State.ASSIGNED, "Bidang Perpustakaan", None)
        assert [one.reading for one in history(KEY)] == ["", "Pakai lima persen.", ""]
        assert JournalEntry.objects.filter(action="confusion_reopened").count() == 1

    def test_needs_a_reason(self):
        self.settle()
        with pytest.raises(BadInput):
            reopen(KEY, reason="", by=self.officer, at=NOW)

    def test_needs_a_reading(self):
        with pytest.raises(WrongState, match="belum punya bacaan"):
            reopen(KEY, reason="Ada surat baru.", by=self.officer, at=NOW)

    def test_of_one_without_owner_leaves_it_without(self):
        self.settle()
        reopen(KEY, reason="Ada surat baru.", by=self.officer, at=NOW)
        assert self.case().state == State.OPEN


class TestWaiting(Settling):
    def titles(self, user, day=TODAY):
        return [one.title for one in waiting_for(user, day)]

    def test_names_the_owner_who_is_late_to_officers_alone(self):
        self.assign()
        assert self.titles(self.observer, date(2026, 3, 2)) == []
        assert self.titles(self.officer, DUE) == []
        (late,) = waiting_for(self.officer, date(2026, 3, 2))
        assert (late.title, late.due_on, late.is_urgent) == ("Kerancuan: Bagian anggaran", DUE, True)
        assert late.detail.startswith("Bidang Perpustakaan belum")

    def test_names_what_must_be_read_again(self):
        self.settle()
        assert self.titles(self.officer) == []
        self.says("Sebelas persen.")
        assert self.titles(self.officer) == ["Kerancuan: Bagian anggaran"]
