"""What an officer types in to keep the registry."""

from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.core.validators import RegexValidator
from django.db.models import QuerySet
from django.utils.timezone import localdate

from etam.institutions import queries, reference
from etam.institutions.actions import NewInstitution
from etam.institutions.listing import CODE, CODE_RULE, COLUMNS
from etam.institutions.models import Institution, Region
from etam.institutions.places import Place, PlaceProblem, find_place
from etam.web.forms import day_field

TO_CHECK, ENDED = "periksa", "berakhir"
STATES = [("", "Masih ada"), (TO_CHECK, "Perlu diperiksa"), (ENDED, "Sudah berakhir")]
EARLIEST = 1900
PLACE_HELP = "Nama atau kode Kemendagri, sekecil yang diketahui: “Sepaso, Bengalon”, “Kutai Timur”, 64.08.09.2001."


def _sensible(day: date | None) -> date | None:
    if day is not None and not EARLIEST <= day.year <= localdate().year + 5:
        raise forms.ValidationError(f"Tahun {day.year} tidak mungkin. Periksa tanggalnya.")
    return day


def institution_with(code: str) -> Institution | None:
    """The institution whose code somebody typed, None for nothing. Raises ValidationError for an unknown one."""
    code = code.strip()
    found = Institution.objects.filter(code=code).first() if code else None
    if code and found is None:
        raise forms.ValidationError(f"Tidak ada lembaga dengan kode {code}. Periksa kodenya di halaman lembaga.")
    return found


class RegistryFilter(forms.Form):
    """Search in the registry; a value that does not exist is left out."""

    cari = forms.CharField(label="Nama, NPP, NPSN, atau kode", required=False, max_length=100)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        names = [(one.code, one.name) for one in queries.regencies()]
        kinds = [(kind.code, kind.label["id"]) for kind in reference.kinds().kinds.values()]
        choices: dict[str, Any] = {"daerah": [("", "Semua"), *names], "jenis": [("", "Semua"), *kinds]}
        for name, offered in choices.items():
            field: Any = self.fields[name]
            field.choices = offered

    @property
    def only_suspects(self) -> bool:
        return self.cleaned_data.get("keadaan") == TO_CHECK

    def search(self) -> QuerySet[Institution]:
        """The institutions that answer."""
        given = {name: self.cleaned_data.get(name, "") for name in ("cari", "daerah", "jenis")}
        ended = self.cleaned_data.get("keadaan") == ENDED
        return queries.search(given["cari"], region=given["daerah"], kind=given["jenis"], ended=ended)


class InstitutionForm(forms.Form):
    """A new institution."""

    name = forms.CharField(label="Nama", max_length=200)
    kind = forms.ChoiceField(label="Jenis")
    region = forms.CharField(label="Wilayah", max_length=200, help_text=PLACE_HELP)
    npp = forms.CharField(
        label="NPP",
        max_length=30,
        required=False,
        help_text="Untuk perpustakaan. Kosong atau 0: belum bernomor.",
    )
    npsn = forms.CharField(label="NPSN", max_length=12, required=False, help_text="Untuk sekolah dan madrasah.")
    parent_name = forms.CharField(label="Nama institusi induk", max_length=200, required=False)
    address = forms.CharField(label="Alamat", max_length=300, required=False)
    code = forms.CharField(
        label="Kode",
        max_length=40,
        required=False,
        help_text="Kosong: dibuatkan.",
        validators=[RegexValidator(rf"^(?:{CODE.pattern})\Z", CODE_RULE)],
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["kind"]
        field.choices = [("", "Pilih jenis"), *_kind_choices()]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("kind") and data.get("region"):
            kind, subtype = data["kind"].split("/")
            level = reference.kinds().kinds[kind].subtype(subtype).region_level
            data |= {"kind": kind, "subtype": subtype, "place": _place(self, data["region"], level)}
        return data

    def new(self) -> NewInstitution:
        """What was typed in, once it is valid."""
        data, place = self.cleaned_data, self.cleaned_data["place"]
        kept = {
            name: data[name] for name in ("name", "kind", "subtype", "npp", "npsn", "parent_name", "address", "code")
        }
        regions = Region.objects.in_bulk([place.region, place.regency])
        return NewInstitution(region=regions[place.region], regency=regions[place.regency], **kept)


class CorrectForm(forms.Form):
    """What was written down wrongly. A number that this kind does not carry is only asked while it stands there.

    `initial` holds the numbers that belong to the institution.
    """

    npp = forms.CharField(label="NPP", max_length=30, required=False)
    npsn = forms.CharField(label="NPSN", max_length=12, required=False)
    parent_name = forms.CharField(label="Nama institusi induk", max_length=200, required=False)
    address = forms.CharField(label="Alamat", max_length=300, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in {"npp", "npsn"} - set(self.initial):
            del self.fields[name]


class _FromADay(forms.Form):
    on = day_field("Berlaku mulai", initial=localdate)

    def clean_on(self) -> date | None:
        return _sensible(self.cleaned_data["on"])


class RenameForm(_FromADay):
    """A new name from a day."""

    name = forms.CharField(label="Nama baru", max_length=200)
    field_order = ["name", "on"]


class MoveForm(_FromADay):
    """A new place from a day."""

    region = forms.CharField(label="Wilayah baru", max_length=200, help_text=PLACE_HELP)
    field_order = ["region", "on"]

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        if data.get("region"):
            data["place"] = _place(self, data["region"], None)
        return data


class MergeForm(_FromADay):
    """Part of another institution from a day."""

    into = forms.CharField(label="Kode lembaga penerima", max_length=40, help_text="Kode ada di daftar lembaga.")
    field_order = ["into", "on"]

    def clean_into(self) -> Institution:
        code = self.cleaned_data["into"].strip()
        found = Institution.objects.filter(code=code).first()
        if found is None:
            raise forms.ValidationError(f"Tidak ada lembaga dengan kode {code}.")
        return found


class CloseForm(_FromADay):
    """The end of an institution."""

    on = day_field("Hari terakhir", initial=localdate)
    reason = forms.CharField(label="Alasan", max_length=200)
    field_order = ["reason", "on"]


class ListingForm(forms.Form):
    """A file of institutions."""

    file = forms.FileField(
        label="Berkas .csv",
        allow_empty_file=True,
        help_text=f"Kolom: {', '.join(COLUMNS)}. UTF-8, paling besar {settings.UPLOAD_LIMIT_BYTES // 2**20} MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            limit = settings.UPLOAD_LIMIT_BYTES // 2**20
            raise forms.ValidationError(f"Berkas ini lebih besar dari {limit} MB. Bagi menjadi beberapa berkas.")
        return file


def _kind_choices() -> list[tuple[str, list[tuple[str, str]]]]:
    return [
        (kind.label["id"], [(f"{kind.code}/{one.code}", one.label["id"]) for one in kind.subtypes])
        for kind in reference.kinds().kinds.values()
    ]


def _place(form: forms.Form, text: str, level: int | None) -> Place | None:
    """The place that was written, in the directory's own table; otherwise the form carries the sentence."""
    try:
        place = find_place(text, reference.regions(), level)
    except PlaceProblem as problem:
        form.add_error("region", str(problem))
        return None
    if Region.objects.filter(code__in={place.region, place.regency}).count() < len({place.region, place.regency}):
        form.add_error("region", f"Wilayah {place.region} belum dimuat. Minta administrator menjalankan etam prepare.")
    return place
