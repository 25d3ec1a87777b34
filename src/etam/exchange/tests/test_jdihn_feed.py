"""The own JDIHN feed: one row by hand, which rows enter, the file and the public address."""

import json
from datetime import UTC, date, datetime
from unittest.mock import Mock

import pytest

from etam.accounts.models import User
from etam.content.regulation_types import latest_regulation_types
from etam.exchange.exceptions import EmptyFeed
from etam.exchange.jdihn import writing
from etam.exchange.jdihn.document import document
from etam.exchange.jdihn.writing import feed_path, write_feed
from etam.institutions.tests.cast import region
from etam.regulations.actions import load_regulations
from etam.regulations.models import Regulation, RegulationFile

ADDRESS = "/jdih/feed/document.json"
PERBUP = {
    "code": "PERBUP-PASER-8-2021",
    "type": "Peraturan Bupati",
    "number": "8",
    "year": 2021,
    "title": "Pedoman Pengawasan Kearsipan",
    "issuer": "Pemerintah Kabupaten Paser",
    "status": "berlaku",
    "confidence": "official",
}
# The table of fields of the feed, in its order.
FIELDS = [
    "idData",
    "tahun_pengundangan",
    "tanggal_penetapan",
    "tanggal_pengundangan",
    "jenis",
    "noPeraturan",
    "judul",
    "noPanggil",
    "singkatanJenis",
    "tempatTerbit",
    "penerbit",
    "deskripsiFisik",
    "sumber",
    "subjek",
    "isbn",
    "status",
    "bahasa",
    "bidangHukum",
    "teuBadan",
    "nomorIndukBuku",
    "fileDownload",
    "urlDownload",
    "abstrak",
    "urlAbstrak",
    "urlDetailPeraturan",
    "operasi",
    "display",
    "last_updated",
]


def perbup(**changes) -> Regulation:
    return Regulation(**{**PERBUP, "changed_at": datetime(2026, 2, 17, 2, 0, tzinfo=UTC), **changes})


def row_of(regulation: Regulation, file: RegulationFile | None = None) -> dict[str, str]:
    type_ = latest_regulation_types().of(regulation.type)
    return document(regulation, type_, page_url="https://etam.id/p", file=file, file_url="https://etam.id/f")


class TestDocument:
    def test_says_every_field_of_a_full_row(self):
        regulation = perbup(
            set_on=date(2021, 3, 1),
            promulgated_on=date(2021, 3, 12),
            call_number="348.9 PAS p",
            place="Tana Paser",
            gazette="BD Paser 2021 No. 8",
            subjects=["kearsipan", "pengawasan"],
            abstract="Tata cara pengawasan.",
        )
        file = RegulationFile(file_name="perbup-8-2021.pdf", pages=24)
        assert row_of(regulation, file) == {
            "idData": "PERBUP-PASER-8-2021",
            "tahun_pengundangan": "2021",
            "tanggal_penetapan": "2021-03-01",
            "tanggal_pengundangan": "2021-03-12",
            "jenis": "Peraturan Bupati",
            "noPeraturan": "8",
            "judul": "Peraturan Bupati Nomor 8 Tahun 2021 tentang Pedoman Pengawasan Kearsipan",
            "noPanggil": "348.9 PAS p",
            "singkatanJenis": "Perbup",
            "tempatTerbit": "Tana Paser",
            "penerbit": "Pemerintah Kabupaten Paser",
            "deskripsiFisik": "24 hlm.",
            "sumber": "BD Paser 2021 No. 8",
            "subjek": "kearsipan, pengawasan",
            "isbn": "-",
            "status": "Berlaku",
            "bahasa": "Indonesia",
            "bidangHukum": "-",
            "teuBadan": "Kabupaten Paser",
            "nomorIndukBuku": "-",
            "fileDownload": "perbup-8-2021.pdf",
            "urlDownload": "https://etam.id/f",
            "abstrak": "Tata cara pengawasan.",
            "urlAbstrak": "-",
            "urlDetailPeraturan": "https://etam.id/p",
            "operasi": "4",
            "display": "1",
            "last_updated": "2026-02-17",
        }

    def test_has_the_fields_of_the_table_in_their_order(self):
        assert list(row_of(perbup())) == FIELDS

    def test_says_a_dash_where_nothing_is_known(self):
        row = row_of(perbup())
        empty = {name for name, value in row.items() if value == "-"}
        assert empty == {
            "tanggal_penetapan", "tanggal_pengundangan", "noPanggil", "tempatTerbit", "deskripsiFisik", "sumber",
            "subjek", "isbn", "bidangHukum", "nomorIndukBuku", "fileDownload", "urlDownload", "abstrak", "urlAbstrak",
        }  # fmt: skip

    def test_calls_a_revoked_one_no_longer_valid(self):
        assert row_of(perbup(status="dicabut"))["status"] == "Tidak Berlaku"

    def test_is_never_made_of_one_to_verify(self):
        with pytest.raises(KeyError):
            row_of(perbup(status="perlu verifikasi"))

    def test_heads_rules_of_the_state_with_the_state(self):
        law = perbup(type="UU", issuer="Presiden dan DPR")
        ministry = perbup(type="Permendagri", issuer="Kementerian Dalam Negeri")
        assert (row_of(law)["teuBadan"], row_of(law)["jenis"]) == ("Indonesia", "Undang-Undang")
        assert row_of(ministry)["teuBadan"] == "Indonesia. Kementerian Dalam Negeri"


@pytest.fixture
def register(db, var):
    province = region("64", "Kalimantan Timur", 1)
    region("64.01", "Kabupaten Paser", 2, province)


def store(**changes) -> Regulation:
    return Regulation.objects.create(**{**PERBUP, **changes})


def written() -> list[dict[str, str]]:
    return json.loads(feed_path().read_text())


@pytest.mark.usefixtures("register")
class TestWriteFeed:
    def test_holds_the_own_products_with_absolute_addresses(self, settings):
        settings.ADDRESS = "https://etam.id"
        store()
        assert write_feed().rows == 1
        assert written()[0]["urlDetailPeraturan"] == "https://etam.id/peraturan/PERBUP-PASER-8-2021/"

    @pytest.mark.parametrize(
        ("changes", "reason"),
        [
            ({"status": "perlu verifikasi"}, writing.IN_DOUBT),
            ({"confidence": "unverified"}, writing.UNVERIFIED),
            ({"title": ""}, writing.UNTITLED),
            ({"issuer": "Pemerintah Kabupaten Bengkalis"}, writing.FOREIGN),
            ({"type": "PP", "issuer": "Presiden"}, writing.FOREIGN),
        ],
    )
    def test_leaves_out_what_does_not_belong_and_says_why(self, changes, reason):
        store()
        store(code="X", number="9", **changes)
        report = write_feed()
        assert (report.rows, dict(report.left_out)) == (1, {reason: 1})

    def test_holds_the_whole_register_when_asked_but_nothing_in_doubt(self):
        store(code="PP", type="PP", issuer="Presiden")
        store(code="X", number="9", status="perlu verifikasi")
        write_feed(whole_register=True)
        assert [row["idData"] for row in written()] == ["PP"]

    def test_never_replaces_a_filled_feed_by_an_empty_one(self):
        store()
        write_feed()
        before = feed_path().read_bytes()
        Regulation.objects.update(status="perlu verifikasi")
        with pytest.raises(EmptyFeed, match="Umpan yang lama tetap ada"):
            write_feed()
        assert feed_path().read_bytes() == before

    def test_makes_no_file_rather_than_an_empty_one(self):
        store(status="perlu verifikasi")
        with pytest.raises(EmptyFeed, match=r"1 peraturan yang semestinya masuk masih diragukan\. Tidak ada berkas"):
            write_feed()
        assert not feed_path().exists()

    def test_finds_both_own_products_of_today_s_register_in_doubt(self):
        load_regulations()
        with pytest.raises(EmptyFeed, match="2 peraturan yang semestinya masuk masih diragukan"):
            write_feed()

    def test_keeps_the_old_file_whole_when_writing_breaks_off(self, monkeypatch):
        store()
        write_feed()
        before = feed_path().read_bytes()
        monkeypatch.setattr("os.replace", Mock(side_effect=OSError("disk full")))
        with pytest.raises(OSError, match="disk full"):
            write_feed(whole_register=True)
        assert feed_path().read_bytes() == before
        assert [path.name for path in feed_path().parent.iterdir()] == ["document.json"]

    def test_names_the_current_text_and_its_address_once_there_is_one(self, settings):
        regulation = store()
        by = User.objects.create_user("rina@example.id", name="Rina", password="rahasia-untuk-uji")
        for name, replaced_at in (("lama.pdf", datetime(2026, 1, 1, tzinfo=UTC)), ("baru.pdf", None)):
            RegulationFile.objects.create(
                regulation=regulation,
                file_name=name,
                sha256="0" * 64,
                size_bytes=1,
                pages=3,
                at=datetime(2026, 1, 1, tzinfo=UTC),
                by=by,
                replaced_at=replaced_at,
            )
        write_feed()
        (row,) = written()
        assert (row["fileDownload"], row["urlDownload"]) == (
            "baru.pdf",
            f"{settings.ADDRESS}/peraturan/PERBUP-PASER-8-2021/naskah.pdf",
        )


@pytest.mark.usefixtures("register")
class TestPublicAddress:
    def test_says_so_before_the_feed_was_written(self, client):
        answer = client.get(ADDRESS)
        assert answer.status_code == 404
        assert "belum tersedia" in answer.content.decode()

    def test_serves_the_file_to_everybody(self, client):
        store()
        write_feed()
        answer = client.get(ADDRESS)
        assert answer["Content-Type"] == "application/json"
        assert answer.content == feed_path().read_bytes()

    def test_sends_nothing_again_that_has_not_changed(self, client):
        store()
        write_feed()
        first = client.get(ADDRESS)
        assert first["Last-Modified"]
        assert client.get(ADDRESS, HTTP_IF_NONE_MATCH=first["ETag"]).status_code == 304
