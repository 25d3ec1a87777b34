"""What happens to institutions in time: names, places, mergers, ends."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.actions.body_links import follow
from etam.institutions.actions.problems import InstitutionProblem
from etam.institutions.actions.register import regency_of
from etam.institutions.models import Institution, InstitutionChange, Region

CORRECTABLE = ("npp", "npsn", "parent_name", "address", "latitude", "longitude")


@transaction.atomic
def correct(institution: Institution, *, by: User | None, **fields: str | float | None) -> Institution:
    """Correct what was written down wrongly: NPP, NPSN, address, parent body or point.

    A new name, place or end is a change in time: see `rename`, `move` and `close`.
    """
    unknown = set(fields) - set(CORRECTABLE)
    if unknown:
        raise InstitutionProblem(f"{', '.join(sorted(unknown))} tidak dapat dibetulkan di sini.")
    before = {name: getattr(institution, name) for name in fields}
    for name, value in fields.items():
        setattr(institution, name, value)
    institution.save(update_fields=list(fields))
    follow([institution])
    journal.record(
        "institution_corrected",
        institution,
        by=by,
        summary=f"Data {institution} dibetulkan.",
        before=before,
        after=dict(fields),
    )
    return institution


@transaction.atomic
def rename(institution: Institution, *, name: str, on: date, by: User | None) -> InstitutionChange:
    """Give an institution a new name from a day; the old one stays in its history."""
    _refuse_if_ended(institution, on)
    before, name = institution.name, name.strip()
    if not name or name == before:
        raise InstitutionProblem("Nama baru harus diisi dan berbeda dari nama sekarang.")
    institution.name = name
    institution.save(update_fields=["name"])
    return _changed(institution, "renamed", on, by, f"{before} berganti nama menjadi {name}.", before, name)


@transaction.atomic
def move(institution: Institution, *, region: Region, on: date, by: User | None) -> InstitutionChange:
    """Move an institution to another region from a day."""
    _refuse_if_ended(institution, on)
    before = institution.region
    institution.regency, institution.region = regency_of(region, None), region
    institution.save(update_fields=["regency", "region"])
    follow([institution])
    summary = f"{institution} pindah dari {before} ke {region}."
    return _changed(institution, "moved", on, by, summary, before.code, region.code)


@transaction.atomic
def merge(
    institutions: Sequence[Institution], *, into: Institution, on: date, by: User | None
) -> list[InstitutionChange]:
    """End institutions because from `on` they are part of `into`."""
    if not institutions or into in institutions:
        raise InstitutionProblem("Sebutkan lembaga yang digabung, selain lembaga penerimanya.")
    _refuse_if_ended(into, on)
    return [_succeed(one, into, "merged", on, by, f"{one} digabung ke {into}.") for one in institutions]


@transaction.atomic
def split(
    institution: Institution, *, into: Sequence[Institution], on: date, by: User | None, closes: bool = False
) -> list[InstitutionChange]:
    """Note that from `on` parts of an institution go on as others; with `closes` it ends the day before."""
    if not into or institution in into:
        raise InstitutionProblem("Sebutkan lembaga hasil pemecahan, selain lembaga asalnya.")
    _refuse_if_ended(institution, on)
    if closes:
        _end(institution, on - timedelta(days=1))
    return [_changed(institution, "split", on, by, f"{one} dipecah dari {institution}.", successor=one) for one in into]


@transaction.atomic
def close(institution: Institution, *, on: date, reason: str, by: User | None) -> InstitutionChange:
    """End an institution; `on` is its last day."""
    if not reason.strip():
        raise InstitutionProblem("Sebutkan alasan penutupan.")
    _refuse_if_ended(institution, on)
    _end(institution, on)
    return _changed(institution, "closed", on, by, f"{institution} ditutup: {reason.strip()}", after=reason.strip())


def _refuse_if_ended(institution: Institution, on: date) -> None:
    if institution.valid_to is not None and institution.valid_to < on:
        raise InstitutionProblem(f"{institution} sudah berakhir pada {institution.valid_to:%d-%m-%Y}.")
    if institution.valid_from is not None and on < institution.valid_from:
        raise InstitutionProblem(f"{institution} baru berdiri pada {institution.valid_from:%d-%m-%Y}.")


def _end(institution: Institution, last_day: date) -> None:
    if institution.valid_from is not None and last_day < institution.valid_from:
        raise InstitutionProblem(f"{institution} baru berdiri pada {institution.valid_from:%d-%m-%Y}.")
    institution.valid_to = last_day
    institution.save(update_fields=["valid_to"])
    follow([institution])


def _succeed(
    institution: Institution, successor: Institution, kind: str, on: date, by: User | None, summary: str
) -> InstitutionChange:
    _refuse_if_ended(institution, on)
    _end(institution, on - timedelta(days=1))
    return _changed(institution, kind, on, by, summary, successor=successor)


def _changed(
    institution: Institution,
    kind: str,
    on: date,
    by: User | None,
    summary: str,
    before: str = "",
    after: str = "",
    successor: Institution | None = None,
) -> InstitutionChange:
    change = InstitutionChange.objects.create(
        institution=institution, kind=kind, on=on, before=before, after=after, successor=successor
    )
    detail = {"on": on.isoformat(), "before": before, "after": after, "successor": successor.code if successor else ""}
    journal.record(f"institution_{kind}", institution, by=by, summary=summary, **detail)
    return change
