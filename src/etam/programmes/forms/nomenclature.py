"""What officers type about lists of codes."""

import re

from django import forms

from etam.programmes.models import CodeVersion
from etam.programmes.queries.nomenclature import LEVELS


class CodeListForm(forms.Form):
    """An export with what it is called and where it is from."""

    label = forms.CharField(
        label="Nama daftar", max_length=200, help_text="Misalnya: Nomenklatur SIPD tahun anggaran 2027."
    )
    source = forms.CharField(
        label="Sumber",
        max_length=300,
        help_text="Sistem dan tanggal unduhnya, dan keputusan yang disebut di sana bila ada.",
    )
    level = forms.ChoiceField(
        label="Tingkat",
        required=False,
        choices=[("", "Menurut kodenya"), *((code, word.capitalize()) for code, word in LEVELS.items())],
        help_text="Dipakai hanya untuk program yang tidak memuat kegiatan di bawahnya.",
    )
    file = forms.FileField(
        label="Berkas XLSX atau CSV",
        help_text="Kolom kode dan uraian; kode boleh terbagi dalam beberapa kolom.",
        widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"}),
    )


class SettleForm(forms.Form):
    """The new codes of an old one, with commas between them where it was split."""

    new = forms.CharField(label="Kode baru", max_length=200, required=False)

    def codes(self) -> list[str]:
        written = self.cleaned_data["new"] if self.is_valid() else ""
        return [one for one in re.split(r"[\s,;+]+", written) if one]


class ActivityListForm(forms.Form):
    """An office's list of a year, and the list of codes that it uses."""

    version = forms.ModelChoiceField(
        label="Daftar kode", queryset=CodeVersion.objects.all(), to_field_name="code", empty_label=None
    )
    file = forms.FileField(
        label="Berkas CSV atau XLSX", widget=forms.ClearableFileInput(attrs={"accept": ".xlsx,.csv"})
    )
