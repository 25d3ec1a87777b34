"""Deliveries to the centre. What is asked, on which basis and from what it is answered stands in content."""

from django.conf import settings
from django.db import models
from django.db.models import Q

USER = settings.AUTH_USER_MODEL


class DueDate(models.Model):
    """Until when an obligation of one year is due, where content does not say it or a letter of that year differs."""

    obligation = models.CharField("permintaan", max_length=60)
    year = models.PositiveSmallIntegerField("tahun")
    due_on = models.DateField("batas")
    source = models.CharField("dasar batas", max_length=300)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["year", "obligation", "-id"]
        indexes = [models.Index(fields=["obligation", "year", "-id"], name="due_date_latest")]

    def __str__(self) -> str:
        return f"{self.obligation} {self.year}: {self.due_on}"


class Delivery(models.Model):
    """What was delivered to the centre: the file as it was, and the receipt. A wrong one is withdrawn, never changed.

    `year` is the year that the obligation speaks about. `receipt` is what the centre gave back: a number, a letter, a
    screenshot; its file is kept with its SHA-256.
    """

    obligation = models.CharField("permintaan", max_length=60)
    year = models.PositiveSmallIntegerField("tahun")
    delivered_on = models.DateField("diserahkan pada")
    due_on = models.DateField("batas waktu itu", null=True)
    way = models.CharField("cara", max_length=200, blank=True)
    file_name = models.CharField("nama berkas", max_length=200, blank=True)
    sha256 = models.CharField(max_length=64, blank=True)
    size_bytes = models.PositiveBigIntegerField(default=0)
    receipt = models.CharField("tanda terima", max_length=300, blank=True)
    receipt_name = models.CharField("berkas tanda terima", max_length=200, blank=True)
    receipt_sha256 = models.CharField(max_length=64, blank=True)
    receipt_media_type = models.CharField(max_length=80, blank=True)
    missing_at_delivery = models.PositiveIntegerField("yang belum ada saat diserahkan", default=0)
    note = models.TextField("catatan", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField("alasan", max_length=300, blank=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-delivered_on", "-id"]
        indexes = [models.Index(fields=["obligation", "year"], name="delivery_of_year")]
        constraints = [
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | ~Q(withdrawn_reason=""), name="delivery_withdrawn_with_reason"
            )
        ]

    def __str__(self) -> str:
        return f"{self.obligation} {self.year}, {self.delivered_on}"

    @property
    def is_late(self) -> bool:
        return self.due_on is not None and self.delivered_on > self.due_on
