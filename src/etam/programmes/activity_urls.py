"""Addresses of programmes and lists of codes."""

from django.urls import path

from etam.programmes.views import activities, activity

activity_patterns = [
    path("program/", activities.index, name="activities"),
    path("program/unduh/", activities.download, name="activities_xlsx"),
    path("program/subkegiatan/<int:pk>/", activity.activity, name="activity"),
    path("program/subkegiatan/<int:pk>/ubah/", activity.edit, name="activity_edit"),
    path("program/subkegiatan/<int:pk>/realisasi/", activity.report, name="activity_report"),
    path("program/subkegiatan/<int:pk>/bukti/", activity.evidence, name="activity_evidence"),
    path("program/subkegiatan/<int:pk>/tarik/", activity.withdraw, name="activity_withdraw"),
    path("program/<str:code>/<int:year>/", activities.office_year, name="office_year"),
    path("program/<str:code>/<int:year>/unduh/", activities.office_download, name="office_year_xlsx"),
    path("program/<str:code>/<int:year>/tambah/", activities.new, name="activity_new"),
    path("program/<str:code>/<int:year>/salin/", activities.copy, name="activity_copy"),
]
