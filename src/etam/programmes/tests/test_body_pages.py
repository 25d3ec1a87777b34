import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils.timezone import localdate

from etam.institutions.actions import NewInstitution, register_institution
from etam.institutions.actions.bodies import NewBody, register_bodies
from etam.institutions.models import BodyDoubt, ParentBody
from etam.programmes.queries.bodies import Cursor, page
from etam.programmes.queries.waiting_bodies import waiting_for
from etam.programmes.views.body_edit import seen

pytestmark = pytest.mark.django_db
SEPASO, SCHOOL, MADRASAH = "64.08.05.2001", "30400001", "60700001"


@pytest.fixture
def read(client, people, bodies):
    """A function that opens an address as somebody."""

    def open_as(who, name, *args, **asked):
        client.force_login(people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client.get(reverse(f"programmes:{name}", args=args), asked)

    return open_as


def text(response):
    return " ".join(response.content.decode().split())


class TestOverview:
    def test_begins_with_the_finding_and_keeps_unknown_apart(self, read):
        assert "0 dari 2 desa/kelurahan punya perpustakaan; 2 belum diketahui" in text(read("officer", "bodies"))

    def test_counts_a_linked_library(self, read, places):
        register_institution(NewInstitution("Perpus Sepaso", "public", "village", places[SEPASO]), by=None)
        assert "1 dari 2 desa/kelurahan punya perpustakaan; 1 belum diketahui" in text(read("officer", "bodies"))

    def test_goes_down_to_the_kecamatan(self, read):
        assert "Bengalon" in text(read("officer", "bodies", daerah="64.08"))

    def test_of_schools_is_asked_for_by_kind(self, read):
        assert "dari 3 sekolah/madrasah" in text(read("officer", "bodies", jenis="sekolah"))

    def test_shows_a_verifier_the_own_region_alone(self, read):
        assert "dari 2 sekolah/madrasah" in text(read("verifier", "bodies", jenis="sekolah"))

    def test_leaves_as_csv_with_the_same_numbers(self, read):
        lines = read("officer", "bodies_csv").content.decode("utf-8-sig").splitlines()
        assert lines[1] == "64.08,Kutai Timur,2,0,0,2,0,0"


class TestPartners:
    @pytest.mark.parametrize(
        ("who", "own", "others"),
        [("disdikbud", SCHOOL, MADRASAH), ("kemenag", MADRASAH, SCHOOL), ("dpmpd", SEPASO, SCHOOL)],
    )
    def test_find_nothing_where_it_is_anothers(self, read, bodies, who, own, others):
        assert read(who, "body", bodies[own].kind, own).status_code == 200
        assert read(who, "body", bodies[others].kind, others).status_code == 404

    def test_see_their_kind_alone(self, read):
        assert "SD Negeri" in text(read("disdikbud", "body_list"))
        assert "Sepaso" in text(read("dpmpd", "body_list", jenis="sekolah"))

    def test_of_another_agency_are_refused(self, read):
        assert read("bkd", "bodies").status_code == 403


class TestList:
    @pytest.mark.parametrize(
        ("asked", "shown", "absent"),
        [
            ({"cari": "sepaso"}, "Sepaso", "Keraitan"),
            ({"jenis": "sekolah", "daerah": "64.72"}, "SMP Negeri 2", "SD Negeri 001"),
            ({"jenis": "sekolah", "jenjang": "sd_mi"}, "MI Al Ikhlas", "SMP Negeri 2"),
            ({"jenis": "sekolah", "cari": SCHOOL}, "SD Negeri 001", "MI Al Ikhlas"),
        ],
    )
    def test_is_narrowed(self, read, asked, shown, absent):
        found = text(read("officer", "body_list", **asked))
        assert shown in found
        assert absent not in found

    def test_that_finds_nothing_says_how_to_go_on(self, read):
        assert "Lihat semua desa/kelurahan" in text(read("officer", "body_list", keadaan="none"))

    def test_takes_a_broken_place_for_the_beginning(self, read):
        assert "Keraitan" in text(read("officer", "body_list", sesudah="x.y"))


class TestPaging:
    @pytest.fixture(autouse=True)
    def _schools(self, places):
        names = ["Bakti", "Bakti", "Cahaya", "Dharma", "Elok"]
        register_bodies(
            [NewBody("school", f"9900000{i}", name, "sd_mi", places["64.72"]) for i, name in enumerate(names)], by=None
        )

    def test_leads_to_the_end_and_back_without_loss(self):
        rows, seen, cursor = ParentBody.objects.order_by(), [], None
        while True:
            found = page(rows, cursor, size=2)
            seen.append([one.code for one in found.rows])
            if found.after is None:
                break
            cursor = found.after
        assert seen == [["99000000", "99000001"], ["99000002", "99000003"], ["99000004"]]
        assert [one.code for one in page(rows, found.before, size=2).rows] == seen[1]

    def test_is_not_shifted_by_what_enters_meanwhile(self, places):
        rows = ParentBody.objects.order_by()
        after = page(rows, size=2).after
        register_bodies([NewBody("school", "99000009", "Aman", "sd_mi", places["64.72"])], by=None)
        assert [one.code for one in page(rows, after, size=2).rows] == ["99000002", "99000003"]

    def test_of_a_place_that_is_gone_goes_on_behind_it(self):
        assert page(ParentBody.objects.order_by(), Cursor("Cantik", 0), size=1).rows[0].name == "Dharma"


class TestBody:
    def test_without_any_statement_says_whom_to_ask(self, read):
        found = text(read("officer", "body", "village", SEPASO))
        assert "Belum diketahui ada tidaknya perpustakaan" in found
        assert "Tanyakan kepada kantor desa" in found

    def test_with_a_library_tells_what_is_known_of_it(self, read, places):
        register_institution(NewInstitution("Perpus Sepaso", "public", "village", places[SEPASO]), by=None)
        found = text(read("officer", "body", "village", SEPASO))
        assert "Perpus Sepaso" in found
        assert "belum ada sertifikat yang tercatat" in found
        assert "belum pernah mengirim" in found

    def test_of_a_region_that_is_not_mine_is_not_found(self, read):
        assert read("outsider", "body", "village", SEPASO).status_code == 404


@pytest.fixture
def send(client, people, bodies):
    """A function that sends a form as somebody."""

    def post_as(who, name, *args, **sent):
        client.force_login(people[who], backend="allauth.account.auth_backends.AuthenticationBackend")
        return client.post(reverse(f"programmes:{name}", args=args), sent)

    return post_as


class TestEdit:
    @pytest.fixture
    def change(self, send, bodies):
        """A function that sends one of the forms about the village of Sepaso or a school."""

        def post(who, do, about=SEPASO, **fields):
            sent = {f"{do}-{name}": value for name, value in fields.items()}
            return send(who, "body_edit", bodies[about].kind, about, do=do, **{"seen": seen(bodies[about]), **sent})

        return post

    def said(self, **other):
        return {"stated": "none", "on": localdate().isoformat(), "source": "Kepala desa", **other}

    def test_states_that_there_is_none(self, change, bodies):
        assert change("verifier", "state", **self.said()).status_code == 302
        bodies[SEPASO].refresh_from_db()
        assert bodies[SEPASO].state == "none"

    def test_keeps_what_was_typed_when_it_is_refused(self, change):
        answer = change("verifier", "state", **self.said(stated="has", since=1200))
        assert answer.status_code == 422
        assert "Tahun berdiri 1200 tidak mungkin" in text(answer)
        assert "Kepala desa" in text(answer)

    def test_refuses_what_was_sent_from_an_older_state(self, send, bodies):
        answer = send("verifier", "body_edit", "village", SEPASO, do="rename", **{"rename-name": "X", "seen": "lama"})
        assert answer.status_code == 422

    def test_links_only_libraries_that_the_person_sees(self, change, places):
        new = NewInstitution("TBM", "tbm", "tbm", places["64.08"], code="L-9")
        register_institution(new, by=None)
        assert "Tidak ada perpustakaan dengan kode L-9" in text(change("disdikbud", "link", SCHOOL, code="L-9"))

    @pytest.mark.parametrize(("who", "status"), [("dpmpd", 302), ("disdikbud", 404), ("observer", 403)])
    def test_is_for_those_who_keep_it(self, change, who, status):
        assert change(who, "state", **self.said()).status_code == status


LIST = """NPSN;Nama;Bentuk;Kab/Kota;Kecamatan;Jumlah Siswa
30400001;SD Negeri 001 Bengalon;SD;Kutai Timur;Bengalon;120
30400003;SD Negeri 003 Bengalon;SD;Kutai Timur;Bengalon;90
30499999;SMPN 2 Samarinda;SMP;Samarinda;;80
"""


class TestImport:
    @pytest.fixture
    def upload(self, send, settings, tmp_path):
        settings.VAR = tmp_path

        def post(who, content=LIST):
            file = SimpleUploadedFile("sekolah.csv", content.encode())
            return send(who, "body_import", file=file, source="Dapodik 2026", as_of=localdate().isoformat())

        return post

    def test_shows_what_would_change_and_stores_nothing(self, upload, client):
        found = text(client.get(upload("officer").url))
        assert "1 sekolah baru, 1 berubah, 1 perlu ditinjau" in found
        assert "siswa belum diketahui → 120" in found
        assert not ParentBody.objects.filter(code="30400003").exists()

    def test_stores_what_was_seen(self, upload, client):
        page_url = upload("officer").url
        assert client.post(page_url, {"new": 1, "changed": 1, "doubt": 1}).status_code == 302
        assert ParentBody.objects.get(code="30400001").people == 120
        assert "Daftar disimpan: 1 baru, 1 berubah" in text(client.get(page_url))

    def test_says_what_is_wrong_with_a_file(self, upload):
        answer = upload("officer", "a;b\n1;2")
        assert answer.status_code == 422
        assert "Baris judul tidak ditemukan" in text(answer)

    def test_of_a_partner_touches_no_others_school(self, upload, client):
        assert "3 dilewati" in text(client.get(upload("kemenag").url)).replace("</b>", "")

    def test_is_not_for_verifiers(self, upload):
        assert upload("verifier").status_code == 403

    def test_of_somebody_else_is_not_found(self, upload, client, people):
        page_url = upload("officer").url
        client.force_login(people["disdikbud"], backend="allauth.account.auth_backends.AuthenticationBackend")
        assert client.get(page_url).status_code == 404

    def test_leaves_doubts_that_a_person_decides(self, upload, client, send):
        client.post(upload("officer").url, {"new": 1, "changed": 1, "doubt": 1})
        doubt = BodyDoubt.objects.get()
        assert "SMPN 2 Samarinda" in text(client.get(reverse("programmes:body_review")))
        assert send("outsider", "body_decide", doubt.pk, decision="same").status_code == 302
        assert ParentBody.objects.get(code="30499999").name == "SMPN 2 Samarinda"

    def test_tells_on_the_desk_that_pairs_wait(self, upload, client, people):
        client.post(upload("officer").url, {"new": 1, "changed": 1, "doubt": 1})
        waiting = [one.title for one in waiting_for(people["officer"], localdate())]
        assert waiting == ["1 pasangan desa atau sekolah menunggu keputusan"]
        assert not list(waiting_for(people["verifier"], localdate()))

    def test_of_a_doubt_elsewhere_is_not_found(self, upload, client, send):
        client.post(upload("officer").url, {"new": 1, "changed": 1, "doubt": 1})
        assert send("verifier", "body_decide", BodyDoubt.objects.get().pk, decision="same").status_code == 404
