"""Another list's feed through the pages: sent, looked through, taken over or thrown away."""

import io
import json
from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import JournalEntry, User
from etam.editions.models import ContentVersion
from etam.exchange.exceptions import NothingToConfirm, RegisterChanged
from etam.exchange.jdihn import actions
from etam.exchange.models import FeedUpload
from etam.exchange.tests.test_jdihn_feed import PERBUP
from etam.exchange.tests.test_jdihn_match import ROW
from etam.institutions.tests.cast import person
from etam.regulations.actions import Imported, load_regulations, take_over
from etam.regulations.models import Regulation

PASER = "Pemerintah Kabupaten Paser"
IMPORT = "/meja/peraturan/impor-jdih/"
NEW_ROW = {**ROW, "noPeraturan": "9", "judul": "Retensi Arsip", "tanggal_penetapan": "12 Maret 2021"}
CHANGED_ROW = {**ROW, "sumber": "BD Paser 2021 No. 8", "status": "Tidak Berlaku"}
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_second_factor(settings):
    settings.SECOND_FACTOR_ROLES = set()


@pytest.fixture
def officer() -> User:
    return person("rina@example.id", "Rina", "officer")


@pytest.fixture
def known() -> Regulation:
    return Regulation.objects.create(**PERBUP)


def received(officer: User, *rows: dict, publisher: str = "Kementerian Hukum") -> FeedUpload:
    data = json.dumps(rows).encode()
    return actions.receive_feed(data=data, file_name="document.json", publisher=publisher, by=officer)


def taken(upload: FeedUpload, officer: User, *positions: int) -> FeedUpload:
    return actions.take_rows(upload, positions=positions, seen=actions.seal(actions.found(upload)), by=officer)


def desk(user: User) -> Client:
    client = Client()
    client.force_login(user)
    return client


def send(client: Client, data: bytes, publisher: str = PASER):
    file = io.BytesIO(data)
    file.name = "document.json"
    return client.post(IMPORT, {"file": file, "publisher": publisher}, follow=True)


class TestTakeRows:
    def test_records_a_new_one_as_still_to_verify(self, officer):
        taken(received(officer, NEW_ROW), officer, 1)
        new = Regulation.objects.get()
        assert (new.code, new.title, new.set_on) == (
            "PERATURAN-BUPATI-PASER-9-2021",
            "Retensi Arsip",
            date(2021, 3, 12),
        )
        assert (new.status, new.confidence, new.origin, new.edited_by) == (
            "perlu verifikasi", "secondary", "feed", officer,
        )  # fmt: skip
        assert new.note == "Diambil dari umpan JDIH Kementerian Hukum. Menurut umpan itu berlaku."

    def test_trusts_only_the_feed_of_the_issuing_body(self, officer):
        taken(received(officer, NEW_ROW, publisher="pemerintah kabupaten PASER"), officer, 1)
        assert Regulation.objects.get().confidence == "official"

    def test_changes_only_what_differs(self, officer, known):
        taken(received(officer, CHANGED_ROW), officer, 1)
        known.refresh_from_db()
        assert (known.gazette, known.title) == ("BD Paser 2021 No. 8", PERBUP["title"])
        assert (known.confidence, known.origin, known.edited_by) == ("official", "content", officer)

    @pytest.mark.parametrize("status", ["perlu verifikasi", "berlaku"])
    def test_never_takes_the_status_over(self, officer, known, status):
        Regulation.objects.update(status=status)
        said = "Berlaku" if status == "perlu verifikasi" else "Tidak Berlaku"
        taken(received(officer, {**CHANGED_ROW, "status": said}, publisher=PASER), officer, 1)
        known.refresh_from_db()
        assert (known.gazette, known.status) == ("BD Paser 2021 No. 8", status)

    def test_has_nothing_to_take_where_only_the_status_differs(self, officer, known):
        upload = received(officer, {**ROW, "status": "Tidak Berlaku"})
        with pytest.raises(NothingToConfirm):
            taken(upload, officer, 1)
        assert "lewat verifikasi petugas" in actions.found(upload)[0].problem

    def test_never_takes_the_status_over_from_any_list(self, officer, known):
        take_over([Imported({"status": "dicabut", "gazette": "BD 8"}, code=known.code)], by=officer, source=PASER)
        known.refresh_from_db()
        assert (known.gazette, known.status) == ("BD 8", "berlaku")

    def test_leaves_alone_what_nobody_ticked(self, officer, known):
        Regulation.objects.update(edited_at=timezone.now(), edited_by=officer)
        taken(received(officer, CHANGED_ROW, NEW_ROW), officer, 2)
        known.refresh_from_db()
        assert (known.gazette, known.status) == ("", "berlaku")

    def test_leaves_one_entry_for_each_regulation(self, officer, known):
        taken(received(officer, CHANGED_ROW, NEW_ROW), officer, 1, 2)
        assert [journal.of(one).count() for one in Regulation.objects.all()] == [1, 1]
        entry = journal.of(known).get()
        assert entry.summary == "Mengubah Peraturan Bupati 8/2021 menurut umpan JDIH Kementerian Hukum."
        assert entry.detail == {"before": {"gazette": ""}}

    def test_keeps_codes_of_their_own(self, officer):
        Regulation.objects.create(**{**PERBUP, "code": "PERATURAN-BUPATI-PASER-9-2021", "number": "19"})
        taken(received(officer, NEW_ROW), officer, 1)
        assert Regulation.objects.filter(code="PERATURAN-BUPATI-PASER-9-2021-2").exists()

    def test_is_refused_when_the_register_changed_meanwhile(self, officer, known):
        upload = received(officer, CHANGED_ROW)
        seen = actions.seal(actions.found(upload))
        Regulation.objects.update(gazette="BD 2021/8")
        with pytest.raises(RegisterChanged):
            actions.take_rows(upload, positions=[1], seen=seen, by=officer)
        known.refresh_from_db()
        assert known.status == "berlaku"

    def test_stores_all_or_none(self, officer):
        rows = [Imported({**PERBUP, "number": "9"}, region="paser"), Imported({"title": "X"}, code="NO-SUCH")]
        with pytest.raises(Regulation.DoesNotExist):
            take_over(rows, by=officer, source=PASER)
        assert not Regulation.objects.exists()
        assert not JournalEntry.objects.filter(action="regulation.take_over").exists()

    def test_needs_a_choice_and_happens_once(self, officer):
        upload = received(officer, NEW_ROW)
        with pytest.raises(NothingToConfirm, match="Belum ada peraturan yang dipilih"):
            taken(upload, officer)
        seen = actions.seal(actions.found(upload))
        taken(upload, officer, 1)
        with pytest.raises(NothingToConfirm, match="sudah selesai"):
            actions.take_rows(upload, positions=[1], seen=seen, by=officer)

    def test_is_not_undone_by_content(self, officer):
        load_regulations()
        row = {**ROW, "noPeraturan": "8", "judul": "Judul lain"}
        taken(received(officer, row), officer, 1)
        ContentVersion.objects.all().delete()
        load_regulations()
        assert Regulation.objects.get(code="PERBUP-PASER-8-2021").title == "Judul lain"

    def test_forgets_previews_that_nobody_came_back_to(self, officer):
        old = received(officer, NEW_ROW)
        FeedUpload.objects.update(at=timezone.now() - timedelta(days=15))
        received(officer, NEW_ROW)
        old.refresh_from_db()
        assert (old.rows, old.state) == ([], "discarded")


class TestPages:
    def test_show_what_is_new_and_what_differs_before_anything_is_stored(self, officer, known):
        page = send(desk(officer), json.dumps([CHANGED_ROW, NEW_ROW]).encode())
        text = page.content.decode()
        assert "Isi umpan: 1 baru dan 1 berbeda" in text
        assert "BD Paser 2021 No. 8" in text
        assert Regulation.objects.count() == 1

    def test_propose_only_what_is_new(self, officer, known):
        page = send(desk(officer), json.dumps([CHANGED_ROW, NEW_ROW]).encode())
        assert [entry.match.row.number for entry in page.context["page"].entries if entry.is_ticked] == ["9"]

    def test_take_what_was_ticked(self, officer):
        client = desk(officer)
        page = send(client, json.dumps([NEW_ROW]).encode()).context["page"]
        answer = client.post(f"{IMPORT}{page.upload.pk}/ambil/", {"ambil": "1", "seen": page.seal}, follow=True)
        assert "1 peraturan diambil" in answer.content.decode()
        assert Regulation.objects.count() == 1

    def test_say_when_nothing_was_ticked(self, officer):
        client = desk(officer)
        page = send(client, json.dumps([NEW_ROW]).encode()).context["page"]
        answer = client.post(f"{IMPORT}{page.upload.pk}/ambil/", {"ambil": "x", "seen": page.seal}, follow=True)
        assert "Belum ada peraturan yang dipilih" in answer.content.decode()

    def test_throw_a_feed_away(self, officer):
        client = desk(officer)
        page = send(client, json.dumps([NEW_ROW]).encode()).context["page"]
        answer = client.post(f"{IMPORT}{page.upload.pk}/buang/", follow=True)
        assert "Unggahan ini dibatalkan" in answer.content.decode()
        assert not Regulation.objects.exists()

    def test_say_when_all_is_the_same(self, officer, known):
        page = send(desk(officer), json.dumps([ROW]).encode())
        assert "Tidak ada yang perlu diambil" in page.content.decode()

    def test_refuse_a_bad_file_and_keep_what_was_typed(self, officer):
        answer = send(desk(officer), b"<html>")
        assert answer.status_code == 422
        assert "bukan JSON yang utuh" in answer.content.decode()
        assert PASER in answer.content.decode()
        assert not FeedUpload.objects.exists()

    def test_refuse_a_file_that_is_too_large(self, officer, settings):
        settings.UPLOAD_LIMIT_BYTES = 10
        answer = send(desk(officer), json.dumps([NEW_ROW]).encode())
        assert (answer.status_code, FeedUpload.objects.count()) == (422, 0)
        assert "lebih besar dari" in answer.content.decode()

    def test_are_for_officers_and_a_feed_for_the_one_who_sent_it(self, officer):
        upload = received(officer, NEW_ROW)
        observer, colleague = person("o@example.id", "Oki", "observer"), person("d@example.id", "Dewi", "officer")
        assert desk(observer).get(IMPORT).status_code == 403
        assert desk(observer).get(f"{IMPORT}{upload.pk}/").status_code == 403
        assert desk(colleague).get(f"{IMPORT}{upload.pk}/").status_code == 404
        assert Client().get(IMPORT).url.startswith("/akun/login/")


@pytest.mark.browser
@pytest.mark.django_db(transaction=True)
def test_a_feed_is_sent_looked_through_and_taken(officer, known, open_as, looks_right, tmp_path):
    odd = {**ROW, "noPeraturan": "11", "penerbit": "-", "tanggal_penetapan": "kemarin"}
    other = {**ROW, "jenis": "UU", "noPeraturan": "43", "judul": "Perpustakaan", "tanggal_penetapan": "12-03-2021"}
    path = tmp_path / "document.json"
    path.write_text(json.dumps([CHANGED_ROW, NEW_ROW, odd, other]))
    page = open_as(officer, IMPORT)
    looks_right(page)
    page.get_by_label("Umpan ini milik").fill(PASER)
    page.get_by_label("Berkas .json").set_input_files(path)
    page.get_by_role("button", name="Unggah dan bandingkan").click()
    page.get_by_role("heading", name="Isi umpan: 3 baru dan 1 berbeda").wait_for()
    looks_right(page)
    page.get_by_role("checkbox", name="Peraturan Bupati 8/2021").check()
    page.get_by_role("button", name="Ambil yang dicentang").click()
    page.get_by_role("heading", name="3 peraturan diambil").wait_for()
    looks_right(page)
