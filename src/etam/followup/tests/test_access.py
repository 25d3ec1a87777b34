from datetime import timedelta

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from etam.followup import access
from etam.followup.tests.cast import TODAY, institution
from etam.institutions import actions as institutions
from etam.institutions.tests.cast import person


@pytest.fixture
def one(cast):
    return cast.issued()


@pytest.fixture
def unregistered(cast):
    return cast.issue(cast.item(owner_name="Biro Hukum"), source_id=8)[0]


class TestView:
    @pytest.mark.parametrize("who", ["operator", "verifier", "officer", "observer"])
    def test_is_open_to_owner_region_and_province(self, cast, one, who):
        assert access.recommendation_to_view(getattr(cast, who), one.code) == one

    @pytest.mark.parametrize("who", ["neighbour", "outsider"])
    def test_hides_it_from_others(self, cast, one, who):
        with pytest.raises(Http404):
            access.recommendation_to_view(getattr(cast, who), one.code)

    @pytest.mark.parametrize("role", ["assessor", "administrator", "partner"])
    def test_is_refused_to_roles_that_follow_nothing_up(self, cast, one, role):
        scope = {"agency": "disdikbud"} if role == "partner" else {}
        with pytest.raises(PermissionDenied):
            access.recommendation_to_view(person("s@example.id", "Sari", role, **scope), one.code)

    @pytest.mark.parametrize(("who", "sees"), [("officer", True), ("observer", True), ("verifier", False)])
    def test_of_an_owner_that_is_not_registered_is_for_the_province(self, cast, unregistered, who, sees):
        assert access.recommendations_to_view(getattr(cast, who)).exists() is sees


class TestAnswer:
    def test_is_for_the_operators_of_the_owner(self, cast, one):
        assert access.recommendation_to_answer(cast.operator, one.code) == one

    @pytest.mark.parametrize("who", ["verifier", "officer", "observer"])
    def test_is_refused_to_those_who_only_read(self, cast, one, who):
        with pytest.raises(PermissionDenied, match="Hanya petugas penanggung jawabnya yang menjawab"):
            access.recommendation_to_answer(getattr(cast, who), one.code)

    def test_is_for_an_officer_where_the_owner_is_not_registered(self, cast, unregistered):
        assert access.recommendation_to_answer(cast.officer, unregistered.code) == unregistered

    def test_ends_with_the_membership(self, cast, one):
        cast.operator.memberships.update(valid_to=TODAY - timedelta(days=1))
        with pytest.raises(PermissionDenied):
            access.recommendation_to_answer(cast.operator, one.code)


class TestJudge:
    @pytest.mark.parametrize("who", ["verifier", "officer"])
    def test_is_for_the_verifier_of_the_region_and_officers(self, cast, one, who):
        assert access.recommendation_to_judge(getattr(cast, who), one.code) == one

    @pytest.mark.parametrize("who", ["operator", "observer"])
    def test_is_refused_to_others_who_read(self, cast, one, who):
        with pytest.raises(PermissionDenied, match="Hanya verifikator daerah ini"):
            access.recommendation_to_judge(getattr(cast, who), one.code)

    def test_hides_it_from_a_verifier_of_another_region(self, cast, one):
        with pytest.raises(Http404):
            access.recommendation_to_judge(cast.outsider, one.code)


class TestPassOn:
    def test_is_for_officers(self, cast, one):
        assert access.may_pass_on(cast.officer)
        assert not access.may_pass_on(cast.verifier)


class TestAfterAMerger:
    @pytest.fixture
    def heir(self, cast, one):
        """The office of Kutai Timur is part of an office of Bontang now."""
        heir = institution("K-3", "Dinas Gabungan", cast.other_regency)
        institutions.merge([cast.office], into=heir, on=TODAY, by=None)
        return heir

    def test_the_heir_answers(self, cast, one, heir):
        newcomer = person("beni@example.id", "Beni", "operator", institution=heir)
        assert access.recommendation_to_answer(newcomer, one.code) == one

    def test_the_old_operator_does_not(self, cast, one, heir):
        with pytest.raises(Http404):
            access.recommendation_to_answer(cast.operator, one.code)

    def test_the_verifier_of_the_heir_judges(self, cast, one, heir):
        assert access.recommendation_to_judge(cast.outsider, one.code) == one
        with pytest.raises(Http404):
            access.recommendation_to_judge(cast.verifier, one.code)


class TestEvidence:
    @pytest.fixture
    def paper(self, cast, one):
        paper = cast.paper()
        cast.answer(one, paper)
        return paper

    @pytest.mark.parametrize("who", ["operator", "verifier", "officer"])
    def test_is_open_to_those_who_answer_or_judge(self, cast, one, paper, who):
        assert access.evidence_in_response(getattr(cast, who), one.code, paper.code) == paper

    def test_is_closed_to_an_observer(self, cast, one, paper):
        with pytest.raises(PermissionDenied, match="hanya untuk yang menjawab dan yang menilai"):
            access.evidence_in_response(cast.observer, one.code, paper.code)

    def test_that_no_answer_uses_is_not_found(self, cast, one, paper):
        with pytest.raises(Http404):
            access.evidence_in_response(cast.officer, one.code, cast.paper().code)
