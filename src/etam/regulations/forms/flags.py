"""What people type in about flags: a filter, a decision, a reason to open one again."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.db.models import QuerySet

from etam.regulations.flags import word_of
from etam.regulations.models import Flag
from etam.regulations.queries import flags as queries

MAX_REASON = 2000
STATES = [
    ("", "Tanpa yang gugur"),
    (queries.OPEN, "Menunggu keputusan"),
    (queries.DECIDED, "Sudah diputus"),
    (queries.CLEARED, "Gugur"),
]
ALL = ("", "Semua")


class FlagFilter(forms.Form):
    """Narrows the list; a value that does not exist is left out."""

    cari = forms.CharField(label="Kata atau kode", required=False, max_length=100)
    keadaan = forms.ChoiceField(label="Keadaan", required=False, choices=STATES)
    peristiwa = forms.ChoiceField(label="Peristiwa", required=False, choices=[ALL, *Flag.Event.choices])
    jenis = forms.ChoiceField(label="Yang bersandar", required=False)
    pemutus = forms.ChoiceField(label="Yang memutuskan", required=False)

    def __init__(self, data: Any, rows: QuerySet[Flag]):
        super().__init__(data)
        kinds = [(kind, word_of(kind).capitalize()) for kind in queries.values_of(rows, "kind")]
        deciders = [(one, one) for one in queries.values_of(rows, "decider")]
        for name, choices in (("jenis", kinds), ("pemutus", deciders)):
            field: Any = self.fields[name]
            field.choices = [ALL, *choices]
        self.is_valid()

    @property
    def given(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def search(self, rows: QuerySet[Flag]) -> QuerySet[Flag]:
        """The flags that answer."""
        given = self.given.get
        return queries.matching(
            rows,
            search=given("cari", ""),
            event=given("peristiwa", ""),
            kind=given("jenis", ""),
            decider=given("pemutus", ""),
            state=given("keadaan", ""),
        )


class ChosenForm(forms.Form):
    """Flags to tick, all of them at first, and a reason."""

    flags = forms.MultipleChoiceField(
        label="Yang diputus",
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": "Belum ada yang dipilih. Centang sekurang-kurangnya satu.",
            "invalid_choice": "Salah satu yang dicentang sudah berubah sejak halaman ini dibuka. Periksa lagi.",
        },
    )
    reason = forms.CharField(
        label="Alasan",
        widget=forms.Textarea(attrs={"rows": 3}),
        max_length=MAX_REASON,
        error_messages={"required": "Tulis alasannya, agar keputusan ini dapat ditelusuri kemudian."},
    )

    def __init__(self, data: Any, offered: Sequence[Flag]):
        super().__init__(data, initial={"flags": [str(flag.pk) for flag in offered]})
        self.offered = {str(flag.pk): flag for flag in offered}
        field: Any = self.fields["flags"]
        field.choices = [(pk, flag.label) for pk, flag in self.offered.items()]

    @property
    def rows(self) -> list[tuple[Any, Flag]]:
        """Each box with what it stands for."""
        return [(box, self.offered[str(box.data["value"])]) for box in self["flags"].subwidgets]

    @property
    def chosen(self) -> list[Flag]:
        return [self.offered[pk] for pk in self.cleaned_data["flags"]]


class DecideForm(ChosenForm):
    """One decision for all that is ticked."""

    decision = forms.ChoiceField(
        label="Keputusan",
        choices=Flag.Decision.choices,
        widget=forms.RadioSelect,
        error_messages={"required": "Pilih keputusannya: tetap dipakai, dibuat versi baru, atau tidak dipakai lagi."},
    )
    field_order = ("flags", "decision", "reason")


class ReopenForm(ChosenForm):
    """Why decisions are taken back."""
