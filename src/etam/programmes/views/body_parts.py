"""What other subjects add to the page of one village or school.

Each part is a template and a function that gives what it shows as `part`, or None when there is nothing to show.
"""

from collections.abc import Callable, Iterator
from typing import Any

from django.http import HttpRequest

from etam.institutions.models import ParentBody
from etam.programmes.views import money_parts

Part = Callable[[HttpRequest, ParentBody], dict[str, Any] | None]
PARTS: tuple[tuple[str, Part], ...] = (
    ("programmes/_money.html", money_parts.money),
    ("programmes/_plan.html", money_parts.plan),
    ("programmes/_notes.html", money_parts.notes),
)


def parts_of(request: HttpRequest, body: ParentBody) -> Iterator[tuple[str, dict[str, Any]]]:
    """The template of every part that has something to show, with what it shows."""
    for template, gather in PARTS:
        if (part := gather(request, body)) is not None:
            yield template, part
