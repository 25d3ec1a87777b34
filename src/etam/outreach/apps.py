from django.apps import AppConfig


class OutreachConfig(AppConfig):
    name = "etam.outreach"
    label = "outreach"
    verbose_name = "Sosialisasi"
