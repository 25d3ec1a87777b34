"""`etam regulations`: what was in force on a day and what rests on what, against the shipped content."""

import json

import pytest

from etam.config.regulations_command import main


def listed(capsys, *arguments):
    assert main(["list", *arguments, "--json"]) == 0
    captured = capsys.readouterr()
    return {row["id"]: row for row in json.loads(captured.out)}, captured.err


# Counted and read by hand from regulations.csv and relations.csv of edition 2026-02.
IN_FORCE = {
    "2015-01-01": (14, {"UU-4-1990", "UU-5-2014", "PERMENPANRB-9-2014", "PERBPK-2-2010"}, {"UU-7-1971", "UU-9-2015"}),
    "2020-03-18": (
        26,
        {"UU-43-2007", "UU-5-2014", "PERMENPANRB-9-2014", "PERPUSNAS-10-2017", "PERANRI-6-2019"},
        {"UU-4-1990", "PERKAANRI-38-2015", "PERMENPANRB-55-2022", "PERMENPANRB-59-2020", "UU-27-2022"},
    ),
    "2026-11-26": (
        46,
        {"UU-43-2007", "UU-20-2023", "PERMENPANRB-55-2022", "PERPUSNAS-4-2024", "PERMENPANRB-8-2026"},
        {"UU-5-2014", "PERMENPANRB-9-2014", "PERPUSNAS-10-2017", "PERMENPANRB-59-2020", "PERMENDIKDASMEN-8-2025"},
    ),
}


class TestList:
    @pytest.mark.parametrize(("day", "count", "held", "did_not"), [(day, *told) for day, told in IN_FORCE.items()])
    def test_tells_what_was_in_force_on_a_day(self, capsys, day, count, held, did_not):
        rows, _ = listed(capsys, "--in-force", day)
        assert len(rows) == count
        assert held <= set(rows)
        assert not did_not & set(rows)
        assert {row["force"] for row in rows.values()} == {"in_force"}

    def test_counts_what_nobody_can_tell_apart_from_the_answer(self, capsys):
        _, said = listed(capsys, "--in-force", "2020-03-18")
        assert said == "38 peraturan lain tidak pasti; --with-uncertain menyertakannya.\n"

    def test_adds_what_nobody_can_tell_with_the_reason(self, capsys):
        rows, said = listed(capsys, "--in-force", "2020-03-18", "--with-uncertain")
        assert len(rows) == 26 + 38
        assert rows["PERMENPANRB-59-2020"]["reason"] == "mulai berlaku tahun 2020, harinya belum dicatat"
        assert said == ""

    def test_gives_every_row_its_form(self, capsys):
        rows, _ = listed(capsys, "--in-force", "2020-03-18")
        assert rows["UU-43-2007"] == {
            "id": "UU-43-2007",
            "short": "UU 43/2007",
            "title": "Perpustakaan",
            "force": "in_force",
            "reason": "",
            "confidence": "secondary",
        }

    def test_without_a_day_holds_the_whole_register(self, capsys):
        rows, _ = listed(capsys)
        assert len(rows) == 105

    def test_for_people_names_the_day_in_words(self, capsys):
        main(["list", "--in-force", "2020-03-18"])
        assert capsys.readouterr().out.startswith("26 peraturan, berlaku pada 18 Maret 2020, ")


class TestRestsOn:
    def test_tells_kind_edition_item_and_article(self, capsys):
        assert main(["rests-on", "UU-43-2007", "--json"]) == 0
        rows = json.loads(capsys.readouterr().out)
        assert {
            "kind": "institution-kind",
            "code": "institution-kinds",
            "version": "2026.2",
            "item": "public",
            "regulation": "UU-43-2007",
            "article": "22",
            "label": "Perpustakaan umum",
            "confidence": "unverified",
            "is_latest": True,
        } in rows
        assert {"question", "method"} <= {row["kind"] for row in rows}

    def test_shows_people_the_newest_editions_kind_by_kind(self, capsys):
        main(["rests-on", "UU-43-2007"])
        shown = capsys.readouterr().out
        assert "\nPertanyaan (" in shown
        assert "library-return@2026.1" in shown
        assert "library-return@2025.1" not in shown

    def test_says_when_nothing_does(self, capsys):
        assert main(["rests-on", "UU-3-2017"]) == 0
        assert capsys.readouterr().out == "Tidak ada yang kini bersandar pada UU 3/2017 tentang Sistem Perbukuan.\n"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["list", "--in-force", "2020-02-30"], '"2020-02-30" bukan tanggal. Tulis tahun, bulan, dan hari'),
        (["rests-on", "uu 43/2007"], "uu 43/2007 tidak ada dalam daftar peraturan. Mungkin maksudnya UU-43-2007"),
        (["rests-on", "-"], "- tidak ada dalam daftar peraturan. Semua id: etam regulations list."),
    ],
)
def test_what_means_nothing_is_refused_with_a_sentence(capsys, arguments, sentence):
    assert main(arguments) == 2
    assert capsys.readouterr().err.startswith(f"etam: {sentence}")
