import pytest

from etam.regulations.citations import Citation, read


@pytest.mark.parametrize(
    ("text", "citation"),
    [
        ("UU 43/2007", Citation("uu", "43", 2007)),
        ("permendagri 18 2020", Citation("permendagri", "18", 2020)),
        ("Peraturan Perpusnas Nomor 4 Tahun 2024", Citation("peraturanperpusnas", "4", 2024)),
        ("UU No. 43 Tahun 2007 tentang Perpustakaan", Citation("uu", "43", 2007)),
        ("Kepmendagri 050-3708 tahun 2020", Citation("kepmendagri", "050-3708", 2020)),
        ("kepmendagri 900.1.15.5-1317/2023", Citation("kepmendagri", "900.1.15.5-1317", 2023)),
        ("43/2007", Citation("", "43", 2007)),
    ],
)
def test_a_citation_is_read_as_people_write_it(text, citation):
    assert read(text) == citation


@pytest.mark.parametrize("text", ["", "perpustakaan desa", "UU 43", "2007", "akreditasi 2024 perpustakaan"])
def test_other_words_are_no_citation(text):
    assert read(text) is None
