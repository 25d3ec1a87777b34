"""Programmes for everybody: what was reported and what was not, in the order of the codes, with no cause claimed."""

from types import SimpleNamespace

from etam.programmes.queries.spending import ProgrammeCoverage, Spending
from etam.publishing import programmes
from etam.publishing.tests.test_pages import words as read

NAMES = {"64.08": "Kutai Timur", "64.74": "Bontang"}
LIBRARY = Spending("64.74", 2026, "apbd", "2.23", 100, 40, 20)
ARCHIVE = Spending("64.74", 2026, "mixed", "2.24", 50, 50, 0)
OFFICES = (SimpleNamespace(pk=1), SimpleNamespace(pk=2))


def covered(recorded: set[int], told: set[int]) -> ProgrammeCoverage:
    return ProgrammeCoverage(2026, OFFICES, frozenset(recorded), frozenset(told))


class TestFinding:
    def test_divides_what_was_spent_by_what_was_reported(self):
        told = programmes.finding(covered({1, 2}, {1}), programmes.total([LIBRARY, ARCHIVE]))
        assert told == (
            "1 dari 2 kantor menyebut sasaran dan realisasi programnya, 2026; 69% anggaran yang dilaporkan terpakai"
        )

    def test_says_that_nothing_is_recorded(self):
        assert programmes.finding(covered(set(), set()), programmes.Sum()).endswith("belum dicatat")

    def test_gives_no_share_where_nobody_reported(self):
        whole = programmes.total([Spending("64.74", 2026, "apbd", "2.23", 100, 0, 100)])
        assert programmes.finding(covered({1}, set()), whole).endswith("programnya, 2026")


class TestLines:
    def test_keep_the_order_of_the_codes_and_those_without_a_record(self):
        found = programmes.lines([LIBRARY, ARCHIVE], NAMES)
        assert [(one.code, one.whole and one.whole.budget) for one in found] == [("64.08", None), ("64.74", 150)]

    def test_hold_the_affairs_apart(self):
        bontang = programmes.lines([LIBRARY, ARCHIVE], NAMES)[1]
        assert [sum_.budget for sum_ in bontang.affairs if sum_] == [100, 50]


def test_silent_offices_are_told_apart_from_those_that_said_a_part():
    places = {1: "64.08", 2: "64.74"}
    assert programmes.silent(covered({2}, set()), NAMES, places) == (["Kutai Timur"], ["Bontang"])


class TestPage:
    def test_says_that_nothing_is_recorded_yet(self, client, world):
        assert "Program perpustakaan dan kearsipan belum dicatat" in read(client, "/program/")

    def test_claims_no_cause(self, client, world):
        assert "terlalu sedikit untuk membuktikan" in read(client, "/program/")

    def test_has_the_money_as_a_file(self, client, world):
        body = client.get("/program/program.csv").content.decode("utf-8-sig")
        assert body.startswith("tahun,kode,daerah,urusan,sumber_dana,anggaran,realisasi,belum_dilaporkan")
