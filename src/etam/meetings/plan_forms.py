"""What people type in about action plans: a plan, and what a meeting decides of an unfinished one."""

from typing import Any

from django import forms

from etam.followup import reference
from etam.institutions.forms import institution_with
from etam.institutions.models import Institution
from etam.meetings.actions.planning_actions import ActionPlan
from etam.meetings.forms import offer
from etam.meetings.models import CarriedOver, Point
from etam.meetings.point_forms import text_field
from etam.web.forms import day_field


class PlanForm(forms.Form):
    """An action plan for an adopted point."""

    action = text_field("Apa yang akan dilakukan", 3)
    output = forms.CharField(label="Keluaran", required=False, max_length=300)
    indicator = forms.CharField(label="Indikator", required=False, max_length=300)
    target = forms.CharField(label="Target", required=False, max_length=200)
    institution = forms.CharField(
        label="Penanggung jawab (kode lembaga)",
        required=False,
        max_length=40,
        help_text="Ketik nama dinas lalu pilih, atau tulis kode dari halaman lembaga, misalnya L00301.",
        widget=forms.TextInput(attrs={"list": "lembaga", "autocomplete": "off"}),
    )
    owner_name = forms.CharField(
        label="atau namanya", required=False, max_length=200, help_text="Hanya untuk yang tidak terdaftar di Etam."
    )
    supporters = text_field("Pendukung", 2, required=False)
    due_on = day_field("Batas waktu")
    budget_line = forms.CharField(label="Mata anggaran", required=False, max_length=200)
    topic = forms.ChoiceField(label="Topik")

    def __init__(self, *args: Any, point: Point, **kwargs: Any):
        super().__init__(*args, **{"initial": {"topic": point.topic}, **kwargs})
        offer(self, "topic", [(code, label["id"]) for code, label in reference.latest().topics.items()])

    def clean_institution(self) -> Institution | None:
        return institution_with(self.cleaned_data["institution"])

    @property
    def what(self) -> list[forms.BoundField]:
        """What is to come of it."""
        return [self[name] for name in ("action", "output", "indicator", "target")]

    @property
    def who(self) -> list[forms.BoundField]:
        """Who does it, until when, from which money."""
        return [self[name] for name in ("institution", "owner_name", "supporters", "due_on", "budget_line", "topic")]

    def plan(self) -> ActionPlan:
        """What was typed in, once it is valid."""
        return ActionPlan(**self.cleaned_data)


class CarryForm(forms.Form):
    """What the plenary decides of an unfinished action."""

    decision = forms.ChoiceField(label="Keputusan", choices=CarriedOver.Decision.choices, widget=forms.RadioSelect)
    due_on = day_field("Batas baru", required=False, help_text="Diisi bila dilanjutkan.")
    note = text_field("Catatan", 2, required=False)
