"""What officers send with the text of a regulation."""

from django import forms


class TextForm(forms.Form):
    """A PDF, and where it is from."""

    file = forms.FileField(
        label="Naskah (PDF)",
        allow_empty_file=True,
        help_text="Paling besar 20 MB, tanpa kata sandi. Naskah ini dapat diunduh siapa saja.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".pdf,application/pdf"}),
    )
    source = forms.CharField(
        label="Asal berkas", max_length=300, help_text="Misalnya alamat JDIH tempat Anda mengunduhnya."
    )
