"""What people type in: who settles a confusion, how it is read, why it is opened again."""

from django import forms

from etam.regulations.actions.settling import MAX_OWNER, MAX_TEXT
from etam.web.forms import day_field


def _text(label: str, rows: int = 3, help_text: str = "") -> forms.CharField:
    return forms.CharField(
        label=label, widget=forms.Textarea(attrs={"rows": rows}), max_length=MAX_TEXT, help_text=help_text
    )


class SeenForm(forms.Form):
    """A form that knows what its reader saw."""

    seen = forms.CharField(widget=forms.HiddenInput)


class AssignForm(SeenForm):
    """Who settles it, and until when."""

    owner = forms.CharField(
        label="Yang menyelesaikan",
        max_length=MAX_OWNER,
        help_text="Nama bidang, dinas, atau lembaga. Nama ini tampil juga di halaman publik.",
    )
    due_on = day_field("Batas", required=False)


class SettleForm(SeenForm):
    """How it is read from now on, and why."""

    reading = _text(
        "Bacaan yang dipakai", 4, "Tulis sebagai aturan yang dapat langsung diikuti. Tampil di halaman publik."
    )
    reason = _text("Alasannya", 3, "Dasar bacaan ini: surat, rapat, atau pertimbangannya.")


class ReopenForm(SeenForm):
    """Why it is opened again."""

    reason = _text("Alasan dibuka kembali", 3)
