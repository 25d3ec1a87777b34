"""Frozen computations and what was made public of them."""

from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import models
from django.db.models import F, Q

STALLED_AFTER = timedelta(minutes=5)


class IndexRun(models.Model):
    """One computation of a method over one period: its inputs, edition, seed and checksum.

    `attempt` counts how often it was started, `alive_at` is the worker's last sign of life, and `folder` lies below
    `settings.RELEASES`.
    """

    class State(models.TextChoices):
        QUEUED = "queued", "Menunggu"
        RUNNING = "running", "Dihitung"
        DONE = "done", "Selesai"
        FAILED = "failed", "Gagal"

    method_code = models.CharField(max_length=80)
    method_version = models.CharField(max_length=40)
    method_checksum = models.CharField(max_length=64)
    period = models.PositiveSmallIntegerField()
    seed = models.PositiveBigIntegerField()
    draws = models.PositiveIntegerField()
    state = models.CharField(max_length=10, choices=State, default=State.QUEUED)
    attempt = models.PositiveSmallIntegerField(default=1)
    progress = models.PositiveSmallIntegerField(default=0)
    progress_note = models.CharField(max_length=200, blank=True)
    alive_at = models.DateTimeField()
    problem = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    folder = models.CharField(max_length=300, blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    results = models.JSONField(default=dict)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.method_code}/{self.method_version} {self.period}"

    @property
    def is_under_way(self) -> bool:
        return self.state in (self.State.QUEUED, self.State.RUNNING)

    @property
    def path(self) -> Path:
        """The folder with everything the computation froze."""
        return Path(settings.RELEASES) / self.folder

    def is_stalled_at(self, now: datetime) -> bool:
        """Whether the worker has given no sign of life for so long that somebody may start it again."""
        return self.is_under_way and now - self.alive_at > STALLED_AFTER


class Release(models.Model):
    """The act of making a result public. A correction is a new release that names the one it replaces.

    Only an external publication may have no proposer: the content it was loaded from is checked elsewhere.
    """

    class Kind(models.TextChoices):
        COMPUTED = "computed", "Dihitung Etam"
        EXTERNAL = "external", "Publikasi luar"

    class State(models.TextChoices):
        PROPOSED = "proposed", "Menunggu penerbit kedua"
        PUBLISHED = "published", "Terbit"
        DECLINED = "declined", "Tidak diterbitkan"

    code = models.SlugField(max_length=120, unique=True)
    kind = models.CharField(max_length=10, choices=Kind)
    title = models.CharField(max_length=200)
    method_code = models.CharField(max_length=80)
    method_version = models.CharField(max_length=40)
    period = models.PositiveSmallIntegerField()
    number = models.PositiveSmallIntegerField(default=1)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    run = models.ForeignKey(IndexRun, on_delete=models.PROTECT, null=True, related_name="releases")
    replaces = models.ForeignKey("self", on_delete=models.PROTECT, null=True, blank=True, related_name="corrections")
    reason = models.TextField("alasan pembetulan", blank=True)
    source = models.TextField("sumber", blank=True)
    defects = models.JSONField("cacat yang diketahui", default=list)
    results = models.JSONField(default=dict)
    folder = models.CharField(max_length=300, blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    proposed_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    declined_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    declined_at = models.DateTimeField(null=True)
    decline_reason = models.TextField("alasan tidak diterbitkan", blank=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-period", "-number", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
                name="release_needs_a_second_person",
            ),
            models.CheckConstraint(
                condition=Q(kind="external")
                | (Q(proposed_by__isnull=False) & (~Q(state="published") | Q(published_by__isnull=False))),
                name="release_of_ours_names_both_people",
            ),
            models.CheckConstraint(
                condition=Q(replaces__isnull=True) | ~Q(reason=""), name="release_correction_says_why"
            ),
            models.UniqueConstraint(fields=["run"], condition=~Q(state="declined"), name="release_once_per_run"),
            models.UniqueConstraint(fields=["replaces"], condition=~Q(state="declined"), name="release_replaced_once"),
            models.UniqueConstraint(fields=["method_code", "period", "number"], name="release_number_once"),
        ]
        indexes = [models.Index(fields=["state", "method_code", "-period", "-number"], name="release_latest")]

    def __str__(self) -> str:
        return self.title

    @property
    def label(self) -> str:
        """Period and number as people say them: "2024.2" is the second release about 2024."""
        return f"{self.period}.{self.number}"

    @property
    def path(self) -> Path:
        """The folder that anyone can recompute."""
        return Path(settings.RELEASES) / self.folder

    @property
    def replaced_by(self) -> "Release | None":
        """The published correction that took its place; uses the rows that `queries` prefetched."""
        return next((one for one in self.corrections.all() if one.state == self.State.PUBLISHED), None)
