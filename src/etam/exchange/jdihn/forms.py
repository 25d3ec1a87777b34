"""What an officer sends with another list's feed."""

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile

from etam.web.formats import file_size


class FeedForm(forms.Form):
    """Whose feed it is, and the file."""

    publisher = forms.CharField(
        label="Umpan ini milik",
        max_length=200,
        help_text="Nama lembaga pemilik JDIH, misalnya “Pemerintah Kabupaten Paser”.",
        error_messages={
            "required": "Tulis nama lembaga pemilik JDIH-nya.",
            "max_length": "Nama lembaga paling panjang 200 huruf. Persingkat namanya.",
        },
    )
    file = forms.FileField(
        label="Berkas .json",
        allow_empty_file=True,
        help_text="Umpan yang Anda unduh dari JDIH itu (document.json), paling besar 20 MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".json,application/json"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > settings.UPLOAD_LIMIT_BYTES:
            limit = file_size(settings.UPLOAD_LIMIT_BYTES)
            raise forms.ValidationError(
                f"Berkas ini lebih besar dari {limit}. Unduh umpannya per tahun atau per jenis."
            )
        return file
