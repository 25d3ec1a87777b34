"""The shape of `IndexRun.results` and `Release.results`: what a page or a report says about one computation.

Plain data that goes into JSON as it is. `None` means "there is none" and never 0. Shares run from 0 to 1. Units are in
order of rank, those without a rank behind them in order of their code; pages need not sort. Keys are only ever added.
"""

from typing import TypedDict

from etam.web import formats

Number = int | float


class Basis(TypedDict):
    """A regulation or decision that the method rests on."""

    id: str
    title: str
    confidence: str
    """official, secondary, derived, unverified or not_found; pages show it with `{% confidence %}`."""


class MethodSummary(TypedDict):
    """What a reader must know of the method without opening its page."""

    code: str
    version: str
    title: str
    summary: str
    status: str
    """official, simulation, proposal or external; a key of `web.components.STATUSES` but for external."""
    confidence: str
    source: str
    basis: list[Basis]
    checksum: str
    """SHA-256 of the method's folder."""
    steps: list[str]
    """The computation in words, one sentence a step, in the order of the stages."""
    cautions: list[str]
    """What the method itself says a reader must not overlook."""
    notes_path: str
    """The method note inside the release folder, such as "method/NOTES.md"; "" when there is none."""


class Band(TypedDict):
    """One category of the method's scale; `step` is its colour on maps and chips (1 to 5)."""

    code: str
    label: str
    low: float
    high: float
    low_in: bool
    high_in: bool
    step: int
    text: str
    """The band as written on a page: "50–<60"."""


class NodeRow(TypedDict):
    """One node of the tree. The root comes first, then its dimensions, each followed by the nodes below it.

    An indicator that hangs from the root itself is a dimension too.
    """

    code: str
    label: str
    parent: str
    """"" for the root."""
    depth: int
    weight: float
    """Share of its parent: the weights of the children of one node sum to 1; where a method adds up without dividing
    (IPLM 2021) it is the weight as the method writes it."""


class IndicatorRow(TypedDict):
    """One leaf of the tree."""

    code: str
    label: str
    unit: str
    node: str
    weight: float
    confidence: str


class Contribution(TypedDict):
    """What one dimension adds to (or takes from) a unit's difference from the mean; `points` of all sum to it."""

    node: str
    label: str
    points: float


class Lever(TypedDict):
    """The dimension that would change a unit's score most if it stood at the median of the ranked units."""

    node: str
    label: str
    median: float
    score: float
    rank: Number | None
    interval: list[Number] | None


class Unit(TypedDict):
    """One unit (a kab/kota, or a province in an external publication)."""

    code: str
    """Kemendagri code, "64.08"."""
    name: str
    """As people say it: "Kutai Timur"."""
    full_name: str
    """"Kabupaten Kutai Timur"."""
    score: float | None
    rank: Number | None
    """1 is the highest; a half only where the method shares a place among ties."""
    is_tied: bool
    """Another unit holds the same rank."""
    category: str
    """Code of its band; "" without one."""
    category_label: str
    step: int
    """Colour of its category; 0 is "not ranked"."""
    interval: list[Number] | None
    """Rank interval [low, high]; None when the method has no robustness analysis or the unit has no rank."""
    median_rank: Number | None
    groups: list[str]
    """Letters of the groups it belongs to: ["C", "D"]."""
    coverage: float | None
    """Accepted returns among those expected; None where the method asks for none."""
    accepted: int | None
    expected: int | None
    why_not: str
    """Why it has no rank, one sentence; "" when it has one."""
    nodes: dict[str, float | None]
    """Score of every row of `Results.nodes` by code, the root included."""
    indicators: dict[str, float | None]
    """Value of every indicator before it was put on a scale."""
    difference: float | None
    """Score minus the mean of the ranked units."""
    contributions: list[Contribution]
    lever: Lever | None
    explanation: list[str]
    """Sentences in plain language, ready for the page."""
    change: "Change | None"
    """Against the release of the period before by the same method; None when there is none to compare with."""
    printed: dict[str, Number | str | None]
    """External publications: what the publisher printed, by name ("score", "rank", ...); {} otherwise."""
    notes: list[str]


class Change(TypedDict):
    """The same unit in the release of the period before, by the same method and version."""

    release: str
    period: int
    score: float | None
    rank: Number | None
    points: float | None
    """Score now minus score then."""
    places: Number | None
    """Places won (positive) or lost."""


class Robustness(TypedDict):
    """How far ranks depend on choices that could have been made otherwise."""

    draws: int
    seed: int
    share: float
    """How much of the draws the interval holds: 0.9."""
    certain: float
    """In a larger share of the draws than this the order of two units of different groups holds."""
    varied: list[str]
    """What was varied, one sentence each."""
    mean_shift: float | None
    """Mean absolute distance between a unit's rank in a draw and its rank by the method."""
    frequency: dict[str, list[float]]
    """By unit: share of draws at rank 1, 2, ..."""
    pairwise: dict[str, dict[str, float]]
    """[first][second]: share of draws in which `first` stands above `second`."""


class Quality(TypedDict):
    """How good the figures are that went in. Counts are of institutions, cells are single figures."""

    expected: int
    submitted: int
    accepted: int
    on_time: int
    cells: int
    missing: int
    not_applicable: int
    must_fix: int
    """Accepted returns with a check that should have blocked them; 0 unless a rule came later."""
    explained: int
    """Checks that failed and were explained, over all accepted returns."""


def missing_share(quality: Quality) -> str:
    """Figures without data, of those that apply to the institution asked: `4,2%`."""
    return formats.share(quality["missing"], quality["cells"] - quality["not_applicable"], 1)


class FrameChanges(TypedDict):
    """Who is expected now and was not in the period before, and the other way round, by kab/kota."""

    previous: int | None
    """The period compared with; None when nothing was expected then."""
    new: int
    gone: int
    merged: int
    renamed: int
    by_regency: dict[str, dict[str, int]]
    """{"64.08": {"new": 3, "gone": 1, "merged": 0, "renamed": 2}}."""


class SeriesUsed(TypedDict):
    """A series from outside (a denominator) that the method used."""

    code: str
    label: str
    unit: str
    period: int
    """The year of the figure, which may lie before the period of the index."""
    source: str


class Results(TypedDict):
    """Everything a page says about one computation."""

    schema: int
    """1; a reader that finds a larger number should refuse."""
    finding: str
    """The title that says what the figures say."""
    table_title: str
    """The name of the table: "Peringkat Indeks … 2024, kabupaten/kota di Kalimantan Timur"."""
    period: int
    level: str
    """regency or province."""
    sample: bool
    method: MethodSummary
    bands: list[Band]
    """Lowest first; [] for a method without categories."""
    nodes: list[NodeRow]
    dimensions: list[str]
    """Codes of the root's children."""
    indicators: list[IndicatorRow]
    units: list[Unit]
    groups: list[list[str]]
    """Units that cannot be told apart, best first; letter A is the first list. Groups may overlap."""
    blocks: list[list[str]]
    """The ranked units cut wherever the order is certain across the cut, best first: inside a block no order is a
    result. What the title speaks of; a block may join several groups."""
    mean: float | None
    """Mean score of the ranked units."""
    coverage_minimum: float | None
    """The share of accepted returns below which the method gives no rank."""
    robustness: Robustness | None
    quality: Quality | None
    frame: FrameChanges | None
    series: list[SeriesUsed]
    notes: list[str]
    """What the stages changed or left out, one sentence each."""
    defects: list[str]
    """External publications: known defects of the printed figures."""
    source: str
    """External publications: who published it, where; "" for a computation of our own."""


def ranked(results: Results) -> list[Unit]:
    """The units that have a rank, best first."""
    return [unit for unit in results["units"] if unit["rank"] is not None]


def unit(results: Results, code: str) -> Unit:
    """The unit with this code. Raises KeyError when there is none."""
    for one in results["units"]:
        if one["code"] == code:
            return one
    raise KeyError(code)


def dimensions(results: Results) -> list[NodeRow]:
    """The rows of the root's children, in the order of the method."""
    codes = results["dimensions"]
    return [node for node in results["nodes"] if node["code"] in codes]
