"""The progress report: what it says of a recommendation, and that it is set anew only when it says something else."""

from datetime import date
from xml.etree import ElementTree

import pytest

from etam.meetings.actions import load_meetings, record_readings
from etam.meetings.models import Meeting
from etam.publishing import board, progress_report, reference
from etam.publishing.board.moving import Value
from etam.publishing.progress_report import charts, keeping, words
from etam.publishing.queries import plans
from etam.publishing.queries.plans import Plans
from etam.publishing.tests.assessed import TODAY, certificate
from etam.publishing.tests.test_board import plan

ADOPTED = date(2020, 3, 18)


class TestChart:
    DRAWN = charts.Drawn("Bagian", "percent", [Value(ADOPTED, 0.0), Value(TODAY, 50.0)], target=100.0)

    def test_draws_from_zero_up_to_the_target(self):
        picture = ElementTree.fromstring(charts.courses([self.DRAWN], ADOPTED, TODAY))
        dots = [(float(one.get("cx")), float(one.get("cy"))) for one in picture.iter() if one.tag.endswith("circle")]
        (first, zero), (last, half) = dots
        assert (last > first, round(zero - half)) == (True, charts.PLOT / 2)
        assert "sasaran 100%" in [one.text for one in picture.iter()]

    def test_leaves_out_what_has_one_value(self):
        assert charts.courses([charts.Drawn("Nilai", "count", [Value(TODAY, 3.0)])], ADOPTED, TODAY) == ""


def body(today: date = TODAY) -> dict:
    keys = reference.point_keys()
    found = plans.of_points(list(keys.values()), today)
    by_code = {f"R{number}": found.get(key, Plans()) for number, key in keys.items()}
    return words.body(board.lines(board.Facts(today)), by_code, ADOPTED, today)


class TestWords:
    def test_put_figures_beside_their_baseline(self, world):
        certificate(world.village, valid_from=date(2026, 1, 1))
        record_readings({"accredited_share": 0.0}, on=ADOPTED)
        told = body()
        assert told["parts"][4]["figures"][0][1:] == [
            "0%, 18 Mar 2020",
            "belum ditetapkan",
            "33,3%",
            "Naik 33,3 poin",
        ]
        assert told["overview"][4][3].startswith("1 ke arah yang disepakati")

    def test_tell_age_and_delay_of_each_plan(self, world):
        (made,) = plan(world, 4, "Susun pedoman")
        issued = made.issued_at.date()
        told = body(date(issued.year + 1, issued.month, 1))
        ((action, owner, _, status, evidence),) = told["parts"][3]["plans"]
        assert (action, owner, evidence) == ("Susun pedoman", world.village.name, "0")
        assert status.startswith("Belum ditindaklanjuti, lewat batas, umur 3")
        assert told["overview"][3][2] == "0 dari 1 tuntas, 1 lewat batas"

    def test_say_where_there_is_nothing(self, world):
        part = body()["parts"][5]
        assert part["done"] == "Belum ada rencana aksi yang tercatat."
        assert part["missing"][0] == "Belum ada datanya: Kabupaten/kota dengan analisis beban kerja yang ditetapkan."


class TestReport:
    @pytest.fixture
    def held(self, world, var):
        load_meetings()
        return Meeting.objects.get(code="rakornis-2020")

    def test_is_set_once_for_what_it_says(self, held, var, monkeypatch):
        first = progress_report.report(held, TODAY)
        monkeypatch.setattr(keeping, "lay_out", None)
        assert progress_report.report(held, TODAY) == first
        assert first.data.startswith(b"%PDF")

    def test_replaces_the_one_before(self, held, var):
        for day in (1, 2):
            progress_report.report(held, TODAY.replace(day=day))
        assert len(list((var / keeping.FOLDER).iterdir())) == 1

    def test_is_there_for_the_measured_meeting_only(self, client, held):
        assert client.get("/rapat/rakornis-2020/laporan-kemajuan.pdf")["Content-Type"] == "application/pdf"
        assert client.get("/rapat/rakorda-2025/laporan-kemajuan.pdf").status_code == 404
