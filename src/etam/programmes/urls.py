"""Addresses of this room, under /meja/."""

from django.urls import URLPattern, path, register_converter

from etam.programmes.activity_urls import activity_patterns
from etam.programmes.views import bodies
from etam.programmes.welfare_urls import welfare_patterns

KINDS = {"desa": "village", "sekolah": "school"}


class BodyKind:
    """The kind of a village or school as it stands in an address."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return KINDS[value]

    def to_url(self, value: str) -> str:
        return next((word for word, kind in KINDS.items() if kind == value), value)


register_converter(BodyKind, "body_kind")

app_name = "programmes"
urlpatterns: list[URLPattern] = [
    path("desa-sekolah/", bodies.overview, name="bodies"),
    path("desa-sekolah/cakupan.csv", bodies.coverage_csv, name="bodies_csv"),
    path("desa-sekolah/daftar/", bodies.listing, name="body_list"),
    path("desa-sekolah/<body_kind:kind>/<str:code>/", bodies.body, name="body"),
    # Before those of programmes: an office's year has an address of the same form.
    *welfare_patterns,
    *activity_patterns,
]
