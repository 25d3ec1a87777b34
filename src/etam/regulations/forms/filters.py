"""Narrows the register, on a day."""

from datetime import date
from typing import Any

from django import forms

from etam.regulations import telling
from etam.regulations.queries.listing import Wanted, choices
from etam.web.forms import day_field

ALL = ("", "Semua")


class RegisterFilter(forms.Form):
    """What to see of the register and on which day; a value that does not exist is left out."""

    cari = forms.CharField(label="Cari nomor atau kata", required=False, max_length=200)
    keadaan = forms.ChoiceField(
        label="Keadaan",
        required=False,
        choices=[ALL, *((force.value, one.word) for force, one in telling.FORCES.items())],
    )
    pada = day_field("Pada tanggal", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    subjek = forms.ChoiceField(label="Subjek", required=False)
    tahun = forms.ChoiceField(label="Tahun", required=False)
    periksa = forms.BooleanField(label="Hanya yang perlu diverifikasi", required=False)

    def __init__(self, data: Any, *, today: date):
        given = data.copy()
        given.setdefault("pada", today.isoformat())
        super().__init__(given)
        self.today = today
        types, subjects, years = choices()
        for name, values in (("jenis", types), ("subjek", subjects), ("tahun", years)):
            field: Any = self.fields[name]
            field.choices = [ALL, *((str(value), str(value)) for value in values)]
        self.is_valid()

    @property
    def day(self) -> date:
        return self.cleaned_data.get("pada") or self.today

    @property
    def given(self) -> bool:
        """Whether anything narrows the list."""
        return self.wanted != Wanted()

    @property
    def wanted(self) -> Wanted:
        """What to see."""
        data = self.cleaned_data
        return Wanted(
            text=data.get("cari", ""),
            type=data.get("jenis", ""),
            subject=data.get("subjek", ""),
            year=int(data.get("tahun") or 0) or None,
            force=data.get("keadaan", ""),
            is_to_verify=data.get("periksa", False),
        )
