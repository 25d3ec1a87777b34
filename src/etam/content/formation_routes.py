"""Routes of formation proposals: the desks, who sits at each, what it adds, and in which order they are passed."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from etam.content.bases import Basis, read_basis
from etam.content.files import CONTENT_ROOT, Document, Fault, folder_checksum, versions
from etam.content.tables import check_version, document, refuse, repeated

FILE, KIND = "routes.yml", "formation-routes"


@dataclass(frozen=True)
class Adds:
    """What a desk adds before it passes on: `numbers` is none, proposed, recommended or decided."""

    numbers: str
    letter: bool


@dataclass(frozen=True)
class Desk:
    """A desk. `sits` is the office itself, a checker (verifier or officer), or a partner of an `agency`.

    `positions` are the posts that it handles, all where empty. `days` is how long a proposal may lie, None: no limit.
    """

    code: str
    label: dict[str, str]
    sits: str
    positions: tuple[str, ...]
    days: int | None
    adds: Adds
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    agency: str = ""
    note: dict[str, str] | None = None

    def handles(self, position: str) -> bool:
        return not self.positions or position in self.positions


@dataclass(frozen=True)
class Route:
    """An order of desks, by their codes; each post passes those that handle it."""

    code: str
    label: dict[str, str]
    desks: tuple[str, ...]
    basis: tuple[Basis, ...]
    confidence: str
    source: str
    note: dict[str, str] | None = None


@dataclass(frozen=True)
class Use:
    """A region that uses another route than the default one."""

    region: str
    route: str
    confidence: str
    source: str


@dataclass(frozen=True)
class FormationRoutes:
    """One edition. Desks and routes go by code in the order of the file, uses by the code of the region."""

    version: str
    checksum: str
    desks: Mapping[str, Desk]
    routes: Mapping[str, Route]
    default_route: Route
    uses: Mapping[str, Use]

    def route_for(self, region: str) -> Route:
        """The route that offices of a region use: its own, that of the region around it, or the default."""
        codes = region.split(".")
        around = (".".join(codes[:length]) for length in range(len(codes), 0, -1))
        used = next((self.uses[code] for code in around if code in self.uses), None)
        return self.routes[used.route] if used else self.default_route

    def path(self, route: str, position: str) -> tuple[Desk, ...]:
        """The desks that a proposal for a post passes, in order."""
        return tuple(self.desks[code] for code in self.routes[route].desks if self.desks[code].handles(position))


def check_formation_routes(folder: Path) -> list[Fault]:
    """Everything wrong with an edition: form, version, repeated and unknown codes, a route with a wrong end."""
    read, faults = document(folder / FILE, KIND)
    if read is None or faults:
        return faults
    twice = [*repeated(read, "desks"), *repeated(read, "routes"), *repeated(read, "uses", "region")]
    return sorted([*check_version(read, folder), *twice, *_unknown(read), *_ends(read)])


def load_formation_routes(folder: Path) -> FormationRoutes:
    """Read an edition. Raises ContentError with every fault that `check_formation_routes` finds."""
    refuse(check_formation_routes(folder))
    read, _ = document(folder / FILE, KIND)
    data: dict[str, Any] = read.data if read else {}
    routes = {entry["code"]: Route(**_read(entry, "desks")) for entry in data["routes"]}
    return FormationRoutes(
        version=data["version"],
        checksum=folder_checksum(folder),
        desks={
            entry["code"]: Desk(**{**_read(entry, "positions"), "adds": Adds(**entry["adds"])})
            for entry in data["desks"]
        },
        routes=routes,
        default_route=routes[data["default_route"]],
        uses={entry["region"]: Use(**entry) for entry in data["uses"]},
    )


def formation_routes(version: str = "") -> FormationRoutes:
    """The edition of this version, or the newest; an edition that has been read is kept."""
    folder = CONTENT_ROOT / KIND
    return _kept(folder / version if version else versions(folder)[-1])


@cache
def _kept(folder: Path) -> FormationRoutes:
    return load_formation_routes(folder)


def _read(entry: Mapping[str, Any], several: str) -> dict[str, Any]:
    return {**entry, several: tuple(entry[several]), "basis": read_basis(entry["basis"])}


def _unknown(read: Document) -> Iterator[Fault]:
    desks = [entry["code"] for entry in read.data["desks"]]
    routes = [entry["code"] for entry in read.data["routes"]]
    for index, entry in enumerate(read.data["routes"]):
        for place, desk in enumerate(entry["desks"]):
            if desk not in desks:
                yield read.fault(("routes", index, "desks", place), f'desk "{desk}" is not one of {", ".join(desks)}')
    named: list[tuple[tuple[str | int, ...], str]] = [(("default_route",), read.data["default_route"])]
    named += [(("uses", index, "route"), entry["route"]) for index, entry in enumerate(read.data["uses"])]
    for where, route in named:
        if route not in routes:
            yield read.fault(where, f'route "{route}" is not one of {", ".join(routes)}')


def _ends(read: Document) -> Iterator[Fault]:
    """A route begins at the office and ends where numbers are decided, and neither happens between."""
    desks = {entry["code"]: entry for entry in read.data["desks"]}
    for index, entry in enumerate(read.data["routes"]):
        passed = [desks[code] for code in entry["desks"] if code in desks]
        begins = [place for place, desk in enumerate(passed) if desk["sits"] == "office"]
        decides = [place for place, desk in enumerate(passed) if desk["adds"]["numbers"] == "decided"]
        if begins != [0] or decides != [len(passed) - 1]:
            yield read.fault(
                ("routes", index, "desks"),
                f'route "{entry["code"]}" has to begin at the office and to decide at its last desk alone',
            )
