from datetime import date

import pytest

from etam.accounts import journal
from etam.institutions import access
from etam.institutions.actions import InstitutionProblem, assign_membership, end_membership
from etam.institutions.middleware import MembershipMiddleware

pytestmark = pytest.mark.django_db
START = date(2025, 1, 1)


class TestAssignMembership:
    def test_lets_the_person_act_from_that_day(self, outsider, regions):
        assign_membership(outsider, role="verifier", region=regions["64.08"], valid_from=START, by=None)
        assert access.roles(outsider, on=START) == {"verifier"}

    def test_is_journalled_with_what_was_given(self, outsider, regions, officer):
        membership = assign_membership(outsider, role="verifier", region=regions["64.08"], valid_from=START, by=officer)
        entry = journal.of(membership).get()
        assert (entry.by, entry.detail["user"], entry.detail["region"]) == (officer, outsider.email, "64.08")

    @pytest.mark.parametrize(
        ("role", "needed"), [("operator", "lembaga"), ("verifier", "wilayah"), ("partner", "instansi")]
    )
    def test_needs_what_the_role_acts_for(self, outsider, role, needed):
        with pytest.raises(InstitutionProblem, match=needed):
            assign_membership(outsider, role=role, valid_from=START, by=None)

    def test_refuses_an_unknown_role(self, outsider):
        with pytest.raises(InstitutionProblem, match="bos"):
            assign_membership(outsider, role="bos", valid_from=START, by=None)

    def test_refuses_to_end_before_it_begins(self, outsider):
        with pytest.raises(InstitutionProblem, match="sebelum"):
            assign_membership(outsider, role="officer", valid_from=START, valid_to=date(2024, 12, 31), by=None)

    def test_refuses_the_same_twice_at_a_time(self, outsider):
        assign_membership(outsider, role="officer", valid_from=START, by=None)
        with pytest.raises(InstitutionProblem, match="sudah memegang"):
            assign_membership(outsider, role="officer", valid_from=date(2025, 6, 1), by=None)

    def test_allows_the_same_again_after_it_ended(self, outsider):
        first = assign_membership(outsider, role="officer", valid_from=START, by=None)
        end_membership(first, on=date(2025, 3, 31), by=None)
        assign_membership(outsider, role="officer", valid_from=date(2025, 4, 1), by=None)
        assert access.roles(outsider, on=date(2025, 4, 1)) == {"officer"}


class TestEndMembership:
    def test_holds_on_its_last_day(self, operator):
        membership = operator.memberships.get()
        end_membership(membership, on=date(2025, 3, 31), by=None)
        assert access.has_role(operator, "operator", on=date(2025, 3, 31))
        assert not access.has_role(operator, "operator", on=date(2025, 4, 1))

    def test_is_refused_before_the_beginning(self, operator):
        with pytest.raises(InstitutionProblem, match="sebelum"):
            end_membership(operator.memberships.get(), on=date(2020, 1, 1), by=None)


class TestMembershipMiddleware:
    def test_looks_once_in_a_request(self, outsider, regions, rf, django_assert_num_queries):
        assign_membership(outsider, role="verifier", region=regions["64.08"], valid_from=START, by=None)
        with django_assert_num_queries(1):
            asked = _in_one_request(rf, outsider, lambda user: [access.roles(user), access.roles(user)])
        assert asked == [{"verifier"}, {"verifier"}]

    def test_forgets_with_the_request(self, outsider, rf):
        assert _in_one_request(rf, outsider, access.roles) == set()
        assign_membership(outsider, role="officer", valid_from=START, by=None)
        assert _in_one_request(rf, outsider, access.roles) == {"officer"}


def _in_one_request(rf, user, ask):
    """What `ask` finds about `user` while one request is answered."""
    request, found = rf.get("/"), []
    request._cached_user = user
    MembershipMiddleware(lambda answered: found.append(ask(answered.user)))(request)
    return found[0]
