"""How public pages name things: `{% load publishing %}`."""

from django import template

from etam.indices.models import Release
from etam.publishing import editions

register = template.Library()


@register.filter
def nama_rilis(release: Release) -> str:
    """What a release is about: "Indeks Budaya Baca dan Literasi Informasi, data 2024". Its title says what it found."""
    return f"{editions.method_title(release.method_code, release.method_version)}, data {release.period}"
