"""A proposal of posts on its way from the unit to the decision."""

from django.conf import settings
from django.db import models
from django.db.models import Q

from etam.institutions.models import Institution
from etam.workforce.models.workload import Workload

USER = settings.AUTH_USER_MODEL


class Proposal(models.Model):
    """What one office proposes for one post and budget year, and at which desk it lies.

    `route` is the code of the route in content and `route_edition` its edition: the order of desks as it was when the
    proposal first set out, "" before. `desk` is the code of the desk where it lies; "" before it set out and after the
    end. One that was sent back lies at the desk to which it came back.
    """

    class State(models.TextChoices):
        DRAFT = "draft", "Draf"
        AT_DESK = "at_desk", "Di meja"
        SENT_BACK = "sent_back", "Dikembalikan"
        DECIDED = "decided", "Ditetapkan"
        REFUSED = "refused", "Ditolak"
        WITHDRAWN = "withdrawn", "Ditarik"

    office = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="formation_proposals")
    year = models.PositiveSmallIntegerField("tahun formasi")
    position = models.CharField("jabatan", max_length=40)
    workload = models.ForeignKey(Workload, on_delete=models.PROTECT, null=True, related_name="proposals")
    route = models.CharField("jalur", max_length=40, blank=True)
    route_edition = models.CharField(max_length=20, blank=True)
    explanation = models.TextField("penjelasan", blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.DRAFT)
    desk = models.CharField("meja", max_length=40, blank=True)
    desk_since = models.DateTimeField(null=True)
    due_on = models.DateField("batas di meja ini", null=True)
    decision = models.CharField("surat penetapan", max_length=200, blank=True)
    decided_on = models.DateField(null=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    version = models.PositiveIntegerField(default=1)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-year", "office", "position", "-id"]
        indexes = [models.Index(fields=["state", "desk"], name="proposal_at_desk")]
        constraints = [
            models.UniqueConstraint(
                fields=["office", "year", "position"],
                condition=Q(state__in=["draft", "at_desk", "sent_back"]),
                name="proposal_once_under_way",
            ),
            models.CheckConstraint(condition=~Q(state="at_desk") | ~Q(desk=""), name="proposal_lies_at_a_desk"),
            models.CheckConstraint(
                condition=~Q(state="decided") | Q(decided_on__isnull=False), name="proposal_decided_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return f"Usulan {self.position} {self.office} {self.year}"


class ProposalLine(models.Model):
    """The numbers of one level, in persons: needed, held, proposed, recommended, decided. None where not said yet."""

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="lines")
    level = models.CharField("jenjang", max_length=20)
    needed = models.PositiveIntegerField("kebutuhan", null=True)
    held = models.PositiveIntegerField("pemangku", null=True)
    proposed = models.PositiveIntegerField("diusulkan")
    recommended = models.PositiveIntegerField("direkomendasikan", null=True)
    decided = models.PositiveIntegerField("ditetapkan", null=True)
    filled = models.PositiveIntegerField("terisi", default=0)

    class Meta:
        ordering = ["proposal", "id"]
        constraints = [
            models.UniqueConstraint(fields=["proposal", "level"], name="proposal_level_once"),
            models.CheckConstraint(
                condition=Q(decided__isnull=True) | Q(filled__lte=models.F("decided")),
                name="proposal_filled_within_decided",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.level}"


class ProposalStep(models.Model):
    """What somebody did with a proposal: passed it on, sent it back, decided; with the numbers as they then were."""

    class Kind(models.TextChoices):
        SENT = "sent", "Dikirim"
        PASSED = "passed", "Diteruskan"
        SENT_BACK = "sent_back", "Dikembalikan"
        DECIDED = "decided", "Ditetapkan"
        REFUSED = "refused", "Ditolak"
        WITHDRAWN = "withdrawn", "Ditarik"
        FILLED = "filled", "Diisi"

    proposal = models.ForeignKey(Proposal, on_delete=models.CASCADE, related_name="steps")
    kind = models.CharField(max_length=10, choices=Kind)
    from_desk = models.CharField(max_length=40, blank=True)
    to_desk = models.CharField(max_length=40, blank=True)
    reason = models.TextField("alasan", blank=True)
    document = models.CharField("surat", max_length=200, blank=True)
    numbers = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_late = models.BooleanField(default=False)

    class Meta:
        ordering = ["proposal", "at", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(kind__in=["sent_back", "refused", "withdrawn"]) | ~Q(reason=""),
                name="proposal_step_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.proposal}: {self.get_kind_display()}"
