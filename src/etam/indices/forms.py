"""What officers type about runs and releases."""

from typing import Any

from django import forms

from etam.indices import collecting, methods
from etam.indices.actions import LARGEST_SEED, MOST_DRAWS


class ChoiceForm(forms.Form):
    """Which method over which year; enough to show how ready the figures are."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.choices = {choice.name: choice for choice in methods.computable()}
        named = [(name, f"{one.title}, {one.version}") for name, one in self.choices.items()]
        self.fields["method"] = forms.ChoiceField(label="Metode", choices=named)
        years = [(year, str(year)) for year in collecting.periods()]
        self.fields["period"] = forms.TypedChoiceField(label="Tahun data", coerce=int, choices=years)

    @property
    def chosen(self) -> methods.Choice:
        """The edition that was chosen; only after the form was found valid."""
        return self.choices[self.cleaned_data["method"]]


class RunForm(ChoiceForm):
    """The same with the plan of the recomputation; an empty field means: as the method says."""

    draws = forms.IntegerField(label="Banyaknya perhitungan ulang", required=False, min_value=0, max_value=MOST_DRAWS)
    seed = forms.IntegerField(
        label="Benih acak",
        required=False,
        min_value=0,
        max_value=LARGEST_SEED,
        help_text="Benih yang sama memberi selang peringkat yang sama sampai bita terakhir.",
    )


class ProposalForm(forms.Form):
    """The title of a release, and for a correction its reason."""

    title = forms.CharField(
        label="Judul rilis", max_length=200, required=False, help_text="Kosongkan untuk memakai temuan di atas."
    )
    reason = forms.CharField(
        label="Alasan pembetulan",
        widget=forms.Textarea(attrs={"rows": 3}),
        required=False,
        help_text="Apa yang salah pada rilis sebelumnya, dan apa yang berubah. Alasan ini ikut terbit.",
    )

    def __init__(self, *args: Any, is_correction: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if is_correction:
            self.fields["reason"].required = True
        else:
            del self.fields["reason"]


class DeclineForm(forms.Form):
    """Why a proposal is not published."""

    reason = forms.CharField(
        label="Alasan",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Pengusul membaca alasan ini, jadi sebutkan apa yang harus diperbaiki.",
    )
