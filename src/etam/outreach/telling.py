"""Findings about events in words: who came, what followed. Pure: reads no database."""

from collections.abc import Sequence

from django.utils.timezone import localtime

from etam.outreach.models import Event
from etam.outreach.queries.effect import Effect, Line
from etam.outreach.queries.listing import Turnout
from etam.questionnaire.sampling import Share
from etam.web.formats import day as written_day
from etam.web.formats import moment, number, percent

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
    """What happened within so many months, in sentences. A page says `NO_CAUSE` beside them."""
    if not effect.attended:
        if effect.left_out:
            return ["Semua perpustakaan yang hadir sudah terakreditasi atau sedang berproses, jadi tidak dibandingkan."]
        return []
    first = effect.lines[0]
    when = f"Dalam {number(effect.months)} bulan" if effect.is_over else f"Sampai {_until(effect)}"
    said = f"{when}, {_of(first.attended)} yang hadir menyatakan niat akreditasi"
    if not effect.others:
        return [f"{said}. Tidak ada pembanding: semua perpustakaan sejenis di daerahnya pernah hadir."]
    rest = f"{said}; di antara yang tidak hadir, dari daerah dan jenis yang sama, {_of(first.others, '')}."
    return [rest, difference(first)]


def difference(line: Line) -> str:
    """How far both sides lie apart, and whether that may be chance."""
    found = line.difference
    if found is None:
        return ""
    points, span = number(abs(found.points), 1), f"{number(found.low, 1)} sampai {number(found.high, 1)}"
    if min(line.attended.total, line.others.total) < FEW:
        return f"Perpustakaannya terlalu sedikit untuk dibandingkan (selang selisih {span} poin)."
    if not found.is_clear:
        return f"Selisihnya {points} poin, tetapi selangnya ({span}) memuat nol: dapat saja kebetulan."
    return f"Selisihnya {points} poin lebih {'tinggi' if found.points > 0 else 'rendah'}, selang {span}."


def kinds_line(event: Event, labels: Sequence[str]) -> str:
    """Whom an event is meant for."""
    return ", ".join(labels).capitalize() if labels else "Semua jenis perpustakaan"


def hours_line(event: Event) -> str:
    """When the attendance page is open: "12 Desember 2026, 08.00 sampai 14.00 WITA"."""
    opens, closes = localtime(event.opens_at), localtime(event.closes_at)
    if opens.date() == closes.date():
        return f"{written_day(opens)}, {opens:%H.%M} sampai {closes:%H.%M} WITA"
    return f"{moment(opens)} sampai {moment(closes)}"


def _of(share: Share, noun: str = " perpustakaan") -> str:
    text = f"{number(share.count)} dari {number(share.total)}{noun}"
    return f"{text} ({percent(share.value, 1)})" if share.value is not None else text


def _until(effect: Effect) -> str:
    return written_day(effect.until) if effect.until else "hari ini"
