"""The public register: what held on a day, one regulation and one article, the picture, the file."""

import csv
import io
from datetime import date

import pytest
from django.utils import timezone

from etam.institutions.tests.cast import person
from etam.publishing.queries import relations
from etam.regulations.actions import decide, load_regulations, raise_flags
from etam.regulations.models import Flag, Regulation, RegulationRelation

pytestmark = pytest.mark.django_db
MEETING = "pada=2020-03-18"


@pytest.fixture(autouse=True)
def _register():
    load_regulations()


def text(client, path, status=200):
    answer = client.get(path)
    assert answer.status_code == status, path
    return " ".join(answer.content.decode().replace("\u2060", "").split())


def relate(subject, verb, target, **fields):
    return RegulationRelation.objects.create(subject_id=subject, verb=verb, object_id=target, **fields)


class TestList:
    # Counted in regulations.csv and relations.csv by hand: 69 rows of 2019 or earlier.
    def test_says_what_held_on_the_day_of_the_meeting(self, client):
        heading = "Pada 18 Maret 2020, 26 peraturan berlaku; 38 belum dapat dipastikan"
        assert f"<h1>{heading}</h1>" in text(client, f"/peraturan/?{MEETING}")

    def test_shows_what_an_officer_changed(self, client):
        Regulation.objects.filter(code="UU-43-2007").update(title="Perpustakaan (dibetulkan)")
        assert "Perpustakaan (dibetulkan)" in text(client, "/peraturan/?q=dibetulkan")

    def test_narrows_to_a_force_and_to_a_subject(self, client):
        page = text(client, f"/peraturan/?{MEETING}&keadaan=ended&subjek=kearsipan")
        # UU 7/1971, PP 34/1979 and Perka ANRI 38/2015 had ended; all three are about archives.
        codes = ("UU-7-1971", "PP-34-1979", "PERKAANRI-38-2015")
        assert [code for code in codes if f'href="/peraturan/{code}/?{MEETING}"' not in page] == []
        assert page.count('class="rules__force"') == 3

    def test_narrows_by_type_and_issuer(self, client):
        assert "1 dari 105 peraturan" in text(client, "/peraturan/?jenis=PerBKN&penetap=Badan+Kepegawaian+Negara")

    def test_stays_with_a_day_that_does_not_exist(self, client):
        page = text(client, "/peraturan/?pada=2020-02-30")
        assert "“2020-02-30”: Tanggal ini tidak ada dalam kalender" in page
        assert page.count('class="rules__force"') == 50

    def test_looks_into_the_future(self, client):
        assert "<h1>Pada 1 Januari 2040, 46 peraturan berlaku" in text(client, "/peraturan/?pada=2040-01-01")

    def test_puts_what_is_cited_before_what_holds(self, client):
        page = text(client, "/peraturan/?q=PermenPANRB+9/2014")
        assert page.index('<a href="/peraturan/PERMENPANRB-9-2014/"') < page.index('class="rules__force"')

    def test_puts_what_holds_first_where_no_words_are_asked(self, client):
        page = text(client, "/peraturan/?subjek=sdm")
        holding = ["chip--ok" in part.split(">")[1] for part in page.split('class="rules__force"')[1:]]
        assert set(holding) == {True, False}
        assert holding == sorted(holding, reverse=True)

    def test_says_what_to_do_when_nothing_answers(self, client):
        assert "Kurangi kata atau saringannya" in text(client, "/peraturan/?q=tidakada")


class TestFile:
    def rows(self, client, query=""):
        answer = client.get(f"/peraturan/daftar.csv{query}")
        assert answer["Content-Type"] == "text/csv; charset=utf-8"
        return list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))

    def test_holds_the_whole_list_of_the_day(self, client):
        rows = self.rows(client, f"?{MEETING}")
        assert len(rows) == 105
        assert sum(row["keadaan"] == "Berlaku" for row in rows) == 26
        assert {row["keadaan_pada"] for row in rows} == {"2020-03-18"}

    def test_follows_the_filters(self, client):
        (row,) = self.rows(client, "?q=ANRI+38+2015")
        assert (row["kode"], row["keadaan"], row["sebab"]) == (
            "PERKAANRI-38-2015", "Berakhir", "dicabut atau diganti Peraturan ANRI 6/2019",
        )  # fmt: skip
        assert row["alamat"] == "http://testserver/peraturan/PERKAANRI-38-2015/"


class TestRegulation:
    def test_stands_as_the_day_says_and_names_what_ended_it(self, client):
        page = text(client, "/peraturan/PERMENPANRB-9-2014/")
        assert 'dicabut atau diganti <a href="/peraturan/PERMENPANRB-55-2022/">PermenPANRB 55/2022</a>.' in page
        assert "Pada 18 Maret 2020 peraturan ini berlaku." in text(client, f"/peraturan/PERMENPANRB-9-2014/?{MEETING}")

    def test_tells_changes_in_the_order_of_time_with_those_of_the_amendment(self, client):
        found = relations.changes(Regulation.objects.get(code="PERMENDAGRI-90-2019"))
        told = [(one.by.code, one.through.code if one.through else "") for one in found]
        assert told == [
            ("KEPMENDAGRI-050-3708-2020", ""),
            ("KEPMENDAGRI-050-5889-2021", ""),
            ("KEPMENDAGRI-900.1.15.5-1317-2023", ""),
            ("KEPMENDAGRI-900.1.15.5-1317-2023", "KEPMENDAGRI-050-5889-2021"),
        ]

    def test_survives_relations_in_a_circle(self, client):
        relate("UU-16-1997", "mengubah", "UU-43-2007")
        relate("UU-43-2007", "mengubah", "UU-16-1997")
        assert "UU 16/1997" in text(client, "/peraturan/UU-43-2007/")

    def test_tells_article_by_article_what_changed_it(self, client):
        relate("UU-9-2015", "mengubah", "UU-43-2007", articles=["52"], since=date(2015, 3, 18))
        page = text(client, "/peraturan/UU-43-2007/")
        assert "mengubah: UU 9/2015" in page
        assert "<b>18 Maret 2015</b>" in page

    def test_lists_what_rests_on_it_with_links(self, client):
        page = text(client, "/peraturan/UU-43-2007/")
        assert 'href="/instrumen/accreditation-district/2018.1/#q-founding_decree"' in page
        assert 'href="/metode/reading-culture-and-information-literacy/2026.1/"' in page

    def test_leads_to_the_confusions_in_which_it_has_a_part(self, client):
        page = text(client, "/peraturan/UU-43-2007/")
        assert "Bagian anggaran sekolah untuk perpustakaan</a>" in page
        assert "Kerancuan yang menyangkut" not in text(client, "/peraturan/UU-16-1997/")

    def test_shows_some_of_very_many_relations_and_their_number(self, client):
        Regulation.objects.bulk_create(
            Regulation(
                code=f"X-{n}-2020", type="Permen X", number=str(n), year=2020, issuer="X", status="berlaku",
                confidence="official",
            )
            for n in range(120)
        )  # fmt: skip
        RegulationRelation.objects.bulk_create(
            RegulationRelation(subject_id=f"X-{n}-2020", verb="melaksanakan", object_id="UU-13-2018")
            for n in range(120)
        )
        page = text(client, "/peraturan/UU-13-2018/")
        assert "Ditampilkan 100 dari 121 hubungan." in page
        assert page.count('class="node') - page.count('class="node-area"') == relations.DRAWN_AROUND + 1


class TestFlags:
    LAW = "/peraturan/UU-43-2007/"

    @pytest.fixture(autouse=True)
    def _revoked(self):
        relate("UU-13-2018", "mencabut", "UU-43-2007", since=date(2026, 1, 2), confidence="official")
        raise_flags()

    def test_tell_what_waits_and_why(self, client):
        page = text(client, self.LAW)
        assert "hal menunggu keputusan</b>" in page
        assert "UU 43/2007 dicabut UU 13/2018, sejak 2 Januari 2026. Yang memutuskan: Petugas provinsi." in page

    def test_tell_what_was_decided_but_not_by_whom(self, client):
        officer = person("rina@example.id", "Rina Puspita", "officer")
        decide(list(Flag.objects.filter(kind="method")), decision="keep", reason="Rina menimbangnya.", by=officer)
        page = text(client, self.LAW)
        assert "Tetap dipakai</span> UU 43/2007 dicabut UU 13/2018" in page
        assert "Rina" not in page

    def test_stand_at_the_article_too(self, client):
        assert "1 hal menunggu keputusan" in text(client, f"{self.LAW}pasal/49/")

    def test_are_gone_with_the_relation_that_an_officer_took_out(self, client):
        RegulationRelation.objects.filter(verb="mencabut", object="UU-43-2007").update(withdrawn_at=timezone.now())
        raise_flags()
        page = text(client, self.LAW)
        assert "menunggu keputusan" not in page
        assert "mencabut peraturan ini" not in page


def test_questions_lead_to_the_articles_that_they_rest_on(client):
    page = text(client, "/instrumen/library-return/2026.1/")
    assert 'Dasar: <a href="/peraturan/UU-43-2007/pasal/20/">UU 43/2007 Pasal 20</a>' in page


class TestUnknown:
    def test_leads_to_the_right_capitals(self, client):
        answer = client.get(f"/peraturan/uu-43-2007/?{MEETING}")
        assert (answer.status_code, answer["Location"]) == (301, f"/peraturan/UU-43-2007/?{MEETING}")

    def test_leads_there_even_where_the_code_is_written_with_signs(self, client):
        Regulation.objects.create(
            code="SE (A) 1", type="SE", number="1", year=2020, issuer="X", status="berlaku", confidence="official"
        )
        answer = client.get("/peraturan/se%20(a)%201/pasal/3/")
        assert (answer.status_code, answer["Location"]) == (301, "/peraturan/SE%20(A)%201/pasal/3/")

    def test_offers_what_may_have_been_meant(self, client):
        page = text(client, "/peraturan/UNDANG-UNDANG-43-2007/", 404)
        assert "tidak ada dalam daftar" in page
        assert 'href="/peraturan/UU-43-2007/"' in page

    def test_of_an_article_leads_back_to_its_regulation(self, client):
        assert 'href="/peraturan/UU-43-2007/#pasal"' in text(client, "/peraturan/UU-43-2007/pasal/999/", 404)


class TestArticle:
    def test_is_found_however_it_is_written(self, client):
        answer = client.get("/peraturan/UU-43-2007/pasal/23-6/")
        assert (answer.status_code, answer["Location"]) == (301, "/peraturan/UU-43-2007/pasal/23(6)/")

    def test_says_what_it_is_about_and_what_rests_on_it(self, client):
        page = text(client, "/peraturan/UU-43-2007/pasal/23/")
        assert "<h1>Pasal 23 UU 43/2007</h1>" in page
        assert "Perpustakaan sekolah/madrasah" in page
        assert 'href="/peraturan/UU-43-2007/pasal/23(6)/"' in page

    def test_shows_what_was_done_to_it_alone(self, client):
        relate("UU-9-2015", "mengubah", "UU-43-2007", articles=["23(6)"], by_article="7")
        assert "UU 9/2015</a> mengubah Pasal 23(6), dinyatakan Pasal 7" in text(
            client, "/peraturan/UU-43-2007/pasal/23(6)/"
        )
        assert "Belum ada perubahan pasal ini" in text(client, "/peraturan/UU-43-2007/pasal/52/")


class TestMap:
    def test_draws_every_regulation_as_a_link_and_every_relation_in_the_table(self, client):
        page = text(client, "/peraturan/peta/")
        assert page.count('<a href="/peraturan/') >= 105 + 2 * 47
        assert "<h1>105 peraturan, 47 hubungan di antaranya</h1>" in page

    def test_says_so_when_not_all_are_drawn(self, client, monkeypatch):
        monkeypatch.setattr(relations, "DRAWN", 10)
        page = text(client, "/peraturan/peta/")
        assert "Dari 105 peraturan yang cocok digambar 10 yang paling banyak hubungannya." in page
        # PP 24/2014 has eight relations, more than any other.
        assert "PP 24/2014" in page
