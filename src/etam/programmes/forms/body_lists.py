"""What is typed in to bring a list of schools."""

from typing import Any

from django import forms
from django.conf import settings
from django.utils.timezone import localdate

from etam.web.forms import day_field


class SchoolListForm(forms.Form):
    """A file with schools, whose it is and of which day."""

    file = forms.FileField(
        label="Berkas .xlsx atau .csv",
        allow_empty_file=True,
        help_text="Kolom NPSN, Nama, Bentuk, dan Kab/Kota harus ada; yang lain dibaca bila ada.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
    )
    source = forms.CharField(label="Asal daftar", max_length=200, help_text="Misalnya Dapodik, semester ganjil 2026.")
    as_of = day_field("Keadaan pada", initial=localdate)

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            limit = settings.UPLOAD_LIMIT_BYTES // 2**20
            raise forms.ValidationError(f"Berkas ini lebih besar dari {limit} MB. Bagi menurut kabupaten/kota.")
        return file
