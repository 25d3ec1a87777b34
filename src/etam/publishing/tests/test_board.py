"""What the board says of orderly archives and of accreditation, and who goes next."""

from datetime import date

import pytest

from etam.content.meetings import latest_meetings
from etam.content.obligations import latest_obligations
from etam.followup import actions as followup
from etam.institutions.models import Institution
from etam.meetings.actions import load_meetings
from etam.meetings.models import Meeting
from etam.obligations.models import Delivery, DueDate
from etam.publishing import board
from etam.publishing.board import Facts, NextStep
from etam.publishing.tests.assessed import (
    EXTERNAL,
    NOON,
    TODAY,
    archive,
    archive_release,
    audit,
    certificate,
    event,
    programme,
)
from etam.regulations.queries.confusions import open_count


def line(code: str, today: date = TODAY) -> board.Line:
    return next(one for one in board.lines(Facts(today)) if one.point.code == code)


def audited(year: int, *, determined: int, planned: int, is_over: bool = True) -> None:
    held = programme(year, EXTERNAL, "64", closed_at=NOON if is_over else None)
    codes = ("64.01", "64.02", "64.03", "64.07", "64.08")[:planned]
    for place, code in enumerate(codes):
        audit(held, _archive(code), "external", 70 if place < determined else None)


def _archive(code: str) -> Institution:
    return Institution.objects.filter(kind="archive", regency=code).first() or archive(code)


def plan(world, number: int, *actions: str) -> list:
    """Action plans about a recommendation, which the village library owns."""
    items = [
        followup.Item(number=place, text="Bunyi", topic="library", institution=world.village, action=action)
        for place, action in enumerate(actions, 1)
    ]
    return followup.issue(
        source="meeting",
        source_id=f"rakornis-2020-{number}",
        source_title=f"Rakornis 2020, butir R{number}",
        source_url="",
        items=items,
        by=world.officer,
    )


class TestState:
    def test_is_partly_measured_while_a_measure_has_no_figure(self, world):
        certificate(world.village)
        told = line("R5")
        assert told.state == board.PARTLY
        assert told.without == ("Perpustakaan yang pernah hadir dalam sosialisasi akreditasi",)

    def test_is_measured_once_all_have_one(self, world):
        certificate(world.village)
        event(date(2026, 2, 1), world.village)
        assert line("R5").state == board.MEASURED

    def test_is_not_measured_without_any_record(self, world):
        assert line("R5").state == board.NOT_MEASURED
        assert line("R1").state == board.NOT_MEASURED

    def test_stays_partly_measured_while_the_content_names_something_open(self, world):
        audited(2025, determined=2, planned=2)
        archive_release(world)
        assert line("R1").state == board.PARTLY


class TestArchives:
    def test_lead_with_the_last_year_that_is_over(self, world):
        audited(2025, determined=3, planned=4)
        audited(2026, determined=1, planned=4, is_over=False)
        told = line("R1").figures[0].reading
        assert (told.value, told.percent) == ("30,0%", 30)
        assert told.note == "3 dari 10; audit 2026 masih berjalan: 1 sejauh ini"

    def test_say_that_the_only_year_will_still_change(self, world):
        audited(2026, determined=1, planned=4, is_over=False)
        assert line("R1").figures[0].reading.label.endswith("2026 (masih berjalan)")

    def test_tell_the_course_of_the_years_that_are_over(self, world):
        audited(2024, determined=2, planned=2)
        audited(2025, determined=4, planned=4)
        audited(2026, determined=1, planned=4, is_over=False)
        assert line("R1").figures[0].reading.spark.title == "Hasil audit eksternal ditetapkan: 2024 20%, 2025 40%"

    def test_tell_the_median_of_those_that_have_a_value(self, world):
        archive_release(world)
        told = line("R1").figures[0].reading
        # Bontang 0.6 × 90 + 0.4 × 70 = 82, Kutai Timur 71; Mahakam Ulu has none.
        assert (told.value, told.label) == ("76,5", "median nilai tertib arsip dari 100, data 2025")
        assert told.note.startswith("2 dari 3 kabupaten/kota; perbandingan audit eksternal dan internal belum")

    def test_next_are_the_audits_that_are_not_determined(self, world):
        audited(2026, determined=1, planned=4, is_over=False)
        step = NextStep(
            "Tim audit provinsi", "menetapkan hasil audit eksternal 3 kabupaten/kota tahun 2026", date(2026, 11, 30)
        )
        assert line("R1").next_steps == (step,)

    def test_next_is_a_programme_when_the_year_has_none(self, world):
        audited(2025, determined=2, planned=2)
        assert line("R1").next_steps == (NextStep("Petugas provinsi", "menyusun program audit kearsipan 2026"),)

    def test_nobody_is_next_once_the_year_is_determined(self, world):
        audited(2026, determined=2, planned=2, is_over=False)
        assert line("R1").next_steps == ()


class TestAccreditation:
    def test_tells_part_and_whole_and_what_is_unknown(self, world):
        certificate(world.village, valid_from=date(2025, 1, 1))
        told = line("R5").figures[0].reading
        assert (told.value, told.note) == ("33,3%", "1 dari 3; 2 belum ada sertifikat tercatat")
        assert told.spark.title.endswith("2024 0,0%, 2025 33,3%, 2026 33,3%")

    def test_counts_the_certificates_that_end(self, world):
        certificate(world.village, valid_until=date(2026, 8, 1))
        certificate(world.school)
        told = line("R5").figures[1].reading
        assert (told.value, told.label) == ("1", "sertifikat habis dalam 12 bulan, dari 2 yang berlaku")

    def test_tells_how_many_libraries_outreach_reached(self, world):
        event(date(2025, 2, 1), world.village)
        event(date(2026, 2, 1), world.school)
        told = line("R5").figures[-1].reading
        assert (told.value, told.note) == ("66,7%", "2 dari 3")
        assert told.spark.title == "Dijangkau sosialisasi menurut tahun: 2025 33,3%, 2026 66,7%"

    def test_next_are_renewals_and_the_regencies_never_reached(self, world):
        certificate(world.village, valid_until=date(2026, 8, 1))
        event(date(2026, 2, 1), world.village)
        renew, reach = line("R5").next_steps
        assert (renew.who, renew.until) == ("Perpustakaan", date(2026, 8, 1))
        assert reach.what == "mengadakan sosialisasi di 9 kabupaten/kota, yang belum sekali pun dijangkau"

    def test_next_is_the_first_event_where_there_was_none(self, world):
        assert line("R5").next_steps == (
            NextStep("Petugas provinsi", "menjadwalkan sosialisasi akreditasi yang pertama"),
        )


class TestRegulations:
    def test_lead_with_the_confusions_that_are_open(self, world):
        told = line("R2")
        first = told.figures[0]
        assert (first.measure.code, first.reading.number) == ("confusions_open", open_count(TODAY))
        assert f"dari {first.reading.value} yang ditemukan" in first.reading.note
        assert told.next_steps[0].what == f"menetapkan bacaan {first.reading.value} kerancuan yang masih terbuka"

    def test_say_which_part_of_what_was_asked_was_answered_in_time(self, world):
        obligation = latest_obligations().all[0]
        for year, due in ((2024, date(2025, 3, 31)), (2025, date(2026, 2, 28))):
            DueDate.objects.create(
                obligation=obligation.code, year=year, due_on=due, source="Surat", at=NOON, by=world.officer
            )
        Delivery.objects.create(
            obligation=obligation.code, year=2024, delivered_on=date(2025, 3, 1), at=NOON, by=world.officer
        )
        told = next(one for one in line("R2").figures if one.measure.code == "deliveries_on_time_share")
        assert told.reading.note == "1 dari 2"


class TestPlans:
    def test_are_counted_by_what_became_of_them(self, world):
        first, _ = plan(world, 4, "Buka putaran", "Susun pedoman")
        followup.respond(first, text="Dibuka.", progress=100, no_evidence_reason="Tampil di sini.", by=world.officer)
        followup.judge(first, status="done", note="Terlihat.", by=world.publisher)
        told = line("R4").plans
        assert (told.total, told.settled, told.by_status) == (2, 1, [("Sesuai", 1), ("Belum ditindaklanjuti", 1)])
        assert [one.recommendation.action for one in told.shown] == ["Susun pedoman", "Buka putaran"]

    def test_are_late_past_their_clock(self, world):
        plan(world, 4, "Susun pedoman")
        assert line("R4").plans.late == 0
        told = line("R4", date(2099, 1, 1)).plans
        assert (told.late, told.shown[0].is_late) == (1, True)

    def test_that_were_answered_wait_for_their_judge(self, world):
        (made,) = plan(world, 4, "Buka putaran")
        followup.respond(made, text="Dibuka.", progress=100, no_evidence_reason="Tampil.", by=world.officer)
        made.refresh_from_db()
        (told,) = line("R4").plans.shown
        assert (told.is_waiting, told.due_on) == (True, made.pending.review_due_on)

    def test_of_very_many_only_the_most_urgent_are_shown(self, world):
        plan(world, 4, *(f"Langkah {number}" for number in range(1, 8)))
        told = line("R4").plans
        assert [one.recommendation.number for one in told.shown] == [1, 2, 3]
        assert told.left_out == 4


class TestMeetings:
    @pytest.fixture
    def loaded(self, world):
        load_meetings()

    def test_are_counted_and_none_was_found_where_it_was_agreed(self, loaded):
        held, agreed = line("R7").figures
        others = [one for one in latest_meetings().meetings if not one.recommendations]
        assert held.reading.number == len(others)
        assert (agreed.reading.value, agreed.target[:2]) == ("0 dari 1", "1 ")
        assert "dicari dan tidak ditemukan" in agreed.reading.note

    def test_find_the_agreed_one_once_it_is_recorded(self, loaded):
        Meeting.objects.filter(code="rakorda-2021").update(host="64.08")
        assert line("R7").figures[1].reading.number == 1

    def test_say_nothing_while_none_is_recorded(self, world):
        assert [one.measure.code for one in line("R7").figures] == ["agreed_meetings_held"]

    def test_next_is_the_one_that_is_planned(self, loaded):
        assert line("R7").next_steps == (NextStep("Petugas provinsi", "merencanakan rapat koordinasi berikutnya"),)
        Meeting.objects.filter(code="rakorda-2025").update(
            state="planned", starts_on=date(2026, 7, 3), ends_on=date(2026, 7, 3)
        )
        step = NextStep("Petugas provinsi", "mengadakan Rakorda 2026 di Balikpapan", date(2026, 7, 3))
        assert line("R7").next_steps == (step,)


class TestQueries:
    def test_grow_with_nothing(self, world, django_assert_max_num_queries):
        for year in (2024, 2025):
            audited(year, determined=2, planned=4)
        for one in (world.village, world.school):
            certificate(one)
            event(date(2026, 2, 1), one)
        archive_release(world)
        with django_assert_max_num_queries(41):
            board.lines(Facts(TODAY))


@pytest.mark.usefixtures("folder")
class TestPage:
    def test_leads_to_the_pages_that_tell_more(self, client):
        page = client.get("/").content.decode()
        assert 'href="/program/"' in page.split("<h3>Literasi masyarakat dan tertib arsip")[1].split("</li>")[0]
        assert 'href="/desa-dan-sekolah/"' in page.split("<h3>Perpustakaan sekolah dan desa")[1].split("</li>")[0]
        assert 'href="/formasi/"' in page.split("<h3>Formasi pustakawan dan arsiparis")[1].split("</li>")[0]
        assert 'href="/akreditasi/"' in page.split("<h3>Sosialisasi akreditasi perpustakaan")[1].split("</li>")[0]
