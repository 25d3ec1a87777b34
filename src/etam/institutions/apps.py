from django.apps import AppConfig


class InstitutionsConfig(AppConfig):
    name = "etam.institutions"
    label = "institutions"
    verbose_name = "Lembaga"
