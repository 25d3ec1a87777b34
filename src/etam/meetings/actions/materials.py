"""What was shown or handed out: files of an institution, and addresses. What was adopted keeps its materials."""

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
from etam.institutions.models import Institution
from etam.meetings.actions.planning import lock, named, refuse_settled
from etam.meetings.exceptions import BadInput
from etam.meetings.models import Material, Meeting
from etam.web.formats import listed

PLACE = Use.Place.MEETING


@transaction.atomic
def add_files(
    meeting: Meeting, institution: Institution, *, codes: Sequence[str], by: User, at: datetime | None = None
) -> list[Material]:
    """Add files of an institution by their codes; those that stand there already are passed over.

    Raises BadInput for an unknown code or a file that was withdrawn, WrongState once the meeting has adopted.
    """
    at, row = at or timezone.now(), lock(meeting)
    refuse_settled(row)
    wanted = [one for one in dict.fromkeys(code.strip() for code in codes) if one]
    if not wanted:
        raise BadInput("Pilih sedikitnya satu berkas.", "evidence")
    found = library.by_codes(institution, wanted)
    if absent := [code for code in wanted if code not in found]:
        raise BadInput(f"Berkas {listed(absent)} tidak ada di pustaka bukti {institution}.", "evidence")
    known = set(row.materials.values_list("evidence_id", flat=True))
    made = []
    for one in {file.pk: file for file in found.values()}.values():
        if one.pk in known:
            continue
        try:
            evidence.use(one, place=PLACE, place_id=row.pk, by=by, title=str(row), url=row.get_absolute_url(), at=at)
        except CannotDo as problem:
            raise BadInput(str(problem), "evidence") from problem
        made.append(Material.objects.create(meeting=row, title=one.title, evidence=one, at=at, by=by))
    _record(row, made, by)
    return made


@transaction.atomic
def add_link(meeting: Meeting, *, title: str, url: str, by: User, at: datetime | None = None) -> Material:
    """Add an address under which the material lies. Raises BadInput unless it begins with https://, or WrongState."""
    row, title, url = lock(meeting), " ".join(title.split()), url.strip()
    refuse_settled(row)
    if not title:
        raise BadInput("Judul materi belum diisi.", "title")
    parts = urlsplit(url)
    if parts.scheme != "https" or not parts.hostname or "@" in parts.netloc or len(url) > 500:
        raise BadInput("Tautan harus lengkap dan diawali https://.", "url")
    made = Material.objects.create(meeting=row, title=title[:200], url=url, at=at or timezone.now(), by=by)
    _record(row, [made], by)
    return made


@transaction.atomic
def remove_material(material: Material, *, by: User, at: datetime | None = None) -> None:
    """Take a material off; a file stays in its library and no longer counts as used here. Raises WrongState."""
    row = lock(material.meeting)
    refuse_settled(row)
    if material.evidence:
        evidence.release(material.evidence, place=PLACE, place_id=row.pk, by=by, at=at)
    journal.record("material_removed", row, by=by, summary=f"Melepas materi {material} dari {named(row)}.")
    material.delete()


def _record(meeting: Meeting, made: Sequence[Material], by: User) -> None:
    if made:
        names = listed([str(one) for one in made])
        journal.record("material_added", meeting, by=by, summary=f"Menambah materi {named(meeting)}: {names}.")
