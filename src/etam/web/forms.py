"""How Django's forms look in Etam: set FORM_RENDERER = "etam.web.forms.EtamFormRenderer"."""

from django.forms.renderers import TemplatesSetting


class EtamFormRenderer(TemplatesSetting):
    """Label above, help under the label, error under the control, all tied to it for those who listen."""

    form_template_name = "web/forms/form.html"
    field_template_name = "web/forms/field.html"
