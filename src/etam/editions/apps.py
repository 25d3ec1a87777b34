from django.apps import AppConfig


class EditionsConfig(AppConfig):
    name = "etam.editions"
    label = "editions"
    verbose_name = "Edisi isi acuan"
