"""Addresses of this room: `urlpatterns` under /meja/, `public_urls` for everybody."""

from django.urls import URLPattern, path

from etam.meetings.views import agenda, meetings

app_name = "meetings"
urlpatterns: list[URLPattern] = [
    path("rapat/", meetings.index, name="index"),
    path("rapat/baru/", meetings.new, name="new"),
    path("rapat/<slug:code>/", meetings.meeting, name="meeting"),
    path("rapat/<slug:code>/ubah/", meetings.edit, name="edit"),
    path("rapat/<slug:code>/atur/", meetings.decide, name="decide"),
    path("rapat/<slug:code>/acara/", agenda.agenda, name="agenda"),
    path("rapat/<slug:code>/acara/<int:pk>/", agenda.part, name="part"),
]
public_urls: list[URLPattern] = []
