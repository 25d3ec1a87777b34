"""Where a file is used: rooms above say so, and this room remembers it."""

from collections.abc import Collection
from datetime import datetime

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.evidence import queries
from etam.evidence.exceptions import CannotDo
from etam.evidence.models import Evidence, Use
from etam.institutions.models import Institution


@transaction.atomic
def use(
    evidence: Evidence,
    *,
    place: str,
    place_id: int | str,
    element: str = "",
    by: User | None,
    title: str = "",
    url: str = "",
    at: datetime | None = None,
) -> Use:
    """Say that a file supports something; saying it twice changes nothing.

    `title` and `url` are what the file's page shows under "dipakai di". Raises CannotDo for a file that was withdrawn
    or replaced; one that has expired may be used, for it may speak about a time when it held.
    """
    locked = Evidence.objects.select_for_update().get(pk=evidence.pk)
    _refuse_unusable(locked)
    found, is_new = Use.objects.get_or_create(
        evidence=locked,
        place=Use.Place(place),
        place_id=str(place_id),
        element=element,
        released_at=None,
        defaults={"title": title[:200], "url": url[:200], "by": by, "at": at or timezone.now()},
    )
    if is_new:
        where = found.title or str(found)
        journal.record("evidence.use", locked, by=by, summary=f"Bukti {locked} dipakai: {where}.", element=element)
    return found


@transaction.atomic
def release(
    evidence: Evidence,
    *,
    place: str,
    place_id: int | str,
    element: str = "",
    by: User | None,
    at: datetime | None = None,
) -> Use | None:
    """Say that a file no longer supports something; None when it did not. Raises CannotDo once that was decided."""
    active = Use.objects.select_for_update().filter(released_at__isnull=True)
    found = active.filter(evidence=evidence, place=Use.Place(place), place_id=str(place_id), element=element).first()
    if found is None:
        return None
    if found.fixed_at:
        raise CannotDo(f"{found} sudah ditetapkan, jadi bukti {evidence.code} tidak dapat dilepas darinya.")
    found.released_at = at or timezone.now()
    found.save(update_fields=["released_at"])
    journal.record("evidence.release", evidence, by=by, summary=f"Bukti {evidence} dilepas dari {found}.")
    return found


@transaction.atomic
def choose(
    institution: Institution,
    *,
    codes: Collection[str],
    place: str,
    place_id: int | str,
    element: str = "",
    by: User | None,
    title: str = "",
    url: str = "",
    at: datetime | None = None,
) -> None:
    """Let exactly the institution's files with these codes support something; others that did no longer do.

    The caller holds the row of what is supported. Raises CannotDo for a code that is not the institution's, for a file
    that is new here and has expired, was withdrawn or replaced, and once it was decided what the files support.
    """
    at = at or timezone.now()
    written = {code.strip().upper() for code in codes if code.strip()}
    found = queries.by_codes(institution, written)
    if strange := sorted(written - found.keys()):
        raise CannotDo(f"bukti {strange[0]} tidak ada di {institution}. Periksa kodenya, atau unggah berkasnya dulu.")
    wanted = {one.code: one for one in found.values()}
    used = {one.code: one for one in queries.uses(place, place_id).get(element, [])}
    for code in sorted(wanted.keys() - used.keys()):
        if problem := queries.problem_with(wanted[code], timezone.localdate(at)):
            raise CannotDo(problem)
        use(wanted[code], place=place, place_id=place_id, element=element, by=by, title=title, url=url, at=at)
    for code in sorted(used.keys() - wanted.keys()):
        release(used[code], place=place, place_id=place_id, element=element, by=by, at=at)


@transaction.atomic
def fix_uses(*, place: str, place_id: int | str, by: User | None, at: datetime | None = None) -> int:
    """Hold on to what was looked at when something was decided: its files are no longer exchanged or released.

    Returns how many uses that are.
    """
    found = Use.objects.filter(place=Use.Place(place), place_id=str(place_id), released_at__isnull=True, fixed_at=None)
    return _noted(found.update(fixed_at=at or timezone.now()), "evidence.fix", place, place_id, by)


@transaction.atomic
def fix_uses_of_many(*, place: str, place_ids: Collection[int], by: User | None, at: datetime | None = None) -> int:
    """The same as `fix_uses` for many that were decided together, in as many queries as for one."""
    keys = [str(one) for one in place_ids]
    found = Use.objects.filter(place=Use.Place(place), place_id__in=keys, released_at__isnull=True, fixed_at=None)
    rows = list(found.order_by("pk"))
    if rows:
        Use.objects.filter(pk__in=[one.pk for one in rows]).update(fixed_at=at or timezone.now())
        subjects = {one.place_id: one for one in reversed(rows)}.values()
        journal.record_many("evidence.fix", subjects, by=by, summary="Bukti dipegang tetap.", together=len(keys))
    return len(rows)


@transaction.atomic
def free_uses(*, place: str, place_id: int | str, by: User | None) -> int:
    """Undo `fix_uses` because the decision was reopened. Returns how many uses that are."""
    found = Use.objects.filter(place=Use.Place(place), place_id=str(place_id), released_at__isnull=True)
    return _noted(found.exclude(fixed_at=None).update(fixed_at=None), "evidence.free", place, place_id, by)


def move_uses(old: Evidence, new: Evidence) -> int:
    """Let what uses `old` use `new` instead, except where it was decided; part of the action that replaces a file."""
    active = list(old.uses.select_for_update().filter(released_at__isnull=True, fixed_at__isnull=True))
    for one in active:
        one.released_at = new.uploaded_at
    Use.objects.bulk_update(active, ["released_at"])
    copies = (
        Use(
            evidence=new,
            place=one.place,
            place_id=one.place_id,
            element=one.element,
            title=one.title,
            url=one.url,
            at=new.uploaded_at,
            by=new.by,
        )
        for one in active
    )
    Use.objects.bulk_create(copies)
    return len(active)


def _refuse_unusable(evidence: Evidence) -> None:
    if evidence.withdrawn_at is not None:
        raise CannotDo(f"{evidence.code} sudah ditarik: {evidence.withdrawn_reason}. Pilih bukti lain.")
    if newer := Evidence.objects.filter(replaces=evidence).first():
        raise CannotDo(f"{evidence.code} sudah digantikan oleh {newer.code}. Pakai yang baru.")


def _noted(count: int, action: str, place: str, place_id: int | str, by: User | None) -> int:
    if count:
        subject = Use.objects.filter(place=place, place_id=str(place_id), released_at__isnull=True).first()
        word = "dipegang tetap" if action == "evidence.fix" else "dibebaskan lagi"
        if subject:
            journal.record(action, subject, by=by, summary=f"{count} bukti {word}: {subject}.")
    return count
