"""Who holds a post. What names a person is sealed; see `workforce.sealing`."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from etam.institutions.models import Institution

USER = settings.AUTH_USER_MODEL


class Holder(models.Model):
    """A person in a post and level at an office, from a day until a day; `ended_on` is the first day without them.

    A change of level ends one row and begins the next, so that every past day keeps its level. `sealed` is the
    encrypted document of name, NIP and birth date; `nip_digest` is a keyed digest that finds a NIP entered twice
    without opening anything. What stands in the open names nobody. Both are empty once the data were wiped.
    """

    class EndReason(models.TextChoices):
        RETIRED = "retired", "Pensiun"
        LEVEL = "level", "Berganti jenjang"
        MOVED = "moved", "Pindah kantor atau jabatan"
        RESIGNED = "resigned", "Berhenti"
        DIED = "died", "Meninggal"
        MISTAKEN = "mistaken", "Keliru dicatat"

    office = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="holders")
    position = models.CharField("jabatan", max_length=40)
    level = models.CharField("jenjang", max_length=20)
    sealed = models.BinaryField()
    nip_digest = models.CharField(max_length=64)
    certificate = models.CharField("sertifikat kompetensi", max_length=120, blank=True)
    appointed_on = models.DateField("diangkat pada")
    ended_on = models.DateField("berakhir pada", null=True)
    end_reason = models.CharField(max_length=10, choices=EndReason, blank=True)
    version = models.PositiveIntegerField(default=1)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["office", "position", "level", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["nip_digest"], condition=Q(ended_on__isnull=True), name="holder_of_one_post_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(ended_on__gte=models.F("appointed_on")),
                name="holder_ends_after_appointment",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | ~Q(end_reason=""), name="holder_ends_for_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"Pemangku {self.pk}, {self.position} {self.level}"


class NoHolder(models.Model):
    """An office says that nobody holds a post of its since a day; without it, and without records, nobody knows."""

    office = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="posts_without_holder")
    position = models.CharField("jabatan", max_length=40)
    since = models.DateField("tidak ada sejak")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["office", "position"]
        constraints = [models.UniqueConstraint(fields=["office", "position"], name="no_holder_stated_once")]

    def __str__(self) -> str:
        return f"Tanpa pemangku {self.position}, {self.office}"


class CorrectionRequest(models.Model):
    """A person asks that their data be corrected; answered within 3 × 24 hours, and late is seen to be late."""

    class Outcome(models.TextChoices):
        DONE = "done", "Dibetulkan"
        REFUSED = "refused", "Tidak dibetulkan"

    holder = models.ForeignKey(Holder, on_delete=models.CASCADE, related_name="corrections")
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField()
    way = models.CharField("disampaikan melalui", max_length=120)
    sealed = models.BinaryField()
    noted_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    settled_at = models.DateTimeField(null=True)
    settled_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    outcome = models.CharField(max_length=10, choices=Outcome, blank=True)
    answer = models.CharField("jawaban", max_length=300, blank=True)

    class Meta:
        ordering = ["due_at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(settled_at__isnull=True) | ~Q(outcome=""), name="correction_settled_with_outcome"
            )
        ]

    def __str__(self) -> str:
        return f"Permintaan pembetulan {self.pk}"
