"""How forms look: label, hint, error and field, one under the other."""

from django.forms.renderers import DjangoTemplates


class HouseRenderer(DjangoTemplates):
    """Renders every form field with our component."""

    field_template_name = "components/field.html"
