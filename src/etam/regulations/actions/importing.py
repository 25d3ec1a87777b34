"""Writes of the register that come from another list: rows that an officer chose to take over."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.regulations.actions.flagging import raise_flags
from etam.regulations.codes import new_code
from etam.regulations.models import Origin, Regulation


@dataclass(frozen=True)
class Imported:
    """Fields of a regulation as another list tells them, by name.

    `code` is that of the regulation they correct, or "" for one that the register does not hold; then `values` hold
    type, number, year and issuer, and `region` is the place that its code names, "" for one of the state.
    `is_issuers_own` says that the list is kept by who issued it.
    """

    values: Mapping[str, Any]
    code: str = ""
    region: str = ""
    is_issuers_own: bool = False


@transaction.atomic
def take_over(rows: Sequence[Imported], *, by: User, source: str) -> list[Regulation]:
    """Store all rows or none; `source` says whose list it is.

    A new regulation waits to be verified whatever its list says of it. One that stands there is changed in the given
    fields only, never in its status, and from now on content leaves it alone. Raises Regulation.DoesNotExist when
    one to correct is gone.
    """
    taken = [_correct(row, by, source) if row.code else _add(row, by, source) for row in rows]
    raise_flags(by=by)
    return taken


def _add(row: Imported, by: User, source: str) -> Regulation:
    regulation = Regulation.objects.create(
        **{
            **row.values,
            "code": new_code(row.values["type"], row.values["number"], row.values["year"], place=row.region),
            "status": Regulation.Status.TO_VERIFY,
            "confidence": _confidence(row),
            "origin": Origin.FEED,
            "edited_at": timezone.now(),
            "edited_by": by,
        }
    )
    journal.record(
        "regulation.take_over", regulation, by=by, summary=f"Mencatat {regulation} dari umpan JDIH {source}."
    )
    return regulation


def _correct(row: Imported, by: User, source: str) -> Regulation:
    regulation = Regulation.objects.select_for_update(of=("self",)).get(code=row.code)
    # Whether a regulation holds is verified by an officer: a row in doubt must not enter our own feed by a tick.
    values = {name: value for name, value in row.values.items() if name != "status"}
    before = {name: getattr(regulation, name) for name in values}
    for name, value in values.items():
        setattr(regulation, name, value)
    if regulation.confidence in ("unverified", "not_found"):
        regulation.confidence = _confidence(row)
    regulation.edited_at, regulation.edited_by = timezone.now(), by
    regulation.save()
    journal.record(
        "regulation.take_over",
        regulation,
        by=by,
        summary=f"Mengubah {regulation} menurut umpan JDIH {source}.",
        before={name: value if isinstance(value, list) else str(value or "") for name, value in before.items()},
    )
    return regulation


def _confidence(row: Imported) -> str:
    return "official" if row.is_issuers_own else "secondary"
