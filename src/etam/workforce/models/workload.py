"""Workload analysis (ABK) of one office, post and year."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from etam.institutions.models import Institution

USER = settings.AUTH_USER_MODEL


class Workload(models.Model):
    """The workload analysis of one post at one office for one year; a settled one is replaced, never changed.

    `effective_time` is the code of the effective working time in content, `effective_minutes` its minutes a year as
    they were then; `edition` is the edition of the rules on workload. `replaces` and `reason` say which settled one a
    draft is to replace, and why. `signed_by` is the head of the unit.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draf"
        SETTLED = "settled", "Ditetapkan kepala unit"
        REPLACED = "replaced", "Diganti"

    office = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="workloads")
    year = models.PositiveSmallIntegerField("tahun")
    position = models.CharField("jabatan", max_length=40)
    edition = models.CharField("edisi aturan", max_length=20)
    effective_time = models.CharField("waktu kerja efektif", max_length=40)
    effective_minutes = models.PositiveIntegerField("menit setahun")
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    signed_by = models.CharField("ditandatangani oleh", max_length=200, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="replaced_by")
    reason = models.CharField("alasan mengganti", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-year", "office", "position", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "position", "state"],
                condition=~Q(state="replaced"),
                name="workload_once_in_each_state",
            ),
            models.CheckConstraint(condition=Q(effective_minutes__gt=0), name="workload_has_time"),
            models.CheckConstraint(
                condition=Q(state="draft") | Q(settled_at__isnull=False), name="workload_settled_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.office}, {self.position} {self.year}"


class WorkloadTask(models.Model):
    """One activity of a level: how often a year, how many minutes each time, and where the volume is from.

    `element` and `period` name the figure that measured the volume, `provenance` says it in words; a typed volume has
    neither. A volume or time of None was not said yet; nothing is settled with one.
    """

    class Source(models.TextChoices):
        TYPED = "typed", "Diketik"
        RETURN = "return", "Isian yang diterima"
        ASSESSMENT = "assessment", "Hasil penilaian"

    workload = models.ForeignKey(Workload, on_delete=models.CASCADE, related_name="tasks")
    level = models.CharField("jenjang", max_length=20)
    activity = models.CharField("kegiatan", max_length=300)
    unit = models.CharField("satuan hasil", max_length=60, blank=True)
    standard_minutes = models.FloatField("waktu standar (menit)", null=True)
    volume = models.FloatField("volume setahun", null=True)
    source = models.CharField(max_length=12, choices=Source, default=Source.TYPED)
    element = models.CharField(max_length=60, blank=True)
    period = models.PositiveSmallIntegerField(null=True)
    provenance = models.CharField("asal volume", max_length=300, blank=True)
    place = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["workload", "place", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(volume__gte=0), name="task_volume_not_negative"),
            models.CheckConstraint(condition=Q(standard_minutes__gt=0), name="task_takes_time"),
            models.CheckConstraint(condition=Q(source="typed") | ~Q(element=""), name="task_measured_names_element"),
        ]

    def __str__(self) -> str:
        return self.activity
