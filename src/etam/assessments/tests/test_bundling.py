"""The bundle for Perpusnas: complete, the same every time, and honest about every byte."""

import csv
import hashlib
import io
import json
import zipfile
from datetime import date

import pytest
from python_calamine import CalamineWorkbook

from etam.assessments import actions, bundling, editions
from etam.assessments.exceptions import NotReady
from etam.assessments.models import SheetRevision
from etam.assessments.tests.accreditation_cast import NOW, make_accreditation_cast
from etam.evidence.storage import path_of
from etam.questionnaire.answers_file import parse_answers


@pytest.fixture
def cast(db, var):
    return make_accreditation_cast()


@pytest.fixture
def one(cast):
    """Checking, with one file at two questions."""
    found = cast.answering()
    cast.save(found, dict.fromkeys(editions.instrument_of(found).elements, "b"))
    file = cast.file(title="Buku induk & daftar/koleksi: Ñ 2025")
    for element in ("titles_held", "titles_recent"):
        actions.attach(found, element=element, codes=[file.code], by=cast.operator, at=NOW)
    return actions.hand_in(found, by=cast.operator, at=NOW)


def archive(one, form_pdf=None):
    return zipfile.ZipFile(io.BytesIO(b"".join(bundling.stream(bundling.bundle(one, form_pdf)))))


class TestBundle:
    def test_names_evidence_by_question_code_and_title(self, one):
        code = one.institution.evidence.get().code
        assert f"bukti/1.1_{code}_Buku-induk-daftar-koleksi-N-2025.pdf" in archive(one).namelist()

    def test_holds_a_file_once_and_names_all_its_questions(self, one):
        found = archive(one)
        (about,) = [row for row in json.loads(found.read("manifest.json"))["files"] if "code" in row]
        assert about["questions"] == ["1.1", "1.2"]
        assert sum(name.startswith("bukti/") for name in found.namelist()) == 1

    def test_tells_the_hash_of_every_other_file(self, one):
        found = archive(one, b"%PDF-1.7 contoh")
        listed = {row["name"]: row["sha256"] for row in json.loads(found.read("manifest.json"))["files"]}
        others = set(found.namelist()) - {"manifest.json"}
        assert listed == {name: hashlib.sha256(found.read(name)).hexdigest() for name in others}
        assert {"formulir.xlsx", "formulir.pdf", "answers.csv"} < others

    def test_is_the_same_however_often_it_is_made(self, one):
        first = b"".join(bundling.stream(bundling.bundle(one)))
        assert b"".join(bundling.stream(bundling.bundle(one))) == first

    def test_does_not_tell_when_it_was_made(self, one):
        found = archive(one)
        form = zipfile.ZipFile(io.BytesIO(found.read("formulir.xlsx")))
        assert {info.date_time[0] for info in [*found.infolist(), *form.infolist()]} == {1980}
        assert f"{date.today():%Y-%m}".encode() not in form.read("docProps/core.xml")

    def test_is_a_whole_archive(self, one):
        assert archive(one).testzip() is None

    def test_comes_in_pieces(self, one):
        assert len([part for part in bundling.stream(bundling.bundle(one)) if part]) > 4

    def test_is_refused_while_bytes_are_missing(self, one):
        path_of(one.institution.evidence.get().sha256).unlink()
        with pytest.raises(NotReady) as problem:
            bundling.bundle(one)
        assert "tidak utuh di penyimpanan" in problem.value.obstacles[0].sentence


class TestAnswers:
    def test_are_read_again_as_they_were_given(self, cast, one):
        own = one.sheets.get(side="self")
        given = {
            **own.latest.answers,
            "collection_05": {"nothing": "missing"},
            "collection_06": {"nothing": "not_applicable"},
        }
        SheetRevision.objects.filter(pk=own.latest.pk).update(answers=given)
        text = archive(one).read("answers.csv").decode("utf-8-sig")
        assert parse_answers(editions.instrument_of(one), text, "answers.csv") == given

    @pytest.mark.parametrize("number", [1.234, 81.25, 1234, 0, 12.5])
    def test_write_numbers_that_are_read_in_one_way(self, number):
        from etam.questionnaire.numbers import read_number

        assert read_number(str(bundling._value(number))).readings == (number,)

    def test_are_no_formulas(self, cast, one):
        own = one.sheets.get(side="self")
        SheetRevision.objects.filter(pk=own.latest.pk).update(notes={"titles_held": "=cmd()"})
        rows = list(csv.DictReader(io.StringIO(archive(one).read("answers.csv").decode("utf-8-sig"))))
        assert rows[0]["note"] == "'=cmd()"


class TestForm:
    def test_has_a_row_for_every_question(self, one):
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(archive(one).read("formulir.xlsx"))).get_sheet_by_index(0)
        rows = {row[0]: row for row in sheet.to_python()}
        assert rows["1.1"][2] == "b (4 poin)"
        assert rows["1.1"][4] == one.institution.evidence.get().code
        assert len([key for key in rows if "." in str(key)]) == len(editions.instrument_of(one).elements)
