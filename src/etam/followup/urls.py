"""Addresses of this room, under /meja/."""

from django.urls import path

from etam.followup import views

app_name = "followup"
urlpatterns = [
    path("tindak-lanjut/", views.index, name="index"),
    path("tindak-lanjut/matriks.csv", views.matrix_csv, name="csv"),
    path("tindak-lanjut/cetak/", views.printable, name="print"),
    path("tindak-lanjut/<str:code>/", views.recommendation, name="recommendation"),
    path("tindak-lanjut/<str:code>/jawab/", views.respond, name="respond"),
    path("tindak-lanjut/<str:code>/tarik/", views.withdraw, name="withdraw"),
    path("tindak-lanjut/<str:code>/nilai/", views.judge, name="judge"),
    path("tindak-lanjut/<str:code>/atur/", views.steer, name="steer"),
    path("tindak-lanjut/<str:code>/bukti/<str:evidence>/", views.evidence, name="evidence"),
]
