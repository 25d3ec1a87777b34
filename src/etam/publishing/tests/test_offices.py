"""Offices and archival institutions stand in the registry, and nothing public takes them for libraries."""

import pytest
from django.urls import reverse

from etam.institutions.models import Institution
from etam.publishing.queries import register, rounds
from etam.publishing.tests.cast import World, add_round
from etam.submissions.models import Round

pytestmark = pytest.mark.usefixtures("folder")

PAGES = (
    "/",
    "/daerah/",
    "/daerah/64.08/",
    "/perpustakaan/",
    "/perpustakaan/?daerah=64.08",
    "/perpustakaan/?q=sosial",
    "/cari/?q=sosial",
    "/cari/?q=sangatta",
)


def add_offices() -> Round:
    """Two offices and an archival institution in Kutai Timur, and a round of theirs, opened last."""
    rows = (
        ("k-1", "Dinas Sosial Kutai Timur", "office", "regency_office"),
        ("k-2", "Kecamatan Sangatta Utara", "office", "regency_office"),
        ("k-3", "Lembaga Kearsipan Kutai Timur", "archive", "regency"),
    )
    offices = [
        Institution.objects.create(code=code, name=name, kind=kind, subtype=sub, region_id="64.08", regency_id="64.08")
        for code, name, kind, sub in rows
    ]
    return add_round(2025, offices, accepted=offices[:1], instrument="archive-inventory")


class TestOffices:
    @pytest.mark.parametrize("path", PAGES)
    def test_change_no_public_page(self, client, path):
        before = client.get(path).content
        add_offices()
        assert client.get(path).content == before

    def test_have_no_page_of_a_library(self, client):
        add_offices()
        assert client.get(reverse("library", args=["k-1"])).status_code == 404

    def test_are_no_kind_of_the_directory(self, client):
        page = client.get("/perpustakaan/").content.decode()
        assert "Perpustakaan umum" in page
        assert "Perangkat daerah" not in page

    def test_do_not_count_in_the_register_of_libraries(self, world: World):
        today = world.latest.published_at.date()
        before = register.known(today), register.by_regency(today), register.by_subtype(today, "64.08")
        add_offices()
        assert (register.known(today), register.by_regency(today), register.by_subtype(today, "64.08")) == before

    def test_have_rounds_that_the_board_of_libraries_passes_over(self):
        held = add_offices()
        codes = [one.round.code for one in rounds.progress(held.closes_on)]
        assert codes == ["return-2023", "return-2024"]
        assert held not in rounds.planned(held.opens_on)
