"""Fill an empty database with a province of invented returns, through the actions that people use."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, datetime, timedelta
from itertools import chain
from typing import Any

import numpy as np
from django.db import transaction
from django.utils import timezone

from etam.demonstration.accreditations import AccreditationDraw
from etam.demonstration.action_plans import make_action_plans
from etam.demonstration.answers import Answers, Column, Simulation
from etam.demonstration.archives import make_inventory
from etam.demonstration.audits import AuditDraw
from etam.demonstration.bodies import make_bodies
from etam.demonstration.confusions import settle_some
from etam.demonstration.deliveries import make_deliveries
from etam.demonstration.drafting import draft_points
from etam.demonstration.files import LIBRARY_FILES, OFFICE_FILES, attach_files, make_files
from etam.demonstration.formation import make_formation
from etam.demonstration.holders import make_holders
from etam.demonstration.libraries import CAPITAL, Library, Place, make_libraries, places
from etam.demonstration.library_money import make_money
from etam.demonstration.measures import record_course
from etam.demonstration.meetings import make_meeting
from etam.demonstration.offices import register_offices
from etam.demonstration.outreach import OutreachDraw
from etam.demonstration.people import VERIFIER_REGION, Cast, make_people
from etam.demonstration.programmes import make_programmes
from etam.demonstration.releases import ARCHIVES, BOTH, make_releases
from etam.demonstration.rounds import REMARKS, Calendar, RoundDraw, draw_reason
from etam.demonstration.welfare import make_series
from etam.demonstration.workloads import make_workloads
from etam.institutions.actions import NewInstitution, register_institutions
from etam.institutions.models import Institution, Region
from etam.institutions.queries import regencies
from etam.questionnaire import Instrument
from etam.submissions import actions, editions
from etam.submissions.models import Revision, Submission
from etam.web.formats import number

SEED = 20200318
INSTRUMENT = "library-return"
# The three former rounds were asked with the edition of 2025, the open one with that of 2026.
EDITIONS = ("2025.1", "2025.1", "2025.1", "2026.1")
NOT_BEGUN = 9.0
OPERATOR_LIBRARIES = (("public", "village"), ("school", "sd_mi"), ("tbm", "tbm"))

Progress = Callable[[str], None]


def load(
    *, progress: Progress = lambda line: None, today: date | None = None, share: float = 1.0, draws: int = 10_000
) -> None:
    """Generate everything from one seed; `share` below 1 makes fewer libraries, for tests."""
    day = today or timezone.localdate()
    random = np.random.default_rng(SEED)
    known = places()
    libraries = make_libraries(random, share)
    with transaction.atomic():
        institutions = _register(libraries, known)
        offices = register_offices(list(regencies()))
        own_libraries = _operators_libraries(libraries, institutions)
        # The archive institution and the two offices whose audits are under way.
        cast = make_people(own_libraries, date(day.year - 5, 1, 1), offices[VERIFIER_REGION][:3])
        registry = make_bodies(cast.officer, day, share)
    progress(f"{number(len(libraries))} perpustakaan; {registry}")
    simulation = Simulation(libraries, random)
    eagerness = random.random(len(libraries))
    # The offices' own libraries answer in time: they lead the round in their kab/kota.
    eagerness[[library.subtype in ("province", "regency") for library in libraries]] = 0.0
    own = _indices_of_operator(libraries)
    for turn, version in enumerate(EDITIONS):
        answers = simulation.year(day.year - len(EDITIONS) + turn)
        # The person behind the bar answered every former round and has just begun the open one.
        eagerness[own] = 0.0 if turn < len(EDITIONS) - 1 else NOT_BEGUN
        maker = _Turn(editions.instrument(INSTRUMENT, version), Calendar.of(answers.period, day), cast, random, known)
        count = maker.run(answers, turn, libraries, eagerness)
        progress(f"Putaran {answers.period}: {number(count)} isian")
    maker.begin([(libraries[index], answers.row(index)) for index in own])
    # A stream of its own: what is drawn for assessments does not change the returns.
    luck = np.random.default_rng(SEED + 1)
    with transaction.atomic():
        progress(f"Inventaris kearsipan: {number(make_inventory(cast, offices, luck, day))} perangkat daerah")
        for line in AuditDraw(cast, offices, luck, day).run():
            progress(line)
        for line in AccreditationDraw(cast, institutions, luck, day).run(own_libraries, share):
            progress(line)
        outreach = OutreachDraw(cast, institutions, np.random.default_rng(SEED + 2), day)
        for line in chain(outreach.run(own_libraries[0]), settle_some(cast, day)):
            progress(line)
        progress(make_meeting(cast, [rows[0] for rows in offices.values()], day))
        progress(draft_points(cast))
        progress(make_holders(cast, np.random.default_rng(SEED + 7), day))
        for institution, rows, person in (
            (own_libraries[0], LIBRARY_FILES, cast.operator),
            (offices[VERIFIER_REGION][1], OFFICE_FILES, cast.auditee),
        ):
            codes = make_files(institution, rows, person, day)
            attach_files(institution, codes[:3], person)
    for line in chain(_releases(cast, day, draws), _work(cast, offices, day)):
        progress(line)


def _releases(cast: Cast, day: date, draws: int) -> Iterator[str]:
    """Rankings of past years, of literacy, of orderly archives, and of both."""
    yield from make_releases(cast, periods=[day.year - 3, day.year - 2], draws=draws)
    yield from make_releases(cast, periods=[day.year - 2, day.year - 1], draws=draws, method=ARCHIVES)
    yield from make_releases(cast, periods=[day.year - 2], draws=draws, method=BOTH)


def _work(cast: Cast, offices: dict[str, list[Institution]], day: date) -> Iterator[str]:
    """What offices and partners did beside returns and audits; last the course, which reads all that was recorded."""
    yield from make_deliveries(cast, day)
    yield from make_action_plans(cast, offices, day)
    yield from make_workloads(cast, np.random.default_rng(SEED + 5), day)
    yield from make_formation(cast, np.random.default_rng(SEED + 8), day)
    yield from make_programmes(cast, day)
    yield from make_series(cast, day)
    yield from make_money(cast, day)
    yield from record_course(day)


class _Turn:
    """One round of the demonstration."""

    def __init__(
        self,
        instrument: Instrument,
        calendar: Calendar,
        cast: Cast,
        random: np.random.Generator,
        known: dict[str, Place],
    ):
        self.instrument = instrument
        self.calendar = calendar
        self.cast = cast
        self.random = random
        self.drawer = RoundDraw(instrument, calendar, cast, random, known, timezone.now())

    def run(self, answers: Answers, turn: int, libraries: Sequence[Library], eagerness: Column) -> int:
        """Open the round, load its returns and lock it when it is over. Returns how many began."""
        self.round = actions.open_round(
            code=str(answers.period),
            title=f"Putaran {answers.period}",
            instrument=self.instrument,
            period=answers.period,
            opens_on=self.calendar.opens_on,
            due_on=self.calendar.due_on,
            closes_on=self.calendar.closes_on,
            by=self.cast.officer,
            is_sample=True,
            at=_morning(self.calendar.opens_on),
        )
        drawn = list(self.drawer.returns(libraries, eagerness, answers, turn))
        actions.import_history(self.round, self._explained(drawn), by=self.cast.officer, channel=Revision.Channel.DEMO)
        if turn < len(EDITIONS) - 1:
            actions.lock_round(
                self.round, by=self.cast.officer, at=_morning(self.calendar.closes_on + timedelta(days=1))
            )
        return len(drawn)

    def begin(self, own: Sequence[tuple[Library, dict[str, float]]]) -> None:
        """Leave the operator one return not begun, one half filled, one sent back."""
        rows = {row.institution.code: row for row in self.round.submissions.select_related("institution", "round")}
        _, (half, half_numbers), (whole, whole_numbers) = own
        document = self.drawer.document(half, half_numbers)
        begun = [question.element for section in self.instrument.sections[:2] for question in section.questions][:-4]
        self._save(rows[half.code], {element: document[element] for element in begun if element in document})
        document = self.drawer.document(whole, whole_numbers)
        document["users_total"] *= 10
        submission = rows[whole.code]
        self._save(submission, document)
        actions.submit(submission, by=self.cast.operator)
        verifier = self.cast.verifiers[VERIFIER_REGION]
        actions.send_back(submission, reason="", remarks={"users_total": REMARKS["users_total"]}, by=verifier)

    def _save(self, submission: Submission, document: dict[str, Any]) -> None:
        names = editions.check(submission, document).failed
        explain = {check.id for check in self.instrument.checks if check.severity == "explain"}
        reasons = {name: draw_reason(self.random) for name in names if name in explain}
        actions.save_answers(submission, answers=document, reasons=reasons, base_revision=0, by=self.cast.operator)

    def _explained(self, returns: Sequence[actions.ArchivedReturn]) -> list[actions.ArchivedReturn]:
        """The same returns, with a reason for every check that asks for one."""
        rows = {row.institution.code: row for row in self.round.submissions.select_related("institution")}
        checked = editions.check_many(
            self.round, {one.institution: (rows[one.institution], one.answers) for one in returns}
        )
        explain = {check.id for check in self.instrument.checks if check.severity == "explain"}
        return [
            replace(
                one,
                reasons={name: draw_reason(self.random) for name in checked[one.institution].failed if name in explain},
            )
            if one.state != "draft"
            else one
            for one in returns
        ]


def _register(libraries: Sequence[Library], known: dict[str, Place]) -> list[Institution]:
    regions = Region.objects.in_bulk()
    return register_institutions(
        [
            NewInstitution(
                name=library.name,
                kind=library.kind,
                subtype=library.subtype,
                region=regions[library.place.code],
                regency=regions[CAPITAL] if library.place.level == 1 else None,
                code=library.code,
                npp=library.npp,
                npsn=library.npsn,
                parent_name=library.host,
                latitude=library.place.latitude,
                longitude=library.place.longitude,
                is_sample=True,
            )
            for library in libraries
        ],
        by=None,
    )


def _indices_of_operator(libraries: Sequence[Library]) -> list[int]:
    """One library of each kind in Kutai Timur, for the person behind the bar's first button."""
    chosen = []
    for wanted in OPERATOR_LIBRARIES:
        matches = (
            index
            for index, library in enumerate(libraries)
            if (library.kind, library.subtype) == wanted and library.place.regency == VERIFIER_REGION
        )
        chosen.append(next(matches))
    return chosen


def _operators_libraries(libraries: Sequence[Library], institutions: Sequence[Institution]) -> list[Institution]:
    return [institutions[index] for index in _indices_of_operator(libraries)]


def _morning(day: date) -> datetime:
    return datetime(day.year, day.month, day.day, 8, tzinfo=timezone.get_current_timezone())
