"""Invented certificates and accreditations under way: 220 valid certificates, as many as the province
reported in 2022.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import numpy as np

from etam.assessments import actions, editions
from etam.assessments.models import Assessment, Sheet
from etam.demonstration.people import Cast
from etam.institutions.models import Institution
from etam.questionnaire import Instrument
from etam.questionnaire.scheme import Scheme

VALID, LAPSED = 220, 96
OLD, NEW = "2018.1", "2022.1"
YEARS = {OLD: 3, NEW: 5}
# How many of the valid certificates each kind of library has; school libraries lead, as they do in the register. For
# other kinds, reading gardens among them, no instrument is known.
SHARES = {"regency": 8, "province": 1, "district": 6, "village": 24, "sd_mi": 60, "smp_mts": 42, "sma_smk_ma": 55,
          "higher_education": 16, "special": 8}  # fmt: skip
# The first state that a library under way does not pass yet, and how many stand there.
UNDER_WAY = (("planned", 14), ("answering", 16), ("checking", 9), ("checked", 5), ("delivered", 6), ("scoring", 3))
STEPS = ("a", "b", "c", "d", "e")


@dataclass(frozen=True)
class _Period:
    version: str
    valid_from: date
    valid_until: date


class AccreditationDraw:
    """Draws certificates and accreditations for the libraries of the demonstration."""

    def __init__(self, cast: Cast, libraries: Sequence[Institution], random: np.random.Generator, today: date):
        self.cast, self.libraries, self.random, self.today = cast, libraries, random, today
        self.schemes: dict[str, Scheme] = {version: editions.scheme("accreditation", version) for version in (OLD, NEW)}
        self.serial = 0

    def run(self, own: Sequence[Institution], share: float = 1.0) -> Iterator[str]:
        """Register certificates, begin accreditations; `own` are the operator's libraries. Yields a line for each."""
        mine = {one.pk for one in own}
        valid, lapsed = (max(8, round(count * share)) for count in (VALID, LAPSED))
        certified = self._chosen([one for one in self.libraries if one.pk not in mine], valid)
        others = [one for one in self.libraries if one.pk not in mine and one not in certified]
        for library in certified:
            self._certify(library, self._current())
        # Every fourth of those that lapsed was renewed: its old certificate ended before the new one began.
        for library in self._chosen(others, lapsed):
            self._certify(library, self._ended())
        yield f"{valid} sertifikat akreditasi berlaku, {lapsed} habis"
        rest = [one for one in others if one.kind in ("public", "special", "university") and not _has(one)]
        yield f"{self._begin(rest, share)} akreditasi berjalan"
        self._own(own[0])

    def _chosen(self, libraries: Sequence[Institution], count: int) -> list[Institution]:
        weights = np.array([SHARES.get(one.subtype, 0.0) for one in libraries], dtype=float)
        sizes = {one.subtype: sum(other.subtype == one.subtype for other in libraries) for one in libraries}
        weights /= np.array([sizes[one.subtype] for one in libraries], dtype=float)
        places = self.random.choice(len(libraries), size=count, replace=False, p=weights / weights.sum())
        return [libraries[place] for place in sorted(places)]

    def _current(self) -> _Period:
        """A certificate that is valid today, from the second generation; some end within a year."""
        begun = self.today - timedelta(days=int(self.random.integers(20, 5 * 365 - 25)))
        return _Period(NEW, max(begun, date(2022, 4, 1)), _years_on(max(begun, date(2022, 4, 1)), YEARS[NEW]))

    def _ended(self) -> _Period:
        begun = date(2018, 6, 1) + timedelta(days=int(self.random.integers(0, 1300)))
        return _Period(OLD, begun, _years_on(begun, YEARS[OLD]))

    def _certify(self, library: Institution, period: _Period) -> None:
        self.serial += 1
        score = round(float(np.clip(self.random.normal(78, 9), 60, 99)), 2)
        grade = self.schemes[period.version].grade(score)
        actions.register_certificate(
            library,
            number=f"{self.serial:05d}/CONTOH/{period.valid_from.year}",
            grade=grade.code if grade else "C",
            score=score,
            scheme_code="accreditation",
            scheme_version=period.version,
            valid_from=period.valid_from,
            valid_until=period.valid_until,
            by=self.cast.officer,
            is_sample=True,
        )

    def _begin(self, libraries: Sequence[Institution], share: float) -> int:
        places = iter(self.random.permutation(len(libraries)))
        begun = 0
        for state, count in UNDER_WAY:
            for _ in range(max(1, round(count * share))):
                self._advance(libraries[next(places)], state)
                begun += 1
        return begun

    def _advance(self, library: Institution, until: str) -> None:
        """Bring one library as far as the state `until`, by the people of its kab/kota."""
        filler, verifier = self.cast.fillers[library.regency_id], self.cast.verifiers[library.regency_id]
        one = self._intent(library, filler)
        if until == "planned":
            return
        actions.start(one, by=filler)
        self._fill(one, filler, 0.5 if until == "answering" else 1.0)
        if until == "answering":
            return
        actions.hand_in(one, by=filler)
        if until == "checking":
            return
        actions.check(one, by=verifier)
        if until == "checked":
            return
        actions.deliver(one, receipt=f"PNP/{self.today.year}/CONTOH", by=self.cast.officer)
        if until == "scoring":
            lead, member = self.cast.assessors
            actions.assign_team(one, lead=lead, members=[member], by=self.cast.officer)

    def _intent(self, library: Institution, by: Any) -> Assessment:
        scheme, part = self._part(library)
        return actions.declare_intent(library, part=part, scheme=scheme, by=by, year=self.today.year, is_sample=True)

    def _part(self, library: Institution) -> tuple[Scheme, str]:
        for version in (NEW, OLD):
            found = [
                one for one in self.schemes[version].parts_for(library.kind, library.subtype) if one.code != "public"
            ]
            if found:
                return self.schemes[version], found[0].code
        return self.schemes[NEW], self.schemes[NEW].parts_for(library.kind, library.subtype)[0].code

    def _fill(self, one: Assessment, by: Any, share: float) -> None:
        edition = editions.instrument_of(one)
        own = one.sheets.get(side=Sheet.Side.SELF)
        answers = self._answers(edition, share)
        actions.save_sheet(own, answers=answers, base_revision=0, by=by)

    def _answers(self, edition: Instrument, share: float) -> dict[str, Any]:
        questions = list(edition.questions)
        answers: dict[str, Any] = {}
        for question in questions[: round(len(questions) * share)]:
            if question.options:
                options = [option.value for option in question.options]
                answers[question.element] = options[int(self.random.integers(0, min(4, len(options))))]
            elif question.is_number:
                answers[question.element] = float(self.random.integers(40, 96))
        return answers

    def _own(self, library: Institution) -> None:
        """The operator's village library has begun its self-assessment, partly from what is already known."""
        one = self._intent(library, self.cast.operator)
        actions.start(one, by=self.cast.operator)
        actions.prefill(one, by=self.cast.operator)
        own = one.sheets.select_related("latest").get(side=Sheet.Side.SELF)
        known = own.answers
        answers = self._answers(editions.instrument_of(one), 0.6)
        fresh = {element: answer for element, answer in answers.items() if element not in known}
        actions.save_sheet(own, answers=fresh, base_revision=own.revision_number, by=self.cast.operator)


def _has(library: Institution) -> bool:
    return library.certificates.exists()


def _years_on(day: date, years: int) -> date:
    """The last day of a validity that begins on `day`."""
    return date(day.year + years, day.month, min(day.day, 28)) - timedelta(days=1)
