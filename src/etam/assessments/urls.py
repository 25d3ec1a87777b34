"""Addresses of this room, under /meja/."""

from django.urls import URLPattern

app_name = "assessments"
urlpatterns: list[URLPattern] = []
