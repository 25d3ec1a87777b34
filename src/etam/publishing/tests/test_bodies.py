"""Village and school libraries for everybody: unknown is never none, and no single school's money is told."""

from datetime import date

import pytest

from etam.institutions.models import ParentBody
from etam.institutions.queries.bodies import Coverage
from etam.programmes.models import LibraryMoney
from etam.publishing import bodies
from etam.publishing.tests.test_pages import words as read

NOON = "2026-01-05T12:00:00+08:00"
PLACES = {"64.08": "Kutai Timur", "64.74": "Bontang"}


class TestFinding:
    def test_tells_those_known_to_have_one_and_those_not_known(self):
        told = bodies.finding(Coverage("village", 172, 40, 826), Coverage("school", 10, 0, 5))
        assert told == (
            "172 dari 1.038 desa/kelurahan dan 10 dari 15 sekolah diketahui punya perpustakaan; 831 belum diketahui"
        )

    def test_leaves_out_a_kind_that_nobody_listed(self):
        told = bodies.finding(Coverage("village", 2, 1, 0), Coverage("school"))
        assert told == "2 dari 3 desa/kelurahan diketahui punya perpustakaan"

    def test_says_that_nothing_is_listed(self):
        assert bodies.finding(Coverage("village"), Coverage("school")) == "Desa dan sekolah belum didaftar"


class TestMarks:
    def test_colour_the_share_of_all_as_a_lower_bound(self):
        line = bodies.Line("64.08", "Kutai Timur", Coverage("64.08", 5, 1, 4))
        mark = bodies.marks([line], "desa", "/daerah/{}/")["64.08"]
        assert (mark.step, mark.number, mark.url) == (3, "50%", "/daerah/64.08/")
        assert mark.title == "Kutai Timur: 5 dari 10 desa punya perpustakaan, 4 belum diketahui"

    def test_hatch_a_place_of_which_nothing_is_known(self):
        line = bodies.Line("64.08", "Kutai Timur", Coverage("64.08", unknown=4))
        assert bodies.marks([line], "desa", "/{}/")["64.08"].step == 0


def test_lines_stand_in_the_order_of_the_names_without_those_that_have_none():
    found = bodies.lines([Coverage("64.74", 1), Coverage("64.99", 9)], PLACES)
    assert [(one.code, one.coverage.has) for one in found] == [("64.74", 1)]


@pytest.fixture
def school(world):
    row = ParentBody.objects.create(
        kind="school", code="30401234", name="SDN 001 Sangatta", subtype="sd_mi", regency_id="64.08",
        region_id="64.08", stated="none", stated_on=date(2026, 1, 5), people=120,
    )  # fmt: skip
    LibraryMoney.objects.create(
        body=row, year=2026, fund="bosp", purpose="books", planned=7_654_321, spent=5_000_000, at=NOON
    )
    return row


class TestPage:
    def test_tells_a_school_without_a_library_apart_from_the_unknown(self, client, school):
        shown = read(client, "/desa-dan-sekolah/")
        assert "0 dari 1 sekolah diketahui punya perpustakaan" in shown
        assert "1 diketahui tidak, 0 belum diketahui" in shown

    def test_adds_money_up_by_source_and_names_no_school(self, client, school):
        shown = read(client, "/desa-dan-sekolah/")
        assert "BOS/BOSP Rp7,7 juta dari 1" in shown
        assert "SDN 001 Sangatta" not in shown

    def test_shows_both_rules_with_their_basis_and_that_the_fund_names_no_library(self, client, school):
        shown = read(client, "/desa-dan-sekolah/")
        assert "UU-43-2007 pasal 23(6)" in shown
        assert "PERMENDIKDASMEN-8-2025" in shown
        assert "tidak menyebut perpustakaan" in shown

    def test_says_what_is_missing_while_nothing_is_recorded(self, client, world):
        assert "Belum ada dana yang dicatat" in read(client, "/desa-dan-sekolah/")

    def test_has_the_coverage_as_a_file(self, client, school):
        body = client.get("/desa-dan-sekolah/cakupan.csv").content.decode("utf-8-sig")
        assert "sekolah,kabupaten/kota,64.08,Kutai Timur,0,1,0,1" in body
