"""What people type in: a meeting, a part of its programme, a reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms

from etam.institutions.models import Region
from etam.institutions.queries import regencies
from etam.meetings.actions import AgendaPart, Details
from etam.meetings.actions.planning import KEEP_LIMITS
from etam.meetings.models import KEEP_MONTHS, AgendaItem, Meeting
from etam.meetings.telling import LABELS
from etam.web.forms import day_field

MOMENT = "%Y-%m-%dT%H:%M"
ELSEWHERE = "luar"


def offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    """Give a field its choices."""
    field: Any = form.fields[name]
    field.choices = list(choices)


def regency_choices() -> list[tuple[str, str]]:
    """The kab/kota of today, as choices."""
    return [(one.code, one.short_name) for one in regencies()]


def hour_field(label: str) -> forms.TimeField:
    """An hour of the day, which may stay empty."""
    return forms.TimeField(label=label, required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"}))


def moment_field(label: str, help_text: str) -> forms.DateTimeField:
    """A day and hour, which may stay empty."""
    return forms.DateTimeField(
        label=label,
        required=False,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        help_text=help_text,
    )


class MeetingForm(forms.Form):
    """A meeting, new or to be changed. `state` is asked only of a new one."""

    label = forms.CharField(
        label="Sebutan",
        max_length=40,
        help_text=f"Misalnya {', '.join(LABELS)}; sebutan lain boleh.",
        widget=forms.TextInput(attrs={"list": "sebutan"}),
    )
    name = forms.CharField(label="Nama lengkap", max_length=300)
    theme = forms.CharField(label="Tema", max_length=300, required=False)
    state = forms.ChoiceField(
        label="Keadaan",
        widget=forms.RadioSelect,
        choices=[(one, one.label) for one in (Meeting.State.PLANNED, Meeting.State.HELD)],
        initial=Meeting.State.PLANNED,
    )
    starts_on = day_field("Mulai")
    ends_on = day_field("Selesai")
    host = forms.ChoiceField(label="Tuan rumah", required=False)
    host_name = forms.CharField(
        label="Nama tuan rumah",
        max_length=200,
        required=False,
        help_text="Hanya bila tidak ada di daftar.",
    )
    venue = forms.CharField(label="Tempat", max_length=300, required=False)
    opens_at = moment_field("Daftar hadir di ponsel dibuka (WITA)", "Kosong: pukul 07.00 hari pertama.")
    closes_at = moment_field("Daftar hadir di ponsel ditutup (WITA)", "Kosong: pukul 18.00 hari terakhir.")
    keep_months = forms.IntegerField(
        label="Nama peserta disimpan",
        min_value=KEEP_LIMITS[0],
        max_value=KEEP_LIMITS[1],
        initial=KEEP_MONTHS,
        help_text="Sesudah rapat; lalu terhapus sendiri. Usulan kami: tidak ada aturan yang menyebut lamanya.",
    )

    def __init__(self, *args: Any, is_new: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not is_new:
            del self.fields["state"]
        offer(self, "host", [("", "Belum ditentukan, atau di luar daftar"), *regency_choices()])

    @property
    def main(self) -> list[forms.BoundField]:
        """What every meeting needs."""
        names = ("label", "name", "theme", "state", "starts_on", "ends_on")
        return [self[name] for name in names if name in self.fields]

    @property
    def place(self) -> list[forms.BoundField]:
        """Where it is."""
        return [self[name] for name in ("host", "host_name", "venue")]

    @property
    def sheet(self) -> list[forms.BoundField]:
        """The attendance page."""
        return [self[name] for name in ("opens_at", "closes_at")]

    def details(self) -> Details:
        """What was typed in, once it is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name != "state"}
        code = data.pop("host")
        return Details(host=Region.objects.get(code=code) if code else None, **data)

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """The fields as they stand in a meeting."""
        names = [name for name in MeetingForm.base_fields if name not in ("host", "state")]
        return {**{name: getattr(meeting, name) for name in names}, "host": meeting.host_id or ""}


class AgendaForm(forms.Form):
    """One part of the programme."""

    day = forms.ChoiceField(label="Hari")
    starts_at = hour_field("Mulai (WITA)")
    ends_at = hour_field("Selesai (WITA)")
    title = forms.CharField(label="Acara", max_length=300)
    speaker = forms.CharField(label="Pembicara", max_length=200, required=False)
    speaker_position = forms.CharField(label="Jabatan pembicara", max_length=200, required=False)

    def __init__(self, *args: Any, days: Iterable[tuple[str, str]], **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "day", days)

    def part(self) -> AgendaPart:
        """What was typed in, once it is valid."""
        data = dict(self.cleaned_data)
        return AgendaPart(day=date.fromisoformat(data.pop("day")), **data)

    @staticmethod
    def initial_of(item: AgendaItem) -> dict[str, Any]:
        """The fields as they stand in a part."""
        names = ("starts_at", "ends_at", "title", "speaker", "speaker_position")
        return {**{name: getattr(item, name) for name in names}, "day": item.day.isoformat()}


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(label="Alasan", max_length=300)
