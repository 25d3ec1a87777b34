"""Posts for everybody: the funnel in words, what is too small to be told, and that no person is named."""

from datetime import date

import pytest

from etam.publishing import formation
from etam.publishing.tests.test_pages import words as read
from etam.workforce.queries.funnel import Counts, Funnel, Row

LIBRARIANS = Row("64.08", "Kutai Timur", "pustakawan", Counts(5, 2, 4, 1, 3, 1))
ARCHIVISTS = Row("64.74", "Bontang", "arsiparis", Counts(None, 9, 2, 0, 1, 1))
FOUND = Funnel(2026, (LIBRARIANS, ARCHIVISTS))


class TestFinding:
    def test_tells_what_was_approved_and_is_not_filled(self):
        assert formation.finding(FOUND) == "4 dari 6 formasi yang diusulkan disetujui; 2 belum terisi"

    def test_does_not_call_an_unknown_need_none(self):
        assert formation.finding(Funnel(2026, ())) == (
            "Kebutuhan pustakawan dan arsiparis belum ditetapkan, usulan belum dikirim"
        )

    def test_says_that_nothing_was_decided_yet(self):
        waiting = Row("64.08", "Kutai Timur", "pustakawan", Counts(proposed=3, waiting=3))
        assert (
            formation.finding(Funnel(2026, (waiting,)))
            == "Belum satu pun dari 3 formasi yang diusulkan untuk 2026 disetujui"
        )


class TestSteps:
    def test_are_parts_of_the_longest(self):
        assert [(one.persons, round(one.percent)) for one in formation.steps(FOUND.total)] == [
            (5, 83), (6, 100), (4, 67), (2, 33),
        ]  # fmt: skip

    def test_keep_an_unknown_need_unknown(self):
        assert formation.steps(Counts())[0].persons is None


class TestSmallNumbers:
    def test_are_held_back_with_the_next_one(self):
        assert formation.held_back({"a": 2, "b": 5, "c": 9}) == {"a", "b"}

    def test_of_two_hide_each_other(self):
        assert formation.held_back({"a": 1, "b": 2, "c": 9}) == {"a", "b"}

    def test_are_marked_in_the_lines(self):
        places = {"64.08": "Kutai Timur", "64.74": "Bontang"}
        assert [one.is_small for one in formation.lines(FOUND, "place", places)] == [True, True]


def test_the_file_leaves_holders_out():
    rows = list(formation.csv_rows(FOUND, {"pustakawan": "Pustakawan"}))
    assert rows[0] == (2026, "64.08", "Kutai Timur", "Pustakawan", 5, 4, 1, 3, 1)
    assert len(rows[0]) == len(formation.CSV_HEADER)


@pytest.mark.django_db
class TestPage:
    def test_says_what_is_not_known_while_nothing_is_recorded(self, client, world):
        shown = read(client, "/formasi/")
        assert "Kebutuhan pustakawan dan arsiparis belum ditetapkan" in shown
        assert "Yang akan pensiun belum diketahui" in shown

    def test_has_the_same_as_a_file(self, client, world):
        answer = client.get("/formasi/formasi.csv")
        assert answer["Content-Type"].startswith("text/csv")
        assert answer["Content-Disposition"] == f'attachment; filename="formasi-{date.today().year}.csv"'
