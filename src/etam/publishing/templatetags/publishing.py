"""How public pages name things: `{% load publishing %}`."""

from collections.abc import Mapping, Sequence

from django import template

from etam.indices.models import Release
from etam.publishing import editions
from etam.regulations import flag_words
from etam.regulations.models import Flag
from etam.web.components import Link

register = template.Library()


@register.filter
def nama_rilis(release: Release) -> str:
    """What a release is about: "Indeks Budaya Baca dan Literasi Informasi, data 2024". Its title says what it found."""
    return f"{editions.method_title(release.method_code, release.method_version)}, data {release.period}"


@register.filter
def dasar(bases: Mapping[str, Sequence[Link]], element: str) -> Sequence[Link]:
    """What a question rests on; nothing where it names no basis."""
    return bases.get(element, ())


@register.filter
def peristiwa(flag: Flag) -> str:
    """What happened to the basis and when: "UU 7/1971 dicabut UU 43/2009, harinya belum dicatat."."""
    return f"{flag_words.event_sentence(flag)}, {flag_words.event_day(flag)}."
