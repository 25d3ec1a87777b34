"""Posts, nomenclature and documents as they ship, and each fault that an edition can have."""

import shutil

import pytest

from etam.content.bases import Basis, resting_on
from etam.content.documents import check_documents, load_documents
from etam.content.files import CONTENT_ROOT, versions
from etam.content.nomenclature import check_nomenclature, load_nomenclature
from etam.content.positions import check_positions, load_positions


def newest(kind):
    return versions(CONTENT_ROOT / kind)[-1]


@pytest.fixture(scope="module")
def posts():
    return load_positions(newest("positions"))


@pytest.fixture(scope="module")
def lists():
    return load_nomenclature(newest("nomenclature")).lists


class TestShippedPositions:
    def test_split_library_staff_over_two_posts_without_a_common_level(self, posts):
        librarian, assistant = posts.positions["pustakawan"], posts.positions["asisten_perpustakaan"]
        assert set(librarian.levels).isdisjoint(assistant.levels)
        assert assistant.levels_confidence == "unverified"

    def test_let_people_retire_at_58_60_and_65(self, posts):
        ages = {level: one.years for one in posts.retirement_ages.values() for level in one.levels}
        assert [ages[level] for level in ("penyelia", "ahli_muda", "ahli_madya", "ahli_utama")] == [58, 58, 60, 65]

    def test_hold_only_the_credit_that_was_seen(self, posts):
        # From the slides of BKN: 50/100, 100/200, 150/450, and 200 with no level above.
        seen = {code: (one.to_next_rank, one.to_next_level) for code, one in posts.credits.items()}
        assert seen == {
            "ahli_pertama": (50, 100),
            "ahli_muda": (100, 200),
            "ahli_madya": (150, 450),
            "ahli_utama": (200, None),
        }

    def test_rest_retirement_on_the_regulation_about_civil_servants(self, posts):
        assert {one.basis for one in posts.retirement_ages.values()} == {(Basis("PP-11-2017", "", "secondary"),)}


class TestShippedNomenclature:
    def test_holds_121_rows_of_2019_and_11_later_ones(self, lists):
        assert {code: len(one.rows) for code, one in lists.items()} == {
            "permendagri-90-2019": 121,
            "observed-after-2019": 11,
        }

    def test_gives_one_code_two_meanings_by_level_and_list(self, lists):
        of_2019 = lists["permendagri-90-2019"].rows
        assert of_2019["province", "2.23.02"].name == of_2019["regency", "2.23.02"].name
        assert ("regency", "2.24.02.2.01.03") not in of_2019
        assert lists["observed-after-2019"].rows["regency", "2.24.02.2.01.03"].kind == "sub_activity"

    def test_rests_on_its_regulation_as_one_thing(self):
        assert [one.item for one in resting_on("PERMENDAGRI-90-2019")] == ["permendagri-90-2019"]


class TestShippedDocuments:
    def test_name_the_regulation_that_asks_for_them_or_say_that_none_was_found(self):
        documents = load_documents(newest("documents")).documents
        assert documents["lake"].basis == (Basis("PERANRI-6-2019", "", "secondary"),)
        assert [code for code, one in documents.items() if not one.basis] == ["recommendations"]
        assert documents["recommendations"].confidence == "not_found"


BROKEN = {
    "a post with a level nobody knows": ("positions", "levels: [ahli_madya]", "levels: [ahli]", '"ahli" is not one of'),
    "a level without a retirement age": ("positions", "[ahli_utama]", "[ahli_madya]", '"ahli_utama" has 0 retirement'),
    "credit of an unknown level": ("positions", "code: ahli_muda\n", "code: ahli\n", '"ahli" is not one of'),
    "a code with too few numbers": ("nomenclature", '"2.23.02.1.01.01"', '"2.23.02.1.01"', "a sub_activity has 6"),
    "a code of the other level": ("nomenclature", '"2.23.02.1.01.01"', '"2.23.02.2.01.01"', "not of level province"),
    "a code that stands twice in a list": ("nomenclature", '"2.23.02.1.01.02"', '"2.23.02.1.01.01"', "stands twice"),
    "a document that stands twice": ("documents", "code: lhas", "code: rhas", 'code "rhas" stands twice'),
    "a version in another folder": ("documents", '"2026.1"', '"2026.2"', "stands in the folder"),
}  # fmt: skip
CHECKERS = {"positions": check_positions, "nomenclature": check_nomenclature, "documents": check_documents}


@pytest.mark.parametrize(("kind", "old", "new", "message"), BROKEN.values(), ids=BROKEN)
def test_each_fault_is_told(tmp_path, kind, old, new, message):
    folder = shutil.copytree(newest(kind), tmp_path / "2026.1")
    path = folder / f"{kind}.yml"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new, 1))
    assert any(message in fault.message for fault in CHECKERS[kind](folder))
