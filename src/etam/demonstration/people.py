"""Invented people of the demonstration: the bar's roles, and those who filled in and verified former rounds."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from etam.accounts.models import User
from etam.demonstration.roles import DEMO_ROLES
from etam.institutions.actions import assign_membership
from etam.institutions.models import Institution, Region

NAMES = {
    "operator": "Hartati Contoh",
    "verifier": "Yusran Contoh",
    "officer": "Rina Contoh",
    "publisher": "Andi Contoh",
    "assessor": "Sari Contoh",
    "partner": "Dewi Contoh",
    "partner_dpmpd": "Jumri Contoh",
    "partner_bkd": "Ratna Contoh",
    "partner_biro": "Fajar Contoh",
    "partner_bappeda": "Lina Contoh",
    "partner_perpusnas": "Wahyu Contoh",
    "partner_anri": "Siti Contoh",
    "observer": "Budi Contoh",
    "administrator": "Maya Contoh",
    "auditee": "Hasan Contoh",
}
VERIFIER_REGION = "64.08"


@dataclass(frozen=True)
class Cast:
    """Who acts in the demonstration; fillers and verifiers by kab/kota, partners by agency."""

    operator: User
    officer: User
    publisher: User
    fillers: dict[str, User]
    verifiers: dict[str, User]
    auditee: User
    assessors: tuple[User, User]
    partners: dict[str, User]


def make_people(operator_of: list[Institution], since: date, offices: Sequence[Institution] = ()) -> Cast:
    """Make the people and their memberships; `offices` are those of `VERIFIER_REGION` that the auditee answers for."""
    people = {role.key: _person(role.email, NAMES[role.key]) for role in DEMO_ROLES}
    region = Region.objects.get(code=VERIFIER_REGION)
    for institution in offices:
        assign_membership(people["auditee"], role="operator", institution=institution, valid_from=since, by=None)
    for institution in operator_of:
        assign_membership(people["operator"], role="operator", institution=institution, valid_from=since, by=None)
    assign_membership(people["verifier"], role="verifier", region=region, valid_from=since, by=None)
    for key in ("officer", "publisher"):
        assign_membership(people[key], role="officer", valid_from=since, by=None)
    for key in ("assessor", "observer", "administrator"):
        assign_membership(people[key], role=key, valid_from=since, by=None)
    regencies = Region.objects.filter(level=Region.Level.REGENCY, valid_to__isnull=True)
    fillers = {one.code: _person(f"petugas-{one.code}@contoh.etam", f"Petugas {one.short_name}") for one in regencies}
    verifiers = {one.code: _verifier(one, since) for one in regencies if one != region} | {
        region.code: people["verifier"]
    }
    second = _person("asesor-2@contoh.etam", "Tono Contoh")
    assign_membership(second, role="assessor", valid_from=since, by=None)
    assessors = (people["assessor"], second)
    return Cast(
        people["operator"],
        people["officer"],
        people["publisher"],
        fillers,
        verifiers,
        people["auditee"],
        assessors,
        _partners(people, since),
    )


def _partners(people: dict[str, User], since: date) -> dict[str, User]:
    """The people of other agencies, by agency."""
    partners = {role.agency: people[role.key] for role in DEMO_ROLES if role.agency}
    for agency, user in partners.items():
        assign_membership(user, role="partner", agency=agency, valid_from=since, by=None)
    return partners


def _person(email: str, name: str) -> User:
    # No password: the bar is the only way in.
    return User.objects.create_user(email, name=name, is_sample=True)


def _verifier(region: Region, since: date) -> User:
    user = _person(f"verifikator-{region.code}@contoh.etam", f"Verifikator {region.short_name}")
    assign_membership(user, role="verifier", region=region, valid_from=since, by=None)
    return user
