"""Each kind of fault, made in a copy of the content, is named with its file and line."""

import shutil

import pytest

from etam.content.check import CHECKERS, check_content, editions
from etam.content.cross_checks import check_references
from etam.content.files import CONTENT_ROOT

PURE = (*CHECKERS, "schemas")


@pytest.fixture
def copy(tmp_path):
    for kind in PURE:
        shutil.copytree(CONTENT_ROOT / kind, tmp_path / kind)
    return tmp_path


def line_of(path, text):
    return next(number for number, line in enumerate(path.read_text().splitlines(), 1) if text in line)


def replace(path, old, new):
    """Change the first `old` in a file; returns the line it stood on."""
    line = line_of(path, old)
    path.write_text(path.read_text().replace(old, new, 1))
    return line


REGIONS = "regions/2026-01/"
REGULATIONS = "regulations/2026-02/"
POPULATION = "series/population/2026-01/values.csv"
LIBRARIES = "series/libraries/2026-01/values.csv"
KINDS = "institution-kinds/2026.1/kinds.yml"
KINDS_NOW = "institution-kinds/2026.2/kinds.yml"
POINTS = "recommendations/2020/recommendations.yml"

# Each row: file, what stands there, what is put in its place, a piece of the message.
BROKEN = {
    "a column without description": (REGIONS + "tiles.csv", "grid_row,", "row,", "grid_row is absent"),
    "a code that is no code": (REGIONS + "regions.csv", "64.08.05,3", "6408.05,3", "dotted Kemendagri code"),
    "a level that does not fit": (REGIONS + "regions.csv", "64.08.05,3,", "64.08.05,4,", "has 3 parts"),
    "a parent that is another": (REGIONS + "regions.csv", "64.08.05,3,64.08,", "64.08.05,3,64.07,", "begin code"),
    "a code that stands twice": (REGIONS + "regions.csv", "64.08.05,3", "64.08.04,3", "stands already in line"),
    "a desa numbered as kelurahan": (REGIONS + "regions.csv", "Sepaku,urban_village", "Sepaku,village", "says urban"),
    "a BPS code below the regency": (
        REGIONS + "regions.csv",
        "Batu Sopang,district,,",
        "Batu Sopang,district,6401,",
        "bps_code_2017",
    ),
    "a day that no calendar has": (REGIONS + "history.csv", "2013-01-11,", "2013-02-30,", "is not a day"),
    "an end before the beginning": (
        REGIONS + "overlay.csv",
        "2022-02-15,,",
        "2022-02-15,2021-01-01,",
        "before valid_from",
    ),
    "an overlay on an unknown region": (REGIONS + "overlay.csv", "ikn,64.09.04", "ikn,64.12.04", "not in regions"),
    "a variant of an unknown region": (REGIONS + "names.csv", "64.11,Mahulu", "64.12,Mahulu", "not in regions.csv"),
    "a regency without a tile": (REGIONS + "tiles.csv", "64.74,", "64.73,", "not in level 2"),
    "a column whose source nobody named": (
        REGIONS + "source.yml",
        "source: own, trust: own, note",
        "source: owner, trust: own, note",
        "not one of",
    ),
    "a trust for a column that is not there": (
        REGIONS + "source.yml",
        "columns: [dapodik_code]",
        "columns: [dapodik]",
        "no column dapodik",
    ),
    "a figure that is no number": (POPULATION, ",230316,", ",230.316.0,", "decimal point"),
    "parts that do not make the whole": (
        POPULATION,
        "population,64,2010,3028487",
        "population,64,2010,3028488",
        "sum to",
    ),
    "a series that is not described": (
        POPULATION,
        "population_male,64.01",
        "population_men,64.01",
        "series of source.yml",
    ),
    "a series of an unknown region": (LIBRARIES, ",64.02,", ",64.04,", "not in the regions"),
    "a kind that stands twice": (KINDS, "- code: tbm", "- code: special", "stands twice"),
    "an identifier nobody described": (
        KINDS,
        "identifiers: [npsn, npp]",
        "identifiers: [nspp, npp]",
        '"nspp" is not',
    ),
    "a pattern that cannot be read": (
        KINDS,
        r"'^\d{8}$'",
        r"'^(\d{8}$'",
        "not a regular expression",
    ),
    "a basis that is not in the register": (
        KINDS,
        "regulation: UU-43-2007",
        "regulation: UU-44-2007",
        "register of regulations",
    ),
    "an article that is not in the register": (
        KINDS,
        'UU-43-2007, article: "22"',
        'UU-43-2007, article: "122"',
        "article 122 of UU-43-2007 is not in articles.csv",
    ),
    "an office on the national form of libraries": (
        KINDS_NOW,
        "- code: office",
        "- code: office\n    form: {column: A, value: null, confidence: not_found}",
        "asks libraries only",
    ),
    "a library without its place on the national form": (
        KINDS_NOW,
        "- code: sd_mi",
        "- code: paud\n        label: {id: PAUD, en: Nursery}\n      - code: sd_mi",
        "has no form",
    ),
    "a version in another folder": (KINDS, '"2026.1"', '"2026.2"', "stands in the folder"),
    "an unknown status": (REGULATIONS + "regulations.csv", ",berlaku,", ",valid,", "berlaku"),
    "a relation to an unknown regulation": (
        REGULATIONS + "relations.csv",
        "UU-43-2009,",
        "UU-43-2010,",
        "not in regulations.csv",
    ),
    "a regulation that revokes itself": (
        REGULATIONS + "relations.csv",
        "mencabut,UU-7-1971",
        "mencabut,UU-43-2009",
        "itself",
    ),
    "regulations that carry out each other": (
        REGULATIONS + "relations.csv",
        "PERBPS-4-2020,melaksanakan,PERPRES-39-2019",
        "PERPRES-39-2019,melaksanakan,PERBPS-5-2020",
        "is a circle",
    ),
    "an article of an unknown regulation": (
        REGULATIONS + "articles.csv",
        "UU-43-2007,15(3)",
        "UU-43-2017,15(3)",
        "not in regulations.csv",
    ),
    "a measure nobody described": (
        POINTS,
        "[villages_with_library_share,",
        "[villages_share,",
        "not described",
    ),
    "a text adopted after the meeting": (POINTS, 'adopted_on: "2020-03-18"', 'adopted_on: "2020-03-20"', "between"),
    "a point out of order": (POINTS, "number: 3", "number: 4", "point 3"),
    "a text that is empty": (
        POINTS,
        'short_name: "Rakornis 2020"',
        "short_name: 2020",
        "short_name",
    ),
}


class TestShippedContent:
    def test_has_no_fault(self, copy):
        assert check_content(copy) == []


class TestEachFault:
    @pytest.mark.parametrize(("file", "old", "new", "message"), BROKEN.values(), ids=BROKEN)
    def test_is_named_with_file_and_line(self, copy, file, old, new, message):
        path = copy / file
        line = replace(path, old, new)
        # Only the edition itself and what it says of others: the rest is as it was shipped.
        faults = [*CHECKERS[file.split("/")[0]](path.parent), *check_references(copy, [path.parent])]
        assert line in [fault.line for fault in faults if fault.path == path and message in fault.message]


class TestFaultsOfWholeFiles:
    def test_a_missing_history_is_named(self, copy):
        (copy / "series/schools/2019/CHANGES.md").unlink()
        assert [fault.path.name for fault in check_content(copy)] == ["CHANGES.md"]

    def test_a_missing_source_is_named(self, copy):
        (copy / "regulations/2026-02/source.yml").unlink()
        assert "source.yml" in [fault.path.name for fault in check_content(copy)]

    def test_an_outline_that_is_missing_is_named_with_those_that_exist(self, copy):
        path = copy / "regions/2026-01/outlines.geojson"
        path.write_text(path.read_text().replace('"id":"64.74"', '"id":"64.73"', 1))
        assert "64.73" in next(fault.message for fault in check_content(copy) if fault.path == path)

    def test_a_kind_nobody_checks_is_named(self, copy):
        (copy / "methoden").mkdir()
        assert [fault.path.name for fault in check_content(copy)] == ["methoden"]

    def test_a_schema_that_is_no_schema_is_named(self, copy):
        replace(copy / "schemas/series.schema.json", '"type": "object"', '"type": "objekt"')
        assert [fault.path.name for fault in check_content(copy)] == ["series.schema.json"]

    def test_bytes_that_are_no_text_are_named(self, copy):
        path = copy / "regions/2026-01/names.csv"
        path.write_bytes(b"\xff\xfe" + path.read_bytes())
        assert [fault.path for fault in check_content(copy)] == [path]

    def test_a_row_with_a_cell_too_many_is_named_with_its_line(self, copy):
        path = copy / "regions/2026-01/labels.csv"
        path.write_text(path.read_text().replace("64.02,0.192,116.205", "64.02,0,192,116,205"))
        assert [(fault.path, fault.line) for fault in check_content(copy)] == [(path, 3)]


class TestCrossChecks:
    @pytest.fixture
    def method(self, copy):
        folder = copy / "methods" / "sample" / "2026.1"
        folder.mkdir(parents=True)
        (folder / "CHANGES.md").write_text("# Sample\n")
        (folder / "method.yml").write_text(
            "code: sample\nversion: '2026.1'\nbasis: [UU-43-2007]\n"
            "gather: {series: population}\ncategory_scale: sample-scale\n"
        )
        (copy / "category-scales").mkdir()
        (copy / "category-scales" / "sample.yml").write_text("code: sample-scale\n")
        return folder / "method.yml"

    @staticmethod
    def check(copy):
        return check_content(copy, CHECKERS | {"methods": _nothing, "category-scales": _nothing})

    def test_find_nothing_where_all_names_are_known(self, copy, method):
        assert self.check(copy) == []

    @pytest.mark.parametrize(
        ("old", "new", "line"),
        [
            ("UU-43-2007", "UU-43-2070", 3),
            ("series: population", "series: people", 4),
            ("sample-scale", "other-scale", 5),
        ],
    )
    def test_name_file_and_line_of_an_unknown_name(self, copy, method, old, new, line):
        replace(method, old, new)
        assert [(fault.path, fault.line) for fault in self.check(copy)] == [(method, line)]

    def test_name_two_editions_with_one_code_and_version(self, copy, method):
        twin = shutil.copytree(method.parent, method.parent.parent / "2026.2")
        assert [fault.path for fault in self.check(copy)] == [twin / "method.yml"]


class TestEditions:
    def test_stand_in_the_order_of_their_versions(self, tmp_path):
        for version in ("2026.10", "2026.2", "2025.1"):
            (tmp_path / "methods" / "iplm" / version).mkdir(parents=True)
            (tmp_path / "methods" / "iplm" / version / "method.yml").touch()
        assert [path.name for path in editions(tmp_path, "methods")] == ["2025.1", "2026.2", "2026.10"]

    def test_of_an_absent_kind_are_none(self, tmp_path):
        assert editions(tmp_path, "methods") == []


def _nothing(path):
    return []
