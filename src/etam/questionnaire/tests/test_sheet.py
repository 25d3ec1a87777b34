"""The checks of a released instrument say in a spreadsheet what they say on a return."""

import shutil
from pathlib import Path
from typing import Any

import pytest
import xlsxwriter

from etam.expressions import (
    MISSING,
    MISSING_PHRASE,
    NOT_APPLICABLE,
    NOT_APPLICABLE_PHRASE,
    FormulaTooLong,
    Verdict,
    names,
    to_excel,
    verdict,
)
from etam.expressions.tests.test_excel import recalculated
from etam.questionnaire import Context, Fence, Instrument, row_of
from etam.questionnaire.tests.returns import MISSING as NO_DATA
from etam.questionnaire.tests.returns import NOT_APPLICABLE as NONE
from etam.questionnaire.tests.returns import SCHOOL, VILLAGE, clean_return, with_last_year

PHRASES = {MISSING: MISSING_PHRASE, NOT_APPLICABLE: NOT_APPLICABLE_PHRASE}
VERDICTS = {
    True: Verdict.PASS,
    False: Verdict.FAIL,
    MISSING_PHRASE: Verdict.UNKNOWN,
    NOT_APPLICABLE_PHRASE: Verdict.NOT_APPLICABLE,
}
FENCES = {"peers_items_per_title": Fence(1.5, 3.0, 2.0, 40), "peers_users_per_item": Fence(0.1, 5.0, 1.0, 40)}
RETURNS: list[tuple[dict[str, Any], Context]] = [
    (clean_return(), VILLAGE),
    (clean_return(SCHOOL), SCHOOL),
    (clean_return(print_titles=1250, ict_users=1501, npp="12", evidence_url="http://a.id"), VILLAGE),
    (clean_return(print_items=NO_DATA, digital_titles=NONE, staff_cpd=3), VILLAGE),
    (clean_return(SCHOOL, collection_budget_bos=1, npsn="3040123A", users_total=0), SCHOOL),
    (clean_return(print_items_added=0.5, literacy_activities=0), with_last_year(clean_return(users_total=150))),
    (clean_return(users_total=NO_DATA), with_last_year(clean_return())),
    (clean_return(), Context("public", "village", "64.08", None, FENCES)),
]


def write(path: Path, instrument: Instrument, rows: list[dict[str, Any]]) -> list[str]:
    """One row of values and formulas per return; answers the ids of the checks in order of their columns."""
    expressions = {check.id: check.expression for check in instrument.checks}
    columns = list(dict.fromkeys(name for one in expressions.values() for name in names(one)))
    written: list[str] = []
    with xlsxwriter.Workbook(path) as workbook:
        sheet = workbook.add_worksheet()
        for number, row in enumerate(rows):
            cells = {name: f"{xlsxwriter.utility.xl_col_to_name(n)}{number + 1}" for n, name in enumerate(columns)}
            for column, name in enumerate(columns):
                sheet.write(number, column, PHRASES.get(row[name], row[name]))
            formulas = {}
            for check, expression in expressions.items():
                try:
                    formulas[check] = to_excel(expression, cells)
                except FormulaTooLong:
                    continue
            written = list(formulas)
            for offset, formula in enumerate(formulas.values()):
                sheet.write_formula(number, len(columns) + offset, "=" + formula)
    return written


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
class TestSheet:
    def test_agrees_with_the_return_on_every_check(self, library_return: Instrument, tmp_path: Path):
        rows = [row_of(library_return, answers, context) for answers, context in RETURNS]
        checks = write(tmp_path / "checks.xlsx", library_return, rows)
        computed = recalculated(tmp_path / "checks.xlsx", tmp_path)
        expressions = {check.id: check.expression for check in library_return.checks}
        wrong = [
            (number, check, verdict(expressions[check], row), found)
            for number, row in enumerate(rows)
            for check, found in zip(checks, computed[number][-len(checks) :], strict=True)
            if verdict(expressions[check], row) is not VERDICTS[found]
        ]
        assert wrong == []

    def test_holds_every_check(self, library_return: Instrument, tmp_path: Path):
        rows = [row_of(library_return, *RETURNS[0])]
        assert write(tmp_path / "checks.xlsx", library_return, rows) == [check.id for check in library_return.checks]
