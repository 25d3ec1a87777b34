"""Invented workload analyses of the regional libraries and archival institutions; volumes from accepted returns.

The standard times are made up, as is everything here: no source that can be relied on names any.
"""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta

import numpy as np
from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.demonstration.people import VERIFIER_REGION, Cast
from etam.institutions.models import Institution
from etam.web.formats import number
from etam.workforce.actions import workload as actions
from etam.workforce.actions import workload_tasks as tasks
from etam.workforce.actions.workload_tasks import Typed
from etam.workforce.exceptions import BadInput
from etam.workforce.models import Workload
from etam.workforce.rules import workload_rules

# Post: (measure, level, minutes); what is not measured at an office is left out there.
MEASURED: dict[str, tuple[tuple[str, str, float], ...]] = {
    "pustakawan": (
        ("print_titles_catalogued", "ahli_pertama", 45),
        ("users_served", "ahli_pertama", 4),
        ("digital_titles_catalogued", "ahli_pertama", 30),
        ("literacy_activities_held", "ahli_muda", 960),
        ("partnerships_kept", "ahli_muda", 1200),
    ),
    "asisten_perpustakaan": (
        ("print_items_processed", "terampil", 18),
        ("print_items_served", "terampil", 6),
        ("ict_users_guided", "mahir", 12),
        ("print_items_kept", "penyelia", 1.5),
    ),
    "arsiparis": (("internal_audits_done", "ahli_muda", 4200),),
}
# Post: level, activity, unit, volume at most, minutes.
TYPED: dict[str, tuple[tuple[str, str, str, int, float], ...]] = {
    "pustakawan": (
        ("ahli_madya", "Menyusun kebijakan pengembangan koleksi", "naskah", 6, 9600),
        ("ahli_muda", "Membina perpustakaan desa dan sekolah", "perpustakaan", 60, 480),
    ),
    "asisten_perpustakaan": (("penyelia", "Menyusun laporan layanan bulanan", "laporan", 12, 600),),
    "arsiparis": (
        ("terampil", "Memberkaskan arsip aktif", "berkas", 9000, 12.5),
        ("mahir", "Menata arsip inaktif", "boks", 2400, 35),
        ("ahli_pertama", "Mengolah arsip statis", "berkas", 3000, 42),
        ("ahli_muda", "Menilai arsip yang akan dimusnahkan", "daftar", 40, 1200),
        ("ahli_madya", "Menyusun pedoman kearsipan daerah", "naskah", 4, 9600),
    ),
}
HEADS = ("Drs. Contoh Arifin", "Ir. Contoh Suparno", "Contoh Rahmawati, M.Si.")
# Nobody began in the first; in the second the analysis waits for its times.
NOT_BEGUN, UNDER_WAY = "64.11", "64.74"


def make_workloads(cast: Cast, random: np.random.Generator, day: date) -> Iterator[str]:
    """Analyses of this year, some of last year, one replaced; yields a line for the loader."""
    posts = {"archive": ("arsiparis",), "public": ("pustakawan", "asisten_perpustakaan")}
    with transaction.atomic():
        settled = sum(_one(cast, one, post, random, day) for one in _offices() for post in posts[one.kind])
    yield f"Analisis beban kerja: {number(settled)} ditetapkan"


def _offices() -> Sequence[Institution]:
    rows = Institution.objects.filter(kind__in=("public", "archive"), subtype__in=("province", "regency"))
    return [one for one in rows.order_by("kind", "regency_id", "code") if one.regency_id != NOT_BEGUN]


def _one(cast: Cast, office: Institution, post: str, random: np.random.Generator, day: date) -> int:
    """One analysis, and its forerunner in the verifier's region; how many of them were settled."""
    is_verifiers = office.regency_id == VERIFIER_REGION
    by = cast.fillers.get(office.regency_id, cast.officer)
    earlier = None
    if is_verifiers:
        earlier = _analysis(office, post, day.year - 1, random, by, day - timedelta(days=330))
        _settle(earlier, by, random, day - timedelta(days=320))
    draft = _analysis(office, post, day.year, random, by, day - timedelta(days=60), copy_from=earlier)
    if office.regency_id == UNDER_WAY:
        draft.tasks.filter(source="typed").update(standard_minutes=None)
        return 0
    # The archivists of the verifier's region wait for the signature of their head.
    if is_verifiers and post == "arsiparis":
        return 1
    _settle(draft, by, random, day - timedelta(days=45))
    return 1 + is_verifiers


def _analysis(
    office: Institution,
    post: str,
    year: int,
    random: np.random.Generator,
    by: User,
    on: date,
    copy_from: Workload | None = None,
) -> Workload:
    rules = workload_rules()
    made = actions.start(
        office=office,
        position_code=post,
        year=year,
        effective_time=rules.default_time.code,
        copy_from=copy_from,
        by=by,
        at=_at(on),
        is_sample=True,
    )
    if copy_from is None:
        _fill(made, post, random, by)
    made.refresh_from_db()
    return made


def _fill(made: Workload, post: str, random: np.random.Generator, by: User) -> None:
    version = made.version
    for code, level, minutes in MEASURED[post]:
        measure = workload_rules().measures[code]
        try:
            tasks.take_measured(made, measure, level=level, standard_minutes=minutes, version=version, by=by)
        except BadInput:
            continue
        version += 1
    # What nobody counted cannot be settled.
    made.tasks.filter(volume=None).delete()
    typed = [
        Typed(level, activity, float(round(most * random.uniform(0.4, 1.0))), minutes, unit)
        for level, activity, unit, most, minutes in TYPED[post]
    ]
    tasks.add_tasks(made, typed, version=version, by=by)


def _settle(draft: Workload, by: User, random: np.random.Generator, on: date) -> None:
    head = HEADS[int(random.integers(len(HEADS)))]
    actions.settle(draft, version=draft.version, signed_by=head, by=by, at=_at(on))


def _at(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(10, 0)))
