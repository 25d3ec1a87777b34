"""`etam flags`: what it says, and that doing it again changes nothing."""

import pytest

from etam.config.flagging import main
from etam.regulations.actions import load_regulations
from etam.regulations.models import Flag, RegulationRelation

pytestmark = pytest.mark.django_db


def test_says_how_many_flags_are_new_and_how_many_wait(capsys):
    load_regulations()
    RegulationRelation.objects.create(subject_id="UU-13-2018", verb="mencabut", object_id="PERPUSNAS-4-2024")
    assert (main([]), main([])) == (0, 0)
    count = Flag.objects.count()
    assert capsys.readouterr().out.splitlines() == [
        f"{count} tanda baru, 0 gugur; {count} menunggu keputusan.",
        f"0 tanda baru, 0 gugur; {count} menunggu keputusan.",
    ]
