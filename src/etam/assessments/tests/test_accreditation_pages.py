"""Pages of accreditation: the board, intent, readiness, what is known, the check, delivery and the bundle."""

import io
import json
import zipfile
from datetime import date

import pytest
from django.urls import reverse

from etam.assessments import actions, editions
from etam.assessments.models import Assessment
from etam.assessments.tests.accreditation_cast import NOW, make_accreditation_cast
from etam.institutions.models import Institution

State = Assessment.State
BOARD, INTENT = reverse("assessments:accreditation"), reverse("assessments:intent")


@pytest.fixture
def cast(db, var, settings):
    settings.SECOND_FACTOR_ROLES = set()
    return make_accreditation_cast()


def address(name, one):
    return reverse(f"assessments:{name}", args=[one.pk])


def text(client, url, user=None):
    if user:
        client.force_login(user)
    return client.get(url).content.decode()


class TestBoard:
    def test_begins_with_the_finding(self, client, cast):
        cast.certificate(valid_until=date(2099, 1, 1))
        assert "1 dari 3 perpustakaan (33,3%) tercatat berakreditasi" in text(client, BOARD, cast.officer)

    def test_counts_for_a_verifier_the_own_region(self, client, cast):
        assert "0 dari 2 perpustakaan" in text(client, BOARD, cast.verifier)

    def test_is_filtered_by_kind(self, client, cast):
        assert "0 dari 1 perpustakaan" in text(client, f"{BOARD}?jenis=school", cast.officer)

    def test_names_the_denominator(self, client, cast):
        assert "menurut direktori ada pada hari itu, termasuk taman bacaan masyarakat" in text(
            client, BOARD, cast.officer
        )

    def test_leads_to_what_waits(self, client, cast):
        cast.checking()
        page = text(client, f"{BOARD}?status=checking", cast.verifier)
        assert "1 akreditasi: diperiksa kab/kota" in page
        assert "/periksa/" in page

    def test_lists_those_of_whom_nothing_is_known(self, client, cast):
        cast.certificate()
        page = text(client, f"{BOARD}?status=belum&daerah=64.08", cast.officer)
        assert "1 perpustakaan tanpa sertifikat tercatat" in page
        assert cast.school.name in page

    def test_shows_an_operator_the_own_library(self, client, cast):
        cast.certificate(valid_until=date(2099, 1, 1))
        page = text(client, BOARD, cast.operator)
        assert "Predikat B, berlaku sampai 1 Januari 2099" in page
        assert "Mulai perpanjangan" in page

    def test_asks_the_database_as_often_for_many_libraries(self, client, cast):
        client.force_login(cast.officer)
        with _counting() as before:
            client.get(BOARD)
        for number in range(30):
            Institution.objects.create(
                code=f"X-{number}", name=f"SD {number}", kind="school", subtype="sd_mi", regency=cast.regency,
                region=cast.regency,
            )  # fmt: skip
            cast.certificate(Institution.objects.get(code=f"X-{number}"), number=f"X-{number}")
        with _counting() as after:
            client.get(BOARD)
        assert len(after) == len(before)

    def test_is_the_same_as_a_table(self, client, cast):
        cast.certificate(valid_until=date(2099, 1, 1))
        rows = text(client, reverse("assessments:accreditation_csv"), cast.officer).splitlines()
        assert rows[1].startswith("64.08,Kabupaten Kutai Timur,Perpustakaan umum,1,1,0,0,0,0,")

    def test_is_not_for_assessors(self, client, cast):
        client.force_login(cast.assessor)
        assert client.get(BOARD).status_code == 403


class TestIntent:
    def test_proposes_the_instrument_that_has_been_seen(self, client, cast):
        page = text(client, INTENT, cast.operator)
        assert page.index("generasi 2018 (diusulkan)") < page.index("generasi 2022")
        assert "belum diverifikasi" in page

    def test_is_declared(self, client, cast):
        client.force_login(cast.operator)
        client.post(f"{INTENT}?lembaga=L-1", {"choice": "2018.1/village", "year": "2026"})
        assert (one := Assessment.objects.get()).institution == cast.village
        assert (one.part, one.state) == ("village", State.PLANNED)

    def test_refuses_another_kinds_instrument(self, client, cast):
        client.force_login(cast.officer)
        answer = client.post(f"{INTENT}?lembaga=L-2", {"choice": "2018.1/village", "year": "2026"})
        assert answer.status_code == 422
        assert not Assessment.objects.exists()

    def test_leads_to_the_one_under_way(self, client, cast):
        cast.intent()
        assert "Akreditasi sedang berjalan" in text(client, INTENT, cast.operator)

    def test_is_not_for_a_library_of_somebody_else(self, client, cast):
        client.force_login(cast.operator)
        assert client.get(f"{INTENT}?lembaga=L-3").status_code == 404

    def test_says_when_no_instrument_exists(self, client, cast):
        garden = Institution.objects.create(
            code="T-1", name="TBM Cahaya", kind="tbm", subtype="tbm", regency=cast.regency, region=cast.regency
        )
        assert "Belum ada instrumen untuk jenis ini" in text(client, f"{INTENT}?lembaga={garden.code}", cast.officer)


class TestReadiness:
    def test_predicts_a_range_while_questions_are_open(self, client, cast):
        one = cast.answering()
        cast.save(one, {"titles_held": "b"})
        page = text(client, address("readiness", one), cast.operator)
        assert "Belum terakreditasi sampai Terakreditasi A" in page
        assert "penilaian mandiri" in page

    def test_names_the_grade_when_every_question_is_answered(self, client, cast):
        # Every letter b gives 4 of 5 points: 80 on every component.
        assert "Perkiraan 80,00: Terakreditasi B" in text(client, address("readiness", cast.checking()), cast.operator)

    def test_says_what_the_next_grade_lacks(self, client, cast):
        assert "Terakreditasi A memerlukan 11 poin lagi" in text(
            client, address("readiness", cast.checking()), cast.operator
        )

    def test_puts_the_most_points_first(self, client, cast):
        client.force_login(cast.operator)
        tips = client.get(address("readiness", cast.checking())).context["found"].tips
        gains = [tip.next.gain for tip in tips]
        assert gains == sorted(gains, reverse=True)
        assert gains[0] > 0

    def test_lists_questions_without_evidence(self, client, cast):
        assert "pertanyaan belum punya bukti" in text(client, address("readiness", cast.checking()), cast.operator)

    def test_leads_to_the_questions_only_while_they_are_open(self, client, cast):
        one = cast.answering()
        assert "/isi/" in text(client, address("readiness", one), cast.operator)
        assert "/isi/" not in text(client, address("readiness", one), cast.verifier)

    def test_shows_the_remarks_of_the_checker(self, client, cast):
        one = cast.checking()
        actions.send_back(one, reason="", remarks={"titles_held": "Lampirkan buku induk."}, by=cast.verifier, at=NOW)
        assert "Lampirkan buku induk." in text(client, address("readiness", one), cast.operator)

    def test_is_kept_from_strangers_to_the_library(self, client, cast):
        client.force_login(cast.outsider)
        assert client.get(address("readiness", cast.answering())).status_code == 404


class TestChecklist:
    def test_marks_what_reaches_the_next_grade(self, client, cast):
        page = text(client, address("checklist", cast.checking()), cast.operator)
        planned = client.get(address("checklist", Assessment.objects.get())).context["found"].advice.plan
        assert "Menuju Terakreditasi A" in page
        assert planned
        assert page.count("<span><b>") == len(planned)


class TestCheck:
    def test_shows_answers_with_their_evidence(self, client, cast):
        one = cast.answering()
        file = cast.file()
        actions.attach(one, element="titles_held", codes=[file.code], by=cast.operator, at=NOW)
        cast.save(one, dict.fromkeys(editions.instrument_of(one).elements, "b"))
        actions.hand_in(one, by=cast.operator, at=NOW)
        page = text(client, address("check", one), cast.verifier)
        assert "b (4 poin)" in page
        assert reverse("assessments:evidence", args=[one.pk, file.code]) in page

    def test_confirms(self, client, cast):
        one = cast.checking()
        client.force_login(cast.verifier)
        assert client.post(address("check", one), {"decision": "check"}).url == address("deliver", one)
        assert Assessment.objects.get(pk=one.pk).state == State.CHECKED

    def test_sends_back_with_remarks(self, client, cast):
        one = cast.checking()
        client.force_login(cast.verifier)
        client.post(address("check", one), {"decision": "send_back", "remark.titles_held": "Lampirkan.", "reason": ""})
        one.refresh_from_db()
        assert (one.state, one.steps.last().remarks) == (State.ANSWERING, {"titles_held": "Lampirkan."})

    def test_keeps_what_was_written_when_it_is_refused(self, client, cast):
        one = cast.checking()
        client.force_login(cast.verifier)
        answer = client.post(address("check", one), {"decision": "check", "remark.titles_held": "Lampirkan."})
        assert answer.status_code == 409
        assert "Lampirkan." in answer.content.decode()
        assert Assessment.objects.get(pk=one.pk).state == State.CHECKING

    def test_says_which_evidence_keeps_it_from_being_confirmed(self, client, cast):
        one = cast.answering()
        file = cast.file(valid_until=date(2026, 3, 31))
        actions.attach(one, element="titles_held", codes=[file.code], by=cast.operator, at=NOW)
        cast.save(one, dict.fromkeys(editions.instrument_of(one).elements, "b"))
        actions.hand_in(one, by=cast.operator, at=NOW)
        page = text(client, address("check", one), cast.verifier)
        assert "habis 31 Maret 2026. Ganti buktinya." in page
        assert 'aria-disabled="true"' in page

    def test_is_not_for_the_library_itself(self, client, cast):
        client.force_login(cast.operator)
        assert client.get(address("check", cast.checking())).status_code == 403

    def test_asks_the_database_as_often_for_many_files(self, client, cast):
        one = cast.answering()
        cast.save(one, dict.fromkeys(editions.instrument_of(one).elements, "b"))
        client.force_login(cast.verifier)
        with _counting() as before:
            client.get(address("check", one))
        for element in editions.instrument_of(one).elements[:10]:
            actions.attach(one, element=element, codes=[cast.file(title=element).code], by=cast.operator, at=NOW)
        with _counting() as after:
            client.get(address("check", one))
        assert len(after) == len(before)


class TestDeliver:
    def test_needs_the_receipt(self, client, cast):
        one = cast.checked()
        client.force_login(cast.verifier)
        assert client.post(address("deliver", one), {"receipt": ""}).status_code == 422
        client.post(address("deliver", one), {"receipt": "TT-12"})
        assert Assessment.objects.get(pk=one.pk).state == State.DELIVERED

    def test_says_whose_turn_it_is_before(self, client, cast):
        assert "Giliran verifikator kab/kota" in text(client, address("deliver", cast.checking()), cast.verifier)


class TestSentBack:
    def test_is_told_where_the_operator_begins_and_at_the_question(self, client, cast):
        one = cast.checking()
        actions.send_back(
            one, reason="Lengkapi bukti.", remarks={"titles_held": "Lampirkan buku induk."}, by=cast.verifier, at=NOW
        )
        assert "Lengkapi bukti." in text(client, one.get_absolute_url(), cast.operator)
        assert "Lampirkan buku induk." in text(client, reverse("assessments:section", args=[one.pk, "collection"]))


class TestOverview:
    def test_leads_an_officer_to_the_certificate_once_determined(self, client, cast):
        one = cast.determined()
        assert f"{reverse('assessments:new_certificate')}?penilaian={one.pk}" in text(
            client, one.get_absolute_url(), cast.officer
        )

    def test_shows_the_certificate_once_it_is_registered(self, client, cast):
        one = cast.determined()
        made = cast.certificate(assessment=one)
        page = text(client, one.get_absolute_url(), cast.operator)
        assert made.get_absolute_url() in page
        assert "Catat sertifikat" not in page


class TestBundle:
    @pytest.mark.parametrize(
        ("who", "status"),
        [("operator", 200), ("verifier", 200), ("officer", 200), ("observer", 403), ("outsider", 404)],
    )
    def test_is_for_those_who_may(self, client, cast, who, status):
        one = cast.checking()
        client.force_login(getattr(cast, who))
        assert client.get(address("bundle", one)).status_code == status

    def test_holds_the_form_as_it_was_sent(self, client, cast):
        one = cast.checking()
        client.force_login(cast.verifier)
        answer = client.get(address("bundle", one))
        archive = zipfile.ZipFile(io.BytesIO(b"".join(answer.streaming_content)))
        assert archive.read("formulir.pdf").startswith(b"%PDF")
        assert json.loads(archive.read("manifest.json"))["self_score"] == {"low": 80.0, "high": 80.0}

    def test_comes_without_the_set_form_while_it_is_filled_in(self, client, cast):
        one = cast.answering()
        client.force_login(cast.operator)
        archive = zipfile.ZipFile(io.BytesIO(b"".join(client.get(address("bundle", one)).streaming_content)))
        assert set(archive.namelist()) == {"manifest.json", "formulir.xlsx", "answers.csv"}


class TestPrefill:
    def test_says_that_nothing_is_new(self, client, cast):
        assert "Tidak ada yang baru" in text(client, address("prefill", cast.answering()), cast.operator)

    def test_is_not_for_the_checker(self, client, cast):
        client.force_login(cast.verifier)
        assert client.get(address("prefill", cast.answering())).status_code == 403


@pytest.mark.browser
class TestOnAPhone:
    @pytest.mark.parametrize("name", ["readiness", "checklist", "check"])
    def test_reads_well(self, page, axe, live_server, cast, browse_as, name):
        one = cast.checking()
        browse_as(cast.verifier)
        page.goto(f"{live_server.url}{address(name, one)}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe(page) == []

    def test_the_board_reads_well(self, page, axe, live_server, cast, browse_as):
        cast.certificate(valid_until=date(2099, 1, 1))
        cast.checking()
        browse_as(cast.officer)
        page.goto(f"{live_server.url}{BOARD}")
        assert page.evaluate("document.documentElement.scrollWidth") <= 390
        assert axe(page) == []


def _counting():
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    return CaptureQueriesContext(connection)
