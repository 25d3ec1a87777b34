"""What is typed about a proposal: its beginning, numbers by level, a desk's letter and reasons."""

from typing import Any

from django import forms

from etam.content.formation_routes import Adds
from etam.web.forms import day_field
from etam.workforce.actions.steps import LARGEST, field_of
from etam.workforce.models import Proposal, Workload
from etam.workforce.queries.proposals import lines_of
from etam.workforce.rules import level_name, position_name, positions


class StartForm(forms.Form):
    """From which analysis, for which budget year."""

    workload = forms.ModelChoiceField(
        label="Analisis beban kerja",
        queryset=Workload.objects.none(),
        empty_label="Pilih analisis",
        error_messages={"invalid_choice": "Pilih analisis beban kerja kantor Anda."},
    )
    year = forms.IntegerField(
        label="Tahun formasi",
        widget=forms.NumberInput(attrs={"inputmode": "numeric"}),
        error_messages={"invalid": "Tulis tahunnya dengan empat angka, misalnya 2027."},
    )

    def __init__(self, *args: Any, workloads: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["workload"]
        field.queryset = workloads
        field.label_from_instance = _workload_name


class FilterForm(forms.Form):
    """Which proposals are shown."""

    status = forms.ChoiceField(label="Status", required=False)
    jabatan = forms.ChoiceField(label="Jabatan", required=False)
    wilayah = forms.ChoiceField(label="Kab/kota", required=False)

    def __init__(self, *args: Any, regencies: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        posts = [(code, one.label["id"]) for code, one in positions().positions.items()]
        places = [(one.code, one.short_name) for one in regencies]
        for name, choices in (("status", Proposal.State.choices), ("jabatan", posts), ("wilayah", places)):
            field: Any = self.fields[name]
            field.choices = [("", "Semua"), *choices]


class NumbersForm(forms.Form):
    """A number of persons for every level of a proposal; `version` is what the person had before them."""

    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(
        self, data: Any = None, *, proposal: Proposal, column: str = "", initial: Any = None, prefix: str | None = None
    ):
        lines = lines_of(proposal)
        told = {"version": proposal.version, **_initial(lines, column), **(initial or {})}
        super().__init__(data, initial=told, prefix=prefix)
        self.levels = [line.level for line in lines] if column else []
        for level in self.levels:
            self.fields[field_of(level)] = _number(level_name(level))

    @property
    def numbers(self) -> dict[str, int | None]:
        """What was typed, by level."""
        return {level: self.cleaned_data.get(field_of(level)) for level in self.levels}

    @property
    def number_fields(self) -> list[Any]:
        return [self[field_of(level)] for level in self.levels]


class EditForm(NumbersForm):
    """What the office proposes, and why it is more than what is missing."""

    explanation = forms.CharField(
        label="Penjelasan",
        required=False,
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Diperlukan bila yang diusulkan lebih banyak daripada kekurangannya.",
    )

    def __init__(self, data: Any = None, *, proposal: Proposal):
        super().__init__(data, proposal=proposal, column="proposed", initial={"explanation": proposal.explanation})


class PassForm(NumbersForm):
    """What a desk adds before it passes a proposal on, or what was decided at the last one."""

    to = forms.CharField(required=False, max_length=40, widget=forms.HiddenInput)
    document = forms.CharField(
        label="Nomor dan tanggal surat",
        max_length=200,
        error_messages={"required": "Tulis nomor dan tanggal suratnya."},
    )
    decided_on = day_field("Ditetapkan pada")
    note = forms.CharField(label="Catatan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, data: Any = None, *, proposal: Proposal, adds: Adds, to: str):
        column = adds.numbers if adds.numbers in ("recommended", "decided") else ""
        super().__init__(data, proposal=proposal, column=column, initial={"to": to})
        if not adds.letter:
            del self.fields["document"]
        if adds.numbers != "decided":
            del self.fields["decided_on"]
        note: Any = self.fields["note"]
        note.help_text = "Diperlukan bila angkanya lebih banyak daripada yang diusulkan." if column else ""


class BackForm(forms.Form):
    """To which desk a proposal goes back, and why."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    to = forms.ChoiceField(label="Kembalikan ke meja", error_messages={"invalid_choice": "Pilih meja dari daftar."})
    reason = forms.CharField(
        label="Apa yang harus dibetulkan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2})
    )

    def __init__(self, *args: Any, desks: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["to"]
        field.choices = [(desk.code, desk.label["id"]) for desk in desks]


class ReasonForm(forms.Form):
    """Why a proposal is refused or withdrawn."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    reason = forms.CharField(label="Alasan", required=False, max_length=2000, widget=forms.Textarea(attrs={"rows": 2}))


def _number(label: str) -> forms.IntegerField:
    words = {
        "required": "Tulis jumlah orangnya, 0 bila tidak ada.",
        "invalid": "Tulis bilangan bulat, misalnya 3.",
        "min_value": "Jumlah orang tidak dapat kurang dari 0.",
        "max_value": f"Lebih dari {LARGEST} orang tidak mungkin. Periksa angkanya.",
    }
    widget = forms.NumberInput(attrs={"inputmode": "numeric", "min": 0})
    return forms.IntegerField(label=label, min_value=0, max_value=LARGEST, error_messages=words, widget=widget)


def _initial(lines: Any, column: str) -> dict[str, int | None]:
    """What stands in the column, else what the desk before said, else what is proposed."""
    chain = {"proposed": ("proposed",), "recommended": ("recommended", "proposed"), "filled": ("filled",)}
    columns = chain.get(column, (column, "recommended", "proposed")) if column else ()
    return {field_of(line.level): _first(line, columns) for line in lines} if columns else {}


def _first(line: Any, columns: Any) -> int | None:
    return next((value for name in columns if (value := getattr(line, name)) is not None), None)


def _workload_name(one: Workload) -> str:
    mark = "" if one.state == Workload.State.SETTLED else ", belum ditetapkan"
    return f"{position_name(one.position)} {one.year}, {one.office.name}{mark}"
