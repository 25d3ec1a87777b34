import pytest

from etam.institutions.identifiers import npp_warnings, npsn_warnings


class TestNppWarnings:
    @pytest.mark.parametrize("number", ["", "0", " 0 "])
    def test_are_none_where_there_is_no_number_yet(self, number):
        assert npp_warnings(number, "64.08") == []

    @pytest.mark.parametrize("region", ["64.72", "64.72.05", "64"])
    def test_are_none_where_the_number_fits_the_region(self, region):
        assert npp_warnings("6472052C0000001", region) == []

    def test_name_the_region_that_the_number_points_to(self):
        # Balikpapan's digits on a library of Kutai Timur.
        assert npp_warnings("6471052C0000001", "64.08.05.2001") == [
            "NPP “6471052C0000001” menunjuk wilayah 64.71, padahal lembaga ini tercatat di 64.08."
        ]

    @pytest.mark.parametrize("number", ["6472052C000001", "6472052c0000001", "123", "NPP-1"])
    def test_ask_to_look_at_an_odd_form(self, number):
        assert "tidak berbentuk nomor masa kini" in npp_warnings(number, "64.72")[0]

    def test_wonder_about_a_number_on_an_office(self):
        assert npp_warnings("6408052C0000001", "64.08", kind="office") == [
            "NPP “6408052C0000001” hanya untuk perpustakaan."
        ]

    def test_do_not_ask_an_office_for_one(self):
        assert npp_warnings("", "64.08", kind="archive") == []


class TestNpsnWarnings:
    def test_are_none_for_eight_digits(self):
        assert npsn_warnings("04012345") == []

    def test_say_that_a_school_has_none_yet(self):
        assert npsn_warnings("") == ["NPSN sekolah ini belum diisi."]

    def test_do_not_ask_others_for_one(self):
        assert npsn_warnings("", kind="public") == []

    def test_wonder_about_a_number_on_a_library_that_is_no_school(self):
        assert "hanya untuk sekolah" in npsn_warnings("30401234", kind="tbm")[0]

    @pytest.mark.parametrize("number", ["4012345", "304012345", "3040123A"])
    def test_ask_to_look_at_another_length(self, number):
        assert "delapan angka" in npsn_warnings(number)[0]
