"""Invented archive audits: two years that are over in all ten kab/kota, and one under way in every possible state."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any

import numpy as np
from django.utils import timezone

from etam.assessments import actions, editions
from etam.assessments.models import Assessment, Programme, Sheet, SheetRevision
from etam.demonstration.offices import UNITS
from etam.demonstration.people import VERIFIER_REGION, Cast
from etam.followup import actions as followup
from etam.followup.models import Recommendation
from etam.institutions.models import Institution, Region

SIX = ("creation", "use", "maintenance", "disposal", "staff", "facilities")
FOUR = ("policy", "guidance", "management", "resources")
OLD_SCHEME, NEW_SCHEME = "2020.1", "2026.1"
# How orderly the records of each government are on the whole, and how much better every year.
ORDER = {
    "64.74": 78, "64.71": 72, "64.72": 75, "64.09": 58, "64.01": 61, "64.02": 66, "64.03": 47, "64.08": 55,
    "64.07": 44, "64.11": 33,
}  # fmt: skip
YEARLY_GAIN = 4.0
FINDINGS = (
    (
        "Arsip inaktif belum dipindahkan ke unit kearsipan.",
        "Pindahkan arsip inaktif menurut jadwal retensi.",
        "disposal",
    ),
    ("Daftar arsip aktif belum disusun.", "Susun daftar arsip aktif menurut klasifikasi arsip.", "maintenance"),
    ("Klasifikasi keamanan dan akses belum dipakai.", "Terapkan klasifikasi keamanan dan akses arsip.", "use"),
    ("Kebijakan jadwal retensi belum lengkap.", "Lengkapi jadwal retensi arsip semua urusan.", "policy"),
    ("Pembinaan ke perangkat daerah belum terjadwal.", "Susun jadwal pembinaan kearsipan setahun.", "guidance"),
    ("Arsip statis belum punya sarana temu kembali.", "Susun daftar dan inventaris arsip statis.", "management"),
    ("Depo arsip belum memenuhi syarat.", "Rencanakan perbaikan depo arsip.", "resources"),
    ("Belum ada arsiparis yang ditugaskan.", "Tugaskan arsiparis atau pengelola arsip.", "staff"),
)

Document = dict[str, Any]


@dataclass(frozen=True)
class Year:
    """One year of audits."""

    year: int
    version: str
    is_over: bool

    @property
    def starts_on(self) -> date:
        return date(self.year, 2, 1)

    @property
    def ends_on(self) -> date:
        return date(self.year, 11, 30)

    @property
    def settled_at(self) -> datetime:
        return datetime.combine(date(self.year, 9, 15), time(10), timezone.get_current_timezone())


class AuditDraw:
    """Draws the audits of the demonstration; `offices` holds an archive institution and offices by kab/kota."""

    def __init__(
        self, cast: Cast, offices: Mapping[str, Sequence[Institution]], random: np.random.Generator, today: date
    ):
        self.cast, self.offices, self.random, self.today = cast, offices, random, today
        self.level = {code: {one.pk: random.normal(0, 9) for one in found} for code, found in offices.items()}

    def run(self) -> Iterator[str]:
        """Make the years; yields a line for each."""
        years = [
            Year(self.today.year - 2, OLD_SCHEME, True),
            Year(self.today.year - 1, OLD_SCHEME, True),
            Year(self.today.year, NEW_SCHEME, False),
        ]
        for turn, year in enumerate(years):
            internal = sum(self._internal(year, code, turn) for code in self.offices)
            external = self._external(year, turn)
            yield f"Audit kearsipan {year.year}: {internal} unit, {external} kab/kota"
        self._follow_up()

    def _internal(self, year: Year, code: str, turn: int) -> int:
        programme = self._programme(year, "internal_audit", Region.objects.get(code=code))
        archive, *offices = self.offices[code]
        if year.is_over:
            chosen = [archive, *offices]
        elif code == VERIFIER_REGION:
            chosen = offices[2:4]
        else:
            chosen = offices[: int(self.random.integers(2, 6))]
        lead = self.cast.assessors[0 if code != VERIFIER_REGION else 1]
        results = [
            self._result(office, part, unit, year, code, turn, lead) for office in chosen for part, unit in _units()
        ]
        actions.import_results(programme, results, by=self.cast.officer, channel=SheetRevision.Channel.DEMO)
        if year.is_over:
            actions.close_programme(programme, by=self.cast.officer, at=year.settled_at + timedelta(days=60))
        elif code == VERIFIER_REGION:
            self._under_way(programme, offices)
        return len(results)

    def _external(self, year: Year, turn: int) -> int:
        programme = self._programme(year, "external_audit", Region.objects.get(code="64"))
        codes = list(self.offices) if year.is_over else [code for code in self.offices if code != VERIFIER_REGION][:6]
        results = [
            self._result(self.offices[code][0], "external", "", year, code, turn, self.cast.assessors[0])
            for code in codes
        ]
        actions.import_results(programme, results, by=self.cast.officer, channel=SheetRevision.Channel.DEMO)
        if year.is_over:
            actions.close_programme(programme, by=self.cast.officer, at=year.settled_at + timedelta(days=60))
        else:
            rest = [code for code in self.offices if code not in codes]
            objects = [actions.AuditObject(self.offices[code][0], "external") for code in rest]
            planned = actions.add_objects(programme, objects, by=self.cast.officer)
            own = next(one for one in planned if one.regency_id == VERIFIER_REGION)
            self._scored(own, FOUR, differing="guidance")
        return len(results)

    def _programme(self, year: Year, kind: str, region: Region) -> Programme:
        word = "Audit internal" if kind == Programme.Kind.INTERNAL else "Audit eksternal"
        name = region.short_name if region.level == Region.Level.REGENCY else "kabupaten/kota"
        short = "aski" if kind == Programme.Kind.INTERNAL else "aske"
        return actions.create_programme(
            code=f"{short}-{year.year}-{region.code.replace('.', '')}",
            kind=kind,
            title=f"{word} {name} {year.year}",
            year=year.year,
            region=region,
            scheme=editions.scheme("archive-supervision", year.version),
            starts_on=year.starts_on,
            ends_on=year.ends_on,
            letter_number=f"000.5.15/{region.code}/CONTOH/{year.year}",
            letter_on=year.starts_on - timedelta(days=14),
            by=self.cast.officer,
            is_sample=True,
        )

    def _result(
        self, institution: Institution, part: str, unit: str, year: Year, code: str, turn: int, lead: Any
    ) -> actions.OldResult:
        level = ORDER[code] + YEARLY_GAIN * turn + (0 if part == "external" else self.level[code][institution.pk])
        elements = FOUR if part == "external" else SIX
        answers = {element: self._percent(level) for element in elements}
        own = {element: min(100.0, value + float(self.random.integers(0, 13))) for element, value in answers.items()}
        weakest = min(answers, key=lambda element: answers[element])
        findings = [
            actions.OldFinding(condition, recommendation, element)
            for condition, recommendation, element in FINDINGS
            if element == weakest and answers[element] < 55
        ]
        return actions.OldResult(
            institution=institution,
            part=part,
            answers=answers,
            determined_at=year.settled_at + timedelta(days=int(self.random.integers(0, 40))),
            unit_name=unit,
            own_answers=own,
            lead=lead,
            findings=findings,
        )

    def _percent(self, level: float) -> float:
        return float(np.clip(np.round(self.random.normal(level, 11)), 5, 100))

    def _under_way(self, programme: Programme, offices: Sequence[Institution]) -> None:
        """In Kutai Timur one office of this year stands in every state, so that every desk has work."""
        first, second = offices[0], offices[1]
        objects = [actions.AuditObject(office, part, unit) for office in (first, second) for part, unit in _units()]
        planned = actions.add_objects(programme, objects, by=self.cast.officer)
        answering, scoring, moderating, responding, fresh, _ = planned
        self._opened(answering)
        self._answers(answering, SIX[:4])
        self._handed_in(scoring)
        self._scored(moderating, SIX, differing="maintenance")
        self._presented(responding)
        self._team(fresh)

    def _team(self, one: Assessment) -> None:
        lead, member = self.cast.assessors
        actions.assign_team(one, lead=lead, members=[member], by=self.cast.officer)

    def _opened(self, one: Assessment) -> None:
        self._team(one)
        actions.start(one, by=self.cast.officer)

    def _answers(self, one: Assessment, elements: Sequence[str]) -> Document:
        document = {element: self._percent(62) for element in elements}
        own = one.sheets.get(side=Sheet.Side.SELF)
        actions.save_sheet(own, answers=document, base_revision=0, by=self.cast.auditee)
        return document

    def _handed_in(self, one: Assessment, elements: Sequence[str] = SIX) -> Document:
        self._opened(one)
        document = self._answers(one, elements)
        actions.hand_in(one, by=self.cast.auditee)
        return document

    def _scored(self, one: Assessment, elements: Sequence[str], differing: str = "") -> None:
        """Both assessors have finished; they disagree about one question."""
        document = self._handed_in(one, elements)
        for place, user in enumerate(self.cast.assessors):
            answers = {element: max(0.0, value - 8) for element, value in document.items()}
            if place and differing:
                answers[differing] = max(0.0, answers[differing] - 25)
            sheet = one.sheets.get(assessor=user)
            tests = {element: ["document", "interview"] for element in elements}
            notes = {elements[0]: "Contoh naskah cocok dengan registrasinya."}
            actions.save_sheet(sheet, answers=answers, tests=tests, notes=notes, base_revision=0, by=user)
            if place == 0 and one.kind == Assessment.Kind.INTERNAL:
                self._sampled(one)
            actions.finish_scoring(sheet, by=user)
        one.refresh_from_db()

    def _sampled(self, one: Assessment) -> None:
        lead = self.cast.assessors[0]
        sample = actions.draw_sample(
            one, element="use", population="Daftar arsip aktif", size=180, count=10, seed=48213, by=lead
        )
        results = {str(number): (place != 4, "" if place != 4 else "Berkas tidak ada di tempatnya.")
                   for place, number in enumerate(sample.drawn)}  # fmt: skip
        actions.record_sample(sample, results=results, by=lead)

    def _presented(self, one: Assessment) -> None:
        self._scored(one, SIX)
        lead = self.cast.assessors[0]
        for condition, recommendation, element in FINDINGS[:2]:
            actions.write_irregularity(
                one,
                condition=condition,
                recommendation=recommendation,
                element=element,
                criterion="Jadwal retensi arsip dan klasifikasi arsip yang berlaku.",
                due_on=self.today + timedelta(days=90),
                by=lead,
            )
        actions.present(one, by=lead)

    def _follow_up(self) -> None:
        """Some of the old recommendations were answered and judged."""
        rows = list(Recommendation.objects.order_by("pk").select_related("institution"))
        for place, one in enumerate(rows):
            luck = self.random.random()
            code = one.institution.regency_id if one.institution else VERIFIER_REGION
            if luck > ORDER[code] / 100:
                continue
            followup.respond(
                one,
                text="Daftar arsip sudah disusun dan berita acara pemindahan dibuat.",
                progress=100 if luck < 0.4 else 60,
                no_evidence_reason="Berita acara diperlihatkan saat kunjungan (contoh).",
                by=self.cast.fillers[code],
            )
            if place % 3:
                status = "done" if luck < 0.4 else "partly"
                followup.judge(one, status=status, note="Diperiksa saat kunjungan (contoh).", by=self.cast.officer)


def _units() -> list[tuple[str, str]]:
    """The parts of every office, with the names of its processing units."""
    return [*(("unit_pengolah", unit) for unit in UNITS), ("unit_kearsipan", "")]
