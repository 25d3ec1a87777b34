"""Filled templates as answers."""

import io
from contextlib import suppress
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.exchange.exceptions import FileRefused
from etam.exchange.layout import FORMAT
from etam.exchange.reading import read_template
from etam.exchange.template import write_form, write_table
from etam.exchange.tests import small
from etam.web.tables import new_workbook
from etam.web.tests import nasty

SHEET = "xl/worksheets/sheet1.xml"
FULL = {"titles": 1048, "copies": 1174, "budget": 10_000_000, "library_status": "own", "opened_on": "2019-05-02"}


def read(data: bytes, **options):
    options = {"round_code": small.ROUND, "limit_bytes": small.LIMIT, **options}
    return read_template(data, options.pop("instrument", small.instrument()), **options)


def refusal(data: bytes, **options) -> str:
    with pytest.raises(FileRefused) as caught:
        read(data, **options)
    return str(caught.value)


def table(*rows) -> bytes:
    return write_table(small.task(*(rows or (small.school(answers=FULL),))))


def cell(data: bytes, reference: str, content: str, kind: str = "") -> bytes:
    """The workbook with one cell of the answer sheet replaced by XML."""
    pattern = rf'<c r="{reference}"( s="\d+")?[^>]*?(/>|>.*?</c>)'
    return nasty.patch(data, SHEET, pattern, rf'<c r="{reference}"\1{kind}>{content}</c>')


def text(data: bytes, reference: str, words: str) -> bytes:
    return cell(data, reference, f"<is><t>{words}</t></is>", ' t="inlineStr"')


def only_trouble(data: bytes) -> str:
    (row,) = read(data).rows
    (trouble,) = row.troubles
    return str(trouble)


class TestRoundTrip:
    @pytest.mark.parametrize("write", [write_form, write_table])
    def test_what_a_template_was_filled_with_is_what_is_read(self, write):
        (row,) = read(write(small.task(small.school(answers=FULL)))).rows
        assert row.answers == FULL

    @given(
        st.fixed_dictionaries(
            {},
            optional={
                "titles": st.integers(0, 10**9)
                | st.sampled_from([{"nothing": "missing"}, {"nothing": "not_applicable"}]),
                "budget": st.integers(0, 10**12),
                "library_status": st.sampled_from(["own", "shared"]),
                "npsn": st.from_regex(r"[0-9A-Z]{8}", fullmatch=True),
                "opened_on": st.dates(date(1950, 1, 1), date(2026, 1, 1)).map(str),
            },
        )
    )
    def test_no_answer_changes_on_its_way_through_a_workbook(self, answers):
        rows = (small.school("A", answers=answers), small.school("B", answers=FULL))
        first, second = read(table(*rows)).rows
        assert first.answers == answers
        assert second.answers == FULL

    def test_questions_that_do_not_apply_come_back_as_not_applicable(self):
        (row,) = read(table(small.village(answers=FULL))).rows
        assert row.answers["npsn"] == {"nothing": "not_applicable"}

    def test_an_empty_cell_says_nothing(self):
        (row,) = read(table(small.school(answers={"titles": 5}))).rows
        assert row.answers == {"titles": 5}

    def test_zero_is_not_an_empty_cell(self):
        (row,) = read(table(small.school(answers={"titles": 0}))).rows
        assert row.answers == {"titles": 0}

    def test_carries_the_revision_it_was_made_from(self):
        (row,) = read(table(small.school(answers=FULL, revision=7))).rows
        assert row.revision == 7

    def test_names_of_people_never_leave_in_a_template(self):
        data = table(small.school(answers={**FULL, "respondent_name": "Hartati"}))
        assert b"Hartati" not in b"".join(nasty.unzipped(data).values())

    def test_sorted_rows_are_still_read_right(self):
        first, second = small.school("A", answers={"titles": 1}), small.school("B", answers={"titles": 2})
        rows = {row.institution: row.answers["titles"] for row in read(table(second, first)).rows}
        assert rows == {"A": 1, "B": 2}

    def test_an_explanation_is_read(self):
        # Column N: after five columns of heads and eight questions.
        (row,) = read(text(table(), "N7", "Hibah 70 judul")).rows
        assert row.reason == "Hibah 70 judul"


class TestOtherFiles:
    def test_a_workbook_that_is_no_template(self):
        file = io.BytesIO()
        with new_workbook(file) as workbook:
            workbook.add_worksheet("Data").write_string(0, 0, "halo")
        assert "bukan templat Etam" in refusal(file.getvalue())

    def test_an_older_template(self):
        assert "versi lama (etam-isian-0)" in refusal(
            nasty.patch(table(), "xl/sharedStrings.xml", FORMAT, "etam-isian-0")
        )

    def test_a_template_of_another_round(self):
        assert "untuk putaran isian-2026" in refusal(table(), round_code="isian-2027")

    def test_a_template_of_another_edition_of_the_instrument(self):
        data = nasty.patch(table(), "xl/sharedStrings.xml", small.instrument().checksum, "0" * 64)
        assert "edisi 2026.1" in refusal(data)

    def test_a_template_without_its_answer_sheet(self):
        data = nasty.patch(table(), "xl/workbook.xml", 'name="Isian"', 'name="Lain"')
        assert "Lembar “Isian” tidak ada" in refusal(data)

    def test_a_template_whose_heads_were_overwritten(self):
        assert "Baris judul" in refusal(nasty.patch(table(), "xl/sharedStrings.xml", "<t>institution</t>", "<t>x</t>"))

    def test_a_template_without_any_answer(self):
        assert "Tidak ada satu pun jawaban" in refusal(write_form(small.task(small.school())))

    def test_no_bytes_at_all_bring_it_down(self):
        good = table()
        for cut in range(0, len(good), len(good) // 25):
            with pytest.raises(FileRefused):
                read(good[:cut])

    @given(
        st.sampled_from(["workbook", "sharedStrings", "styles", "worksheets/sheet1"]), st.randoms(use_true_random=False)
    )
    def test_a_damaged_part_is_read_or_refused_and_nothing_else(self, part, chance):
        parts = nasty.unzipped(table())
        content = bytearray(parts[f"xl/{part}.xml"])
        place = chance.randrange(len(content))
        content[place : place + chance.randrange(3)] = chance.choice(
            [b"<", b'"', b"\x00", b"&#x0;", b"-1", b"\xff", b"9" * 30]
        )
        with suppress(FileRefused):
            read(nasty.zipped({**parts, f"xl/{part}.xml": bytes(content)}))


class TestCells:
    """J is "Eksemplar tercetak", I is "Judul tercetak", G is "Status"; row 7 is the first institution."""

    def test_a_sentence_names_sheet_row_and_column(self):
        assert only_trouble(text(table(), "I7", "banyak")).startswith(
            "Lembar “Isian”, baris 7, kolom I (Judul tercetak): “banyak” bukan angka."
        )

    def test_a_formula_is_not_a_value(self):
        assert "berisi rumus" in only_trouble(cell(table(), "I7", "<f>1000+48</f><v>1048</v>"))

    def test_an_error_of_excel(self):
        assert "kesalahan Excel" in only_trouble(cell(table(), "I7", "<v>#N/A</v>", ' t="e"'))

    def test_merged_cells(self):
        data = nasty.patch(
            table(), SHEET, r"</sheetData>", '</sheetData><mergeCells count="1"><mergeCell ref="I7:J7"/></mergeCells>'
        )
        (row,) = read(data).rows
        assert [trouble.column for trouble in row.troubles] == ["I", "J"]
        assert "digabung" in str(row.troubles[0])

    def test_a_date_where_a_number_belongs(self):
        file_with_date = text(table(), "I7", "01/02/2026")
        assert "bukan angka" in only_trouble(file_with_date)

    def test_a_date_cell_where_a_number_belongs(self):
        # The style of column M, the question that asks for a date.
        style = nasty.re.search(r'<c r="M7" s="(\d+)"', nasty.unzipped(table())[SHEET].decode())[1]
        data = nasty.patch(table(), SHEET, r'<c r="I7" s="\d+">', f'<c r="I7" s="{style}">')
        assert "Ada tanggal (13 November 1902) di tempat angka" in only_trouble(data)

    def test_a_negative_number(self):
        assert "tidak boleh kurang dari 0; tertulis −5" in only_trouble(cell(table(), "I7", "<v>-5</v>"))

    def test_half_a_title(self):
        assert "harus bilangan bulat; tertulis 12,5" in only_trouble(cell(table(), "I7", "<v>12.5</v>"))

    def test_a_decimal_comma_in_text(self):
        assert "harus bilangan bulat; tertulis 12,5" in only_trouble(text(table(), "I7", "12,5"))

    @pytest.mark.parametrize(
        ("words", "number"),
        [("1.234.567", 1_234_567), ("1,234,567", 1_234_567), ("Rp 12.500", 12_500), ("1 234", 1234)],
    )
    def test_numbers_written_either_way(self, words, number):
        (row,) = read(text(table(), "K7", words)).rows
        assert row.answers["budget"] == number

    def test_an_ambiguous_number_is_asked_about(self):
        assert "Untuk “1.234 (ribuan)” tulis 1234." in only_trouble(text(table(), "I7", "1.234"))

    @pytest.mark.parametrize("words", ["tidak ada", "Tidak Ada", "-", "nihil"])
    def test_words_that_could_mean_either_nothing_are_asked_about(self, words):
        assert "dapat berarti nol, tidak ada data, atau tidak berlaku" in only_trouble(text(table(), "I7", words))

    @pytest.mark.parametrize("words", ["tidak ada data", "Tidak ada data", "TIDAK ADA DATA ", "tidak  ada data"])
    def test_the_words_for_missing(self, words):
        (row,) = read(text(table(), "I7", words)).rows
        assert row.answers["titles"] == {"nothing": "missing"}

    def test_emoji_where_a_number_belongs(self):
        assert "“📚📚” bukan angka" in only_trouble(text(table(), "I7", "📚📚"))

    def test_emoji_in_a_text_is_kept(self):
        (row,) = read(text(table(), "H7", "Hartati 📚")).rows
        assert row.answers["respondent_name"] == "Hartati 📚"

    def test_nul_written_as_excel_escapes_it_is_dropped(self):
        (row,) = read(text(table(), "H7", "Har_x0000_tati")).rows
        assert "\x00" not in row.answers["respondent_name"]

    def test_an_option_that_is_not_offered(self):
        assert "Pilih: Gedung sendiri, Ruang bersama" in only_trouble(text(table(), "G7", "Tenda"))

    def test_a_figure_no_library_has(self):
        assert "terlalu besar" in only_trouble(cell(table(), "K7", "<v>1e300</v>"))

    def test_a_trouble_in_one_cell_leaves_the_others_read(self):
        (row,) = read(text(table(), "I7", "banyak")).rows
        assert row.answers == {element: value for element, value in FULL.items() if element != "titles"}


class TestRows:
    def test_the_same_institution_twice(self):
        rows = read(table(small.school("A", answers=FULL), small.school("A", answers=FULL))).rows
        assert all("Lembaga A ada di 2 baris" in str(row.troubles[0]) for row in rows)

    def test_a_row_without_its_code(self):
        data = table(small.school("A", answers=FULL), small.school("B", answers=FULL))
        last = read(cell(data, "A8", "")).rows[-1]
        assert "Kode lembaga di kolom A kosong" in str(last.troubles[0])

    def test_a_column_that_the_round_does_not_ask(self):
        reading = read(nasty.patch(table(), "xl/sharedStrings.xml", "<t>titles</t>", "<t>judul</t>"))
        assert "Kolom yang tidak dikenal dilewati: judul" in str(reading.troubles[0])

    def test_a_column_that_was_taken_away(self):
        reading = read(nasty.patch(table(), "xl/sharedStrings.xml", "<t>titles</t>", "<t></t>"))
        assert "2.1 Judul tercetak" in str(reading.troubles[0])
