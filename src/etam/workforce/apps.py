from django.apps import AppConfig


class WorkforceConfig(AppConfig):
    name = "etam.workforce"
    label = "workforce"
    verbose_name = "Ketenagaan"
