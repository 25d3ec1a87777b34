"""What the tabs of villages and schools need to know of the person."""

from collections.abc import Callable, Mapping
from typing import Any

from django import template

from etam.programmes.access import bodies as access

register = template.Library()
QUESTIONS: dict[str, Callable[[Any], bool]] = {"import": access.may_import, "keep": access.keeps_some}


@register.simple_tag(takes_context=True)
def may(context: Mapping[str, Any], what: str) -> bool:
    """Whether the person of the request may do one of QUESTIONS: {% may "import" as imports %}."""
    return QUESTIONS[what](context["request"].user)
