import re

import pytest

from etam.config.environment import ROOT, SettingError, read

SECRET = "s" * 50
KEY, OTHER_KEY = "a" * 43 + "=", "b" * 42 + "A="


def production(**changes):
    return {"ETAM_SECRET_KEY": SECRET, "ETAM_SEAL_KEYS": KEY, "ETAM_HOSTS": "etam.example.go.id", **changes}


class TestProduction:
    def test_is_the_mode_when_none_is_named(self):
        assert read(production()).mode == "production"

    def test_refuses_a_short_secret(self):
        with pytest.raises(SettingError, match="ETAM_SECRET_KEY"):
            read(production(ETAM_SECRET_KEY="short"))

    def test_refuses_to_serve_every_host(self):
        with pytest.raises(SettingError, match="ETAM_HOSTS"):
            read(production(ETAM_HOSTS=" , "))

    def test_splits_hosts_at_commas(self):
        assert read(production(ETAM_HOSTS="a.id, b.id")).hosts == ["a.id", "b.id"]


class TestSealKeys:
    @pytest.mark.parametrize("keys", ["", " , ", "short", f"{KEY},short"])
    def test_are_needed_in_production(self, keys):
        with pytest.raises(SettingError, match="ETAM_SEAL_KEYS needs at least one key"):
            read(production(ETAM_SEAL_KEYS=keys))

    def test_stand_with_the_sealing_one_first(self):
        assert read(production(ETAM_SEAL_KEYS=f"{OTHER_KEY}, {KEY}")).seal_keys == (OTHER_KEY, KEY)

    def test_are_the_same_at_every_start_of_the_demonstration(self):
        assert read({"ETAM_MODE": "demo"}).seal_keys == read({"ETAM_MODE": "demo"}).seal_keys


class TestAddress:
    def test_is_the_first_host_unless_given(self):
        assert read(production(ETAM_HOSTS="a.id, b.id")).address == "https://a.id"
        assert read(production(ETAM_ADDRESS="https://etam.id/")).address == "https://etam.id"


class TestNonsense:
    def test_in_the_address_is_refused(self):
        with pytest.raises(SettingError, match="https://"):
            read(production(ETAM_ADDRESS="etam.id"))

    def test_in_the_mode_names_what_it_takes(self):
        with pytest.raises(SettingError, match="production, demo, test"):
            read({"ETAM_MODE": "debug"})

    def test_in_a_port_is_refused(self):
        with pytest.raises(SettingError, match="ETAM_EMAIL_PORT"):
            read(production(ETAM_EMAIL_PORT="smtp"))

    def test_in_a_switch_is_refused(self):
        with pytest.raises(SettingError, match="yes, no"):
            read(production(ETAM_TRUSTED_PROXY="1"))


def test_the_database_is_sqlite_in_var_by_default():
    assert read(production(ETAM_VAR="/data")).database == "sqlite:////data/etam.sqlite3"


def test_every_setting_has_its_paragraph_in_the_operating_guide():
    names = set(re.findall(r'"(ETAM_[A-Z_]+)"', (ROOT / "src/etam/config/environment.py").read_text()))
    guide = (ROOT / "docs/operating.md").read_text()
    headed = set(re.findall(r"ETAM_[A-Z_]+", " ".join(re.findall(r"^### (.*)$", guide, re.MULTILINE))))
    assert names <= headed
