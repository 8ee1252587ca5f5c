"""The register of processing, and which field belongs to which processing.

Kept in ``data/processing.toml``; a test demands that every field of every model stands there once.
Policy: docs/policy/privacy.md#register
"""

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from django.apps import apps
from django.db import models

from ivz.tabular.writing import Table

SOURCE = Path(__file__).parent / "data" / "processing.toml"


@dataclass(frozen=True, kw_only=True)
class Processing:
    """One processing of personal data (Dutch: *verwerking*), as AVG article 30 asks.

    Attributes:
        fields: names of fields, per label of a model.
        retention_years: how many years after its use data goes; 0 where it stays.
    """

    key: str
    title: str
    purpose: str
    basis: str
    people: str
    recipients: str
    retention: str
    fields: Mapping[str, str]
    retention_years: int = 0

    @property
    def named_fields(self) -> Iterator[tuple[str, str]]:
        """Give each field as label of the model and name."""
        return ((label, name) for label, names in self.fields.items() for name in names.split())


@cache
def _read() -> dict[str, Any]:
    return tomllib.loads(SOURCE.read_text(encoding="utf-8"))


@cache
def processings() -> tuple[Processing, ...]:
    """Give the whole register, in the order of the file."""
    return tuple(Processing(**each) for each in _read()["processing"])


def years_of(key: str) -> int:
    """Give how long a processing keeps data after its use, in years."""
    return next(each.retention_years for each in processings() if each.key == key)


def classified() -> list[tuple[str, str]]:
    """Give every field that stands in the register, as personal or as not personal."""
    personal = [field for each in processings() for field in each.named_fields]
    others: dict[str, str] = _read()["not_personal"]
    return personal + [(label, name) for label, names in others.items() for name in names.split()]


@cache
def references_to(target: type[models.Model]) -> tuple["models.ForeignKey[Any, Any]", ...]:
    """Give the personal fields of the register that point at ``target``."""
    fields = [
        apps.get_model(label)._meta.get_field(name)
        for each in processings()
        for label, name in each.named_fields
    ]
    return tuple(
        field
        for field in fields
        if isinstance(field, models.ForeignKey) and field.related_model is target
    )


def as_table() -> Table:
    """Give the register as a table to keep, one row per field."""
    return Table(
        title="Verwerkingsregister",
        columns=[
            "Verwerking",
            "Doel",
            "Grondslag",
            "Betrokkenen",
            "Ontvangers",
            "Bewaartermijn",
            "Gegeven",
        ],
        rows=[
            [
                each.title,
                each.purpose,
                each.basis,
                each.people,
                each.recipients,
                each.retention,
                f"{label}.{name}",
            ]
            for each in processings()
            for label, name in each.named_fields
        ],
    )
