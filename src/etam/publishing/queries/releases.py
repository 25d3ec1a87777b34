"""Releases: which counts now, what came before, what was corrected."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from etam.indices.models import Release
from etam.indices.results import Unit
from etam.publishing import access, editions


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


def listed() -> list[Entry]:
    """Every published release, newest first."""
    releases = list(access.published_releases().defer("results", "replaces__results"))
    successors = {release.replaces_id: release for release in releases if release.replaces_id}
    return [Entry(release, successors.get(release.pk)) for release in releases]


def family(release: Release) -> Family:
    """The release with the others of its method and kind."""
    same = (one for one in listed() if one.release.method_code == release.method_code)
    return Family(release, tuple(one for one in same if is_own(one.release) == is_own(release)))


def shelves(entries: Sequence[Entry]) -> list[Shelf]:
    """Releases by method, our own computations before publications from outside."""
    found: dict[tuple[bool, str], Shelf] = {}
    for entry in entries:
        code, is_external = entry.release.method_code, not is_own(entry.release)
        shelf = found.setdefault(
            (is_external, code), Shelf(editions.method_title(code, entry.release.method_version), is_external)
        )
        (shelf.former if entry.correction else shelf.current).append(entry)
    return [found[key] for key in sorted(found)]


def current() -> list[Release]:
    """The releases that count, without results: published and not replaced by a published correction."""
    return [entry.release for entry in listed() if entry.correction is None]


def latest_own() -> Release | None:
    """The newest ranking of the kab/kota that was computed here, with its results."""
    own = [release for release in current() if is_own(release)]
    return access.published_release(own[0].code) if own else None


def corrections() -> list[Release]:
    """Published corrections, the latest first."""
    fixed = access.published_releases().defer("results", "replaces__results").filter(replaces__isnull=False)
    return list(fixed.order_by("-published_at"))


def history_of(region: str) -> list[tuple[Release, Unit]]:
    """A kab/kota's unit in each current release computed here, oldest period first."""
    keys = [release.pk for release in current() if is_own(release)]
    found = []
    for release in access.published_releases().filter(pk__in=keys).order_by("period", "number"):
        units = {unit["code"]: unit for unit in release.results.get("units", [])}
        if region in units:
            found.append((release, units[region]))
    return found
