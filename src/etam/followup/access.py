"""The only door to recommendations for a given person: each function finds *and* authorises.

The owner's operators answer; verifiers judge in their region, officers everywhere; observers look. Others see a
recommendation only through the room that it came from. Http404 where the person may not know that the record exists,
PermissionDenied where the role is what is missing.
"""

from datetime import date
from typing import Any

from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils.timezone import localdate

from etam.accounts import passes
from etam.accounts.models import Pass
from etam.evidence.models import Evidence
from etam.followup import papers
from etam.followup.models import ANSWER_PURPOSE as PURPOSE
from etam.followup.models import Recommendation
from etam.followup.owners import owned_by
from etam.institutions import access as institutions
from etam.institutions.models import Membership

Role = Membership.Role
READERS = (Role.OPERATOR, Role.VERIFIER, Role.OFFICER, Role.OBSERVER)
NONE = Q(pk__in=[])


def recommendations_to_view(user: Any, on: date | None = None) -> QuerySet[Recommendation]:
    """What `user` may read; raises PermissionDenied for a role that follows nothing up."""
    institutions.require_role(user, *READERS, on=on)
    if institutions.has_role(user, Role.OFFICER, Role.OBSERVER, on=on):
        return _all()
    return _all().filter(_to_answer(user, on) | _to_verify(user, on))


def recommendation_to_view(user: Any, code: str) -> Recommendation:
    """The recommendation, for anybody who may read it."""
    return get_object_or_404(recommendations_to_view(user), code=code)


def recommendations_to_answer(user: Any, on: date | None = None) -> QuerySet[Recommendation]:
    """What `user` answers for: as operator of the owner, or as officer where the owner is not registered."""
    return _all().filter(_to_answer(user, on))


def recommendation_to_answer(user: Any, code: str) -> Recommendation:
    """The recommendation, for those who answer. One who may only read it is refused by role."""
    return _narrow(user, code, recommendations_to_answer(user), "Hanya petugas penanggung jawabnya yang menjawab.")


def recommendations_to_judge(user: Any, on: date | None = None) -> QuerySet[Recommendation]:
    """What `user` judges: an officer everything, a verifier what the region's institutions own; the own ones too."""
    if institutions.has_role(user, Role.OFFICER, on=on):
        return _all()
    return _all().filter(_to_verify(user, on))


def recommendation_to_judge(user: Any, code: str) -> Recommendation:
    """The recommendation, for a verifier of its region or an officer; the action sees to maker and checker."""
    refusal = "Hanya verifikator daerah ini dan petugas provinsi yang menilai."
    return _narrow(user, code, recommendations_to_judge(user), refusal)


def evidence_in_response(user: Any, code: str, evidence_code: str) -> Evidence:
    """A file that a response rests on, for those who answer or judge; an observer sees its name only."""
    found = recommendation_to_view(user, code)
    for one in papers.of_recommendation(found):
        if one.code == evidence_code:
            if may_open_evidence(user, found):
                return one
            raise PermissionDenied("Berkas bukti hanya untuk yang menjawab dan yang menilai.")
    raise Http404("Bukti ini tidak dipakai dalam jawaban rekomendasi ini.")


def may_open_evidence(user: Any, recommendation: Recommendation) -> bool:
    """Files may hold personal data: they are for those who answer or judge."""
    return may_answer(user, recommendation) or may_judge(user, recommendation)


def may_answer(user: Any, recommendation: Recommendation) -> bool:
    return recommendations_to_answer(user).filter(pk=recommendation.pk).exists()


def may_judge(user: Any, recommendation: Recommendation) -> bool:
    """By role; `hands.why_not_decide` tells whether the person has a part in the answer."""
    return recommendations_to_judge(user).filter(pk=recommendation.pk).exists()


def may_pass_on(user: Any) -> bool:
    return institutions.has_role(user, Role.OFFICER)


def link_of(user: Any, code: str, pk: int) -> Pass:
    """A signed link to answer one recommendation, for those who judge it."""
    found = recommendation_to_judge(user, code)
    return get_object_or_404(Pass, pk=pk, purpose=PURPOSE, subject=found.code)


def recommendation_by_token(token: str) -> tuple[Recommendation, Pass]:
    """What the holder of a signed link answers; raises PassRefused when the link does not serve."""
    link = passes.opened(token, purpose=PURPOSE)
    return get_object_or_404(_all(), code=link.subject), link


def _to_answer(user: Any, on: date | None) -> Q:
    own = NONE
    if institutions.has_role(user, Role.OPERATOR, on=on):
        own = owned_by(institutions.institutions_to_fill(user, on), on or localdate())
    return own | Q(institution=None) if institutions.has_role(user, Role.OFFICER, on=on) else own


def _to_verify(user: Any, on: date | None) -> Q:
    if not institutions.has_role(user, Role.VERIFIER, on=on):
        return NONE
    return owned_by(institutions.institutions_to_verify(user, on), on or localdate())


def _narrow(user: Any, code: str, allowed: QuerySet[Recommendation], refusal: str) -> Recommendation:
    found = allowed.filter(code=code).first()
    if found is None:
        recommendation_to_view(user, code)
        raise PermissionDenied(refusal)
    return found


def _all() -> QuerySet[Recommendation]:
    return Recommendation.objects.select_related("institution", "institution__regency", "pending", "verdict")
