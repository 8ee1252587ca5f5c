"""Telling columns of a query apart; each ordered list of rows compares all it fetches.

Django reads the signature of the column's class for each of them, in some twenty steps.
"""

from typing import Any

from django.db.models.expressions import Col
from django.db.models.fields import Field
from django.utils.functional import cached_property


def identity(column: Col) -> tuple[Any, ...]:
    """Give what makes a column another: its table in the query, its field and how that is read."""
    field, read_as = column.target, column.output_field
    name = _name_of(field)
    return (type(column), column.alias, name, name if read_as is field else _name_of(read_as))


def _name_of(field: "Field[Any, Any]") -> Any:
    model = getattr(field, "model", None)
    return (model, field.name) if model and field.name else type(field)


def compare_columns_quickly() -> None:
    """Let every column be known by this."""
    known: Any = cached_property(identity)
    known.__set_name__(Col, "identity")
    Col.identity = known  # type: ignore[method-assign]
