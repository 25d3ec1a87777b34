"""Invented formation proposals from the settled analyses: one in every state, and one waiting at every desk."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import cycle

import numpy as np
from django.db import transaction
from django.utils import timezone

from etam.accounts.models import User
from etam.demonstration.people import VERIFIER_REGION, Cast
from etam.web.formats import number
from etam.workforce.actions import passing, proposals
from etam.workforce.desks import desk_of, path_of
from etam.workforce.models import Proposal, Workload
from etam.workforce.queries.need import latest_settled

# Where the proposals of this year's round end, in turn: a state, or the desk where they wait.
ENDS = (
    "decided", "body", "bkd", "decided", "biro_organisasi", "kemenpanrb", "check", "refused", "decided", "sent_back",
    "withdrawn", "draft",
)  # fmt: skip
# What the bar's verifier and its person of an office find waiting.
OF_VERIFIERS_REGION = {"pustakawan": "check", "asisten_perpustakaan": "decided", "arsiparis": "sent_back"}
EXPLANATION = "Sebagian pemangku mencapai usia pensiun sebelum formasi terisi."
SENT_BACK = "Lampirkan peta jabatan yang sudah disesuaikan, lalu periksa lagi angka jenjang pertama."
REFUSED = "Belanja pegawai tahun ini sudah melampaui batasnya; usulkan lagi tahun depan."
WITHDRAWN = "Struktur kantor sedang diubah; usulan disusun lagi sesudahnya."
BODIES = ("perpusnas", "anri")
DAYS_AT_A_DESK = 6


def make_formation(cast: Cast, random: np.random.Generator, day: date) -> Iterator[str]:
    """Proposals for the coming year from every settled analysis, in turn; yields a line for the loader."""
    sources = [one for one in latest_settled(day.year) if one.is_sample]
    # One turn for each supervising body, so that both have something to act on.
    turns = {is_of_anri: cycle(ENDS) for is_of_anri in (False, True)}
    with transaction.atomic():
        for source in sources:
            is_verifiers = source.office.regency_id == VERIFIER_REGION
            end = OF_VERIFIERS_REGION[source.position] if is_verifiers else next(turns[source.position == "arsiparis"])
            _Course(cast, random, day, source).run(end)
    yield f"Usulan formasi: {number(Proposal.objects.count())} dari {number(len(sources))} analisis"


@dataclass
class _Course:
    """One proposal on its way, a few days at each desk."""

    cast: Cast
    random: np.random.Generator
    day: date
    source: Workload

    def run(self, end: str) -> None:
        """Lead it until where it ends: a state, or a desk."""
        self.on = self.day - timedelta(days=40)
        row = proposals.start(self.source, year=self.day.year + 1, by=self._maker(), at=self._moment(), is_sample=True)
        numbers = {line.level: line.proposed for line in row.lines.all()}
        if end == "draft":
            return
        if not any(numbers.values()):
            numbers[min(numbers)] = 1
        row = proposals.send(
            row,
            numbers=numbers,
            explanation=EXPLANATION,
            version=row.version,
            by=self._maker(),
            at=self._moment(),
        )
        row = self._lead(row, numbers, end)
        self._finish(row, numbers, end)

    def _lead(self, row: Proposal, numbers: dict[str, int], end: str) -> Proposal:
        """Pass it on from desk to desk until it lies where it should."""
        until = {"decided": ("kemenpanrb",), "body": BODIES, "sent_back": ("bkd",), "withdrawn": ("biro_organisasi",)}
        wanted = until.get(end, ("check",) if end == "refused" else (end,))
        while (desk := desk_of(row)) and desk.code not in wanted:
            path = [one.code for one in path_of(row)]
            if desk.adds.numbers == "recommended":
                numbers = self._fewer(numbers)
            row = passing.pass_on(
                row,
                to=path[path.index(desk.code) + 1],
                numbers=numbers,
                document=self._letter(desk.code) if desk.adds.letter else "",
                note="",
                version=row.version,
                by=self._at(desk.code, row),
                at=self._moment(),
            )
        return row

    def _finish(self, row: Proposal, numbers: dict[str, int], end: str) -> None:
        desk = desk_of(row)
        here = desk.code if desk else ""
        by, at = self._at(here, row), self._moment()
        if end == "sent_back":
            passing.send_back(row, to="unit", reason=SENT_BACK, version=row.version, by=by, at=at)
        elif end == "refused":
            passing.refuse(row, reason=REFUSED, version=row.version, by=by, at=at)
        elif end == "withdrawn":
            proposals.withdraw(row, reason=WITHDRAWN, version=row.version, by=self._maker(), at=at)
        elif end == "decided":
            self._decide(row, {line.level: line.recommended for line in row.lines.all()})

    def _decide(self, row: Proposal, recommended: dict[str, int | None]) -> None:
        decided = self._fewer({level: persons or 0 for level, persons in recommended.items()})
        at, personnel = self._moment(), self._at("bkd", row)
        row = passing.decide(
            row,
            numbers=decided,
            document=f"B/{row.pk}/M.SM.01.00/CONTOH",
            decided_on=timezone.localdate(at),
            note="",
            version=row.version,
            by=personnel,
            at=at,
        )
        filled = {level: int(self.random.integers(0, persons + 1)) for level, persons in decided.items()}
        proposals.note_filled(row, numbers=filled, version=row.version, by=personnel, at=self._moment())

    def _fewer(self, numbers: dict[str, int]) -> dict[str, int]:
        """The same, with one person less on one level now and then."""
        levels = [level for level, persons in numbers.items() if persons > 1]
        if not levels or self.random.random() > 0.5:
            return numbers
        level = levels[int(self.random.integers(len(levels)))]
        return {**numbers, level: numbers[level] - 1}

    def _maker(self) -> User:
        return self.cast.fillers.get(self.source.office.regency_id, self.cast.operator)

    def _at(self, desk: str, row: Proposal) -> User:
        """Who sits at a desk in the demonstration."""
        agencies = {"biro_organisasi": "biro-organisasi", "kemenpanrb": "bkd"}
        if desk == "check":
            return self.cast.verifiers.get(row.office.region_id, self.cast.officer)
        return self.cast.partners[agencies.get(desk, desk)]

    def _letter(self, desk: str) -> str:
        return f"800/{int(self.random.integers(10, 990))}/{desk.replace('_', '-').upper()}/CONTOH"

    def _moment(self) -> datetime:
        """Some days later, never after today."""
        self.on = min(self.on + timedelta(days=int(self.random.integers(2, DAYS_AT_A_DESK))), self.day)
        return timezone.make_aware(datetime.combine(self.on, time(10, 0)))
