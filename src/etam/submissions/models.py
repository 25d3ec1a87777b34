"""Rounds, submissions and their revisions; figures are what acceptance leaves behind.

A round has one submission for every institution it expects, from the day it is opened. So the list of submissions *is*
the list of what is expected, with each institution's kind and region as they were when the list was drawn up.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from etam.institutions.models import Institution, Region


class Round(models.Model):
    """The weeks in which one edition of an instrument is answered about one period."""

    code = models.CharField("kode", max_length=40, unique=True)
    title = models.CharField("judul", max_length=200)
    instrument_code = models.CharField(max_length=80)
    instrument_version = models.CharField(max_length=40)
    instrument_checksum = models.CharField(max_length=64)
    period = models.PositiveSmallIntegerField("tahun data")
    opens_on = models.DateField("dibuka")
    due_on = models.DateField("batas kirim")
    closes_on = models.DateField("ditutup")
    locked_at = models.DateTimeField("dikunci", null=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-period", "-opens_on"]
        constraints = [
            models.CheckConstraint(
                condition=Q(opens_on__lte=F("due_on")) & Q(due_on__lte=F("closes_on")), name="round_dates_in_order"
            )
        ]

    def __str__(self) -> str:
        return self.title

    def state_on(self, day: date) -> str:
        """`planned` before it opens, `open` until it closes (both days included), `closed` after."""
        if day < self.opens_on:
            return "planned"
        return "open" if day <= self.closes_on else "closed"


class Submission(models.Model):
    """What one institution owes one round. The answers stand in its revisions; `latest` is the one that counts."""

    class State(models.TextChoices):
        NONE = "none", "Belum mulai"
        DRAFT = "draft", "Konsep"
        SUBMITTED = "submitted", "Terkirim"
        SENT_BACK = "sent_back", "Dikembalikan"
        VERIFIED = "verified", "Terverifikasi"
        ACCEPTED = "accepted", "Diterima"
        LOCKED = "locked", "Terkunci"

    round = models.ForeignKey(Round, on_delete=models.PROTECT, related_name="submissions")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="submissions")
    kind = models.CharField(max_length=20)
    subtype = models.CharField(max_length=20)
    regency = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    state = models.CharField(max_length=12, choices=State, default=State.NONE)
    latest = models.OneToOneField("Revision", on_delete=models.PROTECT, null=True, related_name="+")
    must_fix_count = models.PositiveSmallIntegerField(default=0)
    explain_count = models.PositiveSmallIntegerField(default=0)
    answered_count = models.PositiveSmallIntegerField(default=0)
    failed_checks = models.JSONField(default=list)
    first_submitted_at = models.DateTimeField(null=True)
    state_since = models.DateTimeField()
    is_sample = models.BooleanField(default=False)

    class Meta:
        ordering = ["state_since", "id"]
        constraints = [models.UniqueConstraint(fields=["round", "institution"], name="submission_once")]
        indexes = [models.Index(fields=["round", "regency", "state"], name="submission_queue")]

    def __str__(self) -> str:
        return f"{self.institution} – {self.round}"

    def get_absolute_url(self) -> str:
        return reverse("submissions:overview", args=[self.pk])

    @property
    def is_clean(self) -> bool:
        """No check failed; nothing needs a second look."""
        return not self.must_fix_count and not self.explain_count

    @property
    def flag_count(self) -> int:
        return self.must_fix_count + self.explain_count

    @property
    def flag_text(self) -> str:
        return f"{self.flag_count} tanda" if self.flag_count else "bersih"

    @property
    def must_fix_text(self) -> str:
        return f"{self.must_fix_count} perbaikan"


class Revision(models.Model):
    """Everything answered at one moment. Never changed; the next save is the next revision."""

    class Channel(models.TextChoices):
        WEB = "web", "Formulir web"
        XLSX = "xlsx", "Berkas XLSX"
        CSV = "csv", "Berkas CSV"
        ARCHIVE = "archive", "Arsip putaran lama"
        DEMO = "demo", "Data contoh"

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    reasons = models.JSONField(default=dict)
    changed = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["submission", "number"]
        constraints = [models.UniqueConstraint(fields=["submission", "number"], name="revision_number_once")]

    def __str__(self) -> str:
        return f"{self.submission} revisi {self.number}"


class Transition(models.Model):
    """A submission passed from one state to the next, by whose hand and why."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="transitions")
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, choices=Submission.State)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["submission", "id"]

    def __str__(self) -> str:
        return f"{self.submission}: {self.from_state} → {self.to_state}"


class Finding(models.Model):
    """A verifier's remark tied to one question, until it is settled."""

    submission = models.ForeignKey(Submission, on_delete=models.CASCADE, related_name="findings")
    element = models.CharField(max_length=60)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["submission", "id"]

    def __str__(self) -> str:
        return self.text


class Figure(models.Model):
    """(institution, element, period, value) with its provenance. `number` is null when `nothing` says why."""

    class Nothing(models.TextChoices):
        MISSING = "missing", "Tidak ada data"
        NOT_APPLICABLE = "not_applicable", "Tidak berlaku"

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="figures")
    element = models.CharField(max_length=60)
    period = models.PositiveSmallIntegerField()
    number = models.FloatField(null=True)
    nothing = models.CharField(max_length=16, choices=Nothing, blank=True)
    revision = models.ForeignKey(Revision, on_delete=models.PROTECT, related_name="figures")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["institution", "period", "element"],
                condition=Q(replaced_at__isnull=True),
                name="figure_counts_once",
            ),
            models.CheckConstraint(
                condition=(Q(number__isnull=False) & Q(nothing="")) | (Q(number__isnull=True) & ~Q(nothing="")),
                name="figure_is_a_number_or_says_why_not",
            ),
        ]
        indexes = [models.Index(fields=["period"], name="figure_period")]

    def __str__(self) -> str:
        return f"{self.institution_id} {self.element} {self.period}"
