"""How forms look: label, hint, error and field, one under the other."""

from django.forms.renderers import TemplatesSetting


class HouseRenderer(TemplatesSetting):
    """Renders every form field with our component, by the engine of the pages."""

    field_template_name = "components/field.html"
