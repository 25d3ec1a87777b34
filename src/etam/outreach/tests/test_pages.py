"""The pages as people of each role get them."""

import csv
import io
from datetime import date, timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from etam.accounts.models import JournalEntry
from etam.evidence import storage
from etam.outreach import actions
from etam.outreach.models import Event
from etam.outreach.tests.cast import TODAY

INDEX = "/meja/sosialisasi/"
# Nobody else has it, so that a search of the page for it finds the person alone.
NAME = "Sulastriani"


@pytest.fixture(autouse=True)
def one_factor(settings):
    settings.SECOND_FACTOR_ROLES = set()


def address(name, event, *more):
    return reverse(f"outreach:{name}", args=[event.code, *more])


def text(answer):
    return " ".join(answer.content.decode().split())


def table(answer):
    return list(csv.reader(io.StringIO(answer.content.decode("utf-8-sig"))))


FORM = {
    "title": "Sosialisasi Bontang",
    "state": "planned",
    "held_on": "2026-03-03",
    "starts_at": "09:00",
    "ends_at": "12:00",
    "place": "Aula",
    "regency": "64.74",
    "organiser": "Dinas",
    "keep_months": "24",
}


class TestList:
    def test_says_the_finding_in_its_title(self, cast, sign_in):
        gone_by = cast.event(title="Lama")
        Event.objects.filter(pk=gone_by.pk).update(held_on=TODAY - timedelta(days=3))
        cast.event()
        page = text(sign_in(cast.officer).get(INDEX))
        assert "<h1>1 sosialisasi akan datang; 1 menunggu ditandai</h1>" in page

    def test_filters(self, cast, sign_in):
        cast.event(title="Satu")
        cast.event(title="Dua", regency=cast.other_regency, kinds=["school"])
        page = text(sign_in(cast.officer).get(INDEX, {"daerah": "64.74", "jenis": "school", "tahun": "2026"}))
        assert "Dua</a>" in page
        assert "Satu</a>" not in page

    def test_leads_back_from_a_filter_that_finds_nothing(self, cast, sign_in):
        cast.event()
        assert "Tidak ada kegiatan yang cocok" in text(sign_in(cast.officer).get(INDEX, {"cari": "zzz"}))

    def test_says_why_it_is_empty(self, cast, sign_in):
        assert "Belum ada kegiatan untuk Anda" in text(sign_in(cast.operator).get(INDEX))

    def test_takes_a_constant_number_of_questions(self, cast, sign_in):
        client = sign_in(cast.officer)
        cast.event(cast.village, held_on=date(2025, 5, 1))
        client.get(INDEX)
        with CaptureQueriesContext(connection) as few:
            client.get(INDEX)
        for _ in range(6):
            cast.event(cast.village, cast.school, held_on=date(2025, 6, 1))
            cast.event()
        with CaptureQueriesContext(connection) as many:
            client.get(INDEX)
        assert len(many) == len(few)

    def test_as_csv_holds_no_person(self, cast, sign_in):
        cast.attend(cast.event(), person_name=NAME)
        answer = sign_in(cast.observer).get(reverse("outreach:csv"))
        assert table(answer)[1][1] == "Sosialisasi akreditasi Kutai Timur"
        assert NAME not in text(answer)


class TestForm:
    def test_makes_an_event(self, cast, sign_in):
        answer = sign_in(cast.officer).post(reverse("outreach:new"), FORM)
        event = Event.objects.get()
        assert answer.url == event.get_absolute_url()
        assert (event.regency, event.kinds, event.starts_at.hour) == (cast.other_regency, [], 9)

    def test_shows_a_refusal_at_its_field(self, cast, sign_in):
        answer = sign_in(cast.officer).post(reverse("outreach:new"), {**FORM, "held_on": "2025-03-03"})
        assert answer.status_code == 422
        assert "3 Maret 2025 sudah lewat" in answer.context["form"].errors["held_on"][0]

    def test_offers_a_verifier_the_own_region_only(self, cast, sign_in):
        answer = sign_in(cast.verifier).post(reverse("outreach:new"), FORM)
        assert "regency" in answer.context["form"].errors

    def test_refuses_an_organiser_that_does_not_exist(self, cast, sign_in):
        answer = sign_in(cast.officer).post(reverse("outreach:new"), {**FORM, "organiser_institution": "X-9"})
        assert "Tidak ada lembaga dengan kode X-9" in text(answer)

    def test_changes_an_event(self, cast, sign_in):
        event = cast.event()
        client = sign_in(cast.verifier)
        page = client.get(address("edit", event))
        assert page.context["form"].initial["regency"] == "64.08"
        client.post(address("edit", event), {**FORM, "regency": "64.08", "held_on": "2026-02-20"})
        event.refresh_from_db()
        assert (event.title, event.held_on) == ("Sosialisasi Bontang", date(2026, 2, 20))

    def test_takes_its_own_initial_values_back_unchanged(self, cast, sign_in):
        event = cast.event(kinds=["public", "school"], generation="2018.1", notes="Baris\nkedua")
        client = sign_in(cast.officer)
        form = client.get(address("edit", event)).context["form"]
        data = {one.html_name: one.value() for one in form if one.value() not in (None, False)}
        for name, value in data.items():
            if hasattr(value, "strftime"):
                data[name] = value.strftime(form.fields[name].widget.format)
        assert client.post(address("edit", event), data).status_code == 302
        assert JournalEntry.objects.get(action="event_changed").detail["after"] == {}


class TestEvent:
    def test_tells_who_came(self, cast, sign_in):
        event = cast.event(cast.village, cast.elsewhere, cast.office)
        cast.attend(event, institution_name="Perpustakaan Baru")
        page = text(sign_in(cast.observer).get(event.get_absolute_url()))
        assert "4 orang hadir dari 2 perpustakaan terdaftar dan 1 yang belum terdaftar." in page
        assert "1 di antaranya dari luar Kutai Timur." in page

    def test_tells_of_a_count_alone(self, cast, sign_in):
        event = cast.event(held_on=date(2026, 1, 5), head_count=80)
        page = text(sign_in(cast.officer).get(event.get_absolute_url()))
        assert "80 orang hadir; hanya jumlahnya yang dicatat" in page

    def test_tells_when_the_list_outgrew_the_count(self, cast, sign_in):
        event = cast.event(held_on=date(2026, 1, 5), head_count=1)
        actions.attend_many(event, [actions.Entry(cast.village), actions.Entry(cast.school)], by=cast.officer)
        assert "Dihitung 1 orang, tetapi 2 tercatat" in text(sign_in(cast.officer).get(event.get_absolute_url()))

    @pytest.mark.parametrize("role", ["observer", "operator", "officer", "verifier"])
    def test_never_shows_a_name(self, cast, sign_in, role):
        event = cast.event()
        cast.attend(event, person_name=NAME)
        assert NAME not in text(sign_in(getattr(cast, role)).get(event.get_absolute_url()))

    def test_tells_an_operator_that_the_library_came(self, cast, sign_in):
        event = cast.event(cast.village)
        assert "Tercatat hadir" in text(sign_in(cast.operator).get(event.get_absolute_url()))

    def test_tells_what_followed(self, cast, sign_in):
        event = cast.event(cast.village, held_on=date(2024, 2, 1))
        cast.accreditation(cast.village, ("planned", date(2024, 3, 1)))
        page = text(sign_in(cast.observer).get(event.get_absolute_url()))
        assert "Dalam 12 bulan, 1 dari 1 perpustakaan (100,0%) yang hadir menyatakan niat akreditasi" in page
        assert "Ini bukan bukti sebab-akibat" in page

    def test_says_whose_turn_it_is_when_its_day_went_by(self, cast, sign_in):
        event = cast.event()
        Event.objects.update(held_on=TODAY - timedelta(days=1))
        assert "Tandai terlaksana, atau batalkan dengan alasan." in text(
            sign_in(cast.verifier).get(event.get_absolute_url())
        )

    def test_takes_a_constant_number_of_questions(self, cast, sign_in):
        client, event = sign_in(cast.officer), cast.event(cast.village, held_on=date(2024, 5, 1))
        client.get(event.get_absolute_url())
        with CaptureQueriesContext(connection) as few:
            client.get(event.get_absolute_url())
        entries = [actions.Entry(one) for one in cast.more_libraries(8)]
        actions.attend_many(event, entries, by=cast.officer)
        with CaptureQueriesContext(connection) as many:
            client.get(event.get_absolute_url())
        assert len(many) == len(few)


class TestDecide:
    def test_marks_it_held_with_a_count(self, cast, sign_in):
        event = cast.event()
        sign_in(cast.verifier).post(address("decide", event), {"do": "hold", "head_count": "55"})
        event.refresh_from_db()
        assert (event.state, event.head_count) == ("held", 55)

    def test_shows_why_it_is_refused(self, cast, sign_in):
        event = cast.event(cast.village)
        answer = sign_in(cast.officer).post(address("decide", event), {"do": "hold", "head_count": "0"}, follow=True)
        assert "lebih kecil dari daftar hadir" in text(answer)

    def test_calls_it_off_and_takes_it_up_again(self, cast, sign_in):
        event, client = cast.event(), sign_in(cast.officer)
        client.post(address("decide", event), {"do": "cancel", "reason": "Banjir."})
        assert "Banjir." in text(client.get(INDEX))
        client.post(address("decide", event), {"do": "resume"})
        event.refresh_from_db()
        assert event.state == "planned"

    def test_needs_a_reason(self, cast, sign_in):
        event = cast.event()
        sign_in(cast.officer).post(address("decide", event), {"do": "cancel", "reason": ""})
        event.refresh_from_db()
        assert event.state == "planned"

    def test_gives_the_list_another_address(self, cast, sign_in):
        event = cast.event()
        sign_in(cast.officer).post(address("decide", event), {"do": "token"})
        assert Event.objects.get().token != event.token

    def test_an_unknown_step_is_said(self, cast, sign_in):
        answer = sign_in(cast.officer).post(address("decide", cast.event()), {"do": "x"}, follow=True)
        assert "Tindakan itu tidak dikenal" in text(answer)


class TestPeople:
    def test_shows_names_to_those_who_organise(self, cast, sign_in):
        event = cast.event()
        cast.attend(event, person_name=NAME)
        assert NAME in text(sign_in(cast.verifier).get(address("people", event)))

    @pytest.mark.parametrize(("role", "status"), [("observer", 403), ("operator", 403), ("outsider", 404)])
    @pytest.mark.parametrize("name", ["people", "people_csv", "import", "poster", "materials"])
    def test_is_closed_to_others(self, cast, sign_in, role, status, name):
        assert sign_in(getattr(cast, role)).get(address(name, cast.event())).status_code == status

    def test_adds_one_by_hand(self, cast, sign_in):
        event = cast.event()
        sign_in(cast.verifier).post(address("people", event), {"library": "L-1", "person_name": "Hartati"})
        made = event.attendances.get()
        assert (made.institution, made.way, made.by) == (cast.village, "list", cast.verifier)

    def test_names_a_code_that_does_not_exist(self, cast, sign_in):
        answer = sign_in(cast.officer).post(address("people", cast.event()), {"library": "L-9"})
        assert "Tidak ada lembaga dengan kode L-9" in text(answer)

    def test_finds_codes(self, cast, sign_in):
        page = text(sign_in(cast.officer).get(address("people", cast.event()), {"cari": "nehes", "daerah": ""}))
        assert "<b>L-1</b> Perpustakaan Desa Nehes Liah Bing" in page

    def test_as_csv_holds_names_and_is_noted_in_the_journal(self, cast, sign_in):
        event = cast.event()
        cast.attend(event, person_name="=Hartati")
        answer = sign_in(cast.officer).get(address("people_csv", event))
        assert table(answer)[1][5] == "'=Hartati"
        assert JournalEntry.objects.filter(action="names_taken", by=cast.officer).count() == 1

    def test_corrects_one(self, cast, sign_in):
        made = cast.attend(cast.event(), institution_name="Nehes")
        client = sign_in(cast.verifier)
        assert "Nehes" in text(client.get(address("entry", made.event, made.pk)))
        client.post(
            address("entry", made.event, made.pk), {"do": "correct", "library": "L-1", "person_name": "Hartati"}
        )
        made.refresh_from_db()
        assert made.institution == cast.village

    def test_removes_one_with_a_reason(self, cast, sign_in):
        made = cast.attend(cast.event(), person_name=NAME)
        client = sign_in(cast.officer)
        url = address("entry", made.event, made.pk)
        assert client.post(url, {"do": "remove", "reason": ""}).status_code == 422
        client.post(url, {"do": "remove", "reason": "Salah pilih."})
        page = text(client.get(address("people", made.event)))
        assert "Salah pilih." in page
        assert NAME not in page
        assert client.get(url).status_code == 404


class TestImport:
    def send(self, client, event, content):
        file = SimpleUploadedFile("hadir.csv", content.encode(), "text/csv")
        return client.post(address("import", event), {"file": file})

    def test_shows_first_and_stores_then(self, cast, sign_in):
        event, client = cast.event(), sign_in(cast.verifier)
        answer = self.send(client, event, "kode;nama\nL-1;Hartati\nL-3;Nina\n")
        assert "2 peserta dari 2 lembaga siap dicatat" in text(answer)
        assert not event.attendances.exists()
        client.post(address("import", event), {"text": answer.context["text"]})
        assert event.attendances.count() == 2

    def test_names_each_problem_with_its_line(self, cast, sign_in):
        answer = self.send(sign_in(cast.officer), cast.event(), "kode;nama\nL-9;Hartati\nL-8;Nina\n")
        assert answer.status_code == 422
        assert "Belum dapat disimpan: 2 masalah" in text(answer)
        assert "Baris 3, kolom kode" in text(answer)

    def test_stores_nothing_that_is_wrong_by_now(self, cast, sign_in):
        event = cast.event()
        answer = sign_in(cast.officer).post(address("import", event), {"text": "kode;nama\nL-1;A\nL-9;B"}, follow=True)
        assert "Tidak ada yang disimpan: 1 masalah" in text(answer)
        assert not event.attendances.exists()

    def test_refuses_a_text_that_came_back_changed(self, cast, sign_in):
        event = cast.event()
        answer = sign_in(cast.officer).post(address("import", event), {"text": "kode\nL-1\x00"}, follow=True)
        assert "bukan teks CSV" in text(answer)

    @pytest.mark.parametrize(("content", "sentence"), [("", "kosong"), ("umur\n3", "tidak dikenal")])
    def test_says_why_a_file_cannot_be_read(self, cast, sign_in, content, sentence):
        assert sentence in text(self.send(sign_in(cast.officer), cast.event(), content))

    def test_asks_for_a_file(self, cast, sign_in):
        assert "Pilih berkasnya dulu." in text(sign_in(cast.officer).post(address("import", cast.event())))


class TestMaterials:
    @pytest.fixture(autouse=True)
    def bytes_on_disk(self, var):
        self.sha256 = storage.keep(b"%PDF-1.7\n")

    def test_adds_files_and_links_and_takes_them_off(self, cast, sign_in):
        event = cast.event(organiser_institution=cast.village)
        paper, client = cast.paper(), sign_in(cast.officer)
        client.post(address("materials", event), {"do": "files", "evidence": [paper.code]})
        client.post(address("materials", event), {"do": "link", "title": "Video", "url": "https://example.id/v"})
        assert [one.title for one in event.materials.all()] == [paper.title, "Video"]
        client.post(address("material_remove", event, event.materials.first().pk))
        assert event.materials.count() == 1

    def test_says_what_a_link_lacks(self, cast, sign_in):
        answer = sign_in(cast.officer).post(
            address("materials", cast.event()), {"do": "link", "title": "A", "url": "http://example.id"}
        )
        assert "diawali https://" in text(answer)

    def test_asks_for_a_file(self, cast, sign_in):
        event = cast.event(organiser_institution=cast.village)
        answer = sign_in(cast.officer).post(address("materials", event), {"do": "files"}, follow=True)
        assert "Pilih sedikitnya satu berkas" in text(answer)

    def test_hands_the_file_to_whoever_may_read_the_event(self, cast, sign_in):
        event = cast.event(organiser_institution=cast.village)
        actions.add_files(event, codes=[cast.paper(sha256=self.sha256).code], by=cast.officer)
        url = address("material", event, event.materials.get().pk)
        assert b"".join(sign_in(cast.operator).get(url).streaming_content) == b"%PDF-1.7\n"
        assert sign_in(cast.outsider).get(url).status_code == 404


class TestPoster:
    def test_carries_address_and_code(self, cast, sign_in, settings):
        settings.ADDRESS = "https://etam.example.id/"
        event = cast.event()
        page = text(sign_in(cast.officer).get(address("poster", event)))
        assert f"https://etam.example.id/hadir/{event.token}/" in page
        assert "<svg" in page


class TestReach:
    def test_says_the_finding_in_its_title(self, cast, sign_in):
        cast.event(cast.village, held_on=date(2024, 5, 1))
        page = text(sign_in(cast.observer).get(reverse("outreach:coverage")))
        assert "<h1>Sosialisasi menjangkau 1 dari 4 perpustakaan; Bontang belum sekali pun sejak 2024</h1>" in page

    def test_leads_from_a_cell_to_those_not_reached(self, cast, sign_in):
        cast.event(cast.village)
        client = sign_in(cast.officer)
        assert "belum-dijangkau/?daerah=64.08&amp;jenis=public" in text(client.get(reverse("outreach:coverage")))
        page = text(client.get(reverse("outreach:never"), {"daerah": "64.08", "jenis": "public"}))
        assert "<h1>1 perpustakaan belum pernah dijangkau</h1>" in page
        assert "Sepaso" in page
        assert "Nehes" not in page

    def test_of_one_year(self, cast, sign_in):
        cast.event(cast.village, held_on=date(2024, 5, 1))
        page = text(sign_in(cast.officer).get(reverse("outreach:coverage"), {"tahun": "2024"}))
        assert "hadir pada 2024" in page

    def test_shows_a_verifier_the_own_region(self, cast, sign_in):
        cast.event(cast.village)
        page = text(sign_in(cast.verifier).get(reverse("outreach:coverage")))
        assert "1 dari 3 perpustakaan" in page
        assert ">Bontang<" not in page

    def test_says_when_nothing_was_held(self, cast, sign_in):
        assert "Belum ada sosialisasi yang tercatat" in text(sign_in(cast.officer).get(reverse("outreach:coverage")))

    def test_as_csv(self, cast, sign_in):
        cast.event(cast.village)
        rows = table(sign_in(cast.officer).get(reverse("outreach:coverage_csv")))
        assert rows[1] == ["Kabupaten Kutai Timur", "Perpustakaan umum", "2", "1", "1"]

    def test_of_effect_says_what_it_does_not_prove(self, cast, sign_in):
        cast.event(cast.village, held_on=date(2024, 1, 1))
        page = text(sign_in(cast.observer).get(reverse("outreach:effect")))
        assert "<h1>0 dari 1 perpustakaan yang hadir menyatakan niat dalam 12 bulan</h1>" in page
        assert "Ini bukan bukti sebab-akibat" in page

    @pytest.mark.parametrize("name", ["coverage", "never", "effect", "coverage_csv"])
    def test_is_closed_to_operators(self, cast, sign_in, name):
        assert sign_in(cast.operator).get(reverse(f"outreach:{name}")).status_code == 403
