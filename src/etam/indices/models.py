"""Frozen computations and what was made public of them."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q


class IndexRun(models.Model):
    """One computation of a method over one period: its inputs, edition, seed and checksum."""

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
    progress = models.PositiveSmallIntegerField(default=0)
    progress_note = models.CharField(max_length=200, blank=True)
    problem = models.TextField(blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)
    finished_at = models.DateTimeField(null=True)
    folder = models.CharField(max_length=300, blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    results = models.JSONField(default=dict)

    class Meta:
        ordering = ["-id"]

    def __str__(self) -> str:
        return f"{self.method_code}/{self.method_version} {self.period}"


class Release(models.Model):
    """The act of making a result public. A correction is a new release that names the one it replaces."""

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
    run = models.OneToOneField(IndexRun, on_delete=models.PROTECT, null=True, related_name="release")
    replaces = models.OneToOneField("self", on_delete=models.PROTECT, null=True, blank=True, related_name="replaced_by")
    reason = models.TextField("alasan pembetulan", blank=True)
    source = models.TextField("sumber", blank=True)
    defects = models.JSONField("cacat yang diketahui", default=list)
    results = models.JSONField(default=dict)
    folder = models.CharField(max_length=300, blank=True)
    manifest_sha256 = models.CharField(max_length=64, blank=True)
    proposed_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    proposed_at = models.DateTimeField()
    published_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")
    published_at = models.DateTimeField(null=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-period", "-number", "-id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(published_by__isnull=True) | ~Q(published_by=F("proposed_by")),
                name="release_needs_a_second_person",
            )
        ]

    def __str__(self) -> str:
        return self.title
