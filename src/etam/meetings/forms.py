"""What people type in: a meeting, its programme, participants, materials, minutes."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from etam.institutions.models import Institution, Region
from etam.institutions.queries import regencies
from etam.meetings.actions import AgendaPart, Details, Person
from etam.meetings.actions.planning import KEEP_LIMITS
from etam.meetings.matching import Directory, Unclear
from etam.meetings.models import KEEP_MONTHS, AgendaItem, Meeting, Participant
from etam.meetings.queries import people
from etam.meetings.sheet import COLUMNS, MAX_BYTES
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


class ParticipantForm(forms.Form):
    """Somebody to invite. An institution is found by code, or by its name where that is registered once."""

    person_name = forms.CharField(label="Nama", max_length=200)
    position = forms.CharField(label="Jabatan", max_length=200, required=False)
    institution_name = forms.CharField(
        label="Instansi", max_length=200, required=False, help_text="Nama yang terdaftar dicocokkan sendiri."
    )
    institution_code = forms.CharField(
        label="Kode lembaga",
        max_length=40,
        required=False,
        help_text="Bila namanya kembar; kodenya di halaman lembaga.",
    )
    regency = forms.ChoiceField(label="Kabupaten/kota", required=False)
    email = forms.EmailField(label="Surel", required=False, help_text="Kosong: undangannya disalin atau dicetak.")
    part = forms.ChoiceField(label="Peran", choices=Participant.Part.choices, initial=Participant.Part.PARTICIPANT)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        offer(self, "regency", [("", "Tidak khusus"), *regency_choices()])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        code, name = data.get("institution_code", "").strip(), data.get("institution_name", "").strip()
        region = Region.objects.filter(code=data.get("regency") or "").first()
        data["region"], data["institution"] = region, None
        if not code and not name:
            self.add_error("institution_name", "Instansinya belum diisi. Tulis nama atau kodenya.")
            return data
        try:
            data["institution"] = Directory([code], [] if code else [name]).find(code, name, region)
        except Unclear as problem:
            self.add_error("institution_code", str(problem))
        return data

    def person(self) -> Person:
        """Who was typed in, once it is valid."""
        data = self.cleaned_data
        institution: Institution | None = data["institution"]
        return Person(
            data["person_name"],
            institution,
            "" if institution else data["institution_name"],
            data["position"],
            part=data["part"],
            regency=data["region"],
            email=data["email"],
        )

    @staticmethod
    def initial_of(one: Participant) -> dict[str, Any]:
        """The fields as they stand for a participant."""
        names = ("person_name", "position", "email", "part")
        return {
            **{name: getattr(one, name) for name in names},
            "institution_name": one.institution_label,
            "institution_code": one.institution.code if one.institution else "",
            "regency": one.regency_id or "",
        }


class PeopleFilter(forms.Form):
    """Narrows the list of participants; a value that does not exist is left out."""

    cari = forms.CharField(label="Nama atau instansi", required=False, max_length=100)
    peran = forms.ChoiceField(label="Peran", required=False)
    keadaan = forms.ChoiceField(label="Keadaan", required=False)

    def __init__(self, data: Any):
        super().__init__(data)
        offer(self, "peran", [("", "Semua"), *Participant.Part.choices])
        offer(self, "keadaan", [("", "Semua"), *((key, label) for key, (label, _) in people.STATES.items())])
        self.is_valid()

    @property
    def given(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def search(self, rows: QuerySet[Participant]) -> QuerySet[Participant]:
        """The participants who answer."""
        given = self.given.get
        return people.matching(rows, text=given("cari", ""), part=given("peran", ""), state=given("keadaan", ""))


class SheetForm(forms.Form):
    """A file of participants."""

    file = forms.FileField(
        label="Berkas .csv atau .xlsx",
        allow_empty_file=True,
        help_text=f"Kolom: {', '.join(COLUMNS)}. Paling besar 2 MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,.xlsx,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > min(MAX_BYTES, settings.UPLOAD_LIMIT_BYTES):
            raise forms.ValidationError("Berkas ini lebih besar dari 2 MB. Bagi menjadi beberapa berkas.")
        return file


class SignForm(forms.Form):
    """Who somebody on a phone is."""

    person_name = forms.CharField(
        label="Nama Anda", max_length=200, error_messages={"required": "Nama Anda belum diisi."}
    )
    institution_name = forms.CharField(
        label="Instansi", max_length=200, error_messages={"required": "Instansi Anda belum diisi."}
    )
    position = forms.CharField(label="Jabatan", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, filled in (
            ("person_name", "name"),
            ("institution_name", "organization"),
            ("position", "organization-title"),
        ):
            self.fields[name].widget.attrs["autocomplete"] = filled

    def person(self) -> Person:
        """Who was typed in, once it is valid; an institution whose name is registered once is found."""
        data = self.cleaned_data
        name = data["institution_name"]
        try:
            institution = Directory([], [name]).find("", name, None)
        except Unclear:
            institution = None
        return Person(data["person_name"], institution, name, data["position"])


class LinkForm(forms.Form):
    """A material under an address."""

    title = forms.CharField(label="Judul materi", max_length=200)
    url = forms.CharField(label="Tautan", max_length=500, help_text="Diawali https://.")


class MinutesForm(forms.Form):
    """The minutes, and the version that they were written on top of."""

    text = forms.CharField(label="Notula", widget=forms.Textarea(attrs={"rows": 24}), strip=False)
    base = forms.IntegerField(widget=forms.HiddenInput, min_value=0)
