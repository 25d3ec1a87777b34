"""Addresses of villages and schools: coverage, list, import, review, and each of them."""

from django.urls import path, register_converter

from etam.programmes.views import bodies, body_edit, body_lists, body_review

KINDS = {"desa": "village", "sekolah": "school"}


class BodyKind:
    """The kind of a village or school as it stands in an address."""

    regex = "|".join(KINDS)

    def to_python(self, value: str) -> str:
        return KINDS[value]

    def to_url(self, value: str) -> str:
        return next((word for word, kind in KINDS.items() if kind == value), value)


register_converter(BodyKind, "body_kind")

body_patterns = [
    path("desa-sekolah/", bodies.overview, name="bodies"),
    path("desa-sekolah/cakupan.csv", bodies.coverage_csv, name="bodies_csv"),
    path("desa-sekolah/daftar/", bodies.listing, name="body_list"),
    path("desa-sekolah/impor/", body_lists.send, name="body_import"),
    path("desa-sekolah/impor/<int:pk>/", body_lists.preview, name="body_preview"),
    path("desa-sekolah/impor/<int:pk>/buang/", body_lists.discard, name="body_discard"),
    path("desa-sekolah/tinjau/", body_review.review, name="body_review"),
    path("desa-sekolah/tinjau/<int:pk>/", body_review.decide, name="body_decide"),
    path("desa-sekolah/<body_kind:kind>/<str:code>/", bodies.body, name="body"),
    path("desa-sekolah/<body_kind:kind>/<str:code>/ubah/", body_edit.edit, name="body_edit"),
]
