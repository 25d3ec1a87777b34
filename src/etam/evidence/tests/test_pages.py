"""The pages: who may see what, and what becomes of what people do there."""

import re
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone

from etam.accounts.models import JournalEntry
from etam.evidence import actions, storage
from etam.evidence.actions.arriving import PART_BYTES
from etam.evidence.models import Evidence, Incoming
from etam.evidence.tests import files
from etam.evidence.tests.cast import Cast
from etam.institutions.models import Institution, Membership

UPLOAD = "/meja/bukti/lembaga/L-1/unggah/"


@pytest.fixture(autouse=True)
def _no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = set()


def text(answer) -> str:
    return re.sub(r"\s+", " ", answer.content.decode())


def sent(data: bytes | None = None, **given):
    content = files.pdf() if data is None else data
    return {"file": SimpleUploadedFile("sk.pdf", content), "type": "decree", "title": "SK pendirian", **given}


class TestWhoSeesWhat:
    ROLES = ("operator", "neighbour", "verifier", "outsider", "officer", "observer", "assessor")

    def let_in(self, cast: Cast, client: Client, url: str) -> set[str]:
        found = set()
        for role in self.ROLES:
            client.force_login(getattr(cast, role))
            if client.get(url).status_code == 200:
                found.add(role)
        client.logout()
        assert client.get(url).status_code == 302
        return found

    def test_the_list_and_the_page_of_a_file(self, cast: Cast, client: Client):
        code = cast.receive().code
        readers = {"operator", "verifier", "officer", "observer"}
        assert self.let_in(cast, client, "/meja/bukti/lembaga/L-1/") == readers
        assert self.let_in(cast, client, f"/meja/bukti/berkas/{code}/") == readers

    def test_the_file_itself(self, cast: Cast, client: Client):
        url = f"/meja/bukti/berkas/{cast.receive().code}/unduh/"
        assert self.let_in(cast, client, url) == {"operator", "verifier", "officer"}

    def test_the_upload_page(self, cast: Cast, client: Client):
        assert self.let_in(cast, client, UPLOAD) == {"operator"}

    def test_an_operator_who_left_sees_nothing_more(self, cast: Cast, sign_in):
        Membership.objects.filter(user=cast.operator).update(valid_to=timezone.localdate() - timedelta(days=1))
        assert sign_in(cast.operator).get("/meja/bukti/lembaga/L-1/").status_code == 404

    def test_an_observer_is_told_why_there_is_no_file(self, cast: Cast, sign_in):
        page = text(sign_in(cast.observer).get(f"/meja/bukti/berkas/{cast.receive().code}/"))
        assert "dapat memuat data pribadi" in page
        assert "unduh/" not in page
        assert "Hartati" not in page

    def test_only_those_who_keep_a_file_may_withdraw_it(self, cast: Cast, sign_in):
        code = cast.receive().code
        for role in ("neighbour", "verifier", "officer", "observer"):
            answer = sign_in(getattr(cast, role)).post(f"/meja/bukti/berkas/{code}/tarik/", {"reason": "x"})
            assert answer.status_code == 404
        assert Evidence.objects.get().withdrawn_at is None

    def test_a_download_from_outside_is_noted(self, cast: Cast, sign_in):
        url = f"/meja/bukti/berkas/{cast.receive().code}/unduh/"
        for role in ("operator", "officer", "officer", "verifier"):
            sign_in(getattr(cast, role)).get(url)
        noted = JournalEntry.objects.filter(action="evidence.view").order_by("id").values_list("by__name", flat=True)
        assert list(noted) == ["Rina", "Yusran"]


class TestUpload:
    def test_keeps_a_file_without_any_script(self, cast: Cast, sign_in):
        answer = sign_in(cast.operator).post(UPLOAD, sent())
        evidence = Evidence.objects.get()
        assert answer.url == f"/meja/bukti/berkas/{evidence.code}/"
        assert (evidence.title, evidence.by, evidence.institution) == ("SK pendirian", cast.operator, cast.library)

    @pytest.mark.parametrize(
        ("given", "sentence"),
        [
            ({"data": b""}, "kosong (0 bita)"),
            ({"data": b"MZ" + bytes(99)}, "Berkas ini program"),
            ({"data": files.pdf(files.with_script)}, "memuat skrip"),
            ({"title": ""}, "Beri judul"),
            ({"type": ""}, "Pilih jenisnya"),
            ({"type": "photo", "data": None, "valid_until": "1926-01-01"}, "Tahun 1926"),
            ({"issued_on": "2026-02-02", "valid_until": "2026-02-01"}, "mendahului"),
        ],
    )
    def test_says_what_is_wrong_and_keeps_nothing(self, cast: Cast, sign_in, var, given, sentence):
        answer = sign_in(cast.operator).post(UPLOAD, sent(**given))
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert not Evidence.objects.exists()

    def test_asks_for_a_file(self, cast: Cast, sign_in):
        answer = sign_in(cast.operator).post(UPLOAD, {"type": "decree", "title": "SK"})
        assert "Pilih berkasnya dulu" in text(answer)

    def test_refuses_from_the_announced_length_what_is_far_too_large(self, cast: Cast, sign_in, settings):
        settings.UPLOAD_LIMIT_BYTES = 1000
        answer = sign_in(cast.operator).post(UPLOAD, sent(bytes(100_000)))
        assert answer.status_code == 413
        assert "lebih besar dari" in text(answer)

    def test_needs_its_token(self, cast: Cast):
        client = Client(enforce_csrf_checks=True)
        client.force_login(cast.operator)
        assert client.post(UPLOAD, sent()).status_code == 403
        assert client.post("/meja/bukti/lembaga/L-1/kiriman/", {"size": 5}).status_code == 403

    def test_names_a_file_that_is_there_and_offers_it(self, cast: Cast, sign_in):
        data = files.pdf()
        existing = cast.receive(data)
        page = text(sign_in(cast.operator).post(f"{UPLOAD}?kembali=/meja/asesmen/7/", sent(data)))
        assert f"Pakai {existing.code}" in page
        assert f"/meja/asesmen/7/?bukti={existing.code}" in page

    def test_goes_back_to_where_it_was_called_from(self, cast: Cast, sign_in):
        answer = sign_in(cast.operator).post(f"{UPLOAD}?kembali=/meja/asesmen/7/", sent())
        assert answer.url == f"/meja/asesmen/7/?bukti={Evidence.objects.get().code}"

    def test_never_goes_back_to_another_site(self, cast: Cast, sign_in):
        answer = sign_in(cast.operator).post(f"{UPLOAD}?kembali=https://jahat.example/", sent())
        assert answer.url.startswith("/meja/bukti/")

    def test_replaces_an_older_edition(self, cast: Cast, sign_in):
        old = cast.receive()
        client = sign_in(cast.operator)
        assert old.title in text(client.get(f"{UPLOAD}?ganti={old.code}"))
        client.post(f"{UPLOAD}?ganti={old.code}", sent())
        assert Evidence.objects.get(replaces=old)

    def test_never_replaces_a_file_of_others(self, cast: Cast, sign_in):
        other = cast.receive(institution=cast.elsewhere)
        assert sign_in(cast.operator).get(f"{UPLOAD}?ganti={other.code}").status_code == 404

    def test_proposes_the_usual_validity_where_one_is_known(self, cast: Cast, sign_in, monkeypatch):
        from dataclasses import replace

        from etam.evidence import reference

        known = {code: replace(one, months=60) for code, one in reference.types().items()}
        monkeypatch.setattr(reference, "evidence_types", lambda: known)
        sign_in(cast.operator).post(UPLOAD, sent(issued_on="2024-02-29"))
        assert str(Evidence.objects.get().valid_until) == "2029-02-28"


class TestParts:
    def begin(self, client: Client, data: bytes) -> dict:
        announced = {"name": "sk.pdf", "size": len(data), "sha256": storage.digest(data)}
        return client.post("/meja/bukti/lembaga/L-1/kiriman/", announced).json()

    def part(self, client: Client, begun: dict, offset: int, data: bytes):
        return client.post(f"{begun['part']}?mulai={offset}", data, content_type="application/octet-stream")

    def test_arrive_and_are_saved_with_the_form(self, cast: Cast, sign_in):
        client, data = sign_in(cast.operator), files.scanned_pdf(PART_BYTES + 1000)
        begun = self.begin(client, data)
        assert self.part(client, begun, 0, data[:PART_BYTES]).json() == {"received": PART_BYTES}
        assert self.begin(client, data)["received"] == PART_BYTES
        self.part(client, begun, PART_BYTES, data[PART_BYTES:])
        client.post(UPLOAD, {"incoming": begun["key"], "type": "decree", "title": "SK"})
        assert storage.path_of(Evidence.objects.get().sha256).read_bytes() == data

    def test_out_of_turn_are_told_where_to_go_on(self, cast: Cast, sign_in):
        client, data = sign_in(cast.operator), files.pdf()
        answer = self.part(client, self.begin(client, data), 100, data[100:200])
        assert (answer.status_code, answer.json()["received"]) == (409, 0)

    @pytest.mark.parametrize("offset", ["x", "-1", "9" * 30])
    def test_with_a_strange_offset_are_refused(self, cast: Cast, sign_in, offset):
        client, data = sign_in(cast.operator), files.pdf()
        assert self.part(client, self.begin(client, data), offset, data[:100]).status_code == 413

    def test_that_are_too_long_are_refused_unread(self, cast: Cast, sign_in):
        client = sign_in(cast.operator)
        data = files.scanned_pdf(2 * PART_BYTES)
        assert self.part(client, self.begin(client, data), 0, data[: PART_BYTES + 1]).status_code == 413

    def test_of_a_wrong_kind_are_refused_at_once(self, cast: Cast, sign_in):
        client, data = sign_in(cast.operator), b"MZ" + bytes(99)
        answer = self.part(client, self.begin(client, data), 0, data)
        assert answer.status_code == 422
        assert "program" in answer.json()["problem"]

    @pytest.mark.parametrize("size", ["", "x", "-5", "0", "9" * 40, "³"])
    def test_of_a_strange_size_are_refused(self, cast: Cast, sign_in, size):
        answer = sign_in(cast.operator).post("/meja/bukti/lembaga/L-1/kiriman/", {"name": "a", "size": size})
        assert answer.status_code == 422

    def test_are_for_the_sender_alone(self, cast: Cast, sign_in):
        data = files.pdf()
        begun = self.begin(sign_in(cast.operator), data)
        for role in ("neighbour", "verifier", "officer"):
            client = sign_in(getattr(cast, role))
            assert self.part(client, begun, 0, data).status_code == 404
            assert client.post(begun["cancel"]).status_code == 404

    def test_are_shown_while_they_wait_and_can_be_cancelled(self, cast: Cast, sign_in, var):
        client, data = sign_in(cast.operator), files.scanned_pdf(2 * PART_BYTES)
        begun = self.begin(client, data)
        self.part(client, begun, 0, data[:PART_BYTES])
        assert "524 kB dari 1,1 MB sudah sampai" in text(client.get(UPLOAD))
        client.post(begun["cancel"])
        assert not Incoming.objects.exists()
        assert list((var / "incoming").iterdir()) == []

    def test_stay_when_the_form_is_sent_back(self, cast: Cast, sign_in):
        client, data = sign_in(cast.operator), files.pdf()
        begun = self.begin(client, data)
        self.part(client, begun, 0, data)
        page = text(client.post(UPLOAD, {"incoming": begun["key"], "type": "decree", "title": ""}))
        assert "Berkas sudah sampai" in page
        assert f'name="incoming" value="{begun["key"]}"' in page

    def test_that_are_not_all_there_say_so(self, cast: Cast, sign_in):
        client, data = sign_in(cast.operator), files.pdf()
        begun = self.begin(client, data)
        self.part(client, begun, 0, data[:100])
        page = text(client.post(UPLOAD, {"incoming": begun["key"], "type": "decree", "title": "SK"}))
        assert "Baru 100 bita dari" in page


class TestPages:
    def test_an_operator_of_one_library_is_led_straight_there(self, cast: Cast, sign_in):
        assert sign_in(cast.operator).get("/meja/bukti/").url == "/meja/bukti/lembaga/L-1/"

    def test_an_operator_of_two_chooses(self, cast: Cast, sign_in):
        Membership.objects.create(
            user=cast.operator, role="operator", institution=cast.elsewhere, valid_from="2020-01-01"
        )
        page = text(sign_in(cast.operator).get("/meja/bukti/"))
        assert "Loktuan" in page
        assert "Nehes Liah Bing" in page

    def test_an_officer_searches(self, cast: Cast, sign_in):
        page = text(sign_in(cast.officer).get("/meja/bukti/?cari=loktuan&daerah=64.74"))
        assert "1 lembaga" in page
        assert "Nehes Liah Bing" not in page

    def test_a_file_shows_where_it_is_used(self, cast: Cast, sign_in):
        evidence = cast.receive()
        actions.use(
            evidence,
            place="assessment",
            place_id=7,
            by=None,
            title="Akreditasi 2026",
            url="/meja/asesmen/7/",
            element="a1",
        )
        page = text(sign_in(cast.operator).get(f"/meja/bukti/berkas/{evidence.code}/"))
        assert '<a href="/meja/asesmen/7/">Akreditasi 2026</a>' in page

    def test_a_withdrawal_is_seen_with_its_reason(self, cast: Cast, sign_in):
        code = cast.receive().code
        client = sign_in(cast.operator)
        assert client.post(f"/meja/bukti/berkas/{code}/tarik/", {"reason": ""}).status_code == 422
        client.post(f"/meja/bukti/berkas/{code}/tarik/", {"reason": "SK dicabut bupati"})
        assert "SK dicabut bupati" in text(client.get(f"/meja/bukti/berkas/{code}/"))

    def test_a_correction_is_kept(self, cast: Cast, sign_in):
        code = cast.receive().code
        client = sign_in(cast.operator)
        client.post(f"/meja/bukti/berkas/{code}/betulkan/", {"type": "report", "title": "Laporan"})
        assert Evidence.objects.get().title == "Laporan"
        same = client.post(f"/meja/bukti/berkas/{code}/betulkan/", {"type": "report", "title": "Laporan"})
        assert "Tidak ada yang berubah" in text(same)

    def test_what_needs_care_is_told_by_regency(self, cast: Cast, sign_in):
        yesterday = timezone.localdate() - timedelta(days=1)
        cast.receive(valid_until=yesterday)
        cast.receive(institution=cast.elsewhere, title="Sertifikat Loktuan", valid_until=yesterday)
        page = text(sign_in(cast.officer).get("/meja/bukti/perhatian/"))
        assert "2 bukti habis berlaku" in page
        one = text(sign_in(cast.officer).get("/meja/bukti/perhatian/?daerah=64.74"))
        assert "1 bukti habis berlaku" in one
        assert "Sertifikat Loktuan" in one
        assert "SK pendirian" not in one
        assert "Sertifikat Loktuan" not in text(sign_in(cast.verifier).get("/meja/bukti/perhatian/"))

    def test_sixty_files_cost_as_many_queries_as_one(self, cast: Cast, sign_in, django_assert_max_num_queries):
        cast.receive()
        client = sign_in(cast.operator)
        client.get("/meja/bukti/lembaga/L-1/")
        with django_assert_max_num_queries(20) as one:
            client.get("/meja/bukti/lembaga/L-1/")
        for _ in range(59):
            cast.receive()
        with django_assert_max_num_queries(len(one)):
            page = client.get("/meja/bukti/lembaga/L-1/")
        assert "60 bukti" in text(page)

    def test_many_institutions_cost_as_many_queries_as_one(self, cast: Cast, sign_in, django_assert_max_num_queries):
        client = sign_in(cast.officer)
        with django_assert_max_num_queries(20) as two:
            client.get("/meja/bukti/")
        Institution.objects.bulk_create(
            Institution(
                code=f"M-{number}",
                name=f"M {number}",
                kind="public",
                subtype="village",
                regency_id="64.08",
                region_id="64.08",
            )
            for number in range(30)
        )
        with django_assert_max_num_queries(len(two)):
            client.get("/meja/bukti/")
