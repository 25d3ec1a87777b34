"""The only door to what people work on in this room: each function finds *and* authorises.

Officers keep the register and decide on flags; verifiers and observers read at the desk. Http404 where there is no
such record, PermissionDenied where the role is what is missing.
"""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from etam.institutions import access as institutions
from etam.institutions.models import Membership
from etam.regulations.models import Article, Flag, Regulation, RegulationFile, RegulationRelation
from etam.regulations.queries import confusions
from etam.regulations.queries.confusions import Case

Role = Membership.Role
READERS = (Role.OFFICER, Role.VERIFIER, Role.OBSERVER)


def register_to_view(user: Any) -> QuerySet[Regulation]:
    """Every regulation, for officers, verifiers and observers."""
    institutions.require_role(user, *READERS)
    return Regulation.objects.select_related("checked_by", "edited_by")


def regulation_to_view(user: Any, code: str) -> Regulation:
    """The regulation, for anybody who may read the register at the desk."""
    return get_object_or_404(register_to_view(user), code=code)


def require_keeper(user: Any) -> None:
    """Raise PermissionDenied unless `user` keeps the register."""
    institutions.require_role(user, Role.OFFICER)


def may_keep(user: Any) -> bool:
    """Whether `user` keeps the register."""
    return institutions.has_role(user, Role.OFFICER)


def regulation_to_keep(user: Any, code: str) -> Regulation:
    """The regulation, for officers."""
    require_keeper(user)
    return regulation_to_view(user, code)


def relation_to_keep(user: Any, code: str, pk: int) -> RegulationRelation:
    """A relation of this regulation in either direction that was not taken out, for officers."""
    require_keeper(user)
    rows = RegulationRelation.objects.standing().select_related("subject", "object")
    return get_object_or_404(rows.filter(Q(subject=code) | Q(object=code)), pk=pk)


def withdrawn_relations(user: Any, code: str) -> QuerySet[RegulationRelation]:
    """The relations of this regulation that were taken out, the latest first, for officers."""
    require_keeper(user)
    rows = RegulationRelation.objects.exclude(withdrawn_at=None).select_related("subject", "object", "withdrawn_by")
    return rows.filter(Q(subject=code) | Q(object=code)).order_by("-withdrawn_at", "-pk")


def article_to_keep(user: Any, code: str, pk: int) -> Article:
    """An article of this regulation that was not taken out, for officers."""
    require_keeper(user)
    return get_object_or_404(Article.objects.standing().filter(regulation=code).select_related("regulation"), pk=pk)


def text_to_read(user: Any, code: str, pk: int) -> RegulationFile:
    """A text of this regulation, the current one or an earlier one, for those who read at the desk."""
    return get_object_or_404(regulation_to_view(user, code).files, pk=pk)


def flags_to_view(user: Any) -> QuerySet[Flag]:
    """Every flag; for officers, who decide, and for verifiers and observers, who read."""
    institutions.require_role(user, *READERS)
    return Flag.objects.select_related("regulation", "by_regulation", "decided_by")


def flag_to_view(user: Any, pk: int) -> Flag:
    """The flag, for anybody who may read it."""
    return get_object_or_404(flags_to_view(user), pk=pk)


def flag_to_decide(user: Any, pk: int) -> Flag:
    """The flag, for officers."""
    institutions.require_role(user, Role.OFFICER)
    return flag_to_view(user, pk)


def may_decide(user: Any) -> bool:
    return institutions.has_role(user, Role.OFFICER)


def confusions_to_read(user: Any) -> list[Case]:
    """The confusions of today, for officers, verifiers and observers."""
    institutions.require_role(user, *READERS)
    return confusions.cases(localdate())


def confusion_to_read(user: Any, key: str) -> Case:
    """One confusion of today, for officers, verifiers and observers."""
    institutions.require_role(user, *READERS)
    return _confusion(key)


def confusion_to_settle(user: Any, key: str) -> Case:
    """One confusion of today, for officers."""
    institutions.require_role(user, Role.OFFICER)
    return _confusion(key)


def _confusion(key: str) -> Case:
    found = confusions.case(key, localdate())
    if found is None:
        raise Http404("Tidak ada kerancuan dengan kode ini hari ini.")
    return found
