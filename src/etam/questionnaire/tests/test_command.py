"""`etam instrument`: what it prints, and that it never prints half an answer."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from etam.questionnaire import instrument_folder
from etam.questionnaire.__main__ import main
from etam.questionnaire.editions import UnknownEdition, find_instrument

UNIT = "archive-audit-unit-pengolah"
SIX = "element,value\ncreation,90\nuse,60\nmaintenance,70\ndisposal,40\nstaff,55\nfacilities,90\n"


def everywhere(value: str) -> str:
    """The same value for all six elements."""
    six = ("creation", "use", "maintenance", "disposal", "staff", "facilities")
    return "element;value\n" + "".join(f"{element};{value}\n" for element in six)


@pytest.fixture
def write(tmp_path: Path):
    def written(content: str | bytes) -> str:
        path = tmp_path / "jawaban.csv"
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return str(path)

    return written


@pytest.fixture
def say(capsys):
    """Run the command in this process: (exit status, stdout, stderr)."""

    def said(*arguments: str) -> tuple[int, str, str]:
        status = main(arguments)
        captured = capsys.readouterr()
        return status, captured.out, captured.err

    return said


@pytest.fixture
def scored(say, write):
    def run(instrument: str, content: str, *more: str) -> dict:
        status, out, err = say("score", instrument, write(content), "--json", *more)
        assert (status, err) == (0, "")
        return json.loads(out)

    return run


class TestJson:
    def test_gives_every_node_total_and_category(self, scored):
        # Worked by hand in test_archive_audits.
        said = scored(f"{UNIT}@2020", SIX)
        values = {node["code"]: node["value"] for node in said["nodes"]}
        assert values == {
            "A": 68.75, "A.1": 65, "A.1.1": 90, "A.1.2": 60, "A.1.3": 70, "A.1.4": 40, "A.2": 72.5, "A.2.1": 55,
            "A.2.2": 90,
        }  # fmt: skip
        assert said["total"] == {"low": 68.75, "high": 68.75, "value": 68.75}
        assert said["category"] == {"code": "B", "label": "Baik", "confidence": "official"}
        assert said["nodes"][1] == {
            "code": "A.1", "parent": "A", "label": "Pengelolaan arsip dinamis", "weight": 0.5, "low": 65, "high": 65,
            "value": 65, "confidence": "secondary",
        }  # fmt: skip

    def test_names_the_edition_it_used(self, scored):
        said = scored(f"{UNIT}@2026", SIX)
        assert (said["instrument"], said["version"], len(said["checksum"])) == (UNIT, "2026.1", 64)
        assert said["total"]["value"] == 66.9

    def test_is_a_range_while_something_is_open(self, scored):
        said = scored(f"{UNIT}@2020", SIX.replace("disposal,40\n", ""))
        assert said["total"] == {"low": 63.75, "high": 76.25, "value": None}
        assert said["category"] is None
        assert said["category_why"] == (
            "Nilai masih 63,75 sampai 76,25, jadi kategorinya B (Baik) sampai BB (Sangat Baik). "
            "Jawab yang masih terbuka."
        )
        assert said["unanswered"] == ["disposal"]

    def test_marks_what_rests_on_weights_that_were_not_found(self, scored):
        said = scored("archive-audit-external", "element,value\npolicy,40\nguidance,60\nmanagement,80\nresources,20\n")
        assert said["total"]["value"] == 50
        assert said["category"] == {"code": "C", "label": "Kurang", "confidence": "not_found"}
        assert any("tidak ditemukan" in note for note in said["notes"])

    def test_has_no_category_where_nothing_applies(self, scored):
        said = scored(f"{UNIT}@2020", everywhere("tidak berlaku"))
        assert said["total"] == {"low": None, "high": None, "value": None}
        assert said["category"] is None
        assert "Tidak ada pertanyaan yang berlaku" in said["category_why"]

    def test_tells_of_answers_that_contradict_each_other(self, scored):
        said = scored("archive-audit-external@2020", "element,value\nrecord_managers,2\nrecord_managers_competent,3\n")
        assert [check["id"] for check in said["checks"]] == ["competent_le_record_managers"]

    @pytest.mark.parametrize(
        "content",
        [
            SIX.replace("40", '"40,0"'),
            SIX.replace("40", "40.0"),
            SIX.replace("40", "40%"),
            SIX.replace(",", ";").replace("40", "40,0"),
            SIX.replace(",", "\t"),
            "\ufeff" + SIX,
            SIX.replace("\n", "\r\n") + "\r\n",
        ],
    )
    def test_reads_both_notations_and_every_separator(self, scored, content):
        assert scored(f"{UNIT}@2020", content)["total"]["value"] == 68.75

    def test_leaves_other_columns_aside_in_any_order(self, scored):
        lines = [line.split(",") for line in SIX.splitlines()[1:]]
        content = "Value,catatan,Element\n" + "".join(f"{value},lihat,{element}\n" for element, value in lines)
        assert scored(f"{UNIT}@2020", content)["total"]["value"] == 68.75

    @pytest.mark.parametrize("word", ["tidak ada data", "Tidak ada data."])
    def test_takes_no_data_for_anything_between_worst_and_best(self, scored, word):
        said = scored(f"{UNIT}@2020", SIX.replace("disposal,40", f"disposal,{word}"))
        assert (said["total"]["low"], said["total"]["high"]) == (63.75, 76.25)
        assert said["unanswered"] == []

    def test_takes_what_does_not_apply_out_of_the_denominator(self, scored):
        # A.1 = (90 + 60 + 70) / 3 = 73.333…
        said = scored(f"{UNIT}@2020", SIX.replace("disposal,40", "disposal,tidak berlaku"))
        node = next(node for node in said["nodes"] if node["code"] == "A.1")
        assert node["value"] == pytest.approx(220 / 3)

    @pytest.mark.parametrize(("value", "code"), [("90", "A"), ("90,01", "AA"), ("30.00", "D"), ("30.01", "C")])
    def test_keeps_the_edges_of_categories(self, scored, value, code):
        assert scored(f"{UNIT}@2026", everywhere(value))["category"]["code"] == code


class TestTable:
    def test_is_for_people(self, say, write):
        status, out, _ = say("score", f"{UNIT}@2020", write(SIX))
        assert status == 0
        assert "  A.1 Pengelolaan arsip dinamis" in out
        assert "Kategori: B (Baik)" in out
        assert "sumber sekunder" in out

    def test_says_what_is_open(self, say, write):
        _, out, _ = say("score", f"{UNIT}@2020", write(SIX.replace("use,60\n", "")))
        assert "Belum dijawab: use." in out


class TestRefusal:
    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (SIX + "copies,1\n", "jawaban.csv baris 8: elemen “copies” tidak ada di archive-audit-unit-"),
            (SIX.replace("40", "140"), "baris 5, disposal: nilai 140 melebihi nilai tertinggi 100. Perbaiki nilainya."),
            (SIX.replace("40", "-1"), "baris 5, disposal: Penyusutan arsip tidak boleh kurang dari 0; tertulis −1."),
            (SIX.replace("40", "1.234"), "“1.234” dapat berarti 1.234 (ribuan) atau 1,234 (desimal). Tulis 1,2340."),
            (SIX.replace("40", "-"), "dapat berarti nol, tidak ada data, atau tidak berlaku"),
            (SIX.replace("40", "empat"), "“empat” bukan angka"),
            (SIX + "use,70\n", "baris 8: elemen “use” sudah ada di baris 3. Hapus salah satunya."),
            (SIX.replace("element", "elemen"), "baris 1: kepala kolom harus “element,value”, tertulis elemen, value."),
            ("", "kepala kolom harus “element,value”, tertulis kosong"),
            (SIX.replace("40", "40,5"), "baris 5: ada 3 sel, kepala kolomnya 2. Beri tanda kutip"),
            (SIX.replace("use,60", "use"), "baris 3: ada 1 sel, kepala kolomnya 2. Lengkapi barisnya."),
            (SIX.replace("use,60", ",60"), "baris 3: kolom element kosong"),
            (SIX.replace("use,60", 'use,"60'), "bukan CSV yang utuh"),
            (SIX.encode("utf-16"), "berkas bukan teks UTF-8"),
            (SIX.replace("40", "\0"), "karakter NUL"),
        ],
    )  # fmt: skip
    def test_is_one_sentence_and_prints_nothing(self, say, write, content, sentence):
        status, out, err = say("score", f"{UNIT}@2020", write(content), "--json")
        assert (status, out) == (2, "")
        assert sentence in err
        assert len(err.splitlines()) == 1

    def test_tells_every_fault_at_once(self, say, write):
        _, _, err = say("score", f"{UNIT}@2020", write(SIX.replace("40", "140").replace("55", "empat")))
        assert [line.split(":")[1].split(",")[1].strip() for line in err.splitlines()] == ["disposal", "staff"]

    def test_names_an_absent_file(self, say, tmp_path):
        status, out, err = say("score", UNIT, str(tmp_path / "tiada.csv"))
        assert (status, out) == (2, "")
        assert "tiada.csv: berkas tidak ada" in err

    def test_names_a_folder(self, say, tmp_path):
        assert "ini folder, bukan berkas" in say("score", UNIT, str(tmp_path))[2]

    def test_names_the_instruments_there_are(self, say, write):
        status, out, err = say("score", "archive-audit", write(SIX))
        assert (status, out) == (2, "")
        assert "Instrumen “archive-audit” tidak ada. Yang ada: " in err
        assert UNIT in err

    def test_names_the_editions_there_are(self, say, write):
        _, _, err = say("score", f"{UNIT}@2019", write(SIX))
        assert f"Instrumen {UNIT} tidak mempunyai edisi “2019”. Yang ada: 2020.1, 2026.1." in err

    def test_is_given_for_an_instrument_that_does_not_score(self, say, write):
        status, _, err = say("score", "library-return", write(SIX))
        assert status == 2
        assert "tidak mempunyai penilaian" in err


class TestFindInstrument:
    @pytest.mark.parametrize(
        ("name", "version"), [(UNIT, "2026.1"), (f"{UNIT}@2020", "2020.1"), (f"{UNIT}@2020.1", "2020.1")]
    )
    def test_takes_the_newest_that_fits(self, name, version):
        assert find_instrument(name) == instrument_folder(UNIT, version)

    @pytest.mark.parametrize("name", [f"{UNIT}@202", f"{UNIT}@2020.2", "", "@2020", "../methods"])
    def test_refuses_everything_else(self, name):
        with pytest.raises(UnknownEdition):
            find_instrument(name)


class TestList:
    def test_names_every_edition(self, say):
        status, out, _ = say("list")
        assert status == 0
        assert f"{UNIT}@2020.1" in out
        assert "library-return@2026.1" in out


class TestOffice:
    def test_is_the_mean_of_both_units(self, say):
        # (68.75 + 71.25) / 2 = 70.00, still B.
        status, out, _ = say("office", "--unit-pengolah", "68,75", "--unit-kearsipan", "71.25")
        assert status == 0
        assert "Nilai perangkat daerah: 70,00\nKategori: B (Baik)" in out

    def test_says_that_the_mean_of_several_units_is_our_reading(self, say):
        _, out, _ = say("office", "--unit-pengolah", "70", "--unit-pengolah", "60", "--unit-kearsipan", "65")
        assert "rata-rata adalah bacaan kami" in out

    def test_refuses_what_is_no_value(self, say):
        status, out, err = say("office", "--unit-pengolah", "170")
        assert (status, out) == (2, "")
        assert "“170” bukan nilai 0 sampai 100" in err


def test_on_the_console_needs_no_django(write):
    program = (
        "import sys; from etam.config.cli import main; "
        "code = main(sys.argv[1:]); sys.exit(99 if 'django' in sys.modules else code)"
    )
    folder = Path(__file__).parents[4]
    command = [sys.executable, "-c", program, "instrument", "score", f"{UNIT}@2020.1", write(SIX), "--json"]
    done = subprocess.run(command, cwd=folder, env={"PYTHONPATH": "src"}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["category"]["code"] == "B"
