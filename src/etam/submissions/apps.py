from django.apps import AppConfig


class SubmissionsConfig(AppConfig):
    name = "etam.submissions"
    label = "submissions"
    verbose_name = "Isian"
