"""Minutes: versions that are only added, never lost, and locked once the meeting has adopted."""

from datetime import timedelta

import pytest

from etam.meetings import actions
from etam.meetings.exceptions import BadInput, Overtaken, WrongState
from etam.meetings.lines import changed_lines
from etam.meetings.models import Meeting, Minutes
from etam.meetings.tests.cast import DURING, LAST_DAY, NOW, TODAY


def write(cast, text, base=0, by=None, at=DURING):
    return actions.write_minutes(cast.planned, text=text, base=base, by=by or cast.officer, at=at)


def adopt(cast):
    Meeting.objects.filter(pk=cast.planned.pk).update(state="adopted", adopted_on=LAST_DAY)


class TestWrite:
    def test_keeps_every_version(self, cast):
        write(cast, "Dibuka.")
        write(cast, "Dibuka.\r\nDitutup.", base=1)
        assert list(Minutes.objects.values_list("number", "text")) == [(2, "Dibuka.\nDitutup."), (1, "Dibuka.")]

    def test_of_the_same_text_makes_no_version(self, cast):
        write(cast, "Dibuka.")
        assert not write(cast, "Dibuka.  ", base=1)[1]
        assert Minutes.objects.count() == 1

    def test_tells_who_saved_meanwhile_and_stores_nothing(self, cast):
        write(cast, "Dibuka.")
        write(cast, "Dibuka pukul sembilan.", base=1, by=cast.second_officer)
        with pytest.raises(Overtaken, match=r"Bayu menyimpan naskah 2 pada 17 Maret 2026 pukul 09\.00 WITA"):
            write(cast, "Dibuka oleh Sekda.", base=1)
        assert Minutes.objects.count() == 2

    def test_waits_for_the_first_day(self, cast):
        with pytest.raises(WrongState, match="belum mulai"):
            write(cast, "Dibuka.", at=NOW)

    def test_refuses_no_text(self, cast):
        with pytest.raises(BadInput, match="masih kosong"):
            write(cast, " \n ")

    def test_is_refused_once_the_meeting_has_adopted(self, cast):
        write(cast, "Dibuka.")
        adopt(cast)
        with pytest.raises(WrongState, match="sudah ditetapkan pada 18 Maret 2026, jadi isi rapat ini tidak berubah"):
            write(cast, "Diubah.", base=1)
        assert Minutes.objects.get().text == "Dibuka."


class TestChangedLines:
    def test_shows_what_went_and_what_came_with_two_lines_around(self):
        before = "\n".join(f"baris {number}" for number in range(1, 10))
        after = before.replace("baris 5", "baris lima")
        assert [(one.kind, one.text) for one in changed_lines(before, after)] == [
            ("gap", ""),
            ("same", "baris 3"),
            ("same", "baris 4"),
            ("removed", "baris 5"),
            ("added", "baris lima"),
            ("same", "baris 6"),
            ("same", "baris 7"),
            ("gap", ""),
        ]

    def test_of_the_same_text_are_none(self):
        assert changed_lines("a\nb", "a\nb") == []

    def test_of_a_first_version_are_all_added(self):
        assert [one.kind for one in changed_lines("", "a\nb")] == ["added", "added"]


class TestPages:
    @pytest.fixture
    def today_meeting(self, cast):
        details = cast.details(starts_on=TODAY, ends_on=TODAY + timedelta(days=1))
        return actions.change(cast.planned, details, by=cast.officer, at=NOW)

    def test_keep_both_texts_when_somebody_saved_meanwhile(self, cast, today_meeting, sign_in):
        write(cast, "Dibuka.", at=NOW)
        client = sign_in(cast.officer)
        answer = client.post("/meja/rapat/rakornis-2026/notula/tulis/", {"text": "Dibuka oleh Sekda.", "base": 0})
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Rina menyimpan naskah 1" in page
        assert "Dibuka oleh Sekda.</textarea>" in page
        client.post("/meja/rapat/rakornis-2026/notula/tulis/", {"text": "Dibuka oleh Sekda.", "base": 1})
        assert Minutes.objects.first().number == 2

    def test_refuse_a_change_after_adoption_and_give_the_text_back(self, cast, today_meeting, sign_in):
        write(cast, "Dibuka.", at=NOW)
        adopt(cast)
        answer = sign_in(cast.officer).post(
            "/meja/rapat/rakornis-2026/notula/tulis/", {"text": "Diubah diam-diam.", "base": 1}
        )
        page = answer.content.decode()
        assert answer.status_code == 422
        assert "tidak berubah lagi" in page
        assert "Diubah diam-diam." in page

    def test_let_readers_read_and_compare_but_not_write(self, cast, today_meeting, sign_in):
        write(cast, "Dibuka.", at=NOW)
        write(cast, "Dibuka.\nDitutup.", base=1, at=NOW)
        client = sign_in(cast.observer)
        assert "Lanjutkan menulis" not in client.get("/meja/rapat/rakornis-2026/notula/").content.decode()
        page = client.get("/meja/rapat/rakornis-2026/notula/2/").content.decode()
        assert "<ins>Ditutup.</ins>" in page
        assert client.get("/meja/rapat/rakornis-2026/notula/tulis/").status_code == 403
        assert client.get("/meja/rapat/rakornis-2026/notula/9/").status_code == 404
