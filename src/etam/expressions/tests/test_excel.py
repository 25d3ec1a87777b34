"""The same cases through LibreOffice: one workbook, one call."""

import random
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter
from python_calamine import CalamineWorkbook

from etam.expressions import (
    MISSING,
    MISSING_PHRASE,
    NOT_APPLICABLE,
    NOT_APPLICABLE_PHRASE,
    Expression,
    FormulaTooLong,
    Type,
    evaluate,
    parse,
    to_excel,
)
from etam.expressions.tests import grammar
from etam.expressions.tests.test_agreement import same
from etam.expressions.tests.test_cases import CASES

WHOLE = Type.WHOLE
SOFFICE = shutil.which("soffice")
ALWAYS_RECALCULATE = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Calc/Formula/Load">
<prop oor:name="OOXMLRecalcMode"><value>0</value></prop></item>
</oor:items>"""
PHRASES = {MISSING_PHRASE: MISSING, NOT_APPLICABLE_PHRASE: NOT_APPLICABLE}


Case = tuple[Expression, dict[str, Any]]


def cases() -> list[Case]:
    drawn = random.Random(64)
    listed = [(parse(text), {"a": a, "b": b}) for text, a, b, _ in CASES]
    random_cases = [(grammar.expression(drawn.choice, 1 + n % 3), grammar.row(drawn.choice)) for n in range(400)]
    return listed + [(parse(text, grammar.TYPES), row) for text, row in random_cases]


def write_workbook(path: Path, listed: list[Case]) -> list[int]:
    """Write a row of inputs and a formula per case; returns the cases whose formula fits into a cell."""
    written = []
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for index, (expression, row) in enumerate(listed):
            cells = {}
            for place, (name, value) in enumerate(row.items()):
                cells[name] = f"{'ABCD'[place]}{index + 1}"
                # Both ways of writing missing are tried in turn: an empty cell and the phrase.
                shown = MISSING_PHRASE if value is MISSING and index % 2 else value
                shown = NOT_APPLICABLE_PHRASE if value is NOT_APPLICABLE else shown
                if shown is not MISSING:
                    (sheet.write_string if isinstance(shown, str) else sheet.write_number)(index, place, shown)
            try:
                sheet.write_formula(index, 5, "=" + to_excel(expression, cells))
            except FormulaTooLong:
                continue
            written.append(index)
    return written


def recalculated(path: Path, folder: Path) -> list[list[Any]]:
    profile = folder / "profile" / "user"
    profile.mkdir(parents=True)
    (profile / "registrymodifications.xcu").write_text(ALWAYS_RECALCULATE)
    out = folder / "out"
    command = [SOFFICE, f"-env:UserInstallation={profile.parent.as_uri()}", "--headless", "--convert-to", "xlsx"]
    subprocess.run([*command, "--outdir", str(out), str(path)], check=True, capture_output=True, timeout=180)
    return CalamineWorkbook.from_path(str(out / path.name)).get_sheet_by_index(0).to_python(skip_empty_area=False)


@pytest.mark.libreoffice
@pytest.mark.skipif(SOFFICE is None, reason="LibreOffice is not installed")
class TestSpreadsheet:
    def test_agrees_with_the_row_on_every_case(self, tmp_path: Path):
        listed = cases()
        written = write_workbook(tmp_path / "cases.xlsx", listed)
        computed = recalculated(tmp_path / "cases.xlsx", tmp_path)
        assert len(written) > 450
        wrong = []
        for index in written:
            expression, row = listed[index]
            expected, found = evaluate(expression, row), computed[index][5]
            if not same(expected, PHRASES.get(found, found)):
                wrong.append((expression.text, row, expected, found))
        assert wrong == []


class TestFormula:
    def test_reads_well_for_a_plain_rule(self):
        rule = parse("titles <= copies", {"titles": WHOLE, "copies": WHOLE})
        assert to_excel(rule, {"titles": "O5", "copies": "P5"}) == (
            'IF(OR(O5="tidak berlaku",P5="tidak berlaku"),"tidak berlaku",'
            'IF(OR(NOT(ISNUMBER(O5)),NOT(ISNUMBER(P5))),"tidak ada data",O5<=P5))'
        )

    def test_doubles_quotes_in_texts(self):
        assert '"a""b"' in to_excel(parse("t == 'a\"b'"), {"t": "A1"})

    def test_refuses_what_excel_cannot_hold(self):
        long = " and ".join(["a + b > c"] * 200)
        with pytest.raises(FormulaTooLong):
            to_excel(parse(long), {"a": "A1", "b": "B1", "c": "C1"})

    def test_needs_a_cell_for_every_name(self):
        with pytest.raises(KeyError, match="b"):
            to_excel(parse("a + b"), {"a": "A1"})
