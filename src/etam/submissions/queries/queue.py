"""What waits at a desk: the verifier's queue of a region, the officer's list by kab/kota."""

from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from etam.institutions.models import Region
from etam.submissions.models import Round, Submission
from etam.submissions.queries.asked import of_libraries

State = Submission.State
TABS = {
    "menunggu": (State.SUBMITTED,),
    "dikembalikan": (State.SENT_BACK,),
    "selesai": (State.VERIFIED, State.ACCEPTED, State.LOCKED),
}
ACCEPTANCE_TABS = {
    "menunggu": (State.VERIFIED,),
    "diterima": (State.ACCEPTED, State.LOCKED),
    "dikembalikan": (State.SENT_BACK,),
}
Tabs = dict[str, tuple[State, ...]]


@dataclass(frozen=True)
class RegencyCount:
    """How many returns of a kab/kota wait, and how many of them no check flagged."""

    regency: Region
    waiting: int
    clean: int


def in_round(submissions: QuerySet[Submission], round_: Round | None) -> QuerySet[Submission]:
    """The submissions of one round; none when there is no round."""
    return submissions.filter(round=round_) if round_ else submissions.none()


def in_tab(submissions: QuerySet[Submission], tabs: Tabs, tab: str) -> QuerySet[Submission]:
    """One tab of a queue, what has waited longest first."""
    states = tabs.get(tab) or next(iter(tabs.values()))
    return submissions.filter(state__in=states).order_by("state_since", "pk")


def tab_counts(submissions: QuerySet[Submission], tabs: Tabs) -> dict[str, int]:
    """How many submissions each tab holds, in one query."""
    counts = dict(submissions.order_by().values_list("state").annotate(Count("pk")))
    return {tab: sum(counts.get(state, 0) for state in states) for tab, states in tabs.items()}


def matching(
    submissions: QuerySet[Submission], *, search: str = "", mark: str = "", kind: str = ""
) -> QuerySet[Submission]:
    """Narrow a queue: every word in the name or code, only flagged or only clean ones, one subtype."""
    for word in search.split():
        submissions = submissions.filter(
            Q(institution__name__icontains=word)
            | Q(institution__code__iexact=word)
            | Q(institution__region__name__icontains=word)
        )
    if mark == "bersih":
        submissions = submissions.filter(must_fix_count=0, explain_count=0)
    if mark == "bertanda":
        submissions = submissions.exclude(must_fix_count=0, explain_count=0)
    return submissions.filter(subtype=kind) if kind else submissions


def clean(submissions: QuerySet[Submission]) -> QuerySet[Submission]:
    """Those that no check flagged."""
    return submissions.filter(must_fix_count=0, explain_count=0)


def by_regency(submissions: QuerySet[Submission]) -> list[RegencyCount]:
    """How much waits in each kab/kota, in order of code."""
    rows = (
        submissions.order_by()
        .values("regency")
        .annotate(waiting=Count("pk"), unflagged=Count("pk", filter=Q(must_fix_count=0, explain_count=0)))
        .values_list("regency", "waiting", "unflagged")
    )
    counts = {code: (waiting, unflagged) for code, waiting, unflagged in rows}
    regions = Region.objects.filter(code__in=counts)
    return [RegencyCount(region, *counts[region.code]) for region in regions]


def current_round(code: str = "") -> Round | None:
    """The round with this code, else the newest of libraries, else the newest of all."""
    rounds = Round.objects.order_by("-opens_on", "-pk")
    named = rounds.filter(code=code).first() if code else None
    return named or rounds.filter(of_libraries()).first() or rounds.first()


def round_counts() -> QuerySet[Round]:
    """Every round with `expected`, `sent` and `accepted`, the newest first."""
    sent = [State.SUBMITTED, State.VERIFIED, State.ACCEPTED, State.LOCKED]
    return Round.objects.annotate(
        expected=Count("submissions"),
        sent=Count("submissions", filter=Q(submissions__state__in=sent)),
        accepted=Count("submissions", filter=Q(submissions__state__in=sent[2:])),
    )
