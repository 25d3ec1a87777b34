"""An instrument to a workbook and back, and every way in which a workbook can be wrong."""

import dataclasses
import io
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import pytest

from etam.content.files import read_yaml
from etam.exchange.exceptions import FileRefused
from etam.exchange.instrument_sheet.checking import read_workbook, to_yaml, version_exists
from etam.exchange.instrument_sheet.layout import ABOUT, TABLES
from etam.exchange.instrument_sheet.writing import write_workbook
from etam.exchange.sheets import read_sheets
from etam.questionnaire import instrument_folder, instrument_folders, load_instrument
from etam.web.tables import new_workbook, write_cell
from etam.web.tests.nasty import workbook as tiny_workbook

VILLAGE = instrument_folder("accreditation-village", "2018.1")
FOLDERS = instrument_folders()


def data_of(folder: Path) -> Any:
    return read_yaml(folder / "instrument.yml").data


def cell(sheet: str, title: str, line: int) -> tuple[str, int, int]:
    """Sheet, row and column (from 0) of the `line`th row below the title of a column."""
    titles = [column.title for column in TABLES[sheet]]
    return sheet, line, titles.index(title)


def about(title: str) -> tuple[str, int, int]:
    return "Instrumen", [column.title for column in ABOUT].index(title), 1


VERSION = about("Versi")


def edited(
    changes: Mapping[tuple[str, int, int], Any], merged: Iterable[tuple[str, str]] = (), without: Iterable[str] = ()
) -> bytes:
    """The workbook of the village instrument as a version that is new, with cells changed; "=" starts a formula."""
    file = io.BytesIO()
    changes = {VERSION: "2026.1", **changes}
    with new_workbook(file) as book:
        for name, sheet in read_sheets(write_workbook(data_of(VILLAGE), "accreditation-village@2018.1"), 10**7).items():
            if name in without:
                continue
            made = book.add_worksheet(name)
            cells = {(row, i): value for row, line in enumerate(sheet.cells) for i, value in enumerate(line)}
            cells |= {(row, column): value for (of, row, column), value in changes.items() if of == name}
            for (row, column), value in cells.items():
                if isinstance(value, str) and value.startswith("="):
                    made.write_formula(row, column, value)
                elif value not in ("", None):
                    write_cell(made, row, column, value)
            for of, block in merged:
                if of == name:
                    made.merge_range(block, "x")
    return file.getvalue()


def faults(changes: Mapping[tuple[str, int, int], Any], **options: Any) -> list[str]:
    return [str(fault) for fault in read_workbook(edited(changes, **options)).faults]


def bases(data: Any) -> list[Any]:
    questions = [question for section in data["sections"] for question in section["questions"]]
    known = [one["at_least"] for question in questions for one in question.get("known_from", []) if "at_least" in one]
    return [entry["basis"] for entry in (data, *questions, *known) if "basis" in entry]


class TestRoundTrip:
    @pytest.mark.parametrize("folder", FOLDERS, ids=[f"{one.parent.name}@{one.name}" for one in FOLDERS])
    def test_gives_an_equal_instrument(self, folder):
        draft = read_workbook(write_workbook(data_of(folder), f"{folder.parent.name}@{folder.name}"))
        before = load_instrument(folder)
        assert draft.faults == ()
        assert dataclasses.replace(draft.instrument, checksum=before.checksum) == before

    @pytest.mark.parametrize("folder", FOLDERS, ids=[f"{one.parent.name}@{one.name}" for one in FOLDERS])
    def test_keeps_article_and_confidence_of_every_basis(self, folder):
        draft = read_workbook(write_workbook(data_of(folder), f"{folder.parent.name}@{folder.name}"))
        assert bases(draft.data) == bases(data_of(folder))

    def test_needs_no_base_where_the_sheets_hold_everything(self):
        draft = read_workbook(write_workbook(data_of(VILLAGE)))
        before = load_instrument(VILLAGE)
        assert dataclasses.replace(draft.instrument, checksum=before.checksum) == before

    def test_survives_sheets_whose_columns_were_moved(self):
        file = io.BytesIO()
        with new_workbook(file) as book:
            for name, sheet in read_sheets(write_workbook(data_of(VILLAGE)), 10**7).items():
                made = book.add_worksheet(name)
                for row, line in enumerate(sheet.cells):
                    for column, value in enumerate(line if name == "Instrumen" else reversed(line)):
                        if value != "":
                            write_cell(made, row, column, value)
        draft = read_workbook(file.getvalue())
        assert dataclasses.replace(draft.instrument, checksum="") == dataclasses.replace(
            load_instrument(VILLAGE), checksum=""
        )

    def test_keeps_bands_steps_and_unscored_questions(self, tmp_path):
        text = (VILLAGE / "instrument.yml").read_text(encoding="utf-8")
        data = data_of(VILLAGE)
        first = data["sections"][0]["questions"][0]
        first["known_from"][0]["steps"] = [
            {"value": "b", "from": 0, "below": 1000, "confidence": "official", "basis": ["PERPUSNAS-6-2017"]},
            {"value": "a", "from": 1000, "confidence": "official"},
        ]
        data["sections"][5]["questions"][0] = {
            "element": "hours_open",
            "number": "6.1",
            "type": "number",
            "label": {"id": "Jam buka", "en": "Hours"},
            "required": False,
            "maximum": 24,
            "applies_to": 'kind == "public"',
            "point_bands": [{"below": 6, "points": 1, "confidence": "derived"}, {"from": 6, "points": 5}],
            "confidence": "derived",
        }
        del data["scoring"]["tree"]["parts"][5]["section"]
        data["scoring"]["tree"]["parts"][5]["questions"] = ["hours_open", "strengths_02", "strengths_03"]
        folder = tmp_path / "accreditation-village" / "2018.1"
        folder.mkdir(parents=True)
        (folder / "instrument.yml").write_text(to_yaml(data), encoding="utf-8")
        (folder / "CHANGES.md").write_text("#\n", encoding="utf-8")
        before = load_instrument(folder)
        draft = read_workbook(write_workbook(data))
        assert draft.faults == ()
        assert dataclasses.replace(draft.instrument, checksum=before.checksum) == before
        assert "strengths_04" not in draft.instrument.scoring.elements
        assert text == (VILLAGE / "instrument.yml").read_text(encoding="utf-8")


class TestEditing:
    def test_an_officer_gives_an_indicator_its_official_wording(self):
        draft = read_workbook(
            edited(
                {
                    cell("Pertanyaan", "Label", 5): "Koleksi yang sesuai kebutuhan warga",
                    cell("Pertanyaan", "Label (Inggris)", 5): "",
                    cell("Pertanyaan", "Keyakinan", 5): "resmi",
                }
            )
        )
        question = draft.instrument.question("collection_05")
        assert (question.label.id, question.label.en) == ("Koleksi yang sesuai kebutuhan warga",) * 2
        assert question.origin.confidence == "official"

    def test_weights_may_change_as_long_as_they_sum_to_100(self):
        draft = read_workbook(edited({cell("Komponen", "Bobot", 1): 22.5, cell("Komponen", "Bobot", 2): "12,5"}))
        assert [part.weight for part in draft.instrument.scoring.root.parts] == [22.5, 12.5, 25, 20, 15, 5]

    def test_a_row_may_be_taken_out(self):
        blank = {("Pertanyaan", 5, column): "" for column in range(len(TABLES["Pertanyaan"]))}
        assert "collection_05" not in read_workbook(edited(blank)).instrument.elements


class TestFaultsOfTheFile:
    def test_no_workbook_at_all(self):
        with pytest.raises(FileRefused, match="bukan lembar kerja Excel"):
            read_workbook(b"bukan apa-apa")

    def test_an_empty_file(self):
        with pytest.raises(FileRefused, match="kosong"):
            read_workbook(b"")

    def test_a_workbook_of_something_else(self):
        with pytest.raises(FileRefused, match=r"“Komponen”, “Pertanyaan” tidak ada\..*instrument-sheet"):
            read_workbook(tiny_workbook())

    def test_macros(self):
        with pytest.raises(FileRefused, match="memuat makro"):
            read_workbook(tiny_workbook(extra={"xl/vbaProject.bin": b"x"}))

    def test_a_sheet_that_is_absent(self):
        with pytest.raises(FileRefused, match="Lembar “Komponen” tidak ada"):
            read_workbook(edited({}, without=["Komponen"]))


# Each row: what is changed, and the sentence that names sheet and cell.
WRONG: dict[str, tuple[dict[tuple[str, int, int], Any], str]] = {
    "a formula": ({cell("Komponen", "Bobot", 1): "=10+10"}, "Lembar “Komponen”, sel I2: berisi rumus."),
    "an unknown type": (
        {cell("Pertanyaan", "Tipe", 1): "tangg"},
        "Lembar “Pertanyaan”, sel E2: “tangg” tidak dikenal. Pilih: bilangan, rupiah,",
    ),
    "an unknown confidence": (
        {cell("Pertanyaan", "Keyakinan", 1): "yakin"},
        "Lembar “Pertanyaan”, sel Y2: “yakin” tidak dikenal. Pilih: resmi,",
    ),
    "an element that stands twice": (
        {cell("Pertanyaan", "Elemen", 2): "titles_held"},
        "Lembar “Pertanyaan”, sel A3: elemen “titles_held” sudah ada di sel A2.",
    ),
    "an element that is no name": (
        {cell("Pertanyaan", "Elemen", 5): "Judul Koleksi"},
        "Lembar “Pertanyaan”, sel A6: hanya boleh berisi huruf kecil",
    ),
    "weights that do not fit": (
        {cell("Komponen", "Bobot", 1): 25},
        "Lembar “Komponen”, sel I7: bobot berjumlah 105, seharusnya 100.",
    ),
    "a weight that is absent": (
        {cell("Komponen", "Bobot", 3): ""},
        "Lembar “Komponen”, sel I4: kosong, sedangkan saudaranya berbobot.",
    ),
    "a weight below nothing": (
        {cell("Komponen", "Bobot", 1): -20, cell("Komponen", "Bobot", 2): 55},
        "Lembar “Komponen”, sel I2: bobot −20 harus lebih dari 0.",
    ),
    "points above the maximum": (
        {cell("Tangga", "Poin", 1): 6},
        "Lembar “Tangga”, sel E2: 6 poin melebihi maksimum 5 di sel U2 lembar Pertanyaan dan 70 sel lainnya.",
    ),
    "a ladder nobody described": (
        {cell("Pertanyaan", "Tangga", 4): "T9"},
        "Lembar “Pertanyaan”, sel P5: tangga “T9” tidak ada pada lembar Tangga.",
    ),
    "a ladder without its name": (
        {cell("Pertanyaan", "Tangga", 4): ""},
        "Lembar “Pertanyaan”, sel P5: kosong. Pertanyaan bertipe tangga",
    ),
    "a ladder nobody uses": (
        {cell("Tangga", "Tangga", 6): "T2", cell("Tangga", "Nilai", 6): "a", cell("Tangga", "Label", 6): "A"},
        "Lembar “Tangga”, sel A7: tangga “T2” tidak dipakai",
    ),
    "a component nobody described": (
        {cell("Pertanyaan", "Komponen", 1): "colection"},
        "Lembar “Pertanyaan”, sel B2: “colection” tidak ada pada lembar Komponen.",
    ),
    "a component without questions": (
        {cell("Komponen", "Kode", 6): "strength"},
        "Lembar “Komponen”, sel A7: komponen “strength” tidak mempunyai pertanyaan.",
    ),
    "a parent nobody described": (
        {cell("Komponen", "Induk", 2): "Z"},
        "Lembar “Komponen”, sel C3: “Z” tidak ada pada lembar Komponen.",
    ),
    "a component below itself": (
        {cell("Komponen", "Induk", 2): "premises"},
        "Lembar “Komponen”, sel C3: “premises” menjadi induk dirinya sendiri.",
    ),
    "a note about nothing": (
        {cell("Catatan", "Elemen", 1): "titles"},
        "Lembar “Catatan”, sel A2: “titles” tidak ada pada lembar Pertanyaan.",
    ),
    "a number that a program changed": (
        {cell("Pertanyaan", "Nomor", 10): 1.1},
        "Lembar “Pertanyaan”, sel D11: terbaca sebagai angka 1,1, sehingga 1.1 dan 1.10 tidak dapat dibedakan.",
    ),
    "a weight in words": (
        {cell("Komponen", "Bobot", 1): "dua puluh"},
        "Lembar “Komponen”, sel I2: “dua puluh” tidak dapat dibaca sebagai angka.",
    ),
    "a weight with a doubtful point": (
        {cell("Komponen", "Bobot", 1): "1.000"},
        "Lembar “Komponen”, sel I2: “1.000” tidak dapat dibaca sebagai angka.",
    ),
    "a label that is absent": (
        {cell("Pertanyaan", "Label", 3): ""},
        "Lembar “Pertanyaan”, sel F4: “Label” belum diisi.",
    ),
    "English alone": (
        {cell("Pertanyaan", "Bantuan (Inggris)", 3): "Help"},
        "Lembar “Pertanyaan”, sel K4: terisi, tetapi bahasa Indonesianya kosong.",
    ),
    "a condition that names nothing": (
        {cell("Pertanyaan", "Syarat nilai", 3): 'policy == "ya"'},
        "Lembar “Pertanyaan”, sel V4: menyebut elemen “policy” yang tidak ditanyakan.",
    ),
    "a condition that is none": (
        {cell("Pertanyaan", "Berlaku untuk", 3): "kind =="},
        "Lembar “Pertanyaan”, sel W4: bukan ungkapan yang dapat dibaca.",
    ),
    "a known figure of an element that the return does not ask": (
        {cell("Diketahui", "Ungkapan", 1): "titles"},
        "Lembar “Diketahui”, sel D2: menyebut elemen “titles” yang tidak ditanyakan.",
    ),
    "a regulation nobody registered": (
        {about("Dasar hukum"): "PERPUSNAS-99-2030"},
        "Lembar “Instrumen”, sel B7: “PERPUSNAS-99-2030” tidak ada dalam daftar peraturan.",
    ),
    "an article nobody registered": (
        {about("Dasar hukum"): "UU-43-2007 pasal 999"},
        "Lembar “Instrumen”, sel B7: pasal 999 UU-43-2007 tidak ada dalam daftar pasal.",
    ),
    "a basis that is none": (
        {about("Dasar hukum"): "UU-43-2007 ayat tiga"},
        "Lembar “Instrumen”, sel B7: “UU-43-2007 ayat tiga” bukan dasar hukum.",
    ),
    "a kind of institution that is none": (
        {about("Jenis lembaga yang ditanya"): "public, castle"},
        "Lembar “Instrumen”, sel B8: jenis “castle” tidak dikenal.",
    ),
    "a version that is none": (
        {VERSION: "dua"},
        "Lembar “Instrumen”, sel B2: harus tahun dan nomor, misalnya 2026.1.",
    ),
    "a base that is not there": (
        {about("Versi dasar"): "../../etc@1"},
        "Lembar “Instrumen”, sel B11: “../../etc@1” tidak ada.",
    ),
    "grades with a gap": (
        {cell("Predikat", "Dari (termasuk)", 2): 61},
        "Lembar “Predikat”, sel A3: tidak mulai tepat di tempat batas sebelumnya berakhir.",
    ),
    "a column of one's own": ({("Pertanyaan", 0, 40): "Bobotku"}, "Lembar “Pertanyaan”, sel AO1: kolom “Bobotku”"),
    "a row of one's own": ({("Instrumen", 40, 0): "Penyusun"}, "Lembar “Instrumen”, sel A41: baris “Penyusun”"),
    "a total without a name": (
        {about("Kode nilai"): ""},
        "Lembar “Instrumen”, sel B13: kosong, padahal lembar Komponen memuat bobot.",
    ),
}


class TestFaultsOfCells:
    @pytest.mark.parametrize(("changes", "sentence"), WRONG.values(), ids=WRONG)
    def test_are_named_by_sheet_and_cell(self, changes, sentence):
        found = faults(changes)
        assert any(one.startswith(sentence) for one in found), found

    def test_merged_cells(self):
        found = faults({}, merged=[("Predikat", "C3:D3")])
        assert any(one.startswith("Lembar “Predikat”, sel C3: digabung sampai D3.") for one in found), found

    def test_leave_no_instrument(self):
        assert read_workbook(edited({cell("Komponen", "Bobot", 1): 25})).instrument is None

    def test_a_version_that_exists_is_one(self):
        fault = version_exists(read_workbook(edited({VERSION: "2018.1"})))
        assert str(fault) == (
            "Lembar “Instrumen”, sel B2: versi 2018.1 sudah ada dan tidak diubah lagi. "
            "Pakai versi baru, misalnya 2018.2."
        )
