"""What people type to choose, plan, give up, register and note."""

from typing import Any

from django import forms
from django.utils.timezone import localdate

from etam.institutions.models import ParentBody, Region
from etam.programmes.actions.ledger import NOT_OF_BODY
from etam.programmes.models.money import Fund
from etam.programmes.priority import COMPONENTS, DEFAULT_WEIGHTS, LARGEST_WEIGHT
from etam.programmes.queries.priority import LABELS
from etam.web.forms import day_field

WORDS = {"need": "perpustakaan", "people": "orang", "distance": "jarak", "money": "dana", "readiness": "kesiapan"}
"""How each weight is called in the address."""


class WeightsForm(forms.Form):
    """Weights of the components; an empty field takes the default."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name in COMPONENTS:
            widget = forms.NumberInput(
                attrs={"min": 0, "max": int(LARGEST_WEIGHT), "step": 5, "placeholder": int(DEFAULT_WEIGHTS[name])}
            )
            self.fields[WORDS[name]] = forms.FloatField(
                label=LABELS[name], required=False, min_value=0, max_value=LARGEST_WEIGHT, widget=widget
            )

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = super().clean() or {}
        if not self.errors and not any(self.weights.values()):
            raise forms.ValidationError("Sedikitnya satu bobot harus lebih dari 0.")
        return given

    @property
    def weights(self) -> dict[str, float]:
        """What was typed, else the default."""
        typed = getattr(self, "cleaned_data", {})
        return {
            name: typed[word] if typed.get(word) is not None else DEFAULT_WEIGHTS[name] for name, word in WORDS.items()
        }

    @property
    def is_own_choice(self) -> bool:
        return self.weights != dict(DEFAULT_WEIGHTS)


class PlaceFilter(forms.Form):
    """Which part of the list; what does not exist is left out."""

    jenis = forms.ChoiceField(
        label="Jenis", required=False, choices=[("", "Desa dan sekolah"), *ParentBody.Kind.choices]
    )
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)

    def __init__(self, *args: Any, regencies: list[Region], **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["daerah"].choices = [("", "Semua"), *((one.code, one.short_name) for one in regencies)]
        chosen = self.data.get("daerah", "")
        districts = Region.objects.filter(parent=chosen, level=Region.Level.DISTRICT, valid_to=None) if chosen else []
        fields["kecamatan"].choices = [("", "Semua"), *((one.code, one.name) for one in districts)]
        if not districts:
            fields["kecamatan"].disabled = True

    @property
    def chosen(self) -> dict[str, str]:
        typed = self.cleaned_data if self.is_valid() else {**self.cleaned_data}
        return {name: typed.get(name) or "" for name in ("jenis", "daerah", "kecamatan")}

    def narrow(self, bodies: Any) -> Any:
        """The bodies that were asked for."""
        chosen = self.chosen
        asked = {"kind": chosen["jenis"], "regency": chosen["daerah"], "district": chosen["kecamatan"]}
        return bodies.filter(**{name: value for name, value in asked.items() if value})


class PlanForm(forms.Form):
    """A plan for one or many villages or schools."""

    year = forms.TypedChoiceField(label="Tahun anggaran", coerce=int)
    fund = forms.ChoiceField(label="Sumber dana yang dituju")
    note = forms.CharField(label="Catatan", max_length=300, required=False)

    def __init__(self, *args: Any, kinds: set[str], **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        year = localdate().year
        fields["year"].choices = [(one, str(one)) for one in range(year, year + 6)]
        never = {NOT_OF_BODY[ParentBody.Kind(kind)] for kind in kinds}
        fields["fund"].choices = [("", "Pilih"), *((one.value, one.label) for one in Fund if one not in never)]


class WithdrawForm(forms.Form):
    """Why a plan is given up."""

    reason = forms.CharField(label="Alasan", max_length=300, help_text="Tampil pada riwayat desa atau sekolahnya.")


class RegisterForm(forms.Form):
    """The library that came of a plan."""

    name = forms.CharField(label="Nama perpustakaan", max_length=200)
    since = day_field("Berdiri sejak", initial=localdate)
    npp = forms.CharField(label="NPP", max_length=30, required=False, help_text="Kosong: belum bernomor.")


class NoteForm(forms.Form):
    """What a joint meeting decided."""

    on = day_field("Tanggal rapat", initial=localdate)
    meeting = forms.CharField(label="Rapat", max_length=200, help_text="Misalnya Rapat Disdikbud dan DPMPD.")
    text = forms.CharField(label="Putusan", max_length=2000, widget=forms.Textarea(attrs={"rows": 3}))
