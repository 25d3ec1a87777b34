from datetime import date

import pytest

from etam.config import forgetting
from etam.meetings.tests.cast import NOW as MEETING_NOW
from etam.meetings.tests.cast import make_cast as make_meeting_cast
from etam.outreach.models import Attendance
from etam.outreach.tests.cast import NOW, make_cast

pytestmark = pytest.mark.django_db


@pytest.fixture
def named(monkeypatch):
    monkeypatch.setattr("django.utils.timezone.now", lambda: NOW)
    cast = make_cast()
    return cast.attend(cast.event())


def test_wipes_names_whose_time_is_over(named, capsys):
    assert forgetting.main(["--day", "2028-02-18"]) == 0
    assert "nama 1 peserta dihapus." in capsys.readouterr().out
    assert Attendance.objects.get().person_name == ""


def test_wipes_participants_of_meetings_too(monkeypatch, capsys):
    monkeypatch.setattr("django.utils.timezone.now", lambda: MEETING_NOW)
    one = make_meeting_cast().participant()
    forgetting.main(["--day", "2028-03-19"])
    assert "rakornis-2026 Rakornis 2026, 2026-03-18: nama 1 peserta dihapus." in capsys.readouterr().out
    one.refresh_from_db()
    assert one.person_name == ""


def test_a_dry_run_wipes_nothing(named, capsys):
    forgetting.main(["--day", "2028-02-18", "--dry-run"])
    assert "1 nama akan dihapus." in capsys.readouterr().out
    assert Attendance.objects.get().person_name == "Hartati"


def test_the_last_day_still_counts(named, capsys):
    forgetting.main(["--day", date(2028, 2, 17).isoformat()])
    assert "0 nama dihapus." in capsys.readouterr().out
