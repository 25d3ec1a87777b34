"""The officer's pages of the registry."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.institutions import actions
from etam.institutions.actions import NewInstitution, register_institution
from etam.institutions.models import Institution

HEADER = "name;kind;subtype;region;npp;npsn\n"
GOOD = HEADER + "SD Negeri 007;school;sd_mi;64.72;;30407777\nTaman Baca Ceria;tbm;tbm;64.08;;\n"
NEW = {"name": "SD Negeri 009", "kind": "school/sd_mi", "region": "Samarinda", "npsn": "30409999"}
LIST, ADD, IMPORT, STORE = (reverse(f"institutions:{name}") for name in ("index", "new", "import", "store"))


@pytest.fixture
def desk(client: Any, officer: Any, village_library: Institution, school_library: Institution, settings: Any) -> Any:
    """An officer's browser."""
    settings.SECOND_FACTOR_ROLES = set()
    client.force_login(officer)
    return client


@pytest.fixture
def address(school_library: Institution) -> str:
    return reverse("institutions:institution", args=[school_library.code])


def text(answer: Any) -> str:
    return str(answer.content.decode())


def send(desk: Any, content: str | bytes) -> Any:
    data = content if isinstance(content, bytes) else content.encode()
    return desk.post(IMPORT, {"file": SimpleUploadedFile("lembaga.csv", data)})


class TestAccess:
    @pytest.mark.parametrize("role", ["operator", "verifier", "assessor", "partner", "observer", "administrator"])
    @pytest.mark.parametrize("page", [LIST, ADD, IMPORT])
    def test_is_closed_to_every_other_role(self, client, person, regions, village_library, settings, role, page):
        settings.SECOND_FACTOR_ROLES = set()
        scopes = {"operator": {"institution": village_library}, "partner": {"agency": "disdikbud"}}
        client.force_login(person("Lain", role, **scopes.get(role, {"region": regions["64.08"]})))
        assert client.get(page).status_code == 403
        assert client.post(page, NEW).status_code == 403
        assert client.get(reverse("institutions:institution", args=[village_library.code])).status_code == 403

    def test_leads_a_stranger_to_sign_in(self, client, db):
        assert client.get(LIST).url.startswith("/akun/login/")

    def test_stands_in_the_menu_of_officers(self, desk):
        assert f'href="{LIST}"' in text(desk.get("/meja/"))


class TestIndex:
    @pytest.mark.parametrize("word", ["sepaso", "30401234", "negeri 001"])
    def test_finds_by_name_and_number(self, desk, word):
        assert "1 lembaga" in text(desk.get(LIST, {"cari": word}))

    def test_finds_by_code(self, desk, school_library):
        answer = text(desk.get(LIST, {"cari": school_library.code}))
        assert "SD Negeri 001 Samarinda" in answer
        assert "Perpustakaan Sepaso" not in answer

    @pytest.mark.parametrize("wanted", [{"daerah": "64.08"}, {"jenis": "public"}])
    def test_narrows_by_place_and_kind(self, desk, wanted):
        answer = text(desk.get(LIST, wanted))
        assert "Perpustakaan Sepaso" in answer
        assert "SD Negeri 001 Samarinda" not in answer

    def test_passes_over_a_filter_that_does_not_exist(self, desk):
        assert "2 lembaga" in text(desk.get(LIST, {"daerah": "99", "jenis": "castle", "halaman": "x"}))

    def test_says_so_when_nothing_answers(self, desk):
        assert "Tidak ada lembaga yang cocok" in text(desk.get(LIST, {"cari": "zzz"}))

    def test_leads_on_when_the_registry_is_empty(self, desk):
        Institution.objects.all().delete()
        assert "Belum ada lembaga" in text(desk.get(LIST))

    def test_lists_what_has_to_be_looked_at_with_the_reason(self, desk, regions):
        twin = NewInstitution("SD Kembar", "school", "sd_mi", regions["64.72"], npsn="30401234")
        strayed = NewInstitution("Taman Baca", "tbm", "tbm", regions["64.08"], npp="6472011D0000001")
        actions.register_institutions([twin, strayed], by=None)
        answer = text(desk.get(LIST, {"keadaan": "periksa"}))
        assert "3 lembaga" in answer
        assert "NPSN ganda: 30401234 juga dipakai" in answer
        assert "menunjuk wilayah 64.72" in answer
        assert "Perpustakaan Sepaso" not in answer

    def test_says_so_when_nothing_has_to_be_looked_at(self, desk):
        assert "Tidak ada yang perlu diperiksa" in text(desk.get(LIST, {"keadaan": "periksa"}))

    def test_finds_what_has_ended_only_when_asked(self, desk, school_library):
        actions.close(school_library, on=date(2025, 7, 1), reason="Tutup.", by=None)
        assert "SD Negeri 001 Samarinda" not in text(desk.get(LIST))
        ended = text(desk.get(LIST, {"keadaan": "berakhir"}))
        assert "sampai 1 Juli 2025" in ended
        assert "Perpustakaan Sepaso" not in ended

    @pytest.mark.parametrize("wanted", [{}, {"keadaan": "periksa"}])
    def test_asks_the_database_as_little_for_many_as_for_few(
        self, desk, regions, wanted, django_assert_max_num_queries
    ):
        many = [NewInstitution(f"SD {one}", "school", "sd_mi", regions["64.72"], npsn="1") for one in range(60)]
        actions.register_institutions(many, by=None)
        with django_assert_max_num_queries(15):
            answer = desk.get(LIST, wanted)
        assert len(answer.context["page"]) == 50


class TestNew:
    def test_registers_an_institution(self, desk):
        desk.post(ADD, {**NEW, "address": "Jalan Baru 1"})
        found = Institution.objects.get(npsn="30409999")
        assert (found.regency_id, found.kind, found.subtype, found.address) == (
            "64.72",
            "school",
            "sd_mi",
            "Jalan Baru 1",
        )

    def test_warns_after_saving_and_does_not_block(self, desk):
        answer = desk.post(ADD, {**NEW, "npsn": "30401234", "npp": "6408011C0000001"}, follow=True)
        assert Institution.objects.filter(name="SD Negeri 009").exists()
        assert "NPSN ganda: 30401234" in text(answer)
        assert "menunjuk wilayah 64.08" in text(answer)

    @pytest.mark.parametrize(
        ("wrong", "sentence"),
        [
            ({"region": "Surabaya"}, "Wilayah “Surabaya” tidak dikenal"),
            ({"region": "Muara Wahau"}, "dapat berarti 64.08.02 (kecamatan"),
            ({"region": "Sepaso"}, "Wilayah 64.08.09.2001 belum dimuat"),
            ({"code": "impor"}, "Kode hanya boleh berisi huruf"),
            ({"kind": "castle/one"}, "castle/one"),
            ({"name": ""}, "Nama"),
        ],
    )
    def test_keeps_what_was_typed_and_says_what_is_wrong(self, desk, wrong, sentence):
        answer = desk.post(ADD, {**NEW, **wrong})
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert not Institution.objects.filter(npsn="30409999").exists()

    def test_refuses_a_code_that_is_taken(self, desk, school_library):
        answer = desk.post(ADD, {**NEW, "code": school_library.code})
        assert f"Kode lembaga {school_library.code} sudah dipakai." in text(answer)


class TestInstitution:
    def test_shows_identity_changes_and_journal(self, desk, address, school_library, officer):
        actions.rename(school_library, name="SD Baru", on=date(2025, 7, 1), by=officer)
        answer = text(desk.get(address))
        for shown in ("30401234", "Berganti nama", "SD Negeri 001 Samarinda → SD Baru", "Lembaga didaftarkan."):
            assert shown in answer

    def test_tells_apart_a_number_not_given_and_one_that_does_not_apply(self, desk, village_library):
        answer = text(desk.get(reverse("institutions:institution", args=[village_library.code])))
        assert "<dt>NPP</dt><dd>belum diisi</dd>" in answer
        assert "<dt>NPSN</dt><dd>tidak berlaku</dd>" in answer

    def test_does_not_know_a_code_that_nobody_has(self, desk):
        assert desk.get(reverse("institutions:institution", args=["X-9"])).status_code == 404

    def test_corrects_only_what_changed(self, desk, address, school_library):
        desk.post(address, {"do": "correct", "correct-npsn": "30401234", "correct-address": "Jalan 2"})
        school_library.refresh_from_db()
        assert school_library.address == "Jalan 2"
        entry = journal.of(school_library).get(action="institution_corrected")
        assert entry.detail["after"] == {"address": "Jalan 2"}

    def test_records_nothing_when_nothing_changed(self, desk, address):
        answer = desk.post(address, {"do": "correct", "correct-npsn": "30401234"})
        assert "Tidak ada yang berubah." in text(answer)

    def test_renames_from_a_day(self, desk, address, school_library):
        desk.post(address, {"do": "rename", "rename-name": "SD Baru", "rename-on": "2025-07-01"})
        change = school_library.changes.get()
        assert (change.kind, change.on, change.after) == ("renamed", date(2025, 7, 1), "SD Baru")

    def test_moves_and_names_both_regions(self, desk, address, school_library):
        sent = {"do": "move", "move-region": "Kutai Timur", "move-on": "2025-07-01"}
        answer = desk.post(address, sent, follow=True)
        school_library.refresh_from_db()
        assert school_library.regency_id == "64.08"
        assert "Kota Samarinda (64.72) → Kabupaten Kutai Timur (64.08)" in text(answer)

    def test_closes_with_a_reason(self, desk, address, school_library):
        desk.post(address, {"do": "close", "close-reason": "Gedung roboh.", "close-on": "2025-07-01"})
        school_library.refresh_from_db()
        assert school_library.valid_to == date(2025, 7, 1)
        assert "Gedung roboh." in text(desk.get(address))

    def test_merges_into_another_code(self, desk, address, school_library, village_library):
        desk.post(address, {"do": "merge", "merge-into": village_library.code, "merge-on": "2025-07-01"})
        school_library.refresh_from_db()
        assert school_library.valid_to == date(2025, 6, 30)
        assert "SD Negeri 001 Samarinda" in text(
            desk.get(reverse("institutions:institution", args=[village_library.code]))
        )

    @pytest.mark.parametrize(
        ("sent", "sentence"),
        [
            (
                {"do": "rename", "rename-name": "SD Negeri 001 Samarinda", "rename-on": "2025-01-01"},
                "berbeda dari nama",
            ),
            ({"do": "rename", "rename-name": "B", "rename-on": "0025-01-01"}, "Tahun 25 tidak mungkin"),
            ({"do": "move", "move-region": "Surabaya", "move-on": "2025-01-01"}, "“Surabaya” tidak dikenal"),
            ({"do": "move", "move-region": "64.72", "move-on": "2025-01-01"}, "sudah tercatat di Kota Samarinda"),
            ({"do": "merge", "merge-into": "X-9", "merge-on": "2025-01-01"}, "Tidak ada lembaga dengan kode X-9."),
            ({"do": "close", "close-reason": "", "close-on": "2025-01-01"}, "Alasan"),
        ],
    )
    def test_opens_the_form_with_its_problem_and_changes_nothing(self, desk, address, school_library, sent, sentence):
        answer = desk.post(address, sent)
        assert answer.status_code == 422
        assert sentence in text(answer)
        assert text(answer).count('<details class="more" open>') == 1
        assert not school_library.changes.exists()

    def test_refuses_to_merge_into_itself(self, desk, address, school_library):
        answer = desk.post(address, {"do": "merge", "merge-into": school_library.code, "merge-on": "2025-07-01"})
        assert "selain lembaga penerimanya" in text(answer)

    def test_refuses_to_change_what_has_ended(self, desk, address, school_library):
        actions.close(school_library, on=localdate() - timedelta(days=9), reason="Tutup.", by=None)
        answer = desk.post(address, {"do": "close", "close-reason": "Lagi.", "close-on": localdate().isoformat()})
        assert "sudah berakhir pada" in text(answer)

    def test_asks_the_database_little(self, desk, address, django_assert_max_num_queries):
        with django_assert_max_num_queries(15):
            desk.get(address)


class TestOffices:
    @pytest.fixture
    def office(self, desk: Any, regions: Any) -> Institution:
        return register_institution(
            NewInstitution("Dinas Sosial Kutai Timur", "office", "regency_office", regions["64.08"]), by=None
        )

    @pytest.fixture
    def page(self, office: Institution) -> str:
        return reverse("institutions:institution", args=[office.code])

    def test_stand_in_the_list_and_have_a_filter(self, desk, office):
        assert "Dinas Sosial Kutai Timur" in text(desk.get(LIST))
        found = text(desk.get(LIST, {"jenis": "office"}))
        assert "1 lembaga" in found
        assert "Perangkat daerah kabupaten/kota" in found

    def test_have_no_library_number(self, desk, page):
        answer = text(desk.get(page))
        assert "<dt>NPP</dt><dd>tidak berlaku</dd>" in answer
        assert "<dt>NPSN</dt><dd>tidak berlaku</dd>" in answer

    def test_are_not_asked_for_one(self, desk, page, office):
        answer = text(desk.get(page))
        assert 'name="correct-npp"' not in answer
        assert 'name="correct-npsn"' not in answer
        desk.post(page, {"do": "correct", "correct-npp": "6408052C0000001", "correct-address": "Jalan 2"})
        office.refresh_from_db()
        assert (office.npp, office.address) == ("", "Jalan 2")

    def test_lose_one_that_was_written_down_wrongly(self, desk, page, office):
        Institution.objects.filter(pk=office.pk).update(npp="6408052C0000001")
        assert "hanya untuk perpustakaan" in text(desk.get(page))
        desk.post(page, {"do": "correct", "correct-npp": ""})
        office.refresh_from_db()
        assert office.npp == ""

    def test_with_such_a_number_have_to_be_looked_at(self, desk, office):
        Institution.objects.filter(pk=office.pk).update(npp="6408052C0000001")
        assert "Dinas Sosial Kutai Timur" in text(desk.get(LIST, {"keadaan": "periksa"}))

    def test_enter_by_form_and_by_file(self, desk):
        new = {"name": "Lembaga Kearsipan Samarinda", "kind": "archive/regency", "region": "Samarinda"}
        desk.post(ADD, new)
        send(desk, HEADER + "Badan Kepegawaian;Perangkat daerah;regency_office;64.08;;\n")
        desk.post(STORE)
        kinds = Institution.objects.filter(kind__in=["office", "archive"]).order_by("kind")
        assert [(one.kind, one.regency_id) for one in kinds] == [("archive", "64.72"), ("office", "64.08")]


class TestListing:
    def test_shows_what_would_be_added_and_stores_nothing(self, desk):
        assert "Daftarkan 2 lembaga" in text(send(desk, GOOD))
        assert Institution.objects.count() == 2

    def test_stores_what_was_confirmed(self, desk):
        send(desk, GOOD)
        assert "2 lembaga didaftarkan." in text(desk.post(STORE, follow=True))
        assert Institution.objects.count() == 4

    def test_takes_nothing_from_the_confirmation_itself(self, desk):
        send(desk, GOOD)
        desk.post(STORE, {"name": "Palsu", "file": SimpleUploadedFile("b.csv", b"x")})
        assert not Institution.objects.filter(name="Palsu").exists()

    def test_stores_a_preview_once(self, desk):
        send(desk, GOOD)
        desk.post(STORE)
        assert "Pratinjaunya sudah tidak ada" in text(desk.post(STORE, follow=True))
        assert Institution.objects.count() == 4

    def test_adds_nothing_for_the_same_file(self, desk):
        send(desk, GOOD)
        desk.post(STORE)
        answer = text(send(desk, GOOD))
        assert "Tidak ada lembaga baru" in answer
        assert "NPSN 30407777 sudah terdaftar" in answer

    def test_passes_over_what_was_registered_since_the_preview(self, desk, regions):
        send(desk, GOOD)
        register_institution(NewInstitution("Ceria", "school", "sd_mi", regions["64.72"], npsn="30407777"), by=None)
        assert "1 baris dilewati" in text(desk.post(STORE, follow=True))
        assert Institution.objects.filter(npsn="30407777").count() == 1

    def test_offers_no_button_while_a_row_is_wrong(self, desk):
        answer = text(send(desk, GOOD + ";tbm;tbm;64.08;;\n"))
        assert "Baris 4, kolom name: Belum diisi." in answer
        assert STORE not in answer

    def test_forgets_the_preview_before(self, desk):
        send(desk, GOOD)
        send(desk, GOOD + ";tbm;tbm;64.08;;\n")
        desk.post(STORE)
        assert Institution.objects.count() == 2

    def test_shows_soft_warnings_that_do_not_block(self, desk):
        answer = text(send(desk, HEADER + "SD 9;school;sd_mi;64.72;;12\n"))
        assert "biasanya delapan angka" in answer
        assert "Daftarkan 1 lembaga" in answer

    @pytest.mark.parametrize(
        ("content", "sentence"),
        [
            (b"", "Berkas ini kosong"),
            (b"\xff\xfe", "bukan UTF-8"),
            (b"a;b\n", "Kolom name, kind, subtype, region tidak ada"),
        ],
    )
    def test_says_why_a_file_cannot_be_read(self, desk, content, sentence):
        answer = send(desk, content)
        assert answer.status_code == 422
        assert sentence in text(answer)

    def test_refuses_a_file_that_is_too_large(self, desk, settings):
        settings.UPLOAD_LIMIT_BYTES = 10
        assert "Bagi menjadi beberapa berkas" in text(send(desk, GOOD))

    def test_asks_for_a_file(self, desk):
        assert "Pilih berkasnya dulu." in text(desk.post(IMPORT))
