"""Accreditation for everybody: shares with their denominators, grades apart, what is not known."""

from datetime import date

import pytest

from etam.assessments import generations
from etam.assessments.queries import Accredited, YearCount
from etam.assessments.queries.accreditation import GradeLine
from etam.institutions.models import Institution
from etam.publishing import accreditation, libraries
from etam.publishing.queries import accreditation as certificates
from etam.publishing.queries.accreditation import Expiring, Grid, Share
from etam.publishing.tests.assessed import TODAY, certificate, event
from etam.publishing.tests.test_pages import text

ROWS = (
    Accredited("64.08", "public", 10, 2, 3),
    Accredited("64.08", "school", 30, 5, 6),
    Accredited("64.74", "school", 10, 1, 1),
)
NOTHING = Expiring(0, 0, 0, None)


def year_count(year: int, accredited: int, libraries_: int = 100) -> YearCount:
    return YearCount(year, date(year, 12, 31), libraries_, accredited, accredited)


class TestGrid:
    def test_sums_rows_columns_and_all(self):
        grid = Grid(ROWS)
        assert grid.of() == Share(50, 8, 10)
        assert grid.of(regency="64.08") == Share(40, 7, 9)
        assert grid.of(kind="school") == Share(40, 6, 7)
        assert grid.of("64.74", "public") == Share(0, 0, 0)

    def test_writes_none_and_all_without_a_decimal(self):
        assert [Share(*counts).text for counts in ((7, 0, 0), (7, 7, 7), (8, 1, 1))] == ["0%", "100%", "12,5%"]

    def test_has_no_share_of_nothing(self):
        assert Share(0, 0, 0).percent is None


class TestFinding:
    def test_tells_part_and_whole_and_what_ends_soon(self):
        told = accreditation.finding(Share(2775, 220, 316), Expiring(220, 31, 12, TODAY))
        assert told.replace("\u00a0", " ") == (
            "220 dari 2.775 perpustakaan terakreditasi; 31 sertifikat di antaranya habis dalam 12 bulan"
        )

    def test_is_silent_about_ends_when_none_is_near(self):
        assert accreditation.finding(Share(9, 1, 1), NOTHING) == "1 dari 9 perpustakaan terakreditasi"

    def test_does_not_say_nobody_is_accredited_where_nothing_is_recorded(self):
        assert accreditation.finding(Share(9, 0, 0), NOTHING) == "Belum ada sertifikat akreditasi yang tercatat"


class TestGenerations:
    def test_stand_apart_with_the_highest_grade_first(self):
        schemes = {one.version: one for one in generations.generations()}
        lines = [GradeLine("2022.1", {"C": 1, "A": 2}), GradeLine("2018.1", {"B": 3})]
        made = accreditation.generations(lines, schemes)
        assert [one.grades for one in made] == [(("A", 2), ("C", 1)), (("B", 3),)]
        assert made[0].bars[0][2] == pytest.approx(200 / 3)

    def test_keep_a_grade_that_no_scheme_knows(self):
        made = accreditation.generations([GradeLine("2015.1", {"Baik": 4})], {})
        assert (made[0].title, made[0].grades) == ("Generasi 2015.1", (("Baik", 4),))


class TestTrend:
    def test_ends_its_scale_at_a_round_number_above_the_highest(self):
        drawn = accreditation.trend([year_count(2024, 5), year_count(2025, 7)])
        assert [level.label for level in drawn.levels] == ["0", "2", "4", "6", "8"]

    def test_reaches_to_all(self):
        drawn = accreditation.trend([year_count(2024, 99), year_count(2025, 100)])
        assert drawn.levels[-1].label == "100"

    def test_needs_two_years(self):
        assert accreditation.trend([year_count(2025, 7)]) is None


class TestExpiring:
    def test_counts_within_a_year_and_half_a_year(self, world):
        certificate(world.village, valid_until=date(2026, 8, 1))
        certificate(world.school, valid_until=date(2027, 1, 1))
        certificate(world.elsewhere)
        assert certificates.expiring(TODAY) == Expiring(3, 2, 1, date(2026, 8, 1))

    def test_passes_over_a_library_that_closed(self, world):
        certificate(world.village, valid_until=date(2026, 8, 1))
        Institution.objects.filter(pk=world.village.pk).update(valid_to=date(2026, 1, 1))
        assert certificates.expiring(TODAY) == Expiring(0, 0, 0, None)


class TestCourse:
    def test_begins_with_the_first_certificate_or_five_years_back(self, world):
        certificate(world.village, valid_from=date(2025, 1, 1))
        assert [(one.year, one.accredited, one.libraries) for one in certificates.course(TODAY)] == [
            (2022, 0, 3),
            (2023, 0, 3),
            (2024, 0, 3),
            (2025, 1, 3),
            (2026, 1, 3),
        ]

    def test_is_empty_before_anything_is_recorded(self, world):
        assert certificates.course(TODAY) == []


class TestNarrowed:
    @pytest.fixture
    def rows(self, world):
        certificate(world.village, valid_until=date(2026, 8, 1))
        certificate(world.school, valid_from=date(2019, 1, 1), valid_until=date(2022, 1, 1))
        return world

    @pytest.mark.parametrize(
        ("word", "codes"),
        [
            ("terakreditasi", ["lib-1"]),
            ("setahun", ["lib-1"]),
            ("lewat", ["lib-2"]),
            ("belum", ["lib-3"]),
            ("", ["lib-1", "lib-2", "lib-3"]),
        ],
    )
    def test_finds_libraries_by_how_they_stand(self, rows, word, codes):
        found = certificates.narrowed(Institution.objects.all(), word, TODAY)
        assert sorted(found.values_list("code", flat=True)) == codes


class TestHeldBy:
    def test_prefers_the_one_that_holds(self, world):
        certificate(world.village, valid_from=date(2019, 1, 1), valid_until=date(2029, 1, 1), revoked_on=TODAY)
        valid = certificate(world.village)
        assert certificates.held_by([world.village], TODAY) == {world.village.pk: valid}

    def test_falls_back_to_the_last_one_that_ended(self, world):
        certificate(world.village, valid_from=date(2016, 1, 1), valid_until=date(2019, 1, 1))
        later = certificate(world.village, valid_from=date(2019, 2, 1), valid_until=date(2022, 2, 1))
        assert certificates.held_by([world.village], TODAY) == {world.village.pk: later}

    def test_does_not_know_one_that_has_not_begun(self, world):
        certificate(world.village, valid_from=date(2027, 1, 1))
        assert certificates.held_by([world.village], TODAY) == {}


class TestChip:
    def chip(self, library, **fields):
        return libraries.accreditation_chip(certificate(library, **fields), TODAY)

    def test_tells_the_grade_of_a_valid_certificate(self, world):
        assert self.chip(world.village) == ("Terakreditasi B", "ok", "full")

    def test_tells_when_it_ends_soon(self, world):
        assert self.chip(world.village, valid_until=date(2026, 5, 1))[0] == "Terakreditasi B, habis 1 Mei 2026"

    def test_tells_that_it_lapsed(self, world):
        assert self.chip(world.village, valid_until=date(2025, 5, 1))[0] == "Sertifikat lewat"

    def test_is_absent_where_nothing_is_recorded(self):
        assert libraries.accreditation_chip(None, TODAY) is None


@pytest.mark.usefixtures("folder")
class TestPage:
    URL = "/akreditasi/"

    def test_says_so_while_nothing_is_recorded(self, client):
        page = text(client, self.URL)
        assert "<h1>Belum ada sertifikat akreditasi yang tercatat</h1>" in page
        assert "Belum ada sosialisasi yang tercatat" in page

    def test_tells_the_denominator_in_words(self, client, world):
        certificate(world.village, valid_until=date(2099, 1, 1))
        page = text(client, self.URL)
        assert "<h1>1 dari 3 perpustakaan terakreditasi</h1>" in page
        assert "menurut daftar berdiri pada 31 Desember tahun itu" in page

    def test_says_what_is_not_known(self, client, world):
        certificate(world.village, valid_until=date(2099, 1, 1))
        assert "Untuk 2 dari 3 perpustakaan belum ada sertifikat tercatat" in text(client, self.URL)

    def test_leads_to_the_directory(self, client):
        assert 'href="/perpustakaan/?akreditasi=terakreditasi"' in text(client, self.URL)

    def test_tells_whom_outreach_reached_without_naming_anybody(self, client, world):
        event(date(2026, 2, 1), world.village)
        page = text(client, self.URL)
        assert "Sosialisasi menjangkau 1 dari 3 perpustakaan" in page
        assert "Hartati" not in page

    def test_lists_the_events_to_come(self, client, world):
        event(date(2099, 4, 1), regency=None, title="Sosialisasi se-Kalimantan Timur")
        page = text(client, self.URL)
        assert "Sosialisasi se-Kalimantan Timur" in page
        assert 'href="/sosialisasi/"' in page

    def test_takes_as_many_queries_for_many_certificates(self, client, world, django_assert_max_num_queries):
        for one in (world.village, world.school, world.elsewhere):
            certificate(one, valid_until=date(2099, 1, 1))
            event(date(2026, 2, 1), one)
        with django_assert_max_num_queries(13):
            client.get(self.URL)


@pytest.mark.usefixtures("folder")
class TestDirectory:
    def test_narrows_to_accredited_libraries_and_marks_them(self, client, world):
        certificate(world.village, valid_until=date(2099, 1, 1))
        page = text(client, "/perpustakaan/?akreditasi=terakreditasi")
        assert "1 perpustakaan</h2>" in page
        assert "Terakreditasi B</span>" in page

    def test_does_not_mark_a_library_without_a_certificate(self, client):
        listed = text(client, "/perpustakaan/").split('id="hasil"')[1]
        assert "Terakreditasi" not in listed

    def test_asks_once_for_the_certificates_of_a_page(self, client, world, django_assert_max_num_queries):
        for one in (world.village, world.school, world.elsewhere):
            certificate(one)
        with django_assert_max_num_queries(4):
            client.get("/perpustakaan/")


@pytest.mark.usefixtures("folder")
class TestLibraryPage:
    def test_tells_grade_generation_and_until_when(self, client, world):
        certificate(world.village, grade="A", valid_until=date(2099, 5, 31))
        section = text(client, "/perpustakaan/lib-1/").split('id="akreditasi"')[1].split("</section>")[0]
        assert all(part in section for part in ("<dd>A</dd>", "<dd>2022</dd>", "31 Mei 2099"))

    def test_never_calls_a_library_without_a_record_not_accredited(self, client):
        section = text(client, "/perpustakaan/lib-1/").split('id="akreditasi"')[1].split("</section>")[0]
        assert "Belum ada sertifikat tercatat" in section
        assert "bukan berarti perpustakaan ini tidak terakreditasi" in section


@pytest.mark.usefixtures("folder")
class TestProfile:
    def test_tells_accredited_of_all_by_kind(self, client, world):
        certificate(world.school, valid_until=date(2099, 1, 1))
        section = text(client, "/daerah/64.08/").split('id="akreditasi"')[1].split('id="tertib-arsip"')[0]
        assert "dari 2 perpustakaan dalam daftar terakreditasi (50,0%)" in section
        assert "1 dari 1" in section
        assert "0 dari 1" in section

    def test_counts_only_its_own_libraries(self, client, world):
        certificate(world.school, valid_until=date(2099, 1, 1))
        assert "dari 1 perpustakaan; itu bukan berarti" in text(client, "/daerah/64.74/")
