"""What people type about money: the lines of one source and year, and the ceilings of a year."""

from collections.abc import Iterator, Mapping
from typing import Any

from django import forms
from django.core.files.uploadedfile import UploadedFile

from etam.institutions.models import Institution, ParentBody
from etam.programmes.actions.ledger import CEILINGS_OF_BODY, NOT_OF_BODY
from etam.programmes.actions.money import CeilingEntry, Entry, MoneyEntry
from etam.programmes.amounts import NotAnAmount, read_rupiah
from etam.programmes.exceptions import Doubtful, ProgrammeProblem
from etam.programmes.models import Ceiling, LibraryMoney
from etam.programmes.models.money import Fund
from etam.programmes.money_file import COLUMNS, MAX_BYTES
from etam.web.formats import rupiah

Purpose = LibraryMoney.Purpose


class RupiahField(forms.CharField):
    """Whole rupiah as people write them; None for an empty field."""

    def __init__(self, **options: Any):
        widget = forms.TextInput(attrs={"inputmode": "numeric", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **options)

    def prepare_value(self, value: Any) -> Any:
        return rupiah(value) if isinstance(value, int) else value

    def clean(self, value: Any) -> int | None:
        try:
            return read_rupiah(super().clean(value) or "")
        except NotAnAmount as problem:
            raise forms.ValidationError(str(problem)) from problem


class _Record(forms.Form):
    """A year of one subject; `rows` are what stands there, by the name that its fields end with."""

    source = forms.CharField(
        label="Sumber angka", max_length=200, required=False, help_text="Misalnya RKAS 2026, APBDes Perubahan 2025."
    )
    reason = forms.CharField(
        label="Alasan",
        max_length=300,
        required=False,
        help_text="Perlu bila angkanya jauh berbeda dari tahun lalu atau dari pagu.",
    )
    is_doubtful = False

    def __init__(
        self, *args: Any, subject: ParentBody | Institution, year: int, rows: Mapping[str, Any], **kwargs: Any
    ):
        super().__init__(*args, **kwargs)
        self.subject, self.year, self.rows = subject, year, rows
        fields = dict(self.fields)
        self.fields.clear()
        for name, row in self.named():
            self._ask(name, row)
            version = forms.IntegerField(widget=forms.HiddenInput, required=False, initial=row and row.version)
            self.fields[f"version_{name}"] = version
        self.fields.update(fields)
        self.fields["source"].initial = next((row.source for row in rows.values() if row.source), "")

    def named(self) -> Iterator[tuple[str, Any]]:
        raise NotImplementedError

    def _ask(self, name: str, row: Any) -> None:
        raise NotImplementedError

    def refuse(self, entry: Entry, problem: ProgrammeProblem) -> None:
        """Put a problem to the field that it speaks about."""
        self.is_doubtful = self.is_doubtful or isinstance(problem, Doubtful)
        field = f"{getattr(problem, 'field', '')}_{self.name_of(entry)}"
        self.add_error(field if field in self.fields else None, str(problem))

    def name_of(self, entry: Entry) -> str:
        raise NotImplementedError

    def _common(self, name: str) -> dict[str, Any]:
        given = self.cleaned_data
        return {"source": given["source"], "reason": given["reason"], "version": given[f"version_{name}"]}


class LinesForm(_Record):
    """The lines of one source in one year: planned and spent for each purpose."""

    def __init__(self, *args: Any, fund: str, **kwargs: Any):
        self.fund = fund
        super().__init__(*args, **kwargs)

    def named(self) -> Iterator[tuple[str, Any]]:
        yield from ((purpose.value, self.rows.get(purpose.value)) for purpose in Purpose)

    def _ask(self, name: str, row: Any) -> None:
        label = Purpose(name).label
        self.fields[f"planned_{name}"] = RupiahField(label=f"{label}: anggaran", initial=row and row.planned)
        self.fields[f"spent_{name}"] = RupiahField(label=f"{label}: realisasi", initial=row and row.spent)

    def name_of(self, entry: Entry) -> str:
        return entry.purpose if isinstance(entry, MoneyEntry) else ""

    def table(self) -> list[tuple[str, Any, Any, Any]]:
        """Each purpose with its three fields."""
        return [
            (purpose.label, self[f"planned_{purpose}"], self[f"spent_{purpose}"], self[f"version_{purpose}"])
            for purpose in Purpose
        ]

    def entries(self) -> list[Entry]:
        """What was typed; a purpose that is empty and was never recorded says nothing."""
        found: list[Entry] = []
        for purpose in Purpose.values:
            planned, spent = (self.cleaned_data[f"{name}_{purpose}"] for name in ("planned", "spent"))
            if planned is not None or spent is not None or purpose in self.rows:
                found.append(
                    MoneyEntry(self.subject, self.year, self.fund, purpose, planned, spent, **self._common(purpose))
                )
        return found


class CeilingsForm(_Record):
    """The ceilings of one year."""

    def named(self) -> Iterator[tuple[str, Any]]:
        kinds = CEILINGS_OF_BODY[ParentBody.Kind(self.subject.kind)]
        yield from ((kind.value, self.rows.get(kind.value)) for kind in kinds)

    def _ask(self, name: str, row: Any) -> None:
        self.fields[f"amount_{name}"] = RupiahField(label=Ceiling.Kind(name).label, initial=row and row.amount)

    def name_of(self, entry: Entry) -> str:
        return entry.kind if isinstance(entry, CeilingEntry) else ""

    def visible(self) -> list[Any]:
        return [self[f"amount_{name}"] for name, _ in self.named()]

    def versions(self) -> list[Any]:
        return [self[f"version_{name}"] for name, _ in self.named()]

    def clean(self) -> dict[str, Any]:
        given: dict[str, Any] = self.cleaned_data
        for name, row in self.named():
            if row is not None and given.get(f"amount_{name}", 0) is None:
                self.add_error(f"amount_{name}", "Pagu yang sudah tercatat tidak dapat dikosongkan. Perbaiki angkanya.")
        return given

    def entries(self) -> list[Entry]:
        return [
            CeilingEntry(self.subject, self.year, name, amount, **self._common(name))
            for name, _ in self.named()
            if (amount := self.cleaned_data[f"amount_{name}"]) is not None and isinstance(self.subject, ParentBody)
        ]


class ChooseForm(forms.Form):
    """Which year and source to record."""

    tahun = forms.TypedChoiceField(label="Tahun anggaran", coerce=int)
    sumber = forms.ChoiceField(label="Sumber dana")

    def __init__(self, *args: Any, subject: ParentBody | Institution, years: list[int], **kwargs: Any):
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["tahun"].choices = [(year, str(year)) for year in years]
        fields["sumber"].choices = funds_of(subject)


def funds_of(subject: ParentBody | Institution) -> list[tuple[str, str]]:
    """The sources that this subject may have money from."""
    never = NOT_OF_BODY.get(ParentBody.Kind(subject.kind)) if isinstance(subject, ParentBody) else None
    return [(one.value, one.label) for one in Fund if one != never]


class MoneyFileForm(forms.Form):
    """A file about the money of many villages and schools."""

    file = forms.FileField(
        label="Berkas .csv atau .xlsx",
        allow_empty_file=True,
        help_text=f"Kolom: {', '.join(COLUMNS)}. Paling besar {MAX_BYTES // 2**20} MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > MAX_BYTES:
            raise forms.ValidationError(f"Berkas ini lebih besar dari {MAX_BYTES // 2**20} MB. Bagi per kecamatan.")
        return file
