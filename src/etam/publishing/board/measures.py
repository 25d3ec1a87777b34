"""The figures of the board: each is a code in `content/recommendations` and a function in `MEASURES`."""

from collections.abc import Callable
from datetime import date
from statistics import median

from etam.content.meetings import Agreed
from etam.indices.results import ranked
from etam.meetings.models import Meeting
from etam.obligations.queries import on_time
from etam.publishing import charts, reference
from etam.publishing.board import posts_and_money as more
from etam.publishing.board.facts import Facts
from etam.publishing.board.reading import Reading, count, share
from etam.publishing.queries import releases, rounds
from etam.web import formats


def basis_named_share(facts: Facts) -> Reading | None:
    named, asked = reference.with_basis()
    label = "pertanyaan, metode, skala, dan aturan menyebut dasar hukumnya"
    return share(named, asked, label, ", termasuk jabatan, nomenklatur, dokumen, dan permintaan pusat")


def regulations_known(facts: Facts) -> Reading | None:
    return count(sum(facts.regulations.values()), "peraturan dalam daftar")


def regulations_to_verify(facts: Facts) -> Reading | None:
    total = formats.number(sum(facts.regulations.values()))
    return count(facts.to_verify, "peraturan masih perlu diverifikasi statusnya", f"dari {total} dalam daftar")


def confusions_open(facts: Facts) -> Reading | None:
    still_open, found = facts.confusions
    if not found:
        return None
    note = f"dari {formats.number(found)} yang ditemukan"
    return count(still_open, "kerancuan antaraturan belum ditetapkan bacaannya", note)


def deliveries_on_time_share(facts: Facts) -> Reading | None:
    found = on_time(facts.today)
    label = "permintaan pusat yang jatuh tempo dalam tiga tahun terakhir dijawab tepat waktu"
    return share(found.on_time, found.due, label)


def villages_with_library_share(facts: Facts) -> Reading | None:
    known = facts.known
    return share(
        known.villages_with_library,
        known.villages,
        "desa/kelurahan diketahui punya perpustakaan",
        f"; {formats.number(known.villages_unknown)} belum diketahui",
    )


def school_libraries(facts: Facts) -> Reading | None:
    return count(facts.known.schools, "perpustakaan sekolah/madrasah terdaftar")


def returns_accepted_share(facts: Facts) -> Reading | None:
    told, running = _told_round(facts)
    if told is None:
        return None
    beside = ""
    if running is not None:
        so_far = formats.share(running.accepted, running.expected)
        beside = f"; {_round_name(running)}: {so_far} sejauh ini"
    closed = [one for one in facts.rounds if one.expected and not one.is_open]
    spark = _years_spark(
        "Isian diterima menurut putaran", [(one.round.period, one.accepted_share or 0) for one in closed]
    )
    return share(told.accepted, told.expected, f"isian diterima, {_round_name(told)}", beside, spark)


def returns_on_time_share(facts: Facts) -> Reading | None:
    told, _ = _told_round(facts)
    return share(told.on_time, told.expected, f"dikirim tepat waktu, {_round_name(told)}") if told else None


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
    number = len(ranked(results))
    return Reading(number, f"{number} dari {len(results['units'])}", label)


def releases_published(facts: Facts) -> Reading | None:
    own = [one.release for one in facts.releases if releases.is_own(one.release)]
    fixed = sum(1 for one in own if one.replaces_id)
    note = f"{formats.number(fixed)} di antaranya pembetulan" if fixed else ""
    return count(len(own), "rilis pemeringkatan terbit", note)


def archive_audited_share(facts: Facts) -> Reading | None:
    planned = [one for one in facts.audits if one.planned]
    over = [one for one in planned if not one.is_open]
    running = [one for one in planned if one.is_open and not facts.is_past]
    told = (over or running)[-1:]
    if not told:
        return None
    beside = (
        f"; audit {running[-1].year} masih berjalan: {running[-1].determined} sejauh ini" if over and running else ""
    )
    regencies = len(reference.regency_names())
    label = f"kabupaten/kota ditetapkan hasil audit arsip eksternalnya, {told[0].year}"
    course = [(one.year, 100 * one.determined / regencies) for one in over]
    spark = _years_spark("Hasil audit eksternal ditetapkan", course)
    return share(told[0].determined, regencies, label if over else f"{label} (masih berjalan)", beside, spark)


def archive_order_median(facts: Facts) -> Reading | None:
    latest = facts.archive_release
    scores = [unit["score"] for unit in ranked(latest.results) if unit["score"] is not None] if latest else []
    if latest is None or not scores:
        return None
    label = f"median nilai tertib arsip dari 100, data {latest.period}"
    counted = f"{formats.number(len(scores))} dari {formats.number(len(latest.results['units']))} kabupaten/kota"
    note = f"{counted}; perbandingan audit eksternal dan internal belum diverifikasi"
    return Reading(median(scores), formats.number(median(scores), 1), label, note=note)


def accredited_share(facts: Facts) -> Reading | None:
    now = facts.accredited[-1] if facts.accredited else None
    # Before any certificate had begun nothing is known, which is not a share of 0.
    if now is None or not now.known:
        return None
    note = f"; {formats.number(now.unknown)} belum ada sertifikat tercatat"
    course = [(one.year, one.share or 0) for one in facts.accredited]
    spark = _years_spark("Terakreditasi menurut tahun", course, is_whole=False)
    return share(now.accredited, now.libraries, "perpustakaan dalam daftar terakreditasi", note, spark)


def certificates_expiring(facts: Facts) -> Reading | None:
    soon = facts.expiring
    if not soon.valid:
        return None
    label = f"sertifikat habis dalam 12 bulan, dari {formats.number(soon.valid)} yang berlaku"
    note = f"{formats.number(soon.within_half)} di antaranya dalam enam bulan" if soon.within_half else ""
    return count(soon.within_year, label, note)


def libraries_reached_share(facts: Facts) -> Reading | None:
    if not facts.reached:
        return None
    now = facts.reached[-1]
    label = f"perpustakaan pernah hadir dalam sosialisasi akreditasi, sejak {facts.outreach_since}"
    course = [(one.year, one.share or 0) for one in facts.reached]
    spark = _years_spark("Dijangkau sosialisasi menurut tahun", course, is_whole=False)
    return share(now.reached_so_far, now.libraries, label, spark=spark)


def meetings_held(facts: Facts) -> Reading | None:
    # Without any record nothing is known, which is not the same as none.
    if not facts.meetings:
        return None
    held = facts.meetings_held
    places = dict.fromkeys(one.host_label for one in held if one.host_label)
    last = f"yang terakhir {held[-1]}" if held else ""
    note = f"di {formats.listed(list(places))}; {last}" if places else last
    return count(len(held), "rapat koordinasi diketahui terlaksana sejak rekomendasi ditetapkan", note)


def agreed_meetings_held(facts: Facts) -> Reading | None:
    agreed = reference.agreed_meetings()
    if not agreed:
        return None
    names = reference.regency_names()
    held = [one for one in agreed if any(_is_that(one, other) for other in facts.meetings_held)]
    wanted = formats.listed([f"{one.year} di {names.get(one.host, one.host)}" for one in agreed])
    note = " ".join(one.note for one in agreed if one not in held)
    return Reading(
        len(held), f"{len(held)} dari {len(agreed)}", f"rapat yang disepakati terlaksana: {wanted}", note=note
    )


def _is_that(agreed: Agreed, meeting: Meeting) -> bool:
    return meeting.code == agreed.found or (meeting.starts_on.year, meeting.host_id) == (agreed.year, agreed.host)


def libraries_covered_share(facts: Facts) -> Reading | None:
    told, _ = _told_round(facts)
    if told is None:
        return None
    label = f"perpustakaan dalam daftar tercakup isian yang diterima, {_round_name(told)}"
    return share(told.accepted, facts.known.libraries, label)


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
        confusions_open,
        deliveries_on_time_share,
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
        libraries_covered_share,
        meetings_held,
        agreed_meetings_held,
        *more.ALL,
    )
}

DATED = frozenset(
    {
        "returns_accepted_share",
        "returns_on_time_share",
        "regencies_ranked",
        "releases_published",
        "archive_audited_share",
        "archive_order_median",
        "accredited_share",
        "certificates_expiring",
        "libraries_reached_share",
        "deliveries_on_time_share",
        "meetings_held",
        "agreed_meetings_held",
    }
)
"""Measures whose records carry their days, so that today's records tell what they were on a day that is over."""


def numbers(day: date, *, is_past: bool = False) -> dict[str, float]:
    """What each measure says of a day, by code; of a past day only those whose records tell it."""
    facts = Facts(day, is_past=is_past)
    asked = {code: measure for code, measure in MEASURES.items() if code in DATED or not is_past}
    found = {code: measure(facts) for code, measure in asked.items()}
    values = {code: reading.number for code, reading in found.items() if reading}
    return values if is_past else values | _plans_settled(facts)


def settled_code(number: int) -> str:
    """Under which the share of settled action plans of a recommendation is kept."""
    return f"plans_settled_share_r{number}"


def _plans_settled(facts: Facts) -> dict[str, float]:
    found = {number: facts.plans.get(key) for number, key in reference.point_keys().items()}
    return {settled_code(number): plans.settled_percent for number, plans in found.items() if plans}
