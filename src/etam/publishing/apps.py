from django.apps import AppConfig


class PublishingConfig(AppConfig):
    name = "etam.publishing"
    label = "publishing"
    verbose_name = "Halaman publik"
