import shutil

import pytest

from etam.config.content_check import ALL_CHECKERS, main
from etam.content.bases import resting_on
from etam.content.files import CONTENT_ROOT

# File, the line that a basis is written below, and what then rests on it.
MAY_NAME_A_BASIS = (
    ("instruments/library-return/2026.1/instrument.yml", "  - id: R16\n", "check", "R16"),
    ("instruments/library-return/2026.1/instrument.yml", "  - rule: R1\n", "mechanism", "R1"),
    ("methods/iplm/2025.1/method.yml", "  - code: print_titles_scaled\n", "indicator", "print_titles_scaled"),
    ("methods/iplm/2025.1/method.yml", "        - code: staff\n", "dimension", "staff"),
    ("schemes/archive-supervision/2026.1/scheme.yml", "  - code: external\n", "scheme-part", "external"),
    ("category-scales/tgm-cat-5.yml", "code: tgm-cat-5\n", "category-scale", ""),
    ("evidence-types/2026.1/types.yml", "  - code: certificate\n", "evidence-type", "certificate"),
)


@pytest.fixture
def copy(tmp_path):
    return shutil.copytree(CONTENT_ROOT, tmp_path / "content")


class TestContentCheck:
    def test_finds_nothing_in_the_shipped_content(self, capsys):
        status = main(["check"])
        assert capsys.readouterr().out.splitlines()[:-1] == []
        assert status == 0

    def test_knows_a_checker_for_every_kind(self):
        kinds = {path.name for path in CONTENT_ROOT.iterdir() if path.is_dir()}
        assert kinds - {"schemas"} <= set(ALL_CHECKERS)

    def test_prints_file_and_line_and_fails(self, copy, capsys):
        path = copy / "regions" / "2026-01" / "tiles.csv"
        path.write_text(path.read_text().replace("64.02,2,1", "64.02,2,x"))
        assert main(["check", str(copy)]) == 1
        assert f"{path}:3: grid_col" in capsys.readouterr().out

    def test_finds_a_basis_that_nobody_registered(self, copy, capsys):
        path = copy / "instruments" / "library-return" / "2026.1" / "instrument.yml"
        path.write_text(path.read_text().replace("UU-27-2022", "UU-27-2222", 1))
        main(["check", str(copy)])
        assert 'basis "UU-27-2222" is not in the register of regulations' in capsys.readouterr().out

    @pytest.mark.parametrize(("file", "place", "kind", "item"), MAY_NAME_A_BASIS)
    def test_lets_a_basis_stand_where_something_may_rest_on_it(self, copy, file, place, kind, item):
        path = copy / file
        text = path.read_text()
        assert place in text
        indent = " " * (len(place) - len(place.lstrip(" -")))
        basis = f'{indent}basis: [{{regulation: UU-43-2007, article: "52", confidence: secondary}}]\n'
        path.write_text(text.replace(place, place + basis, 1))
        name = path.relative_to(copy).parts[0]
        assert ALL_CHECKERS[name](path if path.parent.name == name else path.parent) == []
        assert [(one.kind, one.item) for one in resting_on("UU-43-2007", copy) if one.article == "52"] == [(kind, item)]

    def test_says_that_a_folder_is_none(self, tmp_path, capsys):
        assert main(["check", str(tmp_path / "absent")]) == 1
        assert "bukan folder" in capsys.readouterr().out

    def test_counts_what_was_checked(self, capsys):
        main(["check"])
        assert "regions 1, regulation-types 1, regulations 2, schemes 4, series 3" in capsys.readouterr().out
