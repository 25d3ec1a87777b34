"""Invented money, ceilings, plans and notes for a part of the villages and schools, through the actions people use."""

from collections.abc import Iterator
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.demonstration.people import Cast
from etam.institutions.models import Institution, ParentBody
from etam.programmes.actions import plans
from etam.programmes.actions.money import CeilingEntry, Entry, MoneyEntry, record_all
from etam.submissions import actions as submissions
from etam.submissions.models import Revision, Round, Submission
from etam.web.formats import number

SEED = 20260118
PER_REGENCY, SCHOOLS_PER_REGENCY, PLANS = 8, 12, 24
MEETING = "Rapat bersama Disdikbud dan DPMPD"
SAID = (
    "Ruang baca memakai balai desa; rak dipinjami perpustakaan kabupaten sampai anggaran perubahan.",
    "Pemerintah desa menyiapkan surat keputusan pengelola sebelum musyawarah berikutnya.",
    "Disepakati dibantu lebih dulu karena perpustakaan terdekat lebih dari satu jam perjalanan.",
)


def make_money(cast: Cast, day: date) -> Iterator[str]:
    """Three years of money for some bodies of every kab/kota, plans in every stage, some notes."""
    draw = _Draw(cast.officer, cast.partners["dpmpd"], day)
    with transaction.atomic():
        count, planned = draw.record(), draw.plan()
    yield f"Dana perpustakaan: {number(count)} baris, {number(planned)} rencana bantuan"


class _Draw:
    """One stream of invented figures; nobody's real money."""

    def __init__(self, officer: User, partner: User, day: date):
        self.officer, self.partner, self.day = officer, partner, day
        self.random = np.random.default_rng(SEED)
        self.at = timezone.make_aware(datetime.combine(day - timedelta(days=40), time(9, 0)))
        self.bodies = list(
            ParentBody.objects.filter(valid_to=None).select_related("regency", "library").order_by("kind", "code")
        )

    def record(self) -> int:
        """Money and ceilings of those whose library is known."""
        chosen = [*self._some("village", PER_REGENCY), *self._some("school", SCHOOLS_PER_REGENCY)]
        entries = [entry for body in chosen for entry in self._years(body)]
        entries += list(self._regency_libraries())
        record_all(entries, by=self.officer, at=self.at, is_sample=True)
        return len(entries)

    def _regency_libraries(self) -> Iterator[Entry]:
        """Money of the libraries of kab/kota themselves, from APBD, and of some also DAK for the building."""
        offices = Institution.objects.filter(kind="public", subtype="regency", valid_to=None).order_by("code")
        # A stream of its own, so that what is drawn for villages and schools stays as it was.
        random = np.random.default_rng(SEED + 1)
        for place, one in enumerate(offices):
            told: dict[str, Any] = {"source": f"DPA {self.day.year} (contoh)", "reason": "Data contoh"}
            books = _round(float(random.uniform(150, 900)) * 1_000_000)
            yield MoneyEntry(one, self.day.year, "apbd", "books", books, None, **told)
            if place % 3 == 0:
                building = _round(float(random.uniform(1, 8)) * 1_000_000_000)
                yield MoneyEntry(one, self.day.year, "dak_physical", "building", building, None, **told)

    def plan(self) -> int:
        """Plans at every stage for villages without a known library; two are given up, some have notes."""
        free = [one for one in self.bodies if one.state != "has" and one.subtype == "desa"]
        chosen = [free[index] for index in sorted(self.random.permutation(len(free))[:PLANS])]
        for place, body in enumerate(chosen):
            self._help(body, place)
        return len(chosen)

    def _help(self, body: ParentBody, place: int) -> None:
        by = self.partner
        (made,) = plans.plan_help(
            [body], year=self.day.year, agency="dpmpd",
            fund="dana_desa", by=by, at=self.at, is_sample=True,
        )  # fmt: skip
        stage = place % 5
        if place >= PLANS - 2:
            plans.withdraw_plan(
                made, reason="Desa memakai dananya untuk jalan; dibahas lagi tahun depan.", by=by, at=self.at
            )
            return
        if stage:
            planned = int(self.random.integers(15, 60)) * 1_000_000
            spent = planned - int(self.random.integers(0, 3)) * 500_000 if stage > 1 else None
            entry = MoneyEntry(
                body, self.day.year, "dana_desa", "other", planned, spent, "APBDes (contoh)", "Data contoh"
            )
            record_all([entry], by=by, at=self.at, is_sample=True)
        if stage > 2:
            since = self.day - timedelta(days=20)
            name = f"Perpustakaan Desa {body.name}"
            library = plans.register_library(made, name=name, since=since, by=by, is_sample=True)
            if stage > 3:
                self._return(library)
        if place % 4 == 0:
            plans.note(
                body, on=self.day - timedelta(days=30), meeting=MEETING, text=SAID[place % len(SAID)], by=by,
                at=self.at, is_sample=True,
            )  # fmt: skip

    def _return(self, library: Institution) -> None:
        """A first return in the open round, copied from another village's with the library's own name."""
        round_ = Round.objects.filter(locked_at=None).order_by("-period").first()
        model = Submission.objects.filter(round=round_, subtype="village", first_submitted_at__isnull=False)
        found = model.select_related("latest").order_by("pk").first()
        if round_ is None or found is None or found.latest is None:
            return
        named = dict.fromkeys(("institution_name", "library_name"), library.name)
        answers = {**found.latest.answers, **named, "regency": library.regency_id, "npp": "0"}
        submissions.expect(round_, institutions=[library], by=self.officer)
        at = self.at + timedelta(days=35)
        returned = submissions.ArchivedReturn(library.code, answers, "submitted", at, at)
        submissions.import_history(round_, [returned], by=self.officer, channel=Revision.Channel.DEMO)

    def _some(self, kind: str, each: int) -> list[ParentBody]:
        """Some bodies with a library of every kab/kota."""
        by_regency: dict[str, list[ParentBody]] = {}
        for one in self.bodies:
            if one.kind == kind and one.library_id is not None:
                by_regency.setdefault(one.regency_id, []).append(one)
        return [
            rows[index]
            for _, rows in sorted(by_regency.items())
            for index in sorted(self.random.permutation(len(rows))[:each])
        ]

    def _years(self, body: ParentBody) -> list[Entry]:
        size = float(self.random.uniform(0.7, 1.3))
        make = self._school if body.kind == "school" else self._village
        return [
            entry for back in (2, 1, 0) for entry in make(body, self.day.year - back, size * (1 + 0.03 * (2 - back)))
        ]

    def _school(self, body: ParentBody, year: int, size: float) -> list[Entry]:
        ceiling = _round(size * 1_000_000 * float(self.random.uniform(0.9, 1.1)) * (body.people or 200))
        books = float(self.random.choice([0.06, 0.08, 0.10, 0.12]))
        told: dict[str, Any] = {"source": f"RKAS {year} (contoh)", "reason": "Data contoh"}
        entries: list[Entry] = [
            CeilingEntry(body, year, "bosp_regular", ceiling, **told),
            self._line(body, year, "bosp", "books", _round(ceiling * books), told),
        ]
        if self.random.random() < 0.7:
            entries += [
                CeilingEntry(body, year, "operating", _round(ceiling * float(self.random.uniform(1.1, 1.9))), **told),
                self._line(body, year, "bosp", "upkeep", _round(ceiling * 0.01), told),
                self._line(body, year, "bosp", "other", 0, told),
            ]
        return entries

    def _village(self, body: ParentBody, year: int, size: float) -> list[Entry]:
        told: dict[str, Any] = {"source": f"APBDes {year} (contoh)", "reason": "Data contoh"}
        return [
            CeilingEntry(body, year, "dana_desa", _round(size * 900_000_000), **told),
            self._line(
                body, year, "dana_desa", "other", _round(size * float(self.random.uniform(5, 25)) * 1_000_000), told
            ),
        ]

    def _line(
        self, body: ParentBody, year: int, fund: str, purpose: str, planned: int, told: dict[str, Any]
    ) -> MoneyEntry:
        spent = _round(planned * float(self.random.uniform(0.8, 1.0))) if year < self.day.year else None
        return MoneyEntry(body, year, fund, purpose, planned, spent, **told)


def _round(amount: float) -> int:
    """Whole hundred thousands, rounded down, as budgets are written."""
    return int(amount) // 100_000 * 100_000
