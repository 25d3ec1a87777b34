"""Maker and checker: who answered for a recommendation, or acts for its owner, does not decide about it."""

from datetime import date
from typing import Any

from django.utils.timezone import localdate

from etam.followup.models import Recommendation
from etam.followup.owners import heirs
from etam.institutions.access import memberships
from etam.institutions.models import Membership

ANSWERED = "Anda ikut menjawab rekomendasi ini, jadi orang lain yang memutuskannya."
LINKED = "Anda yang membuat tautan untuk menjawabnya, jadi orang lain yang memutuskan."
OWNS = "Anda bertugas di lembaga penanggung jawabnya, jadi orang lain yang memutuskannya."


def why_not_decide(user: Any, recommendation: Recommendation, day: date | None = None) -> str:
    """Why this person may not judge, extend, reopen or pass on a recommendation, as a sentence; "" when they may.

    Says nothing about roles: those are the business of `access`.
    """
    on = day or localdate()
    if recommendation.responses.filter(by=user).exists():
        return ANSWERED
    if recommendation.responses.filter(by_pass__made_by=user).exists():
        return LINKED
    return OWNS if acts_for_owner(user, recommendation, on) else ""


def acts_for_owner(user: Any, recommendation: Recommendation, day: date) -> bool:
    """Whether this person is an operator of the owner on a day, or of the institution it was before a merger."""
    own = {recommendation.institution_id, heirs(day).get(recommendation.institution_id or 0)} - {None}
    held = {one.institution_id for one in memberships(user, day) if one.role == Membership.Role.OPERATOR}
    return not own.isdisjoint(held)
