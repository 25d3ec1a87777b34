"""The workbook of an analysis as LibreOffice computes it: our values and its formulas say the same."""

import io
import shutil
import subprocess
from datetime import date
from pathlib import Path

import pytest
from python_calamine import CalamineWorkbook

from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.queries.analysis import Analysis
from etam.workforce.tests.analysed import analysis, make_world
from etam.workforce.workload_xlsx import LOAD, NEED, WHOLE, write_sheet

DAY = date(2026, 11, 26)


def written(one: Workload) -> bytes:
    return write_sheet(Analysis(one, DAY))


def table(data: bytes) -> list[list[object]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python(skip_empty_area=False)


def sums(data: bytes) -> list[tuple[object, ...]]:
    """Label, load, need and persons of every sum."""
    rows = [row for row in table(data) if str(row[0]).startswith("Jumlah")]
    return [(row[0], row[LOAD], round(float(str(row[NEED])), 9), row[WHOLE]) for row in rows]


@pytest.fixture
def one(db: None) -> Workload:
    # 12.1 × 4,500 and such are where binary numbers leave dust; 75,000 / 75,000 / 2 is a half to the letter.
    return analysis(
        make_world().library, ("ahli_pertama", 4500, 12.1), ("ahli_pertama", 0.1, 3), ("ahli_muda", 3750, 10)
    )


def test_a_task_that_is_open_has_no_load_and_not_zero(one: Workload) -> None:
    WorkloadTask.objects.filter(volume=3750).update(volume=None)
    row = next(row for row in table(written(one)) if row[1] == "Kegiatan 3")
    assert (row[LOAD], row[NEED]) == ("", "")


def test_text_never_becomes_a_formula(one: Workload) -> None:
    WorkloadTask.objects.filter(volume=3750).update(activity='=HYPERLINK("http://x")', unit="+1", provenance="@x")
    cells = [cell for row in table(written(one)) for cell in row]
    assert {'=HYPERLINK("http://x")', "+1", "@x"} <= {str(cell) for cell in cells}


@pytest.mark.libreoffice
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_opens_it_and_computes_the_same(one: Workload, tmp_path: Path) -> None:
    data = written(one)
    (tmp_path / "abk.xlsx").write_bytes(data)
    command = ["soffice", f"-env:UserInstallation=file://{tmp_path}/profile", "--headless", "--convert-to"]
    command += ["xlsx:Calc MS Excel 2007 XML", "--outdir", str(tmp_path / "out"), str(tmp_path / "abk.xlsx")]
    subprocess.run(command, check=True, capture_output=True, timeout=120)
    computed = sums((tmp_path / "out" / "abk.xlsx").read_bytes())
    assert computed == sums(data)
    assert [row[3] for row in computed] == [1, 1, 2]
