"""Plans to help: their stages, who carries them on, and what is refused."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from etam.accounts import journal
from etam.institutions.models import ParentBody
from etam.programmes.actions import plans
from etam.programmes.exceptions import BadInput, WrongState
from etam.programmes.models import BodyNote, HelpPlan
from etam.programmes.queries import stages, waiting
from etam.programmes.queries.priority import priorities
from etam.programmes.queries.stages import Stage
from etam.programmes.tests.money_cast import Cast, make_cast
from etam.submissions.models import Submission
from etam.submissions.tests.cast import open_round

SignIn = Callable[[Any], Any]


@pytest.fixture
def cast(db: None) -> Cast:
    return make_cast()


@pytest.fixture(autouse=True)
def one_factor(settings: Any) -> None:
    settings.SECOND_FACTOR_ROLES = set()


def plan(cast: Cast, *bodies: ParentBody, **changes: Any) -> HelpPlan:
    told = {"year": localdate().year, "agency": "dpmpd", "fund": "dana_desa", "by": cast.officer, **changes}
    return plans.plan_help(bodies or [cast.village], **told)[0]


def stage(body: ParentBody) -> Stage:
    found = stages.course_of(body)
    assert found is not None
    return found.stage


def money(cast: Cast, planned: int | None, spent: int | None = None, **changes: Any) -> None:
    told = {"subject": cast.village, "fund": "dana_desa", "purpose": "other", "year": localdate().year, **changes}
    cast.record(planned, spent, **told)


class TestStages:
    def test_follow_from_the_records_one_after_the_other(self, cast: Cast) -> None:
        made = plan(cast)
        assert stage(cast.village) is Stage.PLANNED
        money(cast, 25_000_000)
        assert stage(cast.village) is Stage.BUDGETED
        money(cast, 25_000_000, 24_000_000, version=1)
        assert stage(cast.village) is Stage.REALISED
        library = plans.register_library(made, name="Perpustakaan Nehes", since=localdate(), by=cast.officer)
        assert stage(cast.village) is Stage.REGISTERED
        open_round("2025", 2025, [library], year=2026)
        assert stage(cast.village) is Stage.REGISTERED
        Submission.objects.update(first_submitted_at="2026-02-17T10:00:00Z")
        assert stage(cast.village) is Stage.RETURNED

    def test_a_budget_of_zero_is_no_budget(self, cast: Cast) -> None:
        plan(cast)
        money(cast, 0)
        assert stage(cast.village) is Stage.PLANNED

    def test_money_of_the_year_before_does_not_count(self, cast: Cast) -> None:
        plan(cast)
        money(cast, 25_000_000, year=localdate().year - 1)
        assert stage(cast.village) is Stage.PLANNED

    def test_a_step_without_a_record_stays_visible(self, cast: Cast) -> None:
        made = plan(cast)
        plans.register_library(made, name="Perpustakaan Nehes", since=localdate(), by=cast.officer)
        found = stages.course_of(cast.village)
        assert found is not None
        assert found.skipped == [Stage.BUDGETED, Stage.REALISED]

    def test_each_stage_says_who_does_what_next(self, cast: Cast) -> None:
        plan(cast)
        found = stages.course_of(cast.village)
        assert found is not None
        assert (found.who, found.task) == ("DPMPD", "catat anggarannya")

    def test_a_plan_given_up_is_on_no_board(self, cast: Cast) -> None:
        plans.withdraw_plan(plan(cast), reason="Dialihkan", by=cast.officer)
        assert stages.course_of(cast.village) is None
        assert [one.withdrawn_reason for one in stages.given_up(ParentBody.objects.all())] == ["Dialihkan"]


class TestPlanning:
    def test_many_are_planned_together_each_in_the_journal(self, cast: Cast) -> None:
        plan(cast, cast.village, cast.far_village)
        assert [journal.of(one).count() for one in HelpPlan.objects.all()] == [1, 1]

    def test_a_second_plan_for_the_same_village_stores_none(self, cast: Cast) -> None:
        plan(cast)
        with pytest.raises(WrongState, match="Sudah direncanakan: Nehes Liah Bing"):
            plan(cast, cast.far_village, cast.village)
        assert HelpPlan.objects.count() == 1

    def test_one_with_a_library_is_refused(self, cast: Cast) -> None:
        with pytest.raises(WrongState, match="Sudah berperpustakaan: SDN 004"):
            plan(cast, cast.school, fund="bosp")

    def test_a_fund_that_it_never_gets(self, cast: Cast) -> None:
        with pytest.raises(BadInput, match="BOS/BOSP tidak untuk Nehes"):
            plan(cast, fund="bosp")

    def test_giving_up_needs_a_reason_and_happens_once(self, cast: Cast) -> None:
        made = plan(cast)
        with pytest.raises(BadInput, match="Tulis alasannya"):
            plans.withdraw_plan(made, reason=" ", by=cast.officer)
        plans.withdraw_plan(made, reason="Dialihkan", by=cast.officer)
        with pytest.raises(WrongState, match="sudah ditarik"):
            plans.withdraw_plan(made, reason="Dialihkan", by=cast.officer)

    def test_after_giving_up_it_can_be_planned_anew(self, cast: Cast) -> None:
        plans.withdraw_plan(plan(cast), reason="Dialihkan", by=cast.officer)
        assert plan(cast).withdrawn_at is None


class TestRegistering:
    def test_the_library_is_linked_and_in_its_place(self, cast: Cast) -> None:
        library = plans.register_library(plan(cast), name="Perpustakaan Nehes", since=localdate(), by=cast.officer)
        cast.village.refresh_from_db()
        assert cast.village.library == library
        assert (library.kind, library.subtype, library.region_id) == ("public", "village", "64.08.05.2001")

    def test_a_school_s_library_carries_its_npsn(self, cast: Cast) -> None:
        made = plan(cast, cast.madrasah, fund="bosp", agency="kemenag")
        library = plans.register_library(made, name="Perpustakaan MIN 1", since=localdate(), by=cast.officer)
        assert (library.kind, library.subtype, library.npsn) == ("school", "sd_mi", "60700001")

    def test_not_twice_and_not_before_its_day(self, cast: Cast) -> None:
        made = plan(cast)
        with pytest.raises(BadInput, match="belum tiba"):
            plans.register_library(made, name="Nehes", since=localdate() + timedelta(days=1), by=cast.officer)
        plans.register_library(made, name="Nehes", since=localdate(), by=cast.officer)
        with pytest.raises(WrongState, match="sudah tertaut"):
            plans.register_library(made, name="Nehes", since=localdate(), by=cast.officer)


class TestNotes:
    def test_a_decision_is_noted_and_taken_back(self, cast: Cast) -> None:
        row = plans.note(cast.village, on=localdate(), meeting="Rapat bersama", text="Dibantu 2027", by=cast.officer)
        plans.withdraw_note(row, by=cast.officer)
        with pytest.raises(WrongState, match="sudah ditarik"):
            plans.withdraw_note(row, by=cast.officer)

    @pytest.mark.parametrize(
        "changes", [{"text": " "}, {"meeting": ""}, {"on": date(2999, 1, 1)}], ids=["text", "meeting", "day"]
    )
    def test_a_decision_needs_text_meeting_and_a_past_day(self, cast: Cast, changes: dict[str, Any]) -> None:
        told = {"on": localdate(), "meeting": "Rapat", "text": "Putusan", **changes}
        with pytest.raises(BadInput):
            plans.note(cast.village, by=cast.officer, **told)


class TestDoors:
    def test_a_partner_plans_the_own_part(self, cast: Cast, sign_in: SignIn) -> None:
        form = {"badan": [cast.village.pk], "year": localdate().year, "fund": "dana_desa"}
        assert sign_in(cast.village_partner).post(reverse("programmes:plan"), form).status_code == 302
        assert HelpPlan.objects.get().agency == "dpmpd"

    def test_another_s_body_among_the_chosen_is_not_found_and_nothing_is_planned(
        self, cast: Cast, sign_in: SignIn
    ) -> None:
        form = {"badan": [cast.village.pk, cast.madrasah.pk], "year": localdate().year, "fund": "apbd"}
        assert sign_in(cast.village_partner).post(reverse("programmes:plan"), form).status_code == 404
        assert not HelpPlan.objects.exists()

    @pytest.mark.parametrize("who", ["school_partner", "madrasah_partner", "observer", "operator"])
    @pytest.mark.parametrize("name", ["withdraw_plan", "register_library"])
    def test_another_s_plan_is_not_found(self, cast: Cast, sign_in: SignIn, who: str, name: str) -> None:
        url = reverse(f"programmes:{name}", args=[plan(cast).pk])
        assert sign_in(getattr(cast, who)).post(url, {"reason": "x"}).status_code == 404

    def test_another_s_note_is_not_found(self, cast: Cast, sign_in: SignIn) -> None:
        row = plans.note(cast.village, on=localdate(), meeting="Rapat", text="Putusan", by=cast.officer)
        client = sign_in(cast.school_partner)
        assert client.post(reverse("programmes:withdraw_note", args=[row.pk])).status_code == 404
        assert client.get(reverse("programmes:note", args=[cast.village.pk])).status_code == 404
        assert BodyNote.objects.get().withdrawn_at is None

    def test_the_board_shows_a_partner_the_own_plans(self, cast: Cast, sign_in: SignIn) -> None:
        plan(cast)
        text = sign_in(cast.school_partner).get(reverse("programmes:help")).content.decode()
        assert "Belum ada rencana bantuan yang berjalan" in text
        assert "Nehes Liah Bing" in sign_in(cast.village_partner).get(reverse("programmes:help")).content.decode()

    def test_what_waits_is_told_to_the_partner_whose_part_it_is(self, cast: Cast) -> None:
        plan(cast)
        today = localdate()
        assert [one.title for one in waiting.waiting_for(cast.village_partner, today)] == [
            "1 rencana bantuan belum dianggarkan"
        ]
        assert list(waiting.waiting_for(cast.school_partner, today)) == []
        assert list(waiting.waiting_for(cast.operator, today)) == []


class TestPriorityPage:
    def test_those_with_a_library_are_not_in_it_and_unknown_stands_after_none(self, cast: Cast) -> None:
        ParentBody.objects.filter(pk=cast.madrasah.pk).update(stated="none", stated_on=localdate())
        found = priorities(ParentBody.objects.all(), localdate().year, dict(zip(*WEIGHTS_OF_NEED, strict=True)))
        names = [one.body.name for one in found.places(0, 10)]
        assert names == ["MIN 1 Bontang", "Nehes Liah Bing", "Loktuan"]

    def test_the_reasons_sum_to_the_score_and_name_what_is_missing(self, cast: Cast) -> None:
        for one in priorities(ParentBody.objects.all(), localdate().year).places(0, 10):
            assert one.score == pytest.approx(sum(part.points for part in one.parts))
            assert "dana yang ada" in one.missing

    def test_weights_come_from_the_address_and_say_so(self, cast: Cast, sign_in: SignIn) -> None:
        answer = sign_in(cast.officer).get(reverse("programmes:priority"), {"orang": "100", "perpustakaan": "0"})
        assert "diubah dari bawaan" in answer.content.decode()
        assert answer.context["places"][0].body == cast.far_village

    @pytest.mark.parametrize(
        "query",
        [
            {"orang": "-1"},
            {"orang": "banyak"},
            dict.fromkeys(("perpustakaan", "orang", "jarak", "dana", "kesiapan"), "0"),
        ],
    )
    def test_weights_that_mean_nothing_are_answered_with_a_sentence(
        self, cast: Cast, sign_in: SignIn, query: dict
    ) -> None:
        assert sign_in(cast.officer).get(reverse("programmes:priority"), query).status_code == 422

    def test_a_partner_sees_the_own_part(self, cast: Cast, sign_in: SignIn) -> None:
        places = sign_in(cast.madrasah_partner).get(reverse("programmes:priority")).context["places"]
        assert [one.body for one in places] == [cast.madrasah]

    @pytest.mark.parametrize("kind", ["csv", "xlsx"])
    def test_the_list_is_a_file_too(self, cast: Cast, sign_in: SignIn, kind: str) -> None:
        answer = sign_in(cast.officer).get(reverse("programmes:priority_file", args=[kind]))
        assert answer.status_code == 200
        assert answer["Content-Disposition"].endswith(f'.{kind}"')


WEIGHTS_OF_NEED = (("need", "people", "distance", "money", "readiness"), (1.0, 0.0, 0.0, 0.0, 0.0))
