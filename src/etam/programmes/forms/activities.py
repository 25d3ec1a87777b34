"""What people type about sub-activities: plans, quarters, reasons."""

import re
from collections.abc import Callable
from typing import Any, TypeVar

from django import forms

from etam.institutions.models import Institution, Region
from etam.programmes.actions.activities import Indicator, Plan
from etam.programmes.actions.reporting import Quarter
from etam.programmes.exceptions import BadInput
from etam.programmes.models.money import Fund
from etam.programmes.queries import aims
from etam.programmes.reading import read_number, read_place, read_rupiah
from etam.web.formats import number

# What offices are given most stands first.
FUNDS = (Fund.APBD, Fund.DAK_PHYSICAL, Fund.DAK_OTHER, Fund.APBN, Fund.GIFT, Fund.BOSP, Fund.DANA_DESA)
# Empty rows that a form offers beside what is there already, and how many it takes at most.
INDICATORS, AIMS, SPARE, MOST, MAX_PLACES = 4, 3, 1, 60, 60
T = TypeVar("T")


class RupiahField(forms.Field):
    """Whole rupiah as people write them: "12.500.000", "Rp12.500.000", "12500000"; empty is None."""

    def __init__(self, **options: Any):
        attributes = {"inputmode": "numeric", "class": "num", "autocomplete": "off", "maxlength": "30"}
        super().__init__(widget=forms.TextInput(attrs=attributes), **options)

    def prepare_value(self, value: Any) -> Any:
        return number(value) if isinstance(value, int) else value

    def to_python(self, value: Any) -> Any:
        written = str(value or "").strip()
        return read_field(read_rupiah, written) if written else None


class NumberField(forms.Field):
    """A number as people write it: "1.500", "12,5", "12.5"; empty is None."""

    def __init__(self, **options: Any):
        attributes = {"inputmode": "decimal", "class": "num", "autocomplete": "off", "maxlength": "30"}
        super().__init__(widget=forms.TextInput(attrs=attributes), **options)

    def prepare_value(self, value: Any) -> Any:
        if not isinstance(value, int | float):
            return value
        # Exact: what is shown is stored again when nobody touches it.
        return number(value) if float(value).is_integer() else str(value).replace(".", ",")

    def to_python(self, value: Any) -> Any:
        written = str(value or "").strip()
        return read_field(read_number, written) if written else None


def read_field(read: Callable[[str], T], written: str) -> T:
    """What a text says, with the sentence of a refusal as that of the field."""
    try:
        return read(written)
    except BadInput as problem:
        raise forms.ValidationError(str(problem)) from problem


class PlanForm(forms.Form):
    """What a sub-activity means to do in its year."""

    note = forms.CharField(label="Keterangan", max_length=300, required=False, widget=forms.Textarea(attrs={"rows": 2}))
    places = forms.CharField(
        label="Lokasi",
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Satu wilayah setiap baris: nama atau kode kabupaten/kota, kecamatan, atau desa/kelurahan.",
    )
    confirmed = forms.BooleanField(label="Angkanya benar; sebabnya saya tulis pada keterangan", required=False)
    version = forms.IntegerField(widget=forms.HiddenInput, required=False)

    def __init__(self, *args: Any, office: Institution, plan: Plan | None = None, **kwargs: Any):
        self.office = office
        super().__init__(*args, **kwargs)
        there = plan or Plan()
        self.indicators = self._rows("indicator_", INDICATORS, len(there.indicators))
        self.aims = self._rows("aim_", AIMS, len(there.aims))
        for fund in FUNDS:
            self.fields[f"money_{fund.value}"] = RupiahField(label=fund.label, required=False)
        for place in range(self.indicators):
            self.fields |= _indicator_fields(place)
        listed = _aim_choices(there)
        for place in range(self.aims):
            self.fields[f"aim_{place}"] = forms.ChoiceField(
                label=f"Indikator ke-{place + 1} yang hendak digerakkan", required=False, choices=listed
            )

    def _rows(self, prefix: str, usual: int, there: int) -> int:
        """As many as stand there with a spare one, or as were sent: what is recorded or typed never falls out."""
        sent = [int(found[1]) + 1 for name in self.data if (found := re.match(rf"{prefix}(\d{{1,2}})(?:_|$)", name))]
        return min(max([usual, there + SPARE, *sent]), max(MOST, there))

    @property
    def money_fields(self) -> list[forms.BoundField]:
        return [self[f"money_{fund.value}"] for fund in FUNDS]

    @property
    def indicator_rows(self) -> list[list[forms.BoundField]]:
        parts = ("text", "unit", "target", "reached")
        return [[self[f"indicator_{place}_{part}"] for part in parts] for place in range(self.indicators)]

    @property
    def aim_fields(self) -> list[forms.BoundField]:
        return [self[f"aim_{place}"] for place in range(self.aims)]

    def clean_places(self) -> list[Region]:
        written = [one.strip(" ;") for one in self.cleaned_data["places"].splitlines()]
        lines = [one for one in written if one]
        if len(lines) > MAX_PLACES:
            raise forms.ValidationError(f"Paling banyak {MAX_PLACES} lokasi. Sebutkan wilayah yang lebih besar.")
        return [read_field(lambda written: read_place(written, self.office), one) for one in lines]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        for place in range(self.indicators):
            name = f"indicator_{place}"
            filled = {part: given.get(f"{name}_{part}") for part in ("text", "unit", "target")}
            if any(value not in (None, "") for value in filled.values()):
                for part, value in filled.items():
                    if value in (None, "") and f"{name}_{part}" not in self.errors:
                        self.add_error(f"{name}_{part}", "Isi juga: indikator, satuan, dan target berjalan bersama.")
            elif given.get(f"{name}_reached") is not None:
                self.add_error(f"{name}_text", "Tulis indikatornya: capaian tanpa indikator tidak dapat dibaca.")
        return given

    def plan(self) -> Plan:
        """What was typed, as the actions take it."""
        given = self.cleaned_data
        money = {fund.value: given[f"money_{fund.value}"] for fund in FUNDS}
        chosen = [given[f"aim_{place}"] for place in range(self.aims) if given[f"aim_{place}"]]
        return Plan(
            note=given["note"],
            indicators=[one for place in range(self.indicators) if (one := _indicator(given, place))],
            money={fund: budget for fund, budget in money.items() if budget is not None},
            places=given["places"],
            aims=[(source, code) for source, _, code in (one.partition(":") for one in chosen)],
        )

    def show_problem(self, problem: Exception) -> None:
        """Put a refusal where it belongs; fields that are many share the first of them."""
        field = str(getattr(problem, "field", ""))
        first = {"money": f"money_{Fund.APBD.value}", "indicators": "indicator_0_text"}.get(field, field)
        self.add_error(first if first in self.fields else None, str(problem))


def initial_of(plan: Plan) -> dict[str, Any]:
    """A plan as the form shows it."""
    found: dict[str, Any] = {"note": plan.note, "places": "\n".join(f"{one.code} {one.name}" for one in plan.places)}
    found |= {f"money_{fund}": budget for fund, budget in plan.money.items()}
    for place, one in enumerate(plan.indicators):
        parts = {"text": one.text, "unit": one.unit, "target": one.target, "reached": one.reached}
        found |= {f"indicator_{place}_{part}": value for part, value in parts.items()}
    return found | {f"aim_{place}": f"{source}:{code}" for place, (source, code) in enumerate(plan.aims)}


class QuarterForm(forms.Form):
    """How far a sub-activity came by the end of a quarter."""

    quarter = forms.TypedChoiceField(
        label="Sampai akhir triwulan", coerce=int, choices=[(one, f"Triwulan {one}") for one in range(1, 5)]
    )
    physical_percent = NumberField(label="Realisasi fisik", help_text="Persen dari seluruh pekerjaan setahun.")
    spent = RupiahField(label="Realisasi keuangan", help_text="Rupiah yang terpakai sejak Januari.")
    note = forms.CharField(label="Catatan", max_length=300, required=False)
    confirmed = forms.BooleanField(label="Angkanya benar; sebabnya saya tulis pada catatan", required=False)

    def said(self) -> Quarter:
        given = self.cleaned_data
        return Quarter(given["quarter"], given["physical_percent"], given["spent"], given["note"])

    def show_problem(self, problem: Exception) -> None:
        field = str(getattr(problem, "field", ""))
        self.add_error(field if field in self.fields else None, str(problem))


class WithdrawForm(forms.Form):
    """Why a sub-activity is taken back."""

    reason = forms.CharField(label="Mengapa ditarik", max_length=300)
    version = forms.IntegerField(widget=forms.HiddenInput)


def _indicator_fields(place: int) -> dict[str, forms.Field]:
    name = f"indicator_{place}"
    return {
        f"{name}_text": forms.CharField(label=f"Indikator {place + 1}", max_length=300, required=False),
        f"{name}_unit": forms.CharField(label="Satuan", max_length=60, required=False),
        f"{name}_target": NumberField(label="Target", required=False),
        f"{name}_reached": NumberField(label="Capaian", required=False),
    }


def _aim_choices(plan: Plan) -> list[Any]:
    """Everything that may be aimed at, and what is aimed at already though no edition asks for it any more."""
    groups = aims.choices()
    known = {value for _, rows in groups for value, _ in rows}
    gone = [(f"{source}:{code}", aims.label_of(source, code)) for source, code in plan.aims]
    lost = [one for one in gone if one[0] not in known]
    return [("", "Belum dipilih"), *groups, *([("Tidak ditanyakan lagi", lost)] if lost else [])]


def _indicator(given: dict[str, Any], place: int) -> Indicator | None:
    name = f"indicator_{place}"
    if not given[f"{name}_text"]:
        return None
    return Indicator(*(given[f"{name}_{part}"] for part in ("text", "unit", "target", "reached")))
