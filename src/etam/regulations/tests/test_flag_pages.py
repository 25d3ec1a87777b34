"""Pages of things whose basis changed: the list, a group, the decision about it and the way back."""

import pytest
from django.test import Client

from etam.accounts.models import User
from etam.institutions.tests.cast import person
from etam.regulations.actions import decide, load_regulations, raise_flags
from etam.regulations.models import Flag, RegulationRelation

INDEX = "/meja/peraturan/tanda/"
LAW = {"subject_id": "UU-13-2018", "verb": "mencabut", "object_id": "UU-43-2007", "confidence": "official"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def revoked(settings) -> None:
    """The library law is revoked: much of the shipped content rests on it."""
    settings.SECOND_FACTOR_ROLES = set()
    load_regulations()
    RegulationRelation.objects.create(**LAW, since="2026-01-02")
    raise_flags()


@pytest.fixture
def officer() -> User:
    return person("rina@example.id", "Rina", "officer")


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def text(answer) -> str:
    return " ".join(answer.content.decode().split())


def of_law(page):
    """What the list says of the revocation of the library law."""
    return next(one for one in page.context["page"] if one.first.first.regulation_id == "UU-43-2007")


def of_return() -> list[Flag]:
    return list(Flag.objects.filter(code="library-return", regulation="UU-43-2007"))


class TestIndex:
    def test_says_how_many_wait_and_groups_them_by_event_and_edition(self, officer):
        page = desk(officer).get(INDEX)
        assert f"{Flag.objects.count()} hal bersandar pada dasar yang berubah" in text(page)
        assert "UU 43/2007 dicabut UU 13/2018" in text(page)
        happening = of_law(page)
        group = next(one for one in happening.groups if one.first.code == "library-return")
        assert list(group.flags) == sorted(of_return(), key=lambda flag: flag.label)
        assert "Instrumen Akreditasi perpustakaan desa" in text(page)

    def test_puts_what_is_settled_last(self, officer):
        decide(of_return(), decision="keep", reason="Sama.", by=officer)
        groups = of_law(desk(officer).get(INDEX)).groups
        assert [bool(one.waiting) for one in groups] == [True] * (len(groups) - 1) + [False]

    @pytest.mark.parametrize(
        ("query", "count"),
        [("cari=NPP+library-return", 1), ("peristiwa=amended&cari=UU-43-2007", 0), ("keadaan=gugur", 0)],
    )
    def test_narrows(self, officer, query, count):
        page = desk(officer).get(f"{INDEX}?{query}")
        assert sum(len(group.flags) for one in page.context["page"] for group in one.groups) == count

    def test_goes_away_as_csv(self, officer):
        rows = (
            desk(officer)
            .get(f"{INDEX}daftar.csv?jenis=method&cari=UU-43-2007")
            .content.decode("utf-8-sig")
            .splitlines()
        )
        assert len(rows) == 1 + Flag.objects.filter(kind="method", regulation="UU-43-2007").count()
        assert rows[1].startswith("UU-43-2007,Dasarnya dicabut,UU-13-2018,2026-01-02,official,metode,")

    def test_is_for_those_who_oversee(self, officer):
        assert desk(person("o@example.id", "Oki", "observer")).get(INDEX).status_code == 200
        assert desk(person("v@example.id", "Vera", "partner", agency="bkd")).get(INDEX).status_code == 403


class TestGroup:
    def test_tells_what_happened_what_rests_on_it_and_who_decides(self, officer):
        page = text(desk(officer).get(of_return()[0].get_absolute_url()))
        for words in (
            "UU 43/2007 dicabut UU 13/2018",
            "sejak 2 Januari 2026",
            "Petugas provinsi",
            "/instrumen/library",
        ):
            assert words in page

    def test_names_the_articles_of_a_part_and_asks_what_names_none(self, officer):
        RegulationRelation.objects.create(**{**LAW, "verb": "menggantikan"}, articles=["49"])
        raise_flags()
        thing = Flag.objects.filter(event="partly_revoked", article="")[0]
        page = text(desk(officer).get(thing.get_absolute_url()))
        assert "tidak menyebut pasal: periksa apakah yang dipakai pasal 49" in page
        assert "tahun 2018, harinya belum dicatat" in page

    def test_says_whose_decision_an_officer_writes_down(self, officer):
        RegulationRelation.objects.create(**{**LAW, "object_id": "PERMENDAGRI-90-2019"})
        raise_flags()
        url = Flag.objects.get(event="revoked", kind="nomenclature").get_absolute_url()
        assert "Yang memutuskan: Bappeda, bersama petugas provinsi. Anda mencatatnya" in text(desk(officer).get(url))

    def test_is_decided_in_one_go(self, officer):
        flags = of_return()
        data = {"flags": [flag.pk for flag in flags], "decision": "keep", "reason": "Bunyinya sama."}
        page = desk(officer).post(flags[0].get_absolute_url(), data, follow=True)
        assert f"{len(flags)} hal diputus: tetap dipakai." in text(page)
        assert {flag.decision for flag in of_return()} == {"keep"}

    def test_keeps_what_was_typed_when_something_is_missing(self, officer):
        flags = of_return()
        data = {"flags": [flags[0].pk], "reason": "Bunyinya sama."}
        page = desk(officer).post(flags[0].get_absolute_url(), data)
        assert page.status_code == 422
        assert "Pilih keputusannya" in text(page)
        assert "Bunyinya sama." in text(page)
        assert text(page).count(" checked") == 1

    def test_says_so_when_somebody_decided_meanwhile(self, officer):
        flags = of_return()
        decide(flags[:1], decision="retire", reason="Usang.", by=officer)
        data = {"flags": [flag.pk for flag in flags], "decision": "keep", "reason": "Sama."}
        page = desk(officer).post(flags[0].get_absolute_url(), data)
        assert "sudah berubah sejak halaman ini dibuka" in text(page)
        assert [flag.decision for flag in Flag.objects.filter(code="library-return").exclude(decision="")] == ["retire"]

    def test_is_read_but_not_decided_by_an_observer(self):
        client, url = desk(person("o@example.id", "Oki", "observer")), of_return()[0].get_absolute_url()
        assert "Simpan keputusan" not in text(client.get(url))
        assert client.post(url, {}).status_code == 403

    def test_opens_again_with_a_reason(self, officer):
        decide(of_return(), decision="keep", reason="Sama.", by=officer)
        client, url = desk(officer), f"{of_return()[0].get_absolute_url()}buka/"
        assert "Sama." in text(client.get(url))
        data = {"flags": [flag.pk for flag in of_return()], "reason": "Ternyata lain."}
        assert "dibuka kembali dan menunggu lagi" in text(client.post(url, data, follow=True))
        assert all(flag.is_waiting for flag in of_return())


class TestDesk:
    def test_tells_officers_what_waits_until_all_is_decided(self, officer):
        said = f"{Flag.objects.count()} hal bersandar pada dasar yang berubah"
        assert said in text(desk(officer).get("/meja/"))
        decide(list(Flag.objects.all()), decision="keep", reason="Sama.", by=officer)
        assert "bersandar pada dasar yang berubah" not in text(desk(officer).get("/meja/"))


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_revocation_is_decided_and_opened_again(officer, open_as, looks_right):
    page = open_as(officer, INDEX)
    looks_right(page)
    page.get_by_label("Kata atau kode").fill("library-return")
    page.get_by_role("button", name="Saring").click()
    page.get_by_role("link", name="Instrumen Isian tahunan perpustakaan 2026, edisi 2026.1").click()
    looks_right(page)
    page.get_by_role("button", name="Simpan keputusan").click()
    page.get_by_role("heading", name="2 hal harus diperbaiki").wait_for()
    looks_right(page)
    page.get_by_label("Tetap dipakai").check()
    page.get_by_label("Alasan").fill("Bunyi pasalnya sama.")
    page.get_by_role("button", name="Simpan keputusan").click()
    page.locator(".toast").get_by_text("diputus: tetap dipakai").wait_for()
    looks_right(page)
    page.get_by_role("link", name="Buka kembali").click()
    looks_right(page)
    page.get_by_label("Alasan").fill("Ternyata ada pasal yang lain.")
    page.get_by_role("button", name="Buka kembali").click()
    page.get_by_role("heading", name="menunggu keputusan").wait_for()
