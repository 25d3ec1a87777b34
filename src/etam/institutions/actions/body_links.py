"""Which library belongs to which village or school, and what is said of those without a link."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localdate, now

from etam.accounts import journal
from etam.accounts.models import User
from etam.institutions.actions.body_likeness import NO_NUMBER, note_alike, note_alike_of
from etam.institutions.actions.problems import InstitutionProblem
from etam.institutions.models import BodyDoubt, Institution, ParentBody
from etam.institutions.queries.directory import existing

BATCH = 500
STATED = ParentBody.Stated


@transaction.atomic
def state(
    body: ParentBody, *, stated: str, on: date, source: str, since: int | None = None, by: User | None
) -> ParentBody:
    """Write down whether a village or school has a library, as somebody says on a day.

    A linked library speaks for itself: "none" is refused while there is one.
    """
    if stated not in STATED.values:
        raise InstitutionProblem("Pilih ada, belum ada, atau belum diketahui.")
    if on > localdate():
        raise InstitutionProblem("Hari keterangan tidak dapat sesudah hari ini.")
    if not source.strip():
        raise InstitutionProblem("Sebutkan siapa atau berkas apa yang menyatakannya.")
    if body.library_id and stated != STATED.HAS:
        raise InstitutionProblem(
            f"{body} tertaut dengan {body.library}. Lepaskan tautannya dulu, atau tutup perpustakaannya."
        )
    if since is not None and not 1900 <= since <= on.year:
        raise InstitutionProblem(f"Tahun berdiri {since} tidak mungkin. Isi antara 1900 dan {on.year}.")
    before = body.stated
    body.stated, body.stated_on, body.stated_source = stated, on, source.strip()
    body.library_since = since if stated == STATED.HAS else None
    _save(body, "stated", "stated_on", "stated_source", "library_since")
    summary = f"{body}: perpustakaan {STATED(stated).label.lower()} menurut {source.strip()}."
    journal.record("body_stated", body, by=by, summary=summary, on=on.isoformat(), before=before, after=stated)
    return body


@transaction.atomic
def link(body: ParentBody, library: Institution, *, by: User | None) -> ParentBody:
    """Say that a library of the directory is the one of this village or school."""
    if body.library_id == library.pk:
        raise InstitutionProblem(f"{library} sudah tertaut di sini.")
    if body.library_id:
        raise InstitutionProblem(f"{body} sudah tertaut dengan {body.library}. Lepaskan dulu.")
    if (other := ParentBody.objects.filter(library=library).first()) is not None:
        raise InstitutionProblem(f"{library} sudah tertaut dengan {other} ({other.code}). Lepaskan di sana dulu.")
    if library.valid_to is not None and library.valid_to < localdate():
        raise InstitutionProblem(f"{library} sudah berakhir pada {library.valid_to:%d-%m-%Y}.")
    if library.regency_id != body.regency_id:
        raise InstitutionProblem(
            f"{library} tercatat di {library.regency}, sedangkan {body} di {body.regency}. Periksa kodenya."
        )
    body.library = library
    _save(body, "library")
    BodyDoubt.objects.filter(institution=library, decision="open").update(
        decision="same", decided_at=now(), decided_by=by
    )
    journal.record("body_linked", body, by=by, summary=f"{library} ({library.code}) adalah perpustakaan {body}.")
    return body


@transaction.atomic
def unlink(body: ParentBody, *, reason: str, by: User | None) -> ParentBody:
    """Take a link away; afterwards it is unknown whether there is a library, until somebody says."""
    if body.library is None:
        raise InstitutionProblem(f"{body} tidak tertaut dengan perpustakaan mana pun.")
    if not reason.strip():
        raise InstitutionProblem("Sebutkan alasan tautannya dilepas.")
    library = body.library
    _let_go([body], {body.pk: f"Tautan dengan {library} dilepas: {reason.strip()}"[:200]}, localdate())
    summary = f"Tautan {body} dengan {library} ({library.code}) dilepas: {reason.strip()}"
    journal.record("body_unlinked", body, by=by, summary=summary)
    return body


def follow(libraries: Sequence[Institution], *, why: str = "") -> None:
    """Bring links to what became of some libraries: registered, moved, renumbered, closed or merged.

    A village library belongs to the village of its region, a school library to the school of its NPSN. What ended is
    let go; what is in doubt waits for a person. Part of the caller's transaction and journal entry.
    """
    day = localdate()
    held = {body.library_id: body for body in _of_libraries(libraries)}
    wanted = _bodies_of([one for one in libraries if _is_there(one, day)])
    stale = [
        (one, held[one.pk])
        for one in libraries
        if one.pk in held and (not _is_there(one, day) or _is_elsewhere(one, held[one.pk]))
    ]
    notes = {body.pk: (why or _why(one))[:200] for one, body in stale}
    _let_go([body for _, body in stale], notes, day)
    gone = {one.pk for one, _ in stale}
    free = [one for one in libraries if _is_there(one, day) and (one.pk not in held or one.pk in gone)]
    _link_all([(one, wanted[key]) for one in free if (key := _key(one)) in wanted])
    note_alike(free)
    if stale:
        link_known([body for _, body in stale])


def link_known(bodies: Sequence[ParentBody]) -> None:
    """Link those of some villages and schools that have no library to the libraries that are theirs by code."""
    without = {(body.kind, body.code): body for body in bodies if body.library_id is None}
    pairs = [(one, without[key]) for one in _libraries_of(without) if (key := _key(one)) in without]
    _link_all(pairs)
    note_alike_of(bodies)


@transaction.atomic
def let_go_ended() -> int:
    """Let go of libraries whose last day has come by the passing of days. Returns how many; again changes nothing."""
    ended = list(Institution.objects.filter(valid_to__lte=localdate(), parent_body__isnull=False))
    follow(ended)
    for one in ended:
        journal.record("body_let_go", one, by=None, summary=f"{one} berakhir; tautannya dilepas.")
    return len(ended)


def _link_all(pairs: list[tuple[Institution, ParentBody]]) -> None:
    """Link each pair that leaves no doubt; the others wait for a person."""
    sure: dict[int, ParentBody] = {}
    doubts: list[BodyDoubt] = []
    for library, body in pairs:
        if body.regency_id != library.regency_id:
            doubts.append(_doubt(library, body, "NPSN sama, tetapi kabupaten/kotanya lain"))
        elif body.library_id is not None or body.pk in sure:
            # A village may have several libraries; two of one school are a mistake in one of their numbers.
            if body.kind == ParentBody.Kind.SCHOOL:
                doubts.append(_doubt(library, body, "NPSN ini sudah dipakai perpustakaan lain"))
        else:
            body.library = library
            sure[body.pk] = body
    ParentBody.objects.bulk_update(sure.values(), ["library"], batch_size=BATCH)
    BodyDoubt.objects.bulk_create(doubts, ignore_conflicts=True, batch_size=BATCH)


def _let_go(bodies: Sequence[ParentBody], notes: dict[int, str], day: date) -> None:
    for body in bodies:
        body.library = None
        body.stated, body.stated_on, body.stated_source = STATED.UNKNOWN, day, notes[body.pk]
        body.library_since = None
    fields = ["library", "stated", "stated_on", "stated_source", "library_since"]
    ParentBody.objects.bulk_update(bodies, fields, batch_size=BATCH)


def _save(body: ParentBody, *fields: str) -> None:
    body.save(update_fields=fields)
    body.refresh_from_db(fields=["state"])


def _key(library: Institution) -> tuple[str, str]:
    """Kind and code of the village or school that a library names as its own; ("", "") where it names none."""
    if library.kind == "public" and library.subtype == "village":
        return "village", library.region_id
    if library.kind == "school" and library.npsn not in NO_NUMBER:
        return "school", library.npsn
    return "", ""


def _is_there(library: Institution, day: date) -> bool:
    return library.valid_to is None or library.valid_to > day


def _is_elsewhere(library: Institution, body: ParentBody) -> bool:
    """Whether a linked library now names another village or school; one that names none keeps its link."""
    kind, code = _key(library)
    if kind == "village":
        # A library that stands in a kecamatan without a village named was linked by hand.
        return body.kind == kind and len(code) > len("64.08.05") and code != body.code
    return kind == "school" and code != body.code


def _why(library: Institution) -> str:
    ended = library.valid_to is not None
    return f"{library} {'berakhir' if ended else 'tercatat di tempat lain'}; keadaan sesudahnya belum dinyatakan"


def _doubt(library: Institution, body: ParentBody, why: str) -> BodyDoubt:
    return BodyDoubt(
        kind=BodyDoubt.Kind.LIBRARY, key=library.code, body=body, institution=library, why=why, likeness=100, at=now()
    )


def _bodies_of(libraries: Iterable[Institution]) -> dict[tuple[str, str], ParentBody]:
    codes: dict[str, set[str]] = defaultdict(set)
    for kind, code in map(_key, libraries):
        codes[kind].add(code)
    found: dict[tuple[str, str], ParentBody] = {}
    for kind in ("village", "school"):
        for part in _parts(sorted(codes[kind])):
            rows = ParentBody.objects.filter(existing(), kind=kind, code__in=part)
            found |= {(body.kind, body.code): body for body in rows}
    return found


def _libraries_of(bodies: Iterable[tuple[str, str]]) -> Iterator[Institution]:
    """The libraries of today that are in the villages or carry the numbers of the schools, by age."""
    codes = list(bodies)
    # One whose last day is today is let go already: it would come back at once.
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gt=localdate())
    free = Institution.objects.filter(lasting, parent_body=None).order_by("pk")
    for part in _parts([code for kind, code in codes if kind == "village"]):
        yield from free.filter(kind="public", subtype="village", region_id__in=part)
    for part in _parts([code for kind, code in codes if kind == "school"]):
        yield from free.filter(kind="school", npsn__in=part)


def _of_libraries(libraries: Sequence[Institution]) -> Iterator[ParentBody]:
    for part in _parts([one.pk for one in libraries]):
        yield from ParentBody.objects.filter(library__in=part)


def _parts(values: Sequence[Any]) -> Iterator[Sequence[Any]]:
    for start in range(0, len(values), BATCH):
        yield values[start : start + BATCH]
