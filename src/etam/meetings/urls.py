"""Addresses of this room: `urlpatterns` under /meja/, `public_urls` for everybody."""

from django.urls import URLPattern

app_name = "meetings"
urlpatterns: list[URLPattern] = []
public_urls: list[URLPattern] = []
