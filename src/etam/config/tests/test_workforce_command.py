import pytest

from etam.config import workforce_command
from etam.workforce.tests.holding import make_cast

OLD, NEW = "A" * 43 + "=", "B" * 42 + "A="


@pytest.fixture
def sealed(db, settings):
    settings.SEAL_KEYS = (OLD,)
    return make_cast().record()


def test_seals_again_with_the_first_key(sealed, settings, capsys):
    settings.SEAL_KEYS = (NEW, OLD)
    assert workforce_command.main(["reseal"]) == 0
    assert "1 pemangku dan 0 permintaan disegel ulang" in capsys.readouterr().out


def test_stops_at_what_no_key_opens(sealed, settings, capsys):
    settings.SEAL_KEYS = (NEW,)
    assert workforce_command.main(["reseal"]) == 1
    assert "Tidak ada yang diubah. Pemangku" in capsys.readouterr().err


def test_a_dry_run_says_what_it_would_do(sealed, capsys):
    workforce_command.main(["reseal", "--dry-run"])
    assert "1 pemangku dan 0 permintaan akan disegel ulang" in capsys.readouterr().out
