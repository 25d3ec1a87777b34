"""What people say about a file, and how they look for one."""

from datetime import date
from typing import Any

from django import forms
from django.utils.timezone import localdate

from etam.evidence import queries, reference
from etam.institutions.models import Institution
from etam.institutions.queries import regencies
from etam.web.components import STATUSES
from etam.web.forms import day_field

FIRST_YEAR, YEARS_AHEAD = 1945, 100
STATES = [(code, STATUSES[code].word) for code in (*queries.STATES, "replaced")]


class DetailsForm(forms.Form):
    """What people say about a file."""

    type = forms.ChoiceField(label="Jenis", error_messages={"required": "Pilih jenisnya."})
    title = forms.CharField(
        label="Judul",
        max_length=200,
        help_text="Isi berkas dalam satu baris, misalnya “SK pembentukan perpustakaan desa 2024”.",
        error_messages={"required": "Beri judul."},
    )
    issued_on = day_field("Tanggal terbit", required=False)
    valid_until = day_field(
        "Berlaku sampai", required=False, help_text="Seperti tertulis di berkasnya. Kosong: tidak ada batasnya."
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["type"]
        field.choices = [("", "Pilih jenis"), *((one.code, one.label["id"]) for one in reference.types().values())]

    def clean_issued_on(self) -> date | None:
        return _sensible(self.cleaned_data["issued_on"])

    def clean_valid_until(self) -> date | None:
        return _sensible(self.cleaned_data["valid_until"])

    @property
    def details(self) -> dict[str, Any]:
        """What was said, as actions take it."""
        return {name: self.cleaned_data[name] for name in ("type", "title", "issued_on", "valid_until")}


class UploadForm(DetailsForm):
    """A file, or the key of one that has arrived in parts, with what people say about it."""

    file = forms.FileField(
        label="Berkas",
        allow_empty_file=True,
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        help_text="PDF, JPEG, PNG, WebP, atau XLSX, paling besar 20 MB.",
        widget=forms.FileInput(attrs={"accept": ".pdf,.jpg,.jpeg,.png,.webp,.xlsx"}),
    )
    field_order = ["file", "type", "title", "issued_on", "valid_until"]

    def __init__(self, *args: Any, has_arrived: bool = False, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if has_arrived:
            self.fields["file"].required, self.fields["file"].label = False, "Berkas lain"

    def clean(self) -> dict[str, Any]:
        """Propose the last day of validity where content knows how long such evidence usually holds."""
        data: dict[str, Any] = super().clean() or {}
        if not data.get("valid_until") and "valid_until" in data:
            data["valid_until"] = reference.proposed_end(data.get("type", ""), data.get("issued_on"))
        return data


class WithdrawForm(forms.Form):
    """Why a file no longer counts."""

    reason = forms.CharField(
        label="Alasan",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Dibaca oleh siapa pun yang memakai bukti ini.",
        error_messages={"required": "Tulis alasannya."},
    )


class LibraryFilter(forms.Form):
    """Search among the files of one institution; a value that does not exist is left out."""

    cari = forms.CharField(label="Judul atau kode", required=False, max_length=100)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    keadaan = forms.ChoiceField(label="Keadaan", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        types = [(one.code, one.label["id"]) for one in reference.types().values()]
        fields["jenis"].choices = [("", "Semua"), *types]
        fields["keadaan"].choices = [("", "Semua kecuali yang digantikan"), *STATES, ("unused", "Belum dipakai")]

    def search(self, institution: Institution, day: date) -> Any:
        """The files that answer."""
        given = self.cleaned_data
        return queries.library(
            institution,
            day=day,
            text=given.get("cari", ""),
            type=given.get("jenis", ""),
            state=given.get("keadaan", ""),
        )


class PlaceFilter(forms.Form):
    """Search among institutions, or their kab/kota."""

    cari = forms.CharField(label="Nama, NPP, NPSN, atau kode lembaga", required=False, max_length=100)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)

    def __init__(self, *args: Any, codes: list[str] | None = None, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["daerah"]
        offered = [(one.code, one.name) for one in regencies() if codes is None or one.code in codes]
        field.choices = [("", "Semua"), *offered]


def _sensible(day: date | None) -> date | None:
    if day is not None and not FIRST_YEAR <= day.year <= localdate().year + YEARS_AHEAD:
        raise forms.ValidationError(f"Tahun {day.year} tidak mungkin. Periksa tanggalnya.")
    return day
