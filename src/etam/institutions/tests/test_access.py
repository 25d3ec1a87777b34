from datetime import date

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import PermissionDenied
from django.http import Http404

from etam.institutions import access
from etam.institutions.models import Membership

pytestmark = pytest.mark.django_db


def names(institutions):
    return sorted(institution.name for institution in institutions)


@pytest.fixture(autouse=True)
def both(village_library, school_library):
    return [village_library, school_library]


class TestInstitutionsFor:
    def test_an_operator_sees_the_assigned_one(self, operator):
        assert names(access.institutions_for(operator)) == ["Perpustakaan Sepaso"]

    def test_a_verifier_sees_the_region(self, verifier):
        assert names(access.institutions_for(verifier)) == ["Perpustakaan Sepaso"]

    def test_an_officer_sees_the_province(self, officer, both):
        assert access.institutions_for(officer).count() == 2

    def test_an_observer_sees_the_province(self, person):
        assert access.institutions_for(person("Pengamat", "observer")).count() == 2

    def test_an_assessor_sees_what_is_assigned(self, person, school_library):
        assessor = person("Asesor", "assessor", institution=school_library)
        assert names(access.institutions_for(assessor)) == ["SD Negeri 001 Samarinda"]

    @pytest.mark.parametrize(
        ("agency", "seen"),
        [("disdikbud", ["SD Negeri 001 Samarinda"]), ("dpmpd", ["Perpustakaan Sepaso"]), ("bkd", [])],
    )
    def test_a_partner_sees_its_part(self, person, agency, seen):
        assert names(access.institutions_for(person("Mitra", "partner", agency=agency))) == seen

    def test_a_partner_of_a_region_sees_its_part_of_the_region(self, person, regions):
        partner = person("Mitra", "partner", agency="disdikbud", region=regions["64.08"])
        assert names(access.institutions_for(partner)) == []

    def test_an_administrator_sees_none(self, person):
        assert names(access.institutions_for(person("Admin", "administrator"))) == []

    def test_a_person_without_membership_sees_none(self, outsider):
        assert names(access.institutions_for(outsider)) == []

    def test_a_stranger_sees_none(self):
        assert names(access.institutions_for(AnonymousUser())) == []

    def test_two_memberships_add_up(self, operator, school_library):
        Membership.objects.create(
            user=operator, role="operator", institution=school_library, valid_from=date(2024, 1, 1)
        )
        assert access.institutions_for(operator).count() == 2


class TestTime:
    def test_a_membership_holds_on_its_last_day_and_not_after(self, operator):
        Membership.objects.filter(user=operator).update(valid_to=date(2025, 6, 30))
        assert access.roles(operator, on=date(2025, 6, 30)) == {"operator"}
        assert access.roles(operator, on=date(2025, 7, 1)) == set()

    def test_a_membership_does_not_hold_before_its_first_day(self, operator):
        assert access.roles(operator, on=date(2023, 12, 31)) == set()

    def test_a_person_who_left_holds_nothing(self, operator):
        operator.is_active = False
        assert access.roles(operator) == set()


class TestInstitutionFor:
    def test_opens_what_one_may_see(self, operator, village_library):
        assert access.institution_for(operator, village_library.code) == village_library

    def test_hides_that_the_other_exists(self, operator, school_library):
        with pytest.raises(Http404):
            access.institution_for(operator, school_library.code)


class TestTasks:
    def test_only_operators_fill(self, operator, verifier):
        assert names(access.institutions_to_fill(operator)) == ["Perpustakaan Sepaso"]
        assert names(access.institutions_to_fill(verifier)) == []

    def test_only_verifiers_verify(self, operator, verifier, officer):
        assert names(access.institutions_to_verify(verifier)) == ["Perpustakaan Sepaso"]
        assert names(access.institutions_to_verify(operator)) == []
        assert names(access.institutions_to_verify(officer)) == []

    def test_a_verifier_of_a_district_verifies_the_district(self, person, regions):
        verifier = person("Camat", "verifier", region=regions["64.08.05"])
        assert names(access.institutions_to_verify(verifier)) == ["Perpustakaan Sepaso"]


class TestRegionsFor:
    def test_a_verifier_has_the_region_and_what_lies_below(self, verifier):
        codes = [region.code for region in access.regions_for(verifier)]
        assert codes == ["64.08", "64.08.05", "64.08.05.2001", "64.08.05.2002"]

    def test_an_operator_has_the_regency_of_the_institution(self, operator):
        assert [region.code for region in access.regions_for(operator)] == ["64.08"]

    def test_an_officer_has_all(self, officer, regions):
        assert access.regions_for(officer).count() == len(regions)

    def test_regencies_are_those_of_today(self, officer, regions):
        regions["64.72"].valid_to = date(2012, 11, 15)
        regions["64.72"].save()
        assert [region.code for region in access.regencies_for(officer)] == ["64.08"]

    def test_an_administrator_has_none(self, person, regions):
        admin = person("Admin", "administrator", region=regions["64"])
        assert not access.regions_for(admin).exists()


class TestRequireRole:
    def test_lets_the_role_pass(self, officer):
        access.require_role(officer, "officer", "verifier")

    def test_says_for_whom_the_page_is(self, operator):
        with pytest.raises(PermissionDenied, match="petugas provinsi atau verifikator"):
            access.require_role(operator, "officer", "verifier")


class TestUserLine:
    def test_names_person_role_and_place(self, verifier):
        assert access.user_line(verifier) == "Yusuf, Verifikator kab/kota Kutai Timur"

    def test_names_the_institution_of_an_operator(self, operator):
        assert access.user_line(operator) == "Dayang, Petugas Perpustakaan Sepaso"

    def test_names_the_agency_of_a_partner(self, person):
        assert access.user_line(person("Rina", "partner", agency="dpmpd")) == "Rina, Mitra DPMPD"

    def test_is_the_bare_name_without_membership(self, outsider):
        assert access.user_line(outsider) == "Orang Luar"

    def test_is_empty_for_a_stranger(self):
        assert access.user_line(AnonymousUser()) == ""
