"""A list of those who came, from a CSV file."""

import pytest

from etam.institutions.models import Institution
from etam.outreach import actions, intake
from etam.outreach.exceptions import BadInput
from etam.outreach.sheet import LIST, read_rows
from etam.web.csv_list import ListingProblem

HEADER = "kode;npp;npsn;perpustakaan;kabupaten_kota;nama;jabatan"


@pytest.fixture
def event(cast):
    return cast.event()


def plan(event, *lines):
    return intake.plan(event, "\n".join((HEADER, *lines)))


class TestRead:
    @pytest.mark.parametrize("mark", ["", "\ufeff"])
    @pytest.mark.parametrize("sign", [";", ","])
    def test_takes_either_separator_with_or_without_byte_order_mark(self, mark, sign):
        data = (mark + "kode;nama\nL-1;Hartati\n".replace(";", sign)).encode()
        rows, faults = read_rows(LIST.decode(data))
        assert ([(one.line, one.kode, one.nama) for one in rows], faults) == ([(2, "L-1", "Hartati")], [])

    def test_takes_off_the_mark_that_a_spreadsheet_needs(self):
        assert read_rows("kode;nama\nL-1;'=Hartati")[0][0].nama == "=Hartati"

    @pytest.mark.parametrize(
        ("data", "sentence"),
        [
            (b"kode;nama\nL-1;Caf\xe9", "bukan UTF-8"),
            (b"", "kosong"),
            (b"a\x00", "bukan teks CSV"),
        ],
    )
    def test_says_why_a_file_cannot_be_read(self, data, sentence):
        with pytest.raises(ListingProblem, match=sentence):
            LIST.decode(data)

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("kode;umur\nL-1;3", "Kolom “umur” tidak dikenal"),
            ("kode;kode\nL-1;L-1", "ada dua kali: kode"),
            ("nama;jabatan\nA;B", "Kolom lembaganya tidak ada"),
            ("kode;nama", "hanya memuat nama kolom"),
            ('kode;nama\nL-1;"A', "Baris 2 tidak dapat dibaca"),
            ("kode;nama\n" + "L-1;A\n" * 2001, "lebih dari 2000 peserta"),
        ],
    )
    def test_says_why_a_table_cannot_be_read(self, text, sentence):
        with pytest.raises(ListingProblem, match=sentence):
            read_rows(text)

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            (";;;;;Hartati;", "Baris 2: Lembaganya belum diisi"),
            ("L-1;;;;;A;B;C", "Baris 2: Selnya lebih banyak"),
            (f"L-1;;;;;{'a' * 201};", "Baris 2, kolom nama: Lebih dari 200 karakter."),
        ],
    )
    def test_says_what_is_wrong_with_a_row(self, line, sentence):
        _, faults = read_rows(f"{HEADER}\n{line}")
        assert str(faults[0]).startswith(sentence)


class TestPlan:
    def test_finds_libraries_by_code_number_and_name(self, cast, event):
        Institution.objects.filter(pk=cast.school.pk).update(npsn="30401234")
        Institution.objects.filter(pk=cast.second_village.pk).update(npp="6408012D0000001")
        found = plan(
            event,
            "L-1;;;;;A;",
            ";6408012D0000001;;;;B;",
            ";;30401234;;;C;",
            ";;;perpustakaan  kelurahan LOKTUAN;Bontang;D;",
        )
        assert [one.entry.institution for one in found.new] == [
            cast.village, cast.second_village, cast.school, cast.elsewhere,
        ]  # fmt: skip
        assert not found.faults

    def test_takes_a_name_that_is_not_registered_and_warns(self, event):
        found = plan(event, ";;;Perpustakaan Baru;Kutai Timur;A;")
        assert found.can_store
        assert found.warnings == ("Baris 2, Perpustakaan Baru: belum terdaftar, jadi tidak terhitung dalam jangkauan.",)

    def test_takes_a_library_of_another_region_and_warns(self, event):
        found = plan(event, "L-3;;;;;A;")
        assert found.can_store
        assert "dari Bontang, di luar wilayah kegiatan ini" in found.warnings[0]

    def test_takes_an_office_and_warns(self, event):
        assert "bukan perpustakaan" in plan(event, "K-1;;;;;A;").warnings[0]

    @pytest.mark.parametrize(
        ("line", "sentence"),
        [
            ("L-9;;;;;A;", "Baris 2, kolom kode: Tidak ada lembaga dengan kode L-9."),
            (";;12345678;;;A;", "Baris 2, kolom npsn: Tidak ada lembaga dengan NPSN 12345678."),
            ("L-1;;;;Bandung;A;", "Baris 2, kolom kabupaten_kota: Kabupaten/kota “Bandung” tidak dikenal."),
            (
                "L-1;;;;Bontang;A;",
                "Baris 2, kolom kabupaten_kota: Perpustakaan Desa Nehes Liah Bing tercatat di Kutai Timur",
            ),
        ],
    )
    def test_says_what_is_wrong_with_a_row(self, event, line, sentence):
        found = plan(event, line)
        assert str(found.faults[0]).startswith(sentence)
        assert not found.can_store

    def test_says_which_libraries_a_name_may_mean(self, cast, event):
        Institution.objects.filter(pk=cast.second_village.pk).update(name=cast.elsewhere.name)
        found = plan(event, f";;;{cast.elsewhere.name};;A;", f";;;{cast.elsewhere.name};Bontang;B;")
        assert "dapat berarti L-4 (Kutai Timur), L-3 (Bontang)" in str(found.faults[0]) or (
            "dapat berarti L-3 (Bontang), L-4 (Kutai Timur)" in str(found.faults[0])
        )
        assert [one.entry.institution for one in found.new] == [cast.elsewhere]

    def test_names_a_row_that_stands_twice(self, event):
        found = plan(event, "L-1;;;;;Hartati;", "L-1;;;;; hartati;Kepala")
        assert str(found.faults[0]) == "Baris 3: Orang dan lembaganya sama dengan baris 2. Sisakan satu."

    def test_names_a_library_that_ended(self, cast, event):
        Institution.objects.filter(pk=cast.village.pk).update(valid_to="2025-01-31")
        assert "sudah berakhir pada 31 Januari 2025" in str(plan(event, "L-1;;;;;A;").faults[0])

    def test_passes_over_who_is_on_the_list(self, cast, event):
        cast.attend(event)
        found = plan(event, "L-1;;;;;HARTATI;", "L-1;;;;;;", "L-2;;;;;A;")
        assert [one.line for one in found.new] == [4]
        assert found.skipped[0] == "Baris 2, Perpustakaan Desa Nehes Liah Bing: sudah ada di daftar hadir."

    def test_takes_as_many_questions_for_many_rows(self, cast, event, django_assert_max_num_queries):
        lines = [f"{one.code};;;;;A;" for one in cast.more_libraries(30)]
        with django_assert_max_num_queries(6):
            plan(event, *lines)


class TestStore:
    def test_notes_all(self, cast, event):
        intake.store(event, plan(event, "L-1;;;;;Hartati;Pustakawan", "L-2;;;;;;"), by=cast.officer)
        assert list(event.attendances.values_list("way", flat=True)) == ["list", "count"]

    def test_notes_none_while_a_row_is_wrong(self, cast, event):
        with pytest.raises(BadInput, match="Tidak ada yang disimpan: 1 masalah"):
            intake.store(event, plan(event, "L-1;;;;;Hartati;", "L-9;;;;;A;"), by=cast.officer)
        assert not event.attendances.exists()

    def test_twice_adds_nothing(self, cast, event):
        lines = ("L-1;;;;;Hartati;", "L-2;;;;;;")
        intake.store(event, plan(event, *lines), by=cast.officer)
        assert not plan(event, *lines).new
        assert actions.attend_many(event, [], by=cast.officer) == []
