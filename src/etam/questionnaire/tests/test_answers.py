import datetime as dt

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from etam.questionnaire import Question, clean, read_answer
from etam.questionnaire.instrument import Option, Origin, Words
from etam.questionnaire.numbers import format_number, format_number_en, read_number

MISSING, NOT_APPLICABLE = {"nothing": "missing"}, {"nothing": "not_applicable"}


def question(of_type: str, **fields) -> Question:
    words = Words("Pemustaka", "Users")
    bounds = {"minimum": 0} if of_type in ("count", "money", "percent") else {}
    return Question("users", "4.2", of_type, words, words, words, words, Origin("derived"), **{**bounds, **fields})


COUNT, MONEY, NUMBER = question("count"), question("money"), question("number")
PERCENT, DATE, TEXT, URL = question("percent", maximum=100), question("date"), question("text"), question("url")
YES_NO = question("yes_no", options=(Option("ya", Words("Ya", "Yes")), Option("tidak", Words("Tidak", "No"))))


class TestReadNumber:
    @pytest.mark.parametrize(
        ("text", "readings"),
        [
            ("0", (0,)),
            ("1250", (1250,)),
            ("1.234,5", (1234.5,)),
            ("1,234.5", (1234.5,)),
            ("1.234.567", (1234567,)),
            ("1,234,567", (1234567,)),
            ("1 234", (1234,)),
            ("1\u00a0234\u00a0567", (1234567,)),
            ("1 234,5", (1234.5,)),
            ("Rp 1.000.000", (1000000,)),
            ("Rp1.000", (1000,)),
            ("Rp. 12.500.000,-", (12500000,)),
            ("IDR 1,000", (1000,)),
            ("12,5", (12.5,)),
            ("12.5", (12.5,)),
            ("0,125", (0.125,)),
            ("1234,567", (1234.567,)),
            ("−3", (-3,)),
            ("1.234", (1234, 1.234)),
            ("1,234", (1234, 1.234)),
            ("12.000", (12000, 12)),
            ("1.23.456", ()),
            ("1.234,567,8", ()),
            ("1,5.000", ()),
            ("dua belas", ()),
            ("12a", ()),
            ("٣", ()),
            ("1e5", ()),
            ("12 34", ()),
            ("", ()),
        ],
    )
    def test_finds_every_meaning(self, text, readings):
        assert read_number(text).readings == readings

    @given(st.integers(0, 10**12))
    def test_reads_back_what_it_wrote_unless_ambiguous(self, value):
        assert value in read_number(format_number(value)).readings

    @given(st.decimals(0, 10**6, places=2))
    def test_reads_decimals_in_either_tradition(self, value):
        whole, fraction = f"{value:,.2f}".split(".")
        english, indonesian = f"{whole}.{fraction}", f"{whole.replace(',', '.')},{fraction}"
        assert read_number(english).readings == read_number(indonesian).readings == (float(value),)


class TestFormatNumber:
    @pytest.mark.parametrize(
        ("value", "shown"),
        [(1250, "1.250"), (1234.5, "1.234,5"), (0, "0"), (-3, "−3"), (0.1 + 0.2, "0,3"), (1e6, "1.000.000")],
    )
    def test_writes_the_indonesian_way(self, value, shown):
        assert format_number(value) == shown

    def test_writes_the_english_way_for_english_messages(self):
        assert format_number_en(1234.5) == "1,234.5"


class TestReadCount:
    def test_keeps_zero_as_a_value(self):
        assert read_answer(COUNT, "0").answer == 0

    def test_takes_a_number_from_a_spreadsheet(self):
        assert read_answer(COUNT, 12.0).answer == 12

    def test_asks_about_an_ambiguous_number(self):
        reading = read_answer(COUNT, "12.000")
        assert reading.answer is None
        assert reading.problem.id == "“12.000” dapat berarti 12.000 (ribuan) atau 12 (desimal). Pilih salah satu."
        assert [choice.answer for choice in reading.choices] == [12000, 12]

    def test_offers_only_whole_numbers_for_a_count(self):
        reading = read_answer(COUNT, "1.234")
        assert [choice.answer for choice in reading.choices] == [1234]
        assert reading.problem.id.endswith("Di sini hanya 1.234 (ribuan) yang mungkin: pilih, atau tulis ulang.")

    def test_offers_both_readings_where_decimals_are_possible(self):
        assert [choice.answer for choice in read_answer(NUMBER, "1.234").choices] == [1234, 1.234]

    def test_accepts_its_own_way_of_printing_the_current_answer(self):
        assert read_answer(COUNT, "1.250", current=1250).answer == 1250

    def test_asks_when_the_current_answer_is_another(self):
        assert read_answer(COUNT, "1.250", current=1180).answer is None

    @pytest.mark.parametrize(
        ("raw", "said"),
        [
            (-3, "tidak boleh kurang dari 0; tertulis −3"),
            ("-3", "tidak boleh kurang dari 0; tertulis −3"),
            ("12,5", "harus bilangan bulat; tertulis 12,5"),
            (12.5, "harus bilangan bulat; tertulis 12,5"),
            ("12,5 juta", "Tulis “12,5 juta” dengan angka penuh"),
            ("3 rb", "dengan angka penuh"),
            ("banyak", "“banyak” bukan angka"),
            ("📚📚", "“📚📚” bukan angka"),
            ("=SUM(A1:A3)", "berisi rumus"),
            ("9" * 20, "terlalu besar"),
            (True, "“TRUE” bukan jawaban"),
            (dt.datetime(2026, 2, 17, 10, 42), "Ada tanggal (17 Februari 2026) di tempat angka"),
            (dt.time(10, 42), "Ada jam di tempat jawaban"),
            (float("nan"), "bukan angka"),
            ("#REF!", "bukan angka"),
        ],
    )
    def test_says_what_is_wrong(self, raw, said):
        reading = read_answer(COUNT, raw)
        assert reading.answer is None
        assert said in reading.problem.id

    @settings(max_examples=100)
    @given(st.text(max_size=30))
    def test_ends_in_an_answer_a_blank_or_a_sentence_for_any_text(self, text):
        reading = read_answer(COUNT, text)
        assert (reading.answer is not None) + reading.is_blank + (reading.problem is not None) == 1


class TestReadNothing:
    @pytest.mark.parametrize("raw", ["tidak ada data", "Tidak Ada Data", "TIDAK TERCATAT.", "belum didata"])
    def test_takes_words_for_missing(self, raw):
        assert read_answer(COUNT, raw).answer == MISSING

    @pytest.mark.parametrize("raw", ["tidak berlaku", "N/A"])
    def test_takes_words_for_not_applicable(self, raw):
        assert read_answer(COUNT, raw).answer == NOT_APPLICABLE

    @pytest.mark.parametrize("raw", ["tidak ada", "-", "nihil", "kosong"])
    def test_asks_what_an_unclear_word_means(self, raw):
        reading = read_answer(COUNT, raw)
        assert [choice.answer for choice in reading.choices] == [0, MISSING, NOT_APPLICABLE]

    @pytest.mark.parametrize("raw", ["", "   ", None, "\x00", "\u200b"])
    def test_leaves_an_empty_field_unanswered(self, raw):
        assert read_answer(COUNT, raw).is_blank


class TestReadMoney:
    def test_reads_rupiah_as_people_write_it(self):
        assert read_answer(MONEY, "Rp 1.000.000,00").answer == 1000000


class TestReadPercent:
    def test_drops_the_sign(self):
        assert read_answer(PERCENT, "70,5 %").answer == 70.5

    def test_stops_at_a_hundred(self):
        assert "tidak boleh lebih dari 100" in read_answer(PERCENT, "170").problem.id


class TestReadText:
    def test_composes_letters_and_drops_what_cannot_be_seen(self):
        assert read_answer(TEXT, " Per\u0000pustakaan\u200b  Cafe\u0301\n").answer == "Perpustakaan Café"

    def test_keeps_leading_zeros(self):
        assert read_answer(TEXT, "00123").answer == "00123"

    def test_takes_a_number_cell_without_a_decimal_tail(self):
        assert read_answer(TEXT, 30401234.0).answer == "30401234"

    def test_says_how_long_it_may_be(self):
        assert "Paling banyak 2.000" in read_answer(TEXT, "a" * 2001).problem.id

    @settings(max_examples=50)
    @given(st.text())
    def test_cleans_once_and_for_all(self, text):
        assert clean(clean(text)) == clean(text)


class TestReadUrl:
    def test_takes_a_secure_address(self):
        assert read_answer(URL, "https://drive.example.id/a?b=1").answer == "https://drive.example.id/a?b=1"

    @pytest.mark.parametrize("raw", ["http://a.id", "javascript:alert(1)", "drive.id/x", "https://", "https://a b.id"])
    def test_refuses_anything_else(self, raw):
        assert "https://" in read_answer(URL, raw).problem.id


class TestReadDate:
    @pytest.mark.parametrize("raw", ["17 Februari 2026", "17/2/2026", "2026-02-17", "17-02-2026", dt.date(2026, 2, 17)])
    def test_reads_the_usual_ways(self, raw):
        assert read_answer(DATE, raw).answer == "2026-02-17"

    @pytest.mark.parametrize("raw", ["31/2/2026", "17 Pebruary 2026", "kemarin"])
    def test_refuses_what_is_no_date(self, raw):
        assert "bukan tanggal" in read_answer(DATE, raw).problem.id


class TestReadChoice:
    @pytest.mark.parametrize("raw", ["ya", "YA", "Yes", True])
    def test_takes_value_label_or_truth(self, raw):
        assert read_answer(YES_NO, raw).answer == "ya"

    def test_lists_the_options(self):
        assert read_answer(YES_NO, "mungkin").problem.id.endswith("Pilih: Ya, Tidak.")
