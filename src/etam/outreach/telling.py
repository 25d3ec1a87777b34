"""Findings about events in words: who came, what followed. Pure: reads no database."""

from collections.abc import Sequence

from etam.outreach.models import Event
from etam.outreach.queries.effect import Effect, Line
from etam.outreach.queries.listing import Turnout
from etam.questionnaire.sampling import Share
from etam.web.formats import day as written_day
from etam.web.formats import number, percent

NO_CAUSE = (
    "Ini bukan bukti sebab-akibat: yang datang mungkin memang sudah lebih siap, "
    "dan di luar acara ini mereka dapat didampingi dengan cara lain."
)
FEW = 10
"""Below so many libraries on one side a share says little."""


def who_came(turnout: Turnout) -> str:
    """Who came to one event, in one sentence."""
    if not turnout.people:
        return "Belum ada yang tercatat hadir."
    people = f"{number(turnout.people)} orang hadir"
    if not turnout.listed:
        return f"{people}; hanya jumlahnya yang dicatat, jadi perpustakaannya tidak diketahui."
    libraries = f"{people} dari {number(turnout.libraries)} perpustakaan terdaftar"
    more = f" dan {number(turnout.unregistered)} yang belum terdaftar" if turnout.unregistered else ""
    return f"{libraries}{more}."


def count_line(coming: int, past: int, unmarked: int) -> str:
    """How many events there are, as the title of their list."""
    if not coming and not past:
        return "Belum ada sosialisasi"
    begins = f"{number(coming)} sosialisasi akan datang" if coming else "Tidak ada sosialisasi yang akan datang"
    return f"{begins}; {number(unmarked)} menunggu ditandai" if unmarked else begins


def what_followed(effect: Effect) -> list[str]:
    """What happened within so many months, in sentences; the last says what it does not prove."""
    if not effect.attended:
        if effect.left_out:
            return ["Semua perpustakaan yang hadir sudah terakreditasi atau sedang berproses, jadi tidak dibandingkan."]
        return []
    first = effect.lines[0]
    when = f"Dalam {number(effect.months)} bulan" if effect.is_over else f"Sampai {_until(effect)}"
    said = f"{when}, {_of(first.attended)} yang hadir menyatakan niat akreditasi"
    if not effect.others:
        return [f"{said}. Tidak ada pembanding: semua perpustakaan sejenis di daerahnya pernah hadir.", NO_CAUSE]
    rest = f"{said}; di antara yang tidak hadir, dari daerah dan jenis yang sama, {_of(first.others, '')}."
    return [rest, difference(first), NO_CAUSE]


def difference(line: Line) -> str:
    """How far both sides lie apart, and whether that may be chance."""
    found = line.difference
    if found is None:
        return ""
    points, span = number(abs(found.points), 0), f"{number(found.low, 0)} sampai {number(found.high, 0)}"
    if min(line.attended.total, line.others.total) < FEW:
        return f"Perpustakaannya terlalu sedikit untuk dibandingkan (selang selisih {span} poin)."
    if not found.is_clear:
        return f"Selisihnya {points} poin, tetapi selangnya ({span}) memuat nol: dapat saja kebetulan."
    return f"Selisihnya {points} poin lebih {'tinggi' if found.points > 0 else 'rendah'}, selang {span}."


def kinds_line(event: Event, labels: Sequence[str]) -> str:
    """Whom an event is meant for."""
    return ", ".join(labels).capitalize() if labels else "Semua jenis perpustakaan"


def _of(share: Share, noun: str = " perpustakaan") -> str:
    text = f"{number(share.count)} dari {number(share.total)}{noun}"
    return f"{text} ({percent(share.value, 0)})" if share.value is not None else text


def _until(effect: Effect) -> str:
    return written_day(effect.until) if effect.until else "hari ini"
