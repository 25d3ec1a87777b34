"""The board of the seven recommendations: what each agreed, what of it can be measured today, who goes next.

A measure is a code in `content/recommendations` and a function in `MEASURES`. What is not measured says so.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cached_property
from statistics import median

from etam.assessments.queries import YearCount
from etam.content.recommendations import Recommendation
from etam.indices.models import Release
from etam.indices.results import ranked
from etam.outreach.queries import YearReach, coverage
from etam.publishing import charts, editions, reference
from etam.publishing.queries import accreditation, archives, register, releases, rounds
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


MORE = {
    "R1": ("archives", "Tertib arsip di samping literasi"),
    "R2": ("regulations", "Daftar peraturan"),
    "R3": ("directory", "Daftar perpustakaan"),
    "R4": ("ranking", "Peringkat yang terbit"),
    "R5": ("accreditation", "Akreditasi dan sosialisasi"),
}


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
    next_steps: tuple[NextStep, ...]
    without: tuple[str, ...]
    """What was set as a measure and has no figure yet."""

    @property
    def more(self) -> tuple[str, str] | None:
        """Name and words of the page that tells more of it."""
        return MORE.get(self.point.code)


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
    def audits(self) -> list[archives.Year]:
        return archives.years(self.today)

    @cached_property
    def archive_releases(self) -> list[Release]:
        return releases.history(releases.ARCHIVES)

    @cached_property
    def accredited(self) -> Sequence[YearCount]:
        return accreditation.course(self.today)

    @cached_property
    def expiring(self) -> accreditation.Expiring:
        return accreditation.expiring(self.today)

    @cached_property
    def outreach_since(self) -> int | None:
        return coverage.first_year(self.today)

    @cached_property
    def reached(self) -> list[YearReach]:
        first = self.outreach_since
        return coverage.course(range(first, self.today.year + 1), today=self.today) if first else []

    @cached_property
    def unreached_regencies(self) -> list[str]:
        """Names of the kab/kota that no event was for and none of whose libraries came to another."""
        if self.outreach_since is None:
            return []
        names = reference.regency_names()
        grid = coverage.Grid(coverage.reached(self.today))
        return [names[code] for code in coverage.regencies_without(names, grid, self.today)]

    @cached_property
    def to_verify(self) -> int:
        return sum(one.status == "perlu verifikasi" for one in reference.register().regulations)


def lines(facts: Facts) -> list[Line]:
    """The seven recommendations with what the records say of them."""
    return [_line(point, facts) for point in reference.recommendations().points]


def tally(board: list[Line]) -> list[tuple[State, int]]:
    """How many recommendations are measured, in part, or not yet; states that none is in are left out."""
    counts = ((state, sum(line.state == state for line in board)) for state in (MEASURED, PARTLY, NOT_MEASURED))
    return [(state, count) for state, count in counts if count]


def _line(point: Recommendation, facts: Facts) -> Line:
    readings = [(measure, MEASURES[measure.code](facts)) for measure in point.measured_by]
    found = tuple(reading for _, reading in readings if reading)
    without = tuple(measure.label["id"] for measure, reading in readings if reading is None)
    steps = (step(facts) for step in NEXT_STEPS.get(point.code, ()))
    return Line(point, found, _state(point, found), tuple(step for step in steps if step), without)


def _state(point: Recommendation, readings: tuple[Reading, ...]) -> State:
    if not readings:
        return NOT_MEASURED
    is_complete = len(readings) == len(point.measured_by) and not point.not_yet
    return MEASURED if is_complete else PARTLY


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
    closed = [one for one in facts.rounds if one.expected and not one.is_open]
    course = [(one.round.period, one.accepted_share or 0) for one in closed]
    return replace(share, spark=_years_spark("Isian diterima menurut putaran", course))


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


def archive_audited_share(facts: Facts) -> Reading | None:
    planned = [one for one in facts.audits if one.planned]
    over = [one for one in planned if not one.is_open]
    running = [one for one in planned if one.is_open]
    told = (over or running)[-1:]
    if not told:
        return None
    beside = (
        f"; audit {running[-1].year} masih berjalan: {running[-1].determined} sejauh ini" if over and running else ""
    )
    regencies = len(reference.regency_names())
    label = f"kabupaten/kota ditetapkan hasil audit arsip eksternalnya, {told[0].year}"
    share = _share(told[0].determined, regencies, label if over else f"{label} (masih berjalan)", beside)
    return replace(share, spark=_years_spark("Hasil audit eksternal ditetapkan", _audited_course(over, regencies)))


def _audited_course(over: list[archives.Year], regencies: int) -> list[tuple[int, float]]:
    return [(one.year, 100 * one.determined / regencies) for one in over]


def archive_order_median(facts: Facts) -> Reading | None:
    latest = facts.archive_releases[-1] if facts.archive_releases else None
    scores = [unit["score"] for unit in ranked(latest.results) if unit["score"] is not None] if latest else []
    if latest is None or not scores:
        return None
    label = f"median nilai tertib arsip dari 100, data {latest.period}"
    counted = f"{formats.number(len(scores))} dari {formats.number(len(latest.results['units']))} kabupaten/kota"
    note = f"{counted}; perbandingan audit eksternal dan internal belum diverifikasi"
    return Reading(formats.number(median(scores), 1), label, note=note)


def accredited_share(facts: Facts) -> Reading | None:
    if not facts.accredited:
        return None
    now = facts.accredited[-1]
    note = f"; {formats.number(now.unknown)} belum ada sertifikat tercatat"
    share = _share(now.accredited, now.libraries, "perpustakaan dalam daftar terakreditasi", note)
    course = [(one.year, one.share or 0) for one in facts.accredited]
    return replace(share, spark=_years_spark("Terakreditasi menurut tahun", course, is_whole=False))


def certificates_expiring(facts: Facts) -> Reading | None:
    soon = facts.expiring
    if not soon.valid:
        return None
    label = f"sertifikat habis dalam 12 bulan, dari {formats.number(soon.valid)} yang berlaku"
    note = f"{formats.number(soon.within_half)} di antaranya dalam enam bulan" if soon.within_half else ""
    return Reading(formats.number(soon.within_year), label, note=note)


def libraries_reached_share(facts: Facts) -> Reading | None:
    if not facts.reached:
        return None
    now = facts.reached[-1]
    label = f"perpustakaan pernah hadir dalam sosialisasi akreditasi, sejak {facts.outreach_since}"
    share = _share(now.reached_so_far, now.libraries, label)
    course = [(one.year, one.share or 0) for one in facts.reached]
    return replace(share, spark=_years_spark("Dijangkau sosialisasi menurut tahun", course, is_whole=False))


def _years_spark(title: str, course: list[tuple[int, float]], *, is_whole: bool = True) -> charts.Spark | None:
    """The course of a share; `is_whole` draws it on a scale to 100 %."""
    if not course:
        return None
    decimals = 0 if is_whole else 1
    told = [f"{year} {formats.percent(share, decimals)}" for year, share in course]
    first = f"{course[0][0]}: {formats.percent(course[0][1], decimals)}"
    points = [(str(year), share) for year, share in course]
    return charts.spark(points, f"{title}: {', '.join(told)}", first, top=100 if is_whole else None)


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
        archive_audited_share,
        archive_order_median,
        accredited_share,
        certificates_expiring,
        libraries_reached_share,
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


def _determine_audits(facts: Facts) -> NextStep | None:
    running = [one for one in facts.audits if one.is_open and one.determined < one.planned]
    if running:
        last = running[-1]
        left = formats.number(last.planned - last.determined)
        what = f"menetapkan hasil audit eksternal {left} kabupaten/kota tahun {last.year}"
        return NextStep("Tim audit provinsi", what, last.ends_on)
    if not facts.audits or facts.audits[-1].year < facts.today.year:
        return NextStep("Petugas provinsi", f"menyusun program audit kearsipan {facts.today.year}")
    return None


def _renew_certificates(facts: Facts) -> NextStep | None:
    soon = facts.expiring
    if not soon.within_half:
        return None
    what = (
        f"memperpanjang {formats.number(soon.within_half)} sertifikat yang habis dalam enam bulan; yang pertama habis"
    )
    return NextStep("Perpustakaan", what, soon.first_end)


def _reach_out(facts: Facts) -> NextStep | None:
    if facts.outreach_since is None:
        return NextStep("Petugas provinsi", "menjadwalkan sosialisasi akreditasi yang pertama")
    absent = facts.unreached_regencies
    if absent:
        names = formats.listed(absent) if len(absent) <= 3 else f"{formats.number(len(absent))} kabupaten/kota"
        return NextStep("Petugas provinsi", f"mengadakan sosialisasi di {names}, yang belum sekali pun dijangkau")
    now = facts.reached[-1]
    left = now.libraries - now.reached_so_far
    if not left:
        return None
    return NextStep("Kabupaten/kota", f"mengajak {formats.number(left)} perpustakaan yang belum pernah hadir")


NEXT_STEPS: dict[str, tuple[Callable[[Facts], NextStep | None], ...]] = {
    "R1": (_determine_audits,),
    "R2": (_verify_regulations,),
    "R3": (_register_libraries,),
    "R4": (_send_returns,),
    "R5": (_renew_certificates, _reach_out),
}
