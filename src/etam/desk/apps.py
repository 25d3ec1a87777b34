from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "etam.desk"
    label = "desk"
    verbose_name = "Meja kerja"
