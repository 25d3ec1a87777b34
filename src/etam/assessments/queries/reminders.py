"""Which certificates end soon and whom to tell."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from etam.accounts.models import User
from etam.assessments import editions, validity
from etam.assessments.models import Assessment, Certificate, Reminder
from etam.evidence.reference import months_later
from etam.institutions.models import Membership
from etam.institutions.queries import existing

State, Role = Assessment.State, Membership.Role


@dataclass(frozen=True)
class DueReminder:
    """A certificate that ends no more than `months` later, and those who should know."""

    certificate: Certificate
    months: int
    people: tuple[User, ...]


def reminders_due(day: date) -> list[DueReminder]:
    """What nobody was told yet, what ends first first.

    Of the steps of its scheme only the latest counts: a certificate that comes to be known late is reminded of once. A
    library that renews already, has a later certificate or has ended is left alone.
    """
    rows = list(_ending(day))
    told = set(Reminder.objects.filter(certificate__in=rows).values_list("certificate_id", "months"))
    steps = [(one, months) for one in rows if (months := _step(one, day)) and (one.pk, months) not in told]
    people = _people([one for one, _ in steps], day)
    return [DueReminder(one, months, people[one.pk]) for one, months in steps]


def _ending(day: date) -> list[Certificate]:
    longest = max((month for one in editions.schemes("accreditation") for month in one.reminder_months), default=0)
    renewing = Assessment.objects.filter(kind=Assessment.Kind.ACCREDITATION).exclude(
        state__in=(State.DETERMINED, State.WITHDRAWN)
    )
    rows = Certificate.objects.filter(validity.within(day, longest)).exclude(
        institution__in=renewing.values("institution")
    )
    rows = rows.exclude(institution__valid_to__isnull=False, institution__valid_to__lt=day)
    found = list(rows.select_related("institution", "institution__regency").order_by("valid_until", "pk"))
    later = _later_ends([one.institution_id for one in found])
    return [one for one in found if later[one.institution_id] <= one.valid_until]


def _later_ends(institutions: Sequence[int]) -> dict[int, date]:
    """The last day of any certificate of each library, a coming one too."""
    ends: dict[int, date] = {}
    rows = Certificate.objects.filter(institution__in=institutions, revoked_on=None)
    for key, until in rows.values_list("institution_id", "valid_until"):
        ends[key] = max(until, ends.get(key, until))
    return ends


def _step(certificate: Certificate, day: date) -> int:
    """The step that the certificate has reached, in months before its end; 0 for none."""
    scheme = editions.scheme(certificate.scheme_code, certificate.scheme_version)
    reached = [months for months in scheme.reminder_months if certificate.valid_until <= months_later(day, months)]
    return min(reached, default=0)


def _people(certificates: Sequence[Certificate], day: date) -> dict[int, tuple[User, ...]]:
    """Operators of the library and verifiers of its kab/kota, for each certificate; two questions."""
    held = Membership.objects.filter(
        existing(day), role__in=(Role.OPERATOR, Role.VERIFIER), user__is_active=True
    ).select_related("user")
    of_library: dict[int | None, list[User]] = defaultdict(list)
    of_region: dict[str, list[User]] = defaultdict(list)
    keys = [one.institution_id for one in certificates]
    for one in held.filter(Q(institution__in=keys) | Q(region__isnull=False)).order_by("user__name", "pk"):
        if one.role == Role.OPERATOR:
            of_library[one.institution_id].append(one.user)
        elif one.region_id:
            of_region[one.region_id].append(one.user)
    return {
        one.pk: tuple(dict.fromkeys([*of_library[one.institution_id], *of_region[one.institution.regency_id]]))
        for one in certificates
    }
