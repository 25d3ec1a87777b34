"""Addresses of files that come and go."""

from django.urls import path

from etam.exchange import views
from etam.exchange.assessing import views as assessing

app_name = "exchange"
urlpatterns = [
    path("templat/<str:round_code>/<str:institution>.xlsx", views.institution_template, name="institution_template"),
    path("templat/<str:round_code>/kab/<str:code>.xlsx", views.regency_template, name="regency_template"),
    path("unggah/", views.uploads, name="uploads"),
    path("unggah/<int:pk>/", views.upload, name="upload"),
    path("unggah/<int:pk>/simpan/", views.confirm, name="confirm"),
    path("unggah/<int:pk>/buang/", views.discard, name="discard"),
    path("penilaian/<int:pk>/berkas/", assessing.sheet_file, name="sheet_file"),
    path("penilaian/<int:pk>/templat.xlsx", assessing.sheet_template, name="sheet_template"),
    path("unggah/penilaian/<int:pk>/", assessing.sheet_upload, name="sheet_upload"),
    path("unggah/penilaian/<int:pk>/simpan/", assessing.confirm_sheet, name="confirm_sheet"),
    path("unggah/penilaian/<int:pk>/buang/", assessing.discard_sheet, name="discard_sheet"),
    path("impor/", views.import_returns, name="import"),
    path("unduh/<str:round_code>/isian.csv", views.returns_csv, name="returns_csv"),
]
