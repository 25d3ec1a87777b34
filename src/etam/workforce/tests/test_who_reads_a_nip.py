"""Who can read a NIP, role by role and way by way, and that each reading stands in the journal."""

from datetime import date
from itertools import product

import pytest
from django.test import Client
from django.urls import reverse

from etam.accounts.models import JournalEntry
from etam.institutions.models import AGENCIES, Membership
from etam.institutions.tests.cast import person
from etam.workforce.actions import personal_data
from etam.workforce.tests.holding import NOW, SITI, make_cast

PURPOSE = {"purpose": "check"}
WAYS = {"perlihatkan": "page", "cetak": "print", "salinan": "export"}
Role = Membership.Role


class World:
    """Every role there is, each partner agency, and the same roles of another office or region."""

    def __init__(self):
        self.cast = cast = make_cast()
        self.row = cast.record()
        personal_data.ask_correction(
            self.row, text="Tanggal lahir", way="surat", asked_at=NOW, by=cast.operator, at=NOW
        )
        self.people = {
            "operator of the office": cast.operator,
            "operator elsewhere": cast.neighbour,
            "verifier": cast.verifier,
            "officer": cast.officer,
            "observer": cast.observer,
            "assessor": person("sari@example.id", "Sari", "assessor"),
            "administrator": person("maya@example.id", "Maya", "administrator"),
            "bkd": cast.bkd,
            "bkd elsewhere": cast.bkd_elsewhere,
            "bkd of the kab/kota": person("b@example.id", "B", "partner", agency="bkd", region=cast.office.regency),
            "former operator": self.former(),
            **{
                agency: person(f"{agency}@example.id", agency, "partner", agency=agency)
                for agency in AGENCIES
                if agency != "bkd"
            },
        }

    def former(self):
        user = person("lama@example.id", "Lama", "operator", institution=self.cast.office)
        user.memberships.update(valid_to=date(2021, 1, 1))
        return user

    def get(self, who, name, **fill):
        return self.client(who).get(reverse(f"workforce:{name}", kwargs=fill))

    def client(self, who):
        client = Client()
        if who:
            client.force_login(self.people[who])
        return client


@pytest.fixture
def world(db, settings):
    settings.SECOND_FACTOR_ROLES = set()
    return World()


def readings():
    return list(JournalEntry.objects.filter(action="holder_read").order_by("pk"))


def body_of(answer):
    """What an answer tells, unpacked where it is a workbook."""
    if answer["Content-Type"].startswith("text/html"):
        return answer.content.decode()
    import io

    from python_calamine import CalamineWorkbook

    with CalamineWorkbook.from_filelike(io.BytesIO(answer.content)) as book:
        return repr([book.get_sheet_by_name(name).to_python() for name in book.sheet_names])


def test_every_role_is_walked(world):
    held = {one.role for one in Membership.objects.all()}
    assert held == set(Role.values)


def test_exactly_these_can_read_a_nip_and_each_reading_is_in_the_journal(world):
    can = set()
    for who, (way, word) in product([*world.people, ""], WAYS.items()):
        before = len(readings())
        url = reverse("workforce:read_holder", kwargs={"pk": world.row.pk, "way": way})
        answer = world.client(who).post(url, PURPOSE)
        reads = answer.status_code == 200 and SITI.nip in body_of(answer)
        new = readings()[before:]
        assert len(new) == reads, (who, way)
        if reads:
            can.add(who)
            assert (new[0].by, new[0].detail["way"], new[0].subject_id) == (
                world.people[who],
                word,
                str(world.row.pk),
            )
    assert can == {"operator of the office", "bkd", "bkd of the kab/kota"}


def test_no_page_shows_it_without_asking(world):
    pages = [("holders", {}), ("holder", {"pk": world.row.pk}), ("projection", {}), ("gap", {})]
    for who, (name, fill) in product([*world.people, ""], pages):
        told = world.get(who, name, **fill).content.decode()
        assert not any(part in told for part in (SITI.nip, SITI.name, "17 Mei 1985", "1985-05-17")), (who, name)
    assert readings() == []


def test_who_sees_numbers_sees_no_row(world):
    for who in ("verifier", "officer", "observer", "biro-organisasi", "perpusnas", "anri"):
        told = world.client(who).get(reverse("workforce:holders"), {"kantor": "D-1"}).content.decode()
        assert "1 orang" in told
        assert SITI.initials not in told


def test_a_reading_needs_a_purpose(world):
    url = reverse("workforce:read_holder", kwargs={"pk": world.row.pk, "way": "perlihatkan"})
    for given in ({}, {"purpose": "other"}, {"purpose": "other", "other": SITI.name}):
        answer = world.client("bkd").post(url, given)
        assert answer.status_code == 422
        assert SITI.nip not in answer.content.decode()
    assert readings() == []


@pytest.mark.parametrize("way", WAYS)
def test_a_reading_is_kept_by_nobody(world, way):
    url = reverse("workforce:read_holder", kwargs={"pk": world.row.pk, "way": way})
    answer = world.client("bkd").post(url, PURPOSE)
    assert "no-store" in answer["Cache-Control"]
    assert world.client("bkd").get(url).status_code == 405


def test_the_next_look_is_masked_again(world):
    client = world.client("operator of the office")
    client.post(reverse("workforce:read_holder", kwargs={"pk": world.row.pk, "way": "perlihatkan"}), PURPOSE)
    told = client.get(reverse("workforce:holder", kwargs={"pk": world.row.pk})).content.decode()
    assert SITI.nip not in told
    assert "Dibuka 1 kali" in told
    assert "Mencocokkan dengan surat keputusan" in told
