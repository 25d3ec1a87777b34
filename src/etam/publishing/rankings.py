"""A ranking page made from the results of a release: rows, words and pictures."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from statistics import median

from etam.indices.finding import Place, blocks, reach
from etam.indices.results import Band, Change, NodeRow, Results, Unit, dimensions, missing_share, ranked
from etam.web import formats, maps
from etam.web.components import GroupRow, Key, Stat, group_rows

UNRANKED = "Belum diperingkat"
# Above this many units the axis of ranks names every tenth place: the numbers would run into each other.
FULL_AXIS = 12
# Scores are printed to two decimals: a smaller difference is rounding.
HALF_OF_LAST_DECIMAL = 0.0051
HOME_PROVINCE = "Kalimantan Timur"


@dataclass(frozen=True)
class Cell:
    """A unit's score in one dimension, with the median of the ranked units as its mark."""

    label: str
    value: float | None
    middle: float | None


@dataclass(frozen=True)
class Row:
    """One unit of the table."""

    unit: Unit
    groups: GroupRow
    cells: tuple[Cell, ...]
    is_chosen: bool

    @property
    def is_ranked(self) -> bool:
        return self.unit["rank"] is not None

    @property
    def differs(self) -> float | None:
        """Recomputed minus printed score; None when they agree to the last printed decimal or nothing was printed."""
        printed, score = self.unit["printed"].get("score"), self.unit["score"]
        if score is None or not isinstance(printed, int | float) or abs(score - printed) < HALF_OF_LAST_DECIMAL:
            return None
        return score - printed


@dataclass(frozen=True)
class AxisTick:
    """A place on the axis of ranks; `label` is empty where there is no room for it."""

    place: int
    label: str


@dataclass(frozen=True)
class Ranking:
    """What the table and the charts of a ranking show."""

    rows: tuple[Row, ...]
    dimensions: tuple[NodeRow, ...]
    ranked_count: int
    group_count: int
    has_intervals: bool
    has_printed: bool
    has_coverage: bool
    has_bands: bool
    has_change: bool
    compared_with: int | None
    """The period that changes of rank are counted from; None when nothing can be compared."""

    @property
    def axis(self) -> list[AxisTick]:
        return rank_axis(self.ranked_count)

    @property
    def is_long(self) -> bool:
        """Too many units for a column of groups: their letters would outnumber the columns of the table."""
        return self.ranked_count > FULL_AXIS

    @property
    def why_span(self) -> int:
        """Columns between the name of a unit without a rank and its coverage."""
        groups = self.has_intervals and not self.is_long
        return 1 + sum((self.has_printed, self.has_bands, self.has_change, self.has_intervals, groups))


@dataclass(frozen=True)
class Explanation:
    """Why one unit stands where it stands: sentences, parts of its difference from the mean, what would change most."""

    question: str
    sentences: tuple[str, ...]
    parts: tuple[tuple[str, float], ...]
    lever: str


@dataclass(frozen=True)
class TableWords:
    """What the table of a ranking says besides its figures."""

    reach: str
    subject: str
    change_head: str
    """Empty when there is no release to compare with: the table then has no such column."""
    no_change: str
    decimals: int
    interval_percent: float
    uncertain_percent: float


def build(results: Results, chosen: str = "", has_change: bool = True) -> Ranking:
    """Lay out the units of a release; `chosen` is the code of the one that is explained.

    `has_change` says whether the table has a column for changes since the release before.
    """
    order = [unit["code"] for unit in ranked(results)]
    groups = group_rows(order, results["groups"]) if order else {}
    heads = dimensions(results)
    middles = {head["code"]: _middle(results, head["code"]) for head in heads}
    rows = tuple(
        Row(unit, groups.get(unit["code"], GroupRow()), _cells(unit, heads, middles), unit["code"] == chosen)
        for unit in results["units"]
    )
    changes = [unit["change"] for unit in results["units"] if unit["change"]]
    return Ranking(
        rows=rows,
        dimensions=tuple(heads),
        ranked_count=len(order),
        group_count=len(results["groups"]),
        has_intervals=any(unit["interval"] for unit in results["units"]),
        has_printed=any(unit["printed"] for unit in results["units"]),
        has_coverage=any(unit["coverage"] is not None for unit in results["units"]),
        has_bands=bool(results["bands"]),
        has_change=has_change,
        compared_with=_common_period(changes),
    )


def rank_axis(count: int) -> list[AxisTick]:
    """The places 1 to `count`; in a long axis only the first, every tenth and the last are written."""
    named = {1, count, *range(10, count - 2, 10)} if count > FULL_AXIS else set(range(1, count + 1))
    return [AxisTick(place, str(place) if place in named else "") for place in range(1, count + 1)]


def chosen_unit(results: Results, wanted: str) -> Unit | None:
    """The unit that is explained: the one asked for, else our own province, else the middle of the ranking."""
    units = results["units"]
    asked = next((unit for unit in units if unit["code"] == wanted), None)
    own = next((unit for unit in units if unit["name"] == HOME_PROVINCE), None)
    order = ranked(results) or units
    return asked or own or (order[len(order) // 2] if order else None)


def explanation(unit: Unit) -> Explanation:
    """The explanation of a unit; its last sentence is the lever when it has one."""
    sentences = tuple(unit["explanation"])
    lever = sentences[-1] if unit["lever"] and len(sentences) > 1 else ""
    return Explanation(
        question=_question(unit),
        sentences=sentences[:-1] if lever else sentences,
        parts=tuple((part["label"], part["points"]) for part in unit["contributions"]),
        lever=lever,
    )


def words(results: Results, before: tuple[int, str] | None) -> TableWords:
    """The words of a table; `before` is (period, version of the method) of the release over the period before."""
    is_regional = results["level"] == "regency"
    compared = _common_period([unit["change"] for unit in results["units"] if unit["change"]])
    since = compared or (before[0] if before else None)
    robustness = results["robustness"]
    places = [Place(unit["code"], unit["name"], unit["rank"]) for unit in results["units"]]
    return TableWords(
        reach=reach(places, results["level"]),
        subject="Daerah" if is_regional else "Provinsi",
        change_head=f"Dari {since}" if since else "",
        no_change=_no_change(compared, before, results["method"]["version"]),
        decimals=1 if is_regional else 2,
        interval_percent=100 * robustness["share"] if robustness else 0,
        uncertain_percent=round(100 * (1 - robustness["certain"]), 6) if robustness else 0,
    )


def _question(unit: Unit) -> str:
    if unit["rank"] is None:
        return f"Mengapa {unit['name']} belum diperingkat?"
    return f"Mengapa {unit['name']} di urutan {formats.number(unit['rank'])}?"


def _no_change(compared: int | None, before: tuple[int, str] | None, version: str) -> str:
    if compared:
        return f"baru sejak {compared}"
    if before is None:
        return "rilis pertama"
    return "metode berbeda" if before[1] != version else "tanpa pembanding"


def places_by_block(results: Results) -> list[tuple[str, list[str]]]:
    """Ranked units in the stretches whose inner order is no result: ("1–2", ["Bontang", "Samarinda"])."""
    places = [Place(unit["code"], unit["name"], unit["rank"]) for unit in ranked(results)]
    if not places:
        return []
    parts, first, told = blocks(places, results["groups"]), 1, []
    for part in parts:
        told.append((formats.interval(first, first + len(part) - 1), [place.name for place in part]))
        first += len(part)
    return told


def unranked(results: Results) -> list[Unit]:
    """The units without a rank; each says why."""
    return [unit for unit in results["units"] if unit["rank"] is None]


def legend(bands: Sequence[Band]) -> list[Key]:
    """The keys of the map, lowest band first."""
    return [*(Key(band["step"], band["label"], band["text"]) for band in bands), Key(0, UNRANKED)]


def marks(results: Results, address: str = "") -> dict[str, maps.Mark]:
    """What the map says of each unit; `address` is its link with {} for its code, as in "?daerah={}"."""
    return {unit["code"]: _mark(unit, address.format(unit["code"])) for unit in results["units"]}


def complete_marks(marked: Mapping[str, maps.Mark], places: Sequence[maps.Place]) -> dict[str, maps.Mark]:
    """The marks with one for every place: a kab/kota that the results do not know is not ranked."""
    nothing = {place.code: maps.Mark(0, "–", "belum", f"{place.name}: {UNRANKED.lower()}", "") for place in places}
    return {**nothing, **marked}


def frame_changes(results: Results) -> int:
    """How many institutions came, went, merged or were renamed since the period before."""
    frame = results["frame"]
    return frame["new"] + frame["gone"] + frame["merged"] + frame["renamed"] if frame else 0


def quality_stats(results: Results, corrections: int) -> list[Stat]:
    """The figures of the quality statement; empty for a publication from outside."""
    quality = results["quality"]
    if quality is None:
        return []
    return [
        Stat(
            formats.share(quality["accepted"], quality["expected"]),
            f"isian diterima: {formats.number(quality['accepted'])} dari {formats.number(quality['expected'])} lembaga",
        ),
        Stat(formats.share(quality["on_time"], quality["expected"]), "dikirim sebelum batas waktu"),
        Stat(
            missing_share(quality),
            "angka tidak ada datanya pada isian yang diterima",
        ),
        Stat(formats.number(corrections), "pembetulan sejak terbit"),
    ]


def _cells(unit: Unit, heads: Sequence[NodeRow], middles: Mapping[str, float | None]) -> tuple[Cell, ...]:
    return tuple(Cell(head["label"], unit["nodes"].get(head["code"]), middles[head["code"]]) for head in heads)


def _middle(results: Results, node: str) -> float | None:
    scores = [score for unit in ranked(results) if (score := unit["nodes"].get(node)) is not None]
    return median(scores) if scores else None


def _mark(unit: Unit, url: str) -> maps.Mark:
    if unit["rank"] is None:
        return maps.Mark(0, "–", "belum", f"{unit['full_name']}: {UNRANKED.lower()}", url)
    score, rank = formats.number(unit["score"] or 0, 1), formats.number(unit["rank"])
    words = f"{unit['full_name']}: peringkat {rank}, nilai {score}"
    title = f"{words}, {unit['category_label'].lower()}" if unit["category_label"] else words
    return maps.Mark(unit["step"], rank, score, title, url)


def _common_period(changes: Sequence[Change]) -> int | None:
    periods = {change["period"] for change in changes}
    return max(periods) if periods else None
