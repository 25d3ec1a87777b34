"""What people type in: filters, an event, who came, a material, a reason."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from django import forms
from django.conf import settings
from django.core.files.uploadedfile import UploadedFile
from django.db.models import QuerySet

from etam.institutions.forms import institution_with
from etam.institutions.models import Institution, Region
from etam.institutions.queries import of_libraries, regencies, search
from etam.outreach import reference
from etam.outreach.actions import Details, Entry
from etam.outreach.actions.planning import KEEP_LIMITS
from etam.outreach.models import KEEP_MONTHS, Event
from etam.outreach.queries import listing
from etam.outreach.sheet import COLUMNS
from etam.web.forms import day_field

PROVINCE = "provinsi"
UNREGISTERED = "lain"
SHOWN_LIBRARIES = 12
MOMENT = "%Y-%m-%dT%H:%M"


def _offer(form: forms.Form, name: str, choices: Iterable[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = list(choices)


def _regency_choices(rows: Iterable[Region]) -> list[tuple[str, str]]:
    return [(one.code, one.short_name) for one in rows]


class Filter(forms.Form):
    """Narrows the list of events; a value that does not exist is left out."""

    cari = forms.CharField(label="Judul, tempat, atau penyelenggara", required=False, max_length=100)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    jenis = forms.ChoiceField(label="Jenis perpustakaan", required=False)
    tahun = forms.ChoiceField(label="Tahun", required=False)

    def __init__(self, data: Any, rows: QuerySet[Event], places: Iterable[Region]):
        super().__init__(data)
        _offer(self, "daerah", [("", "Semua"), *_regency_choices(places)])
        _offer(self, "jenis", [("", "Semua"), *reference.library_kinds().items()])
        _offer(self, "tahun", [("", "Semua"), *((str(year), str(year)) for year in listing.years(rows))])
        self.is_valid()

    @property
    def given(self) -> dict[str, str]:
        """The filters that are set, by name."""
        return {name: value for name, value in self.cleaned_data.items() if value}

    def search(self, rows: QuerySet[Event]) -> QuerySet[Event]:
        """The events that answer."""
        given = self.given.get
        year = int(given("tahun", "0")) or None
        return listing.matching(
            rows, text=given("cari", ""), regency=given("daerah", ""), kind=given("jenis", ""), year=year
        )


class EventForm(forms.Form):
    """An event, new or to be changed. A verifier is offered the own region only."""

    title = forms.CharField(label="Judul", max_length=200)
    state = forms.ChoiceField(
        label="Keadaan",
        widget=forms.RadioSelect,
        choices=[(one, one.label) for one in (Event.State.PLANNED, Event.State.HELD)],
        initial=Event.State.PLANNED,
    )
    held_on = day_field("Tanggal")
    starts_at = forms.TimeField(
        label="Mulai (WITA)", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    ends_at = forms.TimeField(
        label="Selesai (WITA)", required=False, widget=forms.TimeInput(format="%H:%M", attrs={"type": "time"})
    )
    is_online = forms.BooleanField(label="Daring", required=False)
    place = forms.CharField(
        label="Tempat", max_length=200, required=False, help_text="Boleh kosong untuk kegiatan daring."
    )
    regency = forms.ChoiceField(label="Wilayah sasaran")
    kinds = forms.MultipleChoiceField(
        label="Jenis perpustakaan sasaran",
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text="Tidak ada yang ditandai: semua jenis.",
    )
    audience = forms.CharField(
        label="Sasaran",
        max_length=300,
        required=False,
        help_text="Misalnya kepala perpustakaan desa yang belum terakreditasi.",
    )
    organiser_institution = forms.CharField(
        label="Kode lembaga penyelenggara",
        max_length=40,
        required=False,
        help_text="Bila terdaftar: berkas dari pustaka buktinya lalu dapat menjadi materi.",
    )
    organiser = forms.CharField(
        label="Nama penyelenggara", max_length=200, required=False, help_text="Bila tidak terdaftar di Etam."
    )
    topic = forms.CharField(label="Topik", max_length=300, required=False)
    generation = forms.ChoiceField(label="Generasi instrumen yang dibahas", required=False)
    notes = forms.CharField(label="Catatan", required=False, max_length=4000, widget=forms.Textarea(attrs={"rows": 3}))
    head_count = forms.IntegerField(
        label="Jumlah hadir",
        required=False,
        min_value=0,
        max_value=100_000,
        help_text="Diisi setelah terlaksana, bila orang yang hadir hanya dihitung.",
    )
    opens_at = forms.DateTimeField(
        label="Daftar hadir di ponsel dibuka",
        required=False,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        help_text="Kosong: satu jam sebelum mulai.",
    )
    closes_at = forms.DateTimeField(
        label="Daftar hadir di ponsel ditutup",
        required=False,
        input_formats=[MOMENT],
        widget=forms.DateTimeInput(format=MOMENT, attrs={"type": "datetime-local"}),
        help_text="Kosong: dua jam sesudah selesai.",
    )
    keep_months = forms.IntegerField(
        label="Nama peserta disimpan",
        min_value=KEEP_LIMITS[0],
        max_value=KEEP_LIMITS[1],
        initial=KEEP_MONTHS,
        help_text="Sesudah kegiatan; lalu terhapus sendiri. Usulan kami: tidak ada aturan yang menyebut lamanya.",
    )

    def __init__(self, *args: Any, places: Iterable[Region], may_reach_province: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        province = [(PROVINCE, "Seluruh provinsi")] if may_reach_province else []
        _offer(self, "regency", [("", "Pilih wilayah"), *province, *_regency_choices(places)])
        _offer(self, "kinds", reference.library_kinds().items())
        _offer(self, "generation", [("", "Tidak khusus"), *reference.generation_labels().items()])

    @property
    def main(self) -> list[forms.BoundField]:
        """What every event needs."""
        return [self[name] for name in ("title", "state", "held_on", "starts_at", "ends_at", "is_online", "place")]

    @property
    def reach(self) -> list[forms.BoundField]:
        """Whom it is for."""
        return [self[name] for name in ("regency", "kinds", "audience", "topic", "generation")]

    @property
    def makers(self) -> list[forms.BoundField]:
        """Who organises it, and how many came."""
        return [self[name] for name in ("organiser_institution", "organiser", "notes", "head_count")]

    @property
    def sheet(self) -> list[forms.BoundField]:
        """The attendance page."""
        return [self[name] for name in ("opens_at", "closes_at")]

    def clean_organiser_institution(self) -> Institution | None:
        return institution_with(self.cleaned_data["organiser_institution"])

    def details(self) -> Details:
        """What was typed in, once it is valid."""
        data = {name: value for name, value in self.cleaned_data.items() if name not in ("state", "head_count")}
        code = data.pop("regency")
        return Details(regency=None if code == PROVINCE else Region.objects.get(code=code), **data)

    @staticmethod
    def initial_of(event: Event) -> dict[str, Any]:
        """The fields as they stand in an event."""
        names = [name for name in EventForm.base_fields if name not in ("regency", "organiser_institution")]
        institution = event.organiser_institution
        return {
            **{name: getattr(event, name) for name in names},
            "regency": event.regency_id or PROVINCE,
            "organiser_institution": institution.code if institution else "",
        }


class HoldForm(forms.Form):
    """An event took place."""

    head_count = forms.IntegerField(
        label="Jumlah hadir",
        required=False,
        min_value=0,
        max_value=100_000,
        help_text="Hanya bila orang yang hadir dihitung. Daftar hadir tetap dapat ditambah.",
    )


class ReasonForm(forms.Form):
    """A reason, and nothing else."""

    reason = forms.CharField(label="Alasan", max_length=300)


class LinkForm(forms.Form):
    """A material under an address."""

    title = forms.CharField(label="Judul materi", max_length=200)
    url = forms.CharField(label="Tautan", max_length=500, help_text="Diawali https://.")


class LibrarySearch(forms.Form):
    """Finds the library of somebody who came: by name, NPP or NPSN, in a kab/kota."""

    cari = forms.CharField(label="Nama, NPP, atau NPSN perpustakaan", required=False, max_length=100)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)

    def __init__(self, data: Any, event: Event):
        self.is_asked = "cari" in data
        super().__init__(data if self.is_asked else {"daerah": event.regency_id or ""})
        self.event = event
        _offer(self, "daerah", [("", "Semua"), *_regency_choices(regencies())])
        self.is_valid()

    @property
    def text(self) -> str:
        return str(self.cleaned_data.get("cari", "")).strip()

    def found(self) -> list[Institution]:
        """The first libraries that answer, one more than are shown; nothing without a word."""
        if not self.text:
            return []
        rows = search(self.text, region=self.cleaned_data.get("daerah", ""), day=self.event.held_on)
        return list(rows.filter(of_libraries())[: SHOWN_LIBRARIES + 1])


class EntryForm(forms.Form):
    """Who came, for which library: one of the directory by its code, or one that is not registered."""

    library = forms.CharField(label="Perpustakaan", max_length=40, required=False)
    institution_name = forms.CharField(label="Nama perpustakaan Anda", max_length=200, required=False)
    regency = forms.ChoiceField(label="Kabupaten/kota", required=False)
    person_name = forms.CharField(label="Nama Anda", max_length=200, required=False)
    position = forms.CharField(label="Jabatan", max_length=200, required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        _offer(self, "regency", [("", "Pilih"), *_regency_choices(regencies())])

    def clean(self) -> dict[str, Any]:
        data: dict[str, Any] = super().clean() or {}
        code = data.get("library", "").strip()
        is_known = code not in ("", UNREGISTERED)
        data["institution"] = Institution.objects.filter(code=code).first() if is_known else None
        if is_known and data["institution"] is None:
            self.add_error("library", f"Tidak ada lembaga dengan kode {code}. Cari lagi namanya.")
        elif not is_known and not data.get("institution_name", "").strip():
            self.add_error("library", "Pilih perpustakaan, atau tulis namanya bila belum ada di daftar.")
        return data

    def entry(self) -> Entry:
        """What was typed in, once it is valid."""
        data = self.cleaned_data
        code = data["regency"]
        return Entry(
            data["institution"],
            data["institution_name"],
            Region.objects.get(code=code) if code else None,
            data["person_name"],
            data["position"],
        )


class PhoneForm(EntryForm):
    """The same on a phone, where the person must be named."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        name = self.fields["person_name"]
        name.required = True
        name.error_messages["required"] = "Nama Anda belum diisi."
        name.widget.attrs["autocomplete"] = "name"
        self.fields["position"].widget.attrs["autocomplete"] = "organization-title"


class ListedForm(EntryForm):
    """The same for those who organise: an institution by its code; without a name only the library is noted."""

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        for name, label, help_text in (
            ("library", "Kode lembaga", "Kode di halaman lembaga. Kosong: belum terdaftar."),
            ("institution_name", "Nama lembaga", "Hanya bila belum terdaftar."),
            ("person_name", "Nama orang", "Kosong: hanya perpustakaannya yang dicatat."),
        ):
            self.fields[name].label, self.fields[name].help_text = label, help_text


class SheetForm(forms.Form):
    """A file of those who came, or the text of one that was looked at already."""

    file = forms.FileField(
        label="Berkas .csv",
        allow_empty_file=True,
        help_text=f"Kolom: {', '.join(COLUMNS)}. UTF-8, paling besar 2 MB.",
        error_messages={"required": "Pilih berkasnya dulu.", "missing": "Pilih berkasnya dulu."},
        widget=forms.ClearableFileInput(attrs={"accept": ".csv,text/csv"}),
    )

    def clean_file(self) -> UploadedFile:
        file: UploadedFile = self.cleaned_data["file"]
        if (file.size or 0) > min(2 * 2**20, settings.UPLOAD_LIMIT_BYTES):
            raise forms.ValidationError("Berkas ini lebih besar dari 2 MB. Bagi menjadi beberapa berkas.")
        return file


class ReachFilter(forms.Form):
    """Narrows libraries that no event has reached."""

    cari = forms.CharField(label="Nama, NPP, atau NPSN", required=False, max_length=100)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)

    def __init__(self, data: Any, places: Iterable[Region]):
        super().__init__(data)
        _offer(self, "daerah", [("", "Semua"), *_regency_choices(places)])
        _offer(self, "jenis", [("", "Semua"), *reference.library_kinds().items()])
        self.is_valid()

    def search(self, rows: QuerySet[Institution], day: date) -> QuerySet[Institution]:
        """The libraries that answer, out of some."""
        given = {name: self.cleaned_data.get(name, "") for name in self.fields}
        found = search(given["cari"], region=given["daerah"], kind=given["jenis"], day=day)
        return rows.filter(pk__in=found.order_by().values("pk"))
