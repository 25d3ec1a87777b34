"""What is known about regions and institutions, today or on a day."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.utils import timezone

from etam.content.kinds import LIBRARY
from etam.content.regions import plain_name
from etam.institutions import reference
from etam.institutions.identifiers import npp_warnings, npsn_warnings
from etam.institutions.models import Institution, InstitutionChange, Region

REGENCY = 2


@dataclass(frozen=True)
class KindCount:
    """How many institutions of one kind and subtype a regency has."""

    regency: str
    kind: str
    subtype: str
    institutions: int


def existing(day: date | None = None) -> Q:
    """The condition that a region or institution exists on a day, today unless given; both ends included."""
    on = day or timezone.localdate()
    return (Q(valid_from__isnull=True) | Q(valid_from__lte=on)) & (Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def of_libraries() -> Q:
    """The condition that an institution is a library, not an office or an archival institution."""
    return Q(kind__in=reference.kinds().of_family(LIBRARY))


def regions_on(day: date | None = None, level: int | None = None) -> QuerySet[Region]:
    """The regions as they were on a day, today unless given; `level` is 1 province … 4 village."""
    found = Region.objects.filter(existing(day))
    return found if level is None else found.filter(level=level)


def regencies(day: date | None = None) -> QuerySet[Region]:
    """The kab/kota as they were on a day, in order of code."""
    return regions_on(day, REGENCY)


def regencies_by_word() -> dict[str, list[Region]]:
    """The kab/kota by whatever people may write for one: full name, short name, code, each as a plain name."""
    found: dict[str, list[Region]] = defaultdict(list)
    for one in regencies():
        for word in {plain_name(one.name), plain_name(one.short_name), plain_name(one.code)}:
            found[word].append(one)
    return found


def institutions_by_name(names: Iterable[str]) -> dict[str, list[Institution]]:
    """The institutions that go by one of these names, with their kab/kota, by plain name; those that ended too."""
    wanted = {plain_name(name) for name in names} - {""}
    found: dict[str, list[Institution]] = defaultdict(list)
    if wanted:
        known = Institution.objects.order_by().values_list("pk", "name")
        keys = [key for key, name in known.iterator() if plain_name(name) in wanted]
        for one in Institution.objects.filter(pk__in=keys).select_related("regency"):
            found[plain_name(one.name)].append(one)
    return found


def children(region: Region, day: date | None = None) -> QuerySet[Region]:
    """What lies directly below a region."""
    return regions_on(day).filter(parent=region)


def institutions_on(day: date | None = None) -> QuerySet[Institution]:
    """The institutions that exist on a day, today unless given, with their places."""
    return Institution.objects.filter(existing(day)).select_related("regency", "region")


def ended_before(day: date | None = None) -> QuerySet[Institution]:
    """The institutions whose last day lies before a day, today unless given, with their places."""
    return Institution.objects.filter(valid_to__lt=day or timezone.localdate()).select_related("regency", "region")


def search(
    text: str = "",
    *,
    region: str = "",
    kind: str = "",
    subtype: str = "",
    day: date | None = None,
    ended: bool = False,
) -> QuerySet[Institution]:
    """Institutions that hold every word of `text` in name, NPP, NPSN, code or place; large and small letters alike.

    `region` is a Kemendagri code of any level: what lies in it is found. With `ended` it finds those whose last day
    is past instead of those that exist.
    """
    found = ended_before(day) if ended else institutions_on(day)
    for word in text.split():
        found = found.filter(
            Q(name__icontains=word)
            | Q(parent_name__icontains=word)
            | Q(npp__icontains=word)
            | Q(npsn__icontains=word)
            | Q(code__iexact=word)
            | Q(region__name__icontains=word)
            | Q(regency__name__icontains=word)
        )
    if region:
        found = found.filter(Q(regency_id=region) | Q(region_id=region) | Q(region__code__startswith=f"{region}."))
    if kind:
        found = found.filter(kind=kind)
    return found.filter(subtype=subtype) if subtype else found


def counts_by_kind(day: date | None = None) -> list[KindCount]:
    """Institutions by regency, kind and subtype; a combination without any has no row."""
    rows = (
        Institution.objects.filter(existing(day))
        .values_list("regency_id", "kind", "subtype")
        .annotate(Count("pk"))
        .order_by("regency_id", "kind", "subtype")
    )
    return [KindCount(*row) for row in rows]


def name_on(institution: Institution, day: date) -> str:
    """What the institution was called on a day."""
    later = institution.changes.filter(kind=InstitutionChange.Kind.RENAMED, on__gt=day).first()
    return later.before if later else institution.name


def lineage(institution: Institution) -> list[InstitutionChange]:
    """What happened to an institution, and what became part of it, in order of day."""
    own = Q(institution=institution) | Q(successor=institution)
    return list(InstitutionChange.objects.filter(own).select_related("institution", "successor").order_by("on", "id"))


def doubles(field: str, day: date | None = None) -> dict[str, list[Institution]]:
    """Institutions that carry the same number; `field` is "npp" or "npsn". Empty and "0" are no numbers."""
    if field not in ("npp", "npsn"):
        raise ValueError(f'"{field}" is not a number of an institution; use npp or npsn')
    held = institutions_on(day).exclude(**{f"{field}__in": ["", "0"]})
    repeated = held.order_by().values(field).annotate(n=Count("pk")).filter(n__gt=1).values(field)
    groups: dict[str, list[Institution]] = defaultdict(list)
    for institution in held.filter(**{f"{field}__in": repeated}):
        groups[getattr(institution, field)].append(institution)
    return dict(groups)


def suspects(day: date | None = None) -> dict[int, list[str]]:
    """What looks odd about the numbers of institutions, as sentences by primary key; the others are left out."""
    found: dict[int, list[str]] = defaultdict(list)
    for field in ("npsn", "npp"):
        for number, holders in doubles(field, day).items():
            for one in holders:
                found[one.pk].append(_double(field, number, [other for other in holders if other != one]))
    rows = institutions_on(day).order_by().values_list("pk", "npp", "npsn", "kind", "regency_id")
    for key, npp, npsn, kind, regency in rows:
        if odd := [*npp_warnings(npp, regency, kind), *npsn_warnings(npsn, kind)]:
            found[key] += odd
    return dict(found)


def warnings_of(institution: Institution, day: date | None = None) -> list[str]:
    """What looks odd about one institution: its numbers, and others with the same number or name and place."""
    kind = institution.kind
    found = [*npp_warnings(institution.npp, institution.regency_id, kind), *npsn_warnings(institution.npsn, kind)]
    others = institutions_on(day).exclude(pk=institution.pk)
    for field in ("npsn", "npp"):
        number = getattr(institution, field)
        if number not in ("", "0") and (same := list(others.filter(**{field: number})[:3])):
            found.append(_double(field, number, same))
    twin = others.filter(
        name__iexact=institution.name, kind=kind, subtype=institution.subtype, region=institution.region
    ).first()
    return [*found, f"Nama dan wilayahnya sama dengan {twin.code} {twin.name}."] if twin else found


def _double(field: str, number: str, others: list[Institution]) -> str:
    shown = ", ".join(f"{one.code} {one.name}" for one in others[:3])
    return f"{field.upper()} ganda: {number} juga dipakai {shown}."
