"""What planners of audits, their teams and audited offices type in."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.text import slugify
from django.utils.timezone import localdate

from etam.accounts.models import User
from etam.assessments import access, editions
from etam.assessments.actions import AuditObject
from etam.assessments.actions.auditing import LARGEST_SAMPLE
from etam.assessments.models import Assessment, Irregularity, Programme
from etam.assessments.queries.candidates import Candidate, open_ones
from etam.institutions.models import Institution, Region
from etam.questionnaire.scheme import Scheme
from etam.web.components import CONFIDENCE
from etam.web.forms import day_field

USE = "archive-supervision"
RESERVED = {"baru", "gnsta", "perbandingan"}
SHORT_KIND = {Programme.Kind.INTERNAL: "aski", Programme.Kind.EXTERNAL: "aske"}
SPOKEN_KIND = {Programme.Kind.INTERNAL: "internal", Programme.Kind.EXTERNAL: "eksternal"}


def _text(label: str, rows: int = 3, **options: Any) -> forms.CharField:
    return forms.CharField(label=label, widget=forms.Textarea(attrs={"rows": rows}), **options)


class ScheduleForm(forms.Form):
    """Title, days and letter of a programme; their order is the action's business."""

    title = forms.CharField(label="Judul", max_length=200)
    starts_on = day_field("Mulai")
    ends_on = day_field("Selesai")
    letter_number = forms.CharField(
        label="Nomor surat tugas", max_length=100, required=False, help_text="Boleh menyusul; dicetak pada laporan."
    )
    letter_on = day_field("Tanggal surat tugas", required=False)


class ProgrammeForm(ScheduleForm):
    """A new programme of the governments that the person plans for. Title and code are proposed when left open."""

    kind = forms.ChoiceField(label="Jenis", widget=forms.RadioSelect)
    region = forms.ModelChoiceField(
        Region.objects.none(), label="Pemerintah daerah", help_text="Audit eksternal provinsi mencakup semua kab/kota."
    )
    year = forms.IntegerField(label="Tahun pengawasan", min_value=2000, max_value=2100)
    scheme = forms.ChoiceField(label="Edisi skema", help_text="Bobot dan batas kategori yang dipakai sampai selesai.")
    code = forms.SlugField(
        label="Kode", max_length=60, required=False, help_text="Kosong: dibuatkan, misalnya aski-2026-kutai-timur."
    )
    field_order = (
        "kind", "region", "year", "scheme", "starts_on", "ends_on", "letter_number", "letter_on", "title", "code",
    )  # fmt: skip

    def __init__(self, *arguments: Any, user: Any, **keywords: Any):
        super().__init__(*arguments, **keywords)
        fields: dict[str, Any] = self.fields
        fields["title"].required = False
        fields["title"].help_text = "Kosong: dibuatkan, misalnya Audit kearsipan internal Kutai Timur 2026."
        regions = access.regions_to_manage(user)
        fields["region"].queryset = regions
        fields["region"].empty_label = "Pilih pemerintah daerah"
        external = access.may_plan_external(user)
        fields["kind"].choices = [
            one for one in Programme.Kind.choices if external or one[0] == Programme.Kind.INTERNAL
        ]
        fields["kind"].initial = Programme.Kind.INTERNAL
        self.schemes: dict[str, Scheme] = {one.version: one for one in editions.schemes(USE)}
        fields["scheme"].choices = [(version, _named(one)) for version, one in self.schemes.items()]
        fields["year"].initial = localdate().year
        if not external:
            fields["region"].initial = regions.first()
            fields["region"].help_text = ""

    def clean_code(self) -> str:
        code: str = self.cleaned_data["code"].lower()
        if code in RESERVED:
            raise forms.ValidationError(f"“{code}” dipakai alamat lain. Pilih kode yang menyebut jenis dan tahunnya.")
        return code

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") and data.get("region") and data.get("year"):
            kind, region = Programme.Kind(data["kind"]), data["region"]
            data["code"] = data.get("code") or _free_code(
                f"{SHORT_KIND[kind]}-{data['year']}-{slugify(region.short_name)}"
            )
            data["title"] = (
                data.get("title") or f"Audit kearsipan {SPOKEN_KIND[kind]} {region.short_name} {data['year']}"
            )
        return data

    def as_arguments(self) -> dict[str, Any]:
        """What `actions.create_programme` takes."""
        return {**self.cleaned_data, "scheme": self.schemes[self.cleaned_data["scheme"]]}


class UnitsForm(forms.Form):
    """The units of one office that come into a programme: processing units line by line, and the records office."""

    units = _text(
        "Unit pengolah",
        4,
        required=False,
        help_text="Satu nama per baris, misalnya Bidang Pelayanan. Kosong: tidak ada yang ditambahkan.",
    )
    has_records_office = forms.BooleanField(label="Nilai juga unit kearsipannya", required=False, initial=True)
    records_office = forms.CharField(
        label="Nama unit kearsipan", max_length=200, required=False, help_text="Misalnya Sekretariat."
    )

    def __init__(self, data: Any = None, *, institution: Institution):
        super().__init__(data, prefix=institution.code)
        self.institution = institution

    def clean_units(self) -> list[str]:
        names = [line.strip() for line in self.cleaned_data["units"].splitlines() if line.strip()]
        if too_long := next((name for name in names if len(name) > 200), None):
            raise forms.ValidationError(f"Nama “{too_long[:40]}…” lebih dari 200 huruf. Ringkas.")
        if double := next((name for name in names if names.count(name) > 1), None):
            raise forms.ValidationError(f"“{double}” tertulis dua kali. Hapus salah satunya.")
        return names

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if not self.errors and not data["units"] and not data["has_records_office"]:
            raise forms.ValidationError("Tulis sedikitnya satu unit pengolah, atau nilai unit kearsipannya.")
        return data

    def objects(self) -> list[AuditObject]:
        """What the action adds, once the form is valid."""
        data = self.cleaned_data
        made = [AuditObject(self.institution, "unit_pengolah", name) for name in data["units"]]
        if data["has_records_office"]:
            made.append(AuditObject(self.institution, "unit_kearsipan", data["records_office"].strip()))
        return made


class TeamForm(forms.Form):
    """The lead and the members of a team, out of those who can be named."""

    lead = forms.ChoiceField(label="Ketua tim")
    members = forms.MultipleChoiceField(label="Anggota", required=False, widget=forms.CheckboxSelectMultiple)

    def __init__(self, *arguments: Any, found: Sequence[Candidate], **keywords: Any):
        super().__init__(*arguments, **keywords)
        self.people: dict[str, User] = {str(one.user.pk): one.user for one in open_ones(found)}
        choices = [(str(one.user.pk), one.label) for one in open_ones(found)]
        fields: dict[str, Any] = self.fields
        fields["lead"].choices = [("", "Pilih ketua"), *choices]
        fields["members"].choices = choices

    def as_arguments(self) -> dict[str, Any]:
        """What `actions.assign_team` takes."""
        data = self.cleaned_data
        return {"lead": self.people[data["lead"]], "members": [self.people[key] for key in data["members"]]}


class VisitForm(forms.Form):
    """The day of the visit."""

    on = day_field("Hari kunjungan", required=False, help_text="Kosong: belum dijadwalkan.")


class IrregularityForm(forms.Form):
    """A finding: what was seen, what should be, why, and what is recommended."""

    element = forms.ChoiceField(label="Pertanyaan", required=False)
    condition = _text("Kondisi", help_text="Yang ditemukan: di mana, berapa, sejak kapan.")
    criterion = _text(
        "Kriteria", 2, required=False, help_text="Yang seharusnya, dengan dasarnya, misalnya UU 43/2009 Pasal 40."
    )
    cause = _text("Sebab", 2, required=False)
    recommendation = _text("Rekomendasi", help_text="Yang harus dilakukan, oleh siapa, dan buktinya.")
    due_on = day_field("Tenggat", required=False, help_text="Kosong: menurut aturan tindak lanjut.")

    def __init__(self, *arguments: Any, assessment: Assessment, **keywords: Any):
        super().__init__(*arguments, **keywords)
        field: Any = self.fields["element"]
        field.choices = [("", "Tidak tentang satu pertanyaan"), *question_choices(assessment)]


def of_irregularity(one: Irregularity, data: Any = None, *, assessment: Assessment) -> IrregularityForm:
    """The form that changes a finding, filled in with its words."""
    words = {name: getattr(one, name) for name in IrregularityForm.base_fields}
    return IrregularityForm(data, initial=words, assessment=assessment, prefix=f"t{one.pk}")


class DropForm(forms.Form):
    """Why a finding is taken back."""

    reason = _text("Sebab temuan dicabut", 2)


class AnswerForm(forms.Form):
    """What the audited office says to a finding. A dispute needs its reason; the action says so."""

    answer = forms.ChoiceField(
        label="Tanggapan",
        widget=forms.RadioSelect,
        choices=[("agreed", "Setuju"), ("disputed", "Tidak setuju")],
    )
    text = _text("Penjelasan", 3, required=False, help_text="Bila tidak setuju: tulis sebab dan buktinya.")


class SampleForm(forms.Form):
    """A random sample to be drawn."""

    element = forms.ChoiceField(label="Pertanyaan yang diuji")
    population = forms.CharField(
        label="Daftar yang disampel", max_length=200, help_text="Misalnya: Daftar arsip aktif 2025, Bidang Pelayanan."
    )
    size = forms.IntegerField(label="Banyaknya berkas dalam daftar", min_value=1, max_value=10_000_000)
    count = forms.IntegerField(label="Banyaknya yang diambil", min_value=1, max_value=LARGEST_SAMPLE, initial=10)
    seed = forms.IntegerField(label="Benih undian", min_value=0, max_value=2**53)

    def __init__(self, *arguments: Any, assessment: Assessment, **keywords: Any):
        super().__init__(*arguments, **keywords)
        field: Any = self.fields["element"]
        scored = set(editions.scored_elements(editions.instrument_of(assessment)))
        field.choices = [one for one in question_choices(assessment) if one[0] in scored]


def question_choices(assessment: Assessment) -> list[tuple[str, str]]:
    """The questions of an assessment's edition as (element, "A.1.2 Penggunaan arsip")."""
    return [(one.element, f"{one.number} {one.short.id}") for one in editions.instrument_of(assessment).questions]


def _named(scheme: Scheme) -> str:
    word = CONFIDENCE.get(scheme.origin.confidence, "")
    return f"{scheme.title.id} ({scheme.version}){f', {word}' if word else ''}"


def _free_code(proposed: str) -> str:
    """The proposed code, with a number behind it where it is in use."""
    taken = set(Programme.objects.filter(code__startswith=proposed).values_list("code", flat=True))
    code, number = proposed, 1
    while code in taken:
        number += 1
        code = f"{proposed}-{number}"
    return code
