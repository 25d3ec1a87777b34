"""Invented people in the posts of the regional libraries and archival institutions; some retire, some have left."""

from datetime import date, datetime, time, timedelta

import numpy as np
from django.utils import timezone

from etam.accounts.models import User
from etam.demonstration.people import VERIFIER_REGION, Cast
from etam.institutions.models import Institution
from etam.web.formats import number
from etam.workforce.actions import holders as actions
from etam.workforce.actions import personal_data
from etam.workforce.actions.holders import Post
from etam.workforce.models import Holder
from etam.workforce.persons import Person
from etam.workforce.queries.posts import retirement_age

FIRST = (
    "Aminah", "Bahrul", "Citra", "Darmawan", "Endang", "Fitriani", "Gunawan", "Hamidah", "Irwan", "Jamilah",
    "Kurniawan", "Lestari", "Mulyadi", "Noraini", "Oktavia", "Purnomo", "Rusdi", "Salmah", "Taufik", "Wahyuni",
)  # fmt: skip
LAST = ("Anwar", "Basri", "Effendi", "Hakim", "Ibrahim", "Latif", "Noor", "Rahman", "Saputra", "Yusuf")
# Post: level, how many there are at most, age now from and to.
POSTS: dict[str, tuple[tuple[str, int, int, int], ...]] = {
    "pustakawan": (
        ("ahli_pertama", 3, 27, 40),
        ("ahli_muda", 3, 36, 57),
        ("ahli_madya", 2, 46, 59),
    ),
    "asisten_perpustakaan": (("terampil", 3, 24, 40), ("mahir", 2, 33, 56), ("penyelia", 2, 42, 57)),
    "arsiparis": (
        ("terampil", 2, 24, 44),
        ("mahir", 2, 34, 57),
        ("ahli_pertama", 2, 28, 42),
        ("ahli_muda", 2, 38, 57),
        ("ahli_madya", 1, 48, 59),
    ),
}
KINDS = {"archive": ("arsiparis",), "public": ("pustakawan", "asisten_perpustakaan")}
# Nobody recorded holders there yet.
NOT_BEGUN = "64.11"
RECORDED_YEARS = 4
PURPOSE = "Mencocokkan dengan surat keputusan atau SIASN"


def make_holders(cast: Cast, random: np.random.Generator, day: date) -> str:
    """Holders of every office but one, exits, readings and requests for correction; returns a line for the loader."""
    by = cast.partners["bkd"]
    rows = [row for office in _offices() for row in _of_office(office, random, by, day)]
    gone = sum(_leaves(row, random, by, day) for row in rows[::11])
    _personal(cast, [row for row in rows if row.office.regency_id == VERIFIER_REGION and row.ended_on is None])
    return f"Pemangku jabatan: {number(len(rows))} dicatat, {number(gone)} sudah pergi"


def _offices() -> list[Institution]:
    rows = Institution.objects.filter(kind__in=KINDS, subtype__in=("province", "regency")).exclude(regency=NOT_BEGUN)
    return list(rows.order_by("kind", "regency_id", "code"))


def _of_office(office: Institution, random: np.random.Generator, by: User, day: date) -> list[Holder]:
    made = []
    for position in KINDS[office.kind]:
        for level, most, youngest, oldest in POSTS[position]:
            for _ in range(int(random.integers(0, most + 1))):
                made.append(_record(office, position, level, int(random.integers(youngest, oldest)), random, by, day))
    return made


def _record(
    office: Institution, position: str, level: str, age: int, random: np.random.Generator, by: User, day: date
) -> Holder:
    born_on = date(day.year - age, int(random.integers(1, 13)), int(random.integers(1, 29)))
    known = retirement_age(level)
    if known and born_on.year + known.years < day.year:
        born_on = born_on.replace(year=day.year - known.years + 1)
    appointed_on = max(date(day.year - int(random.integers(5, 12)), 4, 1), date(born_on.year + 22, 4, 1))
    appointed_on = min(appointed_on, day - timedelta(days=90))
    serial = Holder.objects.count() + 1
    since = min(appointed_on.year - int(random.integers(0, 4)), appointed_on.year)
    nip = f"{born_on:%Y%m%d}{since}0{int(random.integers(1, 4))}{int(random.integers(1, 3))}{serial % 1000:03d}"
    name = f"{random.choice(FIRST)} {random.choice(LAST)} Contoh"
    certificate = f"LSP Contoh {int(random.integers(100, 999))}" if random.random() < 0.6 else ""
    at = _at(max(appointed_on, day - timedelta(days=365 * RECORDED_YEARS)))
    return actions.record(
        Person(nip, name, born_on),
        Post(office, position, level, appointed_on, certificate),
        by=by,
        is_sure=True,
        at=at,
        is_sample=True,
    )


def _leaves(row: Holder, random: np.random.Generator, by: User, day: date) -> bool:
    """One of the first recorded left before retirement; False where there is no room for it."""
    on = day - timedelta(days=int(random.integers(30, 365 * (RECORDED_YEARS - 1))))
    if on <= row.appointed_on:
        return False
    reason = str(random.choice(["moved", "moved", "resigned", "died"]))
    actions.end(row, on=on, reason=reason, by=by, version=row.version, at=_at(on))
    row.refresh_from_db()
    return True


def _personal(cast: Cast, rows: list[Holder]) -> None:
    """Two readings, one request that waits, one that was answered late."""
    by, now = cast.partners["bkd"], timezone.now()
    archivists = [row for row in rows if row.position == "arsiparis"]
    for row in archivists[:2]:
        personal_data.read(row, way="page", purpose=PURPOSE, by=by)
    waiting, late = archivists[0], archivists[-1]
    personal_data.ask_correction(
        waiting,
        text="Gelar saya belum tercantum pada nama.",
        way="surel",
        asked_at=now - timedelta(hours=40),
        by=cast.auditee,
        at=now,
    )
    one = personal_data.ask_correction(
        late, text="Tanggal lahir keliru satu hari.", way="surat", asked_at=now - timedelta(days=30), by=by, at=now
    )
    personal_data.settle_correction(
        one,
        outcome="refused",
        answer="Sudah sesuai akta kelahiran; akta pembetulannya belum ada.",
        by=by,
        at=now - timedelta(days=26),
    )


def _at(on: date) -> datetime:
    return timezone.make_aware(datetime.combine(on, time(9, 0)))
