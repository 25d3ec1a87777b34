"""Regions and institutions in time, and who acts for them."""

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Case, Q, Value, When

from etam.content.regions import spoken_name


class Region(models.Model):
    """An administrative area with its Kemendagri code; the BPS code is another system and stands in its own column."""

    class Level(models.IntegerChoices):
        PROVINCE = 1, "Provinsi"
        REGENCY = 2, "Kabupaten/kota"
        DISTRICT = 3, "Kecamatan"
        VILLAGE = 4, "Desa/kelurahan"

    code = models.CharField("kode Kemendagri", max_length=13, primary_key=True)
    bps_code = models.CharField("kode BPS", max_length=10, blank=True)
    level = models.PositiveSmallIntegerField(choices=Level)
    type = models.CharField(max_length=20)
    name = models.CharField(max_length=120)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    ikn = models.CharField("beririsan IKN", max_length=10, blank=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)

    class Meta:
        ordering = ["code"]

    def __str__(self) -> str:
        return self.name

    @property
    def short_name(self) -> str:
        """The name as people say it: "Kutai Timur", "Samarinda"."""
        return spoken_name(self.name, self.level)


class Institution(models.Model):
    """A library or archive office that reports, from a date until a date."""

    code = models.CharField("kode", max_length=40, unique=True)
    name = models.CharField("nama", max_length=200)
    kind = models.CharField("jenis", max_length=20)
    subtype = models.CharField("subjenis", max_length=20)
    regency = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="institutions")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", help_text="wilayah terkecil yang diketahui"
    )
    npp = models.CharField("NPP", max_length=30, blank=True)
    npsn = models.CharField("NPSN", max_length=12, blank=True)
    parent_name = models.CharField("nama institusi induk", max_length=200, blank=True)
    address = models.CharField("alamat", max_length=300, blank=True)
    latitude = models.FloatField(null=True, blank=True)
    longitude = models.FloatField(null=True, blank=True)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["name", "id"]
        indexes = [
            models.Index(fields=["regency", "kind", "subtype"], name="institution_place_kind"),
            models.Index(fields=["npsn"], name="institution_npsn"),
            models.Index(fields=["npp"], name="institution_npp"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="institution_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return self.name


class InstitutionChange(models.Model):
    """What happened to an institution: a new name, a merger, a split, a move, an end."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", "Berganti nama"
        MERGED = "merged", "Digabung"
        SPLIT = "split", "Dipecah"
        MOVED = "moved", "Pindah wilayah"
        CLOSED = "closed", "Ditutup"

    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=10, choices=Kind)
    on = models.DateField()
    successor = models.ForeignKey(Institution, on_delete=models.PROTECT, null=True, related_name="predecessors")
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.institution} {self.get_kind_display().lower()} {self.on}"


# `stated` and `library` stand for `state`: SQLite reads no generated column from an index alone.
NARROWED = ("district", "subtype", "stated", "library", "ministry", "valid_from", "valid_to")


class ParentBody(models.Model):
    """A village or school to which a library belongs or may belong, known with or without one.

    `code` is the Kemendagri code of a village and the NPSN of a school. `library` is the institution of the directory;
    without one, `stated` is what somebody said on a day, and "unknown" is never "none". `state` follows from both: it
    stands in a column of its own because lists of hundreds of thousands are narrowed by it. `people` are inhabitants
    or pupils.
    """

    class Kind(models.TextChoices):
        VILLAGE = "village", "Desa/kelurahan"
        SCHOOL = "school", "Sekolah/madrasah"

    class Stated(models.TextChoices):
        UNKNOWN = "unknown", "Belum diketahui"
        NONE = "none", "Belum ada"
        HAS = "has", "Ada"

    kind = models.CharField("jenis", max_length=10, choices=Kind)
    code = models.CharField("kode", max_length=20)
    name = models.CharField("nama", max_length=200)
    subtype = models.CharField("jenjang", max_length=20, help_text="desa, kelurahan, sd_mi, smp_mts, sma_smk_ma, slb")
    form = models.CharField("bentuk", max_length=20, blank=True, help_text="seperti tertulis: SD, MI, SMK, Kampung")
    is_public = models.BooleanField("negeri", null=True)
    ministry = models.CharField("pembina", max_length=20, blank=True, help_text="disdikbud, kemenag, atau dpmpd")
    regency = models.ForeignKey(Region, on_delete=models.PROTECT, related_name="bodies")
    district = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, related_name="+")
    region = models.ForeignKey(
        Region, on_delete=models.PROTECT, related_name="+", help_text="wilayah terkecil yang diketahui"
    )
    address = models.CharField("alamat", max_length=300, blank=True)
    latitude = models.FloatField(null=True)
    longitude = models.FloatField(null=True)
    people = models.PositiveIntegerField("warga yang dilayani", null=True)
    people_year = models.PositiveSmallIntegerField(null=True)
    people_source = models.CharField(max_length=200, blank=True)
    library = models.OneToOneField(
        Institution, on_delete=models.PROTECT, null=True, related_name="parent_body", verbose_name="perpustakaan"
    )
    state = models.GeneratedField(
        expression=Case(When(library__isnull=False, then=Value("has")), default="stated"),
        output_field=models.CharField("perpustakaan", max_length=10, choices=Stated),
        db_persist=True,
    )
    stated = models.CharField("menurut keterangan", max_length=10, choices=Stated, default=Stated.UNKNOWN)
    stated_on = models.DateField(null=True)
    stated_source = models.CharField(max_length=200, blank=True)
    library_since = models.PositiveSmallIntegerField("berperpustakaan sejak tahun", null=True)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    is_sample = models.BooleanField("data contoh", default=False)

    class Meta:
        ordering = ["kind", "regency", "name", "id"]
        indexes = [
            # Lists read these alone: what they narrow by stands behind what they are sorted by.
            models.Index(fields=["kind", "regency", "name", "id", *NARROWED], name="body_of_regency"),
            models.Index(fields=["kind", "name", "id", "regency", *NARROWED], name="body_by_name"),
            models.Index(fields=["district"], name="body_of_district"),
        ]
        constraints = [
            models.UniqueConstraint(fields=["kind", "code"], name="body_once"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True)
                | Q(valid_from__isnull=True)
                | Q(valid_to__gte=models.F("valid_from")),
                name="body_ends_after_it_begins",
            ),
            models.CheckConstraint(
                condition=Q(stated="unknown") | Q(stated_on__isnull=False), name="body_stated_on_a_day"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class BodyChange(models.Model):
    """What happened to a village or school: a new name, number or kab/kota, a split, a merger, an end."""

    class Kind(models.TextChoices):
        RENAMED = "renamed", "Berganti nama"
        MOVED = "moved", "Pindah wilayah"
        SPLIT = "split", "Dimekarkan"
        MERGED = "merged", "Digabung"
        CLOSED = "closed", "Ditutup"
        RENUMBERED = "renumbered", "Berganti kode"

    body = models.ForeignKey(ParentBody, on_delete=models.CASCADE, related_name="changes")
    kind = models.CharField(max_length=12, choices=Kind)
    on = models.DateField()
    successor = models.ForeignKey(ParentBody, on_delete=models.PROTECT, null=True, related_name="predecessors")
    before = models.CharField(max_length=200, blank=True)
    after = models.CharField(max_length=200, blank=True)

    class Meta:
        ordering = ["on", "id"]

    def __str__(self) -> str:
        return f"{self.body} {self.get_kind_display().lower()} {self.on}"


class BodyList(models.Model):
    """A list of schools that somebody sent: seen first, then stored or thrown away."""

    file_name = models.CharField(max_length=200)
    sha256 = models.CharField(max_length=64)
    as_of = models.DateField("keadaan pada")
    source = models.CharField("sumber", max_length=200)
    scope = models.CharField("pembina", max_length=20, blank=True, help_text="kosong: semua sekolah")
    rows = models.PositiveIntegerField(default=0)
    counts = models.JSONField(default=dict)
    at = models.DateTimeField()
    by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    stored_at = models.DateTimeField(null=True)
    discarded_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ["-at", "-id"]

    def __str__(self) -> str:
        return self.file_name


class BodyDoubt(models.Model):
    """Two records that may be the same: a person decides, and the decision is kept so that nobody is asked again.

    `key` is the NPSN of a row in a list, or the code of a library in the directory; `row` is what the list said.
    """

    class Kind(models.TextChoices):
        NAME = "name", "Nama mirip, NPSN lain"
        MOVED = "moved", "Pindah kabupaten/kota"
        LIBRARY = "library", "Perpustakaan milik siapa"

    class Decision(models.TextChoices):
        OPEN = "open", "Belum diputuskan"
        SAME = "same", "Sama"
        NEW = "new", "Lain"
        LATER = "later", "Belum sekarang"

    kind = models.CharField(max_length=10, choices=Kind)
    key = models.CharField(max_length=40)
    body = models.ForeignKey(ParentBody, on_delete=models.CASCADE, related_name="doubts")
    institution = models.ForeignKey(Institution, on_delete=models.CASCADE, null=True, related_name="doubts")
    source = models.ForeignKey(BodyList, on_delete=models.SET_NULL, null=True, related_name="doubts")
    row = models.JSONField(default=dict)
    why = models.CharField(max_length=300)
    likeness = models.PositiveSmallIntegerField("kemiripan (persen)")
    decision = models.CharField(max_length=10, choices=Decision, default=Decision.OPEN)
    at = models.DateTimeField()
    decided_at = models.DateTimeField(null=True)
    decided_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ["-likeness", "id"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "body"], name="doubt_once"),
            models.CheckConstraint(
                condition=Q(decision="open") | Q(decided_at__isnull=False), name="doubt_decided_at_a_moment"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.key} / {self.body}"


AGENCIES = {
    "disdikbud": "Disdikbud",
    "kemenag": "Kanwil Kemenag",
    "dpmpd": "DPMPD",
    "bkd": "BKD",
    "biro-organisasi": "Biro Organisasi",
    "bappeda": "Bappeda",
    "perpusnas": "Perpusnas",
    "anri": "ANRI",
}


class Membership(models.Model):
    """This person acts for this institution or region, in this role, from a date until a date."""

    class Role(models.TextChoices):
        OPERATOR = "operator", "Petugas"
        VERIFIER = "verifier", "Verifikator kab/kota"
        OFFICER = "officer", "Petugas provinsi"
        ASSESSOR = "assessor", "Asesor / arsiparis pengawas"
        PARTNER = "partner", "Mitra"
        OBSERVER = "observer", "Pengamat"
        ADMINISTRATOR = "administrator", "Administrator"

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="memberships")
    role = models.CharField(max_length=20, choices=Role)
    institution = models.ForeignKey(
        Institution, on_delete=models.CASCADE, null=True, blank=True, related_name="memberships"
    )
    region = models.ForeignKey(Region, on_delete=models.PROTECT, null=True, blank=True, related_name="memberships")
    agency = models.CharField("instansi mitra", max_length=40, blank=True)
    valid_from = models.DateField()
    valid_to = models.DateField(null=True, blank=True)

    class Meta:
        ordering = ["user", "role", "id"]
        constraints = [
            models.CheckConstraint(
                condition=~Q(role="operator") | Q(institution__isnull=False), name="operator_acts_for_an_institution"
            ),
            models.CheckConstraint(
                condition=~Q(role="verifier") | Q(region__isnull=False), name="verifier_acts_for_a_region"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user}: {self.get_role_display()}"

    @property
    def place_name(self) -> str:
        """What the person acts for, as people say it; "" for the whole province."""
        if self.institution is not None:
            return self.institution.name
        if self.agency:
            return AGENCIES.get(self.agency, self.agency)
        return self.region.short_name if self.region else ""

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)
