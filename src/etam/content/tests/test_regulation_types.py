import shutil

import pytest

from etam.content.files import CONTENT_ROOT
from etam.content.regulation_types import check_regulation_types, latest_regulation_types
from etam.content.regulations import load_register

EDITION = CONTENT_ROOT / "regulation-types" / "2026.1"


class TestRegulationTypes:
    def test_hold_every_type_of_the_register(self):
        register = load_register(CONTENT_ROOT / "regulations" / "2026-02")
        assert {one.type for one in register.regulations} - set(latest_regulation_types().types) == set()

    def test_mark_all_but_the_seen_name_as_unverified(self):
        types = latest_regulation_types()
        assert [one.code for one in types.types.values() if one.confidence != "unverified"] == ["Peraturan Bupati"]
        assert types.heading_confidence == "unverified"

    @pytest.mark.parametrize(
        ("words", "issuer", "code"),
        [
            ("PERATURAN BUPATI", "", "Peraturan Bupati"),
            ("perbup", "", "Peraturan Bupati"),
            ("Undang-undang", "", "UU"),
            ("Peraturan Daerah", "Pemerintah Kabupaten Paser", "Perda Kabupaten"),
            ("Perda", "Pemerintah Kota Bontang", "Perda Kota"),
        ],
    )
    def test_are_found_by_any_of_their_names(self, words, issuer, code):
        assert latest_regulation_types().named(words, issuer).code == code

    def test_are_not_guessed_when_several_fit_or_none(self):
        assert latest_regulation_types().named("Perda") is None
        assert latest_regulation_types().named("Peraturan Menteri") is None

    def test_write_an_unknown_type_as_it_stands(self):
        assert latest_regulation_types().of("Qanun").name == "Qanun"

    def test_refuse_a_code_that_stands_twice(self, tmp_path):
        folder = shutil.copytree(EDITION, tmp_path / "2026.1")
        path = folder / "types.yml"
        path.write_text(path.read_text().replace('code: "PP"', 'code: "UU"'))
        assert [one.message for one in check_regulation_types(folder)] == [
            'types: code "UU" stands twice; keep one of the two'
        ]

    def test_refuse_a_version_that_is_not_the_folder(self, tmp_path):
        folder = shutil.copytree(EDITION, tmp_path / "2027.1")
        assert "stands in the folder 2027.1" in check_regulation_types(folder)[0].message
