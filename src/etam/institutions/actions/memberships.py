"""Who acts for what, from a day until a day."""

from datetime import date

from django.db import transaction
from django.db.models import Q

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.actions.problems import InstitutionProblem
from etam.institutions.models import Institution, Membership, Region


@transaction.atomic
def assign_membership(
    user: User,
    *,
    role: str,
    valid_from: date,
    by: User | None,
    region: Region | None = None,
    institution: Institution | None = None,
    agency: str = "",
    valid_to: date | None = None,
) -> Membership:
    """Let a person act in a role, for an institution, region or agency, from a day; `valid_to` is the last day.

    Raises InstitutionProblem when the role lacks what it acts for, or the person holds it in that time already.
    """
    new = Membership(
        user=user,
        role=role,
        region=region,
        institution=institution,
        agency=agency,
        valid_from=valid_from,
        valid_to=valid_to,
    )
    _refuse_membership(new)
    new.save()
    journal.record("membership_assigned", new, by=by, summary=f"{new} sejak {valid_from:%d-%m-%Y}.", **_scope(new))
    return new


@transaction.atomic
def end_membership(membership: Membership, *, on: date, by: User | None) -> Membership:
    """Let a membership end; `on` is its last day."""
    if on < membership.valid_from:
        raise InstitutionProblem("Penugasan tidak dapat berakhir sebelum dimulai.")
    membership.valid_to = on
    membership.save(update_fields=["valid_to"])
    journal.record("membership_ended", membership, by=by, summary=f"{membership} berakhir {on:%d-%m-%Y}.")
    return membership


def _refuse_membership(new: Membership) -> None:
    if new.role not in Membership.Role.values:
        raise InstitutionProblem(f'Peran "{new.role}" tidak dikenal.')
    if new.valid_to is not None and new.valid_to < new.valid_from:
        raise InstitutionProblem("Penugasan tidak dapat berakhir sebelum dimulai.")
    missing = {
        Membership.Role.OPERATOR: (new.institution, "Petugas memerlukan lembaga yang diwakilinya."),
        Membership.Role.VERIFIER: (new.region, "Verifikator memerlukan wilayah kerjanya."),
        Membership.Role.PARTNER: (new.agency, "Mitra memerlukan instansinya."),
    }
    needed, sentence = missing.get(Membership.Role(new.role), (True, ""))
    if not needed:
        raise InstitutionProblem(sentence)
    same = Membership.objects.filter(
        Q(valid_to__isnull=True) | Q(valid_to__gte=new.valid_from), user=new.user, role=new.role, **_scope_keys(new)
    )
    if (same.filter(valid_from__lte=new.valid_to) if new.valid_to else same).exists():
        raise InstitutionProblem(f"{new.user} sudah memegang penugasan ini pada waktu tersebut.")


def _scope_keys(membership: Membership) -> dict[str, object]:
    return {
        "institution_id": membership.institution_id,
        "region_id": membership.region_id,
        "agency": membership.agency,
    }


def _scope(membership: Membership) -> dict[str, str]:
    return {
        "user": membership.user.email,
        "role": membership.role,
        "institution": membership.institution.code if membership.institution else "",
        "region": membership.region_id or "",
        "agency": membership.agency,
    }
