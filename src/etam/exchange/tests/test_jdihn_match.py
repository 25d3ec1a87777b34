"""Another list's feed: how it is read, and what its rows are to the register. No database."""

import json
from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.content.regulation_types import latest_regulation_types
from etam.exchange.exceptions import FileRefused
from etam.exchange.jdihn.match import DIFFERS, DOUBTFUL, NEW, SAME, matches, same_number
from etam.exchange.jdihn.reading import read_day, read_feed
from etam.exchange.jdihn.rows import FeedRow
from etam.exchange.tests.test_jdihn_feed import perbup, row_of
from etam.regulations.issuers import place_of

TYPES = latest_regulation_types()
ROW = {
    "jenis": "Peraturan Bupati",
    "noPeraturan": "8",
    "tahun_pengundangan": "2021",
    "judul": "Peraturan Bupati Nomor 8 Tahun 2021 tentang Pedoman Pengawasan Kearsipan",
    "penerbit": "Pemerintah Kabupaten Paser",
    "status": "Berlaku",
}


def read(*rows):
    return read_feed(json.dumps(rows).encode(), TYPES)


def one(**changes) -> FeedRow:
    (row,) = read({**ROW, **changes})
    return row


class TestReadFeed:
    def test_reads_names_in_any_letter_case_and_dashes_as_nothing(self):
        row = one(SINGKATANJENIS="Perbup", nopanggil="-", ABSTRAK="Isi.", urlabstrak="x", Subjek="arsip; audit")
        assert (row.call_number, row.abstract, row.subjects) == ("", "Isi.", ("arsip", "audit"))

    def test_takes_the_subject_out_of_the_full_title(self):
        assert one().title == "Pedoman Pengawasan Kearsipan"

    def test_keeps_a_title_that_cites_another_regulation(self):
        title = "Perubahan atas Peraturan Bupati Nomor 3 Tahun 2019 tentang Arsip"
        assert one(judul=title).title == title

    @pytest.mark.parametrize("text", ["2020-03-12", "12-03-2020", "12/3/2020", "12 Maret 2020", "2020-03-12 00:00:00"])
    def test_reads_days_in_several_forms(self, text):
        assert read_day(text) == date(2020, 3, 12)

    def test_leaves_a_day_aside_that_is_none_and_says_so(self):
        row = one(tanggal_penetapan="31 Februari 2021")
        assert row.set_on is None
        assert "31 Februari 2021" in row.notes[0]

    def test_leaves_days_aside_that_stand_in_the_wrong_order(self):
        row = one(tanggal_penetapan="2021-03-12", tanggal_pengundangan="2021-03-01")
        assert (row.set_on, row.promulgated_on, len(row.notes)) == (None, None, 1)

    def test_takes_the_year_from_the_days_when_it_is_missing(self):
        assert one(tahun_pengundangan="-", tanggal_penetapan="12 Maret 2021").year == 2021

    def test_takes_the_issuer_from_the_heading_when_it_is_missing(self):
        assert one(penerbit="-", teuBadan="Kabupaten Paser").issuer == "Kabupaten Paser"

    def test_drops_what_no_database_keeps(self):
        assert one(judul="Arsip\x00 \ud800desa").title == "Arsip desa"

    def test_comes_back_from_storage_as_it_went(self):
        row = one(tanggal_penetapan="2021-03-01", subjek="arsip, audit", tempatTerbit="x" * 121)
        assert FeedRow.from_json(json.loads(json.dumps(row.to_json()))) == row

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"", "kosong"),
            (b"<html>", "bukan JSON"),
            (b"\xff\xfe\x00", "bukan JSON"),
            (b"[" * 100_000, "bukan JSON"),
            (b'[{"noPeraturan": ' + b"9" * 5000 + b"}]", "bukan JSON"),
            (b'{"data": []}', "bukan larik"),
            (b"[]", "tidak memuat satu dokumen pun"),
            (b"[1]", "Dokumen ke-1 bukan objek"),
            (json.dumps([{**ROW, "noPeraturan": "-"}]).encode(), r"Dokumen ke-1 tidak memuat nomor \(noPeraturan\)"),
            (json.dumps([{**ROW, "jenis": None}]).encode(), "Dokumen ke-1 tidak memuat jenis"),
            (json.dumps([{**ROW, "tahun_pengundangan": "dua"}]).encode(), "Dokumen ke-1 tidak memuat tahun"),
            (json.dumps([{**ROW, "noPeraturan": "9" * 61}]).encode(), "lebih panjang dari 60 huruf"),
            (json.dumps([ROW, {**ROW, "noPeraturan": "08"}]).encode(), "ada dua kali: dokumen ke-1 dan ke-2"),
            (json.dumps([{}] * 20_001).encode(), "paling banyak 20.000"),
            (json.dumps([{}] * 12).encode(), "Dan 2 masalah lain"),
        ],
    )
    def test_refuses_a_bad_file_with_a_sentence(self, data, sentence):
        with pytest.raises(FileRefused, match=sentence):
            read_feed(data, TYPES)


def kind_of(row: FeedRow, *register) -> str:
    return matches([row], register, TYPES)[0].kind


class TestMatches:
    def test_a_row_with_the_same_fields_is_the_same(self):
        assert kind_of(one(), perbup()) == SAME

    def test_spelling_makes_no_difference(self):
        row = one(
            noPeraturan="Nomor 08", jenis="PERBUP", penerbit="Bupati Paser", judul="PEDOMAN pengawasan  kearsipan"
        )
        assert kind_of(row, perbup()) == SAME

    def test_what_the_feed_does_not_say_is_no_difference(self):
        assert kind_of(one(status="-", judul="-"), perbup(subjects=["arsip"], gazette="BD 8")) == SAME

    def test_another_field_differs_and_both_are_told(self):
        (found,) = matches([one(tanggal_penetapan="2021-03-01", status="Tidak Berlaku")], [perbup()], TYPES)
        told = [(each.field, each.ours, each.theirs) for each in found.differences]
        assert (found.kind, found.code) == (DIFFERS, "PERBUP-PASER-8-2021")
        assert told == [("set_on", None, date(2021, 3, 1)), ("status", "berlaku", "dicabut")]

    def test_a_title_where_the_register_has_none_only_differs(self):
        assert kind_of(one(), perbup(title="")) == DIFFERS

    def test_another_title_under_the_same_number_is_doubtful(self):
        (found,) = matches([one(judul="Retribusi Pasar")], [perbup()], TYPES)
        assert (found.kind, found.code, found.can_be_taken) == (DOUBTFUL, "PERBUP-PASER-8-2021", True)

    def test_an_unknown_number_is_new(self):
        assert kind_of(one(noPeraturan="9", judul="Arsip"), perbup()) == NEW

    def test_the_same_number_of_another_regency_is_new(self):
        assert kind_of(one(penerbit="Pemerintah Kabupaten Berau"), perbup()) == NEW

    def test_a_regional_row_without_issuer_is_doubtful_and_cannot_be_taken(self):
        (found,) = matches([one(penerbit="-")], [perbup()], TYPES)
        assert (found.kind, found.code, found.can_be_taken) == (DOUBTFUL, "", False)

    def test_a_new_row_without_issuer_cannot_be_taken(self):
        (found,) = matches([one(penerbit="-")], [], TYPES)
        assert (found.kind, found.can_be_taken) == (NEW, False)

    def test_a_rule_of_the_state_is_found_under_another_name_of_its_issuer(self):
        law = perbup(code="UU-43-2007", type="UU", number="43", year=2007, issuer="Presiden dan DPR")
        row = one(jenis="Undang-undang", noPeraturan="43", tahun_pengundangan="2007", penerbit="Pemerintah Pusat")
        assert kind_of(row, law) in (SAME, DOUBTFUL)
        assert matches([row], [law], TYPES)[0].code == "UU-43-2007"

    def test_days_that_would_stand_in_the_wrong_order_cannot_be_taken(self):
        (found,) = matches([one(tanggal_penetapan="2021-05-01")], [perbup(promulgated_on=date(2021, 3, 1))], TYPES)
        assert not found.can_be_taken

    def test_the_place_is_what_remains_of_the_issuer(self):
        assert {place_of(name) for name in ("Pemerintah Kabupaten Paser", "BUPATI PASER", "Kab. Paser")} == {"paser"}


WORDS = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cc", "Cs", "Cn", "Co")), min_size=1, max_size=30
).filter(lambda text: any(letter.isalnum() for letter in text))
REGIONAL = ("Pemerintah Kabupaten Paser", "Pemerintah Kota Bontang", "Pemerintah Provinsi Kalimantan Timur")
DAYS = st.none() | st.dates(date(1945, 1, 1), date(2030, 1, 1))


@st.composite
def regulations(draw):
    days = [draw(DAYS), draw(DAYS)]
    if all(days):
        days.sort()
    return perbup(
        code=draw(st.uuids()).hex,
        type=draw(st.sampled_from(sorted(TYPES.types))),
        number=draw(st.integers(1, 30).map(str) | st.just("900.1.15.5-1317")),
        year=draw(st.integers(1945, 2030)),
        issuer=draw(st.sampled_from(REGIONAL)),
        title=draw(WORDS),
        set_on=days[0],
        promulgated_on=days[1],
        place=draw(st.just("") | WORDS),
        gazette=draw(st.just("") | WORDS),
        subjects=draw(st.lists(WORDS, max_size=3)),
        abstract=draw(st.just("") | WORDS),
        status=draw(st.sampled_from(("berlaku", "dicabut"))),
        changed_at=datetime(2026, 1, 1, tzinfo=UTC),
    )


@given(
    st.lists(
        regulations(), min_size=1, max_size=8, unique_by=lambda it: same_number(it.type, it.number, it.year, it.issuer)
    )
)
def test_what_is_exported_comes_back_as_the_same(register):
    rows = read_feed(json.dumps([row_of(each) for each in register]).encode(), TYPES)
    assert [(found.kind, found.code) for found in matches(rows, register, TYPES)] == [
        (SAME, each.code) for each in register
    ]
