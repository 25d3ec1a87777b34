"""What answers the centre, made from what was entered once."""

import io
import zipfile

import pytest
from python_calamine import CalamineWorkbook

from etam.content.obligations import latest_obligations
from etam.obligations.exports import EXPORTS, documents, evidence, indicators, metadata, returns
from etam.questionnaire import instrument_folders, load_instrument
from etam.submissions.tests.cast import make_cast


@pytest.fixture
def cast(db, var):
    return make_cast()


def sheets(file):
    book = CalamineWorkbook.from_object(io.BytesIO(file.data))
    return {name: book.get_sheet_by_name(name).to_python() for name in book.sheet_names}


class TestExports:
    def test_every_name_in_content_has_one(self):
        named = {one.export for one in latest_obligations().all if one.export}
        assert named == set(EXPORTS)

    @pytest.mark.parametrize("name", EXPORTS)
    def test_each_says_what_it_lacks_in_a_year_without_anything(self, db, var, name):
        assert EXPORTS[name].build(2010).data
        assert EXPORTS[name].gaps(2010)


class TestIplmWorkbook:
    def test_has_the_columns_of_the_national_form_in_its_order(self):
        edition = load_instrument(instrument_folders()[-1].parents[1] / "library-return" / "2026.1")
        letters = [one.column for one in returns.columns(edition)]
        assert letters[:3] == ["A", "B", "C"]
        assert letters[-1] == "AQ"
        assert {"M", "N"}.isdisjoint(letters)

    def test_writes_the_words_of_the_national_form(self, cast):
        _, row = sheets(returns.workbook(2024))["Bontang"]
        assert row[:3] == ["Umum", "Desa/Kelurahan", 0]
        assert "Kota Bontang" in row

    def test_tells_how_many_returns_are_not_accepted(self, cast):
        cast.accepted()
        (gap,) = returns.gaps(2025)
        assert gap.sentence == "2 dari 3 perpustakaan belum punya isian yang diterima."


class TestKeyIndicators:
    def test_is_the_table_that_the_page_of_programmes_shows(self, cast):
        (name,) = sheets(indicators.workbook(2024))
        rows = sheets(indicators.workbook(2024))[name]
        assert rows[0][0] == "Indikator kinerja kunci (IKK) urusan perpustakaan dan urusan kearsipan"
        assert any("Rasio ketercukupan koleksi dengan penduduk" in row for row in rows)

    def test_names_the_indicators_without_a_value(self, cast):
        (gap,) = indicators.gaps(2024)
        assert gap.sentence.startswith(f"{gap.count} indikator belum ada nilainya: Persentase kemanfaatan")


class TestMetadata:
    def test_describes_every_question_once(self, cast):
        rows = sheets(metadata.variables(2024))["MS-Var"]
        names = [row[3] for row in rows[1:]]
        assert len(names) == len(set(names)) == 43

    def test_keeps_personal_variables_from_the_public(self, cast):
        rows = {row[3]: row for row in sheets(metadata.variables(2024))["MS-Var"]}
        assert rows["respondent_name"][-1] == "tidak: data pribadi"
        assert rows["print_titles"][8:9] == ["bilangan bulat"]

    def test_gives_each_round_its_sheet(self, cast):
        (sheet,) = sheets(metadata.activities(2024)).values()
        assert [row[0] for row in sheet[1:]] == list(metadata.ACTIVITY)
        assert "3 pada putaran ini" in sheet[5][1]

    def test_names_what_an_indicator_is_made_of(self, db):
        rows = sheets(metadata.indicators(2025))["MS-Ind"]
        assert all(row[4] for row in rows[1:])
        assert len(rows) > 20


class TestDocuments:
    def test_says_when_there_is_no_programme(self, db, var):
        assert documents.external_gaps(2021)[0].sentence == "Belum ada program pengawasan 2021."

    def test_lists_the_hash_of_every_file(self, db, var):
        archive = zipfile.ZipFile(io.BytesIO(documents.external(2021).data))
        assert archive.namelist() == ["SHA256SUMS.txt"]


class TestPemdiEvidence:
    def test_leads_to_pages_that_exist(self, settings):
        settings.ADDRESS = "https://etam.example"
        shown = [one for one in latest_obligations().indicators if one.shows]
        assert all(evidence.address(one).startswith("https://etam.example/") for one in shown)
