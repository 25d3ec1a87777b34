from datetime import date, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.evidence import actions as evidence
from etam.evidence.queries import uses
from etam.followup import actions
from etam.followup.exceptions import BadInput, WrongState
from etam.followup.tests.cast import DUE, NOW


class TestRespond:
    def test_waits_for_a_verdict_for_thirty_days(self, cast):
        one = cast.answered()
        assert one.pending.number == 1
        assert one.pending.review_due_on == date(2026, 3, 19)
        assert one.status == "open"

    def test_rests_on_evidence_of_the_owner(self, cast):
        paper = cast.paper()
        one = cast.answered(paper)
        assert uses("response", one.pending.pk) == {"": [paper]}

    def test_takes_a_code_as_people_write_it_and_only_once(self, cast):
        paper = cast.paper()
        written = [paper.code, f" {paper.code.lower()} "]
        one = cast.answered(evidence_codes=written, no_evidence_reason="")
        assert uses("response", one.pending.pk) == {"": [paper]}

    def test_shows_on_the_page_of_the_evidence_where_it_is_used(self, cast):
        paper = cast.paper()
        one = cast.answered(paper)
        use = paper.uses.get()
        assert (use.title, use.url) == (f"Tindak lanjut {one.code}, jawaban 1", one.get_absolute_url())

    def test_may_go_without_evidence_for_a_stated_reason(self, cast):
        assert cast.answered().pending.no_evidence_reason == "Cukup laporan."

    def test_says_when_it_came_too_late(self, cast):
        late = NOW + timedelta(days=60)
        assert cast.answered(at=late).pending.is_late
        assert cast.answer(cast.issue(source_id=8)[0]).pending.is_late is False

    def test_is_in_time_on_the_last_day(self, cast):
        assert not cast.answered(at=NOW + timedelta(days=17)).pending.is_late

    def test_is_journalled(self, cast):
        one = cast.answered()
        entry = JournalEntry.objects.get(action="recommendation_answered")
        assert (entry.summary, entry.by) == (f"Menjawab rekomendasi {one.code}: 100%.", cast.operator)


class TestRespondRefuses:
    def test_an_empty_text(self, cast):
        with pytest.raises(BadInput, match="Tulis apa yang sudah dilakukan"):
            cast.answered(text=" ")

    def test_a_text_nobody_would_read(self, cast):
        with pytest.raises(BadInput, match=r"Teksnya 4\.001 huruf"):
            cast.answered(text="x" * 4001)

    @pytest.mark.parametrize("progress", [-1, 101])
    def test_a_progress_that_is_no_share(self, cast, progress):
        with pytest.raises(BadInput, match="Tulis angka dari 0 sampai 100"):
            cast.answered(progress=progress)

    def test_no_evidence_without_a_reason(self, cast):
        with pytest.raises(BadInput, match="Pilih sedikitnya satu bukti"):
            cast.answered(no_evidence_reason=" ")

    def test_evidence_that_has_expired_and_says_since_when(self, cast):
        paper = cast.paper(valid_until=date(2026, 2, 16))
        with pytest.raises(BadInput, match=f"Bukti {paper.code} tidak berlaku lagi sejak 16 Februari 2026"):
            cast.answered(paper)

    def test_no_evidence_on_its_last_day(self, cast):
        assert cast.answered(cast.paper(valid_until=date(2026, 2, 17))).pending

    def test_evidence_that_was_withdrawn_and_says_why(self, cast):
        paper = evidence.withdraw(cast.paper(), reason="salah berkas", by=cast.operator)
        with pytest.raises(BadInput, match=f"Bukti {paper.code} sudah ditarik: salah berkas"):
            cast.answered(paper)

    def test_evidence_that_was_replaced_and_names_the_new_one(self, cast):
        old = cast.paper()
        new = cast.paper(replaces=old)
        with pytest.raises(BadInput, match=f"Bukti {old.code} sudah digantikan oleh {new.code}"):
            cast.answered(old)

    def test_evidence_of_somebody_else(self, cast):
        paper = cast.paper(cast.elsewhere)
        with pytest.raises(BadInput, match=f"Bukti {paper.code} tidak ada di pustaka bukti"):
            cast.answered(paper)

    def test_every_unusable_evidence_at_once(self, cast):
        papers = [cast.paper(valid_until=date(2026, 1, day)) for day in (7, 8)]
        with pytest.raises(BadInput, match=f"{papers[0].code} .* {papers[1].code} "):
            cast.answered(*papers)

    def test_evidence_where_the_owner_is_not_registered(self, cast):
        one = cast.issued(owner_name="Biro Organisasi")
        with pytest.raises(BadInput, match="tidak punya pustaka bukti"):
            cast.answer(one, cast.paper(), by=cast.officer)

    def test_a_second_answer_while_one_waits(self, cast):
        one = cast.answered()
        with pytest.raises(WrongState, match="Ada jawaban yang menunggu penilaian"):
            cast.answer(one)

    def test_an_answer_to_what_is_settled(self, cast):
        one = cast.judged("done")
        with pytest.raises(WrongState, match="sudah dinyatakan “sesuai”, jadi tidak dapat dijawab lagi"):
            cast.answer(one)

    def test_and_leaves_nothing_behind(self, cast):
        one = cast.issued()
        with pytest.raises(BadInput):
            cast.answer(one, evidence_codes=["XXXXXX"])
        assert not one.responses.exists()


class TestWithdrawResponse:
    def test_gives_the_turn_back_to_the_owner(self, cast):
        one = cast.answered()
        actions.withdraw_response(one, by=cast.operator)
        assert one.pending is None
        assert (one.status, one.due_on) == ("open", DUE)

    def test_keeps_the_answer_in_the_history(self, cast):
        one = cast.answered()
        actions.withdraw_response(one, by=cast.operator)
        assert (one.responses.get().text, one.responses.get().withdrawn_by) == (
            "Jadwal retensi sudah ditetapkan.",
            cast.operator,
        )

    def test_lets_go_of_the_evidence(self, cast):
        one = cast.answered(cast.paper())
        answer = actions.withdraw_response(one, by=cast.operator)
        assert uses("response", answer.pk) == {}

    def test_allows_another_answer_with_the_next_number(self, cast):
        one = cast.answered()
        actions.withdraw_response(one, by=cast.operator)
        assert cast.answer(one).pending.number == 2

    def test_is_refused_once_it_was_judged(self, cast):
        one = cast.judged("partly")
        with pytest.raises(WrongState, match="Tidak ada jawaban yang menunggu penilaian"):
            actions.withdraw_response(one, by=cast.operator)
