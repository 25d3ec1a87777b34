"""Finding regulations: by citation, by words of what the register says of them, and by words of their texts.

SQLite and PostgreSQL find the same: every word, whole or as a beginning, in any letter case.
"""

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Case, F, Func, Min, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from etam.content.regions import plain_name
from etam.content.regulation_types import latest_regulation_types
from etam.regulations import citations
from etam.regulations.codes import bare_number
from etam.regulations.models import PageText, Regulation
from etam.regulations.snippets import Piece, around

# Words that stand in every citation and tell nothing apart.
FILLING = {"nomor", "no", "tahun", "tentang"}
MOST_WORDS = 12


@dataclass(frozen=True)
class Passage:
    """A page of a text that answers, and the words around what was found."""

    page: int
    pieces: list[Piece]

    def __str__(self) -> str:
        return "".join(piece.text for piece in self.pieces)


@dataclass(frozen=True)
class Found:
    """A regulation that answers; with a passage when its text does."""

    regulation: Regulation
    passage: Passage | None = None


def words_of(text: str) -> list[str]:
    """The words of a question, in small letters; those that stand in every citation only when there are no others."""
    found = re.findall(r"[^\W_]+", text.casefold())[:MOST_WORDS]
    return [word for word in found if word not in FILLING] or found


def cited(text: str) -> list[Regulation]:
    """The regulations that `text` cites, by code or as people write it; none when it cites none."""
    named = Regulation.objects.filter(code__iexact=text.strip()).first()
    if named is not None:
        return [named]
    citation = citations.read(text)
    if citation is None:
        return []
    types = latest_regulation_types()
    return [
        one
        for one in Regulation.objects.filter(year=citation.year)
        if bare_number(one.number) == bare_number(citation.number)
        and citations.is_of(citation, types.of(one.type), one.issuer, one.code)
    ]


def matching(text: str) -> QuerySet[Any]:
    """What `text` cites, then what the register says every word of, then what does so on a page of its text.

    Newest first in each; all regulations without words.
    """
    # As text, into which both databases can look.
    rows = Regulation.objects.annotate(told_subjects=Cast("subjects", TextField()))
    words = words_of(text)
    if not words:
        return rows
    is_cited = Q(code__in=[one.code for one in cited(text)])
    said = Q()
    for word in words:
        said &= _says(word)
    written = Q(code__in=_pages_with(words).values("file__regulation"))
    order = Case(When(is_cited, then=0), When(said, then=1), default=2)
    return rows.filter(is_cited | said | written).order_by(order, "-year", "type", "number")


def search(text: str, limit: int) -> list[Found]:
    """The first regulations that answer, in the order of `matching`, each with the first passage that does."""
    rows = list(matching(text)[:limit])
    found = passages(text, [one.code for one in rows])
    return [Found(one, found.get(one.code)) for one in rows]


def passages(text: str, codes: Collection[str]) -> dict[str, Passage]:
    """For each of these regulations the first page of its text that holds every word, and the words around."""
    words = words_of(text)
    if not words or not codes:
        return {}
    pages = _pages_with(words).filter(file__regulation__in=codes)
    first = dict(pages.values_list("file__regulation").annotate(Min("page")))
    # Only these pages are read: a common word stands on thousands of others.
    rows = pages.filter(page__in=set(first.values())).values_list("file__regulation", "page", "text")
    return {code: Passage(page, around(written, words)) for code, page, written in rows if first[code] == page}


class Holds(Func):
    """Whether a page holds every word, or one that begins so; asked of the index that each database has."""

    output_field = BooleanField()

    def __init__(self, words: Sequence[str]):
        super().__init__(F("id"), F("text"))
        self.words = words

    def as_sqlite(self, compiler: Any, connection: Any, **context: Any) -> Any:
        key, _ = compiler.compile(self.source_expressions[0])
        matches = "SELECT rowid FROM regulations_text_index WHERE regulations_text_index MATCH %s"
        return f"{key} IN ({matches})", [" ".join(f'"{word}"*' for word in self.words)]

    def as_postgresql(self, compiler: Any, connection: Any, **context: Any) -> Any:
        text, _ = compiler.compile(self.source_expressions[1])
        plain = f"regexp_replace({text}, '[^[:alnum:]]+', ' ', 'g')"
        return f"to_tsvector('simple', {plain}) @@ to_tsquery('simple', %s)", [" & ".join(f"{w}:*" for w in self.words)]


def _pages_with(words: Sequence[str]) -> QuerySet[PageText]:
    return PageText.objects.filter(Holds(words)).order_by()


def _says(word: str) -> Q:
    types = [code for code, one in latest_regulation_types().types.items() if word in plain_name(one.name).split()]
    said = Q(type__in=types)
    for field in ("title", "type", "number", "issuer", "code", "abstract", "told_subjects"):
        said |= Q(**{f"{field}__icontains": word})
    return said | Q(year=int(word)) if re.fullmatch(r"\d{4}", word, re.ASCII) else said
