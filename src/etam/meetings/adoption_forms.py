"""What people type in at the plenary: decisions, the words around the points, who signs, the day of adoption."""

from typing import Any

from django import forms

from etam.meetings.actions.adopting import MAX_LINE, MOST_SIGNATORIES, Signing
from etam.meetings.models import Meeting, Signatory
from etam.web.forms import day_field

BLANK_ROWS = 3


class FrameForm(forms.Form):
    """What stands around the points."""

    considerations = forms.CharField(
        label="Menimbang",
        required=False,
        widget=forms.Textarea(attrs={"rows": 8}),
        help_text="Satu pertimbangan per baris; hurufnya (a, b, c) ditambahkan sendiri.",
    )
    resolution = forms.CharField(
        label="Penutup",
        required=False,
        max_length=MAX_LINE,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text="Kalimat sesudah butir terakhir, misalnya agar segera ditindaklanjuti.",
    )
    signed_at_place = forms.CharField(
        label="Ditetapkan di", required=False, max_length=120, help_text="Kosong: tempat rapat."
    )

    def words(self) -> dict[str, Any]:
        """What was typed in, once it is valid."""
        return {**self.cleaned_data, "considerations": self.cleaned_data["considerations"].splitlines()}

    @staticmethod
    def initial_of(meeting: Meeting) -> dict[str, Any]:
        """The fields as they stand in a meeting."""
        return {
            "considerations": "\n".join(meeting.considerations),
            "resolution": meeting.resolution,
            "signed_at_place": meeting.signed_at_place,
        }


class NumberForm(forms.Form):
    """The number of the document."""

    number = forms.CharField(label="Nomor dokumen", required=False, max_length=120)


class SigningForm(forms.Form):
    """Somebody who signs; an empty row is nobody."""

    part = forms.ChoiceField(label="Sebagai", choices=Signatory.Part.choices)
    person_name = forms.CharField(label="Nama", required=False, max_length=200)
    office = forms.CharField(label="Jabatan", required=False, max_length=200)
    institution_name = forms.CharField(label="Instansi", required=False, max_length=200)

    def has_changed(self) -> bool:
        """A row counts when a name, an office or an institution stands in it, whatever its part."""
        return any(name != "part" for name in self.changed_data)


class BaseSignings(forms.BaseFormSet):
    """The rows in the order in which they sign; one that was emptied is left out."""

    def signings(self) -> list[Signing]:
        """What was typed in, once it is valid."""
        rows = [form.cleaned_data for form in self.forms if form.cleaned_data]
        return [Signing(**row) for row in rows if row["person_name"] or row["office"] or row["institution_name"]]

    @staticmethod
    def initial_of(meeting: Meeting) -> list[dict[str, Any]]:
        """The rows as they stand in a meeting, representatives first."""
        names = ("part", "person_name", "office", "institution_name")
        rows = sorted(meeting.signatories.all(), key=lambda one: (one.part != "representative", one.position, one.pk))
        return [{name: getattr(one, name) for name in names} for one in rows]


Signings = forms.formset_factory(
    SigningForm, formset=BaseSignings, extra=BLANK_ROWS, max_num=MOST_SIGNATORIES, validate_max=True
)


class NoteForm(forms.Form):
    """What the plenary said of a point."""

    note = forms.CharField(
        label="Catatan pleno",
        required=False,
        max_length=MAX_LINE,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="Wajib bila tidak ditetapkan.",
    )


class AdoptForm(forms.Form):
    """The adoption of the whole; a reason only where there are no minutes."""

    adopted_on = day_field("Ditetapkan pada")
    without_minutes = forms.CharField(
        label="Mengapa tidak ada notula",
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )

    def __init__(self, *args: Any, has_minutes: bool, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if has_minutes:
            del self.fields["without_minutes"]


class EditionForm(forms.Form):
    """Why there is a later edition of the document."""

    reason = forms.CharField(
        label="Alasan terbitan baru",
        required=False,
        max_length=300,
        help_text="Hanya bila isinya berubah, misalnya nomor atau penanda tangan dilengkapi.",
    )
