from django.apps import AppConfig


class IndicesConfig(AppConfig):
    name = "etam.indices"
    label = "indices"
    verbose_name = "Indeks"
