"""What a choice is called, without translating every other choice of its field."""

from typing import Any

from django.db import models
from django.utils.encoding import force_str


class Labelled(models.Model):
    """A row whose ``get_…_display`` translates one label.

    Django's own compares labels, and so translates all of a field for each row of a list.
    """

    class Meta:
        abstract = True

    def _get_FIELD_display(self, field: "models.Field[Any, Any]") -> str:  # noqa: N802 - named by Django
        value = getattr(self, field.attname)
        label: str = force_str(dict(field.flatchoices).get(value, value), strings_only=True)
        return label
