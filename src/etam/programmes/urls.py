"""Addresses of this room, under /meja/."""

from django.urls import URLPattern

app_name = "programmes"
urlpatterns: list[URLPattern] = []
