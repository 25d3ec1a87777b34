from django.apps import AppConfig


class ObligationsConfig(AppConfig):
    name = "etam.obligations"
    label = "obligations"
    verbose_name = "Permintaan pusat"
