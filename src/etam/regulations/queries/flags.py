"""Flags: which should stand, which do, and what waits."""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path

from django.db.models import Q, QuerySet
from django.urls import reverse
from django.utils.timezone import localdate

from etam.content.bases import KINDS, Rest, rests
from etam.content.files import CONTENT_ROOT
from etam.editions.models import ContentVersion
from etam.regulations.flags import Change, Wanted, edition_of, events, wanted
from etam.regulations.force import Effect
from etam.regulations.models import Flag, RegulationRelation
from etam.regulations.queries.register import rules
from etam.web.formats import number
from etam.web.tables import Cell
from etam.web.waiting import Waiting

OPEN, DECIDED, CLEARED = "menunggu", "diputus", "gugur"
STATES = {
    OPEN: Q(decision="", cleared_at=None),
    DECIDED: ~Q(decision=""),
    CLEARED: Q(cleared_at__isnull=False),
}
HEADER = (
    "peraturan", "peristiwa", "oleh", "tanggal", "keyakinan", "jenis", "kode", "edisi", "butir", "nama", "pasal",
    "yang_memutuskan", "keputusan", "alasan", "diputus_pada", "diputus_oleh", "gugur_pada",
)  # fmt: skip


def wanted_flags(day: date, root: Path = CONTENT_ROOT) -> dict[str, Wanted]:
    """Every flag that should stand on `day`, by its key. Of the register only what content names is read."""
    resting = [one for one in rests(root) if one.is_latest]
    named = {one.regulation for one in resting}
    changes = list(_changes(named))
    known = rules(Q(code__in=named | {change.effect.subject for change in changes}))
    return wanted(events(known, changes, day), resting, _named_on())


def matching(
    flags: QuerySet[Flag], *, search: str = "", event: str = "", kind: str = "", decider: str = "", state: str = ""
) -> QuerySet[Flag]:
    """Narrow a list; an empty filter lets all through. Cleared flags that nobody decided must be asked for by state."""
    for word in search.split():
        flags = flags.filter(
            Q(label__icontains=word)
            | Q(code__icontains=word)
            | Q(item__icontains=word)
            | Q(regulation__code__icontains=word)
            | Q(regulation__title__icontains=word)
            | Q(by_regulation__code__icontains=word)
        )
    exact = {"event": event, "kind": kind, "decider": decider}
    flags = flags.filter(**{name: value for name, value in exact.items() if value})
    return flags.filter(STATES.get(state, STATES[OPEN] | STATES[DECIDED]))


def values_of(flags: QuerySet[Flag], field: str) -> list[str]:
    """The values of a field that occur, in order."""
    return sorted(flags.order_by().values_list(field, flat=True).distinct())


def table(flags: Iterable[Flag]) -> Iterator[list[Cell]]:
    """One row for each flag under `HEADER`; days as ISO dates, nothing as an empty cell."""
    for one in flags:
        yield [
            one.regulation_id,
            one.get_event_display(),
            one.by_regulation_id or "",
            one.event_on.isoformat() if one.event_on else "",
            one.confidence,
            one.kind_word,
            one.code,
            one.version,
            one.item,
            one.label,
            one.article,
            one.decider,
            one.get_decision_display() if one.decision else "",
            one.reason,
            localdate(one.decided_at).isoformat() if one.decided_at else "",
            one.decided_by.name if one.decided_by else "",
            localdate(one.cleared_at).isoformat() if one.cleared_at else "",
        ]


def waiting(flags: QuerySet[Flag]) -> Iterator[Waiting]:
    """One line for a desk about the flags that wait for a decision; none when nothing waits."""
    rows = list(flags.filter(STATES[OPEN]))
    if rows:
        grave = sum(one.is_grave for one in rows)
        title = f"{number(len(rows))} hal bersandar pada dasar yang berubah"
        detail = f"{number(grave)} di antaranya pada dasar yang dicabut atau berakhir. " if grave else ""
        detail += "Putuskan: tetap dipakai, dibuat versi baru, atau tidak dipakai lagi."
        yield Waiting(title, detail, f"{reverse('regulations:flags')}?keadaan={OPEN}", is_urgent=bool(grave))


def _changes(upon: Iterable[str]) -> Iterator[Change]:
    rows = RegulationRelation.objects.standing().filter(object__in=upon).order_by("id")
    fields = ("subject", "verb", "object", "articles", "since", "confidence")
    for subject, verb, target, articles, since, confidence in rows.values_list(*fields):
        yield Change(Effect(subject, verb, target, tuple(articles), since), confidence)


def _named_on() -> Callable[[Rest], date | None]:
    """When this database first saw an edition; where that was not kept, when it first saw the register."""
    seen = {
        (kind, code, version): localdate(at)
        for kind, code, version, at in ContentVersion.objects.values_list("kind", "code", "version", "loaded_at")
    }
    first = min((day for (kind, _, _), day in seen.items() if kind == "regulations"), default=None)
    folders = {whole: folder for folder, (whole, _) in KINDS.items()}
    return lambda rest: seen.get((folders.get(edition_of(rest.kind), ""), rest.code, rest.version), first)
