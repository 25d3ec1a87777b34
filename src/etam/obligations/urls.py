"""Addresses of this room, under /meja/."""

from django.urls import path, re_path

from etam.obligations import views

app_name = "obligations"
urlpatterns = [
    path("permintaan/", views.index, name="index"),
    re_path(r"^permintaan/serah/(?P<pk>\d+)/(?P<part>berkas|tanda-terima)/$", views.delivered, name="delivered"),
    path("permintaan/serah/<int:pk>/tarik/", views.withdraw, name="withdraw"),
    path("permintaan/<slug:code>/<int:year>/", views.obligation, name="obligation"),
    path("permintaan/<slug:code>/<int:year>/unduh/", views.export, name="export"),
]
