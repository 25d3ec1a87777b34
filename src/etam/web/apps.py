"""The face of Etam: base templates, components, maps, formatting."""

from django.apps import AppConfig


class WebConfig(AppConfig):
    name = "etam.web"
    label = "web"
