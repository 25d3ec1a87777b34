"""What a visitor may ask for. Every field may stay empty; a value that does not exist is left out."""

from datetime import date
from typing import Any
from urllib.parse import urlencode

from django import forms
from django.db.models import QuerySet

from etam.content.kinds import LIBRARY
from etam.institutions import queries
from etam.institutions.models import Institution
from etam.publishing import reference
from etam.publishing.queries import accreditation, regulations
from etam.regulations.force import Force
from etam.web.forms import day_field


class DirectoryForm(forms.Form):
    """Search in the directory of libraries."""

    q = forms.CharField(label="Nama, NPP, atau NPSN", required=False, max_length=100)
    daerah = forms.ChoiceField(label="Kabupaten/kota", required=False)
    kecamatan = forms.ChoiceField(label="Kecamatan", required=False)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    akreditasi = forms.ChoiceField(label="Akreditasi", required=False)

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        kinds = reference.kinds()
        self._offer("daerah", "Semua kabupaten/kota", list(reference.regency_names().items()))
        self._offer("jenis", "Semua jenis", [(code, kinds.label(code)) for code in kinds.of_family(LIBRARY)])
        self._offer("akreditasi", "Semua", list(accreditation.STANDING.items()))
        chosen = self.data.get("daerah", "")
        districts = reference.regions().children(chosen) if chosen in reference.regency_names() else []
        self._offer("kecamatan", "Semua kecamatan", [(one.code, one.name) for one in districts])
        if not districts:
            # Without a kab/kota there would be 105 of them: the field comes once one is chosen.
            del self.fields["kecamatan"]

    def search(self, today: date) -> "QuerySet[Institution]":
        """The libraries that answer; what is not valid is left out."""
        given = {name: self.cleaned_data.get(name, "") for name in ("q", "daerah", "kecamatan", "jenis", "akreditasi")}
        place = given["kecamatan"] or given["daerah"]
        found = queries.search(given["q"], region=place, kind=given["jenis"]).filter(queries.of_libraries())
        return accreditation.narrowed(found, given["akreditasi"], today).order_by("name", "id")

    def _offer(self, field: str, everything: str, choices: list[tuple[str, str]]) -> None:
        offered = self.fields[field]
        if isinstance(offered, forms.ChoiceField):
            offered.choices = [("", everything), *choices]


class SearchForm(forms.Form):
    """One box over everything public."""

    q = forms.CharField(label="Cari daerah, perpustakaan, peraturan, atau metode", required=False, max_length=100)


class DayForm(forms.Form):
    """The day whose state a page of the register shows; today when none is given or the day does not exist."""

    pada = day_field(
        "Keadaan pada tanggal",
        required=False,
        error_messages={
            "invalid": "Tanggal ini tidak ada dalam kalender, jadi halaman ini menunjukkan keadaan hari ini. "
            "Tulis tahun-bulan-tanggal, misalnya 2020-03-18."
        },
    )

    def __init__(self, given: Any, *, today: date):
        filled = given.copy()
        filled.setdefault("pada", today.isoformat())
        super().__init__(filled)
        self.today = today
        self.is_valid()

    @property
    def day(self) -> date:
        return self.cleaned_data.get("pada") or self.today

    @property
    def at_day(self) -> str:
        """What follows an address so that it tells of the same day; nothing for today."""
        return "" if self.day == self.today else f"?pada={self.day.isoformat()}"


class RegisterForm(DayForm):
    """What to see of the register of regulations, and on which day."""

    q = forms.CharField(label="Kata, nomor, atau tahun", required=False, max_length=100)
    jenis = forms.ChoiceField(label="Jenis", required=False)
    subjek = forms.ChoiceField(label="Subjek", required=False)
    penetap = forms.ChoiceField(label="Penetap", required=False)
    keadaan = forms.ChoiceField(
        required=False, choices=[("", ""), *((one, one) for one in Force)], widget=forms.HiddenInput
    )

    def __init__(self, given: Any, *, today: date):
        offered = regulations.choices()
        self.offered = {"jenis": offered.types, "subjek": offered.subjects, "penetap": offered.issuers}
        super().__init__(given, today=today)

    def full_clean(self) -> None:
        for name, values in self.offered.items():
            field = self.fields[name]
            if isinstance(field, forms.ChoiceField):
                field.choices = [("", "Semua"), *((value, value) for value in values)]
        super().full_clean()

    @property
    def asked(self) -> regulations.Asked:
        given = {name: self.cleaned_data.get(name, "") for name in ("q", "jenis", "penetap", "subjek", "keadaan")}
        return regulations.Asked(*given.values())

    def query(self, **other: str) -> str:
        """The question as an address, with some of it put otherwise; what is empty is left out."""
        asked = self.asked
        told = {
            "pada": "" if self.day == self.today else self.day.isoformat(),
            "q": asked.words,
            "jenis": asked.type,
            "subjek": asked.subject,
            "penetap": asked.issuer,
            "keadaan": asked.force,
            **other,
        }
        filled = {name: value for name, value in told.items() if value}
        return f"?{urlencode(filled)}" if filled else ""
