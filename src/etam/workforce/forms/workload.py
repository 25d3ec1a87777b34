"""What people type into a workload analysis. Numbers are read as everywhere: 1250, 12,5; "1.234" is asked back."""

from typing import Any

from django import forms
from django.conf import settings

from etam.content.workload import Workload as Rules
from etam.institutions.models import Institution
from etam.web.formats import file_size, number
from etam.workforce.actions.workload_tasks import Typed
from etam.workforce.models import Workload, WorkloadTask
from etam.workforce.queries.measured import Measured
from etam.workforce.rules import level_name, position, positions, workload_rules
from etam.workforce.task_list import WIDEST_NUMBER, NotANumber, amount

Choices = list[tuple[str, str]]
EMPTY, COPY = "kosong", "salin"


class AmountField(forms.CharField):
    """A number as people write it; None where the field is left empty, which is not zero."""

    def __init__(self, *args: Any, is_zero_allowed: bool = False, **kwargs: Any):
        self.is_zero_allowed = is_zero_allowed
        kwargs.setdefault("required", False)
        widget = forms.TextInput(attrs={"inputmode": "decimal", "autocomplete": "off"})
        super().__init__(*args, max_length=WIDEST_NUMBER, widget=widget, **kwargs)

    def clean(self, value: Any) -> Any:
        text = super().clean(value)
        if not text:
            return None
        try:
            return float(amount(text, is_zero_allowed=self.is_zero_allowed))
        except NotANumber as problem:
            raise forms.ValidationError(str(problem)) from problem


class YearForm(forms.Form):
    """Which year the list is about, and one kab/kota of it."""

    tahun = forms.ChoiceField(label="Tahun", required=False)
    wilayah = forms.ChoiceField(label="Kab/kota", required=False)

    def __init__(self, *args: Any, years: list[int], regencies: Choices, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choices(self, "tahun", [(str(one), str(one)) for one in years])
        _choices(self, "wilayah", [("", "Semua"), *regencies])


class StartForm(forms.Form):
    """Which post of which office, which year, resting on which working time."""

    office = forms.ChoiceField(label="Kantor")
    position = forms.ChoiceField(label="Jabatan")
    year = forms.IntegerField(label="Tahun", help_text="Tahun yang bebannya dihitung.")
    effective_time = forms.ChoiceField(label="Waktu kerja efektif", widget=forms.RadioSelect)
    begin_with = forms.ChoiceField(
        label="Mulai dengan",
        widget=forms.RadioSelect,
        choices=[
            (COPY, "kegiatan analisis terakhir kantor dan jabatan ini, bila ada"),
            (EMPTY, "daftar kegiatan kosong"),
        ],
        initial=COPY,
    )

    def __init__(self, *args: Any, offices: list[Institution], **kwargs: Any):
        super().__init__(*args, **kwargs)
        rules = workload_rules()
        _choices(self, "office", [(one.code, one.name) for one in offices])
        _choices(self, "position", [(one.code, one.label["id"]) for one in positions().positions.values()])
        _choices(self, "effective_time", _times(rules))
        self.fields["effective_time"].initial = rules.default_time.code


class TaskForm(forms.Form):
    """One task. An empty volume or time stays open until somebody knows it."""

    level = forms.ChoiceField(label="Jenjang")
    activity = forms.CharField(label="Kegiatan", max_length=300)
    unit = forms.CharField(
        label="Satuan hasil", max_length=60, required=False, help_text="Misalnya eksemplar, judul, kegiatan."
    )
    volume = AmountField(
        label="Volume setahun",
        is_zero_allowed=True,
        help_text="Tulis 0 bila memang tidak dikerjakan; kosongkan bila belum diketahui.",
    )
    standard_minutes = AmountField(
        label="Waktu standar (menit)",
        help_text="Menit untuk satu satuan hasil, misalnya 12,5. Kosongkan bila belum ditetapkan.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, workload: Workload, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choices(self, "level", levels_of(workload))

    @classmethod
    def of(cls, task: WorkloadTask) -> "TaskForm":
        """The form as the task stands."""
        shown = {name: getattr(task, name) for name in ("level", "activity", "unit")}
        numbers = {name: _written(getattr(task, name)) for name in ("volume", "standard_minutes")}
        return cls(initial={**shown, **numbers, "version": task.workload.version}, workload=task.workload)

    def typed(self) -> Typed:
        given = self.cleaned_data
        return Typed(given["level"], given["activity"], given["volume"], given["standard_minutes"], given["unit"])


class TakeForm(forms.Form):
    """A volume that is measured already, for which level, and how long one unit takes."""

    measure = forms.ChoiceField(label="Kegiatan yang terukur", widget=forms.RadioSelect)
    level = forms.ChoiceField(label="Jenjang yang mengerjakan")
    standard_minutes = AmountField(
        label="Waktu standar (menit)",
        help_text="Menit untuk satu satuan hasil. Boleh diisi kemudian; tidak ada angka baku yang kami ketahui.",
    )
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, workload: Workload, known: list[Measured], **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choices(self, "measure", [(one.measure.code, _offered(one)) for one in known if one.period is not None])
        _choices(self, "level", levels_of(workload))


class ImportForm(forms.Form):
    """A list of tasks as a file."""

    file = forms.FileField(
        label="Berkas .csv atau .xlsx",
        help_text="Kolom: kegiatan, volume, waktu_standar; jenjang dan satuan bila ada. Paling besar 2 MB.",
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )
    level = forms.ChoiceField(label="Jenjang untuk baris yang tidak menyebutnya")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, workload: Workload, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choices(self, "level", levels_of(workload))

    def clean_file(self) -> Any:
        file = self.cleaned_data["file"]
        if file.size > settings.UPLOAD_LIMIT_BYTES:
            raise forms.ValidationError(f"Berkas ini {file_size(file.size)}; paling besar 2 MB.")
        return file


class SettleForm(forms.Form):
    """Who signed."""

    signed_by = forms.CharField(
        label="Kepala unit yang menandatangani", max_length=200, help_text="Nama dan jabatan seperti pada lembarnya."
    )
    version = forms.IntegerField(widget=forms.HiddenInput)


class ReplaceForm(forms.Form):
    """Why a settled analysis is replaced."""

    reason = forms.CharField(label="Apa yang berubah", max_length=300)


class TimeForm(forms.Form):
    """Another effective working time for a draft."""

    effective_time = forms.ChoiceField(label="Waktu kerja efektif")
    version = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, workload: Workload, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _choices(self, "effective_time", _times(workload_rules(workload.edition)))


class VersionForm(forms.Form):
    """A button: which version of the analysis the person saw."""

    version = forms.IntegerField(widget=forms.HiddenInput)


def levels_of(workload: Workload) -> Choices:
    """The levels of the post of an analysis, from the lowest."""
    known = position(workload.position)
    return [(code, level_name(code)) for code in known.levels] if known else []


def _times(rules: Rules) -> Choices:
    """The effective working times, each with its minutes."""
    return [
        (one.code, _time(one.label["id"], f"{number(one.minutes)} menit")) for one in rules.effective_times.values()
    ]


def _time(label: str, minutes: str) -> str:
    return label if minutes in label else f"{label} ({minutes})"


def _offered(one: Measured) -> str:
    unit = one.measure.unit["id"]
    if one.nothing == "not_applicable":
        return f"{one.measure.activity['id']}: tidak berlaku di sini"
    said = "tidak ada data" if one.number is None else f"{number(one.number)} {unit}"
    return f"{one.measure.activity['id']}: {said} ({one.period})"


def _written(value: float | None) -> str:
    """A number as it may be typed back, with one reading: no marks for thousands, never just three decimals."""
    if value is None:
        return ""
    whole, _, decimals = f"{value:.12g}".partition(".")
    return f"{whole},{decimals}{'0' if len(decimals) == 3 else ''}" if decimals else whole


def _choices(form: forms.Form, name: str, choices: Choices) -> None:
    field: Any = form.fields[name]
    field.choices = choices
