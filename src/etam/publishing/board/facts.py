"""What the measures look at, as of one day."""

from collections.abc import Mapping, Sequence
from datetime import date
from functools import cached_property

from etam.assessments.queries import YearCount
from etam.indices.models import Release
from etam.institutions.queries.bodies import Coverage
from etam.meetings.models import Meeting
from etam.outreach.queries import YearReach, coverage
from etam.programmes.queries import public
from etam.programmes.queries.spending import ProgrammeCoverage, programme_coverage, spending
from etam.publishing import access, reference
from etam.publishing.programmes import Sum, total
from etam.publishing.queries import accreditation, archives, plans, register, releases, rounds
from etam.publishing.queries.bodies import MoneyTold, by_kind, money_told
from etam.publishing.queries.programmes import year_told
from etam.regulations.models import Regulation
from etam.regulations.queries import count_by_status
from etam.regulations.queries.confusions import cases
from etam.workforce.queries.funnel import Funnel, funnel

PLANS_SHOWN = 3


class Facts:
    """What the records say of `today`; each is read once and only when a measure asks for it.

    `is_past` says that the day is over: what was still running then is left out, for its end is known by now.
    """

    def __init__(self, today: date, *, is_past: bool = False):
        self.today = today
        self.is_past = is_past

    @cached_property
    def rounds(self) -> list[rounds.RoundProgress]:
        found = rounds.progress(self.today)
        return [one for one in found if not one.is_open] if self.is_past else found

    @cached_property
    def known(self) -> register.Known:
        return register.known(self.today)

    @cached_property
    def releases(self) -> list[releases.Entry]:
        """Releases that were published by the day, without results."""
        return releases.listed(self.today)

    @cached_property
    def latest(self) -> Release | None:
        """The newest ranking by the main index, with its results; by any method computed here when it has none."""
        return self._with_results.get(self._latest_of(releases.MAIN) or self._latest_of("") or 0)

    @cached_property
    def archive_release(self) -> Release | None:
        """The newest release of orderly archives, with its results."""
        return self._with_results.get(self._latest_of(releases.ARCHIVES) or 0)

    @cached_property
    def audits(self) -> list[archives.Year]:
        return archives.years(self.today)

    @cached_property
    def accredited(self) -> Sequence[YearCount]:
        return accreditation.course(self.today)

    @cached_property
    def expiring(self) -> accreditation.Expiring:
        return accreditation.expiring(self.today)

    @cached_property
    def outreach_since(self) -> int | None:
        return coverage.first_year(self.today)

    @cached_property
    def reached(self) -> list[YearReach]:
        first = self.outreach_since
        return coverage.course(range(first, self.today.year + 1), today=self.today) if first else []

    @cached_property
    def unreached_regencies(self) -> list[str]:
        """Names of the kab/kota that no event was for and none of whose libraries came to another."""
        if self.outreach_since is None:
            return []
        names = reference.regency_names()
        grid = coverage.Grid(coverage.reached(self.today))
        return [names[code] for code in coverage.regencies_without(names, grid, self.today)]

    @cached_property
    def _meetings(self) -> list[Meeting]:
        """The meeting that adopted the recommendations and those after it, in order, without those called off."""
        adopted = reference.recommendations()
        since = access.meetings().filter(starts_on__gte=adopted.meeting["from"])
        return list(since.exclude(state=Meeting.State.CANCELLED).order_by("starts_on", "pk"))

    @property
    def is_meeting_recorded(self) -> bool:
        """Whether the meeting that adopted the recommendations has a page."""
        return any(one.code == reference.meeting_code() for one in self._meetings)

    @property
    def meetings(self) -> list[Meeting]:
        """Meetings after the one that adopted the recommendations, in order; those called off are left out."""
        return [one for one in self._meetings if one.code != reference.meeting_code()]

    @property
    def meetings_held(self) -> list[Meeting]:
        held = (Meeting.State.HELD, Meeting.State.ADOPTED)
        return [one for one in self.meetings if one.state in held and one.ends_on <= self.today]

    @property
    def next_meeting(self) -> Meeting | None:
        """The first that is planned and not over."""
        planned = (one for one in self.meetings if one.state == Meeting.State.PLANNED and one.ends_on >= self.today)
        return next(planned, None)

    @cached_property
    def plans(self) -> Mapping[str, plans.Plans]:
        """Action plans by key of their recommendation; of each the most urgent."""
        return plans.of_points(list(reference.point_keys().values()), self.today, shown=PLANS_SHOWN)

    @cached_property
    def regulations(self) -> dict[str, int]:
        """Regulations in the register by status."""
        return count_by_status()

    @cached_property
    def confusions(self) -> tuple[int, int]:
        """How many confusions of rules are still open, and how many there are."""
        found = cases(self.today)
        return sum(one.is_open for one in found), len(found)

    @cached_property
    def bodies(self) -> dict[str, Coverage]:
        """What is known of the libraries of villages and of schools."""
        return by_kind(self.today)

    @cached_property
    def library_money(self) -> MoneyTold | None:
        """The latest year of which money for village and school libraries is recorded."""
        return money_told(self.today.year)

    @cached_property
    def helped(self) -> tuple[int, int]:
        """How many plans to help a village or school led to a first return, of how many."""
        return public.helped_to_first_return()

    @cached_property
    def programmes(self) -> ProgrammeCoverage:
        """The offices and whether they tell target and realisation, of the latest year that is reported."""
        return programme_coverage(year_told(self.today))

    @cached_property
    def programme_money(self) -> Sum:
        return total(spending([self.programmes.year]))

    @cached_property
    def posts(self) -> Funnel:
        """Posts of the latest formation year from need to filled."""
        return funnel(self.today)

    @property
    def regencies_with_need(self) -> set[str]:
        """The kab/kota in which some office has settled its workload analysis."""
        known = {row.place for row in self.posts.rows if row.counts.needed is not None}
        return known & set(reference.regency_names())

    @property
    def to_verify(self) -> int:
        return self.regulations[Regulation.Status.TO_VERIFY]

    @cached_property
    def _with_results(self) -> dict[int, Release]:
        # The two that the board reads of, at once: their results weigh.
        wanted = {self._latest_of(code) for code in (releases.MAIN, "", releases.ARCHIVES)} - {None}
        return Release.objects.select_related("replaces").defer("replaces__results").in_bulk(wanted)

    def _latest_of(self, method_code: str) -> int | None:
        own = [one.release for one in self.releases if one.correction is None and releases.is_own(one.release)]
        of_method = (one for one in own if method_code in ("", one.method_code))
        newest = max(of_method, key=lambda one: (one.period, one.number), default=None)
        return newest.pk if newest else None
