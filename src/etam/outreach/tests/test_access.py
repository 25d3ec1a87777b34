"""Who sees and who organises which event."""

import pytest
from django.core.exceptions import PermissionDenied
from django.http import Http404

from etam.outreach import access
from etam.outreach.tests.cast import TODAY


def seen(user):
    return list(access.events_to_view(user, TODAY))


class TestView:
    @pytest.mark.parametrize("role", ["officer", "observer"])
    def test_officers_and_observers_see_all(self, cast, role):
        event = cast.event(regency=cast.other_regency, kinds=["school"])
        assert seen(getattr(cast, role)) == [event]

    def test_a_verifier_sees_the_own_region_and_the_province(self, cast):
        own, province = cast.event(), cast.event(regency=None)
        cast.event(regency=cast.other_regency)
        assert set(seen(cast.verifier)) == {own, province}

    def test_an_operator_sees_what_is_meant_for_the_library(self, cast):
        own, all_kinds = cast.event(), cast.event(regency=None, kinds=[])
        cast.event(kinds=["school"])
        cast.event(regency=cast.other_regency)
        assert set(seen(cast.operator)) == {own, all_kinds}

    def test_an_operator_sees_what_the_library_attended(self, cast):
        event = cast.event(cast.village, regency=cast.other_regency, kinds=["school"])
        assert seen(cast.operator) == [event]

    def test_an_office_sees_only_what_it_attended(self, cast):
        from etam.institutions.tests.cast import person

        auditee = person("hasan@example.id", "Hasan", "operator", institution=cast.office)
        cast.event(regency=None, kinds=[])
        event = cast.event(cast.office)
        assert seen(auditee) == [event]

    def test_others_have_nothing_to_do_with_it(self, cast):
        with pytest.raises(PermissionDenied):
            access.events_to_view(cast.assessor)


class TestOrganise:
    @pytest.mark.parametrize("role", ["officer", "verifier"])
    def test_is_for_officers_and_the_verifier_of_the_region(self, cast, role):
        event = cast.event()
        assert access.event_to_organise(getattr(cast, role), event.code) == event

    @pytest.mark.parametrize("role", ["observer", "operator"])
    def test_is_refused_to_readers(self, cast, role):
        with pytest.raises(PermissionDenied):
            access.event_to_organise(getattr(cast, role), cast.event().code)

    def test_of_another_region_is_not_found(self, cast):
        with pytest.raises(Http404):
            access.event_to_organise(cast.outsider, cast.event().code)

    def test_of_the_whole_province_is_for_officers(self, cast):
        event = cast.event(regency=None)
        with pytest.raises(PermissionDenied):
            access.event_to_organise(cast.verifier, event.code)

    def test_a_verifier_offers_the_own_region_only(self, cast):
        assert access.regencies_to_organise(cast.verifier) == [cast.regency]
        assert not access.may_reach_the_province(cast.verifier)
