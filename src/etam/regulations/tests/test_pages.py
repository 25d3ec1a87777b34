import csv
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from etam.regulations.models import Article, Regulation, RegulationFile, RegulationRelation
from etam.regulations.seals import seal
from etam.regulations.tests.cast import TEXT_SEEN, observer, officer, operator, pdf, verifier

pytestmark = pytest.mark.usefixtures("register")
INDEX = "/meja/peraturan/"
ONE = "/meja/peraturan/PERPUSNAS-5-2023/"


@pytest.fixture
def as_officer(sign_in: Any) -> Any:
    return sign_in(officer())


def typed(code: str, **changes: Any) -> dict[str, Any]:
    """What the form of a regulation sends, as it stands, with some of it typed otherwise."""
    one = Regulation.objects.get(code=code)
    fields = {"type": one.type, "number": one.number, "year": one.year, "title": one.title, "issuer": one.issuer}
    return {**fields, "note": one.note, "subjects": ", ".join(one.subjects), "seen": seal(one), **changes}


class TestIndex:
    def test_states_what_holds_on_a_day(self, as_officer):
        page = as_officer.get(INDEX, {"pada": "2020-03-18"}).content.decode()
        assert "dari 105 peraturan berlaku; 5 berakhir" in page
        assert "Keadaan pada 18 Maret 2020" in page

    def test_narrows_by_force_subject_and_what_waits(self, as_officer):
        answer = as_officer.get(INDEX, {"keadaan": "ended", "subjek": "kearsipan", "pada": "2026-11-26"})
        codes = {line.regulation.code for line in answer.context["lines"]}
        assert "PERKAANRI-38-2015" in codes
        assert "UU-43-2007" not in codes
        waiting = as_officer.get(INDEX, {"periksa": "on"}).context["found"]
        assert 0 < waiting < 105

    def test_gives_the_same_list_as_csv(self, as_officer):
        answer = as_officer.get(f"{INDEX}daftar.csv", {"cari": "UU 43/2007", "pada": "2026-11-26"})
        row, _ = csv.DictReader(answer.content.decode("utf-8-sig").splitlines())
        assert (row["kode"], row["keadaan"]) == ("UU-43-2007", "Berlaku")

    def test_says_what_to_do_when_nothing_answers(self, as_officer):
        assert "Kurangi saringannya" in as_officer.get(INDEX, {"cari": "kapal selam"}).content.decode()


class TestWhoMay:
    @pytest.mark.parametrize("reader", [verifier, observer])
    def test_readers_see_but_do_not_change(self, sign_in, reader):
        client = sign_in(reader())
        page = client.get(ONE)
        assert page.status_code == 200
        assert "Catat hubungan" not in page.content.decode()
        assert client.post(f"{ONE}ubah/", typed("PERPUSNAS-5-2023")).status_code == 403

    def test_an_operator_is_refused(self, sign_in):
        assert sign_in(operator()).get(INDEX).status_code == 403


class TestRegulation:
    def test_tells_what_ended_it_by_its_citation(self, as_officer):
        page = as_officer.get("/meja/peraturan/PERMENPANRB-9-2014/").content.decode()
        assert "dicabut atau diganti PermenPANRB 55/2022" in page

    def test_lists_what_waits(self, as_officer):
        page = as_officer.get("/meja/peraturan/UU-7-1971/").content.decode()
        assert "Ada hubungan yang belum diverifikasi" in page


class TestEdit:
    def test_keeps_what_was_typed_when_another_was_faster(self, as_officer):
        sent = typed("PERPUSNAS-5-2023", title="Judul saya")
        Regulation.objects.filter(code="PERPUSNAS-5-2023").update(title="Judul orang lain")
        answer = as_officer.post(f"{ONE}ubah/", sent)
        page = answer.content.decode()
        assert answer.status_code == 409
        assert "Judul saya" in page
        assert "Judul orang lain" in page
        again = {**sent, "seen": answer.context["form"].data["seen"]}
        assert as_officer.post(f"{ONE}ubah/", again).status_code == 302
        assert Regulation.objects.get(code="PERPUSNAS-5-2023").title == "Judul saya"

    def test_offers_what_was_before_to_be_stored_again(self, as_officer):
        as_officer.post(f"{ONE}ubah/", typed("PERPUSNAS-5-2023", title="Keliru"))
        page = as_officer.get(f"{ONE}riwayat/").content.decode()
        back = page.split("ubah/?kembali=")[1].split('"')[0]
        form = as_officer.get(f"{ONE}ubah/", {"kembali": back}).context["form"]
        assert form.initial["title"] not in ("", "Keliru")

    def test_names_the_one_that_has_this_number(self, as_officer):
        answer = as_officer.post(f"{INDEX}baru/", typed("UU-43-2007", issuer="Presiden"))
        assert answer.status_code == 422
        assert "/meja/peraturan/UU-43-2007/" in answer.content.decode()

    def test_stores_a_new_one(self, as_officer):
        answer = as_officer.post(
            f"{INDEX}baru/", typed("UU-43-2007", number="99", year="2024", subjects="Perpustakaan")
        )
        assert answer.url == "/meja/peraturan/UU-99-2024/"
        assert Regulation.objects.get(code="UU-99-2024").subjects == ["perpustakaan"]


def test_a_check_is_shown_with_name_and_day(as_officer):
    sent = {"status": "berlaku", "confidence": "official", "checked_on": "2026-11-20", "note": TEXT_SEEN}
    seen = seal(Regulation.objects.get(code="PERPUSNAS-5-2023"))
    assert as_officer.post(f"{ONE}periksa/", {**sent, "seen": seen}).url == ONE
    assert "20 November 2026, Rina" in as_officer.get(ONE).content.decode()


class TestRelate:
    def send(self, client: Any, **changes: str) -> Any:
        sent = {"direction": "undergoes mencabut", "other": "Perpusnas 4/2024", "confidence": "official"}
        return client.post(f"{ONE}hubungan/", {**sent, **changes})

    def test_takes_a_citation_in_either_direction(self, as_officer):
        assert self.send(as_officer).url == ONE
        made = RegulationRelation.objects.get(object="PERPUSNAS-5-2023", verb="mencabut")
        assert made.subject_id == "PERPUSNAS-4-2024"
        assert ": berakhir; dicabut" in as_officer.get(ONE).content.decode()

    def test_names_candidates_when_several_answer(self, as_officer):
        answer = self.send(as_officer, other="akreditasi")
        assert answer.status_code == 422
        assert "Tulis salah satu kodenya" in answer.content.decode()

    def test_says_beside_the_field_what_cannot_be(self, as_officer):
        for field, changes in (("other", {"other": "UU 43/2007"}), ("articles", {"articles": "huruf e"})):
            assert field in self.send(as_officer, **changes).context["form"].errors

    def test_is_taken_out_for_a_reason(self, as_officer):
        self.send(as_officer)
        made = RegulationRelation.objects.get(object="PERPUSNAS-5-2023", verb="mencabut")
        address = reverse("regulations:relation_withdraw", args=["PERPUSNAS-5-2023", made.pk])
        assert as_officer.post(address, {"reason": ""}).url == reverse(
            "regulations:relation", args=["PERPUSNAS-5-2023", made.pk]
        )
        assert as_officer.post(address, {"reason": "Salah baca."}).url == ONE
        assert "dicabut oleh" not in as_officer.get(ONE).content.decode()

    def test_that_was_taken_out_comes_back_from_the_history(self, as_officer):
        self.send(as_officer)
        made = RegulationRelation.objects.get(object="PERPUSNAS-5-2023", verb="mencabut")
        key = ["PERPUSNAS-5-2023", made.pk]
        as_officer.post(reverse("regulations:relation_withdraw", args=key), {"reason": "Salah baca."})
        address = reverse("regulations:relation_restore", args=key)
        assert address in as_officer.get(f"{ONE}riwayat/").content.decode()
        assert as_officer.post(address).url == ONE
        assert "dicabut oleh" in as_officer.get(ONE).content.decode()


class TestHistory:
    def forms(self, client: Any) -> list[str]:
        return [past.form for past in client.get(f"{ONE}riwayat/").context["history"]]

    def test_leads_to_the_form_that_can_set_a_change_back(self, as_officer):
        as_officer.post(f"{ONE}ubah/", typed("PERPUSNAS-5-2023", title="Judul lain"))
        as_officer.post(f"{ONE}pasal/", {"number": "3", "subject": "Formasi", "confidence": "official"})
        made = Article.objects.get(regulation="PERPUSNAS-5-2023", number="3")
        address = reverse("regulations:article", args=["PERPUSNAS-5-2023", made.pk])
        sent = {"subject": "Formasi asisten", "confidence": "official", "seen": seal(made)}
        assert as_officer.post(address, sent).url == ONE
        assert self.forms(as_officer) == ["article", "", "edit"]
        back = as_officer.get(f"{ONE}riwayat/").context["history"][0].entry.pk
        assert as_officer.get(address, {"kembali": back}).context["form"].initial["subject"] == "Formasi"

    def test_leads_nowhere_once_it_was_taken_out(self, as_officer):
        made = Article.objects.filter(regulation="PERPUSNAS-5-2023").earliest("pk")
        address = reverse("regulations:article", args=["PERPUSNAS-5-2023", made.pk])
        as_officer.post(address, {"subject": "Lain", "confidence": "official", "seen": seal(made)})
        as_officer.post(f"{address}tarik/", {"reason": "Pasal lain."})
        assert self.forms(as_officer) == ["", ""]

    def test_of_a_status_that_followed_a_revocation_leads_to_the_check(self, as_officer):
        sent = {"direction": "undergoes mencabut", "other": "Perpusnas 4/2024", "confidence": "official"}
        as_officer.post(f"{ONE}hubungan/", sent)
        assert self.forms(as_officer) == ["check", ""]
        assert "menunggu keputusan" in as_officer.get(ONE).content.decode()


@pytest.mark.usefixtures("var")
class TestText:
    def send(self, client: Any, data: bytes) -> Any:
        file = SimpleUploadedFile("naskah.pdf", data, content_type="application/pdf")
        return client.post(f"{ONE}naskah/", {"file": file, "source": "JDIH Perpusnas"})

    def test_is_read_by_everybody_once_it_is_sent(self, as_officer):
        data = pdf("Naskah kuno")
        assert as_officer.get("/peraturan/PERPUSNAS-5-2023/naskah.pdf").status_code == 404
        assert self.send(as_officer, data).url == ONE
        answer = Client().get("/peraturan/PERPUSNAS-5-2023/naskah.pdf")
        assert b"".join(answer.streaming_content) == data
        assert answer["Content-Type"] == "application/pdf"
        again = Client().get("/peraturan/PERPUSNAS-5-2023/naskah.pdf", headers={"If-None-Match": answer["ETag"]})
        assert again.status_code == 304

    def test_is_found_at_the_desk_and_by_everybody(self, as_officer):
        self.send(as_officer, pdf("Pemeliharaan lontar"))
        for address in (f"{INDEX}?cari=lontar", "/peraturan/?q=lontar"):
            assert "halaman 1: Pemeliharaan <mark>lontar</mark>" in as_officer.get(address).content.decode()
        assert "naskah halaman 1" in as_officer.get("/cari/?q=lontar").content.decode()

    def test_that_was_replaced_is_read_at_the_desk_only(self, as_officer):
        self.send(as_officer, pdf("Lama"))
        self.send(as_officer, pdf("Baru"))
        earlier = RegulationFile.objects.exclude(replaced_at=None).get()
        address = reverse("regulations:file", args=["PERPUSNAS-5-2023", earlier.pk])
        assert as_officer.get(address).status_code == 200
        assert Client().get(address).status_code == 302

    def test_of_another_kind_is_refused_beside_the_field(self, as_officer):
        assert "bukan PDF" in self.send(as_officer, b"GIF89a").content.decode()

    def test_that_is_too_large_is_refused_before_it_is_read(self, as_officer, settings):
        settings.UPLOAD_LIMIT_BYTES = 2**20
        assert self.send(as_officer, b"x" * (2**20 + 2**17)).status_code == 413
