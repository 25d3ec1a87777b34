"""Money for the libraries of villages, schools and other institutions, and plans to help. Amounts are whole rupiah."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from etam.institutions.models import Institution, ParentBody

USER = settings.AUTH_USER_MODEL
ONE_SUBJECT = Q(body__isnull=False, institution__isnull=True) | Q(body__isnull=True, institution__isnull=False)


class Fund(models.TextChoices):
    """Where money comes from."""

    BOSP = "bosp", "BOS/BOSP"
    DANA_DESA = "dana_desa", "Dana Desa"
    APBD = "apbd", "APBD"
    APBN = "apbn", "APBN"
    DAK_PHYSICAL = "dak_physical", "DAK fisik"
    DAK_OTHER = "dak_other", "DAK nonfisik"
    GIFT = "gift", "Hibah"


class LibraryMoney(models.Model):
    """Planned and spent money of one village, school or institution, by year, source and purpose.

    `planned` and `spent` are None where nobody said; 0 is a statement.
    """

    class Purpose(models.TextChoices):
        BOOKS = "books", "Buku"
        STAFF = "staff", "Honor tenaga"
        UPKEEP = "upkeep", "Pemeliharaan"
        BUILDING = "building", "Gedung dan perabot"
        OTHER = "other", "Pengembangan lain"

    body = models.ForeignKey(ParentBody, on_delete=models.CASCADE, null=True, related_name="money")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, null=True, related_name="money")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    fund = models.CharField("sumber dana", max_length=12, choices=Fund)
    purpose = models.CharField("untuk", max_length=10, choices=Purpose)
    planned = models.PositiveBigIntegerField("anggaran (rupiah)", null=True)
    spent = models.PositiveBigIntegerField("realisasi (rupiah)", null=True)
    source = models.CharField("sumber angka", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-year", "fund", "purpose", "id"]
        indexes = [models.Index(fields=["year", "body"], name="money_of_year")]
        constraints = [
            models.CheckConstraint(condition=ONE_SUBJECT, name="money_of_one"),
            models.UniqueConstraint(
                fields=["body", "year", "fund", "purpose"], condition=Q(body__isnull=False), name="money_of_body_once"
            ),
            models.UniqueConstraint(
                fields=["institution", "year", "fund", "purpose"],
                condition=Q(institution__isnull=False),
                name="money_of_institution_once",
            ),
            models.CheckConstraint(
                condition=Q(planned__isnull=True) | Q(spent__isnull=True) | Q(spent__lte=models.F("planned")),
                name="money_spent_within_planned",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body or self.institution}, {self.get_fund_display()} {self.year}"


class Ceiling(models.Model):
    """What a rule takes its share of: the money of a village or school in a year, all of it and not the library's."""

    class Kind(models.TextChoices):
        OPERATING = "operating", "Belanja operasional tanpa belanja pegawai dan modal"
        BOSP_REGULAR = "bosp_regular", "Pagu BOSP Reguler"
        DANA_DESA = "dana_desa", "Pagu Dana Desa"

    body = models.ForeignKey(ParentBody, on_delete=models.CASCADE, related_name="ceilings")
    year = models.PositiveSmallIntegerField("tahun anggaran")
    kind = models.CharField(max_length=14, choices=Kind)
    amount = models.PositiveBigIntegerField("rupiah")
    source = models.CharField("sumber angka", max_length=200, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-year", "kind"]
        constraints = [models.UniqueConstraint(fields=["body", "year", "kind"], name="ceiling_once")]

    def __str__(self) -> str:
        return f"{self.body}, {self.get_kind_display()} {self.year}"


class HelpPlan(models.Model):
    """A village or school that an agency means to help to a library in a year; a plan given up stays with its reason.

    What came of it follows from the records: budgeted, realised, registered, first return.
    """

    body = models.ForeignKey(ParentBody, on_delete=models.CASCADE, related_name="plans")
    year = models.PositiveSmallIntegerField("tahun")
    agency = models.CharField("instansi", max_length=40)
    fund = models.CharField("sumber dana", max_length=12, choices=Fund)
    note = models.CharField("catatan", max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField("alasan", max_length=300, blank=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["year", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["body"], condition=Q(withdrawn_at__isnull=True), name="help_plan_once_under_way"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="help_plan_withdrawn_with_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.body}, rencana {self.year}"


class BodyNote(models.Model):
    """What a meeting decided about a village or school."""

    body = models.ForeignKey(ParentBody, on_delete=models.CASCADE, related_name="notes")
    on = models.DateField("tanggal rapat")
    meeting = models.CharField("rapat", max_length=200)
    text = models.TextField("putusan")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-on", "-id"]

    def __str__(self) -> str:
        return f"{self.meeting}, {self.on}"
