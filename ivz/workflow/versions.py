"""Two people editing one row: the second to save sees both texts.

Policy: docs/policy/time.md#versions
"""

from typing import ClassVar, TypeVar

from django.db import models
from django.utils.translation import gettext as _

from ivz.errors import RuleBroken
from ivz.workflow.labels import Labelled

Row = TypeVar("Row", bound="Versioned")


class Versioned(Labelled):
    """A row that people edit; ``version`` grows by one with every change.

    ``beside_history`` names fields that other acts set, such as the account of a person: taking
    a change back leaves them alone.
    """

    beside_history: ClassVar[frozenset[str]] = frozenset()

    version = models.PositiveIntegerField(default=1, editable=False)

    class Meta:
        abstract = True


class StaleEdit(RuleBroken):
    """Somebody else saved this row first; ``current`` is what stands there now."""

    def __init__(self, current: Versioned) -> None:
        self.current = current
        super().__init__(_("Somebody else changed this in the meantime. Look again."))


def lock_version(row: Row, *, version: int) -> Row:
    """Lock ``row`` for a change and count the change.

    Args:
        row: the row as it was read.
        version: the version the editor started from.

    Returns:
        The row as it is now, locked, with its version one higher (not saved yet).

    Raises:
        StaleEdit: the row has another version by now.
    """
    manager = type(row)._default_manager
    current = manager.select_for_update(of=("self",)).get(pk=row.pk)
    if current.version != version:
        raise StaleEdit(current)
    current.version += 1
    return current
