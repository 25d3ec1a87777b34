"""What people type in while they draft: a point, a comment, which point another goes into, a reason."""

from typing import Any

from django import forms

from etam.followup import reference
from etam.followup.actions.locking import MAX_TEXT
from etam.meetings.actions.drafting import LONGEST_ADDRESS, LONGEST_TITLE
from etam.meetings.forms import offer
from etam.meetings.models import Point


def text_field(label: str, rows: int, **options: Any) -> forms.CharField:
    """A text of several lines."""
    return forms.CharField(label=label, max_length=MAX_TEXT, widget=forms.Textarea(attrs={"rows": rows}), **options)


class PointForm(forms.Form):
    """A point as it is proposed."""

    text = text_field("Bunyi butir", 5)
    title = forms.CharField(label="Judul singkat", required=False, max_length=LONGEST_TITLE)
    topic = forms.ChoiceField(label="Topik")
    addressed_to = forms.CharField(
        label="Ditujukan kepada",
        required=False,
        max_length=LONGEST_ADDRESS,
        help_text="Instansi yang diminta bertindak, misalnya “Dinas Perpustakaan dan Kearsipan Kabupaten/Kota”.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        topics = reference.latest().topics.items()
        offer(self, "topic", [("", "Pilih topik"), *((code, label["id"]) for code, label in topics)])


class WordingForm(PointForm):
    """A point as it is worded; `seen` is the number of the wording that the writer has before the eyes."""

    seen = forms.IntegerField(widget=forms.HiddenInput)

    @staticmethod
    def initial_of(point: Point, seen: int) -> dict[str, Any]:
        """The fields as they stand in a point."""
        names = ("text", "title", "topic", "addressed_to")
        return {**{name: getattr(point, name) for name in names}, "seen": seen}


class CommentForm(forms.Form):
    """A comment."""

    text = text_field("Komentar Anda", 3)


class MergeForm(forms.Form):
    """Which point another goes into."""

    into = forms.ModelChoiceField(label="Gabungkan ke", queryset=Point.objects.none(), empty_label="Pilih butir")

    def __init__(self, *args: Any, others: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        field: Any = self.fields["into"]
        field.queryset = others
        field.label_from_instance = lambda one: one.short_name


class WithdrawForm(forms.Form):
    """Why a point is taken off the table."""

    reason = text_field("Alasan menarik", 2)
