"""Institutions enter the directory."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache
from uuid import uuid4

from django.db import transaction

from etam.accounts import journal
from etam.accounts.models import User
from etam.content.kinds import Kinds, latest_kinds
from etam.institutions.actions.body_links import follow
from etam.institutions.actions.problems import InstitutionProblem
from etam.institutions.models import Institution, Region


@dataclass(frozen=True)
class NewInstitution:
    """What is known of an institution when it enters the directory.

    `region` is the smallest region known; `regency` is needed only where `region` is the province. Without `code`
    one is made from the regency and a serial number.
    """

    name: str
    kind: str
    subtype: str
    region: Region
    regency: Region | None = None
    code: str = ""
    npp: str = ""
    npsn: str = ""
    parent_name: str = ""
    address: str = ""
    latitude: float | None = None
    longitude: float | None = None
    valid_from: date | None = None
    is_sample: bool = False


@transaction.atomic
def register_institution(new: NewInstitution, *, by: User | None) -> Institution:
    """Enter an institution in the directory.

    Raises InstitutionProblem when its kind, subtype or place cannot be, or its code is taken.
    """
    return register_institutions([new], by=by)[0]


@transaction.atomic
def register_institutions(news: Iterable[NewInstitution], *, by: User | None) -> list[Institution]:
    """Enter many institutions at once, all or none; one journal entry each."""
    news = list(news)
    regencies = Region.objects.in_bulk({new.region.code[:5] for new in news})
    institutions = [_institution(new, regencies) for new in news]
    given = [one.code for one in institutions]
    taken = Institution.objects.filter(code__in=given).values_list("code", flat=True)[:3]
    if taken or len(set(given)) < len(given):
        raise InstitutionProblem(f"Kode lembaga {', '.join(taken) or 'dalam daftar ini'} sudah dipakai.")
    Institution.objects.bulk_create(institutions, batch_size=500)
    unnamed = [one for one in institutions if one.code.startswith("new-")]
    for institution in unnamed:
        institution.code = f"{institution.regency_id}-{institution.pk:05d}"
    Institution.objects.bulk_update(unnamed, ["code"], batch_size=500)
    journal.record_many("institution_registered", institutions, by=by, summary="Lembaga didaftarkan.")
    follow(institutions)
    return institutions


def regency_of(region: Region, given: Region | None) -> Region:
    """The kab/kota of a region; `given` is needed for the province and must agree elsewhere."""
    if given is not None and f"{given.code}.".startswith(f"{region.code}.") and region.level == Region.Level.PROVINCE:
        return given
    if region.level == Region.Level.PROVINCE:
        raise InstitutionProblem("Lembaga tingkat provinsi memerlukan kabupaten/kota tempatnya berdiri.")
    if given is not None and not f"{region.code}.".startswith(f"{given.code}."):
        raise InstitutionProblem(f"{region} tidak terletak di {given}.")
    return given or Region.objects.get(code=region.code[:5])


@cache
def _kinds() -> Kinds:
    return latest_kinds()


def _institution(new: NewInstitution, regencies: dict[str, Region]) -> Institution:
    kind = _kinds().kinds.get(new.kind)
    if kind is None or new.subtype not in [subtype.code for subtype in kind.subtypes]:
        raise InstitutionProblem(f'Jenis "{new.kind}" dengan subjenis "{new.subtype}" tidak dikenal.')
    if not new.name.strip():
        raise InstitutionProblem("Nama lembaga harus diisi.")
    fields = {key: value for key, value in vars(new).items() if key not in ("regency", "code")}
    given = new.regency or (regencies.get(new.region.code[:5]) if new.region.level > Region.Level.PROVINCE else None)
    return Institution(code=new.code or f"new-{uuid4().hex}", regency=regency_of(new.region, given), **fields)
