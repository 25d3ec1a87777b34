from etam.questionnaire import Change, Listed, duplicates, match_lists
from etam.questionnaire.match import plain_name


def village(code: str, name: str = "Perpustakaan Desa Batu Balai", **fields: str) -> Listed:
    return Listed(code, name, "public", "village", fields.pop("region", "64.08"), **fields)


def changes(before: list[Listed], now: list[Listed]) -> list[tuple[Change, str]]:
    return [(match.change, match.reason) for match in match_lists(before, now)]


class TestMatchLists:
    def test_finds_nothing_in_equal_lists(self):
        assert changes([village("a")], [village("a")]) == []

    def test_tells_missing_from_new(self):
        assert changes([village("a", "Desa Satu")], [village("b", "Desa Dua")]) == [
            (Change.MISSING, ""),
            (Change.NEW, ""),
        ]

    def test_follows_a_merger(self):
        before, now = [village("a", merged_into="b"), village("b", "Desa Dua")], [village("b", "Desa Dua")]
        assert changes(before, now) == [(Change.MERGED, "")]

    def test_reports_a_new_name(self):
        assert changes([village("a", "Desa Satu")], [village("a", "Desa Dua")]) == [(Change.RENAMED, "")]

    def test_takes_another_spelling_for_the_same_name(self):
        assert changes([village("a", "PERPUSTAKAAN  desa-satu")], [village("a", "Perpustakaan Desa Satu")]) == []

    def test_suspects_the_same_library_behind_a_number(self):
        before, now = (
            [village("a", "Desa Satu", npp="6408052D1000001")],
            [village("b", "Desa Dua", npp="6408052d1000001")],
        )
        assert changes(before, now) == [(Change.SUSPECTED_SAME, "npp")]

    def test_suspects_the_same_library_behind_a_name_in_one_region(self):
        assert changes([village("a")], [village("b")]) == [(Change.SUSPECTED_SAME, "name")]

    def test_does_not_suspect_across_regions(self):
        assert changes([village("a")], [village("b", region="64.09")]) == [(Change.MISSING, ""), (Change.NEW, "")]


class TestDuplicates:
    def test_names_all_who_share_a_number(self):
        found = duplicates(
            [village("a", npsn="30401234"), village("b", npsn="30401234"), village("c", npsn="30401235")]
        )
        assert [(match.reason, [one.code for one in match.now]) for match in found] == [("npsn", ["a", "b"])]

    def test_does_not_take_none_yet_for_a_number(self):
        assert duplicates([village("a", npp="0"), village("b", npp="0"), village("c"), village("d")]) == []


class TestPlainName:
    def test_drops_case_signs_accents_and_the_word_library(self):
        assert plain_name("Perpustakaan «Café» Desa-Satu") == "cafe desa satu"
