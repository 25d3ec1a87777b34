"""Many returns from one CSV file."""

import pytest

from etam.exchange.bulk import ImportProblem, import_csv, import_returns
from etam.submissions.models import Revision
from etam.submissions.tests.cast import NOW, Cast


def run(cast: Cast, text: str | bytes, **options):
    data = text if isinstance(text, bytes) else text.encode()
    return import_csv(data, cast.round, by=cast.officer, file_name="isian.csv", at=NOW, **options)


def refusal(cast: Cast, text: str | bytes, **options) -> str:
    with pytest.raises(ImportProblem) as caught:
        run(cast, text, **options)
    return str(caught.value)


def stored(cast: Cast) -> int:
    return Revision.objects.filter(submission__round=cast.round).count()


class TestForms:
    @pytest.mark.parametrize(
        "text",
        [
            "institution,print_titles,print_items\nL-1,1048,1174\n",
            "institution;print_titles;print_items\r\nL-1;1048;1174\r\n",
            "\ufeffinstitution;print_titles;print_items\nL-1;1048;1174",
            'institution,print_titles,print_items\n"L-1","1048","1174"\n',
        ],
    )
    def test_commas_or_semicolons_with_or_without_a_mark(self, cast, text):
        run(cast, text)
        answers = cast.submission.latest.answers
        assert (answers["print_titles"], answers["print_items"]) == (1048, 1174)

    def test_numbers_in_either_tradition(self, cast):
        run(cast, "institution;print_titles;print_items\nL-1;1.234.567;1,234,567\n")
        answers = cast.submission.latest.answers
        assert answers["print_titles"] == answers["print_items"] == 1_234_567

    def test_the_two_kinds_of_nothing(self, cast):
        run(cast, "institution;print_titles;print_items\nL-1;tidak ada data;tidak berlaku\n")
        answers = cast.submission.latest.answers
        assert answers["print_titles"] == {"nothing": "missing"}
        assert answers["print_items"] == {"nothing": "not_applicable"}

    def test_an_empty_cell_leaves_the_stored_answer(self, cast):
        run(cast, "institution;print_titles;print_items\nL-1;1048;1174\n")
        run(cast, "institution;print_titles;print_items\nL-1;;1180\n")
        answers = cast.submission.latest.answers
        assert (answers["print_titles"], answers["print_items"]) == (1048, 1180)

    def test_the_register_says_kind_and_region_whatever_the_file_says(self, cast):
        run(cast, "institution;library_type;print_titles\nL-1;school;5\n")
        assert cast.submission.latest.answers["library_type"] == "public"

    def test_the_column_of_remarks_in_our_own_exports_is_passed_over(self, cast):
        run(cast, "institution;print_titles;keterangan\nL-1;5;DATA CONTOH\n")
        assert cast.submission.latest.answers["print_titles"] == 5


class TestProblems:
    def test_name_line_and_column(self, cast):
        report = run(cast, "institution;print_titles\nL-2;7\nL-1;banyak\n")
        assert report.problems[0].startswith("Baris 3, kolom print_titles (Judul tercetak): “banyak” bukan angka.")

    def test_a_row_with_a_problem_is_left_out_whole(self, cast):
        report = run(cast, "institution;print_titles;print_items\nL-1;banyak;9\nL-2;7;9\n")
        assert report.saved == stored(cast) == 1

    def test_all_or_nothing_stores_nothing(self, cast):
        message = refusal(cast, "institution;print_titles\nL-1;banyak\nL-2;7\n", all_or_nothing=True)
        assert message.startswith("Tidak ada yang disimpan: 1 masalah.")
        assert stored(cast) == 0

    def test_all_or_nothing_counts_what_only_the_store_refuses(self, cast):
        message = refusal(cast, "institution;print_titles\nX-9;1\nL-2;7\n", all_or_nothing=True)
        assert "Baris 2 (X-9)" in message
        assert stored(cast) == 0

    def test_an_institution_twice(self, cast):
        report = run(cast, "institution;print_titles\nL-1;1\nL-1;2\n")
        assert "ada di baris 2, 3" in report.problems[0]
        assert stored(cast) == 0

    def test_an_ambiguous_number(self, cast):
        report = run(cast, "institution;print_titles\nL-1;1.234\n")
        assert "Untuk “1.234 (ribuan)” tulis 1234." in report.problems[0]

    def test_too_many_cells(self, cast):
        assert "ada 3 kolom, seharusnya 2" in run(cast, "institution;print_titles\nL-1;1;2\n").problems[0]

    def test_a_row_without_its_code(self, cast):
        assert "kode lembaga kosong" in run(cast, "institution;print_titles\n;1\n").problems[0]

    def test_a_return_that_was_sent_is_not_changed(self, cast):
        cast.submitted()
        report = run(cast, "institution;print_titles\nL-1;1\n")
        assert "Baris 2 (L-1): Isian ini terkirim" in report.problems[0]

    def test_the_same_file_again_changes_nothing(self, cast):
        text = "institution;print_titles\nL-1;1048\n"
        run(cast, text)
        assert run(cast, text).unchanged == stored(cast) == 1


class TestFiles:
    def test_an_empty_file(self, cast):
        assert "kosong" in refusal(cast, "  \n")

    def test_a_file_that_is_not_utf8(self, cast):
        assert "bukan UTF-8 (bita ke-" in refusal(cast, "institution;print_titles\nL-1;café".encode("cp1252"))

    def test_a_workbook(self, cast):
        assert "NUL" in refusal(cast, b"PK\x03\x04\x00\x00")

    def test_an_unknown_column(self, cast):
        assert "judul" in refusal(cast, "institution;judul\nL-1;1\n")

    def test_a_column_twice(self, cast):
        assert "dua kali: print_titles" in refusal(cast, "institution;print_titles;print_titles\nL-1;1;2\n")

    def test_a_first_column_that_is_not_the_code(self, cast):
        assert "Kolom pertama harus “institution”" in refusal(cast, "kode;print_titles\nL-1;1\n")

    def test_only_an_officer_imports(self, cast):
        with pytest.raises(ImportProblem, match="hanya untuk petugas provinsi"):
            import_csv(b"institution;print_titles\nL-1;1\n", cast.round, by=cast.operator, file_name="a.csv", at=NOW)

    def test_an_unknown_round(self, cast, tmp_path):
        path = tmp_path / "a.csv"
        path.write_text("institution\n")
        with pytest.raises(ImportProblem, match="Yang ada: 2025, 2024"):
            import_returns(path, "1999", by=cast.officer)

    def test_a_path_without_a_file(self, cast, tmp_path):
        with pytest.raises(ImportProblem, match="tidak dapat dibaca"):
            import_returns(tmp_path / "tidak-ada.csv", "2025", by=cast.officer)
