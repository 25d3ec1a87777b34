"""Assessments: an instrument scored by several people up to an official result.

An accreditation and an archive audit are the same thing with different ways: the steps stand in `ways.py`, the
questions and weights in an instrument, what belongs together in a scheme. Every person who answers has a sheet; every
save of a sheet is a revision that never changes.
"""

from typing import Any

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.urls import reverse

from etam.institutions.models import Institution, Region

USER = settings.AUTH_USER_MODEL


class Programme(models.Model):
    """A year's programme of audits: whose government, which scheme, between which days, on which letter."""

    class Kind(models.TextChoices):
        INTERNAL = "internal_audit", "Audit internal (ASKI)"
        EXTERNAL = "external_audit", "Audit eksternal (ASKE)"

    code = models.SlugField("kode", max_length=60, unique=True)
    kind = models.CharField("jenis", max_length=20, choices=Kind)
    title = models.CharField("judul", max_length=200)
    year = models.PositiveSmallIntegerField("tahun pengawasan")
    region = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+", verbose_name="pemerintah daerah")
    scheme_code = models.CharField(max_length=80)
    scheme_version = models.CharField(max_length=40)
    scheme_checksum = models.CharField(max_length=64)
    starts_on = models.DateField("mulai")
    ends_on = models.DateField("selesai")
    letter_number = models.CharField("nomor surat tugas", max_length=100, blank=True)
    letter_on = models.DateField("tanggal surat tugas", null=True, blank=True)
    closed_at = models.DateTimeField("ditutup", null=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-year", "kind", "region"]
        constraints = [
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="programme_ends_after_it_begins")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("assessments:programme", args=[self.code])


class Assessment(models.Model):
    """One institution, or one unit of it, under one edition of an instrument: from intent or plan to the result."""

    class Kind(models.TextChoices):
        ACCREDITATION = "accreditation", "Akreditasi perpustakaan"
        INTERNAL = "internal_audit", "Audit kearsipan internal"
        EXTERNAL = "external_audit", "Audit kearsipan eksternal"

    class State(models.TextChoices):
        PLANNED = "planned", "Direncanakan"
        ANSWERING = "answering", "Penilaian mandiri"
        CHECKING = "checking", "Diperiksa kab/kota"
        CHECKED = "checked", "Siap diajukan"
        DELIVERED = "delivered", "Diajukan ke Perpusnas"
        SCORING = "scoring", "Dinilai asesor"
        MODERATING = "moderating", "Dimoderasi"
        RESPONDING = "responding", "Hasil sementara"
        DETERMINED = "determined", "Ditetapkan"
        WITHDRAWN = "withdrawn", "Dibatalkan"

    kind = models.CharField(max_length=20, choices=Kind)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="assessments")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="assessments")
    part = models.CharField(max_length=40, help_text="bagian skema, misalnya unit_pengolah")
    unit_name = models.CharField("nama unit", max_length=200, blank=True)
    year = models.PositiveSmallIntegerField("tahun")
    institution_kind = models.CharField(max_length=20)
    institution_subtype = models.CharField(max_length=20)
    regency = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="+")
    scheme_code = models.CharField(max_length=80)
    scheme_version = models.CharField(max_length=40)
    instrument_code = models.CharField(max_length=80)
    instrument_version = models.CharField(max_length=40)
    instrument_checksum = models.CharField(max_length=64)
    state = models.CharField(max_length=12, choices=State, default=State.PLANNED)
    state_since = models.DateTimeField()
    visit_on = models.DateField("tanggal kunjungan", null=True, blank=True)
    final_score = models.FloatField("nilai akhir", null=True)
    final_grade = models.CharField("kategori", max_length=10, blank=True)
    nodes = models.JSONField(default=list, help_text="nilai tiap simpul: [kode, nilai]")
    deviation_reason = models.TextField("sebab predikat menyimpang", blank=True)
    determined_at = models.DateTimeField(null=True)
    determined_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    renews = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="renewals")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-year", "institution", "part", "unit_name", "id"]
        constraints = [
            # One unit is audited once in a programme; a library has one accreditation under way at a time.
            models.UniqueConstraint(
                fields=["programme", "institution", "part", "unit_name"],
                condition=Q(programme__isnull=False) & ~Q(state="withdrawn"),
                name="audited_once_in_a_programme",
            ),
            models.UniqueConstraint(
                fields=["institution"],
                condition=Q(kind="accreditation") & ~Q(state__in=["determined", "withdrawn"]),
                name="one_accreditation_under_way",
            ),
            models.CheckConstraint(
                condition=~Q(state="determined") | Q(final_score__isnull=False), name="determined_has_a_score"
            ),
        ]
        indexes = [
            models.Index(fields=["kind", "state", "regency"], name="assessment_board"),
            models.Index(fields=["year", "kind"], name="assessment_year"),
        ]

    def __str__(self) -> str:
        return f"{self.institution}, {self.unit_name}" if self.unit_name else str(self.institution)

    def get_absolute_url(self) -> str:
        return reverse("assessments:overview", args=[self.pk])

    @property
    def is_accreditation(self) -> bool:
        return self.kind == self.Kind.ACCREDITATION

    @property
    def is_locked(self) -> bool:
        """Determined or withdrawn: nothing of it changes unless it is reopened."""
        return self.state in (self.State.DETERMINED, self.State.WITHDRAWN)


class Step(models.Model):
    """An assessment passed from one state to the next, by whose hand and why."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="steps")
    from_state = models.CharField(max_length=12, blank=True)
    to_state = models.CharField(max_length=12, choices=Assessment.State)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    reason = models.TextField(blank=True)
    remarks = models.JSONField(default=dict, help_text="catatan tiap pertanyaan yang dikirim bersama langkah ini")

    class Meta:
        ordering = ["assessment", "id"]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.from_state} → {self.to_state}"


class TeamMember(models.Model):
    """Somebody who scores an assessment. Nobody is of a team that looks at the own office."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="team")
    user = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    is_lead = models.BooleanField("ketua", default=False)

    class Meta:
        ordering = ["assessment", "-is_lead", "id"]
        constraints = [models.UniqueConstraint(fields=["assessment", "user"], name="in_a_team_once")]

    def __str__(self) -> str:
        return f"{self.user}{' (ketua)' if self.is_lead else ''}"


class Sheet(models.Model):
    """The answers of one side: the institution itself, one assessor unseen by the others, or the team after moderation.

    `low` and `high` are the ends of its score, so that a list needs no engine.
    """

    class Side(models.TextChoices):
        SELF = "self", "Penilaian mandiri"
        ASSESSOR = "assessor", "Asesor"
        FINAL = "final", "Hasil moderasi"

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="sheets")
    side = models.CharField(max_length=10, choices=Side)
    assessor = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    latest = models.OneToOneField("SheetRevision", on_delete=models.PROTECT, null=True, related_name="+")
    low = models.FloatField(default=0)
    high = models.FloatField(default=100)
    answered_count = models.PositiveSmallIntegerField(default=0)
    finished_at = models.DateTimeField("selesai", null=True)

    class Meta:
        ordering = ["assessment", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment", "side"], condition=Q(assessor__isnull=True), name="sheet_of_a_side_once"
            ),
            models.UniqueConstraint(
                fields=["assessment", "assessor"], condition=Q(assessor__isnull=False), name="sheet_of_an_assessor_once"
            ),
            models.CheckConstraint(
                condition=(Q(side="assessor") & Q(assessor__isnull=False))
                | (~Q(side="assessor") & Q(assessor__isnull=True)),
                name="sheet_of_an_assessor_names_the_person",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.assessment}: {self.owner_name}"

    @property
    def owner_name(self) -> str:
        return str(self.assessor) if self.assessor_id else self.get_side_display()

    @property
    def answers(self) -> dict[str, Any]:
        return dict(self.latest.answers) if self.latest else {}

    @property
    def notes(self) -> dict[str, str]:
        return dict(self.latest.notes) if self.latest else {}

    @property
    def revision_number(self) -> int:
        return self.latest.number if self.latest else 0


class SheetRevision(models.Model):
    """A whole sheet at one moment: answers, a note and the tests made per question. Never changed."""

    class Channel(models.TextChoices):
        WEB = "web", "Formulir web"
        XLSX = "xlsx", "Berkas XLSX"
        PREFILL = "prefill", "Terisi dari data yang sudah diketahui"
        MODERATION = "moderation", "Nilai yang disepakati"
        EDITION = "edition", "Pindah edisi instrumen"
        DEMO = "demo", "Data contoh"

    sheet = models.ForeignKey(Sheet, on_delete=models.CASCADE, related_name="revisions")
    number = models.PositiveIntegerField()
    answers = models.JSONField(default=dict)
    notes = models.JSONField(default=dict)
    tests = models.JSONField(default=dict, help_text="cara menguji tiap pertanyaan, misalnya dokumen dan wawancara")
    sources = models.JSONField(default=dict, help_text="asal jawaban yang terisi lebih dulu")
    changed = models.JSONField(default=list)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    channel = models.CharField(max_length=10, choices=Channel)
    file_name = models.CharField(max_length=200, blank=True)
    file_sha256 = models.CharField(max_length=64, blank=True)

    class Meta:
        ordering = ["sheet", "number"]
        constraints = [models.UniqueConstraint(fields=["sheet", "number"], name="sheet_revision_number_once")]

    def __str__(self) -> str:
        return f"{self.sheet} revisi {self.number}"


class Discussion(models.Model):
    """What somebody said about a question on which the assessors disagree."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="discussions")
    element = models.CharField(max_length=60)
    text = models.TextField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["assessment", "id"]

    def __str__(self) -> str:
        return self.text


class Sample(models.Model):
    """A random sample of files for one question: drawn from a list by a seed that anybody can draw again."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="samples")
    element = models.CharField(max_length=60)
    population = models.CharField("daftar yang disampel", max_length=200)
    size = models.PositiveIntegerField("banyaknya dalam daftar")
    seed = models.BigIntegerField("benih")
    drawn = models.JSONField(default=list, help_text="nomor urut yang terambil, mulai dari 1")
    results = models.JSONField(default=dict, help_text="nomor urut → [sesuai atau tidak, catatan]")
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")

    class Meta:
        ordering = ["assessment", "id"]
        constraints = [models.CheckConstraint(condition=Q(size__gte=1), name="sample_of_something")]

    def __str__(self) -> str:
        return f"{len(self.drawn)} dari {self.size}, {self.population}"


class Irregularity(models.Model):
    """A finding of an audit: what was seen, what should be, why, and what is recommended; with the auditee's answer."""

    class Answer(models.TextChoices):
        OPEN = "", "Belum ditanggapi"
        AGREED = "agreed", "Disetujui"
        DISPUTED = "disputed", "Tidak disetujui"

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="irregularities")
    number = models.PositiveSmallIntegerField()
    element = models.CharField(max_length=60, blank=True)
    condition = models.TextField("kondisi")
    criterion = models.TextField("kriteria", blank=True)
    cause = models.TextField("sebab", blank=True)
    recommendation = models.TextField("rekomendasi")
    due_on = models.DateField("tenggat", null=True, blank=True)
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    answer = models.CharField("tanggapan", max_length=10, choices=Answer, blank=True, default="")
    answer_text = models.TextField(blank=True)
    answered_at = models.DateTimeField(null=True)
    answered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    dropped_at = models.DateTimeField("dicabut", null=True)
    dropped_reason = models.TextField(blank=True)

    class Meta:
        ordering = ["assessment", "number"]
        constraints = [
            models.UniqueConstraint(fields=["assessment", "number"], name="irregularity_number_once"),
        ]

    def __str__(self) -> str:
        return f"{self.number}. {self.condition}"


class Reopening(models.Model):
    """A request to open a determined assessment again; somebody else than who asks decides."""

    assessment = models.ForeignKey(Assessment, on_delete=models.CASCADE, related_name="reopenings")
    reason = models.TextField()
    asked_at = models.DateTimeField()
    asked_by = models.ForeignKey(USER, on_delete=models.PROTECT, related_name="+")
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_approved = models.BooleanField(null=True)
    decision = models.TextField(blank=True)
    before = models.JSONField(default=dict, help_text="nilai dan kategori yang ditetapkan sebelumnya")

    class Meta:
        ordering = ["assessment", "id"]
        constraints = [
            models.UniqueConstraint(
                fields=["assessment"], condition=Q(decided_at__isnull=True), name="one_open_request_to_reopen"
            ),
            models.CheckConstraint(
                condition=Q(decided_by__isnull=True) | ~Q(decided_by=F("asked_by")), name="reopened_by_a_second_person"
            ),
        ]

    def __str__(self) -> str:
        return self.reason


class Certificate(models.Model):
    """An accreditation as Perpusnas certified it: number, grade, from when until when, with the decree."""

    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, related_name="certificates")
    assessment = models.OneToOneField(Assessment, on_delete=models.PROTECT, null=True, related_name="certificate")
    number = models.CharField("nomor sertifikat", max_length=100)
    grade = models.CharField("predikat", max_length=10)
    score = models.FloatField("nilai", null=True, blank=True)
    scheme_code = models.CharField(max_length=80)
    scheme_version = models.CharField(max_length=40)
    valid_from = models.DateField("berlaku dari")
    valid_until = models.DateField("berlaku sampai")
    decree = models.CharField("nomor keputusan", max_length=100, blank=True)
    registered_at = models.DateTimeField()
    registered_by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    revoked_on = models.DateField("dicabut", null=True)
    revoked_reason = models.TextField(blank=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-valid_from", "institution"]
        constraints = [
            models.UniqueConstraint(fields=["number"], name="certificate_number_once"),
            models.CheckConstraint(
                condition=Q(valid_until__gte=F("valid_from")), name="certificate_ends_after_it_begins"
            ),
        ]
        indexes = [models.Index(fields=["institution", "valid_from", "valid_until"], name="certificate_validity")]

    def __str__(self) -> str:
        return f"{self.number} ({self.grade})"

    def get_absolute_url(self) -> str:
        return reverse("assessments:certificate", args=[self.pk])


class Reminder(models.Model):
    """People were told that a certificate ends so many months later; once for each certificate and step."""

    certificate = models.ForeignKey(Certificate, on_delete=models.CASCADE, related_name="reminders")
    months = models.PositiveSmallIntegerField("bulan sebelum berakhir")
    sent_at = models.DateTimeField("dikirim")
    sent_to: "models.ManyToManyField[Any, Any]" = models.ManyToManyField(USER, related_name="+")

    class Meta:
        ordering = ["certificate", "-months"]
        constraints = [models.UniqueConstraint(fields=["certificate", "months"], name="reminded_once_a_step")]

    def __str__(self) -> str:
        return f"{self.certificate}: {self.months} bulan"


class Document(models.Model):
    """An official document as it was set: kept as a file, with the hash that tells whether it is still the same."""

    class Kind(models.TextChoices):
        RHAS = "rhas", "Risalah Hasil Audit Sementara (RHAS)"
        LHAS = "lhas", "Laporan Hasil Audit Sementara (LHAS)"
        LAKI = "laki", "Laporan Audit Kearsipan Internal (LAKI)"
        LAKI_ALL = "laki-gabungan", "LAKI gabungan"
        LAKE = "lake", "Laporan Audit Kearsipan Eksternal (LAKE)"
        SELF = "mandiri", "Formulir penilaian mandiri"

    kind = models.CharField("jenis", max_length=20, choices=Kind)
    programme = models.ForeignKey(Programme, on_delete=models.PROTECT, null=True, related_name="documents")
    assessment = models.ForeignKey(Assessment, on_delete=models.PROTECT, null=True, related_name="documents")
    institution = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="+")
    number = models.CharField("nomor surat", max_length=100, blank=True)
    dated = models.DateField("tanggal")
    edition = models.PositiveSmallIntegerField("terbitan", default=1)
    sha256 = models.CharField(max_length=64)
    content_sha256 = models.CharField("sidik isi", max_length=64, default="", help_text="huruf pertamanya tercetak")
    size_bytes = models.PositiveIntegerField()
    at = models.DateTimeField()
    by = models.ForeignKey(USER, on_delete=models.PROTECT, null=True, related_name="+")
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return f"{self.get_kind_display()}, terbitan {self.edition}"
