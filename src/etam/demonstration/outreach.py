"""Invented events that make accreditation known: of three years, two to come, one called off; Mahakam Ulu never."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

import numpy as np
from django.utils import timezone

from etam.assessments.models import Certificate
from etam.demonstration.people import VERIFIER_REGION, Cast
from etam.institutions.models import Institution, Region
from etam.outreach import actions
from etam.outreach.actions import Details, Entry
from etam.outreach.models import Event
from etam.web.formats import number

WAKING, HOURS = time(9, 0), time(12, 0)
# Those who hear of accreditation shortly before they are certified come more often than others.
EAGER = 4.0
FAMILY_NAMES = ("Contoh", "Rekaan", "Misalnya")
FIRST_NAMES = ("Aminah", "Bahar", "Citra", "Darma", "Endang", "Fitri", "Galih", "Hayati", "Ilham", "Jamilah")
POSITIONS = ("Kepala perpustakaan", "Pustakawan", "Tenaga perpustakaan", "Pengelola", "")


@dataclass(frozen=True)
class _Plan:
    """An event so many days before today (after it, where negative), in a kab/kota or "" the whole province.

    `share` of the libraries of its kinds came; None where only heads were counted.
    """

    days_ago: int
    regency: str
    kinds: tuple[str, ...]
    share: float | None
    place: str
    is_online: bool = False


PLANS = (
    _Plan(1190, "64.72", ("public", "school"), 0.14, "Aula Perpustakaan Provinsi"),
    _Plan(1105, "64.02", ("public",), 0.10, "Balai Desa Loa Duri"),
    _Plan(1010, "64.71", ("school", "university"), 0.12, "Gedung Kesenian Balikpapan"),
    _Plan(830, "64.08", ("public", "school"), 0.13, "Gedung Serba Guna Sangatta"),
    _Plan(790, "64.74", ("school",), 0.22, "Auditorium Bontang"),
    _Plan(700, "", (), 0.03, "", is_online=True),
    _Plan(655, "64.01", ("public", "tbm"), 0.12, "Gedung Awa Mangkuruku"),
    _Plan(560, "64.03", ("public",), None, "Balai Mufakat Tanjung Redeb"),
    _Plan(470, "64.72", ("school", "special"), 0.16, "Hotel di Samarinda"),
    _Plan(395, "64.02", ("school",), 0.08, "Aula Tenggarong"),
    _Plan(300, "64.09", ("public", "school"), 0.15, "Pendopo Penajam"),
    _Plan(210, "64.07", ("public",), 0.09, "Aula Sendawar"),
    _Plan(120, "64.08", ("public", "school"), 0.08, "Kantor Camat Bengalon"),
    _Plan(40, "64.71", ("public", "special"), 0.20, "Perpustakaan Kota Balikpapan"),
)


class OutreachDraw:
    """Draws events and who came to them."""

    def __init__(self, cast: Cast, libraries: Sequence[Institution], random: np.random.Generator, today: date):
        self.cast, self.libraries, self.random, self.today = cast, libraries, random, today
        self.regions = Region.objects.in_bulk()
        self.certified: dict[int, date] = dict(
            Certificate.objects.order_by("valid_from").values_list("institution", "valid_from")
        )

    def run(self, own: Institution) -> Iterator[str]:
        """Hold the events, plan two to come, call one off; `own` came to the latest of its kab/kota."""
        people = sum(self._hold(plan, own) for plan in PLANS)
        self._to_come()
        yield f"{len(PLANS) + 3} sosialisasi, {number(people)} peserta"

    def _hold(self, plan: _Plan, own: Institution) -> int:
        held_on = self.today - timedelta(days=plan.days_ago)
        count = int(self.random.integers(45, 90)) if plan.share is None else None
        event = actions.plan(
            self._details(plan, held_on),
            by=self.cast.officer,
            state=Event.State.HELD,
            head_count=count,
            is_sample=True,
            at=_at(self.today),
        )
        if plan.share is None:
            return count or 0
        came = self._came(plan, held_on)
        if plan == self._latest_of_own():
            came = [*[one for one in came if one != own], own]
        entries = [self._entry(one) for one in came]
        actions.attend_many(event, entries, by=self.cast.officer, at=_at(held_on))
        return len(entries)

    def _to_come(self) -> None:
        soon = _Plan(-16, VERIFIER_REGION, ("public", "school"), None, "Gedung Serba Guna Sangatta")
        later = _Plan(-45, "", (), None, "", is_online=True)
        off = _Plan(-9, "64.11", ("public",), None, "Aula Ujoh Bilang")
        events = [
            actions.plan(
                self._details(plan, self.today - timedelta(days=plan.days_ago)),
                by=self.cast.verifiers[VERIFIER_REGION] if plan is soon else self.cast.officer,
                is_sample=True,
                at=_at(self.today),
            )
            for plan in (soon, later, off)
        ]
        actions.call_off(events[2], reason="Sungai surut, speedboat tidak dapat naik.", by=self.cast.officer)

    def _details(self, plan: _Plan, held_on: date) -> Details:
        region = self.regions[plan.regency] if plan.regency else None
        where = region.short_name if region else "Kalimantan Timur"
        return Details(
            title=f"Sosialisasi akreditasi perpustakaan {where}",
            held_on=held_on,
            starts_at=WAKING,
            ends_at=HOURS,
            place=plan.place,
            is_online=plan.is_online,
            regency=region,
            audience="pengelola perpustakaan yang belum terakreditasi",
            kinds=list(plan.kinds),
            organiser="Dinas Perpustakaan dan Kearsipan Provinsi Kalimantan Timur",
            topic="Komponen penilaian dan cara mengajukan",
            generation="2022.1",
        )

    def _came(self, plan: _Plan, held_on: date) -> list[Institution]:
        invited = [
            one
            for one in self.libraries
            if one.regency_id != "64.11"
            and (not plan.regency or one.regency_id == plan.regency)
            and (not plan.kinds or one.kind in plan.kinds)
        ]
        size = min(len(invited), max(2, round(len(invited) * (plan.share or 0)))) if invited else 0
        if not size:
            return []
        weights = np.array([self._weight(one, held_on) for one in invited])
        places = self.random.choice(len(invited), size=size, replace=False, p=weights / weights.sum())
        return [invited[place] for place in sorted(places)]

    def _weight(self, library: Institution, held_on: date) -> float:
        begins = self.certified.get(library.pk)
        return EAGER if begins and held_on < begins < held_on + timedelta(days=540) else 1.0

    def _entry(self, library: Institution) -> Entry:
        first, last, position = (str(self.random.choice(words)) for words in (FIRST_NAMES, FAMILY_NAMES, POSITIONS))
        return Entry(library, person_name=f"{first} {last}", position=position)

    def _latest_of_own(self) -> _Plan:
        return min((one for one in PLANS if one.regency == VERIFIER_REGION), key=lambda one: one.days_ago)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(9, 30)))
