"""Finding regulations by citation and by words of what the register says of them."""

import re
from typing import Any

from django.db.models import Case, Q, QuerySet, TextField, When
from django.db.models.functions import Cast

from etam.content.regions import plain_name
from etam.content.regulation_types import latest_regulation_types
from etam.regulations import citations
from etam.regulations.codes import bare_number
from etam.regulations.models import Regulation

# Words that stand in every citation and tell nothing apart.
FILLING = {"nomor", "no", "tahun", "tentang"}
MOST_WORDS = 12


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
    """What `text` cites, then regulations of which the register says every word, newest first; all without words."""
    # As text, into which both databases can look.
    rows = Regulation.objects.annotate(told_subjects=Cast("subjects", TextField()))
    words = words_of(text)
    if not words:
        return rows
    is_cited = Q(code__in=[one.code for one in cited(text)])
    said = Q()
    for word in words:
        said &= _says(word)
    order = Case(When(is_cited, then=0), default=1)
    return rows.filter(said | is_cited).order_by(order, "-year", "type", "number")


def _says(word: str) -> Q:
    types = [code for code, one in latest_regulation_types().types.items() if word in plain_name(one.name).split()]
    said = Q(type__in=types)
    for field in ("title", "type", "number", "issuer", "code", "abstract", "told_subjects"):
        said |= Q(**{f"{field}__icontains": word})
    return said | Q(year=int(word)) if re.fullmatch(r"\d{4}", word, re.ASCII) else said
