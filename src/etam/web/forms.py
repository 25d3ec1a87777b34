"""How Django's forms look in Etam: set FORM_RENDERER = "etam.web.forms.EtamFormRenderer"."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class EtamFormRenderer(TemplatesSetting):
    """Label above, help under the label, error under the control, all tied to it for those who listen."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"


def went_through(form: forms.BaseForm, act: Callable[[], object], *, refused: type[Exception]) -> bool:
    """Whether an action went through; what kept it from doing so, a `refused`, stands in the form.

    A problem that names a `field` stands there, at the head of the form where people see no such field.
    """
    try:
        act()
    except refused as problem:
        name = getattr(problem, "field", "")
        is_seen = name in form.fields and not form.fields[name].widget.is_hidden
        form.add_error(name if is_seen else None, str(problem))
    return not form.errors


def day_field(label: str, **options: Any) -> forms.DateField:
    """A day as the browser's own calendar takes it: year, month, day, whatever the language."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)
