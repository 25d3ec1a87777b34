"""Releases: which counts now, what came before, what was corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from etam.indices import methods
from etam.indices.models import Release
from etam.indices.results import Unit
from etam.publishing import access, editions
from etam.publishing.queries.days import day_after

MAIN, ARCHIVES = methods.MAIN, methods.ARCHIVES
TOGETHER = "literacy-and-archive-order"


@dataclass(frozen=True)
class Entry:
    """A published release without its results, and the published correction that replaced it."""

    release: Release
    correction: Release | None


@dataclass(frozen=True)
class Shelf:
    """The releases of one method, newest first; `former` were replaced by a correction."""

    title: str
    is_external: bool
    current: list[Entry] = field(default_factory=list)
    former: list[Entry] = field(default_factory=list)


@dataclass(frozen=True)
class Family:
    """A release among all published releases of its method, newest first."""

    release: Release
    entries: tuple[Entry, ...]

    @property
    def correction(self) -> Release | None:
        """The published release that replaced this one."""
        return next((one.correction for one in self.entries if one.release.pk == self.release.pk), None)

    @property
    def before(self) -> Release | None:
        """The current release over the latest earlier period; the version of its method may differ."""
        earlier = [
            one.release for one in self.entries if not one.correction and one.release.period < self.release.period
        ]
        return max(earlier, key=lambda one: one.period, default=None)

    @property
    def corrections(self) -> int:
        """How many corrections were published about this period, this release included."""
        same = (one.release for one in self.entries if one.release.period == self.release.period)
        return sum(1 for one in same if one.replaces_id)

    @property
    def others(self) -> list[Entry]:
        return [one for one in self.entries if one.release.pk != self.release.pk]


def is_own(release: Release) -> bool:
    """Computed here, not published by somebody else."""
    return str(release.kind) == str(Release.Kind.COMPUTED)


def listed(day: date | None = None) -> list[Entry]:
    """Every published release, newest first; with `day` as it was at the end of that day."""
    rows = access.published_releases().defer("results", "replaces__results")
    releases = list(rows if day is None else rows.filter(published_at__lt=day_after(day)))
    successors = {release.replaces_id: release for release in releases if release.replaces_id}
    return [Entry(release, successors.get(release.pk)) for release in releases]


def family(release: Release) -> Family:
    """The release with the others of its method and kind."""
    same = (one for one in listed() if one.release.method_code == release.method_code)
    return Family(release, tuple(one for one in same if is_own(one.release) == is_own(release)))


def shelves(entries: Sequence[Entry]) -> list[Shelf]:
    """Releases by method: the main index, the others computed here, then publications from outside."""
    found: dict[tuple[bool, bool, str], Shelf] = {}
    for entry in entries:
        code, is_external = entry.release.method_code, not is_own(entry.release)
        shelf = found.setdefault(
            (is_external, code != MAIN, code),
            Shelf(editions.method_title(code, entry.release.method_version), is_external),
        )
        (shelf.former if entry.correction else shelf.current).append(entry)
    return [found[key] for key in sorted(found)]


def current() -> list[Release]:
    """The releases that count, without results: published and not replaced by a published correction."""
    return [entry.release for entry in listed() if entry.correction is None]


def latest_own() -> Release | None:
    """The newest ranking by the main index, with its results; by any method computed here when it has none."""
    return latest_of(MAIN) or _counting().first()


def latest_of(method_code: str) -> Release | None:
    """The newest release that was computed here by a method, with its results."""
    return _counting().filter(method_code=method_code).first()


def corrections() -> list[Release]:
    """Published corrections, the latest first."""
    fixed = access.published_releases().defer("results", "replaces__results").filter(replaces__isnull=False)
    return list(fixed.order_by("-published_at"))


def history(method_code: str) -> list[Release]:
    """The releases that count and were computed here by one method, with their results, oldest period first."""
    return list(_counting().filter(method_code=method_code).order_by("period", "number"))


def history_of(region: str, method_code: str) -> list[tuple[Release, Unit]]:
    """A kab/kota's unit in each of them; what another method says of it stands on another line."""
    return units_of(history(method_code), region)


def own_history() -> list[Release]:
    """The releases by the method of `latest_own`, oldest period first: the last of them is that release."""
    found = history(MAIN)
    if found:
        return found
    latest = latest_own()
    return history(latest.method_code) if latest else []


def units_of(released: Sequence[Release], region: str) -> list[tuple[Release, Unit]]:
    """The releases that hold a kab/kota, each with what it says of it."""
    return [(release, unit) for release in released if (unit := unit_of(release, region))]


def unit_of(release: Release, region: str) -> Unit | None:
    """What a release says of a kab/kota; None when it does not hold it."""
    return next((unit for unit in release.results.get("units", []) if unit["code"] == region), None)


def _counting() -> QuerySet[Release]:
    """Computed here, published and not replaced by a published correction; newest period and number first."""
    published = access.published_releases()
    replaced = published.filter(replaces__isnull=False).order_by().values("replaces")
    return published.filter(kind=Release.Kind.COMPUTED).exclude(pk__in=replaced).defer("replaces__results")
