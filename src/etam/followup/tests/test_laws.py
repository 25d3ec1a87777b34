"""What holds for any sequence of steps, allowed or refused."""

from datetime import timedelta

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from etam.followup import actions
from etam.followup.exceptions import FollowupProblem
from etam.followup.models import Recommendation
from etam.followup.tests.cast import DUE, NOW

STATUSES = ("done", "partly", "open", "impossible")
# A third of the steps are answers: without one, most others are refused.
STEPS = st.one_of(
    st.just("respond"),
    st.sampled_from([f"judge_{status}" for status in STATUSES]),
    st.sampled_from(["withdraw", "reopen", "extend", "pass_on", "confirm"]),
)


def take(step, one, cast, day):
    """Do one step on a day, as the person who may."""
    at = NOW + timedelta(days=day)
    if step == "respond":
        paper = cast.paper()
        return actions.respond(one, text="Ada.", progress=50, evidence_codes=[paper.code], by=cast.operator, at=at)
    if step == "withdraw":
        return actions.withdraw_response(one, by=cast.operator, at=at)
    if step == "extend":
        due_on = one.due_on + timedelta(days=30)
        return actions.extend(one, due_on=due_on, reason="illness", by=cast.officer, at=at)
    if step == "pass_on":
        return actions.change_owner(one, owner_name=f"Biro {day}", reason="Wewenang.", by=cast.officer, at=at)
    if step in ("reopen", "confirm"):
        return getattr(actions, step)(one, reason="Perlu.", by=cast.officer, at=at)
    uses = one.pending and cast.office.evidence.filter(uses__place_id=str(one.pending.pk)).first()
    needed = {"note": "Kurang.", "reason": "in_court", "document": uses.code if uses else ""}
    return actions.judge(one, status=step.removeprefix("judge_"), by=cast.verifier, at=at, **needed)


def walk(cast, steps):
    """A recommendation after some steps; what is refused changes nothing."""
    (one,) = cast.issue(source_id=Recommendation.objects.count())
    for day, step in enumerate(steps):
        before = snapshot(one)
        try:
            take(step, one, cast, day)
        except FollowupProblem:
            assert snapshot(one) == before
        yield one


def snapshot(one):
    fresh = Recommendation.objects.get(pk=one.pk)
    counts = [getattr(fresh, name).count() for name in ("responses", "verdicts", "extensions", "owner_changes")]
    return fresh.status, fresh.due_on, fresh.pending_id, fresh.verdict_id, fresh.owner_name, counts


@pytest.mark.django_db
class TestAnyHistory:
    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(STEPS, max_size=8))
    def test_keeps_the_recommendation_and_its_history_of_one_mind(self, cast, steps):
        for walked in walk(cast, steps):
            one = Recommendation.objects.get(pk=walked.pk)
            verdicts = list(one.verdicts.all())
            assert one.status == (verdicts[-1].status if verdicts else "open")
            assert one.verdict == (verdicts[-1] if verdicts else None)
            judged = {verdict.response_id for verdict in verdicts}
            waiting = [answer for answer in one.responses.filter(withdrawn_at=None) if answer.pk not in judged]
            assert waiting == ([one.pending] if one.pending else [])
            assert one.pending is None or not one.is_settled

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(STEPS, max_size=8))
    def test_explains_the_due_date_by_what_moved_it_last(self, cast, steps):
        for walked in walk(cast, steps):
            one = Recommendation.objects.get(pk=walked.pk)
            rows = [*one.verdicts.exclude(due_on=None), *one.extensions.all(), *one.owner_changes.all()]
            moved = sorted((row for row in rows if row.due_on), key=lambda row: row.at)
            assert one.due_on == (moved[-1].due_on if moved else DUE)

    @settings(max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
    @given(st.lists(STEPS, max_size=8))
    def test_only_ever_grows(self, cast, steps):
        seen = {}
        for one in walk(cast, steps):
            for name in ("responses", "verdicts", "extensions", "owner_changes"):
                for row in getattr(one, name).values():
                    # That an answer was withdrawn is noted on it, once.
                    said = {key: value for key, value in row.items() if not key.startswith("withdrawn")}
                    assert seen.setdefault((name, row["id"]), said) == said
            assert all(
                set(getattr(one, name).values_list("pk", flat=True)) >= {pk for kind, pk in seen if kind == name}
                for name in ("responses", "verdicts", "extensions", "owner_changes")
            )


class TestEveryStatus:
    @pytest.mark.parametrize("status", STATUSES)
    def test_can_be_reached_and_left_again(self, cast, status):
        one = cast.judged(status)
        assert one.status == status
        if one.is_settled:
            actions.reopen(one, reason="Perlu.", by=cast.officer)
        cast.answer(one, cast.paper())
        other = "partly" if status != "partly" else "done"
        actions.judge(one, status=other, note="Berubah.", by=cast.verifier)
        assert one.status == other
