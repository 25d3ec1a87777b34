"""Addresses of this room, under /meja/. The public pages of the register stand in `publishing`."""

from django.urls import URLPattern

app_name = "regulations"
urlpatterns: list[URLPattern] = []
