"""What a choice is called, without translating every other choice of its field."""

from functools import cache
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
        label: str = force_str(_labels_of(field).get(value, value), strings_only=True)
        return label


@cache
def _labels_of(field: "models.Field[Any, Any]") -> dict[Any, Any]:
    """Give the labels of a field, each translated when it is shown."""
    return dict(field.flatchoices)
