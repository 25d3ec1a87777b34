"""How an assessment stands, what somebody may do about it, and how far assessors agree in words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from etam.assessments import access, actions, deeds, editions, standing
from etam.assessments.models import Assessment
from etam.assessments.moderating import READINGS, reading
from etam.assessments.tests.cast import NOW, SIX, WORSE


def labels(user, assessment, own=None):
    assessment = access.assessment_to_view(user, assessment.pk)
    part = deeds.part_of(user, assessment)
    return deeds.deeds(user, assessment, part, own, None)


class TestReading:
    @pytest.mark.parametrize(
        ("kappa", "words"),
        [
            (-0.2, "tidak lebih baik daripada kebetulan"),
            (0.2, "sangat lemah"),
            (0.41, "sedang"),
            (0.8, "kuat"),
            (1, "hampir sempurna"),
        ],
    )
    def test_follows_landis_and_koch(self, kappa, words):
        assert reading(kappa) == words

    @given(st.floats(-1, 1))
    def test_has_a_word_for_every_kappa(self, kappa):
        assert reading(kappa) in [words for _, words in READINGS]


class TestComponents:
    def test_tell_weights_among_sisters_and_both_values(self, cast):
        one = cast.planned()
        scores = [editions.score_of(one, answers) for answers in (dict.fromkeys(SIX, 80), WORSE)]
        first, second = standing.components(scores)[:2]
        # A.1 is half of the whole and a quarter of it is creation; the values are worked by hand in cast.py.
        assert (first.node.node.code, first.share, [one.low for one in first.values]) == ("A.1", 50, [80, 45])
        assert (second.node.node.code, second.share, [one.low for one in second.values]) == ("A.1.1", 25, [80, 60])


class TestEditions:
    def test_newer_ones_are_named(self, cast):
        assert standing.newer_editions(cast.planned()) == ["2026.1"]

    def test_the_newest_has_none_newer(self, cast):
        one = cast.answering()
        actions.change_edition(one, version="2026.1", reason="Keputusan baru", by=cast.verifier, at=NOW)
        assert (standing.newer_editions(one), standing.other_editions(one)) == ([], ["2020.1"])


class TestDeeds:
    def test_offer_the_workbook_to_who_fills_in(self, cast):
        one = cast.answering()
        files = [(deed.label, deed.url) for deed in labels(cast.auditee, one) if "XLSX" in deed.label]
        assert files == [("Isi lewat buku kerja (XLSX)", f"/meja/penilaian/{one.pk}/berkas/")]

    def test_begin_with_the_one_main_step(self, cast):
        found = labels(cast.auditee, cast.answering())
        assert [one.label for one in found if one.is_main] == [found[0].label] == ["Isi jawaban dan bukti"]

    def test_close_scoring_until_the_office_has_answered(self, cast):
        (first, *_) = labels(cast.sari, cast.answering())
        assert (first.label, first.why) == ("Nilai", "Penilaian dibuka setelah jawaban lembaga dikirim.")

    def test_close_taking_back_once_the_team_has_begun(self, cast):
        one = cast.scoring()
        assert not labels(cast.auditee, one)[0].why
        cast.save(one.sheets.get(assessor=cast.sari), {"use": 1}, cast.sari)
        assert "Tim sudah mulai menilai" in labels(cast.auditee, one)[0].why

    def test_give_an_observer_nothing_to_do_before_moderation(self, cast):
        assert labels(cast.observer, cast.scoring()) == []

    def test_lead_an_officer_to_the_result_once_it_is_presented(self, cast):
        assert labels(cast.officer, cast.responding())[0].label == "Tetapkan hasil"

    def test_never_offer_to_withdraw_what_is_locked(self, cast):
        one = cast.determined()
        assert "Batalkan penilaian" not in [deed.label for deed in labels(cast.officer, one)]
        assert Assessment.objects.get().is_locked
