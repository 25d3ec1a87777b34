"""The board of the seven recommendations: what each agreed, what of it can be measured today, who goes next.

A measure is a code in `content/recommendations` and a function in `MEASURES`. What is not measured says so.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property

from etam.content.recommendations import Recommendation
from etam.indices.models import Release
from etam.indices.results import ranked
from etam.publishing import charts, editions, reference
from etam.publishing.queries import register, releases, rounds
from etam.web import formats


@dataclass(frozen=True)
class Reading:
    """One measure as the board writes it: the figure, what it counts, its part of a whole, its course."""

    value: str
    label: str
    percent: float | None = None
    note: str = ""
    spark: charts.Spark | None = None


@dataclass(frozen=True)
class State:
    """How far a recommendation is measured; not a verdict on whether it is fulfilled."""

    word: str
    tone: str
    lozenge: str


MEASURED = State("Diukur", "info", "full")
PARTLY = State("Diukur sebagian", "info", "half")
NOT_MEASURED = State("Belum diukur", "mute", "dash")


@dataclass(frozen=True)
class NextStep:
    """Who does what by when, as the records say."""

    who: str
    what: str
    until: date | None = None


@dataclass(frozen=True)
class Line:
    """One recommendation on the board."""

    point: Recommendation
    readings: tuple[Reading, ...]
    state: State
    next_step: NextStep | None


class Facts:
    """What the measures look at; each is read once and only when a measure asks for it."""

    def __init__(self, today: date):
        self.today = today

    @cached_property
    def rounds(self) -> list[rounds.RoundProgress]:
        return rounds.progress(self.today)

    @cached_property
    def known(self) -> register.Known:
        return register.known(self.today)

    @cached_property
    def releases(self) -> list[releases.Entry]:
        return releases.listed()

    @cached_property
    def latest(self) -> Release | None:
        return releases.latest_own()

    @cached_property
    def to_verify(self) -> int:
        return sum(one.status == "perlu verifikasi" for one in reference.register().regulations)


def lines(today: date) -> list[Line]:
    """The seven recommendations with what the records say of them on `today`."""
    facts = Facts(today)
    return [_line(point, facts) for point in reference.recommendations().points]


def tally(board: list[Line]) -> list[tuple[State, int]]:
    """How many recommendations are measured, in part, or not yet; states that none is in are left out."""
    counts = ((state, sum(line.state == state for line in board)) for state in (MEASURED, PARTLY, NOT_MEASURED))
    return [(state, count) for state, count in counts if count]


def _line(point: Recommendation, facts: Facts) -> Line:
    readings = [MEASURES[measure.code](facts) for measure in point.measured_by]
    found = tuple(reading for reading in readings if reading)
    step = NEXT_STEPS.get(point.code)
    return Line(point, found, _state(point, found), step(facts) if step else None)


def _state(point: Recommendation, readings: tuple[Reading, ...]) -> State:
    if not readings:
        return NOT_MEASURED
    return PARTLY if point.not_yet else MEASURED


def _share(part: int, whole: int, label: str, note: str = "") -> Reading:
    percent = 100 * part / whole if whole else None
    counted = f"{formats.number(part)} dari {formats.number(whole)}"
    # All and none are exact; a decimal would make them look rounded.
    decimals = 0 if part in (0, whole) else 1
    return Reading(formats.share(part, whole, decimals), label, percent, f"{counted}{note}")


def basis_named_share(facts: Facts) -> Reading | None:
    named, asked = editions.with_basis()
    return _share(named, asked, "pertanyaan dan metode menyebut dasar hukumnya") if asked else None


def regulations_known(facts: Facts) -> Reading | None:
    return Reading(formats.number(len(reference.register().regulations)), "peraturan dalam daftar")


def regulations_to_verify(facts: Facts) -> Reading | None:
    total = len(reference.register().regulations)
    note = f"; {formats.number(facts.to_verify)} masih perlu diverifikasi"
    return _share(total - facts.to_verify, total, "peraturan diketahui statusnya", note)


def villages_with_library_share(facts: Facts) -> Reading | None:
    known = facts.known
    return _share(
        known.villages_with_library,
        known.villages,
        "desa/kelurahan diketahui punya perpustakaan",
        "; selebihnya belum diketahui",
    )


def school_libraries(facts: Facts) -> Reading | None:
    return Reading(formats.number(facts.known.schools), "perpustakaan sekolah/madrasah terdaftar")


def returns_accepted_share(facts: Facts) -> Reading | None:
    told, running = _told_round(facts)
    if told is None:
        return None
    beside = ""
    if running is not None:
        so_far = formats.share(running.accepted, running.expected)
        beside = f"; {_round_name(running)}: {so_far} sejauh ini"
    share = _share(told.accepted, told.expected, f"isian diterima, {_round_name(told)}", beside)
    return replace(share, spark=_course([one for one in facts.rounds if one.expected and not one.is_open]))


def returns_on_time_share(facts: Facts) -> Reading | None:
    told, _ = _told_round(facts)
    return _share(told.on_time, told.expected, f"dikirim tepat waktu, {_round_name(told)}") if told else None


def _told_round(facts: Facts) -> tuple[rounds.RoundProgress | None, rounds.RoundProgress | None]:
    """The last round that has closed and the one that runs; without a closed one the running round is all there is."""
    # The share of an open round is not yet what it will be: as the headline it would be taken for a fall.
    held = [one for one in facts.rounds if one.expected]
    closed = [one for one in held if not one.is_open]
    running = [one for one in held if one.is_open]
    if closed:
        return closed[-1], running[-1] if running else None
    return (running[-1] if running else None), None


def _course(closed: list[rounds.RoundProgress]) -> charts.Spark | None:
    course = [(str(one.round.period), one.accepted_share or 0) for one in closed]
    if not course:
        return None
    told = [f"{year} {formats.percent(share, 0)}" for year, share in course]
    title = f"Isian diterima menurut putaran: {', '.join(told)}"
    return charts.spark(course, title, f"{course[0][0]}: {formats.percent(course[0][1], 0)}", top=100)


def _round_name(held: rounds.RoundProgress) -> str:
    return f"putaran {held.round.period}{' (masih berjalan)' if held.is_open else ''}"


def regencies_ranked(facts: Facts) -> Reading | None:
    if facts.latest is None:
        return None
    results = facts.latest.results
    label = f"kabupaten/kota diperingkat, data {facts.latest.period}"
    return Reading(f"{len(ranked(results))} dari {len(results['units'])}", label)


def releases_published(facts: Facts) -> Reading | None:
    own = [one.release for one in facts.releases if releases.is_own(one.release)]
    fixed = sum(1 for one in own if one.replaces_id)
    note = f"{formats.number(fixed)} di antaranya pembetulan" if fixed else ""
    return Reading(formats.number(len(own)), "rilis pemeringkatan terbit", note=note)


MEASURES: dict[str, Callable[[Facts], Reading | None]] = {
    measure.__name__: measure
    for measure in (
        basis_named_share,
        regulations_known,
        regulations_to_verify,
        villages_with_library_share,
        school_libraries,
        returns_accepted_share,
        returns_on_time_share,
        regencies_ranked,
        releases_published,
    )
}


def _verify_regulations(facts: Facts) -> NextStep | None:
    if not facts.to_verify:
        return None
    return NextStep(
        "Petugas provinsi", f"memeriksa status {formats.number(facts.to_verify)} peraturan pada naskah resminya"
    )


def _register_libraries(facts: Facts) -> NextStep | None:
    unknown = facts.known.villages - facts.known.villages_with_library
    if not unknown:
        return None
    return NextStep(
        "Kabupaten/kota", f"memastikan ada tidaknya perpustakaan di {formats.number(unknown)} desa/kelurahan"
    )


def _send_returns(facts: Facts) -> NextStep | None:
    coming = rounds.planned(facts.today)
    if not coming:
        return NextStep("Petugas provinsi", "membuka putaran berikutnya")
    first = coming[0]
    if first.state_on(facts.today) == "planned":
        return NextStep("Petugas provinsi", f"membuka putaran {first.period}", first.opens_on)
    if facts.today <= first.due_on:
        return NextStep("Petugas perpustakaan", f"mengirim isian putaran {first.period}", first.due_on)
    return NextStep("Verifikator dan petugas provinsi", f"menyelesaikan isian putaran {first.period}", first.closes_on)


NEXT_STEPS: dict[str, Callable[[Facts], NextStep | None]] = {
    "R2": _verify_regulations,
    "R3": _register_libraries,
    "R4": _send_returns,
}
