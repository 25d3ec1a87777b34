from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "etam.meetings"
    label = "meetings"
    verbose_name = "Rapat koordinasi"
