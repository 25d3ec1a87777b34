"""What happens to villages and schools in time: names, codes, places, splits, mergers, ends."""

from collections.abc import Sequence
from datetime import date, timedelta

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.actions import body_links
from etam.institutions.actions.bodies import district_of
from etam.institutions.actions.problems import InstitutionProblem
from etam.institutions.models import BodyChange, ParentBody, Region


@transaction.atomic
def rename(body: ParentBody, *, name: str, on: date, by: User | None) -> BodyChange:
    """Give a village or school a new name from a day; the old one stays in its history."""
    _refuse_if_ended(body, on)
    before, name = body.name, name.strip()
    if not name or name == before:
        raise InstitutionProblem("Nama baru harus diisi dan berbeda dari nama sekarang.")
    body.name = name
    body.save(update_fields=["name"])
    return _changed(body, "renamed", on, by, f"{before} berganti nama menjadi {name}.", before, name)


@transaction.atomic
def renumber(body: ParentBody, *, code: str, on: date, by: User | None) -> BodyChange:
    """Give a village or school another code from a day; lists that still name the old one find it."""
    _refuse_if_ended(body, on)
    before, code = body.code, code.strip()
    if not code or code == before:
        raise InstitutionProblem("Kode baru harus diisi dan berbeda dari kode sekarang.")
    if (other := ParentBody.objects.filter(kind=body.kind, code=code).first()) is not None:
        raise InstitutionProblem(f"{code} sudah dipakai {other.name} di {other.regency.short_name}.")
    body.code = code
    body.save(update_fields=["code"])
    change = _changed(body, "renumbered", on, by, f"{body}: kode {before} menjadi {code}.", before, code)
    if body.library_id is None:
        body_links.link_known([body])
    return change


@transaction.atomic
def move(body: ParentBody, *, region: Region, on: date, by: User | None) -> BodyChange:
    """Move a school to another place from a day. A linked library is not moved: it is moved in the directory.

    A village does not move: one that comes to another kecamatan gets another code.
    """
    _refuse_if_ended(body, on)
    if body.kind == ParentBody.Kind.VILLAGE:
        raise InstitutionProblem("Desa tidak berpindah wilayah. Catat kode barunya, atau pemekarannya.")
    if region.level == Region.Level.PROVINCE:
        raise InstitutionProblem("Sebutkan kabupaten/kota, kecamatan, atau desanya.")
    if region == body.region:
        raise InstitutionProblem(f"{body} sudah tercatat di {region}.")
    before = body.region
    body.region, body.regency_id, body.district_id = region, region.code[:5], district_of(region)
    body.save(update_fields=["region", "regency", "district"])
    return _changed(body, "moved", on, by, f"{body} pindah dari {before} ke {region}.", before.code, region.code)


@transaction.atomic
def split(body: ParentBody, *, into: Sequence[ParentBody], on: date, by: User | None) -> list[BodyChange]:
    """Note that from a day a part of a village or school goes on as others.

    Library, money and plans stay with the old one until somebody decides: of the new ones nothing is known yet.
    """
    if not into or body in into:
        raise InstitutionProblem("Sebutkan desa atau sekolah hasil pemekaran, selain asalnya.")
    if any(one.kind != body.kind for one in into):
        raise InstitutionProblem("Desa dimekarkan menjadi desa, sekolah menjadi sekolah.")
    _refuse_if_ended(body, on)
    for one in into:
        if one.state == ParentBody.Stated.UNKNOWN and not one.stated_source:
            one.stated_source = f"Dimekarkan dari {body}; perpustakaan dan dana masih tercatat di {body}"[:200]
            one.save(update_fields=["stated_source"])
    return [_changed(body, "split", on, by, f"{one} dimekarkan dari {body}.", successor=one) for one in into]


@transaction.atomic
def merge(body: ParentBody, *, into: ParentBody, on: date, by: User | None) -> BodyChange:
    """End a village or school because from a day it is part of another; its library stays where it is recorded."""
    if into == body or into.kind != body.kind:
        raise InstitutionProblem("Sebutkan penerimanya: desa lain untuk desa, sekolah lain untuk sekolah.")
    _refuse_if_ended(into, on)
    _refuse_if_ended(body, on)
    _end(body, on - timedelta(days=1))
    return _changed(body, "merged", on, by, f"{body} digabung ke {into}.", successor=into)


@transaction.atomic
def close(body: ParentBody, *, on: date, reason: str, by: User | None) -> BodyChange:
    """End a village or school; `on` is its last day. Its library is closed in the directory, not here."""
    if not reason.strip():
        raise InstitutionProblem("Sebutkan alasan penutupan.")
    _refuse_if_ended(body, on)
    _end(body, on)
    reason = reason.strip()[:200]
    return _changed(body, "closed", on, by, f"{body} ditutup: {reason}", after=reason)


def _refuse_if_ended(body: ParentBody, on: date) -> None:
    if body.valid_to is not None and body.valid_to < on:
        raise InstitutionProblem(f"{body} sudah berakhir pada {body.valid_to:%d-%m-%Y}.")
    if body.valid_from is not None and on < body.valid_from:
        raise InstitutionProblem(f"{body} baru berdiri pada {body.valid_from:%d-%m-%Y}.")


def _end(body: ParentBody, last_day: date) -> None:
    if body.valid_from is not None and last_day < body.valid_from:
        raise InstitutionProblem(f"{body} baru berdiri pada {body.valid_from:%d-%m-%Y}.")
    body.valid_to = last_day
    body.save(update_fields=["valid_to"])


def _changed(
    body: ParentBody,
    kind: str,
    on: date,
    by: User | None,
    summary: str,
    before: str = "",
    after: str = "",
    successor: ParentBody | None = None,
) -> BodyChange:
    change = BodyChange.objects.create(body=body, kind=kind, on=on, before=before, after=after, successor=successor)
    detail = {"on": on.isoformat(), "before": before, "after": after, "successor": successor.code if successor else ""}
    journal.record(f"body_{kind}", body, by=by, summary=summary, **detail)
    return change
