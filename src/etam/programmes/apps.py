from django.apps import AppConfig


class ProgrammesConfig(AppConfig):
    name = "etam.programmes"
    label = "programmes"
    verbose_name = "Program dan dana"
