"""Pages about money: who sees what, and how a slip is answered."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from etam.institutions.models import ParentBody
from etam.institutions.tests.cast import library
from etam.programmes.models import LibraryMoney
from etam.programmes.queries import public
from etam.programmes.queries.body_money import year_of
from etam.programmes.queries.overview import overview
from etam.programmes.rules import BOOKS_RULE, OPERATING_RULE, Verdict
from etam.programmes.tests.money_cast import YEAR, Cast, make_cast
from etam.submissions.tests.cast import make_cast as make_returns

SignIn = Callable[[Any], Any]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = set()


def page(body: ParentBody, part: str = "") -> str:
    return f"{reverse('programmes:body_money', args=[body.pk])}{part}"


def record_url(body: ParentBody, fund: str = "bosp", year: int = YEAR) -> str:
    return f"{page(body, 'catat/')}?tahun={year}&sumber={fund}"


class TestDoors:
    @pytest.mark.parametrize(
        ("who", "whose", "status"),
        [
            ("village_partner", "village", 200),
            ("village_partner", "school", 404),
            ("school_partner", "village", 404),
            ("school_partner", "madrasah", 404),
            ("madrasah_partner", "madrasah", 200),
            ("verifier", "far_village", 404),
            ("officer", "far_village", 200),
            ("observer", "school", 200),
            ("operator", "school", 200),
            ("operator", "village", 404),
        ],
    )
    def test_money_is_seen_by_whose_part_it_is(
        self, cast: Cast, sign_in: SignIn, who: str, whose: str, status: int
    ) -> None:
        assert sign_in(getattr(cast, who)).get(page(getattr(cast, whose))).status_code == status

    @pytest.mark.parametrize(
        ("who", "whose"),
        [("village_partner", "school"), ("operator", "school"), ("observer", "school"), ("verifier", "far_village")],
    )
    def test_another_s_money_is_not_found_where_it_is_recorded(
        self, cast: Cast, sign_in: SignIn, who: str, whose: str
    ) -> None:
        body = getattr(cast, whose)
        answer = sign_in(getattr(cast, who)).post(record_url(body, "apbd"), {"planned_books": "5000000"})
        assert answer.status_code == 404
        assert not LibraryMoney.objects.exists()

    def test_the_overview_shows_a_partner_the_own_part(self, cast: Cast, sign_in: SignIn) -> None:
        cast.record(5_000_000)
        cast.record(7_000_000, subject=cast.village, fund="dana_desa", purpose="other")
        answer = sign_in(cast.village_partner).get(reverse("programmes:money"), {"tahun": YEAR})
        assert "Rp7.000.000, tercatat dari 1 dari 2 desa/kelurahan" in answer.content.decode()

    def test_the_operator_does_not_see_the_overview(self, cast: Cast, sign_in: SignIn) -> None:
        assert sign_in(cast.operator).get(reverse("programmes:money")).status_code == 403


class TestRecording:
    def test_writes_and_leads_back(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in(cast.school_partner)
        answer = client.post(record_url(cast.school), {"planned_books": "Rp24.000.000", "source": "RKAS"})
        assert answer.url == f"{page(cast.school)}?tahun={YEAR}"
        assert "Anggaran perpustakaan 2026 Rp24.000.000" in client.get(answer.url).content.decode()

    def test_a_slip_keeps_what_was_typed(self, cast: Cast, sign_in: SignIn) -> None:
        answer = sign_in(cast.officer).post(record_url(cast.school), {"planned_books": "1.234", "spent_books": "900"})
        text = answer.content.decode()
        assert answer.status_code == 422
        assert 'value="1.234"' in text
        assert 'value="900"' in text
        assert "dapat berarti" in text

    def test_a_figure_in_thousands_is_asked_at_its_field(self, cast: Cast, sign_in: SignIn) -> None:
        cast.record(23_500_000, year=YEAR - 1)
        answer = sign_in(cast.officer).post(record_url(cast.school), {"planned_books": "24000"})
        assert answer.status_code == 422
        assert "Maksud Anda Rp24.000.000?" in answer.context["form"].errors["planned_books"][0]
        assert "Simpan dengan alasan" in answer.content.decode()

    def test_a_stale_page_is_refused(self, cast: Cast, sign_in: SignIn) -> None:
        cast.record(24_000_000)
        cast.record(25_000_000, version=1)
        answer = sign_in(cast.officer).post(
            record_url(cast.school), {"planned_books": "26000000", "version_books": "1"}
        )
        assert answer.status_code == 422
        assert "diubah orang lain" in answer.content.decode()

    def test_ceilings_are_recorded(self, cast: Cast, sign_in: SignIn) -> None:
        url = f"{page(cast.school, 'pagu/')}?tahun={YEAR}"
        sign_in(cast.officer).post(url, {"amount_operating": "320000000", "amount_bosp_regular": "200000000"})
        assert {one.kind: one.amount for one in cast.school.ceilings.all()} == {
            "operating": 320_000_000,
            "bosp_regular": 200_000_000,
        }

    def test_an_institution_without_village_or_school_has_its_page(self, cast: Cast, sign_in: SignIn) -> None:
        client = sign_in(cast.officer)
        url = reverse("programmes:institution_money", args=[cast.library.code])
        client.post(f"{url}catat/?tahun={YEAR}&sumber=apbd", {"planned_books": "5000000"})
        assert "Rp5.000.000" in client.get(f"{url}?tahun={YEAR}").content.decode()


class TestJudging:
    def test_both_rules_stand_side_by_side_when_they_disagree(self, cast: Cast, sign_in: SignIn) -> None:
        for purpose, amount in (("books", 8_000_000), ("upkeep", 0), ("other", 0)):
            cast.record(amount, purpose=purpose)
        cast.ceiling(100_000_000)
        cast.ceiling(100_000_000, "operating")
        text = sign_in(cast.school_partner).get(f"{page(cast.school)}?tahun={YEAR}").content.decode()
        assert "Kedua aturan tidak sejalan" in text
        assert text.count("Bagian</dt><dd><b>8%</b>") == 2

    def test_2026_says_that_libraries_are_not_named(self, cast: Cast, sign_in: SignIn) -> None:
        text = sign_in(cast.village_partner).get(f"{page(cast.village)}?tahun=2026").content.decode()
        assert "perpustakaan tidak disebut" in text
        assert "fokus kedelapan" in text

    def test_a_year_without_a_rule_says_so_and_does_not_judge(self, cast: Cast, sign_in: SignIn) -> None:
        cast.record(5_000_000, subject=cast.village, fund="dana_desa", purpose="other", year=2027)
        text = sign_in(cast.village_partner).get(f"{page(cast.village)}?tahun=2027").content.decode()
        assert "belum ada prioritas Dana Desa yang ditemukan" in text
        assert "terpenuhi" not in text


class TestOverview:
    def test_unknown_is_not_zero(self, cast: Cast) -> None:
        cast.record(5_000_000)
        found = overview(ParentBody.objects.all(), YEAR)
        east, city = found.places
        assert (east.planned, east.spent, east.reporting, east.bodies) == (5_000_000, None, 1, 2)
        assert (city.planned, city.reporting) == (None, 0)
        assert east.rupiah_per_person == 25_000

    def test_zero_is_written_as_zero(self, cast: Cast) -> None:
        cast.record(0)
        assert overview(ParentBody.objects.all(), YEAR).places[0].planned == 0

    def test_schools_without_records_count_as_unknown(self, cast: Cast) -> None:
        cast.record(20_000_000)
        cast.ceiling(100_000_000)
        verdicts = overview(ParentBody.objects.all(), YEAR).whole.verdicts
        assert verdicts[BOOKS_RULE] == {Verdict.MET: 1, Verdict.UNKNOWN: 1}
        assert verdicts[OPERATING_RULE][Verdict.UNKNOWN] == 2

    def test_the_file_leaves_unknown_empty(self, cast: Cast, sign_in: SignIn) -> None:
        cast.record(5_000_000)
        data = sign_in(cast.officer).get(reverse("programmes:money_csv"), {"tahun": YEAR}).content.decode("utf-8-sig")
        east = data.splitlines()[1].split(",")
        assert east[:10] == ["64.08", "Kabupaten Kutai Timur", "2026", "semua", "2", "1", "5000000", "1", "", "0"]

    def test_money_of_a_library_of_its_own_stands_in_its_own_line_and_in_no_sum(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        town = library("K-1", "Perpustakaan Kabupaten", "public", "regency", cast.regency, cast.regency)
        cast.record(5_000_000)
        cast.record(750_000_000, subject=town, fund="dak_physical", purpose="building")
        url = reverse("programmes:money")
        shown = sign_in(cast.officer).get(url, {"tahun": YEAR})
        assert [(one.institution, one.planned, one.spent) for one in shown.context["offices"]] == [
            (town, 750_000_000, None)
        ]
        assert shown.context["found"].whole.planned == 5_000_000
        data = sign_in(cast.officer).get(f"{url}unduh.csv", {"tahun": YEAR}).content.decode("utf-8-sig")
        assert "K-1,Perpustakaan Kabupaten,2026,semua,,,750000000" in data
        assert sign_in(cast.school_partner).get(url, {"tahun": YEAR}).context["offices"] == []

    def test_public_pages_read_the_same_sums(self, cast: Cast) -> None:
        cast.record(5_000_000)
        assert [one.planned for one in public.money_by_regency(YEAR)] == [5_000_000, None]
        assert [one.count for one in public.stage_counts()] == [0, 0, 0, 0, 0]

    def test_one_source_can_be_chosen(self, cast: Cast) -> None:
        cast.record(5_000_000)
        cast.record(9_000_000, fund="apbd")
        assert overview(ParentBody.objects.all(), YEAR, fund="apbd").whole.planned == 9_000_000


def test_a_file_is_shown_first_and_stored_after_agreement(cast: Cast, sign_in: SignIn) -> None:
    client, url = sign_in(cast.school_partner), reverse("programmes:money_import")
    text = "kode;tahun;sumber_dana;untuk;anggaran\n30400004;2026;BOSP;buku;24000000\n"
    shown = client.post(url, {"file": SimpleUploadedFile("dana.csv", text.encode())})
    assert "1 baris dana untuk 1 desa dan sekolah siap dicatat" in shown.content.decode()
    assert not LibraryMoney.objects.exists()
    client.post(url, {"text": text})
    assert LibraryMoney.objects.get().planned == 24_000_000


def test_a_partner_s_file_cannot_name_another_s_body(cast: Cast, sign_in: SignIn) -> None:
    text = "kode;tahun;sumber_dana;untuk;anggaran\n30400004;2026;BOSP;buku;24000000\n"
    file = SimpleUploadedFile("dana.csv", text.encode())
    answer = sign_in(cast.village_partner).post(reverse("programmes:money_import"), {"file": file})
    assert answer.status_code == 422
    assert "dalam bagian Anda" in answer.content.decode()


def test_what_an_accepted_return_says_is_a_second_source(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    returns = make_returns()
    body = ParentBody.objects.create(
        kind="school", code="30400123", name="SDN 004", subtype="sd_mi", regency=returns.regency,
        region=returns.regency, library=returns.school,
    )  # fmt: skip
    LibraryMoney.objects.create(
        body=body, year=2024, fund="bosp", purpose="books", planned=9_000_000, at="2025-01-01T00:00:00Z"
    )
    found = year_of(body, 2024)
    assert found.planned == 9_000_000
    assert found.returned is not None
    assert found.returned.number == 8_000_000
    assert found.sources_differ
