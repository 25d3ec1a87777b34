"""An institution's files, where each is used, and files that are still on their way."""

import uuid

from django.conf import settings
from django.db import models
from django.db.models import Q

from etam.evidence.checking import WORDS
from etam.institutions.models import Institution


class Evidence(models.Model):
    """A file of an institution. Its bytes lie outside the database, named by their SHA-256, and never change."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="evidence")
    code = models.CharField("kode", max_length=6, unique=True)
    type = models.CharField("jenis", max_length=40)
    title = models.CharField("judul", max_length=200)
    # Shown to people only; no path is ever made of it.
    file_name = models.CharField("nama berkas", max_length=200)
    media_type = models.CharField(max_length=100)
    size_bytes = models.PositiveIntegerField()
    sha256 = models.CharField("SHA-256 yang disimpan", max_length=64)
    received_sha256 = models.CharField("SHA-256 yang diterima", max_length=64)
    issued_on = models.DateField("tanggal terbit", null=True)
    valid_until = models.DateField("hari terakhir berlaku", null=True)
    uploaded_at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, related_name="successor")
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.CharField(max_length=500, blank=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["title", "id"]
        indexes = [
            models.Index(fields=["institution", "valid_until"], name="evidence_validity"),
            models.Index(fields=["institution", "sha256"], name="evidence_kept_bytes"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "received_sha256"],
                condition=Q(withdrawn_at__isnull=True),
                name="evidence_once_per_institution",
            )
        ]

    def __str__(self) -> str:
        return f"{self.code} {self.title}"

    @property
    def kind(self) -> str:
        """What people call the media type: "PDF", "JPEG"."""
        return WORDS.get(self.media_type, self.media_type)


class Use(models.Model):
    """An evidence supports something: a question of an assessment, a response, a return.

    `place` and `place_id` name the record of the room above, `element` the question in it; `title` and `url` are what
    that room wants people to read.
    """

    class Place(models.TextChoices):
        ASSESSMENT = "assessment", "Asesmen"
        CERTIFICATE = "certificate", "Sertifikat"
        RESPONSE = "response", "Tindak lanjut"
        SUBMISSION = "submission", "Isian"
        EVENT = "event", "Kegiatan"
        MEETING = "meeting", "Rapat"
        ACTIVITY = "activity", "Program"

    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, related_name="uses")
    place = models.CharField(max_length=20, choices=Place)
    place_id = models.CharField(max_length=40)
    element = models.CharField(max_length=80, blank=True)
    title = models.CharField(max_length=200, blank=True)
    url = models.CharField(max_length=200, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    # Once what it supports has been decided, the use shows what was looked at then: it neither moves nor ends.
    fixed_at = models.DateTimeField(null=True)
    released_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["at", "id"]
        indexes = [models.Index(fields=["place", "place_id"], name="evidence_use_place")]
        constraints = [
            models.UniqueConstraint(
                fields=["evidence", "place", "place_id", "element"],
                condition=Q(released_at__isnull=True),
                name="evidence_used_once_per_element",
            )
        ]

    def __str__(self) -> str:
        return self.title or f"{self.get_place_display()} {self.place_id}"


class Incoming(models.Model):
    """A file that arrives in parts; forgotten when it is complete, cancelled, or left alone for a week."""

    key = models.UUIDField(primary_key=True, default=uuid.uuid4)
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="+")
    file_name = models.CharField(max_length=200)
    size_bytes = models.PositiveIntegerField()
    # What the sender says the whole will be; "" when its browser cannot tell.
    sha256 = models.CharField(max_length=64, blank=True)
    received_bytes = models.PositiveIntegerField(default=0)
    begun_at = models.DateTimeField()
    touched_at = models.DateTimeField()

    class Meta:
        ordering = ["-touched_at"]

    def __str__(self) -> str:
        return self.file_name

    @property
    def is_complete(self) -> bool:
        return self.received_bytes == self.size_bytes
