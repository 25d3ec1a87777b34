from django.apps import AppConfig


class AssessmentsConfig(AppConfig):
    name = "etam.assessments"
    label = "assessments"
    verbose_name = "Penilaian"
