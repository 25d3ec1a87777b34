"""The signed links of a recommendation, and what became of each."""

from dataclasses import dataclass
from datetime import datetime

from etam.accounts.models import Pass
from etam.followup.models import ANSWER_PURPOSE, Recommendation
from etam.web.formats import day, moment


@dataclass(frozen=True)
class SentLink:
    """A link with its state in words; `is_open` while it still serves."""

    link: Pass
    state: str
    tone: str
    is_open: bool


def links(recommendation: Recommendation, at: datetime) -> list[SentLink]:
    """Every link that was made for a recommendation, the latest first."""
    rows = Pass.objects.filter(purpose=ANSWER_PURPOSE, subject=recommendation.code).select_related("made_by")
    return [SentLink(one, *_state(one, at)) for one in rows]


def _state(one: Pass, at: datetime) -> tuple[str, str, bool]:
    if one.used_at:
        return f"dipakai {moment(one.used_at)}", "ok", False
    if one.revoked_at:
        return f"ditarik {moment(one.revoked_at)}", "mute", False
    if at > one.expires_at:
        return f"habis {day(one.expires_at.date())}", "mute", False
    return f"berlaku sampai {moment(one.expires_at)}", "info", True
