"""One search over everything public: a few of each kind, and how many there are."""

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import Q
from django.urls import reverse

from etam.institutions import queries
from etam.institutions.models import Region
from etam.publishing import editions
from etam.regulations.models import Regulation
from etam.regulations.queries import searching
from etam.web.components import Link

SHOWN = 8


@dataclass(frozen=True)
class Group:
    """What was found of one kind; `more_url` leads to all of it when there are more than are shown."""

    title: str
    links: list[Link]
    total: int
    more_url: str = ""


def groups(words: str) -> list[Group]:
    """What answers to `words`, by kind; kinds without an answer are left out."""
    found = (_regencies(words), _libraries(words), _methods(words), _regulations(words))
    return [group for group in found if group.links]


def _every_word(words: str, *fields: str) -> Q:
    wanted = Q()
    for word in words.split():
        any_field = Q()
        for field in fields:
            any_field |= Q(**{f"{field}__icontains": word})
        wanted &= any_field
    return wanted


def _regencies(words: str) -> Group:
    """Kab/kota by their own name or by the name of a kecamatan."""
    named = _every_word(words, "name", "code")
    rows = Region.objects.filter(named, level__in=(2, 3), valid_to__isnull=True, code__startswith="64.")
    links = [_region_link(region) for region in rows.select_related("parent").order_by("level", "name")]
    return Group("Daerah", links[:SHOWN], len(links))


def _region_link(region: Region) -> Link:
    if region.level == Region.Level.REGENCY:
        return Link(reverse("regency", args=[region.code]), region.name)
    parent = region.parent.name if region.parent else ""
    return Link(reverse("regency", args=[region.code[:5]]), f"Kecamatan {region.name}", meta=parent)


def _libraries(words: str) -> Group:
    found = queries.search(words).filter(queries.of_libraries()).order_by("name", "id")
    total = found.count()
    links = [Link(reverse("library", args=[one.code]), one.name, meta=f"{one.regency.name}") for one in found[:SHOWN]]
    return Group("Perpustakaan", links, total, f"{reverse('directory')}?q={words}" if total > SHOWN else "")


def _methods(words: str) -> Group:
    links = [
        Link(reverse("method", args=[one.code, one.version]), one.title["id"], meta=f"versi {one.version}")
        for one in editions.latest_only(editions.methods())
        if _says(words, (one.title["id"], one.title["en"], one.code))
    ]
    links += [
        Link(reverse("instrument", args=[one.code, one.version]), one.title.id, meta=f"instrumen, versi {one.version}")
        for one in editions.latest_only(editions.instruments())
        if _says(words, (one.title.id, one.title.en, one.code))
    ]
    return Group("Metode dan instrumen", links[:SHOWN], len(links))


def _regulations(words: str) -> Group:
    links = [
        Link(reverse("regulation", args=[one.regulation.code]), _cited(one.regulation), meta=_meta(one))
        for one in searching.search(words, SHOWN)
    ]
    total = searching.matching(words).count()
    more_url = f"{reverse('regulations')}?{urlencode({'q': words})}" if total > SHOWN else ""
    return Group("Peraturan", links, total, more_url)


def _cited(regulation: Regulation) -> str:
    return f"{regulation} {regulation.title}".strip()


def _meta(found: searching.Found) -> str:
    """The status, and where the words stand in the text of the regulation."""
    status = found.regulation.get_status_display().lower()
    passage = found.passage
    return f"{status} · naskah halaman {passage.page}: {passage}" if passage else status


def _says(words: str, texts: Iterable[str]) -> bool:
    text = " ".join(texts).lower()
    return all(word in text for word in words.lower().split())
