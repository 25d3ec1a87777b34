"""The words and tones of statuses, marks and changes, and the small objects that templates draw."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from etam.web import formats


@dataclass(frozen=True)
class Status:
    """How a status looks: its word, the tone of its chip, how full its lozenge is."""

    word: str
    tone: str
    lozenge: str


STATUSES = {
    # a submission
    "none": Status("Belum mulai", "mute", "dash"),
    "draft": Status("Konsep", "mute", "dash"),
    "submitted": Status("Terkirim", "info", "empty"),
    "sent_back": Status("Dikembalikan", "warn", "half"),
    "verified": Status("Terverifikasi", "info", "half"),
    "accepted": Status("Diterima", "ok", "full"),
    "locked": Status("Terkunci", "mute", "full"),
    "reopened": Status("Dibuka kembali", "warn", "half"),
    # an assessment; "planned" and "withdrawn" have their own words there
    "answering": Status("Penilaian mandiri", "info", "empty"),
    "checking": Status("Diperiksa kab/kota", "info", "half"),
    "checked": Status("Siap diajukan", "info", "half"),
    "delivered": Status("Diajukan ke Perpusnas", "info", "half"),
    "scoring": Status("Dinilai asesor", "info", "half"),
    "moderating": Status("Dimoderasi", "info", "half"),
    "responding": Status("Hasil sementara", "warn", "half"),
    "determined": Status("Ditetapkan", "ok", "full"),
    # a round
    "planned": Status("Direncanakan", "mute", "dash"),
    "open": Status("Sedang dibuka", "info", "half"),
    "closed": Status("Ditutup", "mute", "full"),
    # a computation and its release
    "queued": Status("Menunggu giliran", "mute", "dash"),
    "running": Status("Sedang dihitung", "info", "half"),
    "failed": Status("Gagal", "stop", "bar"),
    "computed": Status("Selesai dihitung", "info", "half"),
    "preview": Status("Pratinjau", "info", "half"),
    "proposed": Status("Menunggu penerbit kedua", "info", "half"),
    "declined": Status("Tidak diterbitkan", "mute", "bar"),
    "external": Status("Publikasi luar", "mute", "full"),
    "published": Status("Berlaku", "ok", "full"),
    "replaced": Status("Digantikan", "mute", "bar"),
    # a recommendation
    "not_begun": Status("Belum ditindaklanjuti", "stop", "empty"),
    "partial": Status("Belum sesuai", "warn", "half"),
    "done": Status("Sesuai", "ok", "full"),
    "impossible": Status("Tidak dapat ditindaklanjuti", "mute", "bar"),
    "not_measured": Status("Belum diukur", "mute", "dash"),
    # an evidence
    "valid": Status("Berlaku", "ok", "full"),
    "expires_soon": Status("Segera habis", "warn", "half"),
    "expired": Status("Habis berlaku", "stop", "empty"),
    "withdrawn": Status("Ditarik", "stop", "bar"),
    # a formation proposal
    "at_desk": Status("Di meja", "info", "half"),
    # a method
    "official": Status("Metode resmi", "ok", "full"),
    "simulation": Status("Simulasi", "warn", "half"),
    "proposal": Status("Metode usulan", "info", "empty"),
    # a regulation
    "in_force": Status("Berlaku", "ok", "full"),
    "amended": Status("Diubah", "info", "half"),
    "revoked": Status("Dicabut", "stop", "bar"),
    "unknown": Status("Status belum diketahui", "warn", "dash"),
}

CONFIDENCE = {
    "": "",
    "official": "",
    "proposal": "usulan",
    "secondary": "sumber kedua",
    "derived": "hasil turunan",
    "unverified": "belum diverifikasi",
    "not_found": "belum ditemukan",
}

LOZENGES = frozenset({"empty", "half", "full", "bar", "dash"})
TONES = frozenset({"ok", "warn", "stop", "info", "mute", "from"})


@dataclass(frozen=True)
class Link:
    """An entry of a navigation, a list of tabs or a list of downloads."""

    url: str
    label: str
    current: bool = False
    count: int | None = None
    meta: str = ""


@dataclass(frozen=True)
class Stat:
    """One key figure, already written (`83%`), with what it counts."""

    value: str
    label: str
    url: str = ""


@dataclass(frozen=True)
class Step:
    """One section of a form: `lozenge` and `note` say how far it has come; `tone` is "", "stop" or "warn"."""

    url: str
    label: str
    lozenge: str = "empty"
    note: str = ""
    tone: str = ""
    current: bool = False


@dataclass(frozen=True)
class Contribution:
    """What one part adds to (or takes from) a difference, in points."""

    label: str
    points: float
    share: float
    decimals: int = 1

    @property
    def direction(self) -> str:
        return "down" if self.points < 0 else "up" if self.points > 0 else "same"

    @property
    def text(self) -> str:
        return formats.signed(self.points, self.decimals)


def contributions(parts: Sequence[tuple[str, float]], decimals: int = 1) -> list[Contribution]:
    """Scale (label, points) pairs so that the largest fills its half of the axis; `share` is 0 to 1."""
    largest = max((abs(points) for _, points in parts), default=0) or 1
    return [Contribution(label, points, abs(points) / largest, decimals) for label, points in parts]


@dataclass(frozen=True)
class Key:
    """One entry of a legend: step 0 is the hatched "not ranked"."""

    step: int
    label: str
    band: str = ""


def legend(bands: Sequence[tuple[str, float | None, float | None]], unranked: str = "Belum diperingkat") -> list[Key]:
    """Turn half-open bands (label, low, high), lowest first, into the keys of a map; `unranked` may be empty."""
    keys = [
        Key(step_of_band(position, len(bands)), label, formats.band(low, high))
        for position, (label, low, high) in enumerate(bands)
    ]
    return [*keys, Key(0, unranked)] if unranked else keys


def step_of_band(position: int, bands: int) -> int:
    """Colour step 1 to 5 for the band at `position` (0 is lowest) of `bands`; fewer bands are spread over the scale."""
    if not 0 <= position < bands <= 5:
        raise ValueError(f"Band {position} of {bands} has no colour: the scale has five steps.")
    return 3 if bands == 1 else 1 + round(position * 4 / (bands - 1))


def shared_step(position: int, bands: int) -> int:
    """Colour step of a band where bands may outnumber steps: neighbours then share one, told apart by label."""
    return step_of_band(position, bands) if bands <= 5 else 1 + position * 5 // bands


def step_of(value: float, edges: Sequence[float]) -> int:
    """Colour step of `value` when `edges` part the bands: step_of(75, [40, 60, 75, 90]) is 4; bands are half-open."""
    return step_of_band(sum(value >= edge for edge in edges), len(edges) + 1)


@dataclass(frozen=True)
class GroupLine:
    """A piece of a group's line in one row of a ranking: column `at`, whether it begins or ends here."""

    at: int
    is_top: bool
    is_end: bool


@dataclass(frozen=True)
class GroupRow:
    """Which groups a unit belongs to: lines to draw and letters to read."""

    lines: tuple[GroupLine, ...] = ()
    letters: str = ""


def group_rows(units: Sequence[str], groups: Sequence[Sequence[str]]) -> dict[str, GroupRow]:
    """Lay groups that cannot be told apart beside `units` (in rank order) as common vertical lines named A, B, C ..."""
    places = {unit: place for place, unit in enumerate(units)}
    lines: dict[str, list[GroupLine]] = {unit: [] for unit in units}
    for column, members in enumerate(groups, start=1):
        ordered = sorted(members, key=places.__getitem__)
        for unit in ordered:
            lines[unit].append(GroupLine(column, unit == ordered[0], unit == ordered[-1]))
    return {
        unit: GroupRow(tuple(own), formats.listed([letter(line.at) for line in own])) for unit, own in lines.items()
    }


def letter(position: int) -> str:
    """A for 1, Z for 26, AA for 27."""
    name = ""
    while position:
        position, rest = divmod(position - 1, 26)
        name = chr(ord("A") + rest) + name
    return name


@dataclass(frozen=True)
class PageLinks:
    """Which page numbers a pager shows around the current one; 0 stands for a gap."""

    current: int
    last: int
    around: int = field(default=1)

    def __iter__(self) -> Iterator[int]:
        near = range(self.current - self.around, self.current + self.around + 1)
        shown = [page for page in range(1, self.last + 1) if page in (1, self.last) or page in near]
        for before, page in zip([0, *shown], shown, strict=False):
            if page - before > 1:
                yield 0
            yield page
