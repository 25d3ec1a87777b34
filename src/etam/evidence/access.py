"""The only door to an institution's files for a given person.

Operators keep the files of their institutions; verifiers of the region and officers look at them. Observers see the
list but fetch no file: any file may hold names and signatures, and nobody has gone through them. Assessors and partners
come through the rooms in which a file is used.
"""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from etam.evidence.models import Evidence, Incoming
from etam.institutions import access as institutions
from etam.institutions.models import Institution, Membership

Role = Membership.Role
READERS = (Role.OPERATOR, Role.VERIFIER, Role.OFFICER, Role.OBSERVER)


def require_reader(user: Any) -> None:
    """Raise PermissionDenied unless `user` may look into libraries of evidence at all."""
    institutions.require_role(user, *READERS)


def institutions_to_view(user: Any) -> QuerySet[Institution]:
    """The institutions whose list of files `user` may see."""
    return _institutions(user, Role.OFFICER, Role.OBSERVER)


def institutions_to_open(user: Any) -> QuerySet[Institution]:
    """The institutions whose files `user` may fetch."""
    return _institutions(user, Role.OFFICER)


def institution_to_view(user: Any, code: str) -> Institution:
    """The institution with this code. Raises Http404 unless `user` may see the list of its files."""
    return get_object_or_404(institutions_to_view(user), code=code)


def institution_to_manage(user: Any, code: str) -> Institution:
    """The institution with this code. Raises Http404 unless `user` keeps its files."""
    return get_object_or_404(institutions.institutions_to_fill(user), code=code)


def may_manage(user: Any, institution: Institution) -> bool:
    """Whether `user` keeps the files of an institution."""
    return institutions.institutions_to_fill(user).filter(pk=institution.pk).exists()


def may_open(user: Any, institution: Institution) -> bool:
    """Whether `user` may fetch the files of an institution."""
    return institutions_to_open(user).filter(pk=institution.pk).exists()


def evidence_to_view(user: Any, code: str) -> Evidence:
    """What is known about the file with this code. Raises Http404 for one who may not see it."""
    return _found(code, institutions_to_view(user))


def evidence_to_open(user: Any, code: str) -> Evidence:
    """The file with this code, to fetch. Raises Http404 for one who may not."""
    return _found(code, institutions_to_open(user))


def evidence_to_manage(user: Any, code: str) -> Evidence:
    """The file with this code, for those who keep it. Raises Http404 for anybody else."""
    return _found(code, institutions.institutions_to_fill(user))


def incoming_of(user: Any, key: UUID) -> Incoming:
    """A file on its way, for the one who sends it, while they keep the institution's files. Raises Http404."""
    mine = institutions.institutions_to_fill(user)
    return get_object_or_404(Incoming.objects.select_related("institution"), key=key, by=user, institution__in=mine)


def incoming_to(user: Any, institution: Institution) -> QuerySet[Incoming]:
    """The files that `user` is sending to an institution, the latest first."""
    return Incoming.objects.filter(by=user, institution=institution)


def _institutions(user: Any, *for_the_province: str) -> QuerySet[Institution]:
    held = institutions.roles(user)
    if held & set(for_the_province):
        return Institution.objects.select_related("regency", "region")
    own = institutions.institutions_to_fill(user)
    return own | institutions.institutions_to_verify(user) if Role.VERIFIER in held else own


def _found(code: str, seen: QuerySet[Institution]) -> Evidence:
    rows = Evidence.objects.select_related("institution", "institution__regency", "by", "withdrawn_by", "replaces")
    return get_object_or_404(rows.select_related("successor"), code=code, institution__in=seen.order_by())
