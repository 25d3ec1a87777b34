"""What people fill in to import a series of another office."""

from typing import Any

from django import forms
from django.core import signing
from django.core.files.uploadedfile import UploadedFile
from django.utils.text import slugify

from etam.programmes.actions.series import Origin
from etam.programmes.models import SeriesFile
from etam.programmes.queries import series
from etam.programmes.series_list import BPS, KEMENDAGRI, MAX_BYTES, Kind
from etam.web.forms import day_field

OTHER = "lain"
SALT = "programmes.series"


class SeriesForm(forms.Form):
    """Which series, from whom, and the file."""

    series = forms.ChoiceField(label="Deret")
    label = forms.CharField(
        label="Nama deret", max_length=200, required=False, help_text="Hanya untuk deret lain: Pengangguran terbuka."
    )
    unit = forms.CharField(
        label="Satuan", max_length=60, required=False, help_text="Hanya untuk deret lain: persen, orang, ribu rupiah."
    )
    more_is = forms.ChoiceField(
        label="Makin besar berarti",
        required=False,
        choices=[("none", "Netral"), ("better", "Makin baik"), ("worse", "Makin buruk")],
        help_text="Hanya untuk deret lain.",
    )
    publisher = forms.CharField(label="Penerbit", max_length=200, help_text="Misalnya BPS Provinsi Kalimantan Timur.")
    source = forms.CharField(
        label="Sumber",
        max_length=300,
        help_text="Judul tabel dan alamatnya, atau nomor dan tanggal publikasi, supaya orang lain menemukannya lagi.",
    )
    fetched_on = day_field("Diambil pada")
    digits = forms.ChoiceField(
        label="Kode angka tanpa titik dibaca sebagai",
        required=False,
        choices=[("", "Tanyakan bila ada"), (KEMENDAGRI, "Kode Kemendagri"), (BPS, "Kode BPS")],
        help_text="6402 berarti Kutai Kartanegara di Kemendagri dan Kutai Barat di BPS.",
    )
    file = forms.FileField(
        label="Berkas .csv atau .xlsx",
        allow_empty_file=True,
        help_text=f"Paling besar {MAX_BYTES // 2**20} MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        self.kinds = {one.code: one for one in series.kinds()}
        field: Any = self.fields["series"]
        field.choices = [*((one.code, one.label) for one in self.kinds.values()), (OTHER, "Deret lain")]

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(f"Berkas ini lebih besar dari {MAX_BYTES // 2**20} MB. Sisakan tabelnya saja.")
        return file

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or self.cleaned_data
        if given.get("series") == OTHER:
            for name, what in (("label", "nama deretnya"), ("unit", "satuannya")):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, f"Tulis {what}, karena deret ini belum dikenal.")
            if given.get("label") and not _code(given["label"]):
                self.add_error("label", "Nama deret memuat huruf atau angka. Periksa tulisannya.")
        return given

    def kind(self) -> Kind:
        """What the series measures."""
        given = self.cleaned_data
        if given["series"] != OTHER:
            return self.kinds[given["series"]]
        kind = Kind(_code(given["label"]), given["label"], given["unit"], given["more_is"] or "none")
        return self.kinds.get(kind.code, kind)

    def origin(self, sha256: str) -> Origin:
        given = self.cleaned_data
        return Origin(given["publisher"], given["source"], given["fetched_on"], sha256)


def _code(label: str) -> str:
    return slugify(label).replace("-", "_")[:40]


def sealed(data: dict[str, Any]) -> str:
    """What was previewed, so that it comes back with the form as it was."""
    return signing.dumps(data, salt=SALT, compress=True)


def unsealed(text: str) -> dict[str, Any] | None:
    """What was previewed; None when somebody changed it or it is older than a day."""
    try:
        found: dict[str, Any] = signing.loads(text, salt=SALT, max_age=86_400)
    except signing.BadSignature:
        return None
    return found


def standing_key(file: SeriesFile | None) -> int:
    """The key of the import that stands, 0 for none."""
    return file.pk if file else 0
