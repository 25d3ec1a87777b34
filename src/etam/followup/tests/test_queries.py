from datetime import date, timedelta

import pytest
from django.utils.timezone import localdate

from etam.evidence import actions as evidence
from etam.followup import actions, queries
from etam.followup.models import Recommendation
from etam.followup.queries import listing
from etam.followup.queries.timeline import timeline
from etam.followup.queries.turns import lines
from etam.followup.tests.cast import DUE, ISSUED, NOW, TODAY, institution
from etam.institutions import actions as institutions
from etam.institutions.access import KEPT
from etam.institutions.tests.cast import person

ALL = Recommendation.objects.all


def codes(rows):
    return [one.number for one in rows.order_by("number")]


@pytest.fixture
def five(cast):
    """1 open, 2 answered, 3 partly, 4 done, 5 impossible."""
    rows = cast.issue(*(cast.item(number) for number in range(1, 6)))
    for one, status in zip(rows[1:], ("", "partly", "done", "impossible"), strict=True):
        paper = cast.paper()
        cast.answer(one, paper)
        if status:
            given = {"note": "Kurang.", "reason": "in_court", "document": paper.code}
            actions.judge(one, status=status, by=cast.verifier, at=NOW, **given)
    return rows


class TestTally:
    def test_counts_by_status(self, five):
        counted = queries.tally(ALL(), TODAY)
        assert counted.by_status == {"done": 1, "partly": 1, "open": 2, "impossible": 1}
        assert (counted.total, counted.settled, counted.waiting) == (5, 2, 1)

    def test_calls_nothing_late_on_the_last_day(self, five):
        assert queries.tally(ALL(), DUE).late == 0

    def test_calls_late_what_nobody_answered(self, five):
        assert queries.tally(ALL(), DUE + timedelta(days=1)).answers_late == 1

    def test_calls_no_verdict_late_on_its_last_day(self, five):
        assert queries.tally(ALL(), date(2026, 3, 19)).reviews_late == 0

    def test_calls_late_what_nobody_judged(self, five):
        counted = queries.tally(ALL(), date(2026, 3, 20))
        assert (counted.answers_late, counted.reviews_late, counted.late) == (1, 1, 2)

    def test_calls_old_what_is_unfinished_after_ninety_days(self, cast, five):
        day = ISSUED.date() + timedelta(days=90)
        assert queries.tally(ALL(), day).old == 0
        assert queries.tally(ALL(), day + timedelta(days=1)).old == 3

    def test_calls_old_what_is_due_in_years(self, cast):
        cast.issued(due_on=date(2030, 1, 1))
        counted = queries.tally(ALL(), ISSUED.date() + timedelta(days=91))
        assert (counted.old, counted.late) == (1, 0)

    def test_needs_one_query(self, five, django_assert_num_queries):
        with django_assert_num_queries(1):
            queries.tally(ALL(), TODAY)


class TestMatching:
    @pytest.mark.parametrize(
        ("filters", "found"),
        [
            ({"status": "done"}, [4]),
            ({"clock": "menunggu"}, [2]),
            ({"topic": "archives"}, [1, 2, 3, 4, 5]),
            ({"topic": "library"}, []),
            ({"source": "gathering/7"}, [1, 2, 3, 4, 5]),
            ({"source": "gathering/8"}, []),
            ({"search": "retensi arsip 3"}, [3]),
            ({"search": "kutai"}, [1, 2, 3, 4, 5]),
            ({"regency": "64.74"}, []),
        ],
    )
    def test_narrows_the_list(self, five, filters, found):
        assert codes(listing.matching(ALL(), TODAY, **filters)) == found

    def test_finds_what_is_late_on_either_clock(self, five):
        assert codes(listing.matching(ALL(), date(2026, 3, 20), clock="lewat")) == [1, 2]

    def test_finds_by_the_region_of_the_heir(self, cast, five):
        heir = institution("K-3", "Dinas Gabungan", cast.other_regency)
        institutions.merge([cast.office], into=heir, on=TODAY, by=None)
        assert len(codes(listing.matching(ALL(), TODAY, regency="64.74"))) == 5


class TestByUrgency:
    def test_puts_first_what_ends_first_and_last_what_is_settled(self, cast, five):
        cast.issue(cast.item(6, due_on=date(2026, 2, 20)))
        ordered = [one.number for one in listing.by_urgency(ALL())]
        # 20 February, 6 March, 19 March (verdict), 18 April.
        assert ordered[:4] == [6, 1, 2, 3]
        assert set(ordered[4:]) == {4, 5}


class TestLines:
    def test_tell_whose_turn_it_is(self, five):
        shown = lines(ALL().select_related("institution", "pending").order_by("number"), TODAY)
        assert [line.turn.who for line in shown] == ["owner", "judge", "owner", "", ""]
        assert shown[0].turn.sentence == (
            "Giliran Dinas Perpustakaan dan Kearsipan Kutai Timur: jawab paling lambat 6 Maret 2026, 17 hari lagi."
        )
        assert shown[1].turn.sentence == "Giliran penilai: nilai jawaban paling lambat 19 Maret 2026, 30 hari lagi."

    def test_tell_how_late_it_is(self, five):
        turn = lines(ALL().select_related("institution", "pending").order_by("number"), date(2026, 3, 18))[0].turn
        assert turn.is_late
        assert "jawab segera, batasnya 6 Maret 2026 lewat 12 hari" in turn.sentence

    def test_tell_that_an_owner_must_be_found(self, cast):
        one = cast.issued()
        institutions.close(cast.office, on=date(2026, 2, 1), reason="Dilebur.", by=None)
        one.refresh_from_db()
        turn = lines([one], TODAY)[0].turn
        assert turn.who == "officer"
        assert "tentukan penanggung jawab baru" in turn.sentence

    def test_need_the_same_number_of_queries_however_many_there_are(self, five, django_assert_num_queries):
        for count in (1, 5):
            with django_assert_num_queries(2):
                lines(ALL().select_related("institution", "institution__regency", "pending")[:count], TODAY)


class TestTimeline:
    def test_tells_everything_that_happened_the_latest_first(self, cast):
        one = cast.judged("done")
        paper = one.verdict.document or cast.office.evidence.get()
        evidence.withdraw(paper, reason="Dibatalkan.", by=cast.operator, at=NOW + timedelta(days=1))
        actions.confirm(one, reason="Tetap.", by=cast.officer, at=NOW + timedelta(days=2))
        actions.reopen(one, reason="Lagi.", by=cast.officer, at=NOW + timedelta(days=3))
        due_on = date(2026, 6, 1)
        actions.extend(one, due_on=due_on, reason="illness", by=cast.officer, at=NOW + timedelta(days=4))
        actions.change_owner(one, owner_name="Biro", reason="Wewenang.", by=cast.officer, at=NOW + timedelta(days=5))
        told = [event.kind for event in timeline(one, TODAY)]
        assert told == ["owner", "extension", "reopened", "confirmed", "verdict", "response", "issued"]

    def test_shows_how_evidence_stands_now(self, cast):
        paper = cast.paper()
        one = cast.answered(paper)
        evidence.withdraw(paper, reason="Dibatalkan.", by=cast.operator)
        (event,) = [event for event in timeline(one, TODAY) if event.kind == "response"]
        assert [(one.evidence, one.state) for one in event.papers] == [(paper, "withdrawn")]

    def test_keeps_an_answer_that_was_withdrawn(self, cast):
        one = cast.answered()
        actions.withdraw_response(one, by=cast.operator, at=NOW + timedelta(hours=1))
        assert [event.kind for event in timeline(one, TODAY)] == ["withdrawn", "response", "issued"]


class TestWaitingFor:
    def test_shows_an_operator_what_to_answer_the_nearest_date_first(self, cast):
        cast.issue(cast.item(1), cast.item(2, due_on=date(2026, 2, 20)))
        found = queries.waiting_for(cast.operator, TODAY)
        assert [(one.title, one.due_on) for one in found] == [
            ("Susun jadwal retensi arsip 2.", date(2026, 2, 20)),
            ("Susun jadwal retensi arsip 1.", DUE),
        ]
        assert found[0].url.endswith("/jawab/")

    def test_says_what_is_late(self, cast):
        cast.issued()
        (found,) = queries.waiting_for(cast.operator, DUE + timedelta(days=1))
        assert found.is_urgent

    def test_sums_up_what_would_be_too_long(self, cast):
        cast.issue(*(cast.item(number) for number in range(1, 12)))
        found = queries.waiting_for(cast.operator, TODAY)
        assert len(found) == 9
        assert found[-1].title == "3 rekomendasi lain menunggu jawaban"

    def test_tells_of_the_judges_remark(self, cast):
        cast.judged("partly")
        (found,) = queries.waiting_for(cast.operator, TODAY)
        assert "perbaiki sesuai catatan penilai" in found.detail

    @pytest.mark.parametrize("who", ["verifier", "officer"])
    def test_shows_a_judge_how_many_answers_wait(self, cast, who):
        cast.answered()
        (found,) = queries.waiting_for(getattr(cast, who), TODAY)
        assert (found.title, found.due_on) == ("1 jawaban tindak lanjut menunggu penilaian", date(2026, 3, 19))

    @pytest.mark.parametrize("who", ["outsider", "observer", "neighbour", "operator"])
    def test_leaves_others_alone(self, cast, who):
        cast.answered()
        assert queries.waiting_for(getattr(cast, who), TODAY) == []

    def test_leaves_out_whom_the_own_part_keeps_from_judging(self, cast):
        cast.answered(by=cast.officer)
        assert queries.waiting_for(cast.officer, TODAY) == []
        assert queries.waiting_for(cast.second_officer, TODAY)

    def test_shows_a_judge_a_verdict_whose_evidence_was_withdrawn(self, cast):
        cast.judged("done")
        evidence.withdraw(cast.office.evidence.get(), reason="Salah.", by=cast.operator, at=NOW + timedelta(days=1))
        (found,) = queries.waiting_for(cast.officer, TODAY)
        assert "Bukti di bawah penilaiannya ditarik" in found.detail
        assert found.url.endswith("/atur/")

    def test_shows_an_officer_what_nobody_owns_any_more(self, cast):
        cast.issued()
        institutions.close(cast.office, on=date(2026, 2, 1), reason="Dilebur.", by=None)
        (found,) = queries.waiting_for(cast.officer, TODAY)
        assert "Tentukan penanggung jawab baru" in found.detail
        assert queries.waiting_for(cast.verifier, TODAY) == []

    @pytest.mark.parametrize("role", ["assessor", "administrator"])
    def test_is_empty_for_roles_that_follow_nothing_up(self, cast, role):
        cast.answered()
        assert queries.waiting_for(person("s@example.id", "Sari", role), localdate()) == []

    @pytest.mark.parametrize(("who", "most"), [("operator", 3), ("verifier", 5), ("officer", 5), ("observer", 1)])
    def test_costs_few_queries(self, cast, five, who, most, django_assert_max_num_queries):
        user = getattr(cast, who)
        setattr(user, KEPT, {})  # as a request does: memberships are read once
        with django_assert_max_num_queries(most):
            assert bool(queries.waiting_for(user, TODAY)) is (who != "observer")
