"""Addresses of this room: `urlpatterns` under /meja/, `public_urls` for everybody."""

from django.urls import path

from etam.followup.views import desk, links, public

app_name = "followup"
urlpatterns = [
    path("tindak-lanjut/", desk.index, name="index"),
    path("tindak-lanjut/matriks.csv", desk.matrix_csv, name="csv"),
    path("tindak-lanjut/cetak/", desk.printable, name="print"),
    path("tindak-lanjut/<slug:code>/", desk.recommendation, name="recommendation"),
    path("tindak-lanjut/<slug:code>/jawab/", desk.respond, name="respond"),
    path("tindak-lanjut/<slug:code>/tarik/", desk.withdraw, name="withdraw"),
    path("tindak-lanjut/<slug:code>/nilai/", desk.judge, name="judge"),
    path("tindak-lanjut/<slug:code>/atur/", desk.steer, name="steer"),
    path("tindak-lanjut/<slug:code>/tautan/", links.links, name="links"),
    path("tindak-lanjut/<slug:code>/tautan/<int:pk>/tarik/", links.revoke, name="revoke_link"),
    path("tindak-lanjut/<slug:code>/bukti/<slug:evidence>/", desk.evidence, name="evidence"),
]
public_urls = [path("tindak-lanjut/jawab/<str:token>/", public.answer, name="followup-answer")]
