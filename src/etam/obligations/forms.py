"""What officers type in: a due date, a delivery, a reason."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from etam.obligations.actions import Sent
from etam.obligations.exports.files import File
from etam.web.formats import file_size
from etam.web.forms import day_field

MADE_NOW, UPLOADED, NO_FILE = "made", "uploaded", "none"


def _file_field(label: str, help_text: str) -> forms.FileField:
    widget = forms.ClearableFileInput(attrs={"accept": ".pdf,.xlsx,.csv,.zip,.png,.jpg,.jpeg"})
    return forms.FileField(label=label, required=False, help_text=help_text, widget=widget)


class DueForm(forms.Form):
    """Until when, and who says so."""

    due_on = day_field("Batas penyerahan")
    source = forms.CharField(
        label="Dasar batas", max_length=300, help_text="Misalnya nomor dan tanggal surat permintaan."
    )


class DeliverForm(forms.Form):
    """What was handed over, how, and what came back."""

    delivered_on = day_field("Diserahkan pada")
    receipt = forms.CharField(
        label="Tanda terima", max_length=300, help_text="Nomor surat, nomor registrasi, atau siapa yang menerima."
    )
    way = forms.CharField(label="Lewat apa", max_length=200, required=False, help_text="Aplikasi, surel, atau kurir.")
    choice = forms.ChoiceField(label="Berkas yang diserahkan", widget=forms.RadioSelect)
    file = _file_field("Berkasnya", "Bila yang diserahkan lain daripada unduhan hari ini. Paling besar 20 MB.")
    receipt_file = _file_field("Bukti terima", "Pindaian atau tangkapan layar. Paling besar 20 MB.")
    note = forms.CharField(label="Catatan", max_length=1000, required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, has_export: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        made = [(MADE_NOW, "Unduhan dari Etam, dibuat sekarang dan disimpan")] if has_export else []
        field: Any = self.fields["choice"]
        field.choices = [*made, (UPLOADED, "Berkas yang saya unggah"), (NO_FILE, "Tanpa berkas")]
        field.initial = field.choices[0][0]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        for name in ("file", "receipt_file"):
            one: UploadedFile | None = given.get(name)
            if one and (one.size or 0) > settings.UPLOAD_LIMIT_BYTES:
                self.add_error(
                    name,
                    f"Berkas ini {file_size(one.size or 0)}; paling besar {file_size(settings.UPLOAD_LIMIT_BYTES)}.",
                )
        if given.get("choice") == UPLOADED and not given.get("file") and "file" not in self.errors:
            self.add_error("file", "Pilih berkasnya, atau pilih “Tanpa berkas”.")
        return given

    def sent(self, made: File | None) -> Sent:
        """What is recorded; `made` is the export where it was chosen."""
        given = self.cleaned_data
        uploaded = _read(given.get("file")) if given["choice"] == UPLOADED else None
        return Sent(
            delivered_on=given["delivered_on"],
            receipt=given["receipt"],
            way=given["way"],
            note=given["note"],
            file=made or uploaded,
            receipt_file=_read(given.get("receipt_file")),
        )


class WithdrawForm(forms.Form):
    """Why a record is taken back."""

    reason = forms.CharField(label="Apa yang keliru", max_length=300)


def _read(file: UploadedFile | None) -> File | None:
    return File(file.name or "berkas", "", file.read()) if file else None
