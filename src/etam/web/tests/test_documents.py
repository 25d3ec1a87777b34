"""The frame of official documents: archive format, marks on every page, the same bytes, any text that people write."""

import io
import re
from datetime import date
from pathlib import Path

import pytest
from pypdf import PdfReader

from etam.web.documents import LETTERS, SINGLE_LETTERS, Letter, content_hash, lay_out, printable, qr_svg

LETTER = {
    "office": "Dinas Perpustakaan dan Kearsipan",
    "name": "Laporan Uji",
    "short": "LU",
    "subject": "Tentang uji.",
    "finding": "Semua baik",
    "standing": "Laporan akhir.",
    "number": "000.5/1",
    "dated": date(2026, 2, 17),
    "url": "https://etam.example.id/meja/penilaian/1/dokumen/",
}
TEMPLATE = """
#import "frame.typ": *
#show: frame
#for one in body-of.words [#one #parbreak()]
#ruled((auto, 1fr), ("Nomor", "Isi baris"), body-of.rows)
"""


@pytest.fixture
def template(tmp_path: Path) -> Path:
    path = tmp_path / "uji.typ"
    path.write_text(TEMPLATE)
    return path


def letter(**changes):
    return Letter(**{**LETTER, **changes})


def body(*words, rows=1):
    return {"words": list(words), "rows": [[str(one), "isi"] for one in range(rows)]}


def pages(data: bytes) -> list[str]:
    """The text of each page, in one line, without the places where a long word may break."""
    found = [page.extract_text() for page in PdfReader(io.BytesIO(data)).pages]
    return [re.sub(r"\s+", " ", text.replace("\N{ZERO WIDTH SPACE}", "")) for text in found]


class TestLayOut:
    def test_claims_pdf_a_2b_and_has_what_that_needs(self, template):
        reader = PdfReader(io.BytesIO(lay_out(template, letter(), body("kata")).data))
        claim = reader.xmp_metadata
        root = reader.trailer["/Root"]
        packet = root["/Metadata"].get_data()
        assert claim is not None
        assert b"<pdfaid:part>2</pdfaid:part><pdfaid:conformance>B</pdfaid:conformance>" in packet
        assert root["/OutputIntents"][0].get_object()["/S"] == "/GTS_PDFA1"
        assert root["/MarkInfo"]["/Marked"]
        assert root["/Lang"] == "id"
        assert reader.metadata.title == "Laporan Uji: Semua baik"

    def test_embeds_every_font(self, template):
        reader = PdfReader(io.BytesIO(lay_out(template, letter(), body("kata", rows=60)).data))
        fonts = [font.get_object() for page in reader.pages for font in page["/Resources"]["/Font"].values()]
        assert fonts
        for font in fonts:
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            described = inner["/FontDescriptor"].get_object()
            assert {"/FontFile", "/FontFile2", "/FontFile3"} & described.keys(), font["/BaseFont"]

    def test_gives_the_same_bytes_for_the_same_words(self, template):
        assert lay_out(template, letter(), body("kata")) == lay_out(template, letter(), body("kata"))

    def test_prints_number_day_edition_and_the_first_letters_of_its_hash(self, template):
        paper = lay_out(template, letter(edition=2), body("kata"))
        (text,) = pages(paper.data)
        for words in (
            "Nomor: 000.5/1",
            "Tanggal: 17 Februari 2026",
            "Terbitan 2",
            f"sidik isi {paper.content_sha256[:16]}",
        ):
            assert words in text

    def test_numbers_its_pages_and_repeats_the_heads_of_tables(self, template):
        found = pages(lay_out(template, letter(), body(rows=120)).data)
        assert len(found) > 2
        for place, text in enumerate(found, start=1):
            assert f"Halaman {place} dari {len(found)}" in text
            assert "Nomor Isi baris" in text

    def test_marks_every_page_of_sample_data(self, template):
        found = pages(lay_out(template, letter(is_sample=True), body(rows=120)).data)
        assert all("DATA CONTOH · LU" in text for text in found)

    def test_does_not_call_real_data_a_sample(self, template):
        assert not any("CONTOH" in text for text in pages(lay_out(template, letter(), body(rows=120)).data))

    def test_prints_what_looks_like_markup_as_it_was_written(self, template):
        written = "#strong[x] *tebal* _miring_ $x^2$ @acuan \\ // = 1"
        assert written in pages(lay_out(template, letter(), body(written)).data)[0]

    def test_breaks_a_word_that_is_longer_than_a_line(self, template):
        reader = PdfReader(io.BytesIO(lay_out(template, letter(), body("W" * 300)).data))
        lines = [line for line in reader.pages[0].extract_text().splitlines() if line.count("W") > 10]
        assert len(lines) > 5

    def test_sets_a_text_in_letters_it_does_not_have(self, template):
        assert "Bukti ▯ dan ▯ ada." in pages(lay_out(template, letter(), body("Bukti 😀 dan 漢 ada.")).data)[0]

    def test_can_set_every_letter_that_it_lets_through(self, template):
        everything = [chr(point) for first, last in LETTERS for point in range(first, last + 1)] + sorted(
            SINGLE_LETTERS
        )
        # A page says nothing about letters; the archive format refuses the whole document for a single absent one.
        assert lay_out(
            template, letter(), body(*("".join(everything[at : at + 80]) for at in range(0, len(everything), 80)))
        )


class TestContentHash:
    def test_is_the_same_for_another_edition(self):
        assert content_hash(letter(), body("a")) == content_hash(letter(edition=3), body("a"))

    @pytest.mark.parametrize("change", [{"number": "000.5/2"}, {"dated": date(2026, 2, 18)}, {"finding": "Lain"}])
    def test_differs_when_anything_else_does(self, change):
        assert content_hash(letter(), body("a")) != content_hash(letter(**change), body("a"))

    def test_differs_for_other_words(self):
        assert content_hash(letter(), body("a")) != content_hash(letter(), body("b"))


class TestPrintable:
    def test_takes_out_what_turns_words_round_or_cannot_be_seen(self):
        assert printable("se\u202esuai\u200b\x00") == "sesuai"

    def test_keeps_lines(self):
        assert printable("a\r\nb\nc\td") == "a\nb\nc d"

    def test_joins_a_letter_with_its_accent(self):
        assert printable("e\u0301") == "é"

    def test_goes_into_lists_and_tables(self):
        assert printable({"a": ["😀", 1, None, True]}) == {"a": ["▯", 1, None, True]}


class TestQr:
    def test_is_a_picture_without_a_script(self):
        picture = qr_svg(LETTER["url"])
        assert picture.startswith("<svg")
        assert "script" not in picture

    def test_differs_for_another_address(self):
        assert qr_svg(LETTER["url"]) != qr_svg(LETTER["url"] + "2")
