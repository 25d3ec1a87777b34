"""Files that came in and wait to be confirmed."""

from django.conf import settings
from django.db import models

from etam.assessments.models import Sheet
from etam.submissions.models import Round


class IncomingFile(models.Model):
    """What every kind of upload has in common: which file it was, from whom, and what became of it."""

    class State(models.TextChoices):
        PREVIEWED = "previewed", "Menunggu konfirmasi"
        CONFIRMED = "confirmed", "Disimpan"
        DISCARDED = "discarded", "Dibatalkan"

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.PREVIEWED)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True
        ordering = ["-id"]

    def __str__(self) -> str:
        return self.file_name


class Upload(IncomingFile):
    """A spreadsheet that somebody sent. Nothing of it is stored as answers until it is confirmed."""

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="uploads")
    rows = models.JSONField(default=list)
    problems = models.JSONField(default=list)


class SheetUpload(IncomingFile):
    """A workbook of an assessment that somebody sent. Nothing of it is stored in the sheet until it is confirmed."""

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="uploads")
    content = models.JSONField(default=dict)
    problems = models.JSONField(default=list)


class FeedUpload(IncomingFile):
    """Another list's JDIHN feed that an officer sent. Nothing of it enters the register until they choose rows.

    `rows` are kept as `jdihn.rows.FeedRow` until then; afterwards `taken` holds the codes of what was taken over.
    """

    publisher = models.CharField("pemilik umpan", max_length=200)
    rows = models.JSONField(default=list)
    taken = models.JSONField(default=list)
