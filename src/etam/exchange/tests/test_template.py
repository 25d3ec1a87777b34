"""What a template holds for the person who fills it in."""

import re
import shutil
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etam.exchange.layout import ANSWERS, CHECKS, GUIDE, LAST_YEAR, META
from etam.exchange.reading import read_template
from etam.exchange.sheets import Sheet, read_sheets
from etam.exchange.template import write_form, write_table, write_template
from etam.exchange.template.rules import OPEN, heading, sheet_checks
from etam.exchange.tests import small
from etam.questionnaire import Context, instrument_folders, load_instrument, run_checks
from etam.web.tests import nasty

SHEET = "xl/worksheets/sheet1.xml"
LAST = {"titles": 1000, "copies": 1100}


def sheets(data: bytes) -> dict[str, Sheet]:
    return read_sheets(data, small.LIMIT)


def xml(data: bytes, part: str = SHEET) -> str:
    return nasty.unzipped(data)[part].decode()


class TestSheets:
    def test_one_institution_gets_a_form(self):
        assert list(sheets(write_template(small.task(small.school())))) == [ANSWERS, CHECKS, GUIDE, META, "_pilihan"]

    def test_several_institutions_get_a_table(self):
        data = write_template(small.task(small.school("A"), small.village("B")))
        assert list(sheets(data)) == [ANSWERS, LAST_YEAR, GUIDE, META, "_pilihan"]

    def test_the_sheets_for_machines_are_hidden(self):
        assert re.findall(
            r'name="(\w+)"[^/]*state="veryHidden"', xml(write_table(small.task()), "xl/workbook.xml")
        ) == [
            META,
            "_pilihan",
        ]

    def test_last_year_stands_in_the_same_cells(self):
        book = sheets(write_table(small.task(small.school(last_year=LAST, answers={"titles": 1048}))))
        assert (book[ANSWERS].at(6, 8), book[LAST_YEAR].at(6, 8)) == (1048, 1000)

    def test_sample_data_say_so_on_every_sheet_and_on_paper(self):
        data = write_form(small.task(small.school(), is_sample=True))
        for name in (ANSWERS, CHECKS, GUIDE):
            assert str(sheets(data)[name].at(1, 1)).startswith("DATA CONTOH")
        assert "DATA CONTOH" in re.search(r"<oddFooter>(.*?)</oddFooter>", xml(data))[1]

    def test_real_data_carry_no_such_mark(self):
        assert b"DATA CONTOH" not in b"".join(nasty.unzipped(write_form(small.task(small.school()))).values())

    def test_the_same_task_gives_the_same_sheet(self):
        task = small.task(small.school(answers=LAST))
        assert xml(write_table(task)) == xml(write_table(task))


class TestCells:
    def test_only_answers_and_the_explanation_are_open(self):
        data = write_table(small.task(small.school()))
        assert _open_cells(data, 7) == ["F", "G", "H", "I", "J", "K", "L", "M", "N"]

    def test_a_question_that_does_not_apply_is_closed_and_says_so(self):
        sheet = sheets(write_table(small.task(small.village())))[ANSWERS]
        assert sheet.at(6, 5) == "tidak berlaku"

    def test_a_return_that_was_sent_is_shown_and_closed(self):
        data = write_table(small.task(replace(small.school(answers={"titles": 5}), is_open=False), small.village()))
        assert sheets(data)[ANSWERS].at(6, 8) == 5
        assert _open_cells(data, 7) == ["N"]
        assert "I" in _open_cells(data, 8)

    def test_what_the_register_fixes_is_closed_and_in_words(self):
        row = replace(small.school(), fixed={"library_status": "Milik desa"}, answers={"library_status": "own"})
        assert sheets(write_table(small.task(row)))[ANSWERS].at(6, 6) == "Milik desa"

    def test_a_drop_down_offers_the_options_and_both_kinds_of_nothing(self):
        data = write_table(small.task(small.school()))
        choices = sheets(data)["_pilihan"]
        assert [choices.at(row, 0) for row in range(4)] == [
            "Gedung sendiri",
            "Ruang bersama",
            "tidak ada data",
            "tidak berlaku",
        ]
        assert "'_pilihan'!$A$1:$A$4" in xml(data)

    def test_a_name_that_looks_like_a_formula_stays_text(self):
        row = replace(small.school(), name="=1+1")
        sheet = sheets(write_table(small.task(row)))[ANSWERS]
        assert sheet.at(6, 1) == "=1+1"
        assert (6, 1) not in sheet.formulas

    def test_a_leading_zero_survives(self):
        sheet = sheets(write_table(small.task(small.school(answers={"npsn": "00401234"}))))[ANSWERS]
        assert sheet.at(6, 5) == "00401234"


class TestRules:
    def test_the_head_of_a_rule_names_questions_instead_of_figures(self):
        (check,) = [check for check in small.instrument().checks if check.id == "titles_le_copies"]
        assert heading(check, small.instrument()) == (
            "Judul tercetak (2.1) melebihi Eksemplar tercetak (2.2). Perbaiki salah satunya."
        )

    def test_no_formula_is_longer_than_excel_takes(self):
        edition = load_instrument(instrument_folders()[-1])
        row = replace(small.school(), context=Context("school", "sd_mi", "64.01", {}, {}))
        data = write_form(replace(small.task(row), instrument=edition))
        formulas = [formula for part in nasty.unzipped(data) for formula in _formulas(data, part)]
        assert len(formulas) > 80
        assert max(map(len, formulas)) <= 8192

    def test_checks_on_words_of_a_drop_down_wait_for_the_upload(self):
        edition = load_instrument(instrument_folders()[-1])
        assert "R8_kind" not in {check.id for check in sheet_checks(edition)}


def _open_cells(data: bytes, row: int) -> list[str]:
    formats = re.findall(r"<xf [^>]*?(?:/>|>.*?</xf>)", xml(data, "xl/styles.xml").split("<cellXfs")[1])
    styles = dict(re.findall(rf'<c r="([A-Z]+){row}" s="(\d+)"', xml(data)))
    return [column for column, style in styles.items() if 'locked="0"' in formats[int(style)]]


def _formulas(data: bytes, part: str) -> list[str]:
    if not part.startswith("xl/worksheets/"):
        return []
    return [text.replace("&quot;", '"').replace("&amp;", "&") for text in re.findall(r"<f>(.*?)</f>", xml(data, part))]


numbers = st.integers(0, 3000) | st.sampled_from([{"nothing": "missing"}, {"nothing": "not_applicable"}])
documents = st.fixed_dictionaries({}, optional=dict.fromkeys(("titles", "copies", "budget", "bos_budget"), numbers))


@pytest.fixture(scope="class")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("libreoffice")


@pytest.fixture(scope="class")
def computed(folder):
    """A function that has LibreOffice compute a workbook and reads it back."""
    if shutil.which("soffice") is None:
        pytest.skip("LibreOffice is not installed")

    def compute(data: bytes) -> dict[str, Sheet]:
        (folder / "in.xlsx").write_bytes(data)
        profile = f"-env:UserInstallation=file://{folder}/profile"
        command = [
            "soffice",
            profile,
            "--headless",
            "--convert-to",
            "xlsx:Calc MS Excel 2007 XML",
            "--outdir",
            str(folder / "out"),
        ]
        subprocess.run([*command, str(folder / "in.xlsx")], check=True, capture_output=True, timeout=120)
        return sheets((folder / "out" / "in.xlsx").read_bytes())

    return compute


def _samples() -> list[tuple[dict, dict | None, str]]:
    """Two hundred institutions with any mixture of figures and kinds of nothing."""
    found: list[tuple[dict, dict | None, str]] = []

    @settings(max_examples=200, database=None, suppress_health_check=list(HealthCheck))
    @given(documents, st.none() | documents, st.sampled_from(["school", "public"]))
    def collect(answers, last_year, kind):
        found.append((answers, last_year, kind))

    collect()
    return found


@pytest.mark.libreoffice
class TestVerdicts:
    """A cell says what the server will say."""

    def test_in_a_table(self, computed):
        rows = tuple(_row(f"L{index}", *sample) for index, sample in enumerate(_samples()))
        sheet = computed(write_table(small.task(*rows)))[ANSWERS]
        checks = sheet_checks(small.instrument())
        for place, row in enumerate(rows, start=6):
            shown = [sheet.at(place, 14 + index) for index in range(len(checks))]
            assert shown == [_mark(outcome) for outcome in _outcomes(row, checks)], row

    @pytest.mark.parametrize("write", [write_form, write_table])
    def test_what_libreoffice_saved_is_read_as_before(self, computed, folder, write):
        answers = {"titles": 1250, "budget": {"nothing": "missing"}, "npsn": "00401234", "library_status": "own"}
        task = small.task(small.school(answers={**answers, "opened_on": "2019-05-02"}, revision=3))
        computed(write(task))
        reading = read_template(
            (folder / "out" / "in.xlsx").read_bytes(),
            small.instrument(),
            round_code=small.ROUND,
            limit_bytes=small.LIMIT,
        )
        assert reading.rows[0].answers == {**answers, "opened_on": "2019-05-02"}
        assert (reading.rows[0].revision, reading.troubles) == (3, ())

    def test_in_a_form(self, computed):
        row = _row(
            "L", {"titles": 1250, "copies": 1180, "budget": {"nothing": "missing"}, "bos_budget": 5}, LAST, "school"
        )
        book = computed(write_form(small.task(row)))
        assert [book[CHECKS].at(place, 3) for place in range(4, 8)] == [
            "Perbaiki: Judul tercetak (1,250) melebihi Eksemplar tercetak (1,180). Perbaiki salah satunya.",
            "tidak ada data",
            "OK",
            "OK",
        ]
        assert str(book[ANSWERS].at(9, 6)).startswith("Perbaiki: Judul tercetak")


def _row(code: str, answers: dict, last_year: dict | None, kind: str):
    context = Context(kind, "sd_mi" if kind == "school" else "village", "64.01", last_year)
    return replace(small.school(code), context=context, answers=answers)


def _outcomes(row, checks):
    wanted = [check.id for check in checks]
    found = {outcome.check_id: outcome for outcome in run_checks(small.instrument(), row.answers, row.context)}
    return [found[check] for check in wanted]


def _mark(outcome) -> str:
    if outcome.failed:
        return "Perbaiki" if outcome.severity == "must_fix" else "Jelaskan"
    return "OK" if outcome.verdict == "pass" else OPEN
