"""Coordination meetings from the first plan to the adopted points, and the figures that say whether these moved.

What is adopted is never edited: points, minutes and the document stand as the plenary left them. What is done about a
point is kept in `followup`: each action plan is a recommendation there, under the source "meeting" and the key of the
point.
"""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse
from django.utils.text import Truncator

from etam.accounts.models import Pass
from etam.evidence.models import Evidence
from etam.evidence.reference import months_later
from etam.followup.models import Recommendation
from etam.institutions.models import Institution, Region

USER = settings.AUTH_USER_MODEL
SOURCE = "meeting"
KEEP_MONTHS = 24
"""How long names of participants are kept after a meeting. Our proposal, as for outreach: no rule names a time."""


class Meeting(models.Model):
    """A coordination meeting. `label` is what it is called (Rakornis, Rakorda, Rakor), `code` is its address.

    The host is a region, or a name where it lies outside the province. Everything of an adopted meeting stands still.
    """

    class State(models.TextChoices):
        PLANNED = "planned", "Direncanakan"
        ADOPTED = "adopted", "Rekomendasi ditetapkan"
        HELD = "held", "Terlaksana"
        CANCELLED = "cancelled", "Dibatalkan"

    code = models.SlugField("kode", max_length=40, unique=True)
    label = models.CharField("sebutan", max_length=40)
    name = models.CharField("nama lengkap", max_length=300)
    theme = models.CharField("tema", max_length=300, blank=True)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    host = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    host_name = models.CharField("tuan rumah", max_length=200, blank=True)
    venue = models.CharField("tempat", max_length=300, blank=True)
    considerations = models.JSONField("menimbang", default=list, blank=True)
    resolution = models.TextField("penutup", blank=True)
    number = models.CharField("nomor dokumen", max_length=120, blank=True)
    signed_at_place = models.CharField("ditetapkan di", max_length=120, blank=True)
    adopted_on = models.DateField("ditetapkan pada", null=True, blank=True)
    adopted_at = models.DateTimeField(null=True)
    adopted_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    state = models.CharField(max_length=10, choices=State, default=State.PLANNED)
    cancelled_reason = models.CharField("alasan batal", max_length=300, blank=True)
    token = models.CharField(max_length=40, unique=True)
    opens_at = models.DateTimeField("daftar hadir dibuka", null=True)
    closes_at = models.DateTimeField("daftar hadir ditutup", null=True)
    keep_months = models.PositiveSmallIntegerField("bulan nama disimpan", default=KEEP_MONTHS)
    source = models.CharField("sumber", max_length=300, blank=True)
    confidence = models.CharField(max_length=20, default="official")
    content_version = models.CharField(max_length=40, blank=True)
    made_at = models.DateTimeField()
    made_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-starts_on", "-id"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="meeting_ends_after_it_begins"),
            models.CheckConstraint(
                condition=~Q(state="adopted") | Q(adopted_on__isnull=False), name="meeting_adopted_on_a_day"
            ),
            models.CheckConstraint(
                condition=~Q(state="cancelled") | ~Q(cancelled_reason=""), name="meeting_cancelled_with_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.label} {self.starts_on.year}"

    def get_absolute_url(self) -> str:
        return reverse("meetings:meeting", args=[self.code])

    @property
    def public_url(self) -> str:
        """Its page for everybody, which room `publishing` keeps above this one."""
        return reverse("meeting", args=[self.code])

    @property
    def is_adopted(self) -> bool:
        return self.state == self.State.ADOPTED

    @property
    def host_label(self) -> str:
        """Who hosts it, as people say it; "" when that is not known."""
        return self.host.short_name if self.host else self.host_name

    @property
    def names_until(self) -> date:
        """The last day on which names of participants are kept."""
        return months_later(self.ends_on, self.keep_months)


class AgendaItem(models.Model):
    """One part of the programme, with its speaker where there is one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="agenda")
    day = models.DateField("tanggal")
    starts_at = models.TimeField("mulai", null=True, blank=True)
    ends_at = models.TimeField("selesai", null=True, blank=True)
    title = models.CharField("acara", max_length=300)
    speaker = models.CharField("pembicara", max_length=200, blank=True)
    speaker_position = models.CharField("jabatan pembicara", max_length=200, blank=True)

    class Meta:
        ordering = ["meeting", "day", F("starts_at").asc(nulls_first=True), "id"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_at__isnull=True) | Q(ends_at__gt=F("starts_at")), name="agenda_ends_after_it_begins"
            )
        ]

    def __str__(self) -> str:
        return self.title


class Participant(models.Model):
    """Somebody who is invited or came, for an institution. Names are personal data and are wiped after their time.

    `user` is the account, where the person has one; otherwise `invitation` is the signed link.
    """

    class Part(models.TextChoices):
        PARTICIPANT = "participant", "Peserta"
        DRAFTER = "drafter", "Tim perumus"
        SPEAKER = "speaker", "Narasumber"
        GUEST = "guest", "Undangan"

    class Way(models.TextChoices):
        QR = "qr", "Lewat ponsel"
        LIST = "list", "Dicatat panitia"

    class Answer(models.TextChoices):
        COMING = "coming", "Akan hadir"
        ABSENT = "absent", "Tidak dapat hadir"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="participants")
    part = models.CharField("peran", max_length=12, choices=Part, default=Part.PARTICIPANT)
    person_name = models.CharField("nama", max_length=200, blank=True)
    position = models.CharField("jabatan", max_length=200, blank=True)
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    institution_name = models.CharField("instansi", max_length=200, blank=True)
    regency = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    email = models.EmailField("alamat surel", blank=True)
    user = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, blank=True, related_name="+")
    invitation = models.OneToOneField(Pass, on_delete=models.PROTECT, null=True, related_name="+")
    invited_at = models.DateTimeField(null=True)
    answer = models.CharField("jawaban undangan", max_length=10, choices=Answer, blank=True)
    answered_at = models.DateTimeField(null=True)
    attended_at = models.DateTimeField(null=True)
    attended_way = models.CharField(max_length=10, choices=Way, blank=True)
    added_at = models.DateTimeField()
    added_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    removed_at = models.DateTimeField(null=True)
    removed_reason = models.CharField("alasan", max_length=300, blank=True)
    wiped_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["meeting", "institution_name", "id"]
        indexes = [models.Index(fields=["meeting", "attended_at"], name="participant_attended")]
        constraints = [
            models.CheckConstraint(
                condition=Q(wiped_at__isnull=True) | Q(person_name="", position="", email=""),
                name="participant_wiped_holds_no_name",
            )
        ]

    def __str__(self) -> str:
        # Without the person: this text enters the journal.
        return f"{self.institution_label}, {self.meeting}"

    @property
    def institution_label(self) -> str:
        return self.institution.name if self.institution else self.institution_name


class Material(models.Model):
    """What was shown or handed out: a file of an institution, or an address."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="materials")
    title = models.CharField("judul", max_length=200)
    evidence = models.ForeignKey(Evidence, on_delete=models.PROTECT, null=True, related_name="+")
    url = models.URLField("tautan", max_length=500, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "evidence"], name="meeting_material_file_once"),
            models.CheckConstraint(
                condition=(Q(evidence__isnull=False) & Q(url="")) | (Q(evidence__isnull=True) & ~Q(url="")),
                name="meeting_material_is_a_file_or_an_address",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class Minutes(models.Model):
    """The minutes as they stood after one change; the latest counts. None is added once the meeting has adopted."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="minutes")
    number = models.PositiveSmallIntegerField()
    text = models.TextField("notula")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["meeting", "-number"]
        constraints = [models.UniqueConstraint(fields=["meeting", "number"], name="minutes_number_once")]

    def __str__(self) -> str:
        return f"Notula {self.meeting}, naskah {self.number}"


class Point(models.Model):
    """One point of the recommendations: proposed, drafted, then adopted or rejected by the plenary.

    `number` is given when it is adopted; `position` orders the drafts. `text` is its latest wording.
    """

    class State(models.TextChoices):
        PROPOSED = "proposed", "Diusulkan"
        DRAFTED = "drafted", "Dirumuskan"
        ADOPTED = "adopted", "Ditetapkan"
        REJECTED = "rejected", "Tidak ditetapkan"
        MERGED = "merged", "Digabung"
        WITHDRAWN = "withdrawn", "Ditarik"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="points")
    number = models.PositiveSmallIntegerField("nomor", null=True)
    position = models.PositiveSmallIntegerField("urutan", default=0)
    title = models.CharField("judul singkat", max_length=200, blank=True)
    text = models.TextField("bunyi")
    topic = models.CharField("topik", max_length=40)
    addressed_to = models.CharField("ditujukan kepada", max_length=300, blank=True)
    state = models.CharField(max_length=10, choices=State, default=State.PROPOSED)
    merged_into = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="merged")
    decided_note = models.TextField("catatan pleno", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    made_at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", F("number").asc(nulls_last=True), "position", "id"]
        constraints = [
            models.UniqueConstraint(fields=["meeting", "number"], name="point_number_once"),
            models.CheckConstraint(
                condition=(Q(state="adopted") & Q(number__isnull=False))
                | (~Q(state="adopted") & Q(number__isnull=True)),
                name="point_numbered_when_adopted",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.meeting}, butir {self.number}" if self.number else f"{self.meeting}, usulan"

    @property
    def code(self) -> str:
        """How people cite it: "R4"; "" before it is adopted."""
        return f"R{self.number}" if self.number else ""

    @property
    def short_name(self) -> str:
        """What a list calls it: its title, or how its text begins."""
        return self.title or Truncator(self.text).words(12)

    @property
    def key(self) -> str:
        """Under which `followup` keeps its action plans."""
        return f"{self.meeting.code}-{self.number}"


class PointText(models.Model):
    """One wording of a point: who wrote it and when. The latest stands in the point."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="texts")
    number = models.PositiveSmallIntegerField()
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["point", "-number"]
        constraints = [models.UniqueConstraint(fields=["point", "number"], name="point_text_number_once")]

    def __str__(self) -> str:
        return f"{self.point}, rumusan {self.number}"


class Comment(models.Model):
    """What somebody said about a point while it was being drafted."""

    point = models.ForeignKey(Point, on_delete=models.CASCADE, related_name="comments")
    text = models.TextField("komentar")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    participant = models.ForeignKey(Participant, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["point", "id"]

    def __str__(self) -> str:
        return f"{self.point}: {self.text[:60]}"


class Signatory(models.Model):
    """Who signs the document: a representative, or one who takes note (*mengetahui*)."""

    class Part(models.TextChoices):
        REPRESENTATIVE = "representative", "Perwakilan peserta"
        ACKNOWLEDGES = "acknowledges", "Mengetahui"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="signatories")
    part = models.CharField("sebagai", max_length=16, choices=Part, default=Part.REPRESENTATIVE)
    position = models.PositiveSmallIntegerField("urutan", default=0)
    person_name = models.CharField("nama", max_length=200)
    office = models.CharField("jabatan", max_length=200)
    institution_name = models.CharField("instansi", max_length=200, blank=True)

    class Meta:
        ordering = ["meeting", "part", "position", "id"]

    def __str__(self) -> str:
        return f"{self.person_name}, {self.office}"


class MeetingDocument(models.Model):
    """An edition of the official document as PDF/A. Earlier editions stay; `reason` says why there is a later one."""

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="documents")
    edition = models.PositiveSmallIntegerField()
    sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    reason = models.CharField("alasan", max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "-edition"]
        constraints = [models.UniqueConstraint(fields=["meeting", "edition"], name="meeting_document_edition_once")]

    def __str__(self) -> str:
        return f"{self.meeting}, terbitan {self.edition}"


class CarriedOver(models.Model):
    """An unfinished action of an earlier meeting that a later one takes up, and what the plenary decided of it."""

    class Decision(models.TextChoices):
        CONTINUES = "continues", "Dilanjutkan"
        TO_JUDGE = "to_judge", "Diminta dinilai"

    meeting = models.ForeignKey(Meeting, on_delete=models.CASCADE, related_name="carried_over")
    recommendation = models.ForeignKey(Recommendation, on_delete=models.PROTECT, related_name="carried_over")
    decision = models.CharField("keputusan", max_length=10, choices=Decision, blank=True)
    due_on = models.DateField("batas baru", null=True)
    note = models.TextField("catatan", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["meeting", "id"]
        constraints = [models.UniqueConstraint(fields=["meeting", "recommendation"], name="carried_over_once")]

    def __str__(self) -> str:
        return f"{self.recommendation} → {self.meeting}"


class MeasureReading(models.Model):
    """What a measure said on a day; `value` in the unit that content names. One a day, the last one counts."""

    measure = models.CharField("ukuran", max_length=60)
    on = models.DateField("tanggal")
    value = models.FloatField("nilai")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["measure", "on"]
        constraints = [models.UniqueConstraint(fields=["measure", "on"], name="reading_once_a_day")]

    def __str__(self) -> str:
        return f"{self.measure} {self.on}: {self.value:g}"
