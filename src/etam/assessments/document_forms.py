"""What is typed in to make an official document."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.timezone import localdate

from etam.assessments.permits import Permit
from etam.web.forms import day_field


class DocumentForm(forms.Form):
    """Which document, its number and its day. Only what can be made now may be chosen."""

    document = forms.ChoiceField(label="Dokumen")
    number = forms.CharField(
        label="Nomor surat",
        max_length=100,
        required=False,
        help_text="Wajib untuk LAKI dan LAKE, boleh kosong untuk yang lain.",
    )
    dated = day_field("Tanggal dokumen", initial=localdate)

    def __init__(self, *args: Any, permits: Sequence[Permit], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.permits = {one.key: one for one in permits if not one.why_not}
        field = self.fields["document"]
        assert isinstance(field, forms.ChoiceField)  # noqa: S101
        field.choices = [(key, one.label) for key, one in self.permits.items()]

    @property
    def chosen(self) -> Permit:
        """What was chosen; only after the form was found valid."""
        return self.permits[self.cleaned_data["document"]]
