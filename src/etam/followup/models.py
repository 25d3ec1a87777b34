"""Recommendations and what became of them. Responses, verdicts, extensions and changes of owner are only ever added.

What is true now stands in the recommendation: its status is that of the last verdict (`open` before the first), its due
date that of whatever moved it last, `pending` the answer that waits for a verdict.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.timezone import localdate

from etam.accounts.models import Pass
from etam.content.followup_rules import FollowupRules
from etam.content.followup_rules import Status as StatusRule
from etam.evidence.models import Evidence
from etam.followup import reference
from etam.institutions.models import Institution

USER = settings.AUTH_USER_MODEL
ANSWER_PURPOSE = "followup-answer"
"""Of a signed link with which somebody answers; its subject is the code of the recommendation."""
# The chips of `etam.web.components` have words of their own for the four statuses.
CHIPS = {"done": "done", "partly": "partial", "open": "not_begun", "impossible": "impossible"}


class Recommendation(models.Model):
    """One thing that somebody asks of an owner, with a number within its source.

    `source` and `source_id` name the record of another room that it came from; this room knows only its title and
    address. The owner is an institution, or a name where it is not registered.
    """

    class Status(models.TextChoices):
        DONE = "done", "Sesuai"
        PARTLY = "partly", "Belum sesuai"
        OPEN = "open", "Belum ditindaklanjuti"
        IMPOSSIBLE = "impossible", "Tidak dapat ditindaklanjuti"

    code = models.CharField("kode", max_length=40, unique=True)
    source = models.CharField(max_length=40)
    source_id = models.CharField(max_length=60)
    source_title = models.CharField("sumber", max_length=300)
    source_url = models.CharField(max_length=300, blank=True)
    number = models.PositiveSmallIntegerField("nomor")
    text = models.TextField("rekomendasi")
    action = models.TextField("tindakan yang diminta", blank=True)
    output = models.CharField("keluaran", max_length=300, blank=True)
    indicator = models.CharField("indikator", max_length=300, blank=True)
    target = models.CharField("target", max_length=200, blank=True)
    topic = models.CharField("topik", max_length=40)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="recommendations")
    owner_name = models.CharField("penanggung jawab", max_length=200, blank=True)
    supporters = models.TextField("pendukung", blank=True)
    budget_line = models.CharField("mata anggaran", max_length=200, blank=True)
    due_on = models.DateField("batas jawaban")
    due_is_own = models.BooleanField("batas ditetapkan sumbernya", default=False)
    status = models.CharField(max_length=12, choices=Status, default=Status.OPEN)
    status_since = models.DateTimeField()
    pending = models.OneToOneField("Response", on_delete=models.PROTECT, null=True, related_name="+")
    verdict = models.OneToOneField("Verdict", on_delete=models.PROTECT, null=True, related_name="+")
    rules_version = models.CharField(max_length=40)
    issued_at = models.DateTimeField("terbit")
    issued_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["source", "source_id", "number"]
        constraints = [
            models.UniqueConstraint(fields=["source", "source_id", "number"], name="recommendation_number_once"),
            models.CheckConstraint(
                condition=(Q(institution__isnull=False) & Q(owner_name=""))
                | (Q(institution__isnull=True) & ~Q(owner_name="")),
                name="recommendation_has_one_owner",
            ),
        ]
        indexes = [models.Index(fields=["status", "due_on"], name="recommendation_due")]

    def __str__(self) -> str:
        return f"{self.source_title}, nomor {self.number}"

    def get_absolute_url(self) -> str:
        return reverse("followup:recommendation", args=[self.code])

    @property
    def rules(self) -> FollowupRules:
        """The edition of the rules under which it was issued."""
        return reference.edition(self.rules_version)

    @property
    def status_rule(self) -> StatusRule:
        return self.rules.statuses[self.status]

    @property
    def topic_label(self) -> str:
        return self.rules.topics[self.topic]["id"]

    @property
    def chip(self) -> str:
        """The name of its status chip."""
        return CHIPS[self.status]

    @property
    def is_settled(self) -> bool:
        """Nothing is asked of the owner any more."""
        return self.status in self.rules.settled


class Response(models.Model):
    """What the owner says was done. `due_on` is the due date that held when it was sent."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="responses")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    progress = models.PositiveSmallIntegerField(help_text="persen, 0 sampai 100")
    no_evidence_reason = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    by_pass = models.ForeignKey(Pass, on_delete=models.PROTECT, null=True, related_name="+")
    due_on = models.DateField()
    review_due_on = models.DateField()
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["recommendation", "number"]
        constraints = [
            models.UniqueConstraint(fields=["recommendation", "number"], name="response_number_once"),
            models.CheckConstraint(condition=Q(progress__lte=100), name="response_progress_is_a_share"),
            models.CheckConstraint(
                condition=Q(by__isnull=False, by_pass__isnull=True) | Q(by__isnull=True, by_pass__isnull=False),
                name="response_by_a_person_or_a_pass",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}, jawaban {self.number}"

    @property
    def by_name(self) -> str:
        """Who answered: a person, or the holder of a signed link."""
        return self.by_pass.holder if self.by_pass else str(self.by)

    @property
    def is_late(self) -> bool:
        """It was sent after the due date that held then."""
        return localdate(self.at) > self.due_on


class Verdict(models.Model):
    """What a judge made of a response. `due_on` is until when the owner answers from here on; None when settled."""

    class Kind(models.TextChoices):
        JUDGED = "judged", "Dinilai"
        REOPENED = "reopened", "Dibuka kembali"
        CONFIRMED = "confirmed", "Dikukuhkan"

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="verdicts")
    kind = models.CharField(max_length=12, choices=Kind, default=Kind.JUDGED)
    response = models.ForeignKey(Response, on_delete=models.PROTECT, related_name="verdicts")
    status = models.CharField(max_length=12, choices=Recommendation.Status)
    reason = models.CharField(max_length=40, blank=True)
    document = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    note = models.TextField(blank=True)
    due_on = models.DateField(null=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recommendation", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(status="impossible") | (~Q(reason="") & Q(document__isnull=False)),
                name="impossible_has_reason_and_document",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: {self.get_status_display()}"

    @property
    def reason_label(self) -> str:
        """The accepted reason in words; "" where none is asked."""
        return self.recommendation.rules.impossible_reasons[self.reason].label["id"] if self.reason else ""


class Extension(models.Model):
    """A later due date, with a reason that the rules accept."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="extensions")
    from_due_on = models.DateField()
    due_on = models.DateField()
    reason = models.CharField(max_length=40)
    note = models.TextField(blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recommendation", "id"]
        constraints = [
            models.CheckConstraint(condition=Q(due_on__gt=F("from_due_on")), name="extension_is_later"),
        ]

    def __str__(self) -> str:
        return f"{self.recommendation}: sampai {self.due_on}"

    @property
    def reason_label(self) -> str:
        return self.recommendation.rules.late_reasons[self.reason].label["id"]


class OwnerChange(models.Model):
    """A recommendation passed from one owner to another, and why."""

    recommendation = models.ForeignKey(Recommendation, on_delete=models.CASCADE, related_name="owner_changes")
    from_institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    from_name = models.CharField(max_length=200, blank=True)
    to_institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    to_name = models.CharField(max_length=200, blank=True)
    reason = models.TextField()
    due_on = models.DateField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["recommendation", "id"]

    def __str__(self) -> str:
        return f"{self.before} → {self.after}"

    @property
    def before(self) -> str:
        return self.from_institution.name if self.from_institution else self.from_name

    @property
    def after(self) -> str:
        return self.to_institution.name if self.to_institution else self.to_name
