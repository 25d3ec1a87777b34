"""Articles as addresses and standings as sentences: pure, no database."""

from datetime import date

import pytest

from etam.publishing import articles, regulation_pages, standing_words
from etam.regulations.force import Effect, Force, Rule, Span, standings

MEETING = date(2020, 3, 18)


class TestArticles:
    @pytest.mark.parametrize("written", ["23(6)", "23-6", "23 (6)", "Pasal 23 ayat (6)"])
    def test_are_the_same_however_they_are_written(self, written):
        assert articles.parts(written) == ("23", "6")

    def test_cover_their_own_parts_only(self):
        assert articles.covers("23", "23(6)")
        assert not articles.covers("23(6)", "23")
        assert not articles.covers("23", "230")
        assert not articles.covers("23", "23A")
        assert not articles.covers("", "23")

    def test_stand_as_a_reader_counts(self):
        assert articles.in_order({"15(10)", "9", "15(3)", "23A", "23", "15"}) == [
            "9", "15", "15(3)", "15(10)", "23", "23A",
        ]  # fmt: skip


class TestFinding:
    def test_tells_the_day_before_the_numbers(self):
        counts = {Force.IN_FORCE: 26, Force.UNCERTAIN: 38, Force.ENDED: 5, Force.NOT_YET: 36}
        told = "Pada 18 Maret 2020, 26 peraturan berlaku; 38 belum dapat dipastikan"
        assert standing_words.finding(MEETING, counts) == told

    def test_never_says_that_nothing_holds(self):
        counts = dict.fromkeys(Force, 0)
        assert (
            standing_words.finding(MEETING, counts) == "Pada 18 Maret 2020, tidak ada peraturan yang diketahui berlaku"
        )


class TestSentence:
    def told(self, *rules, effects=(), day=MEETING):
        standing = standings(rules, effects, day)["A-1-2014"]
        return standing_words.sentence(standing, day, {"B-2-2020": "UU 2/2020"})

    def test_leads_to_what_ended_it(self):
        rules = Rule("A-1-2014", 2014, "dicabut"), Rule("B-2-2020", 2020, "berlaku", in_force_on=date(2020, 1, 2))
        told = self.told(*rules, effects=[Effect("B-2-2020", "mencabut", "A-1-2014")])
        assert "".join(piece.text for piece in told) == (
            "Pada 18 Maret 2020 peraturan ini sudah berakhir: dicabut atau diganti UU 2/2020."
        )
        assert [piece.text for piece in told if piece.code == "B-2-2020"] == ["UU 2/2020"]

    def test_writes_days_out(self):
        told = self.told(Rule("A-1-2014", 2014, "berlaku", in_force_on=date(2021, 6, 1)))
        assert "".join(piece.text for piece in told).endswith("belum mulai berlaku: mulai 1 Juni 2021.")

    def test_gives_no_reason_where_there_is_none(self):
        told = self.told(Rule("A-1-2014", 2014, "berlaku"))
        assert "".join(piece.text for piece in told) == "Pada 18 Maret 2020 peraturan ini berlaku."


class TestSince:
    def test_claims_no_day_that_is_not_known(self):
        assert standing_words.since(Span(date(2019, 1, 1), date(2019, 12, 31))) == "tahun 2019 (harinya belum dicatat)"
        assert standing_words.since(Span(MEETING, MEETING)) == "18 Maret 2020"
        assert standing_words.since(Span(MEETING, date(2020, 12, 31))) == (
            "antara 18 Maret 2020 dan 31 Desember 2020 (harinya belum dicatat)"
        )

    def test_marks_what_had_not_or_perhaps_not_happened(self):
        year = Span(date(2020, 1, 1), date(2020, 12, 31))
        words = [standing_words.awaited(year, date(when, 7, 1)) for when in (2019, 2020, 2021)]
        assert words == [standing_words.NOT_YET, standing_words.MAYBE, None]


class TestLevel:
    @pytest.mark.parametrize(
        ("type_", "level"),
        [
            ("UU", "Undang-undang"),
            ("PP", "Peraturan pemerintah"),
            ("Perpres", "Presiden"),
            ("Permendagri", "Menteri"),
            ("SE MenPANRB", "Menteri"),
            ("Kep. Kepala ANRI", "Lembaga"),
            ("PerBKN", "Lembaga"),
            ("Perda Provinsi", "Daerah"),
            ("Peraturan Bupati", "Daerah"),
        ],
    )
    def test_follows_from_the_type(self, type_, level):
        assert regulation_pages.level(type_) == level
