"""What is typed in to keep the record of one village or school."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from django import forms
from django.utils.timezone import localdate

from etam.accounts.models import User
from etam.institutions import access as institutions
from etam.institutions import reference
from etam.institutions.actions import InstitutionProblem, bodies, body_changes, body_links
from etam.institutions.models import ParentBody, Region
from etam.institutions.places import PlaceProblem, find_place
from etam.web.forms import day_field

EARLIEST = 1900


class StateForm(forms.Form):
    """Whether there is a library, who says so, and since when."""

    stated = forms.ChoiceField(
        label="Perpustakaan", choices=ParentBody.Stated.choices, widget=forms.RadioSelect, initial=""
    )
    source = forms.CharField(label="Menurut siapa atau berkas apa", max_length=200)
    on = day_field("Tanggal keterangan", initial=localdate)
    since = forms.IntegerField(label="Berdiri sejak tahun", required=False, help_text="Bila ada dan diketahui.")

    def act(self, body: ParentBody, by: User) -> str:
        data = self.cleaned_data
        body_links.state(body, **data, by=by)
        return f"Dicatat: perpustakaan {ParentBody.Stated(body.state).label.lower()}."


class LinkForm(forms.Form):
    """The library of the directory that belongs here."""

    code = forms.CharField(label="Kode perpustakaan", max_length=40, help_text="Kode di direktori, misalnya L00123.")

    def act(self, body: ParentBody, by: User) -> str:
        code = self.cleaned_data["code"].strip()
        library = institutions.institutions_for(by).filter(code=code).first()
        if library is None:
            raise InstitutionProblem(f"Tidak ada perpustakaan dengan kode {code}. Periksa kodenya di direktori.")
        body_links.link(body, library, by=by)
        return f"Tertaut dengan {library}."


class UnlinkForm(forms.Form):
    """Why the linked library does not belong here."""

    reason = forms.CharField(label="Alasan", max_length=150)

    def act(self, body: ParentBody, by: User) -> str:
        body_links.unlink(body, reason=self.cleaned_data["reason"], by=by)
        return "Tautan dilepas. Keadaan perpustakaannya sekarang belum diketahui."


class PeopleForm(forms.Form):
    """How many inhabitants or pupils."""

    people = forms.IntegerField(label="Jumlah", min_value=0, max_value=10_000_000)
    year = forms.IntegerField(label="Tahun", min_value=EARLIEST, max_value=2200)
    source = forms.CharField(label="Sumber", max_length=200)

    def act(self, body: ParentBody, by: User) -> str:
        bodies.count_people(body, **self.cleaned_data, by=by)
        return "Jumlahnya dicatat."


class _FromADay(forms.Form):
    on = day_field("Berlaku mulai", initial=localdate)

    def clean_on(self) -> date:
        day: date = self.cleaned_data["on"]
        if not EARLIEST <= day.year <= localdate().year + 5:
            raise forms.ValidationError(f"Tahun {day.year} tidak mungkin. Periksa tanggalnya.")
        return day


class RenameForm(_FromADay):
    """A new name from a day."""

    name = forms.CharField(label="Nama baru", max_length=200)
    field_order = ["name", "on"]

    def act(self, body: ParentBody, by: User) -> str:
        body_changes.rename(body, **self.cleaned_data, by=by)
        return f"Nama baru: {body}."


class RenumberForm(_FromADay):
    """Another code from a day."""

    code = forms.CharField(label="Kode baru", max_length=20)
    field_order = ["code", "on"]

    def act(self, body: ParentBody, by: User) -> str:
        body_changes.renumber(body, **self.cleaned_data, by=by)
        return f"Kode baru: {body.code}."


class MoveForm(_FromADay):
    """Another place from a day."""

    region = forms.CharField(
        label="Tempat baru", max_length=200, help_text="Desa, kecamatan, atau kabupaten/kota: “Sepaso, Bengalon”."
    )
    field_order = ["region", "on"]

    def clean_region(self) -> Region:
        try:
            place = find_place(self.cleaned_data["region"], reference.regions())
            return Region.objects.get(code=place.region)
        except (PlaceProblem, Region.DoesNotExist) as problem:
            raise forms.ValidationError(str(problem)) from problem

    def act(self, body: ParentBody, by: User) -> str:
        body_changes.move(body, **self.cleaned_data, by=by)
        return f"Sekarang tercatat di {body.region}."


class SplitForm(_FromADay):
    """What came out of a village or school."""

    into = forms.CharField(
        label="Kode hasil pemekaran", max_length=200, help_text="Yang sudah ada dalam daftar, dipisah koma."
    )
    field_order = ["into", "on"]

    def act(self, body: ParentBody, by: User) -> str:
        codes = [code.strip() for code in self.cleaned_data["into"].split(",") if code.strip()]
        into = [_same_kind(body, code, by) for code in codes]
        body_changes.split(body, into=into, on=self.cleaned_data["on"], by=by)
        return f"Pemekaran dicatat. Perpustakaan dan dana tetap pada {body}."


class MergeForm(_FromADay):
    """What a village or school becomes part of."""

    into = forms.CharField(label="Kode penerima", max_length=20)
    field_order = ["into", "on"]

    def act(self, body: ParentBody, by: User) -> str:
        into = _same_kind(body, self.cleaned_data["into"].strip(), by)
        body_changes.merge(body, into=into, on=self.cleaned_data["on"], by=by)
        return f"Digabung ke {into}."


class CloseForm(_FromADay):
    """The end of a village or school."""

    on = day_field("Hari terakhir", initial=localdate)
    reason = forms.CharField(label="Alasan", max_length=200)
    field_order = ["reason", "on"]

    def act(self, body: ParentBody, by: User) -> str:
        body_changes.close(body, **self.cleaned_data, by=by)
        return "Ditutup."


@dataclass(frozen=True)
class Change:
    """One thing that can be done to a village or school, and when it makes sense."""

    key: str
    title: str
    form: type[forms.Form]
    fits: Callable[[ParentBody], bool] = lambda body: True


CHANGES = (
    Change("state", "Nyatakan ada tidaknya perpustakaan", StateForm, lambda body: body.library_id is None),
    Change("link", "Tautkan dengan perpustakaan di direktori", LinkForm, lambda body: body.library_id is None),
    Change("unlink", "Lepaskan tautan perpustakaan", UnlinkForm, lambda body: body.library_id is not None),
    Change("people", "Catat jumlah penduduk atau murid", PeopleForm),
    Change("rename", "Ganti nama", RenameForm),
    Change("renumber", "Ganti kode atau NPSN", RenumberForm),
    Change("move", "Pindah wilayah", MoveForm, lambda body: body.kind == ParentBody.Kind.SCHOOL),
    Change("split", "Catat pemekaran", SplitForm),
    Change("merge", "Gabung ke yang lain", MergeForm),
    Change("close", "Tutup", CloseForm),
)


def _same_kind(body: ParentBody, code: str, by: User) -> ParentBody:
    found = institutions.bodies_for(by).filter(kind=body.kind, code=code).first()
    if found is None:
        raise InstitutionProblem(f"Tidak ada {body.get_kind_display().lower()} dengan kode {code} dalam daftar Anda.")
    return found
