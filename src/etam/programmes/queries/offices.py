"""The offices whose programmes are kept here, and at which level of government each stands."""

from django.db.models import Exists, OuterRef, Q, QuerySet

from etam.institutions import reference
from etam.institutions.models import Institution, Region
from etam.institutions.queries import existing

LEVELS = {1: "province", 2: "regency"}
ARCHIVE, LIBRARY = "archive", "public"
SUBTYPES = ("province", "regency")


def library_and_archive_offices() -> QuerySet[Institution]:
    """One office for every government: its archive institution, or where none is registered its own library."""
    archives = Institution.objects.filter(existing(), kind=ARCHIVE)
    same = archives.filter(Q(subtype="regency", regency=OuterRef("regency")))
    own_library = (Q(subtype="province") & ~Exists(archives.filter(subtype="province"))) | (
        Q(subtype="regency") & ~Exists(same)
    )
    chosen = Q(kind=ARCHIVE, subtype__in=SUBTYPES) | (Q(kind=LIBRARY) & own_library)
    return Institution.objects.filter(existing(), chosen).select_related("regency", "region")


def may_have_programmes() -> Q:
    """The condition that an institution is of a government that budgets: of the province or of a kab/kota."""
    found = Q(pk__in=[])
    for kind in reference.kinds().kinds.values():
        for one in kind.subtypes:
            if one.region_level in LEVELS:
                found |= Q(kind=kind.code, subtype=one.code)
    return found


def level_of(office: Institution) -> str:
    """ "province" or "regency"; "" for one that budgets at neither level."""
    level = reference.kinds().kinds[office.kind].subtype(office.subtype).region_level
    return LEVELS.get(level or 0, "")


def area_of(office: Institution) -> Region:
    """The province or kab/kota in which an office works."""
    if level_of(office) != "province":
        return office.regency
    return Region.objects.get(code=office.regency_id[:2])


def place_of(office: Institution) -> str:
    """The code of that area."""
    return office.regency_id[:2] if level_of(office) == "province" else office.regency_id
