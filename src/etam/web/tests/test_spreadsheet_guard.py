"""Files that must not reach the spreadsheet library."""

import pytest

from etam.web import spreadsheet_guard as guard
from etam.web.spreadsheet_guard import SpreadsheetRefused
from etam.web.tests import nasty

LIMIT = 20 * 1024 * 1024


def refusal(data: bytes, limit: int = LIMIT) -> str:
    with pytest.raises(SpreadsheetRefused) as caught:
        guard.checked_parts(data, limit)
    return str(caught.value)


class TestKinds:
    def test_takes_a_workbook(self):
        assert "xl/worksheets/sheet1.xml" in guard.checked_parts(nasty.workbook(), LIMIT)

    def test_says_that_a_file_is_empty(self):
        assert "kosong (0 bita)" in refusal(b"")

    @pytest.mark.parametrize("data", [b"%PDF-1.7 ...", b"kode;judul\n1;2\n", b"\x89PNG\r\n\x1a\n", b"\x00\x01\x02"])
    def test_says_that_a_file_is_not_a_spreadsheet(self, data):
        assert "bukan lembar kerja Excel" in refusal(data)

    def test_says_how_to_take_a_password_off(self):
        assert "terkunci kata sandi" in refusal(nasty.encrypted())

    def test_asks_for_xlsx_instead_of_xls(self):
        assert "(.xls)" in refusal(nasty.old_xls())

    def test_asks_for_xlsx_instead_of_ods(self):
        ods = nasty.zipped({"mimetype": b"application/vnd.oasis.opendocument.spreadsheet", "content.xml": b"<x/>"})
        assert "(.ods)" in refusal(ods)

    def test_asks_for_xlsx_instead_of_xlsb(self):
        assert "(.xlsb)" in refusal(nasty.zipped({"xl/workbook.bin": b"x"}))

    def test_names_an_archive_that_is_no_workbook(self):
        assert "arsip" in refusal(nasty.zipped({"word/document.xml": b"<x/>"}))

    def test_says_that_half_a_file_is_damaged(self):
        assert "tidak terunduh utuh" in refusal(nasty.workbook()[:400])


class TestSize:
    def test_refuses_what_is_larger_than_the_limit(self):
        assert "lebih besar dari 20 MB" in refusal(b"PK\x03\x04" + bytes(LIMIT))

    def test_refuses_a_part_that_unpacks_to_far_more_than_the_file(self):
        bomb = nasty.workbook(sheet=nasty.sheet_xml(" " * 50_000_000))
        assert len(bomb) < 200_000
        assert "demi keamanan" in refusal(bomb)

    def test_refuses_too_many_parts(self):
        extra = {f"xl/media/{number}.png": b"x" for number in range(guard.MAX_ENTRIES)}
        assert "demi keamanan" in refusal(nasty.workbook(extra=extra))

    def test_unpacks_no_more_than_an_archive_claims(self):
        bomb = nasty.workbook(sheet=nasty.sheet_xml(" " * 50_000_000))
        lying = nasty.with_lying_sizes(bomb, "xl/worksheets/sheet1.xml", 1000)
        assert "rusak" in refusal(lying)

    def test_never_unpacks_an_archive_inside_the_archive(self):
        nested = nasty.workbook(extra={"xl/embeddings/dalam.xlsx": nasty.workbook()})
        assert "xl/embeddings/dalam.xlsx" not in guard.checked_parts(nested, LIMIT)


class TestActiveParts:
    def test_names_nothing_in_a_plain_workbook(self):
        assert guard.active_parts(nasty.workbook()) == []

    @pytest.mark.parametrize(
        "part", ["xl/vbaProject.bin", "xl/macrosheets/sheet1.xml", "xl/activeX/activeX1.bin", "xl/embeddings/ole1.bin"]
    )
    def test_names_what_could_run(self, part):
        assert guard.active_parts(nasty.workbook(extra={part: b"x"})) == [part]

    def test_names_a_workbook_that_is_declared_to_hold_macros(self):
        types = nasty.CONTENT_TYPES.replace(b"sheet.main+xml", b"sheet.macroEnabled.main+xml")
        assert guard.active_parts(nasty.workbook(extra={"[Content_Types].xml": types})) == ["[Content_Types].xml"]


class TestXml:
    def test_refuses_a_document_type(self):
        laughs = b'<!DOCTYPE lolz [<!ENTITY lol "lol">]>' + nasty.sheet_xml("")
        assert "rusak" in refusal(nasty.workbook(sheet=laughs))
