"""The menu of the desk: no entry leads to a closed door."""

import re

import pytest

from etam.institutions.models import Membership
from etam.institutions.tests.cast import person

ENTRY = re.compile(r'<a[^>]* href="(/meja/[^"#?]*)"')
AGENCIES = ["disdikbud", "kemenag", "dpmpd", "bkd", "biro-organisasi", "bappeda", "perpusnas", "anri"]


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = set()


@pytest.mark.parametrize("agency", AGENCIES)
def test_every_entry_of_a_partner_opens(agency, sign_in, db):
    client = sign_in(person("mitra@example.id", "Mitra", Membership.Role.PARTNER, agency=agency))
    entries = set(ENTRY.findall(client.get("/meja/").content.decode()))
    assert len(entries) > 2
    assert {url: client.get(url).status_code for url in entries} == dict.fromkeys(entries, 200)


@pytest.mark.parametrize("agency", ["bkd", "biro-organisasi", "perpusnas", "anri", "disdikbud"])
def test_every_tab_about_posts_opens(agency, sign_in, db):
    client = sign_in(person("mitra@example.id", "Mitra", Membership.Role.PARTNER, agency=agency))
    tabs = {url for url in ENTRY.findall(client.get("/meja/jabatan/").content.decode()) if "/jabatan/" in url}
    for url in tabs:
        page = client.get(url)
        assert page.status_code == 200, url
        assert tabs >= {one for one in ENTRY.findall(page.content.decode()) if one in tabs}
        assert ("beban-kerja" in page.content.decode()) == (agency in ("bkd", "biro-organisasi")), url
