"""Addresses of this room: `urlpatterns` under /meja/, `public_urls` for everybody."""

from django.urls import URLPattern, path

from etam.followup import views

app_name = "followup"
urlpatterns = [
    path("tindak-lanjut/", views.index, name="index"),
    path("tindak-lanjut/matriks.csv", views.matrix_csv, name="csv"),
    path("tindak-lanjut/cetak/", views.printable, name="print"),
    path("tindak-lanjut/<slug:code>/", views.recommendation, name="recommendation"),
    path("tindak-lanjut/<slug:code>/jawab/", views.respond, name="respond"),
    path("tindak-lanjut/<slug:code>/tarik/", views.withdraw, name="withdraw"),
    path("tindak-lanjut/<slug:code>/nilai/", views.judge, name="judge"),
    path("tindak-lanjut/<slug:code>/atur/", views.steer, name="steer"),
    path("tindak-lanjut/<slug:code>/bukti/<slug:evidence>/", views.evidence, name="evidence"),
]
public_urls: list[URLPattern] = []
