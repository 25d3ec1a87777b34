import pytest

from etam.regulations.queries.searching import cited, matching

pytestmark = pytest.mark.usefixtures("register")


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("UU 43/2007", "UU-43-2007"),
        ("undang-undang nomor 43 tahun 2007", "UU-43-2007"),
        ("permendagri 18 2020", "PERMENDAGRI-18-2020"),
        ("Perpusnas 4/2024", "PERPUSNAS-4-2024"),
        ("perka anri 38 tahun 2015", "PERKAANRI-38-2015"),
        ("kepmendagri-050-3708-2020", "KEPMENDAGRI-050-3708-2020"),
        ("perbup 8/2021", "PERBUP-PASER-8-2021"),
    ],
)
def test_a_citation_finds_its_regulation_alone(text, code):
    assert [one.code for one in cited(text)] == [code]


class TestMatching:
    def test_wants_every_word_wherever_it_stands(self):
        assert [one.code for one in matching("akreditasi perpustakaan 2022")] == ["PERPUSNAS-2-2022"]

    def test_finds_the_beginning_of_a_word(self):
        assert matching("akredit").filter(code="PERPUSNAS-2-2022").exists()

    def test_finds_subjects(self):
        assert matching("kearsipan sdm").exists()

    def test_puts_what_is_cited_before_what_speaks_of_it(self):
        assert [one.code for one in matching("UU Nomor 43 Tahun 2007")] == ["UU-43-2007", "PP-24-2014"]

    def test_without_words_is_everything(self):
        assert matching(" ").count() == 105
