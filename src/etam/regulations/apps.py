from django.apps import AppConfig


class RegulationsConfig(AppConfig):
    name = "etam.regulations"
    label = "regulations"
    verbose_name = "Peraturan"
