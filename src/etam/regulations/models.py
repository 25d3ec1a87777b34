"""Regulations as the register knows them, and the editions of content that were loaded."""

from django.db import models


class Regulation(models.Model):
    """One law, regulation or decree. Loaded from content; the id is its code there."""

    class Status(models.TextChoices):
        IN_FORCE = "berlaku", "Berlaku"
        REVOKED = "dicabut", "Dicabut"
        TO_VERIFY = "perlu verifikasi", "Perlu verifikasi"

    code = models.CharField(max_length=80, primary_key=True)
    type = models.CharField(max_length=60)
    number = models.CharField(max_length=60)
    year = models.PositiveSmallIntegerField()
    title = models.TextField()
    issuer = models.CharField(max_length=200)
    status = models.CharField(max_length=20, choices=Status)
    confidence = models.CharField(max_length=20)
    note = models.TextField(blank=True)

    class Meta:
        ordering = ["-year", "type", "number"]

    def __str__(self) -> str:
        return f"{self.type} {self.number}/{self.year}"


class RegulationRelation(models.Model):
    """What one regulation does to another, in one direction; the inverse is derived."""

    class Verb(models.TextChoices):
        AMENDS = "mengubah", "mengubah"
        REVOKES = "mencabut", "mencabut"
        IMPLEMENTS = "melaksanakan", "melaksanakan"
        REPLACES = "menggantikan", "menggantikan"
        UPDATES = "memutakhirkan", "memutakhirkan"

    subject = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="does")
    verb = models.CharField(max_length=20, choices=Verb)
    object = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="undergoes")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["subject", "verb", "object"], name="relation_once")]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.verb} {self.object_id}"


class ContentVersion(models.Model):
    """An edition of content that this database has loaded or used, with the checksum of its folder."""

    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    version = models.CharField(max_length=40)
    checksum = models.CharField(max_length=64)
    loaded_at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["kind", "code", "version"], name="content_version_once")]

    def __str__(self) -> str:
        return f"{self.kind}/{self.code}/{self.version}"
