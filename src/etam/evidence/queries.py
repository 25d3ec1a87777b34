"""What is known about an institution's files: how they stand, where they are used, which need care."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, F, Q, QuerySet

from etam.evidence.codes import as_code
from etam.evidence.models import Evidence, Use
from etam.institutions.models import Institution
from etam.web.formats import day as in_words

SOON_DAYS = 90
STATES = ("valid", "expires_soon", "expired", "withdrawn")
ACTIVE_USE = Q(uses__released_at__isnull=True)


@dataclass(frozen=True)
class Care:
    """An evidence that somebody must look after, and how many things rest on it."""

    evidence: Evidence
    state: str
    uses: int


@dataclass(frozen=True)
class CareCount:
    """How many evidences of a kab/kota need care."""

    regency: str
    name: str
    expired: int
    expires_soon: int
    withdrawn: int


def state_on(evidence: Evidence, day: date) -> str:
    """ "valid", "expires_soon" (within 90 days), "expired" or "withdrawn"; the last day of validity still counts."""
    if evidence.withdrawn_at is not None:
        return "withdrawn"
    if evidence.valid_until is None or evidence.valid_until > day + timedelta(days=SOON_DAYS):
        return "valid"
    return "expires_soon" if evidence.valid_until >= day else "expired"


def problem_with(evidence: Evidence, day: date) -> str:
    """Why an evidence should not carry anything on a day, as a sentence; "" when it may."""
    state = state_on(evidence, day)
    if state == "withdrawn":
        return f"{evidence.code} ditarik: {evidence.withdrawn_reason}."
    if state == "expired" and evidence.valid_until:
        return f"{evidence.code} habis berlaku pada {in_words(evidence.valid_until)}."
    return ""


def mend(evidence: Evidence, day: date) -> str:
    """The same where something rests on the evidence already, with what is to be done; "" when it still holds."""
    state, name = state_on(evidence, day), f"bukti {evidence.title} ({evidence.code})"
    if state == "withdrawn":
        return f"{name} ditarik. Pilih bukti lain."
    if state == "expired" and evidence.valid_until:
        return f"{name} habis {in_words(evidence.valid_until)}. Ganti buktinya."
    return ""


def shaken(place: str, place_ids: Collection[int], day: date) -> set[int]:
    """Which of these rest on evidence that has expired or was withdrawn; one query."""
    rows = Use.objects.filter(place=place, place_id__in=[str(one) for one in place_ids], released_at__isnull=True)
    ended = Q(evidence__withdrawn_at__isnull=False) | Q(evidence__valid_until__lt=day)
    return {int(one) for one in rows.filter(ended).order_by().values_list("place_id", flat=True)}


def uses(place: str, place_id: int | str) -> dict[str, list[Evidence]]:
    """What supports something, by element; also what was withdrawn since, so that it is seen."""
    found: dict[str, list[Evidence]] = defaultdict(list)
    rows = Use.objects.filter(place=place, place_id=str(place_id), released_at__isnull=True)
    for use in rows.select_related("evidence", "evidence__institution").order_by("element", "evidence__title", "pk"):
        found[use.element].append(use.evidence)
    return dict(found)


def by_codes(institution: Institution, codes: Iterable[str]) -> dict[str, Evidence]:
    """The institution's files by code, under the codes as they were written ("b7k 3qp"); unknown ones are left out.

    Withdrawn and replaced files are found too: the caller says what is wrong with them.
    """
    written = {given: as_code(given) for given in codes}
    rows = Evidence.objects.filter(institution=institution, code__in={code for code in written.values() if code})
    known = {one.code: one for one in rows.select_related("successor")}
    return {given: known[code] for given, code in written.items() if code in known}


def current(institution: Institution) -> QuerySet[Evidence]:
    """The institution's files that may be used: neither withdrawn nor replaced by a newer edition."""
    return Evidence.objects.filter(institution=institution, withdrawn_at__isnull=True, successor__isnull=True)


def choosable(institution: Institution, chosen: Collection[str] = ()) -> QuerySet[Evidence]:
    """What may be used, and of the `chosen` codes also what was withdrawn or replaced since; by title."""
    usable = Q(withdrawn_at__isnull=True, successor__isnull=True)
    return Evidence.objects.filter(usable | Q(code__in=list(chosen)), institution=institution).order_by("title", "pk")


def library(
    institution: Institution, *, day: date, text: str = "", type: str = "", state: str = ""
) -> QuerySet[Evidence]:
    """The institution's files with `use_count`; without `state` those that were not replaced, newest first.

    `state` is one of `STATES`, "replaced" or "unused".
    """
    found = Evidence.objects.filter(institution=institution)
    found = found.annotate(use_count=Count("uses", filter=ACTIVE_USE))
    for word in text.split():
        found = found.filter(Q(title__icontains=word) | Q(file_name__icontains=word) | Q(code=as_code(word) or None))
    if type:
        found = found.filter(type=type)
    found = found.filter(_in_state(state, day)) if state else found.filter(successor__isnull=True)
    return found.select_related("by", "replaces", "successor").order_by("-uploaded_at", "-pk")


def uses_of(evidence: Evidence) -> list[Use]:
    """Where a file is used now, and where it was used before it was replaced or released; the present first."""
    return list(evidence.uses.order_by(F("released_at").desc(nulls_first=True), "-at", "-pk"))


def attention(institutions: Iterable[Institution] | QuerySet[Any], day: date) -> list[Care]:
    """What needs care at these institutions: expired, expiring within 90 days, withdrawn but still used.

    What something rests on comes first, then what ends first.
    """
    rows = _needing_care(institutions, day).select_related("institution", "institution__regency")
    found = [Care(one, state_on(one, day), one.use_count) for one in rows]
    order = ("withdrawn", "expired", "expires_soon")
    return sorted(
        found, key=lambda one: (not one.uses, order.index(one.state), one.evidence.valid_until or day, one.evidence.pk)
    )


def attention_counts(institutions: QuerySet[Institution], day: date) -> list[CareCount]:
    """How much needs care in each kab/kota, in order of code; one without anything has no row."""
    rows = _needing_care(institutions, day).values_list(
        "institution__regency_id", "institution__regency__name", "withdrawn_at", "valid_until"
    )
    names: dict[str, str] = {}
    counts: dict[str, dict[str, int]] = defaultdict(lambda: dict.fromkeys(("expired", "expires_soon", "withdrawn"), 0))
    for regency, name, withdrawn_at, valid_until in rows:
        names[regency] = name
        state = state_on(Evidence(withdrawn_at=withdrawn_at, valid_until=valid_until), day)
        counts[regency][state] += 1
    return [CareCount(code, names[code], **counts[code]) for code in sorted(counts)]


def holdings(institutions: QuerySet[Institution], day: date) -> QuerySet[Institution]:
    """Institutions with `files` that are current and `ended` of them that have expired; those with files first."""
    now = Q(evidence__withdrawn_at__isnull=True, evidence__successor__isnull=True, evidence__isnull=False)
    return institutions.annotate(
        files=Count("evidence", filter=now, distinct=True),
        ended=Count("evidence", filter=now & Q(evidence__valid_until__lt=day), distinct=True),
    ).order_by("-files", "name", "pk")


def _needing_care(institutions: Any, day: date) -> QuerySet[Any]:
    found = Evidence.objects.filter(institution__in=institutions, successor__isnull=True)
    found = found.annotate(use_count=Count("uses", filter=ACTIVE_USE))
    ending = Q(withdrawn_at__isnull=True, valid_until__lte=day + timedelta(days=SOON_DAYS))
    return found.filter(ending | Q(withdrawn_at__isnull=False, use_count__gt=0))


def _in_state(state: str, day: date) -> Q:
    soon = day + timedelta(days=SOON_DAYS)
    counts = Q(withdrawn_at__isnull=True, successor__isnull=True)
    known = {
        "valid": counts & (Q(valid_until__isnull=True) | Q(valid_until__gt=soon)),
        "expires_soon": counts & Q(valid_until__gte=day, valid_until__lte=soon),
        "expired": counts & Q(valid_until__lt=day),
        "withdrawn": Q(withdrawn_at__isnull=False),
        "replaced": Q(successor__isnull=False),
        "unused": counts & Q(use_count=0),
    }
    return known[state]
