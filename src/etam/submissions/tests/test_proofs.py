"""Evidence at the questions of a return: chosen, shown, handed out, held on to by acceptance."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from etam.accounts.models import JournalEntry
from etam.evidence import actions as evidence
from etam.evidence.exceptions import CannotDo
from etam.evidence.models import Evidence, Use
from etam.evidence.tests.files import pdf
from etam.submissions import actions
from etam.submissions.exceptions import BadInput, NotReady, RoundClosed, WrongState
from etam.submissions.models import Submission
from etam.submissions.queries import proofs
from etam.submissions.tests.cast import NOW, Cast

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def settled(var: Any, settings: Any) -> None:
    """A folder for the files, and no second factor in the way."""
    settings.SECOND_FACTOR_ROLES = set()


@pytest.fixture
def file_of(cast: Cast) -> Callable[..., Evidence]:
    """A function that keeps a new file of the village library, or of another."""
    return lambda **given: keep(cast, **given)


def keep(cast: Cast, **given: Any) -> Evidence:
    details = {"institution": cast.village, "file_name": "a.pdf", "type": "decree", "title": "Buku induk"}
    return evidence.receive(data=pdf(), by=cast.operator, at=NOW, **{**details, **given})


def attach(cast: Cast, submission: Submission, *files: Evidence, element: str = "print_titles") -> Submission:
    actions.attach(submission, element=element, codes=[one.code for one in files], by=cast.operator, at=NOW)
    return submission


def codes(submission: Submission, element: str = "print_titles") -> list[str]:
    return [held.evidence.code for held in proofs.files_of(submission).get(element, ())]


def expire(file: Evidence) -> None:
    Evidence.objects.filter(pk=file.pk).update(valid_until=date(2026, 2, 16))


class TestAttach:
    def test_takes_exactly_the_files_that_are_named(self, cast: Cast, file_of) -> None:
        first, second = file_of(title="A"), file_of(title="B")
        attach(cast, cast.submission, first, second)
        assert codes(cast.submission) == [first.code, second.code]
        attach(cast, cast.submission, second)
        assert codes(cast.submission) == [second.code]

    def test_tells_the_library_of_evidence_where_it_is_used(self, cast: Cast, file_of) -> None:
        attach(cast, cast.submission, file_of())
        use = Use.objects.get()
        assert use.title == "Putaran 2025, 2.1 Judul tercetak"
        assert use.url == cast.submission.get_absolute_url()

    def test_refuses_a_question_that_the_round_does_not_ask(self, cast: Cast, file_of) -> None:
        with pytest.raises(BadInput, match="tidak menanyakan: kopi"):
            attach(cast, cast.submission, file_of(), element="kopi")

    def test_refuses_what_another_institution_keeps(self, cast: Cast, file_of) -> None:
        with pytest.raises(BadInput, match=r"2\.1 Judul tercetak: bukti .* tidak ada di Perpustakaan Desa"):
            attach(cast, cast.submission, file_of(institution=cast.elsewhere))

    def test_refuses_what_has_expired(self, cast: Cast, file_of) -> None:
        with pytest.raises(BadInput, match="habis berlaku pada 16 Februari 2026"):
            attach(cast, cast.submission, file_of(valid_until=date(2026, 2, 16)))

    def test_refuses_what_was_withdrawn(self, cast: Cast, file_of) -> None:
        with pytest.raises(BadInput, match="ditarik: Keliru"):
            attach(cast, cast.submission, evidence.withdraw(file_of(), reason="Keliru", by=cast.operator))

    def test_waits_until_the_return_can_be_filled_in(self, cast: Cast, file_of) -> None:
        with pytest.raises(WrongState, match="terkirim"):
            attach(cast, cast.submitted(), file_of())

    def test_ends_with_the_round(self, cast: Cast, file_of) -> None:
        with pytest.raises(RoundClosed, match="ditutup pada 14 April 2026"):
            actions.attach(
                cast.submission,
                element="print_titles",
                codes=[file_of().code],
                by=cast.operator,
                at=NOW.replace(month=5),
            )


class TestSubmit:
    def test_names_every_file_that_ended_in_the_order_of_the_questions(self, cast: Cast, file_of) -> None:
        submission, gone, old = cast.save(), file_of(title="Foto"), file_of(title="Daftar hadir")
        attach(cast, submission, gone, element="users_total")
        attach(cast, submission, old)
        evidence.withdraw(gone, reason="Keliru", by=cast.operator)
        expire(old)
        with pytest.raises(NotReady) as refused:
            actions.submit(submission, by=cast.operator, at=NOW)
        assert [one.sentence for one in refused.value.obstacles] == [
            f"2.1 Judul tercetak: bukti Daftar hadir ({old.code}) habis 16 Februari 2026. Ganti buktinya.",
            f"4.2 Pemustaka: bukti Foto ({gone.code}) ditarik. Pilih bukti lain.",
        ]

    def test_does_not_wait_for_evidence(self, cast: Cast) -> None:
        assert actions.submit(cast.save(), by=cast.operator, at=NOW).state == "submitted"


class TestVerification:
    def ended_since(self, cast: Cast) -> Submission:
        file = keep(cast)
        submission = actions.submit(attach(cast, cast.save(), file), by=cast.operator, at=NOW)
        expire(file)
        return submission

    def test_of_many_leaves_out_what_rests_on_a_file_that_ended(self, cast: Cast) -> None:
        rows = [self.ended_since(cast), cast.submitted(cast.school)]
        done, skipped = actions.verify_many(rows, by=cast.verifier, at=NOW)
        assert done == [rows[1]]
        assert [one.why for one in skipped] == ["Ada bukti yang habis berlaku atau ditarik; periksa satu per satu."]

    def test_of_one_is_up_to_the_verifier_who_sees_it(self, cast: Cast) -> None:
        assert actions.verify(self.ended_since(cast), by=cast.verifier, at=NOW).state == "verified"


class TestAcceptance:
    @pytest.fixture
    def file(self, file_of) -> Evidence:
        return file_of()

    @pytest.fixture
    def verified(self, cast: Cast, file: Evidence) -> Submission:
        submission = actions.submit(attach(cast, cast.save(), file), by=cast.operator, at=NOW)
        return actions.verify(submission, by=cast.verifier, at=NOW)

    def test_holds_on_to_what_was_looked_at(self, cast: Cast, verified: Submission, file: Evidence) -> None:
        actions.accept(verified, by=cast.officer, at=NOW)
        keep(cast, replaces=file)
        assert codes(verified) == [file.code]
        with pytest.raises(CannotDo, match="sudah ditetapkan"):
            evidence.release(
                file, place="submission", place_id=verified.pk, element="print_titles", by=cast.operator, at=NOW
            )

    def test_of_many_does_the_same(self, cast: Cast, verified: Submission, file: Evidence) -> None:
        actions.accept_many([verified, cast.verified(cast.school)], by=cast.officer, at=NOW)
        assert Use.objects.get().fixed_at == NOW

    def test_leaves_what_it_skips_free(self, cast: Cast, verified: Submission) -> None:
        actions.accept_many([verified], by=cast.verifier, at=NOW)
        assert Use.objects.get().fixed_at is None

    def test_undone_lets_files_be_exchanged_again(self, cast: Cast, verified: Submission, file_of) -> None:
        actions.accept(verified, by=cast.officer, at=NOW)
        actions.reopen(verified, reason="Salah hitung.", by=cast.officer, at=NOW)
        new = file_of()
        attach(cast, verified, new)
        assert codes(verified) == [new.code]


def url(name: str, submission: Submission, *rest: str) -> str:
    return reverse(f"submissions:{name}", args=[submission.pk, *rest])


class TestSection:
    def test_saves_what_was_typed_and_leads_to_the_evidence(self, cast: Cast, sign_in) -> None:
        data = {"base": "0", "print_titles": "1082", "next": "bukti:print_titles"}
        response = sign_in(cast.operator).post(url("section", cast.submission, "collection"), data)
        assert response.url == f"{url('attach', cast.submission)}?pertanyaan=print_titles"
        assert cast.submission.latest.answers == {"print_titles": 1082}

    def test_stays_while_an_answer_cannot_be_read(self, cast: Cast, sign_in) -> None:
        data = {"base": "0", "print_titles": "banyak", "next": "bukti:print_titles"}
        assert sign_in(cast.operator).post(url("section", cast.submission, "collection"), data).status_code == 422

    def test_shows_the_chosen_files_and_how_they_stand(self, cast: Cast, sign_in, file_of) -> None:
        file = file_of()
        attach(cast, cast.submission, file)
        expire(file)
        text = sign_in(cast.operator).get(url("section", cast.submission, "collection")).text
        assert f'href="{url("evidence", cast.submission, file.code)}">Buku induk</a>' in text
        assert "Habis berlaku" in text

    @pytest.mark.parametrize(
        ("section", "element", "asks"),
        [("collection", "print_titles", True), ("evidence", "evidence_url", True), ("identity", "npp", False)],
    )
    def test_offers_evidence_where_it_is_asked_for(
        self, cast: Cast, sign_in, section: str, element: str, asks: bool
    ) -> None:
        text = sign_in(cast.operator).get(url("section", cast.submission, section)).text
        assert f'name="{element}"' in text
        assert (f'value="bukti:{element}"' in text) is asks


class TestAttachPage:
    def test_chooses_by_tick_and_by_code(self, cast: Cast, sign_in, file_of) -> None:
        first, second = file_of(title="A"), file_of(title="B")
        data = {"element": "print_titles", "evidence": [first.code], "codes": second.code.lower()}
        response = sign_in(cast.operator).post(url("attach", cast.submission), data)
        assert response.url == f"{url('section', cast.submission, 'collection')}#print_titles"
        assert codes(cast.submission) == [first.code, second.code]

    def test_keeps_a_code_that_is_unknown_on_the_page(self, cast: Cast, sign_in) -> None:
        data = {"element": "print_titles", "codes": "ZZZZZZ"}
        response = sign_in(cast.operator).post(url("attach", cast.submission), data)
        assert response.status_code == 422
        assert "bukti ZZZZZZ tidak ada" in response.text
        assert 'value="ZZZZZZ"' in response.text

    def test_puts_a_new_file_in_the_place_of_one_that_has_expired(self, cast: Cast, sign_in, file_of) -> None:
        old, new = file_of(title="Lama"), file_of(title="Baru")
        attach(cast, cast.submission, old)
        expire(old)
        asked = {"pertanyaan": "print_titles", "bukti": new.code}
        text = sign_in(cast.operator).get(url("attach", cast.submission), asked).text
        assert f'value="{new.code}" checked' in text
        assert f'value="{old.code}" checked' not in text

    def test_is_for_a_question_of_the_round(self, cast: Cast, sign_in) -> None:
        assert sign_in(cast.operator).get(url("attach", cast.submission), {"pertanyaan": "kopi"}).status_code == 404

    def test_says_why_a_sent_return_takes_no_files(self, cast: Cast, sign_in) -> None:
        page = sign_in(cast.operator).get(url("attach", cast.submitted()), {"pertanyaan": "print_titles"}, follow=True)
        assert "Isian ini terkirim dan tidak dapat diubah" in page.text


class TestReview:
    def test_leads_to_where_a_file_that_ended_is_exchanged(self, cast: Cast, sign_in, file_of) -> None:
        file, submission = file_of(), cast.save()
        attach(cast, submission, file)
        expire(file)
        text = sign_in(cast.operator).get(url("review", submission)).text
        assert f'href="{url("attach", submission)}?pertanyaan=print_titles">2.1 Judul tercetak: bukti' in text
        assert "Kirim isian</button>" not in text

    def test_hints_at_answers_without_evidence_and_lets_them_go(self, cast: Cast, sign_in, file_of) -> None:
        submission = cast.save()
        bare = proofs.without(submission, submission.latest.answers, {})
        attach(cast, submission, file_of())
        text = sign_in(cast.operator).get(url("review", submission)).text
        assert f"{len(bare) - 1} pertanyaan belum punya berkas bukti" in text
        assert "Kirim isian</button>" in text

    def test_asks_no_evidence_of_what_is_nothing(self, cast: Cast) -> None:
        answers = {"print_titles": 5, "print_items": 0, "users_total": {"nothing": "missing"}, "npp": "0"}
        assert [one.element for one in proofs.without(cast.submission, answers, {})] == ["print_titles"]


class TestReaders:
    @pytest.fixture
    def file(self, cast: Cast, file_of) -> Evidence:
        file = file_of()
        actions.submit(attach(cast, cast.save(), file), by=cast.operator, at=NOW)
        return file

    @pytest.mark.parametrize(
        ("role", "page"),
        [("verifier", "verify"), ("officer", "accept"), ("operator", "overview"), ("verifier", "print")],
    )
    def test_see_the_file_with_size_and_state_and_fetch_it(
        self, cast: Cast, sign_in, file: Evidence, role: str, page: str
    ) -> None:
        client: Client = sign_in(getattr(cast, role))
        text = client.get(url(page, cast.submission)).text
        assert f'href="{url("evidence", cast.submission, file.code)}"' in text
        assert "PDF, " in text
        assert "Berlaku" in text
        assert client.get(url("evidence", cast.submission, file.code)).status_code == 200

    def test_overview_counts_a_file_once(self, cast: Cast, sign_in, file_of) -> None:
        good, gone, submission = file_of(), file_of(), cast.save()
        attach(cast, submission, good, gone)
        attach(cast, submission, gone, element="users_total")
        evidence.withdraw(gone, reason="Keliru", by=cast.operator)
        assert "1 dari 2 bukti tidak berlaku lagi" in sign_in(cast.observer).get(url("overview", submission)).text

    @pytest.mark.parametrize("page", ["overview", "print"])
    def test_observer_reads_of_a_file_but_does_not_fetch_it(
        self, cast: Cast, sign_in, file: Evidence, page: str
    ) -> None:
        client = sign_in(cast.observer)
        text = client.get(url(page, cast.submission)).text
        assert "Buku induk" in text
        assert url("evidence", cast.submission, file.code) not in text
        assert client.get(url("evidence", cast.submission, file.code)).status_code == 403

    def test_outsider_finds_nothing(self, cast: Cast, sign_in, file: Evidence) -> None:
        assert sign_in(cast.outsider).get(url("evidence", cast.submission, file.code)).status_code == 404

    def test_a_file_that_the_return_does_not_use_is_not_found(self, cast: Cast, sign_in, file_of) -> None:
        other, old, submission = file_of(), file_of(), cast.save()
        attach(cast, submission, old)
        attach(cast, submission)
        for code in (other.code, old.code, "ZZZZZZ"):
            assert sign_in(cast.verifier).get(url("evidence", submission, code)).status_code == 404

    def test_fetching_is_journalled_for_those_from_outside(self, cast: Cast, sign_in, file: Evidence) -> None:
        for person in (cast.operator, cast.verifier):
            sign_in(person).get(url("evidence", cast.submission, file.code))
        assert [one.by for one in JournalEntry.objects.filter(action="evidence.view")] == [cast.verifier]


class TestQueries:
    @pytest.mark.parametrize(
        ("role", "name", "rest"),
        [
            ("operator", "section", ("collection",)),
            ("verifier", "verify", ()),
            ("officer", "accept", ()),
            ("operator", "overview", ()),
            ("observer", "print", ()),
        ],
    )
    def test_page_with_files_at_many_questions_costs_at_most_fifteen(
        self, cast: Cast, sign_in, file_of, django_assert_max_num_queries, role: str, name: str, rest: tuple[str, ...]
    ) -> None:
        submission, files = cast.save(), [file_of(), file_of()]
        for element in ("print_titles", "print_items", "users_total", "evidence_url"):
            attach(cast, submission, *files, element=element)
        client = sign_in(getattr(cast, role))
        with django_assert_max_num_queries(15):
            assert client.get(url(name, submission, *rest)).status_code == 200
