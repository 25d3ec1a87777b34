"""Addresses of this room, under /meja/."""

from django.urls import path

from etam.evidence import views

app_name = "evidence"
urlpatterns = [
    path("bukti/", views.index, name="index"),
    path("bukti/perhatian/", views.attention, name="attention"),
    path("bukti/lembaga/<str:institution>/", views.library, name="library"),
    path("bukti/lembaga/<str:institution>/unggah/", views.upload, name="upload"),
    path("bukti/lembaga/<str:institution>/kiriman/", views.begin, name="begin"),
    path("bukti/kiriman/<uuid:key>/", views.part, name="part"),
    path("bukti/kiriman/<uuid:key>/batal/", views.cancel, name="cancel"),
    path("bukti/berkas/<slug:code>/", views.evidence, name="evidence"),
    path("bukti/berkas/<slug:code>/tarik/", views.withdraw, name="withdraw"),
    path("bukti/berkas/<slug:code>/betulkan/", views.correct, name="correct"),
    path("bukti/berkas/<slug:code>/unduh/", views.download, name="download"),
]
