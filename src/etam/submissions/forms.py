"""Forms of the officer: a new round, its dates."""

from typing import Any

from django import forms

from etam.submissions import editions
from etam.web.forms import day_field


class ScheduleForm(forms.Form):
    """The three dates of a round; their order is the action's business."""

    opens_on = day_field("Dibuka")
    due_on = day_field("Batas kirim", help_text="Yang dikirim sampai hari ini dihitung tepat waktu.")
    closes_on = day_field("Ditutup", help_text="Hari terakhir isian dapat dikirim.")


class RoundForm(ScheduleForm):
    """A new round. It expects every institution of the kinds its instrument asks that exists on the day it opens.

    An instrument that scores is answered in an assessment, not in a round.
    """

    title = forms.CharField(label="Judul", max_length=200, help_text="Misalnya: Isian perpustakaan 2026.")
    code = forms.SlugField(label="Kode", max_length=40, help_text="Pendek dan tetap, misalnya 2026.")
    edition = forms.ChoiceField(label="Instrumen")
    period = forms.IntegerField(label="Tahun data", min_value=2000, max_value=2100)
    field_order = ("title", "code", "edition", "period", "opens_on", "due_on", "closes_on")

    def __init__(self, *arguments: Any, **keywords: Any):
        super().__init__(*arguments, **keywords)
        self.fields["edition"].choices = [  # type: ignore[attr-defined]
            (f"{one.code}/{one.version}", f"{one.title.id} ({one.version})")
            for one in editions.available()
            if one.scoring is None
        ]

    def as_arguments(self) -> dict[str, Any]:
        """What `actions.open_round` takes."""
        data = dict(self.cleaned_data)
        code, _, version = data.pop("edition").partition("/")
        return {**data, "instrument": editions.instrument(code, version)}
