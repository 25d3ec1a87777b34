"""A later list of codes from an export, what became of old codes, and totals read in either list."""

import io

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from etam.programmes.actions import mapping
from etam.programmes.actions.nomenclature import NewList, store_list
from etam.programmes.code_list import Row, read_code_list
from etam.programmes.exceptions import BadInput
from etam.programmes.models import BudgetCode, CodeMapping, CodeVersion
from etam.programmes.queries.activities import standing, tree
from etam.programmes.queries.nomenclature import mapped
from etam.programmes.queries.translation import Translator
from etam.programmes.tests.cast_of_programmes import READING, make_programmes
from etam.web.csv_list import ListingProblem

SINGLE = """DAFTAR NOMENKLATUR;;
Tahun Anggaran 2027;;
KODE REKENING;URAIAN;KETERANGAN
2;URUSAN PEMERINTAHAN WAJIB;
2.23;PERPUSTAKAAN;
2.23.02;PROGRAM PEMBINAAN PERPUSTAKAAN;
2.23.02.2.01;Pengelolaan Perpustakaan;
2.23.02.2.01.0009;Pengelolaan Bahan Perpustakaan;
X.XX.01;PROGRAM PENUNJANG URUSAN;
"""
PIECES = """Urusan,Bidang Urusan,Program,Kegiatan,Sub Kegiatan,Nomenklatur Urusan Kabupaten/Kota
2,23,2,,,PROGRAM PEMBINAAN PERPUSTAKAAN
2,23,2,2.01,,Pengelolaan Perpustakaan
2,23,2,2.01,9,Pengelolaan Bahan Perpustakaan
"""
# As the annex of a decree is typed: one head over five columns, with their own heads below it or none.
MERGED_HEAD = """KODE;;;;;NOMENKLATUR URUSAN KABUPATEN/KOTA;KINERJA
URUSAN;BIDANG URUSAN;PROGRAM;KEGIATAN;SUB KEGIATAN;;
2;23;02;;;PROGRAM PEMBINAAN PERPUSTAKAAN;
2;23;02;2.01;;Pengelolaan Perpustakaan;
2;23;02;2.01;0009;Pengelolaan Bahan Perpustakaan;
"""
MERGED_CELLS = """KODE;;;;;NOMENKLATUR URUSAN KABUPATEN/KOTA
2;;;;;URUSAN WAJIB
;23;;;;PERPUSTAKAAN
;;02;;;PROGRAM PEMBINAAN PERPUSTAKAAN
;;;2.01;;Pengelolaan Perpustakaan
;;;;0009;Pengelolaan Bahan Perpustakaan
"""
WIDE = """Kode Program,Nama Program,Kode Kegiatan,Nama Kegiatan,Kode Sub Kegiatan,Nama Sub Kegiatan
2.23.02,PROGRAM PEMBINAAN,2.23.02.2.01,Pengelolaan,2.23.02.2.01.0001,Layanan
2.23.02,PROGRAM PEMBINAAN,2.23.02.2.01,Pengelolaan,2.23.02.2.01.0002,Koleksi
"""


def read(text, **options):
    return read_code_list(text.encode(), **options)


def codes(found):
    return [(row.level, row.code, row.kind) for row in found.rows]


class TestReading:
    def test_finds_the_header_under_titles_and_passes_affairs_over(self):
        found = read(SINGLE)
        assert codes(found) == [
            ("regency", "2.23.02.2.01", "activity"),
            ("regency", "2.23.02.2.01.0009", "sub_activity"),
            ("regency", "2.23.02", "programme"),
        ]
        assert (found.faults, found.skipped) == ([], 3)

    def test_joins_numbers_from_columns_of_their_own(self):
        assert ("regency", "2.23.02.2.01.09", "sub_activity") in codes(read(PIECES))

    @pytest.mark.parametrize("text", [MERGED_HEAD, MERGED_CELLS])
    def test_reads_numbers_under_one_head_over_several_columns(self, text):
        found = read(text)
        assert ("regency", "2.23.02.2.01.0009", "sub_activity") in codes(found)
        assert (len(found.rows), found.faults) == (3, [])

    def test_does_not_let_an_affair_above_take_over_a_whole_code(self):
        head = "Urusan;Bidang Urusan;Program;Kegiatan;Sub Kegiatan;Uraian\n"
        found = read(f"{head}2;2.23;2.23.02;;;Perpustakaan\n;;2.24.02;;;Arsip\n", level="regency")
        assert [row.code for row in found.rows] == ["2.23.02", "2.24.02"]

    def test_passes_over_spaces_of_every_kind(self):
        found = read("KODE\u00a0 ;NOMENKLATUR URUSAN KABUPATEN/KOTA\n 2.23.02.2.01\u200b ; Pengelolaan  \n2.23.02;P\n")
        assert (found.rows[0].name, found.faults) == ("Pengelolaan", [])

    def test_takes_a_wide_export_once_for_every_code(self):
        found = read(WIDE)
        assert len(found.rows) == 4
        assert found.faults == []

    def test_reads_a_workbook(self):
        file = io.BytesIO()
        with xlsxwriter.Workbook(file) as workbook:
            sheet = workbook.add_worksheet()
            for line, cells in enumerate(line.split(",") for line in WIDE.splitlines()):
                sheet.write_row(line, 0, cells)
        assert len(read_code_list(file.getvalue()).rows) == 4

    @pytest.mark.parametrize(
        ("row", "sentence"),
        [
            ("2.23.02.3.01;Kegiatan", "bagian keempat 3, padahal 1 untuk provinsi"),
            ("2.23.02.2;Aneh", "memuat 4 bagian"),
            ("2.23.02.2.01.09;", "tanpa nama"),
            ("2,23,02,2,01;Kegiatan", "bukan kode"),
            ("2.23.02.2.1;Kegiatan", "dapat berarti 01 atau 10"),
            ("2.23.02.2.05.01;Yatim", "Kode induk 2.23.02.2.05 tidak ada"),
        ],
    )
    def test_says_in_which_line_what_is_wrong(self, row, sentence):
        found = read(f"Kode;Uraian\n2.23.02;PROGRAM\n{row}\n")
        assert any(sentence in str(fault) and fault.line == 3 for fault in found.faults)

    def test_takes_a_parent_that_an_earlier_list_holds(self):
        known = frozenset({("regency", "2.23.02"), ("regency", "2.23.02.2.05")})
        found = read("Kode;Uraian\n2.23.02.2.05.01;Baru\n", known=known)
        assert found.faults == []
        assert len(found.warnings) == 2

    def test_refuses_one_code_under_two_names_but_not_under_two_spellings(self):
        head = "Kode;Uraian\n2.23.02;Program Satu\n2.23.02.2.01;Kegiatan\n"
        assert "nama lain" in str(read(f"{head}2.23.02.2.01;Lain sama sekali\n").faults[0])
        spelled = read(f"{head}2.23.02.2.01;KEGIATAN\n")
        assert spelled.faults == []
        assert "hanya berbeda huruf besar" in spelled.warnings[0]

    def test_remarks_on_two_codes_of_the_same_name(self):
        rows = "2.23.02.2.01.01;Layanan\n2.23.02.2.01.02;layanan \n"
        found = read(f"Kode;Uraian\n2.23.02;P\n2.23.02.2.01;K\n{rows}")
        assert "sama dengan 2.23.02.2.01.01" in found.warnings[0]

    @pytest.mark.parametrize("text", ["", "a;b\n1;2\n", "Kode;Uraian\n"])
    def test_refuses_what_is_no_list(self, text):
        with pytest.raises(ListingProblem):
            read(text)


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = set()


@pytest.fixture
def cast(db):
    return make_programmes()


PROGRAMME = Row(1, "regency", "2.23.02", "programme", "PROGRAM")


def later(cast, **names):
    """A later list at the level of kab/kota: code to name of sub-activities, under one activity."""
    rows = [
        Row(1, "regency", "2.23.02", "programme", "PROGRAM"),
        Row(2, "regency", "2.23.02.2.02", "activity", "Gemar"),
    ]
    rows += [Row(3, "regency", code.replace("_", "."), "sub_activity", name) for code, name in names.items()]
    new = NewList("Nomenklatur SIPD 2027", "SIPD, diunduh 12 November 2026", "a" * 64, rows)
    return store_list(new, by=cast.officer)


NAME = "Sosialisasi Budaya Baca dan Literasi pada Satuan Pendidikan Dasar dan Pendidikan Khusus serta Masyarakat"


class TestStoring:
    def test_puts_the_list_after_all_others_without_calling_it_official(self, cast):
        made = later(cast, **{"2_23_02_2_02_0001": NAME})
        assert CodeVersion.objects.last() == made
        assert (made.confidence, made.codes.count()) == ("unverified", 3)

    def test_refuses_the_same_name_or_file_twice(self, cast):
        later(cast)
        with pytest.raises(BadInput, match="Sudah ada daftar bernama"):
            later(cast)
        with pytest.raises(BadInput, match="sudah dimuat sebagai"):
            store_list(
                NewList("Lain", "SIPD", "a" * 64, [Row(1, "regency", "2.23.02", "programme", "P")]), by=cast.officer
            )


class TestProposals:
    def test_of_content_follow_names_into_the_later_codes(self, cast):
        mapping.propose(cast.list(), cast.list("observed-after-2019"), by=cast.officer)
        rows = {row.old.code: (row.new.code, row.note) for row in CodeMapping.objects.select_related("old", "new")}
        assert rows["2.23.02.2.02.04"] == ("2.23.02.2.02.07", "Nama sama, kode lain")
        assert rows["2.23.02.2.01.09"][0] == "2.23.02.2.01.18"
        assert rows["2.23.02.2.01.09"][1].startswith("Nama mirip 9")
        assert not CodeMapping.objects.filter(is_sure=True).exists()

    def test_are_made_once_and_leave_what_was_settled(self, cast):
        new = cast.list("observed-after-2019")
        old = cast.code("2.23.02.2.02.04")
        mapping.settle(old, new, codes=[], by=cast.officer)
        first = mapping.propose(cast.list(), new, by=cast.officer)
        assert first
        assert mapping.propose(cast.list(), new, by=cast.officer) == 0
        assert CodeMapping.objects.get(old=old).new is None

    def test_go_forward_only(self, cast):
        with pytest.raises(BadInput, match="daftar lama sebagai asal"):
            mapping.propose(cast.list("observed-after-2019"), cast.list(), by=cast.officer)

    def test_of_equal_names_are_confirmed_at_once(self, cast):
        new = cast.list("observed-after-2019")
        mapping.propose(cast.list(), new, by=cast.officer)
        assert mapping.confirm_equal(cast.list(), new, by=cast.officer)
        states = {one.old.code: one.state for one in mapped(cast.list(), new)}
        assert (states["2.23.02.2.02.04"], states["2.23.02.2.01.09"], states["2.24.04"]) == ("sure", "proposed", "none")


class TestSettling:
    def test_refuses_a_code_that_the_list_does_not_hold_or_of_another_kind(self, cast):
        new = later(cast)
        with pytest.raises(BadInput, match="tidak ada pada"):
            mapping.settle(cast.code(), new, codes=["2.23.02.2.02.99"], by=cast.officer)
        with pytest.raises(BadInput, match="adalah kegiatan, sedangkan"):
            mapping.settle(cast.code(), new, codes=["2.23.02.2.02"], by=cast.officer)


class TestReadingInEitherList:
    def test_shows_a_recorded_programme_under_its_later_code(self, cast):
        new = later(cast, **{"2_23_02_2_02_0001": NAME})
        mapping.settle(cast.code(), new, codes=["2.23.02.2.02.0001"], by=cast.officer)
        cast.record()
        ((branch,),) = [one.branches for one in tree(list(standing()), new)]
        leaf = branch.leaves[0]
        assert (leaf.code, leaf.recorded, leaf.is_sure) == ("2.23.02.2.02.0001", READING, True)
        assert branch.sums.budget == 100_000_000

    def test_keeps_a_split_amount_whole_in_a_branch_of_its_own(self, cast):
        new = later(cast, **{"2_23_02_2_02_0001": "Satu", "2_23_02_2_02_0002": "Dua"})
        other = BudgetCode.objects.create(
            version=new, level="regency", code="2.23.03.2.01.01", kind="sub_activity", name="T"
        )
        mapping.settle(cast.code(), new, codes=["2.23.02.2.02.0001", other.code], by=cast.officer)
        cast.record()
        (branch,) = tree(list(standing()), new)
        assert (branch.code, branch.sums.budget) == ("", 100_000_000)
        assert branch.branches[0].leaves[0].code == "2.23.02.2.02.0001 + 2.23.03.2.01.01"

    def test_adds_up_what_was_merged(self, cast):
        new = later(cast, **{"2_23_02_2_02_0001": "Semua"})
        for code in (READING, "2.23.02.2.02.04"):
            mapping.settle(cast.code(code), new, codes=["2.23.02.2.02.0001"], by=cast.officer)
            cast.record(code)
        ((branch,),) = [one.branches for one in tree(list(standing()), new)]
        assert (branch.code, branch.sums.budget) == ("2.23.02.2.02", 200_000_000)

    def test_goes_back_as_well(self, cast):
        new = later(cast, **{"2_23_02_2_02_0001": NAME})
        mapping.settle(cast.code(), new, codes=["2.23.02.2.02.0001"], by=cast.officer)
        back = Translator(cast.list()).read(cast.code("2.23.02.2.02.0001", new.code))
        assert back.code == READING

    def test_says_dropped_and_unknown_apart(self, cast):
        new = later(cast)
        mapping.settle(cast.code(), new, codes=[], by=cast.officer)
        reader = Translator(new)
        assert (reader.read(cast.code()).is_dropped, reader.read(cast.code("2.23.02.2.02.04")).is_dropped) == (
            True,
            False,
        )


class TestPages:
    def test_preview_then_store(self, cast, sign_in):
        client = sign_in(cast.officer)
        file = SimpleUploadedFile("sipd.csv", WIDE.encode())
        sent = {"label": "SIPD 2027", "source": "SIPD, 12 November 2026", "level": "", "file": file}
        shown = client.post(reverse("programmes:import_codes"), sent).content.decode()
        assert "4 kode siap disimpan" in shown
        assert CodeVersion.objects.count() == 2
        answer = client.post(reverse("programmes:store_codes"))
        assert answer.url == reverse("programmes:mapping", args=["sipd-2027"])

    def test_faults_keep_the_list_from_being_stored(self, cast, sign_in):
        client = sign_in(cast.officer)
        file = SimpleUploadedFile("sipd.csv", b"Kode;Uraian\n2.23.02.3.01;Salah\n")
        sent = {"label": "SIPD 2027", "source": "SIPD", "level": "", "file": file}
        answer = client.post(reverse("programmes:import_codes"), sent)
        assert answer.status_code == 422
        assert "1 masalah" in answer.content.decode()
        assert client.post(reverse("programmes:store_codes")).url == reverse("programmes:import_codes")

    def test_settles_from_the_page(self, cast, sign_in):
        client, target = sign_in(cast.officer), cast.list("observed-after-2019")
        address = reverse("programmes:mapping", args=[target.code])
        client.post(f"{address}?dari=permendagri-90-2019", {"propose": "1"})
        assert "belum dipastikan" in client.get(address).content.decode()
        old = cast.code("2.23.02.2.02.04")
        client.post(reverse("programmes:settle_mapping", args=[target.code, old.pk]), {"new": "2.23.02.2.02.07"})
        assert CodeMapping.objects.get(old=old).is_sure

    def test_only_officers_import_and_settle(self, cast, sign_in):
        client = sign_in(cast.operator)
        assert client.get(reverse("programmes:import_codes")).status_code == 403
        assert client.get(reverse("programmes:code_lists")).status_code == 200
