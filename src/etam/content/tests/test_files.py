import pytest

from etam.content import files


@pytest.fixture
def yaml_file(tmp_path):
    def write(text):
        path = tmp_path / "a.yml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


class TestReadYaml:
    def test_knows_the_line_of_every_value(self, yaml_file):
        document = files.read_yaml(yaml_file("a: 1\nb:\n  - x\n  - y: 2\n"))
        assert document.line_of(("b", 1, "y")) == 4

    def test_gives_the_parents_line_for_what_is_absent(self, yaml_file):
        assert files.read_yaml(yaml_file("a: 1\nb:\n  c: 2\n")).line_of(("b", "d")) == 2

    def test_names_a_key_that_stands_twice(self, yaml_file):
        with pytest.raises(files.ContentError, match=r'a\.yml:3: names "a" twice'):
            files.read_yaml(yaml_file("a: 1\nb: 2\na: 3\n"))

    def test_names_a_key_that_is_a_list(self, yaml_file):
        with pytest.raises(files.ContentError, match=r"a\.yml:2: has a key that is no plain text"):
            files.read_yaml(yaml_file("a: 1\n[b, c]: 2\n"))

    def test_names_the_line_of_a_syntax_fault(self, yaml_file):
        with pytest.raises(files.ContentError, match=r"a\.yml:2: is not valid YAML"):
            files.read_yaml(yaml_file("a: 1\nb: 1: 2\n"))

    def test_refuses_an_empty_file(self, yaml_file):
        with pytest.raises(files.ContentError, match="empty"):
            files.read_yaml(yaml_file(""))

    def test_refuses_a_file_that_is_not_there(self, tmp_path):
        with pytest.raises(files.ContentError, match="cannot be read"):
            files.read_yaml(tmp_path / "none.yml")

    def test_keeps_dates_as_text(self, yaml_file):
        assert files.read_yaml(yaml_file("on: 2020-03-18\n")).data == {"on": "2020-03-18"}

    def test_takes_only_true_and_false_for_truth(self, yaml_file):
        assert files.read_yaml(yaml_file("a: no\nb: true\n")).data == {"a": "no", "b": True}

    def test_makes_no_python_objects(self, yaml_file):
        with pytest.raises(files.ContentError):
            files.read_yaml(yaml_file("a: !!python/object/apply:os.getcwd []\n"))


class TestReadCsv:
    def test_names_the_line_of_a_short_row(self, tmp_path):
        (tmp_path / "a.csv").write_text("x,y\n1,2\n3\n")
        with pytest.raises(files.ContentError, match=r"a\.csv:3: has 1 cells where the header has 2"):
            files.read_csv(tmp_path / "a.csv")

    def test_names_an_absent_column(self, tmp_path):
        (tmp_path / "a.csv").write_text("x,y\n")
        with pytest.raises(files.ContentError, match="column z is absent"):
            files.read_csv(tmp_path / "a.csv", columns=["z"])

    def test_counts_lines_inside_quoted_cells(self, tmp_path):
        (tmp_path / "a.csv").write_text('x\n"a\nb"\nc\n')
        assert [row.line for row in files.read_csv(tmp_path / "a.csv")] == [3, 4]


def test_versions_count_2_before_10(tmp_path):
    for name in ("2026.10", "2026.2", "2025.1"):
        (tmp_path / name).mkdir()
    assert [path.name for path in files.versions(tmp_path)] == ["2025.1", "2026.2", "2026.10"]


class TestFolderChecksum:
    def test_changes_with_one_byte(self, tmp_path):
        (tmp_path / "a").write_text("1")
        before = files.folder_checksum(tmp_path)
        (tmp_path / "a").write_text("2")
        assert files.folder_checksum(tmp_path) != before

    def test_changes_with_a_name(self, tmp_path):
        (tmp_path / "a").write_text("1")
        before = files.folder_checksum(tmp_path)
        (tmp_path / "a").rename(tmp_path / "b")
        assert files.folder_checksum(tmp_path) != before
