"""What every action begins with: the row for itself, and texts that somebody can read."""

from datetime import date, datetime

from django.utils.timezone import localdate

from etam.followup import clocks, hands
from etam.followup.exceptions import BadInput, WrongPerson, WrongState
from etam.followup.models import Recommendation
from etam.web.formats import number

MAX_TEXT = 4000


def lock(recommendation: Recommendation) -> Recommendation:
    """The recommendation as the database has it now, kept from others until the transaction ends."""
    rows = Recommendation.objects.select_related("institution", "pending", "verdict")
    return rows.select_for_update(of=("self",)).get(pk=recommendation.pk)


def store(row: Recommendation, given: Recommendation, *fields: str) -> None:
    """Write fields of the locked row, and let the caller's object say the same."""
    row.save(update_fields=fields)
    for name in fields:
        setattr(given, name, getattr(row, name))


def written(text: str, absent: str) -> str:
    """The text without blanks around it; raises BadInput with `absent` when nothing is left, or when it is too long."""
    kept = optional(text)
    if not kept:
        raise BadInput(absent)
    return kept


def optional(text: str) -> str:
    """The text without blanks around it; raises BadInput when it is too long."""
    kept = text.strip()
    if len(kept) > MAX_TEXT:
        raise BadInput(f"Teksnya {number(len(kept))} huruf. Ringkas menjadi paling banyak {number(MAX_TEXT)} huruf.")
    return kept


def refuse_settled(row: Recommendation, what: str) -> None:
    if row.is_settled:
        word = row.status_rule.word["id"].lower()
        raise WrongState(f"Rekomendasi ini sudah dinyatakan “{word}”, jadi tidak dapat {what}.")


def refuse_pending(row: Recommendation, what: str) -> None:
    if row.pending_id is not None:
        raise WrongState(f"Ada jawaban yang menunggu penilaian, jadi belum dapat {what}. Nilai atau tarik dulu.")


def refuse_maker(row: Recommendation, by: object, at: datetime) -> None:
    if why := hands.why_not_decide(by, row, localdate(at)):
        raise WrongPerson(why)


def next_due(row: Recommendation, day: date) -> date:
    """Until when the owner answers from a day on: a date that the source set stands, the rules' clock restarts."""
    return row.due_on if row.due_is_own else clocks.answer_due(row.rules, day)
