"""Sentences about one unit of a ranking, in plain Indonesian. Pure: no Django, no clock."""

from collections.abc import Sequence

from etam.indices.finding import SUBJECTS, in_words
from etam.indices.results import Contribution, Lever, Unit
from etam.web import formats


def explain(
    unit: Unit, *, mean: float | None, ranked: int, alike: Sequence[str] = (), level: str = "regency", decimals: int = 1
) -> list[str]:
    """Why this unit stands where it stands: its score beside the mean of the `ranked` units, its place, what moves it.

    `alike` are the names of the units it cannot be told apart from. A unit without a rank gets its reason.
    """
    if unit["rank"] is None or unit["score"] is None:
        return [unit["why_not"]] if unit["why_not"] else []
    subject = SUBJECTS[level]
    sentences = [
        _score(unit, mean, ranked, subject, decimals),
        _movers(unit["contributions"], unit["difference"] or 0.0, decimals),
        _standing(unit, alike, ranked, subject),
        _lever(unit["lever"], subject, decimals),
    ]
    return [sentence for sentence in sentences if sentence]


def within(label: str) -> str:
    """A label as it stands inside a sentence: "Tenaga perpustakaan" gives "tenaga perpustakaan", "TIK" stays."""
    return label if label[1:2].isupper() or label[1:2].isdigit() else label[:1].lower() + label[1:]


def _score(unit: Unit, mean: float | None, ranked: int, subject: str, decimals: int) -> str:
    score = formats.number(unit["score"] or 0.0, decimals)
    if mean is None or unit["difference"] is None or ranked < 2:
        return f"Nilainya {score}."
    average = f"rata-rata {in_words(ranked)} {subject} ({formats.number(mean, decimals)})"
    gap = formats.number(abs(unit["difference"]), decimals)
    if not gap.strip("0,"):
        return f"Nilainya {score}, sama dengan {average}."
    return f"Nilainya {score}, lebih {'rendah' if unit['difference'] < 0 else 'tinggi'} {gap} dari {average}."


def _movers(parts: Sequence[Contribution], difference: float, decimals: int) -> str:
    felt = [part for part in parts if formats.number(part["points"], decimals).strip("0,")]
    lowest = min(felt, key=lambda part: part["points"], default=None)
    highest = max(felt, key=lambda part: part["points"], default=None)
    down = f"menurunkan adalah {_mover(lowest, decimals)}" if lowest and lowest["points"] < 0 else ""
    up = f"menaikkan adalah {_mover(highest, decimals)}" if highest and highest["points"] > 0 else ""
    ordered = [text for text in ((down, up) if difference < 0 else (up, down)) if text]
    return f"Yang paling {'; yang paling '.join(ordered)}." if ordered else ""


def _mover(part: Contribution, decimals: int) -> str:
    return f"{within(part['label'])} ({formats.signed(part['points'], decimals)})"


def _standing(unit: Unit, alike: Sequence[str], ranked: int, subject: str) -> str:
    word = "Berbagi urutan" if unit["is_tied"] else "Urutan"
    place = f"{word} {formats.number(unit['rank'] or 0)} dari {ranked} {subject}"
    if unit["interval"] is None:
        return f"{place}; ketidakpastiannya tidak diketahui."
    low, high = unit["interval"]
    if low == high:
        place += f", tetap {formats.number(low)} pada perhitungan ulang"
    else:
        place += f", selang {formats.interval(low, high)}"
    if not alike:
        return f"{place}."
    others = formats.listed(list(alike)) if len(alike) <= 4 else f"{in_words(len(alike))} {subject} lain"
    return f"{place}; urutannya terhadap {others} belum dapat dipastikan."


def _lever(lever: Lever | None, subject: str, decimals: int) -> str:
    if lever is None:
        return ""
    text = (
        f"Jika {within(lever['label'])} setara median {subject} yang diperingkat, "
        f"nilai menjadi {formats.number(lever['score'], decimals)}"
    )
    if lever["interval"] is None:
        return f"{text}."
    low, high = lever["interval"]
    return f"{text} dan selang peringkat menjadi {formats.interval(low, high)}."
