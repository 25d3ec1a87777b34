from datetime import date

import pytest

from etam.config import measuring
from etam.meetings.models import MeasureReading
from etam.publishing.tests.assessed import certificate
from etam.publishing.tests.cast import make_world

pytestmark = pytest.mark.django_db
ADOPTED = date(2020, 3, 18)


def of(code: str) -> dict[date, float]:
    return dict(MeasureReading.objects.filter(measure=code).values_list("on", "value"))


def test_keeps_today_and_what_the_records_tell_of_the_day_of_adoption(capsys):
    world = make_world()
    certificate(world.village, valid_from=date(2019, 1, 1), valid_until=date(2022, 1, 1))
    assert measuring.main(["record"]) == 0
    # One of three libraries held a certificate then; it has ended since.
    assert [round(value, 1) for value in of("accredited_share").values()] == [33.3, 0]
    assert ADOPTED not in of("school_libraries"), "the register does not say since when"
    assert "18 Maret 2020: " in capsys.readouterr().out


def test_of_a_past_day_keeps_only_what_was_published_by_then():
    make_world()
    for day in ("2025-10-31", "2025-11-30"):
        measuring.main(["record", "--date", day])
    assert list(of("releases_published").values()) == [1, 2]
    assert of("regulations_known") == {}


def test_refuses_a_day_to_come(capsys):
    with pytest.raises(SystemExit):
        measuring.main(["record", "--date", "2199-01-01"])
    assert "1 Januari 2199 belum tiba" in capsys.readouterr().err
