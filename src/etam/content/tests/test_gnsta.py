import shutil

import pytest

from etam.content.files import CONTENT_ROOT
from etam.content.gnsta import check_gnsta, latest_gnsta

EDITION = CONTENT_ROOT / "gnsta" / "2026.1"


@pytest.fixture(scope="module")
def gnsta():
    return latest_gnsta()


class TestGnsta:
    def test_has_six_tertib_in_order(self, gnsta):
        assert [one.title["id"] for one in gnsta.tertib] == [
            "Tertib kebijakan",
            "Tertib organisasi",
            "Tertib sumber daya manusia",
            "Tertib sarana dan prasarana",
            "Tertib pengelolaan arsip",
            "Tertib pendanaan",
        ]
        assert {one.confidence for one in gnsta.tertib} == {"secondary"}

    def test_says_that_its_legal_number_is_unverified_and_its_targets_were_not_found(self, gnsta):
        assert gnsta.basis == {"PERKAANRI-7-2017": "unverified"}
        assert gnsta.targets_confidence == "not_found"

    def test_marks_where_a_source_speaks_of_more_than_the_tertib(self, gnsta):
        wider = {one.code: [source.node for source in one.sources if source.is_wider] for one in gnsta.tertib}
        assert wider == {
            "policy": [],
            "organisation": ["E.4"],
            "staff": ["E.4"],
            "facilities": ["E.4"],
            "management": [],
            "funding": ["E.4"],
        }

    def test_calls_its_mapping_our_own_reading(self, gnsta):
        assert {source.confidence for one in gnsta.tertib for source in one.sources} == {"derived"}

    def test_says_what_nothing_tells_yet(self, gnsta):
        assert [one.code for one in gnsta.tertib if one.not_yet] == ["funding"]


class TestFaults:
    @pytest.fixture
    def copy(self, tmp_path):
        (tmp_path / "instruments").symlink_to(CONTENT_ROOT / "instruments")
        return shutil.copytree(EDITION, tmp_path / "gnsta" / "2026.1")

    def test_are_none_in_what_is_shipped(self, copy):
        assert check_gnsta(copy) == []

    @pytest.mark.parametrize(
        ("old", "new", "message"),
        [
            ("element: record_centre", "element: record_center", 'archive-inventory has no element "record_center"'),
            ("node: A.2.1", "node: A.9", 'archive-audit-unit-pengolah has no node "A.9"'),
            (
                "archive-inventory, element: archivists",
                "archive-list, element: archivists",
                "no instrument archive-list",
            ),
            ("code: staff", "code: policy", '"policy" stands twice'),
            ("number: 3", "number: 4", "tertib 3 carries the number 4"),
            ('version: "2026.1"', 'version: "2026.2"', "stands in the folder"),
        ],
    )
    def test_are_named_with_their_line(self, copy, old, new, message):
        path = copy / "gnsta.yml"
        text = path.read_text()
        line = text[: text.index(old)].count("\n") + 1
        path.write_text(text.replace(old, new, 1))
        assert [fault.line for fault in check_gnsta(copy) if message in fault.message] == [line]
