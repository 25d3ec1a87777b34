"""Archives beside literacy: determined values, the course of years, what the public page says."""

from dataclasses import replace

import pytest

from etam.assessments import editions
from etam.assessments.models import Assessment, TeamMember
from etam.indices.models import Release
from etam.publishing import archives
from etam.publishing.queries import archives as audits
from etam.publishing.queries.archives import Audited, Year
from etam.publishing.tests.assessed import (
    EXTERNAL,
    INTERNAL,
    KUTIM,
    NOON,
    TODAY,
    archive,
    archive_release,
    archive_results,
    assessor,
    audit,
    audited_year,
    office,
    programme,
)
from etam.publishing.tests.test_pages import text
from etam.questionnaire.instrument import Origin

NAMES = {"64.74": "Bontang", "64.08": "Kutai Timur"}
OLD, NEW = (editions.scheme("archive-supervision", version) for version in ("2020.1", "2026.1"))
SUPERVISED = editions.instrument("archive-audit-external", "2020.1")


def known(total: float | None = 71.0, scheme=OLD, **changes) -> Audited:
    grade = scheme.grade(total) if total is not None else None
    return replace(Audited(65.0, 75.0, total, grade, 2, 2, scheme), **changes)


def unsaved(period: int) -> Release:
    return Release(period=period, results=archive_results(period))


class TestAudited:
    @pytest.fixture
    def places(self, world):
        return office("k-1"), office("k-2"), archive()

    def test_is_the_mix_of_the_external_audit_and_the_mean_of_the_offices(self, places):
        first, second, institution = places
        inside = programme(2025, INTERNAL, KUTIM)
        # k-1: units (40 + 60) / 2 = 50 and 70, so 60. k-2: 80 and 60, so 70. Together 65.
        for score, name in ((40, "Bidang A"), (60, "Bidang B")):
            audit(inside, first, "unit_pengolah", score, name)
        audit(inside, first, "unit_kearsipan", 70)
        audit(inside, second, "unit_pengolah", 80)
        audit(inside, second, "unit_kearsipan", 60)
        audit(programme(2025, EXTERNAL, "64"), institution, "external", 75)
        found = audits.audited()[KUTIM, 2025]
        # 0.6 × 75 + 0.4 × 65 = 71
        assert (found.internal, found.external, found.total) == (65, 75, pytest.approx(71))
        assert (found.grade.code, found.offices, found.complete, found.scheme.version) == ("BB", 2, 2, "2020.1")

    def test_has_no_internal_value_while_a_unit_is_open(self, places):
        first, _, institution = places
        inside = programme(2025, INTERNAL, KUTIM)
        audit(inside, first, "unit_pengolah", 80)
        audit(inside, first, "unit_kearsipan", None)
        audit(programme(2025, EXTERNAL, "64"), institution, "external", 75)
        found = audits.audited()[KUTIM, 2025]
        assert (found.internal, found.external, found.total, found.complete) == (None, 75, None, 0)

    def test_takes_a_part_without_any_unit_for_open(self, places):
        audit(programme(2025, INTERNAL, KUTIM), places[0], "unit_pengolah", 80)
        assert audits.audited()[KUTIM, 2025].internal is None

    def test_passes_over_what_was_given_up(self, places):
        inside = programme(2025, INTERNAL, KUTIM)
        audit(inside, places[0], "unit_pengolah", 80)
        audit(inside, places[0], "unit_kearsipan", 60)
        Assessment.objects.update(state=Assessment.State.WITHDRAWN)
        assert audits.audited() == {}

    def test_does_not_count_the_archival_institution_as_an_office(self, places):
        inside = programme(2025, INTERNAL, KUTIM)
        for part in ("unit_pengolah", "unit_kearsipan"):
            audit(inside, places[0], part, 60)
            audit(inside, places[2], part, 100)
        found = audits.audited()[KUTIM, 2025]
        assert (found.internal, found.offices) == (60, 1)

    def test_leaves_the_province_s_own_offices_to_the_province(self, places):
        audit(programme(2025, INTERNAL, "64"), places[0], "unit_pengolah", 80)
        assert audits.audited() == {}

    def test_can_be_asked_for_one_regency(self, places):
        other = office("k-9", regency="64.74")
        for region, one in ((KUTIM, places[0]), ("64.74", other)):
            audit(programme(2025, INTERNAL, region), one, "unit_pengolah", 80)
        assert list(audits.audited("64.74")) == [("64.74", 2025)]

    def test_asks_two_questions_however_many_audits_there_are(self, places, django_assert_num_queries):
        for year in (2023, 2024, 2025):
            audited_year(year, "2020.1", (places[0], places[2]), 60, 70)
        with django_assert_num_queries(2):
            audits.audited()

    def test_has_no_total_where_a_year_was_measured_by_two_editions(self, places):
        inside = programme(2026, INTERNAL, KUTIM, "2026.1")
        for part in ("unit_pengolah", "unit_kearsipan"):
            audit(inside, places[0], part, 60)
        audit(programme(2026, EXTERNAL, "64", "2020.1"), places[2], "external", 75)
        found = audits.audited()[KUTIM, 2026]
        assert (found.internal, found.external, found.total, found.scheme) == (60, 75, None, None)


class TestYears:
    def test_tell_how_many_regencies_have_a_result(self, world):
        held = programme(2025, EXTERNAL, "64")
        audit(held, archive("64.08"), "external", 75)
        audit(held, archive("64.74"), "external", None)
        assert audits.years(TODAY) == [Year(2025, 2, 1, True, held.ends_on)]

    def test_are_over_once_the_programme_is_closed(self, world):
        audit(programme(2025, EXTERNAL, "64", closed_at=NOON), archive(), "external", 75)
        assert audits.years(TODAY) == [Year(2025, 1, 1, False, None)]

    def test_leave_out_the_future(self, world):
        audit(programme(2027, EXTERNAL, "64"), archive(), "external", None)
        assert audits.years(TODAY) == []


class TestCourse:
    def test_takes_the_value_of_the_release_where_one_holds_the_year(self):
        made = archives.course(NAMES, [unsaved(2025)], {(KUTIM, 2025): known(99.0)}, [])
        assert [(cell.value, cell.grade) for cell in made.rows[1].cells] == [(71.0, "BB")]
        assert not made.has_unreleased

    def test_takes_what_is_determined_where_no_release_holds_the_year(self):
        made = archives.course(NAMES, [], {(KUTIM, 2026): known()}, [Year(2026, 10, 1, True, None)])
        cell = made.rows[1].cells[0]
        assert (cell.value, cell.grade, cell.step, cell.is_released) == (71.0, "BB", 3, False)
        assert (made.columns[0].is_open, made.has_unreleased) == (True, True)

    def test_says_what_an_open_year_waits_for(self):
        audited = {
            ("64.74", 2026): known(None, external=None),
            (KUTIM, 2026): known(None, internal=None),
        }
        made = archives.course(NAMES, [], audited, [])
        assert [row.cells[0].why for row in made.rows] == ["menunggu audit eksternal", "menunggu audit internal"]

    def test_tells_not_audited_from_not_yet_complete(self):
        audited = {(KUTIM, 2026): known(None, internal=None, external=None, complete=1)}
        made = archives.course(NAMES, [], audited, [])
        assert [row.cells[0].why for row in made.rows] == ["tidak diaudit", "belum lengkap"]

    def test_is_broken_where_the_edition_changed(self):
        audited = {(KUTIM, 2025): known(), (KUTIM, 2026): known(scheme=NEW)}
        made = archives.course(NAMES, [], audited, [])
        assert [column.is_after_break for column in made.columns] == [False, True]
        assert made.breaks[0].startswith("Antara 2025 dan 2026 instrumennya berganti, dari bobot 2020 ke bobot 2026.")

    def test_is_whole_under_one_edition(self):
        made = archives.course(NAMES, [], {(KUTIM, year): known() for year in (2024, 2025)}, [])
        assert (made.breaks, [column.is_after_break for column in made.columns]) == ((), [False, False])

    def test_is_broken_over_a_year_without_an_audit(self):
        audited = {(KUTIM, 2024): known(), ("64.74", 2025): known(), (KUTIM, 2026): known(scheme=NEW)}
        row = archives.course(NAMES, [], audited, []).rows[1]
        assert [cell.is_after_break for cell in row.cells] == [False, False, True]

    def test_shows_no_year_in_which_nothing_was_determined(self):
        audited = {(KUTIM, 2026): known(None, internal=None, external=None, complete=0)}
        assert archives.course(NAMES, [], audited, []).columns == ()

    def test_shows_the_last_years_when_there_are_many(self):
        audited = {(KUTIM, year): known() for year in range(2010, 2027)}
        columns = archives.course(NAMES, [], audited, []).columns
        assert [columns[0].year, columns[-1].year, len(columns)] == [2019, 2026, 8]


class TestChart:
    def draw(self, *schemes):
        audited = {(KUTIM, 2023 + place): known(scheme=scheme) for place, scheme in enumerate(schemes)}
        made = archives.course({KUTIM: "Kutai Timur"}, [], audited, [])
        return archives.chart(made.rows[0], made.columns)

    def test_ends_the_line_where_the_instrument_changed(self):
        drawn = self.draw(OLD, OLD, NEW)
        assert (len(drawn.lines), drawn.mark[1]) == (2, "instrumen berganti")

    def test_joins_years_of_one_edition(self):
        drawn = self.draw(OLD, OLD)
        assert (len(drawn.lines), drawn.mark) == (1, None)
        assert drawn.title == "Nilai tertib arsip Kutai Timur: 2023 71,0, 2024 71,0"

    def test_needs_two_values(self):
        assert self.draw(OLD) is None


class TestCaveats:
    def test_name_the_mix_the_weights_and_both_means(self):
        found = {one.what.replace("\u00a0", " "): one.origin.confidence for one in archives.caveats(OLD, SUPERVISED)}
        assert found == {
            "Perbandingan audit eksternal dan internal 60 : 40": "unverified",
            "Bobot komponen audit eksternal": "not_found",
            "Rata-rata beberapa unit menjadi nilai perangkat daerah": "unverified",
            "Rata-rata perangkat daerah menjadi nilai pemerintah daerah": "unverified",
        }

    def test_leave_out_what_has_a_source(self):
        scheme = replace(OLD, mix=replace(OLD.mix, origin=Origin("official")))
        assert not [one for one in archives.caveats(scheme, SUPERVISED) if one.what.startswith("Perbandingan")]


class TestMarks:
    def test_say_value_and_grade(self):
        mark = archives.marks(archive_results(), "/daerah/{}/", has_grades=True)["64.08"]
        assert (mark.number, mark.note, mark.url) == ("71,0", "BB", "/daerah/64.08/")
        assert mark.title == "Kabupaten Kutai Timur: nilai 71,0, BB (sangat baik)"

    def test_hatch_a_place_without_a_value(self):
        mark = archives.marks(archive_results(), "", has_grades=True)["64.11"]
        assert (mark.step, mark.number) == (0, "–")


@pytest.mark.usefixtures("folder")
class TestPage:
    URL = "/tertib-arsip/"

    def test_says_so_while_nothing_is_released(self, client):
        assert "Nilai tertib arsip belum dirilis" in text(client, self.URL)

    def test_leads_with_what_the_release_found(self, client, world):
        archive_release(world)
        assert "<h1>Bontang di atas Kutai Timur</h1>" in text(client, self.URL)

    def test_sets_literacy_beside_archives_for_every_regency(self, client, world):
        archive_release(world)
        page = text(client, self.URL)
        assert all(f'id="{name}-hatch"' in page for name in ("peta-arsip", "peta-literasi"))
        row = page.split('href="/daerah/64.08/">Kutai Timur</a></th>')[1].split("</tr>")[0]
        assert all(number in row for number in ("58,9", "5–8", "71,0", ">BB<", "75,0", "65,0"))

    def test_keeps_the_parts_apart_from_the_whole_for_a_place_without_a_value(self, client, world):
        archive_release(world)
        row = text(client, self.URL).split('href="/daerah/64.11/">Mahakam Ulu</a></th>')[1].split("</tr>")[0]
        assert "tanpa nilai" in row
        assert "40,0" in row
        assert "tidak ada data" in row

    def test_says_beside_the_numbers_what_is_unverified(self, client, world):
        archive_release(world)
        page = text(client, self.URL)
        assert "Yang belum diverifikasi" in page
        assert "belum ditemukan" in page

    def test_claims_no_cause(self, client, world):
        archive_release(world)
        assert "tidak menyatakan yang satu menyebabkan yang lain" in text(client, self.URL)

    def test_counts_the_offices_that_are_determined(self, client, world):
        archive_release(world)
        audited_year(2025, "2020.1", (office("k-1"), archive()), 65, 75, closed_at=NOON)
        assert "1 dari 1" in text(client, self.URL)

    def test_marks_the_year_in_which_the_instrument_changed(self, client, world):
        archive_release(world)
        places = office("k-1"), archive()
        audited_year(2025, "2020.1", places, 65, 75, closed_at=NOON)
        audited_year(2026, "2026.1", places, 65, 75)
        page = text(client, self.URL)
        assert "Antara 2025 dan 2026 instrumennya berganti" in page
        assert "masih berjalan" in page

    def test_leads_to_release_method_and_table(self, client, world):
        Release.objects.filter(pk=world.latest.pk).update(method_code="literacy-and-archive-order")
        page = text(client, self.URL)
        assert 'href="/peringkat/budaya-2024-2/"' in page
        assert 'href="/metode/literacy-and-archive-order/2026.1/"' in page
        assert 'href="/rilis/budaya-2024-2/results.csv"' in page

    def test_names_no_assessor(self, client, world):
        archive_release(world)
        place = archive()
        one = audit(programme(2025, EXTERNAL, "64"), place, "external", 75)
        TeamMember.objects.create(assessment=one, user=assessor(), is_lead=True)
        assert "Sari Asesor" not in text(client, self.URL)

    def test_takes_as_many_queries_for_many_audits(self, client, world, django_assert_max_num_queries):
        archive_release(world)
        places = office("k-1"), archive()
        for year in range(2020, 2026):
            audited_year(year, "2020.1", places, 60, 70)
        with django_assert_max_num_queries(8):
            client.get(self.URL)


@pytest.mark.usefixtures("folder")
class TestProfile:
    URL = "/daerah/64.08/"

    def test_keeps_the_main_index_when_another_method_is_newer(self, client, world):
        archive_release(world)
        page = text(client, self.URL)
        assert "Kutai Timur di urutan 7 dari 9 daerah, selang 5–8" in page
        assert "Baru satu rilis yang memuat daerah ini" in page

    def test_tells_the_value_of_archives_with_its_parts(self, client, world):
        archive_release(world)
        section = text(client, self.URL).split('id="tertib-arsip"')[1].split("</section>")[0]
        assert all(part in section for part in ("BB (sangat baik)", "71,0", "75,0", "65,0", "belum diverifikasi"))

    def test_says_why_a_place_has_no_value(self, client, world):
        archive_release(world)
        assert "Belum ada audit eksternal." in text(client, "/daerah/64.11/")

    def test_draws_the_years_once_there_are_two(self, client, world):
        archive_release(world)
        audited_year(2026, "2026.1", (office("k-1"), archive()), 65, 75)
        page = text(client, self.URL)
        assert 'aria-label="Nilai tertib arsip Kutai Timur: 2025 71,0, 2026 71,0"' in page
