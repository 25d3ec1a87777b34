from django.apps import AppConfig


class FollowupConfig(AppConfig):
    name = "etam.followup"
    label = "followup"
    verbose_name = "Tindak lanjut"
