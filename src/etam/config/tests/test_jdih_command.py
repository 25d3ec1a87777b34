"""`etam jdih write`: what it says, and how it ends."""

import pytest

from etam.config import jdih_command
from etam.exchange.tests.test_jdihn_feed import store
from etam.institutions.tests.cast import region


@pytest.fixture
def register(db, var):
    region("64.01", "Kabupaten Paser", 2, region("64", "Kalimantan Timur", 1))


def test_says_how_many_rows_it_wrote_and_left_out(register, capsys):
    store()
    store(code="X", number="9", status="perlu verifikasi")
    assert jdih_command.main(["write"]) == 0
    said = capsys.readouterr().out
    assert said.startswith("1 peraturan ditulis ke ")
    assert said.endswith("Tidak ditulis: 1 peraturan, statusnya perlu verifikasi.\n")


def test_refuses_with_a_sentence_when_nothing_may_be_written(register, capsys):
    store(status="perlu verifikasi")
    assert jdih_command.main(["write"]) == 1
    assert capsys.readouterr().out.startswith("etam: Umpan JDIH tidak ditulis: ")


def test_writes_the_whole_register_when_asked(register, capsys):
    store(type="PP", issuer="Presiden")
    assert jdih_command.main(["write", "--all"]) == 0
