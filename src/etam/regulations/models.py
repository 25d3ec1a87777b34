"""The register: regulations, their articles and relations in time, and their texts.

Content fills the register. A row that a person has changed carries `edited_at`, and loading a newer edition of content
leaves it alone. Whether a regulation holds on a day is worked out in `force`, never stored.
"""

from typing import Any, Self

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from etam.regulations.flags import word_of

USER = settings.AUTH_USER_MODEL


class Origin(models.TextChoices):
    """Where a row came from."""

    CONTENT = "content", "Isi acuan"
    ENTERED = "entered", "Dicatat petugas"
    FEED = "feed", "Umpan JDIH"


class Regulation(models.Model):
    """One law, regulation or decree; the code is its id in content, such as "UU-43-2007", and is never taken apart.

    `status` is what the register says today; days that are not known stay empty. `confidence` is about existence and
    title, not about the status.
    """

    class Status(models.TextChoices):
        IN_FORCE = "berlaku", "Berlaku"
        REVOKED = "dicabut", "Dicabut"
        TO_VERIFY = "perlu verifikasi", "Perlu verifikasi"

    code = models.CharField("kode", max_length=80, primary_key=True)
    type = models.CharField("jenis", max_length=60)
    number = models.CharField("nomor", max_length=60)
    year = models.PositiveSmallIntegerField("tahun")
    title = models.TextField("judul", blank=True)
    issuer = models.CharField("penetap", max_length=200)
    place = models.CharField("tempat penetapan", max_length=120, blank=True)
    set_on = models.DateField("tanggal penetapan", null=True, blank=True)
    promulgated_on = models.DateField("tanggal pengundangan", null=True, blank=True)
    in_force_on = models.DateField("mulai berlaku", null=True, blank=True)
    ended_on = models.DateField("berakhir", null=True, blank=True)
    gazette = models.CharField("sumber berita atau lembaran negara", max_length=120, blank=True)
    subjects = models.JSONField("subjek", default=list, blank=True)
    status = models.CharField("status", max_length=20, choices=Status)
    confidence = models.CharField("tingkat keyakinan", max_length=20)
    abstract = models.TextField("abstrak", blank=True)
    call_number = models.CharField("nomor panggil", max_length=60, blank=True)
    note = models.TextField("catatan", blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CONTENT)
    checked_on = models.DateField("diperiksa pada", null=True, blank=True)
    checked_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    changed_at = models.DateTimeField(auto_now=True)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-year", "type", "number"]
        indexes = [
            models.Index(fields=["year", "type"], name="regulation_year_type"),
            models.Index(fields=["status"], name="regulation_status"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["type", "number", "year", "issuer"], name="regulation_number_once"),
            models.CheckConstraint(
                condition=Q(set_on__isnull=True) | Q(promulgated_on__isnull=True) | Q(promulgated_on__gte=F("set_on")),
                name="regulation_promulgated_after_set",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True) | Q(in_force_on__isnull=True) | Q(ended_on__gte=F("in_force_on")),
                name="regulation_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.type} {self.number}/{self.year}"

    def get_absolute_url(self) -> str:
        return reverse("regulation", args=[self.code])


class Standing(models.QuerySet[Any]):
    """Rows that an officer may have taken out."""

    def standing(self) -> Self:
        """Without those that an officer has taken out."""
        return self.filter(withdrawn_at=None)


class Withdrawable(models.Model):
    """A row that an officer can take out: it stays for the record, nothing reads it, and content leaves it alone."""

    withdrawn_at = models.DateTimeField("ditarik pada", null=True)
    withdrawn_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    withdrawn_reason = models.TextField("alasan ditarik", blank=True)

    objects = Standing.as_manager()

    class Meta:
        abstract = True


class RegulationRelation(Withdrawable):
    """What one regulation does to another, in one direction; the inverse is derived.

    `articles` are those of the object, such as ["23(6)"]; none means the whole of it. `by_article` is the article of
    the subject that says so. `since` is from when; without it from when the subject holds.
    """

    class Verb(models.TextChoices):
        AMENDS = "mengubah", "mengubah"
        REVOKES = "mencabut", "mencabut"
        IMPLEMENTS = "melaksanakan", "melaksanakan"
        REPLACES = "menggantikan", "menggantikan"
        UPDATES = "memutakhirkan", "memutakhirkan"

    subject = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="does")
    verb = models.CharField("hubungan", max_length=20, choices=Verb)
    object = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="undergoes")
    articles = models.JSONField("pasal yang dikenai", default=list, blank=True)
    by_article = models.CharField("pasal yang menyatakan", max_length=40, blank=True)
    since = models.DateField("sejak", null=True, blank=True)
    confidence = models.CharField("tingkat keyakinan", max_length=20, default="unverified")
    note = models.TextField("catatan", blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CONTENT)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(fields=["subject", "verb", "object"], name="relation_once"),
            models.CheckConstraint(condition=~Q(subject=F("object")), name="relation_between_two"),
        ]

    def __str__(self) -> str:
        return f"{self.subject_id} {self.verb} {self.object_id}"


class Article(Withdrawable):
    """An article with an address of its own, such as "23(6)"; what it is about, and its text where it was seen."""

    regulation = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="articles")
    number = models.CharField("pasal", max_length=40)
    subject = models.TextField("perihal")
    text = models.TextField("bunyi", blank=True)
    confidence = models.CharField("tingkat keyakinan", max_length=20)
    note = models.TextField("catatan", blank=True)
    origin = models.CharField(max_length=10, choices=Origin, default=Origin.CONTENT)
    edited_at = models.DateTimeField(null=True)
    edited_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["regulation", "id"]
        constraints = [models.UniqueConstraint(fields=["regulation", "number"], name="article_once")]

    def __str__(self) -> str:
        return f"{self.regulation_id} pasal {self.number}"


class RegulationFile(models.Model):
    """The text of a regulation as a PDF. One is current; what it replaced stays."""

    regulation = models.ForeignKey(Regulation, on_delete=models.CASCADE, related_name="files")
    file_name = models.CharField("nama berkas", max_length=200)
    sha256 = models.CharField(max_length=64)
    size_bytes = models.PositiveBigIntegerField()
    pages = models.PositiveIntegerField("halaman")
    has_text = models.BooleanField("teksnya terbaca", default=False)
    source = models.CharField("asal berkas", max_length=300, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    replaced_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["regulation", "-id"]
        constraints = [
            models.UniqueConstraint(
                fields=["regulation"], condition=Q(replaced_at__isnull=True), name="regulation_has_one_current_file"
            )
        ]

    def __str__(self) -> str:
        return f"{self.regulation_id}: {self.file_name}"


class PageText(models.Model):
    """What is written on one page of the current text of a regulation; an index of the database finds its words.

    A page without letters has no row. Pages count from 1.
    """

    file = models.ForeignKey(RegulationFile, on_delete=models.CASCADE, related_name="texts")
    page = models.PositiveIntegerField("halaman")
    text = models.TextField("teks")

    class Meta:
        ordering = ["file", "page"]
        constraints = [models.UniqueConstraint(fields=["file", "page"], name="page_of_a_file_once")]

    def __str__(self) -> str:
        return f"{self.file_id}, halaman {self.page}"


class Flag(models.Model):
    """A basis was revoked, amended or came into force: something that rests on it waits for a decision.

    The thing is named by `kind`, `code`, `version` and `item` as `etam.content.bases` does. The event is told by what
    happened to `regulation`, by which other one (None when it ended or began by itself), and from when, if known.
    """

    class Event(models.TextChoices):
        REVOKED = "revoked", "Dasarnya dicabut"
        PARTLY_REVOKED = "partly_revoked", "Dasarnya dicabut sebagian"
        AMENDED = "amended", "Dasarnya diubah"
        UPDATED = "updated", "Dasarnya dimutakhirkan"
        ENDED = "ended", "Dasarnya berakhir"
        BEGAN = "began", "Dasarnya mulai berlaku"

    class Decision(models.TextChoices):
        KEEP = "keep", "Tetap dipakai"
        NEW_VERSION = "new_version", "Dibuat versi baru"
        RETIRE = "retire", "Tidak dipakai lagi"

    regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, related_name="flags")
    event = models.CharField(max_length=20, choices=Event)
    by_regulation = models.ForeignKey(Regulation, on_delete=models.PROTECT, null=True, related_name="+")
    event_on = models.DateField(null=True)
    confidence = models.CharField(max_length=20)
    kind = models.CharField(max_length=40)
    code = models.CharField(max_length=80)
    version = models.CharField(max_length=40, blank=True)
    item = models.CharField(max_length=120, blank=True)
    label = models.CharField(max_length=300)
    article = models.CharField(max_length=40, blank=True)
    decider = models.CharField("yang memutuskan", max_length=200)
    key = models.CharField(max_length=64, unique=True)
    raised_at = models.DateTimeField()
    cleared_at = models.DateTimeField(null=True)
    decision = models.CharField("keputusan", max_length=12, choices=Decision, blank=True)
    reason = models.TextField("alasan", blank=True)
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["decision", "-raised_at", "id"]
        indexes = [models.Index(fields=["decision", "cleared_at"], name="flag_open")]
        constraints = [
            models.CheckConstraint(
                condition=Q(decision="") | (~Q(reason="") & Q(decided_at__isnull=False)),
                name="flag_decided_with_reason",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_event_display()}: {self.regulation_id}, {self.label}"

    def get_absolute_url(self) -> str:
        return reverse("regulations:flag", args=[self.pk])

    @property
    def kind_word(self) -> str:
        return word_of(self.kind)

    @property
    def is_waiting(self) -> bool:
        return not self.decision and self.cleared_at is None

    @property
    def is_grave(self) -> bool:
        """The basis is gone, at least in part."""
        return self.event in (self.Event.REVOKED, self.Event.PARTLY_REVOKED, self.Event.ENDED)


class Settlement(models.Model):
    """How a confusion between rules is read from now on, or who is to settle it. The latest row of a key counts.

    `fingerprint` is that of both texts when it was settled: when one of them changes, it is read again.
    """

    key = models.CharField(max_length=64)
    fingerprint = models.CharField(max_length=64)
    term = models.CharField(max_length=120)
    owner = models.CharField("yang menyelesaikan", max_length=200)
    due_on = models.DateField("batas", null=True, blank=True)
    reading = models.TextField("bacaan yang dipakai", blank=True)
    reason = models.TextField("alasan", blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["key", "-id"]
        indexes = [models.Index(fields=["key", "-id"], name="settlement_latest")]

    def __str__(self) -> str:
        return f"{self.term}: {self.reading or self.owner}"
