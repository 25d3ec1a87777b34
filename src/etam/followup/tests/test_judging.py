from datetime import date, timedelta

import pytest

from etam.accounts.models import JournalEntry
from etam.evidence import actions as evidence
from etam.followup import actions, queries
from etam.followup.exceptions import BadInput, WrongPerson, WrongState
from etam.followup.models import Verdict
from etam.followup.tests.cast import DUE, NOW
from etam.institutions.models import Membership

LATER = NOW + timedelta(days=1)


def judge(one, by, status="done", **changes):
    return actions.judge(one, status=status, by=by, at=NOW, **changes)


class TestJudge:
    @pytest.mark.parametrize("status", ["done", "partly", "open", "impossible"])
    def test_gives_the_recommendation_its_status(self, cast, status):
        one = cast.judged(status)
        one.refresh_from_db()
        assert (one.status, one.verdict.status, one.pending) == (status, status, None)

    def test_is_journalled(self, cast):
        one = cast.judged("partly")
        entry = JournalEntry.objects.get(action="recommendation_judged")
        assert (entry.summary, entry.by) == (f"Menilai rekomendasi {one.code}: belum sesuai.", cast.verifier)

    def test_starts_the_clock_of_the_rules_again_when_more_is_asked(self, cast):
        assert cast.judged("partly").due_on == date(2026, 4, 18)

    def test_moves_no_date_that_the_source_set(self, cast):
        one = cast.answer(cast.issued(due_on=date(2026, 12, 31)))
        judge(one, cast.verifier, "partly", note="Kurang.")
        assert one.due_on == date(2026, 12, 31)

    def test_leaves_the_due_date_alone_when_nothing_more_is_asked(self, cast):
        assert cast.judged("done").due_on == DUE

    def test_tells_since_when_the_status_holds(self, cast):
        one = cast.judged("open")
        assert one.status_since < NOW
        judge(cast.answer(one), cast.verifier, "done")
        assert one.status_since == NOW

    def test_holds_on_to_the_evidence_that_was_looked_at(self, cast):
        paper = cast.paper()
        one = cast.answered(paper)
        judge(one, cast.verifier)
        assert paper.uses.get().fixed_at == NOW


class TestMakerAndChecker:
    def test_who_answered_does_not_judge(self, cast):
        Membership.objects.create(user=cast.officer, role="operator", institution=cast.office, valid_from="2020-01-01")
        one = cast.answered(by=cast.officer)
        with pytest.raises(WrongPerson, match="Anda ikut menjawab rekomendasi ini"):
            judge(one, cast.officer)

    def test_who_answered_before_does_not_judge_the_next_answer(self, cast):
        one = cast.answered(by=cast.second_officer)
        actions.withdraw_response(one, by=cast.operator)
        cast.answer(one)
        with pytest.raises(WrongPerson):
            judge(one, cast.second_officer)

    def test_who_acts_for_the_owner_does_not_judge(self, cast):
        Membership.objects.create(user=cast.verifier, role="operator", institution=cast.office, valid_from="2020-01-01")
        with pytest.raises(WrongPerson, match="Anda bertugas di lembaga penanggung jawabnya"):
            judge(cast.answered(), cast.verifier)

    def test_who_acted_for_the_owner_once_may_judge(self, cast):
        Membership.objects.create(
            user=cast.verifier,
            role="operator",
            institution=cast.office,
            valid_from="2020-01-01",
            valid_to="2024-12-31",
        )
        assert judge(cast.answered(), cast.verifier).status == "done"

    def test_who_only_observes_the_owner_may_judge(self, cast):
        Membership.objects.create(user=cast.officer, role="observer", institution=cast.office, valid_from="2020-01-01")
        assert judge(cast.answered(), cast.officer).status == "done"

    def test_who_uploaded_the_evidence_does_not_judge(self, cast):
        one = cast.answered(cast.paper(by=cast.officer))
        with pytest.raises(WrongPerson, match="Anda yang mengunggah bukti"):
            judge(one, cast.officer)

    def test_holds_for_extending_reopening_and_passing_on(self, cast):
        asked, settled = cast.issue(source_id=8)[0], cast.judged("done")
        with pytest.raises(WrongPerson):
            actions.extend(asked, due_on=date(2026, 4, 1), reason="illness", by=cast.operator)
        with pytest.raises(WrongPerson):
            actions.change_owner(asked, institution=cast.elsewhere, reason="Salah alamat.", by=cast.operator)
        with pytest.raises(WrongPerson):
            actions.reopen(settled, reason="Belum selesai.", by=cast.operator)


class TestDone:
    def test_needs_no_note(self, cast):
        assert judge(cast.answered(cast.paper()), cast.verifier).note == ""

    def test_may_rest_on_a_stated_reason_that_no_evidence_is_needed(self, cast):
        assert judge(cast.answered(), cast.verifier).status == "done"

    def test_is_refused_when_all_evidence_was_withdrawn_meanwhile(self, cast):
        paper = cast.paper()
        one = cast.answered(paper)
        evidence.withdraw(paper, reason="Salah berkas.", by=cast.operator)
        with pytest.raises(BadInput, match="“Sesuai” memerlukan bukti yang masih ada"):
            judge(one, cast.verifier)

    def test_is_given_while_one_of_two_files_still_stands(self, cast):
        papers = [cast.paper(), cast.paper()]
        one = cast.answered(*papers)
        evidence.withdraw(papers[0], reason="Salah berkas.", by=cast.operator)
        assert judge(one, cast.verifier).status == "done"


class TestPartlyAndOpen:
    @pytest.mark.parametrize(("status", "word"), [("partly", "belum sesuai"), ("open", "belum ditindaklanjuti")])
    def test_need_a_note(self, cast, status, word):
        with pytest.raises(BadInput, match=f"perlu tahu mengapa “{word}”"):
            judge(cast.answered(), cast.verifier, status, note=" ")


class TestImpossible:
    def test_keeps_reason_and_document(self, cast):
        verdict = cast.judged("impossible").verdict
        assert verdict.reason_label == "Subjek atau objeknya sedang dalam proses peradilan"
        assert verdict.document.institution == cast.office

    def test_needs_a_reason_from_the_list(self, cast):
        paper = cast.paper()
        one = cast.answered(paper)
        for reason in ("", "no_time"):
            with pytest.raises(BadInput, match="Pilih salah satu alasan yang diterima"):
                judge(one, cast.verifier, "impossible", reason=reason, document=paper.code)

    def test_needs_a_document(self, cast):
        with pytest.raises(BadInput, match="memerlukan dokumen, tetapi jawabannya tidak disertai bukti"):
            judge(cast.answered(), cast.verifier, "impossible", reason="in_court")

    def test_needs_the_document_to_be_in_the_answer(self, cast):
        one = cast.answered(cast.paper())
        with pytest.raises(BadInput, match="Pilih dokumen yang menunjukkan alasannya"):
            judge(one, cast.verifier, "impossible", reason="in_court", document=cast.paper().code)

    def test_takes_no_document_that_was_withdrawn(self, cast):
        papers = [cast.paper(), cast.paper()]
        one = cast.answered(*papers)
        evidence.withdraw(papers[0], reason="Salah berkas.", by=cast.operator)
        with pytest.raises(BadInput, match="Pilih dokumen yang menunjukkan alasannya"):
            judge(one, cast.verifier, "impossible", reason="in_court", document=papers[0].code)

    def test_needs_a_note_where_the_reason_says_nothing_alone(self, cast):
        paper = cast.paper()
        one = cast.answered(paper)
        with pytest.raises(BadInput, match="perlu penjelasan"):
            judge(one, cast.verifier, "impossible", reason="not_effective", document=paper.code)


class TestJudgeRefuses:
    def test_a_status_that_is_not_one_of_the_four(self, cast):
        with pytest.raises(BadInput, match='Status "selesai" tidak dikenal'):
            judge(cast.answered(), cast.verifier, "selesai")

    def test_when_nothing_was_answered(self, cast):
        with pytest.raises(WrongState, match="Tunggu jawaban penanggung jawabnya"):
            judge(cast.issued(), cast.verifier)

    def test_an_answer_that_was_exchanged_meanwhile(self, cast):
        one = cast.answered()
        actions.withdraw_response(one, by=cast.operator)
        cast.answer(one)
        with pytest.raises(WrongState, match="sudah diganti penanggung jawabnya"):
            judge(one, cast.verifier, response_number=1)
        assert judge(one, cast.verifier, response_number=2)

    def test_a_second_verdict_on_the_same_answer(self, cast):
        with pytest.raises(WrongState):
            judge(cast.judged("partly"), cast.officer)


class TestReopen:
    @pytest.mark.parametrize(("settled", "back"), [("done", "partly"), ("impossible", "open")])
    def test_asks_the_owner_again(self, cast, settled, back):
        one = cast.judged(settled)
        verdict = actions.reopen(one, reason="Arsipnya hilang lagi.", by=cast.officer, at=LATER)
        assert (one.status, verdict.kind, one.due_on) == (back, "reopened", date(2026, 4, 19))
        assert cast.answer(one).pending.number == 2

    def test_keeps_the_verdict_that_it_undoes(self, cast):
        one = cast.judged("done")
        actions.reopen(one, reason="Arsipnya hilang lagi.", by=cast.officer, at=LATER)
        assert [verdict.status for verdict in one.verdicts.all()] == ["done", "partly"]

    def test_needs_a_reason(self, cast):
        with pytest.raises(BadInput, match="Tulis alasannya"):
            actions.reopen(cast.judged("done"), reason="", by=cast.officer)

    @pytest.mark.parametrize("status", ["partly", "open"])
    def test_is_refused_where_the_owner_is_asked_anyway(self, cast, status):
        with pytest.raises(WrongState, match="belum selesai, jadi tidak perlu dibuka kembali"):
            actions.reopen(cast.judged(status), reason="Lagi.", by=cast.officer)


class TestShaken:
    @pytest.fixture
    def shaken(self, cast):
        """A done recommendation whose evidence was withdrawn the day after."""
        one = cast.judged("done")
        evidence.withdraw(one.verdict.response.recommendation.institution.evidence.get(), **self.why(cast))
        return one

    @staticmethod
    def why(cast, at=LATER):
        return {"reason": "Dibatalkan bupati.", "by": cast.operator, "at": at}

    def test_is_flagged_and_nothing_else_changes(self, cast, shaken):
        assert list(queries.shaken()) == [shaken]
        shaken.refresh_from_db()
        assert shaken.status == "done"

    def test_leaves_out_whose_evidence_stands(self, cast):
        cast.judged("done")
        assert not queries.shaken().exists()

    def test_leaves_out_what_the_judge_knew(self, cast):
        papers = [cast.paper(), cast.paper()]
        one = cast.answered(*papers)
        evidence.withdraw(papers[0], **self.why(cast, at=NOW - timedelta(hours=1)))
        judge(one, cast.verifier)
        assert not queries.shaken().exists()

    def test_ends_when_it_is_reopened(self, cast, shaken):
        actions.reopen(shaken, reason="Buktinya ditarik.", by=cast.officer, at=LATER)
        assert not queries.shaken().exists()

    def test_does_not_begin_once_it_was_reopened(self, cast):
        one = cast.judged("done")
        actions.reopen(one, reason="Belum semua.", by=cast.officer, at=NOW)
        evidence.withdraw(cast.office.evidence.get(), **self.why(cast))
        assert not queries.shaken().exists()

    def test_ends_when_the_verdict_is_confirmed_with_a_reason(self, cast, shaken):
        verdict = actions.confirm(shaken, reason="Buku agenda membuktikannya.", by=cast.officer, at=LATER)
        assert (verdict.kind, shaken.status) == (Verdict.Kind.CONFIRMED, "done")
        assert not queries.shaken().exists()

    def test_confirming_moves_no_date(self, cast):
        one = cast.judged("partly")
        evidence.withdraw(cast.office.evidence.get(), **self.why(cast))
        verdict = actions.confirm(one, reason="Tetap kurang.", by=cast.officer, at=LATER)
        assert one.due_on == verdict.due_on == date(2026, 4, 18)

    def test_confirming_needs_a_reason(self, cast, shaken):
        with pytest.raises(BadInput, match="mengapa penilaian tetap berlaku"):
            actions.confirm(shaken, reason=" ", by=cast.officer)

    def test_confirming_what_stands_firm_is_refused(self, cast):
        with pytest.raises(WrongState, match="tidak perlu dikukuhkan"):
            actions.confirm(cast.judged("done"), reason="Benar.", by=cast.officer)

    def test_confirming_leaves_an_answer_that_waits(self, cast):
        paper = cast.paper()
        one = cast.answered(paper)
        judge(one, cast.verifier, "partly", note="Kurang.")
        cast.answer(one)
        evidence.withdraw(paper, **self.why(cast))
        actions.confirm(one, reason="Tetap kurang.", by=cast.officer, at=LATER)
        assert one.pending.number == 2
