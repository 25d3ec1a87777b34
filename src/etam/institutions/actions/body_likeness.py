"""School libraries without a number, and the schools that may be theirs by name and place: a person decides."""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from django.utils.timezone import now

from etam.institutions.likeness import ASK_FROM, likeness, numbers
from etam.institutions.models import BodyDoubt, Institution, ParentBody
from etam.institutions.queries.directory import existing

NO_NUMBER = ("", "0")
SCHOOL = ParentBody.Kind.SCHOOL
BATCH = 500


def note_alike(libraries: Sequence[Institution]) -> None:
    """Ask about libraries whose school is not known by number but has a like name in the same kab/kota and level."""
    asked = [one for one in libraries if one.kind == "school" and one.npsn in NO_NUMBER]
    if asked:
        schools = ParentBody.objects.filter(existing(), kind=SCHOOL, library=None)
        _ask(asked, schools.filter(regency__in={one.regency_id for one in asked}))


def note_alike_of(bodies: Sequence[ParentBody]) -> None:
    """The same question from the side of the schools: which of these may own a library without a number."""
    schools = [one for one in bodies if one.kind == SCHOOL and one.library_id is None]
    if schools:
        regencies = {one.regency_id for one in schools}
        free = Institution.objects.filter(existing(), kind="school", npsn__in=NO_NUMBER, parent_body=None)
        _ask(free.filter(regency__in=regencies), schools)


def _ask(libraries: Iterable[Institution], schools: Iterable[ParentBody]) -> None:
    """Note for each library the school that is most alike; what was asked before is not asked again."""
    # Names with different numbers are never alike: grouping by them spares nearly every comparison.
    groups: dict[tuple[str, str, frozenset[str]], list[ParentBody]] = defaultdict(list)
    for one in schools:
        groups[one.regency_id, one.subtype, numbers(one.name)].append(one)
    found = []
    for library in libraries:
        name = _school_name(library)
        alike = groups.get((library.regency_id, library.subtype, numbers(name)), [])
        best = max(alike, key=lambda one: likeness(name, one.name), default=None)
        if best is not None and (share := likeness(name, best.name)) >= ASK_FROM:
            found.append(_doubt(library, best, share))
    BodyDoubt.objects.bulk_create(found, ignore_conflicts=True, batch_size=BATCH)


def _school_name(library: Institution) -> str:
    return library.parent_name or library.name.removeprefix("Perpustakaan ")


def _doubt(library: Institution, body: ParentBody, share: int) -> BodyDoubt:
    why = "Perpustakaan ini tidak ber-NPSN; nama dan tempatnya mirip sekolah ini"
    return BodyDoubt(
        kind=BodyDoubt.Kind.LIBRARY, key=library.code, body=body, institution=library, why=why, likeness=share, at=now()
    )
