"""`etam remind`: what it says, and that it can be asked without sending."""

import pytest
from django.core import mail

from etam.assessments.tests.accreditation_cast import make_accreditation_cast
from etam.config import reminding


@pytest.fixture
def cast(db):
    return make_accreditation_cast()


def test_says_what_it_did(cast, capsys):
    cast.certificate()
    assert reminding.main(["--day", "2026-08-28"]) == 0
    assert capsys.readouterr().out == "1 sertifikat diingatkan dengan 2 surat; 0 tanpa penerima.\n"


def test_only_names_them_when_asked_to(cast, capsys):
    cast.certificate()
    reminding.main(["--day", "2026-08-28", "--dry-run"])
    assert "hartati@example.id" in capsys.readouterr().out
    assert not mail.outbox
