"""Addresses of this room, under /meja/."""

from django.urls import URLPattern

from etam.programmes.activity_urls import activity_patterns
from etam.programmes.body_urls import body_patterns
from etam.programmes.welfare_urls import welfare_patterns
from etam.programmes.views import bodies, money, money_import, money_overview

app_name = "programmes"
urlpatterns: list[URLPattern] = [
    *body_patterns,
    path("desa-sekolah/", bodies.overview, name="bodies"),
    path("desa-sekolah/cakupan.csv", bodies.coverage_csv, name="bodies_csv"),
    path("desa-sekolah/daftar/", bodies.listing, name="body_list"),
    path("desa-sekolah/dana/", money_overview.overview, name="money"),
    path("desa-sekolah/dana/unduh.csv", money_overview.overview_csv, name="money_csv"),
    path("desa-sekolah/dana/impor/", money_import.import_file, name="money_import"),
    path("desa-sekolah/dana/<int:pk>/", money.body, name="body_money"),
    path("desa-sekolah/dana/<int:pk>/catat/", money.record, name="record_money"),
    path("desa-sekolah/dana/<int:pk>/pagu/", money.ceilings, name="body_ceilings"),
    path("desa-sekolah/dana/lembaga/<str:code>/", money.institution, name="institution_money"),
    path("desa-sekolah/dana/lembaga/<str:code>/catat/", money.record_institution, name="record_institution_money"),
    path("desa-sekolah/<body_kind:kind>/<str:code>/", bodies.body, name="body"),
    # Before those of programmes: an office's year has an address of the same form.
    *welfare_patterns,
    *activity_patterns,
]
