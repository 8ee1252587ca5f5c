"""One thing that does not hold together."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import Protocol, TypeVar

from django.db.models import Model, QuerySet


@dataclass(frozen=True)
class Finding:
    """A row, by kind and key, and what is wrong with it."""

    subject: str
    what: str

    def __str__(self) -> str:
        return f"{self.subject}: {self.what}"


def about(row: Model, what: str) -> Finding:
    """Say ``what`` is wrong with a row."""
    return Finding(f"{row._meta.label} {row.pk}", what)


def each(rows: "QuerySet[Model]", what: str) -> Iterator[Finding]:
    """Say the same of every row, in order of key."""
    label = rows.model._meta.label
    for key in rows.order_by("pk").values_list("pk", flat=True).distinct():
        yield Finding(f"{label} {key}", what)


class Lasting(Protocol):
    """A row with a period."""

    @property
    def valid_from(self) -> date | None:
        """The first day, where it is known."""

    @property
    def valid_until(self) -> date | None:
        """The first day on which it no longer lasts."""


Row = TypeVar("Row", bound=Lasting)


def overlaps(rows: Iterable[Row]) -> Iterator[tuple[Row, Row]]:
    """Give the rows whose periods share a day with an earlier one, each with that one."""
    latest: Row | None = None
    for row in sorted(rows, key=lambda row: row.valid_from or date.min):
        if latest is not None and (row.valid_from or date.min) < _end(latest):
            yield latest, row
        if latest is None or _end(row) > _end(latest):
            latest = row


def _end(row: Lasting) -> date:
    return row.valid_until or date.max
