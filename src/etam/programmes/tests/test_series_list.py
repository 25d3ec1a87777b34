"""Tables of other offices: both layouts, the two systems of codes, and what is asked instead of guessed."""

import pytest

from etam.institutions.reference import regions
from etam.programmes.series_list import BPS, HDI, KEMENDAGRI, POVERTY, Kind, doubts, read
from etam.web.csv_list import ListingProblem

MONEY = Kind("income", "Pendapatan", "ribu rupiah", "better")
NAMES = {"64.07": "Kutai Barat", "64.08": "Kutai Timur"}


def table(*lines, kind=HDI, digits=""):
    return read("\n".join(lines), kind, regions(), digits=digits, last_year=2026)


def points(*lines, **options):
    return [(one.region, one.year, one.value) for one in table(*lines, **options).points]


def faults(*lines, **options):
    return [str(one) for one in table(*lines, **options).faults]


class TestLayouts:
    def test_reads_one_value_a_line(self):
        assert points("wilayah;tahun;nilai", "Kutai Timur;2024;75,01", "Kota Bontang;2024;82.3") == [
            ("64.08", 2024, 75.01),
            ("64.74", 2024, 82.3),
        ]

    def test_reads_one_column_a_year(self):
        assert points("Kabupaten/Kota,2023,2024", "Berau,74.5,75.1") == [
            ("64.03", 2023, 74.5),
            ("64.03", 2024, 75.1),
        ]

    def test_passes_over_cells_that_say_there_is_none(self):
        found = table("wilayah;2023;2024", "Mahulu;-;68,9")
        assert (len(found.points), found.blanks) == (1, 1)

    def test_keeps_the_province_as_a_place_of_its_own(self):
        assert points("wilayah;2024", "Kalimantan Timur;78,8") == [("64", 2024, 78.8)]


class TestRegions:
    @pytest.mark.parametrize(
        ("written", "code"),
        [("Kukar", "64.02"), ("Kab. Kutai Kartanegara", "64.02"), ("KUTAI BARAT", "64.07"), ("64.02", "64.02")],
    )
    def test_knows_names_short_names_and_codes_with_a_dot(self, written, code):
        assert points("wilayah;2024", f"{written};70,1")[0][0] == code

    def test_reads_digits_by_the_system_that_their_heading_names(self):
        assert points("kode_bps;2024", "6402;72,1")[0][0] == "64.07"
        assert points("kode_kemendagri;2024", "6402;75,1")[0][0] == "64.02"

    def test_asks_about_bare_digits(self):
        (fault,) = faults("wilayah;2024", "6402;72,1")
        assert "dapat berarti Kabupaten Kutai Kartanegara (Kemendagri) atau Kabupaten Kutai Barat (BPS)" in fault

    def test_reads_bare_digits_as_the_form_says(self):
        assert points("wilayah;2024", "6402;72,1", digits=BPS)[0][0] == "64.07"
        assert points("wilayah;2024", "6402;72,1", digits=KEMENDAGRI)[0][0] == "64.02"

    def test_refuses_a_heading_of_codes_without_a_system(self):
        with pytest.raises(ListingProblem, match="tidak menyebut sistem kodenya"):
            table("kode;2024", "6402;72,1")

    def test_refuses_a_code_and_a_name_of_two_places(self):
        (fault,) = faults("kode_kemendagri;wilayah;2024", "64.02;Kutai Barat;72,1")
        assert fault == (
            "Baris 2: Kode dan nama tidak menunjuk wilayah yang sama: wilayah berarti Kabupaten Kutai Barat, "
            "kode_kemendagri berarti Kabupaten Kutai Kartanegara."
        )

    def test_says_which_place_it_does_not_know(self):
        assert "Wilayah “Banjarmasin” tidak dikenal" in faults("wilayah;2024", "Banjarmasin;78")[0]


class TestValues:
    def test_settles_thousands_or_decimals_by_what_is_possible(self):
        assert points("wilayah;2024", "Berau;75.123") == [("64.03", 2024, 75.123)]

    def test_asks_where_both_are_possible(self):
        assert "dapat berarti 12.345 atau 12,345" in faults("wilayah;2024", "Berau;12.345", kind=MONEY)[0]

    def test_reads_a_percent_sign(self):
        assert points("wilayah;2024", "Berau;5,4%", kind=POVERTY) == [("64.03", 2024, 5.4)]

    def test_tells_line_and_column_of_what_is_no_number(self):
        assert faults("wilayah;2023;2024", "Berau;75;tinggi")[0].startswith("Baris 2, kolom 2024: “tinggi” bukan")

    def test_refuses_a_year_to_come(self):
        assert "Tahun 2031 tidak mungkin" in faults("wilayah;tahun;nilai", "Berau;2031;75")[0]

    def test_refuses_a_region_twice_in_a_year(self):
        assert faults("wilayah;2024", "Berau;75", "Kab. Berau;76") == [
            "Baris 3: Kabupaten Berau 2024 sudah ada di baris 2. Sisakan satu."
        ]

    def test_refuses_a_table_without_any_value(self):
        with pytest.raises(ListingProblem, match="Tidak ada satu pun nilai"):
            table("wilayah;2024", "Berau;-")


class TestDoubts:
    def said(self, *lines, kind=HDI, before=None):
        return doubts(table(*lines, kind=kind).points, kind, NAMES, before or {})

    def test_asks_about_an_index_above_a_hundred(self):
        assert self.said("wilayah;2024", "Kutai Timur;750,1") == [
            "Baris 2: Kutai Timur 2024 750,1 di luar 0–100 indeks."
        ]

    def test_asks_about_a_percentage_of_any_series_above_a_hundred(self):
        other = Kind("jobless", "Penganggur", "persen", "worse")
        assert len(self.said("wilayah;2024", "Kutai Timur;104", kind=other)) == 1

    @pytest.mark.parametrize(("later", "said"), [("93,7", "10 kali"), ("9370", "1.000 kali"), ("0,937", "seper-10")])
    def test_asks_about_a_leap_against_the_year_before(self, later, said):
        other = Kind("x", "Lain", "indeks", "none")
        (sentence,) = self.said("wilayah;2023;2024", f"Kutai Timur;9,37;{later}", kind=other)
        assert f"Kutai Timur 2024 {said} nilai 2023" in sentence

    def test_asks_about_a_leap_against_the_series_that_stands(self):
        told = self.said("wilayah;2024", "Kutai Timur;75", before={("64.08", 2023): 7.4, ("64.08", 2024): 7.5})
        assert len(told) == 2

    def test_says_nothing_about_an_ordinary_course(self):
        assert self.said("wilayah;2023;2024", "Kutai Timur;74,5;75") == []
