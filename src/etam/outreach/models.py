"""Events that make accreditation known, what was handed out there, and who came.

The names of those who came are personal data: they are kept for a time that the form tells, shown only to those who
organise, and then wiped; the library stays.
"""

from datetime import date
from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from etam.evidence.models import Evidence
from etam.evidence.reference import months_later
from etam.institutions.models import Institution, Region

USER = settings.AUTH_USER_MODEL
KEEP_MONTHS = 24
"""How long names are kept after an event, unless it says otherwise. Our proposal: no rule names a time."""


class Event(models.Model):
    """A meeting at which accreditation is made known. `regency` is where it reaches out; None is the whole province.

    `kinds` are the kinds of library it is meant for; an empty list is all of them. The attendance page is open between
    `opens_at` and `closes_at` to whoever has the token.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Direncanakan"
        HELD = "held", "Terlaksana"
        CANCELLED = "cancelled", "Dibatalkan"

    code = models.CharField("kode", max_length=20, unique=True)
    title = models.CharField("judul", max_length=200)
    held_on = models.DateField("tanggal")
    starts_at = models.TimeField("mulai", null=True)
    ends_at = models.TimeField("selesai", null=True)
    place = models.CharField("tempat", max_length=200, blank=True)
    is_online = models.BooleanField("daring", default=False)
    regency = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    audience = models.CharField("sasaran", max_length=300, blank=True)
    kinds = models.JSONField("jenis perpustakaan", default=list)
    organiser = models.CharField("penyelenggara", max_length=200, blank=True)
    organiser_institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    topic = models.CharField("topik", max_length=300, blank=True)
    generation = models.CharField("generasi instrumen", max_length=40, blank=True)
    notes = models.TextField("catatan", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    cancelled_reason = models.CharField("alasan batal", max_length=300, blank=True)
    head_count = models.PositiveIntegerField("jumlah hadir", null=True, help_text="bila hanya dihitung")
    token = models.CharField(max_length=40, unique=True)
    opens_at = models.DateTimeField("daftar hadir dibuka")
    closes_at = models.DateTimeField("daftar hadir ditutup")
    keep_months = models.PositiveSmallIntegerField("bulan nama disimpan", default=KEEP_MONTHS)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-held_on", "-id"]
        indexes = [models.Index(fields=["held_on", "regency"], name="event_day_place")]
        constraints = [
            models.CheckConstraint(condition=Q(closes_at__gt=F("opens_at")), name="event_list_closes_after_it_opens"),
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="event_ends_after_it_begins"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_reason=""), name="event_cancelled_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("outreach:event", args=[self.code])

    @property
    def organiser_name(self) -> str:
        return self.organiser_institution.name if self.organiser_institution else self.organiser

    @property
    def region_name(self) -> str:
        """Where it reaches out, as people say it."""
        return self.regency.short_name if self.regency else "Seluruh provinsi"

    @property
    def names_until(self) -> date:
        """The last day on which the names of those who came are kept."""
        return months_later(self.held_on, self.keep_months)


class Material(models.Model):
    """What was shown or handed out: a file of the organising institution, or an address."""

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField("judul", max_length=200)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    url = models.URLField("tautan", max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            models.UniqueConstraint(fields=["event", "evidence"], name="material_file_once"),
            models.CheckConstraint(
                condition=(Q(evidence__isnull=False) & Q(url="")) | (Q(evidence__isnull=True) & ~Q(url="")),
                name="material_is_a_file_or_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Attendance(models.Model):
    """Somebody came, for a library or another institution. One person is noted once for each event and library.

    `institution_name` and `regency` are what was written where the library is not registered. `key` tells two
    attendances apart; once the names are wiped it no longer holds them.
    """

    class Way(models.TextChoices):
        QR = "qr", "Lewat ponsel"
        LIST = "list", "Dari daftar"
        COUNT = "count", "Tanpa nama"

    event = models.ForeignKey(Event, on_delete=models.CASCADE, related_name="attendances")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="attendances")
    institution_name = models.CharField("nama lembaga", max_length=200, blank=True)
    regency = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    person_name = models.CharField("nama", max_length=200, blank=True)
    position = models.CharField("jabatan", max_length=200, blank=True)
    way = models.CharField("cara", max_length=10, choices=Way)
    key = models.CharField(max_length=450)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    removed_reason = models.CharField(max_length=300, blank=True)
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["event", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["event", "key"], condition=Q(removed_at__isnull=True), name="attended_once_per_person"
            ),
            models.CheckConstraint(
                condition=(Q(institution__isnull=False) & Q(institution_name=""))
                | (Q(institution__isnull=True) & ~Q(institution_name="")),
                name="attendance_names_one_institution",
            ),
            models.CheckConstraint(
                condition=Q(wiped_at__isnull=True) | Q(person_name="", position=""), name="wiped_holds_no_name"
            ),
        ]
        indexes = [models.Index(fields=["institution", "event"], name="attendance_institution")]

    def __str__(self) -> str:
        # Without the person: this text enters the journal.
        return f"{self.library_name}, {self.event}"

    @property
    def library_name(self) -> str:
        return self.institution.name if self.institution else self.institution_name

    @property
    def place(self) -> Any:
        """The kab/kota that the institution is in, as far as it is known; a Region or None."""
        return self.institution.regency if self.institution else self.regency

    @property
    def is_from_elsewhere(self) -> bool:
        """The library is of another region than the one the event reaches out to."""
        here, there = self.event.regency_id, self.institution.regency_id if self.institution else self.regency_id
        return bool(here and there and here != there)
