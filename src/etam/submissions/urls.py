"""Addresses of collection. People read them, so they are Indonesian."""

app_name = "submissions"
from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
