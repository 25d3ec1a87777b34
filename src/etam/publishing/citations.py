"""What in Etam rests on a regulation or on one of its articles, with links to the pages that show it."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from django.urls import reverse

from etam.content.bases import WORDS, Rest
from etam.publishing import articles, editions, reference
from etam.regulations.models import Flag
from etam.regulations.queries import by_codes
from etam.web.components import Link

Thing = tuple[str, str, str, str, str]

GROUPS = (
    ("Instrumen, pertanyaan, dan pemeriksaan", ("instrument", "question", "check", "mechanism")),
    ("Metode dan indikator", ("method", "indicator", "category-scale")),
    ("Skema penilaian", ("scheme", "scheme-part")),
    ("Jabatan fungsional", (
        "positions", "position", "retirement-age", "credit", "workload", "effective-time",
    )),
    ("Dana dan nomenklatur", ("funding-rules", "funding-rule", "nomenclature")),
    ("Dokumen resmi", ("documents", "document")),
    ("Jenis lembaga dan bukti dukung", (
        "institution-kinds", "institution-kind", "institution-subtype", "evidence-types", "evidence-type",
    )),
)  # fmt: skip
OTHERS = "Aturan lain di Etam"


@dataclass(frozen=True)
class Resting:
    """One thing that rests on a regulation: what it is, of which edition, on which article, where it is shown."""

    label: str
    meta: str
    article: str
    confidence: str
    url: str = ""
    flags: tuple[Flag, ...] = ()


@dataclass(frozen=True)
class Group:
    """What rests on a regulation, of one sort."""

    title: str
    things: tuple[Resting, ...]


def groups(regulation: str, article: str = "", flags: Iterable[Flag] = ()) -> tuple[list[Group], int]:
    """What rests on a regulation (or on an article and its parts) now, and how many superseded editions did too.

    `flags` are those of the regulation: each stands beside the thing that it is about.
    """
    found = [
        one for one in reference.resting().get(regulation, ()) if not article or articles.covers(article, one.article)
    ]
    latest = [one for one in found if one.is_latest]
    sorted_out = {kind for _, kinds in GROUPS for kind in kinds}
    others = tuple({one.kind: None for one in latest if one.kind not in sorted_out})
    raised: dict[Thing, list[Flag]] = {}
    for flag in flags:
        raised.setdefault((flag.kind, flag.code, flag.version, flag.item, flag.article), []).append(flag)
    told = [Group(title, _things(latest, kinds, raised)) for title, kinds in (*GROUPS, (OTHERS, others))]
    return [group for group in told if group.things], len({_edition(one) for one in found if not one.is_latest})


def bases_of_questions(code: str, version: str) -> dict[str, list[Link]]:
    """What each question of an instrument rests on, by its element: links to the regulation, or to its article."""
    every = (one for found in reference.resting().values() for one in found)
    rows = sorted(one for one in every if one.kind == "question" and (one.code, one.version) == (code, version))
    names = by_codes({one.regulation for one in rows})
    told: dict[str, list[Link]] = {}
    for one in rows:
        name = str(names.get(one.regulation, one.regulation))
        told.setdefault(one.item, []).append(
            Link(_regulation(one), f"{name} Pasal {one.article}" if one.article else name)
        )
    return told


def articles_of(regulation: str) -> Counter[str]:
    """The articles of a regulation that something in Etam now rests on, and how many things rest on each."""
    return Counter(one.article for one in reference.resting().get(regulation, ()) if one.article and one.is_latest)


def count_waiting(found: Iterable[Group]) -> int:
    """How many things of these groups wait for a decision."""
    return sum(any(flag.is_waiting for flag in one.flags) for group in found for one in group.things)


def _things(found: Iterable[Rest], kinds: Iterable[str], raised: Mapping[Thing, list[Flag]]) -> tuple[Resting, ...]:
    order = list(kinds)
    mine = sorted((one for one in found if one.kind in order), key=lambda one: (one.code, order.index(one.kind)))
    return tuple(_resting(one, raised) for one in mine)


def _edition(one: Rest) -> tuple[str, str]:
    return one.code, one.version


def _resting(one: Rest, raised: Mapping[Thing, list[Flag]]) -> Resting:
    kind = WORDS.get(one.kind, "aturan")
    whole = editions.instrument(one.code, one.version)
    within = f"{whole.title.id}, " if whole and one.item else ""
    version = f"{within}edisi {one.version}" if one.version else within.removesuffix(", ")
    address = ADDRESSES.get(one.kind)
    return Resting(
        label=one.label or f"{kind[0].upper()}{kind[1:]}",
        meta=" · ".join(part for part in (kind, version) if part),
        article=one.article,
        confidence=one.confidence,
        url=address(one) if address else "",
        flags=tuple(raised.get((one.kind, one.code, one.version, one.item, one.article), ())),
    )


def _regulation(one: Rest) -> str:
    if one.article:
        return reverse("regulation-article", args=[one.regulation, one.article])
    return reverse("regulation", args=[one.regulation])


def _instrument(one: Rest) -> str:
    return reverse("instrument", args=[one.code, one.version]) if editions.instrument(one.code, one.version) else ""


def _question(one: Rest) -> str:
    edition = editions.instrument(one.code, one.version)
    page = _instrument(one)
    return f"{page}#q-{one.item}" if edition and one.item in edition.by_element else page


def _check(one: Rest) -> str:
    page = _instrument(one)
    return f"{page}#pemeriksaan" if page else ""


def _method(one: Rest) -> str:
    return reverse("method", args=[one.code, one.version]) if editions.method(one.code, one.version) else ""


ADDRESSES: dict[str, Callable[[Rest], str]] = {
    "instrument": _instrument,
    "question": _question,
    "check": _check,
    "mechanism": _instrument,
    "method": _method,
    "indicator": _method,
}
