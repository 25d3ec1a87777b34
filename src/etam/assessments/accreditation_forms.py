"""What people type in about certificates, intents and deliveries."""

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from etam.assessments import editions, validity
from etam.assessments.generations import NO_GRADE, SCHEME, generations, proposed_end, year_of
from etam.assessments.models import Assessment
from etam.content.kinds import LIBRARY
from etam.evidence import queries as evidence
from etam.evidence.models import Evidence
from etam.institutions import queries as institutions
from etam.institutions import reference
from etam.institutions.models import Institution, Region
from etam.questionnaire.numbers import read_number
from etam.web.formats import day
from etam.web.forms import day_field

SCAN_TYPES = ("certificate", "decree")


class ScoreField(forms.CharField):
    """A score between 0 and 100 as people write it: 81,25 or 81.25."""

    def clean(self, value: Any) -> float | None:
        text = super().clean(value).strip()
        if not text:
            return None
        readings = [one for one in read_number(text).readings if 0 <= one <= 100]
        if len(readings) != 1:
            raise forms.ValidationError(f"“{text[:20]}” bukan nilai antara 0 dan 100. Tulis misalnya 81,25.")
        return readings[0]


class BoardFilter(forms.Form):
    """What the board shows; a value that does not exist is left out."""

    jenis = forms.ChoiceField(label="Jenis perpustakaan", required=False)

    def __init__(self, *arguments: Any, **keywords: Any):
        super().__init__(*arguments, **keywords)
        _offer(self, "jenis", [("", "Semua jenis"), *library_kinds().items()])

    @property
    def kind(self) -> str:
        self.is_valid()
        return str(self.cleaned_data.get("jenis", ""))


class CertificateFilter(forms.Form):
    """Search among certificates; a value that does not exist is left out."""

    cari = forms.CharField(label="Nama, NPP, atau nomor", required=False, max_length=100)
    masa = forms.ChoiceField(
        label="Masa berlaku",
        required=False,
        choices=[("", "Semua"), *((key, label) for key, (label, _) in validity.FILTERS.items())],
    )
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    generasi = forms.ChoiceField(label="Generasi", required=False)

    def __init__(self, *arguments: Any, regencies: Sequence[Region], **keywords: Any):
        super().__init__(*arguments, **keywords)
        _offer(self, "daerah", [("", "Semua"), *((one.code, one.name) for one in regencies)])
        _offer(self, "jenis", [("", "Semua"), *library_kinds().items()])
        _offer(self, "generasi", [("", "Semua"), *((one.version, year_of(one.version)) for one in generations())])

    def given(self) -> dict[str, str]:
        """What was asked for, as `queries.certificates.searched` takes it."""
        self.is_valid()
        data = self.cleaned_data
        names = {"text": "cari", "validity_word": "masa", "region": "daerah", "kind": "jenis", "version": "generasi"}
        return {name: data.get(field, "") for name, field in names.items()}


class ChooseLibraryForm(forms.Form):
    """Which library is meant."""

    cari = forms.CharField(label="Nama, NPP, NPSN, atau kode perpustakaan", max_length=100)


class CertificateForm(forms.Form):
    """A certificate as it is printed. Without a last day one is proposed, to be compared with the paper."""

    number = forms.CharField(label="Nomor sertifikat", max_length=100, help_text="Persis seperti tercetak.")
    decree = forms.CharField(label="Nomor keputusan", max_length=100, required=False)
    generation = forms.ChoiceField(label="Generasi instrumen")
    grade = forms.ChoiceField(label="Predikat")
    score = ScoreField(
        label="Nilai", required=False, help_text="0 sampai 100, misalnya 81,25. Kosong: tidak tercantum."
    )
    deviation_reason = forms.CharField(
        label="Sebab predikat menyimpang dari nilai",
        required=False,
        max_length=500,
        help_text="Hanya bila sertifikat memang menyebut predikat lain daripada batas nilainya.",
    )
    valid_from = day_field("Berlaku dari")
    valid_until = day_field("Berlaku sampai", required=False, help_text="Kosong: kami usulkan menurut generasinya.")
    scan = forms.ChoiceField(label="Pindaian di perpustakaan bukti", required=False)
    scan_file = forms.FileField(
        label="Atau unggah pindaian", required=False, help_text="PDF atau gambar, paling besar 20 MB."
    )

    def __init__(
        self, *arguments: Any, institution: Institution, assessment: Assessment | None = None, **keywords: Any
    ):
        if assessment is not None:
            keywords["initial"] = {**_from_result(assessment), **keywords.get("initial", {})}
        super().__init__(*arguments, **keywords)
        self.institution = institution
        offered = [one for one in generations() if assessment is None or one.version == assessment.scheme_version]
        codes = list(dict.fromkeys(grade.code for one in offered for grade in reversed(one.grades)))
        _offer(self, "generation", [(one.version, one.title.id) for one in offered])
        _offer(self, "grade", [("", "Pilih predikat"), *((code, code) for code in codes if code != NO_GRADE)])
        self.files_known = {one.code: one for one in evidence.current(institution).filter(type__in=SCAN_TYPES)}
        _offer(self, "scan", [("", "Belum ada"), *((code, str(one)) for code, one in self.files_known.items())])

    def clean_scan_file(self) -> UploadedFile | None:
        file: UploadedFile | None = self.cleaned_data["scan_file"]
        if file and file.size and file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(f"Berkas lebih besar dari {settings.UPLOAD_LIMIT_BYTES // 2**20} MB.")
        return file

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("scan") and data.get("scan_file"):
            self.add_error("scan_file", "Pilih salah satu: berkas yang sudah ada, atau unggahan baru.")
        if data.get("valid_from") and "valid_until" in data and data["valid_until"] is None and data.get("generation"):
            self._propose_end(data["valid_from"], data["generation"])
        return data

    @property
    def chosen_scan(self) -> Evidence | None:
        return self.files_known.get(self.cleaned_data["scan"])

    def as_arguments(self) -> dict[str, Any]:
        """What `actions.register_certificate` takes, but for the scan."""
        data = self.cleaned_data
        kept = ("number", "decree", "grade", "score", "deviation_reason", "valid_from", "valid_until")
        return {**{name: data[name] for name in kept}, "scheme_code": SCHEME, "scheme_version": data["generation"]}

    def _propose_end(self, begins: date, version: str) -> None:
        scheme = editions.scheme(SCHEME, version)
        end = proposed_end(scheme, begins)
        if end is None:
            self.add_error("valid_until", f"{scheme.title.id} tidak menyebut masa berlaku. Isi dari sertifikatnya.")
            return
        # The page shows the form again with the proposal in its field.
        self.data = {**self.data.dict(), self.add_prefix("valid_until"): end.isoformat()}  # type: ignore[attr-defined]
        mark = " (belum diverifikasi)" if scheme.validity_origin and scheme.validity_origin.is_unverified else ""
        self.add_error(
            "valid_until",
            f"Kami usulkan {day(end)}: {scheme.validity_years} tahun menurut generasi ini{mark}. "
            "Cocokkan dengan sertifikatnya, lalu simpan lagi.",
        )


class RevokeForm(forms.Form):
    """Why a certificate ends before its time."""

    on = day_field("Dicabut pada")
    reason = forms.CharField(label="Sebab", max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class CertificateListForm(forms.Form):
    """A list of old certificates."""

    file = forms.FileField(label="Berkas CSV", help_text="UTF-8, dengan nama kolom di baris pertama.")

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if file.size and file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(f"Berkas lebih besar dari {settings.UPLOAD_LIMIT_BYTES // 2**20} MB.")
        return file


class IntentForm(forms.Form):
    """Under which instrument a library wants to be accredited, and for which year."""

    choice = forms.ChoiceField(label="Instrumen", widget=forms.RadioSelect)
    year = forms.IntegerField(label="Tahun", min_value=2000, max_value=2100)

    def __init__(self, *arguments: Any, offers: Sequence["tuple[str, str]"], **keywords: Any):
        super().__init__(*arguments, **keywords)
        _offer(self, "choice", offers)


class DeliverForm(forms.Form):
    """By what Perpusnas confirmed that form and evidence arrived."""

    receipt = forms.CharField(
        label="Nomor atau tanggal tanda terima",
        max_length=200,
        help_text="Dari Perpusnas, misalnya nomor surat masuknya.",
    )


def library_kinds() -> Mapping[str, str]:
    """The kinds of library by code."""
    kinds = reference.kinds()
    return {code: kinds.label(code) for code in kinds.of_family(LIBRARY)}


def chosen_libraries(text: str, allowed: Any) -> Any:
    """Libraries of `allowed` that answer to what was typed."""
    return institutions.search(text).filter(institutions.of_libraries(), pk__in=allowed.order_by().values("pk"))


def _from_result(assessment: Assessment) -> dict[str, Any]:
    score = assessment.final_score
    return {
        "generation": assessment.scheme_version,
        "grade": assessment.final_grade,
        "score": "" if score is None else f"{score:.2f}".replace(".", ","),
        "deviation_reason": assessment.deviation_reason,
    }


def _offer(form: forms.Form, name: str, choices: Sequence[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = list(choices)
