"""What cannot stand in the register, told in whole sentences. Pure: reads no clock and no database."""

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from itertools import pairwise
from typing import Protocol

from etam.content.relations import ENDING, TOUCHING, Set, is_older
from etam.regulations.exceptions import BadInput, Impossible
from etam.web.formats import day as written

FIRST_YEAR = 1800
# In the order in which they happen, as a sentence begins with them.
DAYS = {
    "set_on": "Tanggal penetapan",
    "promulgated_on": "Tanggal pengundangan",
    "in_force_on": "Mulai berlaku",
    "ended_on": "Tanggal berakhir",
}
ARTICLE = re.compile(r"(?:pasal\s*)?(\d+[a-z]{0,2})\s*(?:(?:ayat\s*)?\(\s*(\d+[a-z]?)\s*\))?", re.IGNORECASE)
MOST_ARTICLES = 40


class Known(Protocol):
    """A regulation of the register, as far as relations ask for it."""

    code: str
    year: int
    set_on: date | None
    promulgated_on: date | None


def refuse_days(days: Mapping[str, date | None], today: date) -> None:
    """Raises BadInput when days stand in the wrong order, or when it was set on a day that is still to come."""
    known = [(name, day) for name in DAYS if (day := days.get(name))]
    for (first, earlier), (second, later) in pairwise(known):
        if later < earlier:
            sentence = f"{DAYS[second]} ({written(later)}) mendahului {DAYS[first].lower()} ({written(earlier)})."
            raise BadInput(f"{sentence} Periksa keduanya pada naskah.", second)
    set_on = days.get("set_on")
    if set_on and set_on > today:
        raise BadInput(f"Tanggal penetapan ({written(set_on)}) belum tiba. Catat setelah ditetapkan.", "set_on")


def refuse_year(year: int, set_on: date | None, today: date) -> None:
    """Raises BadInput for a year in which no regulation can have been set, or that its day contradicts.

    One that was set at the end of a year may bear the number of the next, in which it was promulgated.
    """
    if not FIRST_YEAR <= year <= today.year:
        raise BadInput(f"Tahun {year} di luar {FIRST_YEAR} sampai {today.year}. Periksa tahunnya.", "year")
    if set_on and set_on.year not in (year - 1, year):
        sentence = f"Tahunnya {year}, padahal ditetapkan {written(set_on)}. Periksa keduanya pada naskah."
        raise BadInput(sentence, "year")


def article(text: str, field: str = "") -> str:
    """The address of an article as the register writes it: "Pasal 23 ayat (6)" becomes "23(6)". Raises BadInput."""
    found = ARTICLE.fullmatch(text.strip())
    if found is None:
        raise BadInput(f"“{text.strip()}” bukan alamat pasal. Tulis seperti 23, 23A, atau 23(6).", field)
    number, part = found.groups()
    return f"{number.upper()}({part.lower()})" if part else number.upper()


def articles(text: str, field: str = "") -> list[str]:
    """The addresses in a list with commas or semicolons, each once. Raises BadInput."""
    found = list(dict.fromkeys(article(one, field) for one in re.split(r"[;,\n]", text) if one.strip()))
    if len(found) > MOST_ARTICLES:
        raise BadInput(f"Lebih dari {MOST_ARTICLES} pasal. Kosongkan bila seluruhnya yang dikenai.", field)
    return found


def refuse_relation(verb: str, subject: Known, target: Known, since: date | None) -> None:
    """Raises Impossible for a regulation that does something to itself or to a later one, or before it was set."""
    if subject.code == target.code:
        raise Impossible(f"{subject} tidak dapat {verb} dirinya sendiri. Pilih peraturan lain.", "other")
    if verb in TOUCHING and is_older(_set(subject), _set(target)):
        raise Impossible(
            f"{subject} lebih dulu ditetapkan daripada {target}, jadi tidak dapat {verb}nya. Balik arah hubungannya, "
            "atau periksa tahun dan tanggal keduanya.",
            "other",
        )
    if since and (since < subject.set_on if subject.set_on else since.year < subject.year):
        when = written(subject.set_on) if subject.set_on else f"tahun {subject.year}"
        raise BadInput(
            f"Hubungan ini sejak {written(since)}, padahal {subject} baru ditetapkan {when}. Periksa tanggalnya.",
            "since",
        )


def refuse_circle(around: Sequence[str]) -> None:
    """Raises Impossible when a chain of relations leads back to where it began."""
    if around:
        raise Impossible(
            f"Hubungan ini berputar: {' → '.join(around)}. Tarik dulu salah satu hubungan dalam rantai itu.", "other"
        )


def refuse_status(status: str, days: Mapping[str, date | None], enders: Collection[str], today: date) -> None:
    """Raises BadInput for "berlaku" where the register knows by what, or on which day, it came to an end."""
    ended_on = days.get("ended_on")
    if status != "berlaku":
        return
    if enders:
        raise BadInput(
            f"Peraturan ini dicatat berakhir karena {', '.join(enders)}. Bila itu keliru, tarik dulu hubungannya.",
            "status",
        )
    if ended_on and ended_on <= today:
        raise BadInput(f"Peraturan ini dicatat berakhir {written(ended_on)}. Betulkan dulu tanggalnya.", "status")


def is_ending(verb: str, of_articles: Collection[str]) -> bool:
    """Whether a relation brings the whole of its object to an end."""
    return verb in ENDING and not of_articles


def _set(one: Known) -> Set:
    return Set(one.year, one.set_on, one.promulgated_on)
