"""Every village, and schools as many as there were in 2019: with a library, without, or not known; some madrasah.

Places and counts are real (content); names, NPSN, pupils and inhabitants of the demonstration are invented. NPSN of
schools with a library in the directory are those of the library; the others begin with 98 or 99, which no school has.
"""

from collections import Counter, defaultdict
from collections.abc import Iterator
from datetime import date, timedelta

import numpy as np

from etam.accounts.models import User
from etam.content.files import CONTENT_ROOT, read_csv, versions
from etam.institutions.actions.bodies import NewBody, load_villages, register_bodies
from etam.institutions.models import Institution, ParentBody, Region
from etam.institutions.school_list import MADRASAH
from etam.web.formats import number

SEED = 20190604
LEVELS = {"sd": "sd_mi", "smp": "smp_mts", "sma": "sma_smk_ma", "smk": "sma_smk_ma", "slb": "slb"}
PRIVATE_NAMES = ("Harapan Bangsa", "Muhammadiyah", "Katolik Santo Yosef", "Al Azhar", "Tunas Kelapa", "Budi Luhur")
MADRASAHS = {"MI": "sd_mi", "MTs": "smp_mts", "MA": "sma_smk_ma"}
PUPILS = {"sd_mi": 165, "smp_mts": 190, "sma_smk_ma": 320, "slb": 45}
# Of those without a library in the directory: stated to have one, stated to have none; the rest nobody has stated.
STATED_HAS, STATED_NONE = 0.06, 0.34
SOURCE_OF_PEOPLE = "Angka rekaan untuk contoh"


def make_bodies(by: User, day: date, share: float = 1.0) -> str:
    """Villages, schools and what was stated about them; `share` below 1 makes fewer schools. Returns a line."""
    random = np.random.default_rng(SEED)
    load_villages()
    schools = register_bodies(_schools(random, share), by=by, is_quiet=True)
    bodies = list(ParentBody.objects.order_by("kind", "code"))
    for body in bodies:
        _state(body, random, day)
    fields = [
        "stated",
        "stated_on",
        "stated_source",
        "library_since",
        "people",
        "people_year",
        "people_source",
        "is_sample",
    ]
    ParentBody.objects.bulk_update(bodies, fields, batch_size=400)
    return f"{number(len(bodies) - len(schools))} desa/kelurahan, {number(len(schools))} sekolah"


def _schools(random: np.random.Generator, share: float) -> Iterator[NewBody]:
    """The schools of the directory's libraries first; then as many more as the counts of 2019 ask for."""
    regions = Region.objects.filter(valid_to__isnull=True).in_bulk()
    districts = defaultdict(list)
    for region in regions.values():
        if region.level == Region.Level.DISTRICT:
            districts[region.parent_id].append(region)
    most: Counter[tuple[str, str]] = Counter()
    for regency, level, _, count in _counts(1):
        most[regency, LEVELS[level]] += count
    have: dict[tuple[str, str], int] = defaultdict(int)
    for library in Institution.objects.filter(kind="school", is_sample=True).exclude(npsn="").order_by("pk"):
        if have[library.regency_id, library.subtype] >= most[library.regency_id, library.subtype]:
            continue
        have[library.regency_id, library.subtype] += 1
        name = library.parent_name or library.name.removeprefix("Perpustakaan ")
        yield _school(library.npsn, name, library.subtype, regions[library.region_id], name.split()[0], True, random)
    serial = 0
    for regency, level, is_public, count in _counts(share):
        subtype = LEVELS[level]
        taken = min(have[regency, subtype], count)
        have[regency, subtype] -= taken
        for _ in range(count - taken):
            serial += 1
            place = districts[regency][int(random.integers(len(districts[regency])))]
            name = _name(level, is_public, serial, place, random)
            yield _school(f"98{serial:06d}", name, subtype, place, level.upper(), is_public, random)
    yield from _madrasahs(districts, random)


def _madrasahs(districts: dict[str | None, list[Region]], random: np.random.Generator) -> Iterator[NewBody]:
    """A few for each kab/kota: how many there were in 2019 is not known to us."""
    serial = 0
    for regency in sorted(code for code in districts if code):
        for form, subtype in MADRASAHS.items():
            serial += 1
            place = districts[regency][int(random.integers(len(districts[regency])))]
            yield _school(f"99{serial:06d}", f"{form} Nurul Huda {place.name}", subtype, place, form, False, random)


def _counts(share: float) -> Iterator[tuple[str, str, bool, int]]:
    for row in read_csv(versions(CONTENT_ROOT / "series" / "schools")[-1] / "values.csv"):
        parts = row["series"].split("_")
        if len(row["region"]) == len("64.08") and len(parts) == 3:
            yield row["region"], parts[1], parts[2] == "state", round(float(row["value"]) * share)


def _name(level: str, is_public: bool, serial: int, place: Region, random: np.random.Generator) -> str:
    if is_public:
        # Numbers from 400 on: those of schools with a library lie below.
        return f"{level.upper()} Negeri {400 + serial % 500} {place.name}"
    return f"{level.upper()} {PRIVATE_NAMES[int(random.integers(len(PRIVATE_NAMES)))]} {place.name} {serial % 90 + 1}"


def _school(
    npsn: str, name: str, subtype: str, place: Region, form: str, is_public: bool, random: np.random.Generator
) -> NewBody:
    # Around the middle of the place, so that no two stand on one point.
    north, east = random.normal(0, 0.03, 2)
    return NewBody(
        kind=ParentBody.Kind.SCHOOL,
        code=npsn,
        name=name,
        subtype=subtype,
        region=place,
        form=form,
        is_public=is_public,
        ministry="kemenag" if form.lower() in MADRASAH else "disdikbud",
        latitude=place.latitude + north if place.latitude is not None else None,
        longitude=place.longitude + east if place.longitude is not None else None,
        is_sample=True,
    )


def _state(body: ParentBody, random: np.random.Generator, day: date) -> None:
    """Invent how many people there are and, for those without a library in the directory, what somebody stated."""
    middle = PUPILS.get(body.subtype, 5200 if body.subtype == "kelurahan" else 1400)
    body.people = int(random.lognormal(np.log(middle), 0.5))
    body.people_year, body.people_source, body.is_sample = day.year - 1, SOURCE_OF_PEOPLE, True
    luck = float(random.random())
    if body.library_id is None and luck < STATED_HAS + STATED_NONE:
        has = luck < STATED_HAS
        body.stated = ParentBody.Stated.HAS if has else ParentBody.Stated.NONE
        body.stated_on = day - timedelta(days=int(random.integers(20, 700)))
        who = "kepala desa" if body.kind == ParentBody.Kind.VILLAGE else "kepala sekolah"
        body.stated_source = f"Keterangan {who} kepada verifikator"
        body.library_since = day.year - int(random.integers(1, 12)) if has else None
