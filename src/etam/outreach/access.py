"""The only door to events for a given person: each function finds *and* authorises.

Officers organise everywhere, verifiers what reaches out to their own region; observers look; operators see what is
meant for the kind and region of their library, and what it attended. The names of those who came are for those who
organise. Http404 where the person may not know that the record exists, PermissionDenied where the role is missing.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet, TextField
from django.db.models.functions import Cast
from django.http import Http404
from django.shortcuts import get_object_or_404

from etam.content.kinds import LIBRARY
from etam.institutions import access as institutions
from etam.institutions import reference
from etam.institutions.models import Institution, Membership, Region
from etam.outreach.models import Attendance, Event, Material
from etam.outreach.tokens import as_token

Role = Membership.Role
READERS = (Role.OPERATOR, Role.VERIFIER, Role.OFFICER, Role.OBSERVER)
OVERSEERS = (Role.VERIFIER, Role.OFFICER, Role.OBSERVER)
ORGANISERS = (Role.VERIFIER, Role.OFFICER)
NONE = Q(pk__in=[])


def events_to_view(user: Any, on: date | None = None) -> QuerySet[Event]:
    """What `user` may read; raises PermissionDenied for a role that has nothing to do with outreach."""
    institutions.require_role(user, *READERS, on=on)
    rows = _all()
    if institutions.has_role(user, Role.OFFICER, Role.OBSERVER, on=on):
        return rows
    return rows.filter(pk__in=_seen(user, on))


def event_to_view(user: Any, code: str) -> Event:
    """The event, for anybody who may read it."""
    return get_object_or_404(events_to_view(user), code=code)


def event_to_organise(user: Any, code: str) -> Event:
    """The event, for an officer, or a verifier of the region that it reaches out to; a mere reader is refused."""
    event = event_to_view(user, code)
    if not may_organise(user, event):
        raise PermissionDenied("Hanya petugas provinsi dan verifikator daerah ini yang mengelola kegiatan.")
    return event


def may_organise(user: Any, event: Event) -> bool:
    """Whether `user` keeps this event, and so may read the names of those who came."""
    if institutions.has_role(user, Role.OFFICER):
        return True
    return event.regency_id is not None and event.regency_id in {one.code for one in _own_regencies(user)}


def regencies_to_organise(user: Any) -> list[Region]:
    """The kab/kota for which `user` organises events; raises PermissionDenied for one who organises none."""
    institutions.require_role(user, *ORGANISERS)
    if may_reach_the_province(user):
        return list(institutions.regencies_for(user))
    return _own_regencies(user)


def may_reach_the_province(user: Any) -> bool:
    """Whether `user` may organise events for the whole province."""
    return institutions.has_role(user, Role.OFFICER)


def attendance_to_correct(user: Any, code: str, pk: int) -> Attendance:
    """An entry of the list that still stands, for those who organise."""
    event = event_to_organise(user, code)
    rows = event.attendances.filter(removed_at=None).select_related("event", "institution__regency", "regency")
    return get_object_or_404(rows, pk=pk)


def material_to_remove(user: Any, code: str, pk: int) -> Material:
    """A material, for those who organise."""
    return get_object_or_404(event_to_organise(user, code).materials.select_related("event", "evidence"), pk=pk)


def material_to_open(user: Any, code: str, pk: int) -> Material:
    """A material that is a file, for anybody who may read the event."""
    rows = event_to_view(user, code).materials.filter(evidence__isnull=False)
    return get_object_or_404(rows.select_related("evidence"), pk=pk)


def libraries_to_oversee(user: Any) -> QuerySet[Institution]:
    """The libraries whose reach and course `user` may see: the province, or the verifier's own region."""
    institutions.require_role(user, *OVERSEERS)
    seen = institutions.institutions_for(user)
    if not institutions.has_role(user, Role.OFFICER, Role.OBSERVER):
        seen = institutions.institutions_to_verify(user)
    return seen.filter(kind__in=reference.kinds().of_family(LIBRARY))


def event_by_token(written: str) -> Event:
    """The event whose attendance page has this token; open to whoever holds it. Raises Http404."""
    token = as_token(written)
    if not token:
        raise Http404("Bukan alamat daftar hadir.")
    return get_object_or_404(_all(), token=token)


def _seen(user: Any, on: date | None) -> "QuerySet[Event, Any]":
    """The keys of what an operator or a verifier sees; a subquery, so that joins do not double rows."""
    wanted = _for_verifiers(user, on)
    libraries = institutions.institutions_to_fill(user, on)
    for one in libraries:
        if one.kind in reference.kinds().of_family(LIBRARY):
            here = Q(regency=None) | Q(regency=one.regency_id)
            wanted |= here & (Q(kind_codes="[]") | Q(kind_codes__contains=f'"{one.kind}"'))
    attended = Attendance.objects.filter(institution__in=libraries.order_by(), removed_at=None)
    wanted |= Q(pk__in=attended.values("event"))
    return Event.objects.annotate(kind_codes=Cast("kinds", TextField())).filter(wanted).order_by().values("pk")


def _for_verifiers(user: Any, on: date | None) -> Q:
    if not institutions.has_role(user, Role.VERIFIER, on=on):
        return NONE
    return Q(regency=None) | Q(regency__in=[one.code for one in _own_regencies(user, on)])


def _own_regencies(user: Any, on: date | None = None) -> list[Region]:
    """The kab/kota in which `user` is a verifier."""
    held = [one for one in institutions.memberships(user, on) if one.role == Role.VERIFIER]
    codes = {one.region.code for one in held if one.region and one.region.level == Region.Level.REGENCY}
    return list(Region.objects.filter(code__in=codes))


def _all() -> QuerySet[Event]:
    return Event.objects.select_related("regency", "organiser_institution")
