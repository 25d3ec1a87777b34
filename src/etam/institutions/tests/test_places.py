import pytest

from etam.institutions.places import Place, PlaceProblem, find_place
from etam.institutions.reference import regions

KUTIM = "64.08"


def find(text: str, level: int | None = None) -> Place:
    return find_place(text, regions(), level)


class TestFindPlace:
    @pytest.mark.parametrize("text", ["64.08.09.2001", "6408092001", "64 08 09 2001"])
    def test_reads_a_code_with_and_without_dots(self, text):
        assert find(text) == Place("64.08.09.2001", KUTIM)

    def test_reads_a_name_of_any_level(self):
        assert find("Sepaso") == Place("64.08.09.2001", KUTIM)
        assert find("bengalon") == Place("64.08.09", KUTIM)
        assert find("Kutai Timur") == Place(KUTIM, KUTIM)

    def test_asks_when_a_kecamatan_and_a_village_share_a_name(self):
        sentence = (
            r"64\.08\.02 \(kecamatan, Kabupaten Kutai Timur\) atau 64\.08\.02\.2003 \(desa/kelurahan, .*Tulis kodenya"
        )
        with pytest.raises(PlaceProblem, match=sentence):
            find("Muara Wahau")

    def test_lets_what_is_served_settle_a_shared_name(self):
        assert find("Muara Wahau", 3).region == "64.08.02"
        assert find("Muara Wahau", 4).region == "64.08.02.2003"

    def test_lets_a_wider_name_settle_a_shared_name(self):
        with pytest.raises(PlaceProblem, match="dan 2 lagi"):
            find("Sumber Sari", 4)
        assert find("Sumber Sari, Penajam Paser Utara", 4).regency == "64.09"

    def test_refuses_a_place_outside_the_wider_one(self):
        with pytest.raises(PlaceProblem, match="“Sepaso, Samarinda” tidak dikenal"):
            find("Sepaso, Samarinda")

    def test_puts_a_provincial_library_in_the_province_with_its_kab_kota(self):
        assert find("Samarinda", 1) == Place("64", "64.72")

    @pytest.mark.parametrize(
        ("text", "sentence"),
        [
            ("64", "Sebutkan kabupaten/kota"),
            ("64.0", "tidak lengkap"),
            ("64.99", "tidak ada di Kalimantan Timur"),
            ("64.73", "tidak berlaku lagi"),
            ("Surabaya", "“Surabaya” tidak dikenal"),
            ("Kalimantan Timur", "Sebutkan kabupaten/kota"),
        ],
    )
    def test_says_why_a_place_is_refused(self, text, sentence):
        with pytest.raises(PlaceProblem, match=sentence):
            find(text)
