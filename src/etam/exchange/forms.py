"""What people send with a file."""

from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from etam.exchange.sheets import refusal
from etam.submissions.models import Round
from etam.web.spreadsheet_guard import SpreadsheetRefused, refuse_by_size


class _SizedForm(forms.Form):
    """A file that is not larger than anybody needs."""

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        try:
            refuse_by_size(file.size or 0, settings.UPLOAD_LIMIT_BYTES)
        except SpreadsheetRefused as problem:
            raise forms.ValidationError(str(refusal(problem))) from problem
        return file


class _FileForm(_SizedForm):
    """A round and a file for it."""

    round = forms.ModelChoiceField(
        Round.objects.none(),
        label="Putaran",
        to_field_name="code",
        empty_label=None,
        error_messages={"required": "Pilih putarannya."},
    )

    def __init__(self, *args: Any, rounds: QuerySet[Round], **kwargs: Any):
        super().__init__(*args, **kwargs)
        choice: Any = self.fields["round"]
        choice.queryset = rounds
        if len(rounds) == 1:
            choice.initial, choice.widget = rounds[0].code, forms.HiddenInput()


def _template_field() -> forms.FileField:
    return forms.FileField(
        label="Berkas .xlsx",
        allow_empty_file=True,
        help_text="Templat yang sudah Anda isi, paling besar 20 MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx"}),
    )


class UploadForm(_FileForm):
    """A filled template."""

    file = _template_field()


class SheetForm(_SizedForm):
    """A filled workbook of an assessment."""

    file = _template_field()


class ImportForm(_FileForm):
    """A CSV file of many returns."""

    file = forms.FileField(
        label="Berkas .csv",
        allow_empty_file=True,
        help_text="Kolom pertama “institution” (kode lembaga), lalu kode pertanyaan. UTF-8, paling besar 20 MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )
    all_or_nothing = forms.BooleanField(label="Simpan hanya kalau seluruh berkas bersih", required=False, initial=True)
