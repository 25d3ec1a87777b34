"""How Django's forms look in Etam: set FORM_RENDERER = "etam.web.forms.EtamFormRenderer"."""

from typing import Any

from django import forms
from django.forms.renderers import TemplatesSetting


class EtamFormRenderer(TemplatesSetting):
    """Label above, help under the label, error under the control, all tied to it for those who listen."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"


def day_field(label: str, **options: Any) -> forms.DateField:
    """A day as the browser's own calendar takes it: year, month, day, whatever the language."""
    return forms.DateField(label=label, widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}), **options)
