"""How pages tell of confusions: the words, the headline, every text with its source and what works with it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from django.urls import reverse

from etam.content.bases import resting_on
from etam.content.definitions import Definition, title_of
from etam.regulations.force import Standing
from etam.regulations.models import Regulation
from etam.regulations.queries import by_codes
from etam.regulations.queries.confusions import Case, State
from etam.regulations.queries.register import standings_of
from etam.regulations.telling import FORCES, named, why
from etam.web.components import Link, Status
from etam.web.formats import number

STATES = {
    State.REREAD: Status("Perlu dibaca ulang", "warn", "half"),
    State.OPEN: Status("Belum ada penanggung jawab", "stop", "empty"),
    State.ASSIGNED: Status("Sedang diselesaikan", "info", "half"),
    State.SETTLED: Status("Sudah punya bacaan", "ok", "full"),
}
# What a rule found: in a title, and in full.
FOUND = {
    "differs": ("sumbernya tidak sejalan", "Sumber yang berlaku, atau mungkin berlaku, merumuskannya berbeda."),
    "succession": (
        "rumusan lama masih dipakai",
        "Rumusan yang sudah berakhir masih dipakai atau dirujuk di samping penggantinya.",
    ),
    "no_source": (
        "dipakai tanpa sumber",
        "Etam bekerja dengan nilai yang tidak dinyatakan peraturan atau dokumen mana pun.",
    ),
    "orphan": (
        "sumbernya sudah berakhir",
        "Rumusan ini masih dipakai atau dirujuk, sumbernya sudah berakhir, dan tidak ada penggantinya.",
    ),
}
USERS = {
    "followup": "aturan tindak lanjut",
    "funding-rules": "aturan dana",
    "instrument": "instrumen",
    "method": "metode",
    "nomenclature": "nomenklatur",
    "positions": "daftar jabatan",
    "scheme": "skema penilaian",
}
# Those that have a public page of their own.
PAGES = ("instrument", "method")


@dataclass(frozen=True)
class Text:
    """What one source says, as it stands beside the others; `resting` counts what in Etam rests on that source."""

    definition: Definition
    source: str
    regulation: Regulation | None = None
    force: Status | None = None
    why: str = ""
    cited_by: tuple[Regulation, ...] = ()
    uses: tuple[Link, ...] = ()
    resting: int = 0


@dataclass(frozen=True)
class Line:
    """One confusion in a list; `sources` are names with what each says."""

    case: Case
    url: str
    sources: tuple[tuple[str, str], ...]

    @property
    def look(self) -> Status:
        return STATES[self.case.state]

    @property
    def found(self) -> str:
        return FOUND[self.case.confusion.rules[0]][0]


@dataclass
class Group:
    """The confusions of one state, under its words."""

    look: Status
    lines: list[Line] = field(default_factory=list)


def headline(cases: Sequence[Case]) -> str:
    """What the list finds, in one sentence."""
    still_open = sum(one.is_open for one in cases)
    settled = len(cases) - still_open
    if not cases:
        return "Tidak ada kerancuan yang ditemukan"
    if not still_open:
        return f"Semua kerancuan, {number(settled)}, sudah punya bacaan"
    if not settled:
        return f"{number(still_open)} kerancuan masih terbuka, belum satu pun punya bacaan"
    return f"{number(still_open)} kerancuan masih terbuka; {number(settled)} sudah punya bacaan"


def title(case: Case) -> str:
    """What is confused, and how."""
    return f"{case.label}: {FOUND[case.confusion.rules[0]][0]}"


def explanations(case: Case) -> list[str]:
    """Why it stands in the list, one sentence for each rule that found it."""
    return [FOUND[name][1] for name in case.confusion.rules]


def groups(cases: Sequence[Case], address: str) -> list[Group]:
    """Lines by state in the order of the cases; `address` is the name of the page of one."""
    known = by_codes({one.regulation for case in cases for one in case.confusion.definitions if one.regulation})
    found: dict[State, Group] = {}
    for case in cases:
        said = tuple((_source(one, known.get(one.regulation)), one.says) for one in case.confusion.definitions)
        line = Line(case, reverse(address, args=[case.key]), said)
        found.setdefault(case.state, Group(STATES[case.state])).lines.append(line)
    return list(found.values())


def texts(case: Case) -> list[Text]:
    """Every text of a confusion with its source, how that stands on the day, and what works with it."""
    definitions = case.confusion.definitions
    codes = {one.regulation for one in definitions if one.regulation}
    standings = standings_of(codes, case.day)
    cited = {code for one in definitions for code in one.cited_by}
    known = by_codes(codes | cited | set(named(standings.values())))
    return [_text(one, standings.get(one.regulation), known) for one in definitions]


def _text(one: Definition, standing: Standing | None, known: dict[str, Regulation]) -> Text:
    regulation = known.get(one.regulation)
    return Text(
        definition=one,
        source=_source(one, regulation),
        regulation=regulation,
        force=FORCES[standing.force] if standing else None,
        why=why(standing, {code: str(row) for code, row in known.items()}) if standing else "",
        cited_by=tuple(known[code] for code in one.cited_by if code in known),
        uses=tuple(_uses(one)),
        resting=_resting(one),
    )


def _source(one: Definition, regulation: Regulation | None) -> str:
    if not one.has_source:
        return "Tanpa sumber"
    name = one.document or str(regulation or one.regulation)
    return f"{name} pasal {one.article}" if one.article else name


def _uses(one: Definition) -> Iterable[Link]:
    for use in one.uses:
        url = reverse(use.kind, args=[use.code, use.version]) if use.kind in PAGES else ""
        yield Link(url, title_of(use), meta=f"{USERS[use.kind]}, versi {use.version}")


def _resting(one: Definition) -> int:
    """How many things of newest editions rest on its regulation, on its very article where it names one."""
    rests = resting_on(one.regulation) if one.regulation else ()
    return sum(rest.is_latest and (not one.article or rest.article == one.article) for rest in rests)
