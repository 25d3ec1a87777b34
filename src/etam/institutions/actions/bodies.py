"""Villages and schools enter the registry, and are put right."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.regions import plain_name
from etam.institutions.actions import body_links
from etam.institutions.actions.problems import InstitutionProblem
from etam.institutions.models import BodyChange, ParentBody, Region

KAMPUNG = ("64.03", "64.07", "64.11")
MADRASAH = ("ra", "mi", "mts", "ma", "mak", "mis", "min", "mtsn", "mtss", "man", "mas")
CORRECTABLE = ("form", "subtype", "is_public", "ministry", "address", "latitude", "longitude")
BATCH = 500


@dataclass(frozen=True)
class NewBody:
    """What is known of a village or school when it enters the registry; `region` is the smallest region known."""

    kind: str
    code: str
    name: str
    subtype: str
    region: Region
    form: str = ""
    is_public: bool | None = None
    ministry: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    people: int | None = None
    people_year: int | None = None
    people_source: str = ""
    valid_from: date | None = None
    is_sample: bool = False


@transaction.atomic
def load_villages(*, by: User | None = None) -> int:
    """Bring the villages to the table of regions: new ones enter, names and ends follow. Returns how many entered.

    Doing it again changes nothing. What is known of a village's library is not touched.
    """
    known = {body.code: body for body in ParentBody.objects.filter(kind="village")}
    regions = list(Region.objects.filter(level=Region.Level.VILLAGE).order_by("code"))
    new = [_village(region) for region in regions if region.code not in known]
    for region in regions:
        if (body := known.get(region.code)) is not None:
            _follow_region(body, region, by)
    register_bodies(new, by=by, is_quiet=True)
    if new:
        journal.record("villages_loaded", regions[0], by=by, summary=f"{len(new)} desa/kelurahan didaftarkan.")
    return len(new)


@transaction.atomic
def register_bodies(news: Iterable[NewBody], *, by: User | None, is_quiet: bool = False) -> list[ParentBody]:
    """Enter villages or schools, all or none, and link the libraries of the directory that are theirs.

    Raises InstitutionProblem when a code is taken or missing. `is_quiet` leaves the journal to the caller, who writes
    one entry for all.
    """
    bodies = [_body(new) for new in news]
    _refuse_taken(bodies)
    ParentBody.objects.bulk_create(bodies, batch_size=BATCH)
    if not is_quiet:
        journal.record_many("body_registered", bodies, by=by, summary="Desa atau sekolah didaftarkan.")
    body_links.link_known(bodies)
    return bodies


@transaction.atomic
def correct(body: ParentBody, *, by: User | None, **fields: str | float | bool | None) -> ParentBody:
    """Correct what was written down wrongly: form, level, status, ministry, address or point."""
    if unknown := set(fields) - set(CORRECTABLE):
        raise InstitutionProblem(f"{', '.join(sorted(unknown))} tidak dapat dibetulkan di sini.")
    before = {name: getattr(body, name) for name in fields}
    for name, value in fields.items():
        setattr(body, name, value)
    body.save(update_fields=list(fields))
    summary = f"Data {body} dibetulkan."
    journal.record("body_corrected", body, by=by, summary=summary, before=before, after=dict(fields))
    return body


@transaction.atomic
def count_people(body: ParentBody, *, people: int, year: int, source: str, by: User | None) -> ParentBody:
    """Write down how many inhabitants or pupils there were in a year, and who says so."""
    if people < 0:
        raise InstitutionProblem("Jumlah warga atau murid tidak dapat negatif.")
    if not source.strip():
        raise InstitutionProblem("Sebutkan sumber angkanya, misalnya Dapodik semester ganjil 2026.")
    body.people, body.people_year, body.people_source = people, year, source.strip()
    body.save(update_fields=["people", "people_year", "people_source"])
    journal.record("body_counted", body, by=by, summary=f"{body}: {people} orang ({year}, {source}).")
    return body


def _village(region: Region) -> NewBody:
    is_urban = region.type == "urban_village"
    local = "Kampung" if region.code[:5] in KAMPUNG else "Desa"
    return NewBody(
        kind=ParentBody.Kind.VILLAGE,
        code=region.code,
        name=region.name,
        subtype="kelurahan" if is_urban else "desa",
        region=region,
        form="Kelurahan" if is_urban else local,
        ministry="dpmpd",
        latitude=region.latitude,
        longitude=region.longitude,
        valid_from=region.valid_from,
    )


def _follow_region(body: ParentBody, region: Region, by: User | None) -> None:
    """A village is called and ends as its region does; a new name stays in its history."""
    if plain_name(body.name) != plain_name(region.name):
        day = region.valid_from or date.today()
        BodyChange.objects.create(body=body, kind="renamed", on=day, before=body.name, after=region.name)
        journal.record("body_renamed", body, by=by, summary=f"{body.name} menjadi {region.name}.")
    if (body.name, body.valid_to) != (region.name, region.valid_to):
        body.name, body.valid_to = region.name, region.valid_to
        body.save(update_fields=["name", "valid_to"])


def _body(new: NewBody) -> ParentBody:
    if not new.name.strip() or not new.code.strip():
        raise InstitutionProblem("Nama dan kode desa atau sekolah harus diisi.")
    if new.region.level == Region.Level.PROVINCE:
        raise InstitutionProblem(f"{new.name}: sebutkan kabupaten/kota, bukan provinsi.")
    places = {"regency_id": new.region.code[:5], "district_id": district_of(new.region)}
    return ParentBody(**vars(new), **places)


def district_of(region: Region) -> str | None:
    """The code of the kecamatan in which a region lies; None for a kab/kota."""
    return region.code[:8] if region.level >= Region.Level.DISTRICT else None


def _refuse_taken(bodies: list[ParentBody]) -> None:
    codes = [body.code for body in bodies]
    if len(set(codes)) < len(codes):
        twice = next(code for code in codes if codes.count(code) > 1)
        raise InstitutionProblem(f"Kode {twice} ada dua kali dalam daftar ini.")
    for start in range(0, len(bodies), BATCH):
        part = bodies[start : start + BATCH]
        kinds = {body.kind for body in part}
        known = ParentBody.objects.filter(kind__in=kinds, code__in=codes[start : start + BATCH])
        if (first := known.first()) is not None:
            raise InstitutionProblem(f"{first.code} sudah dipakai {first.name}.")
