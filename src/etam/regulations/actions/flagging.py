"""Writes about flags: raised and cleared as the register and content move, decided and opened again by people."""

from collections.abc import Collection, Iterable
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.files import CONTENT_ROOT
from etam.regulations.exceptions import BadInput, WrongState
from etam.regulations.flags import Wanted
from etam.regulations.models import Flag
from etam.regulations.queries.flags import wanted_flags

# What is told anew while nobody has decided: the register may come to know more of the same event.
TOLD = ("event_on", "confidence", "label", "article", "decider")
# In characters, as the database keeps them.
LABEL, ARTICLE = 300, 40


class Raised(NamedTuple):
    """How many flags were raised, and how many cleared."""

    new: int
    cleared: int


@transaction.atomic
def raise_flags(*, by: User | None = None, at: datetime | None = None, root: Path = CONTENT_ROOT) -> Raised:
    """Bring the flags to what register and content say today; doing it again changes nothing.

    A flag whose event is gone, or whose thing a newer edition replaced, is cleared and stays for the record. A decision
    stays with the version that it was made about.
    """
    moment = at or timezone.now()
    wanted = wanted_flags(timezone.localdate(moment), root)
    known = {flag.key: flag for flag in Flag.objects.select_for_update(of=("self",))}
    new = [_flag(one, moment) for key, one in wanted.items() if key not in known]
    back = [known[key] for key in wanted if key in known and known[key].cleared_at]
    gone = [flag for key, flag in known.items() if key not in wanted and not flag.cleared_at]
    # Somebody else may be raising the same flags at this moment.
    Flag.objects.bulk_create(new, ignore_conflicts=True)
    raised = [*Flag.objects.filter(key__in=[flag.key for flag in new]), *back]
    Flag.objects.filter(pk__in=[flag.pk for flag in back]).update(cleared_at=None)
    Flag.objects.filter(pk__in=[flag.pk for flag in gone]).update(cleared_at=moment)
    _tell_anew([known[key] for key in wanted if key in known], wanted)
    journal.record_many("flag.raise", raised, by=by, summary="Dasarnya berubah: menunggu keputusan.")
    journal.record_many("flag.clear", gone, by=by, summary="Tanda gugur: peristiwanya atau edisinya tidak ada lagi.")
    return Raised(len(raised), len(gone))


@transaction.atomic
def decide(flags: Collection[Flag], *, decision: str, reason: str, by: User, at: datetime | None = None) -> list[Flag]:
    """Record one decision about all these flags, or about none.

    Raises BadInput without flags, decision or reason, WrongState when one of them is decided or cleared already.
    """
    told = _reason(reason)
    if decision not in Flag.Decision.values:
        raise BadInput("Pilih keputusannya: tetap dipakai, dibuat versi baru, atau tidak dipakai lagi.")
    rows, moment = _locked(flags), at or timezone.now()
    for flag in rows:
        if flag.decision:
            raise WrongState(
                f"“{flag.label}” sudah diputus: {flag.get_decision_display().lower()}. Tidak ada yang disimpan. "
                "Buka kembali keputusan itu lebih dulu kalau harus berubah."
            )
        if flag.cleared_at:
            raise WrongState(f"Tanda pada “{flag.label}” sudah gugur, jadi tidak ada lagi yang perlu diputuskan.")
    values = {"decision": decision, "reason": told, "decided_at": moment, "decided_by": by}
    _store(rows, values)
    summary = f"Diputus: {Flag.Decision(decision).label.lower()}. {told}"
    journal.record_many("flag.decide", rows, by=by, summary=summary, at=moment.isoformat())
    return rows


@transaction.atomic
def reopen(flags: Collection[Flag], *, reason: str, by: User, at: datetime | None = None) -> list[Flag]:
    """Take decisions back, all or none, so that the flags wait again; what was decided stays in the journal.

    Raises BadInput without flags or reason, WrongState when one of them is not decided.
    """
    told, rows, moment = _reason(reason), _locked(flags), at or timezone.now()
    if undecided := next((flag for flag in rows if not flag.decision), None):
        raise WrongState(f"“{undecided.label}” belum diputus, jadi tidak ada keputusan yang dapat dibuka kembali.")
    before = {str(flag.pk): {"decision": flag.decision, "reason": flag.reason} for flag in rows}
    _store(rows, {"decision": "", "reason": "", "decided_at": None, "decided_by": None})
    summary = f"Keputusan dibuka kembali. {told}"
    journal.record_many("flag.reopen", rows, by=by, summary=summary, at=moment.isoformat(), before=before)
    return rows


def _flag(one: Wanted, moment: datetime) -> Flag:
    event, rest = one.event, one.rest
    return Flag(
        key=one.key,
        event=event.what,
        regulation_id=event.regulation,
        by_regulation_id=event.by or None,
        kind=rest.kind,
        code=rest.code,
        version=rest.version,
        item=rest.item,
        raised_at=moment,
        **_told(one),
    )


def _told(one: Wanted) -> dict[str, Any]:
    return {
        "event_on": one.event.on,
        "confidence": one.event.confidence,
        "label": _cut(one.rest.label or one.rest.item or one.rest.code, LABEL),
        "article": _cut(one.article, ARTICLE),
        "decider": one.decider,
    }


def _cut(text: str, length: int) -> str:
    return text if len(text) <= length else f"{text[: length - 1]}…"


def _tell_anew(standing: Iterable[Flag], wanted: dict[str, Wanted]) -> None:
    changed = []
    for flag in standing:
        told = _told(wanted[flag.key])
        if not flag.decision and told != {name: getattr(flag, name) for name in TOLD}:
            for name, value in told.items():
                setattr(flag, name, value)
            changed.append(flag)
    Flag.objects.bulk_update(changed, TOLD)


def _locked(flags: Collection[Flag]) -> list[Flag]:
    if not flags:
        raise BadInput("Belum ada yang dipilih. Centang sekurang-kurangnya satu.")
    return list(Flag.objects.select_for_update().filter(pk__in=[flag.pk for flag in flags]).order_by("pk"))


def _reason(text: str) -> str:
    if not text.strip():
        raise BadInput("Tulis alasannya, agar keputusan ini dapat ditelusuri kemudian.")
    return text.strip()


def _store(rows: Iterable[Flag], values: dict[str, Any]) -> None:
    rows = list(rows)
    Flag.objects.filter(pk__in=[flag.pk for flag in rows]).update(**values)
    for flag in rows:
        for name, value in values.items():
            setattr(flag, name, value)
