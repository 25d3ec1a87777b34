"""Codes of programmes and activities by version; content brings the first, the office imports later ones."""

from django.conf import settings
from django.db import models

USER = settings.AUTH_USER_MODEL


class CodeVersion(models.Model):
    """One list of codes: that of a regulation in content, or one imported from a planning system."""

    code = models.CharField(max_length=60, unique=True)
    label = models.CharField(max_length=200)
    source = models.CharField(max_length=300)
    confidence = models.CharField(max_length=12)
    place = models.PositiveSmallIntegerField(default=0, help_text="yang terbaru paling besar")
    sha256 = models.CharField(max_length=64, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["place", "id"]

    def __str__(self) -> str:
        return self.label


class BudgetCode(models.Model):
    """One code with its name; `level` is "province" or "regency"."""

    class Kind(models.TextChoices):
        PROGRAMME = "programme", "Program"
        ACTIVITY = "activity", "Kegiatan"
        SUB_ACTIVITY = "sub_activity", "Subkegiatan"

    version = models.ForeignKey(CodeVersion, on_delete=models.CASCADE, related_name="codes")
    level = models.CharField(max_length=10)
    code = models.CharField(max_length=30)
    kind = models.CharField(max_length=14, choices=Kind)
    name = models.CharField(max_length=300)

    class Meta:
        ordering = ["version", "level", "code"]
        constraints = [models.UniqueConstraint(fields=["version", "level", "code"], name="budget_code_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"


class CodeMapping(models.Model):
    """Which code of a later list an old one became; without `new` it was dropped there.

    `is_sure` once somebody confirmed it. An old code with several rows was split, a new one with several was merged.
    """

    version = models.ForeignKey(CodeVersion, on_delete=models.CASCADE, related_name="mappings")
    old = models.ForeignKey(BudgetCode, on_delete=models.CASCADE, related_name="became")
    new = models.ForeignKey(BudgetCode, on_delete=models.CASCADE, null=True, related_name="was")
    is_sure = models.BooleanField(default=False)
    note = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["old", "id"]
        constraints = [
            models.UniqueConstraint(fields=["old", "new"], name="code_mapping_once"),
            models.UniqueConstraint(
                fields=["old", "version"], condition=models.Q(new__isnull=True), name="code_dropped_once"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.old.code} → {self.new.code if self.new else '–'}"
