"""Noting who reads what is restricted, as it is fetched.

Policy: docs/policy/audit.md#restricted-records
"""

from collections.abc import Iterator, Sequence
from typing import Any, Self, TypeVar

from django.db import models

from ivz.accounts.actors import Actor
from ivz.authorization.openness import Openness

Row_co = TypeVar("Row_co", bound=models.Model, covariant=True)


class NotingQuerySet(models.QuerySet[Row_co]):
    """Rows; once read on behalf of somebody, what is restricted among them is noted.

    ``read_along`` names the relations to what shows together with a row: where that was fetched
    along, and the row tells that it may be read, it is noted as well.
    """

    reader: Actor | None = None
    read_along: tuple[str, ...] = ()

    def read_by(self, actor: Actor) -> Self:
        """Note with ``actor`` which restricted records are fetched."""
        followed = self.all()
        followed.reader = actor
        return followed

    def iterator(self, chunk_size: int | None = None) -> Iterator[Row_co]:
        """Give the rows one by one, as the choices of a form are."""
        rows = super().iterator(chunk_size)
        return rows if self.reader is None else self._noted_one_by_one(rows, self.reader)

    def _noted_one_by_one(self, rows: Iterator[Row_co], reader: Actor) -> Iterator[Row_co]:
        for row in rows:
            self._note([row], reader)
            yield row

    def _clone(self) -> Self:
        clone: Self = super()._clone()  # type: ignore[misc]
        clone.reader = self.reader
        return clone

    def _fetch_all(self) -> None:
        is_new = self._result_cache is None
        super()._fetch_all()
        if self.reader is not None and is_new:
            self._note(self._result_cache or [], self.reader)

    def _note(self, rows: Sequence[Any], reader: Actor) -> None:
        read = [row for row in rows if getattr(row, "openness", "") == Openness.RESTRICTED]
        for path in self._read_along() if rows and isinstance(rows[0], models.Model) else ():
            along = [(row, _fetched_along(row, path)) for row in rows]
            read += [
                each
                for row, each in along
                if getattr(each, "openness", "") == Openness.RESTRICTED
                and self._tells_of(row, each)
            ]
        reader.restricted_readings.update((row._meta.label, str(row.pk)) for row in read)

    def _read_along(self) -> tuple[str, ...]:
        return self.read_along

    def _tells_of(self, row: Any, along: Any) -> bool:
        """Tell whether who reads ``row`` may read ``along`` as well."""
        return True


def _fetched_along(row: Any, path: str) -> Any:
    """Give what a path leads to, where it was fetched together with the row."""
    for step in path.split("__"):
        row = row._state.fields_cache.get(step)  # noqa: SLF001  asks nothing of the database
        if row is None:
            return None
    return row
