"""Pages of one assessment: who sees what, what is saved, what is refused and how."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etam.assessments import actions, editions, filling
from etam.assessments.models import Assessment, Sheet, SheetRevision
from etam.assessments.tests.cast import NOW, SIX, WORSE, AuditCast, own
from etam.assessments.tests.long_instrument import long_instrument, use_it
from etam.evidence.models import Evidence

State = Assessment.State


@pytest.fixture(autouse=True)
def _no_second_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = set()


def signed_in(user):
    client = Client()
    client.force_login(user)
    return client


def open_as(user, name, *keys, **query):
    return signed_in(user).get(reverse(f"assessments:{name}", args=keys), query)


def send_as(user, name, *keys, htmx=False, **data):
    client = signed_in(user)
    headers = {"HX-Request": "true"} if htmx else {}
    return client.post(reverse(f"assessments:{name}", args=keys), data, headers=headers)


def text(answer):
    return answer.content.decode()


def sheet_of(assessment, user):
    return assessment.sheets.select_related("latest").get(assessor=user)


def file_of(cast, title="Daftar arsip", code="B7K3QP", **more):
    return Evidence.objects.create(
        institution=cast.office, code=code, type="other", title=title, file_name="a.pdf", media_type="application/pdf",
        size_bytes=1, sha256=code, received_sha256=code, uploaded_at=NOW, by=cast.auditee, **more,
    )  # fmt: skip


class TestMine:
    def test_says_how_many_wait(self, cast):
        cast.answering()
        assert "Satu penilaian menunggu Anda" in text(open_as(cast.auditee, "mine"))

    def test_begins_with_the_part_in_which_something_waits(self, cast):
        cast.responding()
        # An officer checks accreditations too, of which there is none.
        assert "Satu penilaian menunggu Anda" in text(open_as(cast.officer, "mine"))

    def test_passes_the_turn_on_once_every_finding_is_answered(self, cast):
        one = cast.responding(condition="Arsip menumpuk.", recommendation="Pindahkan.")
        assert "Satu penilaian menunggu Anda" in text(open_as(cast.auditee, "mine"))
        assert "Tidak ada penilaian yang menunggu Anda" in text(open_as(cast.officer, "mine"))
        actions.answer_irregularity(one.irregularities.get(), answer="agreed", text="", by=cast.auditee, at=NOW)
        assert "Giliran pengelola program: menetapkan hasil" in text(open_as(cast.auditee, "mine"))
        assert "Giliran pengelola program: menetapkan hasil" in text(open_as(cast.auditee, "overview", one.pk))
        assert "Satu penilaian menunggu Anda" in text(open_as(cast.officer, "mine"))

    def test_no_longer_waits_for_an_assessor_who_has_finished(self, cast):
        sheet = sheet_of(cast.scoring(), cast.sari)
        cast.save(sheet, WORSE, cast.sari)
        assert "Satu penilaian menunggu Anda" in text(open_as(cast.sari, "mine"))
        actions.finish_scoring(sheet, by=cast.sari, at=NOW)
        assert "Tidak ada penilaian yang menunggu Anda" in text(open_as(cast.sari, "mine"))
        assert "Satu penilaian menunggu Anda" in text(open_as(cast.tono, "mine"))

    def test_has_an_empty_state_for_somebody_without_tasks(self, cast):
        assert "Tidak ada penilaian untuk Anda" in text(open_as(_stranger(), "mine"))

    def test_shows_an_assessor_only_what_is_assigned(self, cast):
        cast.scoring(members=())
        assert "Dinas Kesehatan" in text(open_as(cast.sari, "mine"))
        assert "Dinas Kesehatan" not in text(open_as(cast.tono, "mine"))

    def test_finds_by_name(self, cast):
        cast.answering()
        assert "Tidak ada yang cocok" in text(open_as(cast.verifier, "mine", sebagai="kelola", cari="Samarinda"))

    def test_costs_as_many_queries_for_ten_as_for_one(self, cast, django_assert_max_num_queries):
        for place in range(10):
            cast.planned(unit_name=f"Bidang {place}")
        client = signed_in(cast.officer)
        with django_assert_max_num_queries(12):
            assert client.get(reverse("assessments:mine"), {"sebagai": "kelola"}).status_code == 200


class TestOverview:
    def test_begins_with_what_is_open(self, cast):
        one = cast.answering()
        cast.save(own(one), {"staff": 50, "facilities": 70}, cast.auditee)
        assert "Penilaian mandiri: 30,0 sampai 80,0; 4 pertanyaan belum dijawab" in text(
            open_as(cast.auditee, "overview", one.pk)
        )

    def test_begins_with_the_result_once_it_is_determined(self, cast):
        assert "Ditetapkan 52,50 (CC)" in text(open_as(cast.auditee, "overview", cast.determined().pk))

    def test_calls_a_local_total_self_assessment(self, cast):
        assert "bukan hasil resmi" in text(open_as(cast.auditee, "overview", cast.scoring().pk))

    def test_tells_its_history_in_the_words_of_its_way(self, cast):
        shown = text(open_as(cast.verifier, "overview", cast.scoring().pk))
        assert "<li><b>Uji lapangan</b>" in shown
        assert "Dinilai asesor" not in shown

    def test_lists_questions_without_evidence(self, cast):
        assert "6 pertanyaan belum punya bukti" in text(open_as(cast.auditee, "overview", cast.answering().pk))

    def test_names_evidence_that_has_expired(self, cast):
        one = cast.answering()
        file_of(cast, valid_until=NOW.date().replace(year=2020))
        _use(one, "B7K3QP", "creation", cast)
        page = text(open_as(cast.auditee, "overview", one.pk))
        assert "Habis berlaku" in page
        assert "B7K3QP" in page

    def test_says_why_an_action_is_closed(self, cast):
        page = text(open_as(cast.verifier, "overview", cast.planned().pk))
        assert 'aria-disabled="true"' in page
        assert "Tugaskan ketua tim lebih dulu." in page

    def test_tells_of_a_newer_edition(self, cast):
        page = text(open_as(cast.verifier, "overview", cast.answering().pk))
        assert "edisi 2026.1 sudah ada" in page
        assert "Pindah edisi" in page

    def test_says_that_an_assessment_under_way_ends_with_its_edition(self, cast):
        assert "penilaian diselesaikan dengan edisinya" in text(open_as(cast.verifier, "overview", cast.scoring().pk))

    def test_warns_when_the_file_of_the_edition_changed(self, cast):
        one = cast.answering()
        Assessment.objects.filter(pk=one.pk).update(instrument_checksum="0" * 64)
        assert "Berkas instrumen berubah" in text(open_as(cast.auditee, "overview", one.pk))

    def test_is_hidden_from_an_assessor_who_is_not_in_the_team(self, cast):
        assert open_as(cast.tono, "overview", cast.scoring(members=()).pk).status_code == 404

    @pytest.mark.parametrize("who", ["auditee", "sari", "verifier", "officer", "observer"])
    def test_costs_a_constant_number_of_queries(self, cast, django_assert_max_num_queries, who):
        one = cast.moderating(use=70)
        client = signed_in(getattr(cast, who))
        with django_assert_max_num_queries(20):
            assert client.get(one.get_absolute_url()).status_code == 200


class TestBlindness:
    """Sari answered 50 for use, Tono 71; neither figure is to be met where it does not belong."""

    @pytest.fixture
    def half_scored(self, cast):
        one = cast.scoring()
        actions.save_sheet(
            sheet_of(one, cast.tono), answers={**WORSE, "use": 71}, notes={"use": "Kata Tono"}, base_revision=0,
            by=cast.tono, at=NOW,
        )  # fmt: skip
        return one

    PAGES = ("overview", "sheet", "review", "revisions", "print")

    def test_another_assessor_sees_nothing_of_it_before_moderation(self, cast, half_scored):
        for name in self.PAGES:
            page = text(open_as(cast.sari, name, half_scored.pk))
            assert "Kata Tono" not in page, name
            assert 'value="71"' not in page, name
            assert ">71<" not in page, name

    def test_another_sheet_cannot_be_asked_for(self, cast, half_scored):
        asked = sheet_of(half_scored, cast.tono).pk
        assert open_as(cast.sari, "revisions", half_scored.pk, lembar=asked).status_code == 404

    def test_moderation_stays_closed(self, cast, half_scored):
        assert open_as(cast.sari, "moderation", half_scored.pk).url == half_scored.get_absolute_url()

    def test_the_officer_sees_nothing_of_it_either(self, cast, half_scored):
        assert "Kata Tono" not in text(open_as(cast.officer, "print", half_scored.pk))

    @pytest.mark.parametrize("stage", ["moderating", "responding", "determined"])
    def test_the_auditee_never_sees_single_assessors(self, cast, stage):
        one = cast.moderating() if stage == "moderating" else getattr(cast, stage)()
        asked = sheet_of(one, cast.tono).pk
        assert open_as(cast.auditee, "moderation", one.pk).status_code == 403
        assert open_as(cast.auditee, "revisions", one.pk, lembar=asked).status_code == 404
        assert ">Tono<" not in text(open_as(cast.auditee, "print", one.pk))

    def test_the_auditee_sees_the_moderated_sheet_only_once_it_is_presented(self, cast):
        assert "Hasil moderasi" not in text(open_as(cast.auditee, "print", cast.moderating().pk))
        one = Assessment.objects.get()
        actions.present(one, by=cast.sari, at=NOW)
        assert "Hasil moderasi" in text(open_as(cast.auditee, "print", one.pk))


class TestSection:
    def test_saves_what_was_sent_and_goes_on(self, cast):
        one = cast.answering()
        answer = send_as(
            cast.auditee, "section", one.pk, "records", base=0, creation="55,5", **{"note.use": "Ada buku."}
        )
        assert answer.url == reverse("assessments:section", args=[one.pk, "resources"])
        assert (own(one).answers, own(one).notes) == ({"creation": 55.5}, {"use": "Ada buku."})

    def test_asks_about_an_ambiguous_number(self, cast):
        one = cast.answering()
        answer = send_as(cast.auditee, "section", one.pk, "records", base=0, creation="1.234")
        assert answer.status_code == 422
        assert "creation.choice" in text(answer)

    def test_keeps_a_value_above_its_maximum_at_its_field_and_saves_the_rest(self, cast):
        one = cast.answering()
        answer = send_as(cast.auditee, "section", one.pk, "records", base=0, creation="101", use="40")
        assert "tidak boleh lebih dari 100" in text(answer)
        assert 'value="101"' in text(answer)
        assert own(one).answers == {"use": 40}

    def test_keeps_three_kinds_of_nothing_apart(self, cast):
        one = cast.answering()
        send_as(
            cast.auditee, "section", one.pk, "records", base=0, creation="0", use="", disposal="",
            **{"use.nothing": "missing", "disposal.nothing": "not_applicable"},
        )  # fmt: skip
        assert own(one).answers == {
            "creation": 0, "use": {"nothing": "missing"}, "disposal": {"nothing": "not_applicable"},
        }  # fmt: skip

    def test_saves_in_the_background_with_the_new_range(self, cast):
        one = cast.answering()
        answer = send_as(cast.auditee, "section", one.pk, "records", htmx=True, base=0, creation="40")
        assert 'id="base" value="1"' in text(answer)
        # Creation is a quarter of A.1, which is half of the whole: 40 of 100 gives 5 points and costs 7,5.
        assert "5,0–92,5" in text(answer)

    def test_shows_both_values_when_two_changed_the_same(self, cast):
        one = cast.answering()
        cast.save(own(one), {"creation": 50}, cast.auditee)
        answer = send_as(cast.auditee, "section", one.pk, "records", base=0, creation="60", use="5")
        assert answer.status_code == 409
        assert "Pilih jawaban" in text(answer)
        assert own(one).answers == {"creation": 50}

    def test_stores_what_was_chosen_after_a_conflict(self, cast):
        one = cast.answering()
        cast.save(own(one), {"creation": 50}, cast.auditee)
        send_as(
            cast.auditee, "section", one.pk, "records", base=1, creation="60", use="5", **{"keep.a:creation": "stored"}
        )
        assert own(one).answers == {"creation": 50, "use": 5}

    def test_keeps_what_was_typed_when_the_sheet_was_closed_meanwhile(self, cast):
        one = cast.scoring()
        answer = send_as(cast.auditee, "section", one.pk, "records", base=1, creation="61")
        assert answer.status_code == 409
        assert 'value="61"' in text(answer)

    def test_leads_back_with_a_word_when_it_is_not_open(self, cast):
        one = cast.scoring()
        assert open_as(cast.auditee, "section", one.pk, "records").url == one.get_absolute_url()

    def test_is_no_page_for_a_section_that_does_not_exist(self, cast):
        assert open_as(cast.auditee, "section", cast.answering().pk, "nowhere").status_code == 404

    def test_says_where_a_prefilled_answer_came_from_until_it_changes(self, cast):
        one = cast.answering()
        label = "dari isian 2025, diterima 3 Mar 2026"
        actions.save_sheet(
            own(one), answers={"creation": 50}, sources={"creation": {"label": label}}, base_revision=0,
            by=cast.auditee, channel=SheetRevision.Channel.PREFILL, at=NOW,
        )  # fmt: skip
        assert label in text(open_as(cast.auditee, "section", one.pk, "records"))
        cast.save(own(one), {"creation": 60}, cast.auditee)
        assert label not in text(open_as(cast.auditee, "section", one.pk, "records"))


class TestAssessorsPage:
    def test_shows_the_answer_of_the_institution_beside_the_own_field(self, cast):
        page = text(open_as(cast.sari, "sheet", cast.scoring({**dict.fromkeys(SIX, 80), "use": 33}).pk))
        assert "Jawaban lembaga" in page
        assert "<b>33</b>" in page

    def test_keeps_how_it_was_tested_and_the_note(self, cast):
        one = cast.scoring()
        send_as(
            cast.sari, "sheet", one.pk, base=0, use="40",
            **{"test.use": ["document", "sampling"], "note.use": "Buku pinjam tidak lengkap."},
        )  # fmt: skip
        latest = sheet_of(one, cast.sari).latest
        assert (latest.tests, latest.notes) == (
            {"use": ["document", "sampling"]}, {"use": "Buku pinjam tidak lengkap."},
        )  # fmt: skip

    def test_leads_the_institution_to_its_first_open_section(self, cast):
        one = cast.answering()
        cast.save(own(one), dict.fromkeys(SIX[:4], 50), cast.auditee)
        assert open_as(cast.auditee, "sheet", one.pk).url.endswith("/isi/resources/")

    def test_of_90_questions_and_60_files_costs_at_most_20_queries(
        self, cast, tmp_path, monkeypatch, django_assert_max_num_queries
    ):
        edition = long_instrument(tmp_path)
        monkeypatch.setattr(editions, "instrument", use_it(edition, editions.instrument))
        filling._options.cache_clear()
        one = cast.scoring()
        Assessment.objects.filter(pk=one.pk).update(
            instrument_code=edition.code, instrument_version=edition.version, instrument_checksum=edition.checksum
        )
        for place in range(60):
            file_of(cast, f"Berkas {place}", code=f"F{place}")
            _use(one, f"F{place}", f"q{place + 1}", cast)
        client = signed_in(cast.sari)
        with django_assert_max_num_queries(20):
            page = text(client.get(reverse("assessments:sheet", args=[one.pk])))
        assert page.count('class="q"') == 90
        assert page.count("/bukti/F") == 60


class TestAttach:
    def test_lets_several_files_support_a_question(self, cast):
        one = cast.answering()
        file_of(cast), file_of(cast, "Foto", code="C2M4RT")
        send_as(cast.auditee, "attach", one.pk, element="creation", evidence=["B7K3QP"], codes="c2m4rt")
        assert _codes(one, "creation") == ["B7K3QP", "C2M4RT"]

    def test_releases_what_is_no_longer_ticked(self, cast):
        one = cast.answering()
        file_of(cast)
        send_as(cast.auditee, "attach", one.pk, element="creation", evidence=["B7K3QP"])
        send_as(cast.auditee, "attach", one.pk, element="creation")
        assert _codes(one, "creation") == []

    def test_keeps_a_code_that_is_unknown_on_the_page(self, cast):
        answer = send_as(cast.auditee, "attach", cast.answering().pk, element="creation", codes="ZZZZZZ")
        assert answer.status_code == 422
        assert "bukti ZZZZZZ tidak ada" in text(answer)
        assert 'value="ZZZZZZ"' in text(answer)

    def test_refuses_a_file_that_was_withdrawn(self, cast):
        file_of(cast, withdrawn_at=NOW, withdrawn_reason="Keliru")
        answer = send_as(cast.auditee, "attach", cast.answering().pk, element="creation", codes="B7K3QP")
        assert "ditarik: Keliru" in text(answer)

    def test_offers_what_was_just_uploaded(self, cast):
        one = cast.answering()
        file_of(cast)
        page = text(open_as(cast.auditee, "attach", one.pk, pertanyaan="creation", bukti="B7K3QP"))
        assert 'value="B7K3QP" checked' in page

    def test_puts_a_new_file_in_the_place_of_one_that_has_expired(self, cast):
        one = cast.answering()
        file_of(cast), file_of(cast, "Edisi baru", code="C2M4RT")
        send_as(cast.auditee, "attach", one.pk, element="creation", evidence=["B7K3QP"])
        Evidence.objects.filter(code="B7K3QP").update(valid_until=date(2020, 1, 1))
        before = text(open_as(cast.auditee, "attach", one.pk, pertanyaan="creation"))
        after = text(open_as(cast.auditee, "attach", one.pk, pertanyaan="creation", bukti="C2M4RT"))
        assert ('value="B7K3QP" checked' in before, 'value="B7K3QP" checked' in after) == (True, False)
        assert 'value="C2M4RT" checked' in after

    def test_is_for_a_question_of_the_edition(self, cast):
        assert open_as(cast.auditee, "attach", cast.answering().pk, pertanyaan="speed").status_code == 404


class TestReview:
    def test_names_what_is_open_with_a_link_to_it(self, cast):
        page = text(open_as(cast.auditee, "review", cast.answering().pk))
        assert "6 hal sebelum jawaban dapat dikirim" in page
        assert "/isi/records/#creation" in page

    def test_hands_the_answers_in(self, cast):
        one = cast.answering()
        cast.save(own(one), dict.fromkeys(SIX, 80), cast.auditee)
        shown = text(open_as(cast.auditee, "review", one.pk))
        assert "Siap dikirim" in shown
        assert "80,00, BB (Sangat Baik). " in shown
        send_as(cast.auditee, "review", one.pk)
        assert Assessment.objects.get().state == State.SCORING

    def test_hands_nothing_in_while_a_question_is_open(self, cast):
        one = cast.answering()
        assert send_as(cast.auditee, "review", one.pk).status_code == 200
        assert Assessment.objects.get().state == State.ANSWERING

    def test_declares_the_scores_of_an_assessor_complete(self, cast):
        one = cast.scoring(members=())
        cast.save(sheet_of(one, cast.sari), WORSE, cast.sari)
        send_as(cast.sari, "review", one.pk)
        assert Assessment.objects.get().state == State.MODERATING

    def test_can_be_taken_back(self, cast):
        one = cast.scoring()
        send_as(cast.auditee, "take_back", one.pk)
        assert Assessment.objects.get().state == State.ANSWERING


class TestRevisions:
    def test_show_what_each_save_changed(self, cast):
        one = cast.answering()
        cast.save(own(one), {"creation": 50}, cast.auditee)
        cast.save(own(one), {"creation": 60}, cast.auditee)
        page = text(open_as(cast.auditee, "revisions", one.pk))
        assert "<del>50</del> <ins>60</ins>" in page

    def test_restore_an_earlier_one(self, cast):
        one = cast.answering()
        cast.save(own(one), {"creation": 50}, cast.auditee)
        cast.save(own(one), {"creation": 60}, cast.auditee)
        send_as(cast.auditee, "restore", one.pk, 1)
        assert own(one).answers == {"creation": 50}


class TestModeration:
    def test_puts_what_differs_first_with_what_hangs_on_it(self, cast):
        page = text(open_as(cast.sari, "moderation", cast.moderating(use=70, staff=60).pk))
        # staff is half of A.2, half of the whole: 10 of 100 apart are 2,5 points; use is an eighth: 20 apart are 2,5.
        assert "Asesor berbeda pada 2 pertanyaan" in page
        assert page.index('id="use"') < page.index('id="creation"')
        assert "beda 2,5 poin dari nilai akhir" in page

    def test_names_each_assessor(self, cast):
        page = text(open_as(cast.sari, "moderation", cast.moderating(use=70).pk))
        assert "<dt>Sari</dt>" in page
        assert "<dt>Tono</dt>" in page

    def test_says_that_one_assessor_has_nobody_to_agree_with(self, cast):
        page = text(open_as(cast.sari, "moderation", cast.moderating(members=()).pk))
        assert "Satu asesor menilai" in page
        assert "Tidak dapat dihitung" in page

    def test_says_so_where_single_sheets_were_never_kept(self, cast):
        one = cast.determined()
        single = one.sheets.filter(side=Sheet.Side.ASSESSOR)
        single.update(latest=None)
        single.delete()
        assert "Nilai tiap asesor tidak tercatat" in text(open_as(cast.officer, "moderation", one.pk))

    def test_settles_a_value(self, cast):
        one = cast.moderating(use=70)
        send_as(cast.tono, "moderation", one.pk, base=1, use="55")
        assert one.sheets.get(side=Sheet.Side.FINAL).latest.answers["use"] == 55

    def test_shows_both_values_when_two_settled_the_same(self, cast):
        one = cast.moderating(use=70)
        send_as(cast.tono, "moderation", one.pk, base=1, use="55")
        answer = send_as(cast.sari, "moderation", one.pk, base=1, use="65")
        assert answer.status_code == 409
        assert "tersimpan oleh Tono" in text(answer)

    def test_shows_the_range_until_it_is_settled(self, cast):
        one = cast.moderating(use=70)
        # Without use, A.1 is (60 + 40 + 30 + 0 … 100) / 4 = 32,5 … 57,5 and A.2 is 60.
        assert "46,3–58,8" in text(open_as(cast.officer, "moderation", one.pk))

    def test_is_read_only_for_an_officer(self, cast):
        one = cast.moderating(use=70)
        page = text(open_as(cast.officer, "moderation", one.pk))
        assert "Simpan hasil moderasi" not in page
        assert send_as(cast.officer, "moderation", one.pk, base=1, use="55").status_code == 403

    def test_keeps_what_was_said_about_a_question(self, cast):
        one = cast.moderating(use=70)
        send_as(cast.sari, "discuss", one.pk, "use", text="Buku pinjam ditunjukkan.")
        assert "Buku pinjam ditunjukkan." in text(open_as(cast.tono, "moderation", one.pk))

    def test_shows_the_disputed_findings_after_the_exit_meeting(self, cast):
        one = cast.responding(condition="Arsip inaktif menumpuk.", recommendation="Pindahkan.")
        actions.answer_irregularity(
            one.irregularities.get(), answer="disputed", text="Sudah pindah.", by=cast.auditee, at=NOW
        )
        page = text(open_as(cast.sari, "moderation", one.pk))
        assert "tidak disetujui" in page
        assert "Sudah pindah." in page

    def test_costs_a_constant_number_of_queries(self, cast, django_assert_max_num_queries):
        one = cast.moderating(use=70, staff=60, creation=10)
        client = signed_in(cast.sari)
        with django_assert_max_num_queries(15):
            client.get(reverse("assessments:moderation", args=[one.pk]))


class TestDetermine:
    def test_asks_for_a_reason_when_findings_are_unanswered(self, cast):
        one = cast.responding(condition="Arsip menumpuk.", recommendation="Pindahkan.")
        assert "silence_reason" in text(open_as(cast.officer, "determine", one.pk))
        answer = send_as(cast.officer, "determine", one.pk)
        assert "Temuan 1 belum ditanggapi auditi." in text(answer)
        send_as(cast.officer, "determine", one.pk, silence_reason="Tidak menjawab 14 hari.")
        assert Assessment.objects.get().state == State.DETERMINED

    def test_is_one_button_when_everything_was_answered(self, cast):
        one = cast.responding()
        assert "silence_reason" not in text(open_as(cast.officer, "determine", one.pk))
        send_as(cast.officer, "determine", one.pk)
        assert Assessment.objects.get().state == State.DETERMINED

    def test_says_why_it_is_closed(self, cast):
        assert "tidak dapat ditetapkan" in text(open_as(cast.officer, "determine", cast.scoring().pk))

    def test_of_an_accreditation_names_a_grade_that_does_not_follow_at_its_field(self, cast):
        one = _delivered(cast)
        answer = send_as(cast.officer, "determine", one.pk, official_score="95", official_grade="B")
        assert answer.status_code == 422
        assert "berarti A" in text(answer)
        assert list(answer.context["form"].errors) == ["official_grade"]
        send_as(
            cast.officer,
            "determine",
            one.pk,
            official_score="95",
            official_grade="B",
            deviation_reason="Sesuai keputusan.",
        )
        assert Assessment.objects.get(pk=one.pk).final_grade == "B"

    def test_of_an_accreditation_without_moderation_asks_for_the_score_at_its_field(self, cast):
        answer = send_as(cast.officer, "determine", _delivered(cast).pk, official_grade="B")
        assert list(answer.context["form"].errors) == ["official_score"]


class TestReopening:
    def test_is_asked_by_one_and_decided_by_another(self, cast):
        one = cast.determined()
        send_as(cast.officer, "ask_reopening", one.pk, reason="Salah hitung.")
        assert "Anda yang meminta" in text(send_as(cast.officer, "decide_reopening", one.pk, putusan="buka"))
        send_as(cast.second_officer, "decide_reopening", one.pk, putusan="buka")
        assert Assessment.objects.get().state == State.MODERATING

    def test_keeps_the_reason_field_when_it_is_empty(self, cast):
        answer = send_as(cast.officer, "ask_reopening", cast.determined().pk, reason="")
        assert answer.status_code == 422
        assert "Tulis alasannya" in text(answer)

    def test_is_refused_with_a_reason(self, cast):
        one = cast.determined()
        send_as(cast.officer, "ask_reopening", one.pk, reason="Salah hitung.")
        send_as(cast.second_officer, "decide_reopening", one.pk, putusan="tolak", decision="Hitungannya benar.")
        assert Assessment.objects.get().state == State.DETERMINED


class TestOtherDecisions:
    def test_start_names_what_is_missing(self, cast):
        one = cast.planned()
        page = signed_in(cast.verifier).post(reverse("assessments:start", args=[one.pk]), follow=True)
        assert "Tugaskan ketua tim lebih dulu" in text(page)

    def test_withdraw_needs_a_reason(self, cast):
        one = cast.answering()
        assert send_as(cast.verifier, "withdraw", one.pk, reason="").status_code == 422
        send_as(cast.verifier, "withdraw", one.pk, reason="Unit dilebur.")
        assert Assessment.objects.get().state == State.WITHDRAWN

    def test_edition_moves_the_answers(self, cast):
        one = cast.answering()
        cast.save(own(one), {"creation": 50}, cast.auditee)
        send_as(cast.verifier, "edition", one.pk, version="2026.1", reason="Keputusan baru.")
        assert Assessment.objects.get().instrument_version == "2026.1"
        assert own(one).answers == {"creation": 50}

    def test_edition_is_closed_once_scoring_began(self, cast):
        assert "diselesaikan dengan edisinya" in text(open_as(cast.verifier, "edition", cast.scoring().pk))


class TestEvidenceFile:
    def test_is_for_the_team_but_not_for_observers(self, cast, var):
        one = cast.answering()
        file_of(cast)
        _use(one, "B7K3QP", "creation", cast)
        assert open_as(cast.observer, "evidence", one.pk, "B7K3QP").status_code == 403
        # The bytes are not on this disk; the door itself was open.
        assert "B7K3QP" in text(open_as(cast.sari, "evidence", one.pk, "B7K3QP"))

    def test_is_not_there_when_the_assessment_does_not_use_it(self, cast):
        file_of(cast)
        assert open_as(cast.sari, "evidence", cast.answering().pk, "B7K3QP").status_code == 404


def _use(assessment, code, element, cast):
    from etam.evidence.models import Use

    Use.objects.create(
        evidence=Evidence.objects.get(code=code),
        place="assessment",
        place_id=str(assessment.pk),
        element=element,
        at=NOW,
    )


def _codes(assessment, element):
    from etam.evidence import queries

    return sorted(one.code for one in queries.uses("assessment", assessment.pk).get(element, []))


def _stranger():
    from etam.institutions.tests.cast import person

    return person("baru@example.id", "Baru", "partner", agency="bappeda")


def _delivered(cast: AuditCast) -> Assessment:
    edition = editions.instrument("archive-audit-unit-pengolah", "2020.1")
    one = Assessment.objects.create(
        kind="accreditation", institution=cast.village, part="village", year=2026, institution_kind="public",
        institution_subtype="village", regency=cast.regency, scheme_code="accreditation", scheme_version="2018.1",
        instrument_code=edition.code, instrument_version=edition.version, instrument_checksum=edition.checksum,
        state="delivered", state_since=NOW,
    )  # fmt: skip
    Sheet.objects.create(assessment=one, side=Sheet.Side.SELF)
    return one
