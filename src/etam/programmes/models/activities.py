"""What an office does in a year: sub-activities with target, money by source, places, and what came of it."""

from django.conf import settings
from django.core.validators import MaxValueValidator, MinValueValidator
from django.db import models
from django.db.models import Q

from etam.evidence.models import Evidence
from etam.institutions.models import Institution, Region
from etam.programmes.models.money import Fund
from etam.programmes.models.nomenclature import BudgetCode

USER = settings.AUTH_USER_MODEL


class SubActivity(models.Model):
    """A sub-activity of an office in a year; activity and programme above it follow from its code."""

    office = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="activities")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    budget_code = models.ForeignKey(BudgetCode, on_delete=models.PROTECT, related_name="activities")
    note = models.CharField("keterangan", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_reason = models.CharField("alasan", max_length=300, blank=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-year", "office", "budget_code__code", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "budget_code"],
                condition=Q(withdrawn_at__isnull=True),
                name="activity_once_a_year",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="activity_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.budget_code} ({self.office}, {self.year})"


class ActivityIndicator(models.Model):
    """What a sub-activity means to reach: an indicator with unit and target; `reached` is None until somebody says."""

    activity = models.ForeignKey(SubActivity, on_delete=models.CASCADE, related_name="indicators")
    text = models.CharField("indikator", max_length=300)
    unit = models.CharField("satuan", max_length=60)
    target = models.FloatField("target")
    reached = models.FloatField("capaian", null=True)

    class Meta:
        ordering = ["activity", "id"]

    def __str__(self) -> str:
        return self.text


class ActivityMoney(models.Model):
    """The budget of a sub-activity from one source, in whole rupiah."""

    activity = models.ForeignKey(SubActivity, on_delete=models.CASCADE, related_name="money")
    fund = models.CharField("sumber dana", max_length=12, choices=Fund)
    budget = models.PositiveBigIntegerField("anggaran (rupiah)")

    class Meta:
        ordering = ["activity", "fund"]
        constraints = [models.UniqueConstraint(fields=["activity", "fund"], name="activity_fund_once")]

    def __str__(self) -> str:
        return f"{self.get_fund_display()}: {self.budget}"


class ActivityPlace(models.Model):
    """Where a sub-activity takes place: any level of region."""

    activity = models.ForeignKey(SubActivity, on_delete=models.CASCADE, related_name="places")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["activity", "region"]
        constraints = [models.UniqueConstraint(fields=["activity", "region"], name="activity_place_once")]

    def __str__(self) -> str:
        return str(self.region)


class ActivityAim(models.Model):
    """An indicator that a sub-activity should move: an element of the returns, or a method whose value it should."""

    class Source(models.TextChoices):
        ELEMENT = "element", "Unsur isian"
        METHOD = "method", "Nilai indeks"

    activity = models.ForeignKey(SubActivity, on_delete=models.CASCADE, related_name="aims")
    source = models.CharField(max_length=10, choices=Source)
    code = models.CharField(max_length=80)

    class Meta:
        ordering = ["activity", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "source", "code"], name="activity_aim_once")]

    def __str__(self) -> str:
        return self.code


class Realisation(models.Model):
    """How far a sub-activity came by the end of a quarter, counted from January: percent of the work, rupiah spent."""

    activity = models.ForeignKey(SubActivity, on_delete=models.CASCADE, related_name="realisations")
    quarter = models.PositiveSmallIntegerField("triwulan", validators=[MinValueValidator(1), MaxValueValidator(4)])
    physical_percent = models.FloatField("fisik (persen)")
    spent = models.PositiveBigIntegerField("keuangan (rupiah)")
    note = models.CharField("catatan", max_length=300, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["activity", "quarter"]
        constraints = [
            models.UniqueConstraint(fields=["activity", "quarter"], name="realisation_once_a_quarter"),
            models.CheckConstraint(condition=Q(quarter__range=(1, 4)), name="realisation_of_a_quarter"),
            models.CheckConstraint(condition=Q(physical_percent__range=(0, 100)), name="realisation_percent"),
        ]

    def __str__(self) -> str:
        return f"{self.activity}, triwulan {self.quarter}"


class ActivityEvidence(models.Model):
    """A file of the office's evidence that shows what a sub-activity did."""

    activity = models.ForeignKey(SubActivity, on_delete=models.CASCADE, related_name="papers")
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["activity", "id"]
        constraints = [models.UniqueConstraint(fields=["activity", "evidence"], name="activity_evidence_once")]

    def __str__(self) -> str:
        return str(self.evidence)
