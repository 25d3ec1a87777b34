from django.apps import AppConfig


class EvidenceConfig(AppConfig):
    name = "etam.evidence"
    label = "evidence"
    verbose_name = "Bukti dukung"
