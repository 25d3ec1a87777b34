"""A list of schools is stored, and what is in doubt is decided by a person."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.actions import bodies, body_changes, body_links
from etam.institutions.actions.bodies import NewBody, register_bodies
from etam.institutions.actions.problems import InstitutionProblem
from etam.institutions.body_intake import Intake, Outcome
from etam.institutions.models import BodyChange, BodyDoubt, BodyList, ParentBody, Region
from etam.institutions.school_list import SchoolRow

BATCH = 1000


@transaction.atomic
def receive(*, file_name: str, sha256: str, as_of: date, source: str, scope: str, by: User) -> BodyList:
    """Note that a list came; nothing of it is stored before somebody has seen what it would change."""
    if as_of > timezone.localdate():
        raise InstitutionProblem("Tanggal keadaan daftar tidak dapat sesudah hari ini.")
    if not source.strip():
        raise InstitutionProblem("Sebutkan asal daftarnya, misalnya Dapodik, semester ganjil 2026.")
    held = BodyList.objects.create(
        file_name=file_name[:200],
        sha256=sha256,
        as_of=as_of,
        source=source.strip(),
        scope=scope,
        at=timezone.now(),
        by=by,
    )
    journal.record("body_list_received", held, by=by, summary=f"Daftar sekolah {held} diterima.")
    return held


@transaction.atomic
def store(held: BodyList, intake: Intake, *, seen: dict[str, int], by: User) -> BodyList:
    """Store a list wholly or not at all: new schools, changes, and what waits for a person.

    `seen` is how many rows came to what when somebody looked: if that has changed since, nothing is stored.
    """
    if held.stored_at or held.discarded_at:
        raise InstitutionProblem("Daftar ini sudah diproses.")
    counts: dict[str, int] = {}
    regions = Region.objects.in_bulk()
    for batch in _batches(intake.outcomes()):
        for one in batch:
            counts[one.kind] = counts.get(one.kind, 0) + 1
        if counts.get("fault"):
            raise InstitutionProblem("Masih ada baris yang keliru. Tidak ada yang disimpan.")
        news = [_new(one.row, regions[one.region], held) for one in batch if one.kind == "new" and one.row]
        register_bodies(news, by=by, is_quiet=True)
        _change([one for one in batch if one.kind == "changed"], held, by)
        _note_doubts([one for one in batch if one.kind == "doubt"], held)
    if counts != {kind: count for kind, count in seen.items() if count}:
        raise InstitutionProblem("Daftar sekolah berubah sejak pratinjau. Periksa lagi di bawah, lalu simpan.")
    held.stored_at, held.counts, held.rows = timezone.now(), counts, sum(counts.values())
    held.save(update_fields=["stored_at", "counts", "rows"])
    summary = f"Daftar sekolah {held} disimpan: {counts.get('new', 0)} baru, {counts.get('changed', 0)} berubah."
    journal.record("body_list_stored", held, by=by, summary=summary, **counts)
    return held


@transaction.atomic
def discard(held: BodyList, *, by: User) -> BodyList:
    """Throw a list away that was not stored."""
    if held.stored_at or held.discarded_at:
        raise InstitutionProblem("Daftar ini sudah diproses.")
    held.discarded_at = timezone.now()
    held.save(update_fields=["discarded_at"])
    journal.record("body_list_discarded", held, by=by, summary=f"Daftar sekolah {held} dibuang.")
    return held


@transaction.atomic
def decide(doubt: BodyDoubt, *, decision: str, by: User, on: date | None = None) -> BodyDoubt:
    """Say whether two records are the same; what follows from it is done at once.

    A school that moved needs the day `on` from which it did. The decision is kept: a later list does not ask again.
    """
    if doubt.decision not in (BodyDoubt.Decision.OPEN, BodyDoubt.Decision.LATER):
        raise InstitutionProblem("Keraguan ini sudah diputuskan.")
    if decision not in DECIDERS:
        raise InstitutionProblem("Pilih sama, lain, atau belum sekarang.")
    DECIDERS[decision](doubt, by, on)
    doubt.decision, doubt.decided_at, doubt.decided_by = decision, timezone.now(), by
    doubt.save(update_fields=["decision", "decided_at", "decided_by"])
    summary = f"{doubt.key} dan {doubt.body}: {doubt.get_decision_display().lower()}."
    journal.record("body_doubt_decided", doubt.body, by=by, summary=summary)
    return doubt


def _same(doubt: BodyDoubt, by: User, on: date | None) -> None:
    body = doubt.body
    if doubt.institution is not None:
        body_links.link(body, doubt.institution, by=by)
        return
    row, day = doubt.row, on or _day(doubt)
    if doubt.kind == BodyDoubt.Kind.MOVED:
        if on is None:
            raise InstitutionProblem("Isi tanggal sejak kapan sekolah ini di kabupaten/kota yang baru.")
        body_changes.move(body, region=Region.objects.get(code=row["region"]), on=on, by=by)
    if body.code != doubt.key:
        body_changes.renumber(body, code=doubt.key, on=day, by=by)
    if row["name"] != body.name:
        body_changes.rename(body, name=row["name"], on=day, by=by)
    if row["people"] is not None:
        bodies.count_people(body, people=row["people"], year=row["people_year"], source=row["people_source"], by=by)


def _other(doubt: BodyDoubt, by: User, on: date | None) -> None:
    if doubt.kind == BodyDoubt.Kind.LIBRARY:
        return
    if doubt.key == doubt.body.code:
        raise InstitutionProblem(
            f"NPSN {doubt.key} masih dipegang {doubt.body}. "
            "Bila itu sekolah lain, ganti dulu NPSN-nya, lalu impor lagi."
        )
    row = dict(doubt.row)
    region = Region.objects.get(code=row.pop("region"))
    register_bodies([NewBody(kind=ParentBody.Kind.SCHOOL, code=doubt.key, region=region, **row)], by=by)


def _later(doubt: BodyDoubt, by: User, on: date | None) -> None:
    """Nothing happens; the doubt stays to be decided."""


DECIDERS = {
    BodyDoubt.Decision.SAME.value: _same,
    BodyDoubt.Decision.NEW.value: _other,
    BodyDoubt.Decision.LATER.value: _later,
}


def _day(doubt: BodyDoubt) -> date:
    return doubt.source.as_of if doubt.source else timezone.localdate()


def _change(outcomes: list[Outcome], held: BodyList, by: User) -> None:
    """Bring schools to what the list says; names and places stay in their history."""
    keys = {one.body.pk: one for one in outcomes if one.body}
    rows = list(ParentBody.objects.filter(pk__in=list(keys)))
    history: list[BodyChange] = []
    for body in rows:
        for name, before, after in keys[body.pk].changes:
            if name == "region":
                body.region_id, body.district_id = after, after[:8] if len(after) > len("64.08") else None
            else:
                setattr(body, name, after)
            if name == "people":
                body.people_year, body.people_source = held.as_of.year, held.source
            if kind := {"name": "renamed", "region": "moved"}.get(name):
                history.append(BodyChange(body=body, kind=kind, on=held.as_of, before=before, after=after))
    fields = ["name", "region", "district", "people", "people_year", "people_source", "form", "is_public", "address"]
    ParentBody.objects.bulk_update(rows, fields, batch_size=500)
    BodyChange.objects.bulk_create(history, batch_size=500)
    journal.record_many("body_followed_list", rows, by=by, summary=f"Disesuaikan dengan daftar {held}.")


def _note_doubts(outcomes: list[Outcome], held: BodyList) -> None:
    doubts = [
        BodyDoubt(
            kind=one.doubt,
            key=one.row.npsn,
            body_id=one.body.pk,
            source=held,
            row=_row(one.row, one.region, held),
            why=one.why[:300],
            likeness=one.likeness,
            at=timezone.now(),
        )
        for one in outcomes
        if one.row and one.body
    ]
    BodyDoubt.objects.bulk_create(doubts, batch_size=500, ignore_conflicts=True)


def _row(row: SchoolRow, region: str, held: BodyList) -> dict[str, Any]:
    """What the list said, as far as it is needed once somebody decides."""
    return {
        "name": row.name,
        "subtype": row.subtype,
        "region": region,
        "form": row.form,
        "is_public": row.is_public,
        "ministry": row.ministry,
        "address": row.address,
        "latitude": row.latitude,
        "longitude": row.longitude,
        "people": row.pupils,
        "people_year": held.as_of.year if row.pupils is not None else None,
        "people_source": held.source if row.pupils is not None else "",
    }


def _new(row: SchoolRow, region: Region, held: BodyList) -> NewBody:
    said = _row(row, region.code, held) | {"region": region}
    return NewBody(kind=ParentBody.Kind.SCHOOL, code=row.npsn, **said)


def _batches(outcomes: Iterator[Outcome]) -> Iterator[list[Outcome]]:
    batch: list[Outcome] = []
    for one in outcomes:
        batch.append(one)
        if len(batch) >= BATCH:
            yield batch
            batch = []
    yield batch
