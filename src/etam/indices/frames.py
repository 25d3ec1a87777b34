"""Who is expected now and was not before: institutions that are new, gone, merged or renamed."""

from collections import Counter
from collections.abc import Iterable
from datetime import date

from django.db.models import Max

from etam.indices.results import FrameChanges
from etam.institutions.models import InstitutionChange
from etam.submissions.models import Submission
from etam.submissions.queries import library_rounds, of_libraries

KINDS = ("new", "gone", "merged", "renamed")


def frame_changes(period: int, previous: int | None = None) -> FrameChanges:
    """Compare the institutions expected about `period` with those of `previous`, by default the last period before.

    One that is no longer expected counts as merged when it was merged between the two rounds, else as gone.
    """
    before = previous if previous is not None else _period_before(period)
    if before is None:
        return {"previous": None, "new": 0, "gone": 0, "merged": 0, "renamed": 0, "by_regency": {}}
    now, then = _expected(period), _expected(before)
    changed = _changed_between(before, period)
    counts = Counter(
        [(now[key], "new") for key in now.keys() - then.keys()]
        + [(then[key], "merged" if key in changed["merged"] else "gone") for key in then.keys() - now.keys()]
        + [(now[key], "renamed") for key in now.keys() & then.keys() & changed["renamed"]]
    )
    totals = {kind: sum(count for (_, of), count in counts.items() if of == kind) for kind in KINDS}
    return {
        "previous": before,
        "new": totals["new"],
        "gone": totals["gone"],
        "merged": totals["merged"],
        "renamed": totals["renamed"],
        "by_regency": _by_regency(counts, {*now.values(), *then.values()}),
    }


def _period_before(period: int) -> int | None:
    found: int | None = library_rounds().filter(period__lt=period).aggregate(last=Max("period"))["last"]
    return found


def _expected(period: int) -> dict[int, str]:
    """The kab/kota of every expected library."""
    rows = Submission.objects.filter(of_libraries("round__"), round__period=period)
    return dict(rows.values_list("institution_id", "regency_id"))


def _changed_between(before: int, period: int) -> dict[str, set[int]]:
    """Institutions merged or renamed after the rounds about `before` opened and until those about `period` did."""
    opened = {
        one: library_rounds().filter(period=one).aggregate(last=Max("opens_on"))["last"] or date(one, 12, 31)
        for one in (before, period)
    }
    rows = InstitutionChange.objects.filter(on__gt=opened[before], on__lte=opened[period])
    found: dict[str, set[int]] = {"merged": set(), "renamed": set()}
    for institution, kind in rows.values_list("institution_id", "kind"):
        found.setdefault(kind, set()).add(institution)
    return found


def _by_regency(counts: Counter[tuple[str, str]], regencies: Iterable[str]) -> dict[str, dict[str, int]]:
    return {code: {kind: counts[code, kind] for kind in KINDS} for code in sorted(regencies)}
