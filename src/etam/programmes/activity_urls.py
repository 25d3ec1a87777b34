"""Addresses of programmes and lists of codes."""

from django.urls import path

from etam.programmes.views import activities, activity, activity_import, nomenclature

activity_patterns = [
    path("program/", activities.index, name="activities"),
    path("program/unduh/", activities.download, name="activities_xlsx"),
    path("program/subkegiatan/<int:pk>/", activity.activity, name="activity"),
    path("program/subkegiatan/<int:pk>/ubah/", activity.edit, name="activity_edit"),
    path("program/subkegiatan/<int:pk>/realisasi/", activity.report, name="activity_report"),
    path("program/subkegiatan/<int:pk>/bukti/", activity.evidence, name="activity_evidence"),
    path("program/subkegiatan/<int:pk>/tarik/", activity.withdraw, name="activity_withdraw"),
    path("program/nomenklatur/", nomenclature.code_lists, name="code_lists"),
    path("program/nomenklatur/impor/", nomenclature.import_codes, name="import_codes"),
    path("program/nomenklatur/impor/simpan/", nomenclature.store_codes, name="store_codes"),
    path("program/nomenklatur/<slug:code>/", nomenclature.code_list, name="code_list"),
    path("program/nomenklatur/<slug:code>/padanan/", nomenclature.mapping, name="mapping"),
    path("program/nomenklatur/<slug:code>/padanan/<int:old>/", nomenclature.settle, name="settle_mapping"),
    path("program/<str:code>/<int:year>/", activities.office_year, name="office_year"),
    path("program/<str:code>/<int:year>/unduh/", activities.office_download, name="office_year_xlsx"),
    path("program/<str:code>/<int:year>/tambah/", activities.new, name="activity_new"),
    path("program/<str:code>/<int:year>/impor/", activity_import.activity_import, name="activity_import"),
    path("program/<str:code>/<int:year>/salin/", activities.copy, name="activity_copy"),
]
