"""Invented programmes of three years: the province's office and that of every kab/kota, with quarters and aims."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time

import numpy as np
from django.utils import timezone

from etam.accounts.models import User
from etam.demonstration.files import make_files
from etam.demonstration.people import VERIFIER_REGION, Cast
from etam.institutions.models import Institution, Region
from etam.programmes.actions import activities, mapping, reporting
from etam.programmes.actions.activities import Indicator, Plan
from etam.programmes.actions.reporting import ENDS, Quarter, end_of
from etam.programmes.models import BudgetCode, CodeVersion, SubActivity
from etam.programmes.queries.offices import level_of, library_and_archive_offices
from etam.web.formats import number

LIST, LATER, SEED = "permendagri-90-2019", "observed-after-2019", 20260117
FILES = (
    ("report", "Laporan kegiatan literasi", 40, None),
    ("photo", "Foto pembinaan perpustakaan", 60, None),
    ("minutes", "Berita acara serah terima bahan pustaka", 90, None),
)
# This kab/kota has recorded nothing for the running year, so that the overview has something to remark on.
SILENT, UNTARGETED = "64.11", "64.09"


@dataclass(frozen=True)
class Draft:
    """A sub-activity of the demonstration: code at both levels (# is the level's digit), millions, target, aim."""

    code: str
    millions: int
    indicator: str
    unit: str
    target: int
    aim: tuple[str, str] | None = None
    fund: str = "apbd"


BASIC = (
    Draft(
        "2.23.02.#.01.09", 320, "Bahan pustaka yang ditambahkan", "eksemplar", 1500, ("element", "print_items_added")
    ),
    Draft("2.23.02.#.02.01", 180, "Orang yang mengikuti sosialisasi", "orang", 600, ("element", "users_total")),
    Draft("2.23.02.#.02.04", 150, "Perpustakaan berbasis inklusi sosial", "perpustakaan", 6, None, "dak_other"),
    Draft("2.24.02.#.01.02", 140, "Perangkat daerah yang dibina arsipnya", "perangkat daerah", 12),
)
MORE = (
    Draft("2.23.02.#.01.04", 260, "Perpustakaan sekolah yang dibina", "perpustakaan", 60),
    Draft("2.23.02.#.01.06", 210, "Tenaga perpustakaan yang dilatih", "orang", 120),
    Draft("2.24.02.#.02.02", 230, "Arsip statis yang diolah", "berkas", 900),
)
INDEX = ("method", "reading-culture-and-information-literacy")


def make_programmes(cast: Cast, today: date) -> Iterator[str]:
    """Record three years of sub-activities with their quarters; yields a line for the loader."""
    random = np.random.default_rng(SEED)
    known = {(one.level, one.code): one for one in BudgetCode.objects.filter(version__code=LIST)}
    for office in library_and_archive_offices():
        _Office(cast, office, random, known, today).run()
    _map_lists(cast)
    yield f"Program perangkat daerah: {number(SubActivity.objects.count())} subkegiatan dalam tiga tahun"


def _map_lists(cast: Cast) -> None:
    """What became of the codes of content's first list in its second; equal names are confirmed, others wait."""
    source, target = (CodeVersion.objects.get(code=code) for code in (LIST, LATER))
    mapping.propose(source, target, by=cast.officer)
    mapping.confirm_equal(source, target, by=cast.officer)


class _Office:
    """One office over three years."""

    def __init__(
        self,
        cast: Cast,
        office: Institution,
        random: np.random.Generator,
        known: Mapping[tuple[str, str], BudgetCode],
        today: date,
    ):
        self.office, self.random, self.known, self.today = office, random, known, today
        self.level = level_of(office)
        self.is_lead = self.level == "province" or office.regency_id == VERIFIER_REGION
        self.by: User = cast.auditee if office.regency_id == VERIFIER_REGION else cast.officer
        self.size = 2.2 if self.level == "province" else float(random.uniform(0.6, 1.5))
        self.places = list(Region.objects.filter(parent=office.region_id, valid_to=None).order_by("code"))

    def run(self) -> None:
        drafts = (*BASIC, *MORE) if self.is_lead else BASIC
        made: list[SubActivity] = []
        for back in (2, 1, 0):
            year = self.today.year - back
            if back == 0 and self.office.regency_id == SILENT and self.level != "province":
                continue
            made = [self._record(draft, year, back) for draft in drafts]
        if self.office.regency_id == VERIFIER_REGION:
            self._attach(made)

    def _record(self, draft: Draft, year: int, back: int) -> SubActivity:
        budget = round(draft.millions * self.size * float(self.random.uniform(0.85, 1.2)) * (1 - 0.08 * back)) * 10**6
        place = self.places[int(self.random.integers(len(self.places)))]
        untargeted = self.office.regency_id == UNTARGETED and draft is BASIC[-1]
        aims = [one for one in (draft.aim, INDEX if draft is BASIC[1] else None) if one]
        plan = Plan(
            indicators=[]
            if untargeted
            else [Indicator(draft.indicator, draft.unit, draft.target, self._reached(draft, back))],
            money={draft.fund: budget},
            places=[place],
            aims=aims,
        )
        code = self.known[self.level, draft.code.replace("#", "1" if self.level == "province" else "2")]
        at = _noon(date(year, 1, 15))
        row = activities.record(self.office, year=year, code=code, plan=plan, by=self.by, at=at, is_sample=True)
        self._report(row, year, budget)
        return row

    def _report(self, row: SubActivity, year: int, budget: int) -> None:
        """Past years by half, the running one by quarter; money follows work with some delay."""
        over = [quarter for quarter in ENDS if end_of(year, quarter) < self.today]
        told = over if year == self.today.year else [quarter for quarter in over if quarter in (2, 4)]
        last = float(self.random.uniform(0.82, 0.99))
        for quarter in told:
            work = last * (0.06, 0.32, 0.66, 1.0)[quarter - 1]
            spent = int(budget * work * (0.86 + 0.03 * quarter)) // 1000 * 1000
            said = Quarter(quarter, round(100 * work, 1), spent)
            reporting.report(
                row, said, by=self.by, at=_noon(min(date(year + quarter // 4, quarter % 4 * 3 + 1, 12), self.today))
            )

    def _reached(self, draft: Draft, back: int) -> float | None:
        return None if back == 0 else float(round(draft.target * float(self.random.uniform(0.75, 1.1))))

    def _attach(self, made: Sequence[SubActivity]) -> None:
        codes = make_files(self.office, FILES, self.by, self.today)
        for row, code in zip(made, codes, strict=False):
            reporting.attach(row, codes=[code], by=self.by)


def _noon(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(12)))
