"""From intent to delivery: who may do what, and what keeps a step from being taken."""

from datetime import date, datetime

import pytest

from etam.assessments import actions, editions
from etam.assessments.exceptions import BadInput, NotReady, WrongPerson
from etam.assessments.models import Assessment
from etam.assessments.queries import remarks
from etam.assessments.tests.accreditation_cast import NOW, make_accreditation_cast
from etam.evidence import actions as evidence

State = Assessment.State
LATER = datetime(2026, 6, 1, 9, tzinfo=NOW.tzinfo)


@pytest.fixture
def cast(db, var):
    return make_accreditation_cast()


def expiring(cast, one):
    """Evidence at the first question that holds until the end of March."""
    file = cast.file(valid_until=date(2026, 3, 31))
    actions.attach(one, element="titles_held", codes=[file.code], by=cast.operator, at=NOW)
    return file


class TestIntent:
    def test_is_declared_once_at_a_time(self, cast):
        cast.intent()
        with pytest.raises(BadInput, match="sudah punya akreditasi yang sedang berjalan"):
            cast.intent()

    def test_may_follow_one_that_was_given_up(self, cast):
        actions.withdraw(cast.intent(), reason="Belum siap.", by=cast.operator, at=NOW)
        assert cast.intent().state == State.PLANNED

    def test_takes_the_part_of_its_kind(self, cast):
        with pytest.raises(BadInput, match="tidak punya instrumen “village”"):
            cast.intent(cast.school)

    def test_is_linked_with_what_it_renews(self, cast):
        first = cast.determined()
        cast.certificate(assessment=first)
        assert cast.intent().renews == first


class TestEvidence:
    def test_that_expired_keeps_a_sheet_from_being_sent(self, cast):
        one = cast.answering()
        cast.save(one, dict.fromkeys(editions.instrument_of(one).elements, "b"))
        file = expiring(cast, one)
        with pytest.raises(NotReady) as problem:
            actions.hand_in(one, by=cast.operator, at=LATER)
        (found,) = problem.value.obstacles
        assert found.element == "titles_held"
        assert (
            found.sentence == f"1.1 Judul koleksi: bukti Buku induk ({file.code}) habis 31 Maret 2026. Ganti buktinya."
        )

    def test_that_expired_keeps_a_check_from_being_confirmed(self, cast):
        one = cast.answering()
        cast.save(one, dict.fromkeys(editions.instrument_of(one).elements, "b"))
        expiring(cast, one)
        actions.hand_in(one, by=cast.operator, at=NOW)
        with pytest.raises(NotReady):
            actions.check(one, by=cast.verifier, at=LATER)
        assert Assessment.objects.get(pk=one.pk).state == State.CHECKING

    def test_that_was_withdrawn_keeps_it_from_being_delivered(self, cast):
        one = cast.answering()
        cast.save(one, dict.fromkeys(editions.instrument_of(one).elements, "b"))
        file = expiring(cast, one)
        actions.hand_in(one, by=cast.operator, at=NOW)
        actions.check(one, by=cast.verifier, at=NOW)
        evidence.withdraw(file, reason="Salah berkas", by=cast.operator)
        with pytest.raises(NotReady):
            actions.deliver(one, receipt="TT-1", by=cast.verifier, at=NOW)

    def test_of_another_library_is_refused(self, cast):
        one = cast.answering()
        foreign = cast.file(cast.elsewhere)
        with pytest.raises(BadInput, match=f"bukti {foreign.code} tidak ada di Perpustakaan Desa Nehes Liah Bing"):
            actions.attach(one, element="titles_held", codes=[foreign.code], by=cast.operator, at=NOW)


class TestSendBack:
    def test_carries_remarks_on_questions(self, cast):
        one = cast.checking()
        actions.send_back(one, reason="", remarks={"titles_held": " Lampirkan buku induk. "}, by=cast.verifier, at=NOW)
        assert remarks(one) == {"titles_held": "Lampirkan buku induk."}
        assert one.steps.last().reason == "1 catatan pada pertanyaan."

    def test_is_settled_when_the_sheet_comes_again(self, cast):
        one = cast.checking()
        actions.send_back(one, reason="Lengkapi.", remarks={"titles_held": "A"}, by=cast.verifier, at=NOW)
        actions.hand_in(one, by=cast.operator, at=NOW)
        assert remarks(one) == {}

    def test_needs_a_reason_or_a_remark(self, cast):
        with pytest.raises(BadInput, match="Tulis sebabnya"):
            actions.send_back(cast.checking(), reason=" ", remarks={"titles_held": " "}, by=cast.verifier, at=NOW)

    def test_refuses_a_remark_on_nothing(self, cast):
        with pytest.raises(BadInput, match="tidak ada: nope"):
            actions.send_back(cast.checking(), reason="A", remarks={"nope": "B"}, by=cast.verifier, at=NOW)


class TestCheck:
    def test_is_not_for_who_answered(self, cast):
        with pytest.raises(WrongPerson):
            actions.check(cast.checking(), by=cast.operator, at=NOW)

    def test_may_be_done_by_who_opened_the_sheet(self, cast):
        one = actions.start(cast.intent(by=cast.verifier), by=cast.verifier, at=NOW)
        cast.save(one, dict.fromkeys(editions.instrument_of(one).elements, "b"))
        actions.hand_in(one, by=cast.operator, at=NOW)
        assert actions.check(one, by=cast.verifier, at=NOW).state == State.CHECKED


class TestDeliver:
    def test_needs_the_receipt(self, cast):
        with pytest.raises(BadInput, match="tanda terima"):
            actions.deliver(cast.checked(), receipt=" ", by=cast.verifier, at=NOW)
