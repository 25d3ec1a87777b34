"""What was shown or handed out: files of the organising institution, and addresses."""

from collections.abc import Sequence
from datetime import datetime
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from etam.accounts import journal
from etam.accounts.models import User
from etam.evidence import actions as evidence
from etam.evidence import queries as library
from etam.evidence.exceptions import CannotDo
from etam.evidence.models import Use
from etam.outreach.actions.planning import lock
from etam.outreach.exceptions import BadInput
from etam.outreach.models import Event, Material
from etam.web.formats import day as written_day
from etam.web.formats import listed

PLACE = Use.Place.EVENT


@transaction.atomic
def add_files(event: Event, *, codes: Sequence[str], by: User, at: datetime | None = None) -> list[Material]:
    """Add files of the organising institution by their codes; those that stand there already are passed over.

    Raises BadInput where no registered institution organises, for an unknown code, or a file that was withdrawn.
    """
    at, row = at or timezone.now(), lock(event)
    wanted = [one for one in dict.fromkeys(code.strip() for code in codes) if one]
    if not wanted:
        raise BadInput("Pilih sedikitnya satu berkas.", "evidence")
    if row.organiser_institution is None:
        raise BadInput("Penyelenggaranya tidak terdaftar, jadi tidak punya pustaka bukti. Tambahkan tautan saja.")
    found = library.by_codes(row.organiser_institution, wanted)
    if absent := [code for code in wanted if code not in found]:
        raise BadInput(f"Berkas {listed(absent)} tidak ada di pustaka bukti {row.organiser_institution}.", "evidence")
    known = set(row.materials.values_list("evidence_id", flat=True))
    made = []
    for one in {file.pk: file for file in found.values()}.values():
        if one.pk in known:
            continue
        try:
            title = f"Sosialisasi {row.title}, {written_day(row.held_on)}"
            evidence.use(one, place=PLACE, place_id=row.pk, by=by, title=title, url=row.get_absolute_url(), at=at)
        except CannotDo as problem:
            raise BadInput(str(problem), "evidence") from problem
        made.append(Material.objects.create(event=row, title=one.title, evidence=one, at=at, by=by))
    _record(row, made, by)
    return made


@transaction.atomic
def add_link(event: Event, *, title: str, url: str, by: User, at: datetime | None = None) -> Material:
    """Add an address under which the material lies. Raises BadInput unless it begins with https://."""
    row, title, url = lock(event), " ".join(title.split()), url.strip()
    if not title:
        raise BadInput("Judul materi belum diisi.", "title")
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or len(url) > 500:
        raise BadInput("Tautan harus lengkap dan diawali https://.", "url")
    made = Material.objects.create(event=row, title=title[:200], url=url, at=at or timezone.now(), by=by)
    _record(row, [made], by)
    return made


@transaction.atomic
def remove_material(material: Material, *, by: User, at: datetime | None = None) -> None:
    """Take a material off an event; a file stays in its library and no longer counts as used here."""
    event = lock(material.event)
    if material.evidence:
        evidence.release(material.evidence, place=PLACE, place_id=event.pk, by=by, at=at)
    journal.record("material_removed", event, by=by, summary=f"Melepas materi {material} dari {event.code} {event}.")
    material.delete()


def _record(event: Event, made: list[Material], by: User) -> None:
    if made:
        names = listed([str(one) for one in made])
        journal.record("material_added", event, by=by, summary=f"Menambah materi {event.code} {event}: {names}.")
